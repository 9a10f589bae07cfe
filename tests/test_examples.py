"""Every example under tests/examples, read by the whole pipeline and compared record for record.

A file `<kind>.<lang>.toml` holds `[[case]]` tables:

- `text`: the sentence; `published` (a date) and `home` where the reading needs them;
- `expect`: the records of that kind, each with the fields that matter; all and only these must be read; for
  `histories` the steps of all pairs, each with the places of its pair; `{}` is a date that is not told;
- `xfail`: why a known failure fails (strict: a case that passes must lose the line).
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pipeline

KINDS = ("dates", "amounts", "leaders", "delegations", "city_pairs", "histories", "tie_totals")
FOLDER = Path(__file__).parent / "examples"


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        kind, language = path.stem.split(".")
        assert kind in KINDS, path
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1):
            unknown = set(case) - {"text", "expect", "published", "home", "xfail"}
            assert not unknown, f"{path.name}, case {number}: unknown {sorted(unknown)}"
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            yield pytest.param(kind, language, case, id=f"{kind}.{language}-{number}", marks=marks)


@pytest.fixture(scope="session")
def reader() -> pipeline.Reader:
    return pipeline.load()


def essence(value: Any) -> Any:
    """Bring a field to what an example states: places by name, dates as ISO days."""
    if isinstance(value, dict):
        if "name" in value:
            return value["name"]
        return {key: str(value[key]) for key in ("start", "end")} | (
            {"modifier": value["modifier"]} if value.get("modifier") else {}
        )
    if isinstance(value, list):
        return [essence(item) for item in value]
    return value


def told(records: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the records of a kind; the steps in the history of all pairs are one too."""
    if kind != "histories":
        return list(records[kind])
    return [{"places": pair["places"], **step} for pair in records["city_pairs"] for step in pair["history"]]


def agrees(field: str, got: Any, want: Any) -> bool:
    """Whether a field says what the example does; the two places of a pair have no order."""
    if want == {}:
        return got is None
    return sorted(got) == sorted(want) if field == "places" else bool(got == want)


@pytest.mark.parametrize(("kind", "language", "case"), list(cases()))
def test_example(reader: pipeline.Reader, kind: str, language: str, case: dict[str, Any]) -> None:
    records = reader.read(
        case["text"], published=case.get("published"), home=case.get("home"), language=language
    )
    found = told(records.model_dump(mode="json", by_alias=True), kind)
    expected = case["expect"]
    shown = [
        {key: essence(value) for key, value in record.items() if key not in ("evidence", "history")}
        for record in found
    ]
    left = list(shown)
    for want in expected:
        matches = [
            got for got in left if all(agrees(key, got.get(key), value) for key, value in want.items())
        ]
        assert matches, f"no record has {want}\nread: {shown}"
        left.remove(matches[0])
    assert not left, f"read beyond what is there: {left}"

"""Identifiers of places: tables merged into the gold, checked, and compared with another annotator's."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from annotations.agreement import place_agreement
from annotations.cli import app
from annotations.drafts import as_file, settled
from annotations.release import manifest_of, write_manifest
from evaluation.inputs import read_gold
from models.gold import GoldBulletin, GoldPlace
from tests.test_gold import DRAFT, TEXT

KONIN = {"bulletin": "a", "name": "Konin", "country": "PL", "geonames_id": 1, "also": [2]}
DEYANG = {"bulletin": "a", "name": "Deyang", "country": "CN", "geonames_id": None}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return the folder of a gold with the bulletins a, b and c."""
    folder = tmp_path / "gold"
    for split, name in (("dev", "a"), ("dev", "b"), ("test", "c")):
        (folder / split).mkdir(parents=True, exist_ok=True)
        draft = {**DRAFT, "document": {**DRAFT["document"], "id": name}}  # type: ignore[dict-item]
        (folder / split / f"{name}.json").write_text(as_file(settled(draft, TEXT)), encoding="utf-8")
    write_manifest(folder, manifest_of(folder, "1.0.0", dt.date(2026, 1, 1), {}))
    return folder


def table(folder: Path, *lines: object, name: str = "table.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def merge(gold: Path, *lines: object) -> Any:
    return CliRunner().invoke(app, ["places", str(table(gold, *lines)), "--gold", str(gold)])


def test_a_table_is_written_into_the_gold_and_nothing_else_changes(gold: Path) -> None:
    before = read_gold(gold / "dev" / "a.json")
    lines = (gold / "dev" / "a.json").read_text(encoding="utf-8").splitlines()
    done = merge(gold, KONIN, DEYANG)
    assert done.exit_code == 0, done.output
    assert "1 bulletins, 2 places, 1 of them in GeoNames" in done.output
    after = read_gold(gold / "dev" / "a.json")
    assert after.document.places_identified
    assert [place.identifiers for place in after.places()] == [frozenset(), frozenset({1, 2}), frozenset()]
    assert (after.dates, after.amounts) == (before.dates, before.amounts)
    told = (gold / "dev" / "a.json").read_text(encoding="utf-8")
    # Still a fact a line; null and empty say nothing.
    assert [len(lines), 2] == [
        len(told.splitlines()),
        sum(a != b for a, b in zip(lines, told.splitlines(), strict=True)),
    ]
    assert told.count("geonames_id") == told.count("also_geonames") == 1
    assert not read_gold(gold / "dev" / "b.json").document.places_identified


def test_merging_again_changes_nothing_and_a_new_table_replaces_the_old(gold: Path) -> None:
    merge(gold, KONIN, DEYANG)
    first = (gold / "dev" / "a.json").read_bytes()
    merge(gold, DEYANG, KONIN)
    assert (gold / "dev" / "a.json").read_bytes() == first
    merge(gold, {**KONIN, "geonames_id": None, "also": [], "unsure": True}, {**DEYANG, "geonames_id": 7})
    home, konin, _ = read_gold(gold / "dev" / "a.json").places()
    assert (home.geonames_id, konin.geonames_id, konin.also_geonames, konin.unsure) == (7, None, (), True)


@pytest.mark.parametrize(
    ("lines", "code", "message"),  # `lines` begin on line 3
    [
        ([KONIN], 1, "a: 'Deyang' (CN): not in the table"),
        ([KONIN, DEYANG, {**KONIN, "name": "Bonn"}], 1, "a: 'Bonn' (PL): no such place in the gold"),
        ([KONIN, DEYANG, {**KONIN, "country": None}], 1, "a: 'Konin' (no country): no such place"),
        ([KONIN, DEYANG, {**KONIN, "bulletin": "z"}], 1, "z: no such bulletin in the gold"),
        ([KONIN, DEYANG, KONIN], 2, "table.jsonl, line 5: a: 'Konin' (PL) has come before"),
        ([{**KONIN, "geonames_id": 0}], 2, "line 3: geonames_id: Input should be greater than 0"),
        ([{**KONIN, "also": [1]}], 2, "line 3: the whole: 'Konin' has an identifier twice"),
        ([{**DEYANG, "also": [1]}], 2, "'Deyang' has further identifiers, but no first one"),
        ([{**KONIN, "unsure": True}], 2, "'Konin' has an identifier and is unsure"),
        ([{"bulletin": "a", "name": "Konin", "country": "PL"}], 2, "line 3: geonames_id: Field required"),
        ([{**KONIN, "id": 3}], 2, "line 3: id: Extra inputs"),
        (["Konin"], 2, "line 3: the whole: Input should be"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_whole(
    gold: Path, lines: list[object], code: int, message: str
) -> None:
    before = {path: path.read_bytes() for path in gold.rglob("*.json")}
    done = merge(gold, {**KONIN, "bulletin": "b"}, {**DEYANG, "bulletin": "b"}, *lines)
    assert done.exit_code == code, done.output
    assert message in done.stderr
    assert {path: path.read_bytes() for path in gold.rglob("*.json")} == before


def test_a_table_that_is_not_there_is_named(gold: Path) -> None:
    done = CliRunner().invoke(app, ["places", str(gold / "none.jsonl"), "--gold", str(gold)])
    assert done.exit_code == 2
    assert "none.jsonl: No such file" in done.stderr


def test_one_place_of_a_bulletin_has_one_identifier(gold: Path) -> None:
    merge(gold, KONIN, {**DEYANG, "geonames_id": 3})
    path = gold / "dev" / "a.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["document"]["home"]["geonames_id"] = 4
    with pytest.raises(ValidationError, match=r"'Deyang' \(CN\) has other identifiers in another fact"):
        GoldBulletin.model_validate(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    done = CliRunner().invoke(app, ["check", "--gold", str(gold)])
    assert done.exit_code == 1
    assert "a.json: the whole: 'Deyang' (CN) has other identifiers" in done.stderr


def test_an_identifier_needs_a_bulletin_that_is_identified() -> None:
    data = json.loads(as_file(settled(DRAFT, TEXT)))
    data["document"]["home"]["geonames_id"] = 4
    with pytest.raises(ValidationError, match="the places of the bulletin are not"):
        GoldBulletin.model_validate(data)


def test_all_right_identifiers_of_a_place_are_known() -> None:
    assert GoldPlace(name="Konin", geonames_id=1, also_geonames=(2, 3)).identifiers == {1, 2, 3}
    assert GoldPlace(name="Konin").identifiers == frozenset()


def test_two_tables_agree_where_they_name_one_entry_or_none(gold: Path) -> None:
    one = table(gold, KONIN, DEYANG, {**KONIN, "bulletin": "b"}, {**KONIN, "bulletin": "c"})
    other = table(
        gold,
        {**KONIN, "geonames_id": 2, "also": []},
        DEYANG,
        {**KONIN, "bulletin": "b", "geonames_id": 9, "also": []},
        {**DEYANG, "bulletin": "c"},
        name="other.jsonl",
    )
    for order in ((one, other), (other, one)):
        found = place_agreement(*order, {"a": "en", "b": "zh"})
        assert {name: (share.part, share.whole) for name, share in found.shares.items()} == {
            "en": (2, 2), "und": (0, 0), "zh": (0, 1), "all": (2, 3),
        }  # fmt: skip
        assert [(line.bulletin, line.name) for line, _ in found.differing] == [("b", "Konin")]


def test_the_command_prints_how_far_tables_agree(gold: Path) -> None:
    one, other = (
        table(gold, KONIN, DEYANG),
        table(gold, DEYANG, {**KONIN, "geonames_id": 9}, name="other.jsonl"),
    )
    command = ["agreement", str(one), str(other), "--gold", str(gold)]
    done = CliRunner().invoke(app, [*command, "--differences"])
    assert done.exit_code == 0, done.output
    # 2 is right beside 1 and beside 9.
    assert "en   100.0 [100.0, 100.0] of 2" in done.output
    table(gold, DEYANG, {**KONIN, "geonames_id": 9, "also": []}, name="other.jsonl")
    assert "Konin" not in CliRunner().invoke(app, command).output
    done = CliRunner().invoke(app, [*command, "--differences"])
    assert "en   50.0 [50.0, 50.0] of 2" in done.output
    assert "a  Konin (PL)  1,2 / 9" in done.output


def test_tables_without_a_place_in_common_are_refused(gold: Path) -> None:
    one, other = table(gold, KONIN), table(gold, DEYANG, name="other.jsonl")
    done = CliRunner().invoke(app, ["agreement", str(one), str(other), "--gold", str(gold)])
    assert done.exit_code == 2
    assert "other.jsonl: no place in common" in done.stderr

"""The linking of places in `youcheng evaluate`: printed, written, shown, and hidden where it has to be."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import evaluation.cli
from annotations.drafts import as_file, settled
from evaluation.inputs import InputError
from evaluation.linking import link_places
from evaluation.lookup import by_name_alone
from evaluation.report import page
from evaluation.summary import summarise
from tests.test_gold import DRAFT, TEXT
from tests.test_linking_score import found, gold


def answering(tmp_path: Path, script: str) -> tuple[str, ...]:
    """Return a command that stands in for `youcheng places`."""
    path = tmp_path / "places.py"
    path.write_text(
        f"import json, sys\nnames = sys.stdin.buffer.read().decode().splitlines()\n{script}\n",
        encoding="utf-8",
    )
    return sys.executable, str(path)


ECHO = """
for name in names:
    print(json.dumps({"name": name, "geonames_id": {"Konin": 1, "德阳": 3}.get(name)}))
"""


def test_names_are_asked_of_a_command(tmp_path: Path) -> None:
    found = by_name_alone(["德阳", "Konin", "Bad\n Name", "Konin"], answering(tmp_path, ECHO))
    assert found == {"德阳": 3, "Konin": 1, "Bad\n Name": None}


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("sys.exit(3)", "exit status 3"),
        ("print('{}')", "1 lines for 2 names"),
        ("print('{')\nprint('{')", "no JSON"),
        ("print('{}')\nprint('{}')", "not a number or null"),
    ],
)
def test_a_command_that_does_not_answer_is_refused(tmp_path: Path, script: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        by_name_alone(["Konin", "Bonn"], answering(tmp_path, script))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with identified gold, and records that link one of its two places wrongly."""
    draft = json.loads(json.dumps(DRAFT))
    for place in (*draft["city_pairs"][0]["places"], draft["document"]["home"]):
        place["geonames_id"] = {"Konin": 1, "Deyang": 3}[place["name"]]
    for split, name in (("dev", "a"), ("test", "b")):
        draft["document"] |= {"id": name, "places_identified": True}
        answer = settled(draft, TEXT)
        (tmp_path / "gold" / split).mkdir(parents=True)
        (tmp_path / "gold" / split / f"{name}.json").write_text(as_file(answer), encoding="utf-8")
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        records = json.loads(as_file(answer).replace('"geonames_id": 3', '"geonames_id": 4'))
        for field in ("traits", "places_identified"):
            records["document"].pop(field)
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(records) + "\n", encoding="utf-8")
    monkeypatch.setattr(evaluation.cli, "BY_NAME", answering(tmp_path, ECHO))
    return tmp_path


def run(world: Path, *arguments: str) -> Any:
    folders = ["--gold", str(world / "gold"), "--texts", str(world)]
    return CliRunner().invoke(evaluation.cli.app, [*arguments, *folders])


def test_the_command_prints_and_writes_the_score(world: Path) -> None:
    out, html = world / "out.json", world / "out.html"
    done = run(world, str(world / "a.jsonl"), "--json", str(out), "--html", str(html), "--errors")
    assert done.exit_code == 0, done.output
    assert "Places of 1 bulletins linked to GeoNames" in done.output
    assert "a  place  wrong  Deyang (CN)  gold: 3  found: 4" in done.output
    linking = json.loads(out.read_text(encoding="utf-8"))["linking"]
    every = linking["groups"]["all"]
    assert linking["bulletins"] == 1
    assert every["outcomes"] == {
        "right": 1, "rightly none": 0, "wrong": 1, "unlinked": 0, "invented": 0, "not found": 0,
    }  # fmt: skip
    assert (every["right"]["share"], every["by_name_alone"]["right"]["share"]) == (0.5, 0.5)
    shown = html.read_text(encoding="utf-8")
    assert "1 place found and not rightly linked" in shown
    assert '<th scope="row">Deyang</th>' in shown


def test_wrong_links_of_the_test_part_stay_unseen(world: Path) -> None:
    done = run(world, str(world / "b.jsonl"), "--split", "test")
    assert done.exit_code == 0, done.output
    assert "Linking" in done.output
    assert "Deyang" not in done.output


def test_a_lookup_that_fails_is_told(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation.cli, "BY_NAME", answering(world, "sys.exit(1)"))
    done = run(world, str(world / "a.jsonl"))
    assert done.exit_code == 2
    assert "places were not looked up by name" in done.stderr


def test_the_page_shows_names_of_places_as_text() -> None:
    hostile = {"name": "<b>Konin</b>\u202e", "country": "PL", "geonames_id": 1}
    answers, records = {"a": gold(hostile)}, {"a": found({**hostile, "geonames_id": 2})}
    linking = link_places(answers, records, lambda names: dict.fromkeys(names))
    shown = page(summarise(answers, records), None, answers, {}, "dev", linking)
    assert "<b>Konin" not in shown
    assert "&lt;b&gt;Konin" in shown
    assert "\u202e" not in shown

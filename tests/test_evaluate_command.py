"""The command `youcheng evaluate`: what it takes, what it refuses, and what it leaves behind."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from annotations.drafts import as_file, settled
from evaluation.cli import app
from tests.test_gold import DRAFT, TEXT


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Return a folder with gold, texts, and the records of a system that found all but a sum."""
    for split, name in (("dev", "a"), ("test", "b")):
        (tmp_path / "gold" / split).mkdir(parents=True)
        gold = settled({**DRAFT, "document": {"id": name, "language": "en"}}, TEXT)
        (tmp_path / "gold" / split / f"{name}.json").write_text(as_file(gold), encoding="utf-8")
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        records = json.loads(as_file(gold))
        records["document"].pop("traits")
        records["amounts"] = []
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(records) + "\n", encoding="utf-8")
    return tmp_path


def run(world: Path, *arguments: str) -> Any:
    folders = ["--gold", str(world / "gold"), "--texts", str(world)]
    return CliRunner().invoke(app, [*arguments, *folders])


def changed(world: Path, **fields: Any) -> str:
    """Write the records with other fields of the document; return the file."""
    records = json.loads((world / "a.jsonl").read_text(encoding="utf-8"))
    records["document"] |= fields
    path = world / "changed.jsonl"
    path.write_text(json.dumps(records) + "\n", encoding="utf-8")
    return str(path)


def test_it_prints_values_levels_and_attributes(world: Path) -> None:
    done = run(world, str(world / "a.jsonl"))
    assert done.exit_code == 0, done.output
    for words in ("Values", "micro", "macro", "mention-strict", "Attributes", "Errors"):
        assert words in done.output


def test_json_holds_counts_ratios_and_intervals(world: Path) -> None:
    out = world / "scores.json"
    assert run(world, str(world / "a.jsonl"), "--json", str(out)).exit_code == 0
    scores = json.loads(out.read_text(encoding="utf-8"))
    cell = scores["scores"]["en"]["value"]["amounts"]
    assert (cell["recall"], cell["gold"], cell["low"], cell["high"]) == (0.0, 1, 0.0, 0.0)
    assert scores["scores"]["all"]["value"]["macro"]["f1"] == pytest.approx(2 / 3)
    assert scores["bulletins"] == 1


def test_errors_are_listed_when_asked_for(world: Path) -> None:
    assert "a  amounts  missing" in run(world, str(world / "a.jsonl"), "--errors").output


def test_errors_of_the_test_part_must_be_asked_for_twice(world: Path) -> None:
    records = str(world / "b.jsonl")
    plain = run(world, records, "--split", "test")
    assert plain.exit_code == 0
    assert "Errors" not in plain.output
    for option in (["--errors"], ["--html", str(world / "x.html")]):
        refused = run(world, records, "--split", "test", *option)
        assert refused.exit_code == 2
        assert "--show-test-errors" in refused.output
    assert not (world / "x.html").exists()
    shown = run(world, records, "--split", "test", "--errors", "--show-test-errors")
    assert "b  amounts  missing" in shown.output


def test_two_runs_are_compared(world: Path) -> None:
    worse = json.loads((world / "a.jsonl").read_text(encoding="utf-8"))
    worse["dates"] = worse["dates"][:1]
    (world / "worse.jsonl").write_text(json.dumps(worse), encoding="utf-8")
    out = world / "scores.json"
    done = run(
        world, str(world / "a.jsonl"), "--compare", str(world / "worse.jsonl"), "--json", str(out),
        "--html", str(world / "x.html"),
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "1 fixed" in done.output
    assert "0 broken" in done.output
    comparison = json.loads(out.read_text(encoding="utf-8"))["comparison"]
    assert comparison["fixed"][0]["kind"] == "dates"
    assert {"dates", "macro"} <= {one["score"] for one in comparison["differences"]}
    assert "<html" in (world / "x.html").read_text(encoding="utf-8")


def test_records_of_other_splits_are_passed_over(world: Path) -> None:
    both = world / "both.jsonl"
    both.write_text(
        "".join((world / f"{name}.jsonl").read_text(encoding="utf-8") for name in "ba"), encoding="utf-8"
    )
    done = run(world, str(both))
    assert done.exit_code == 0, done.output
    assert "1 bulletins of dev" in done.output


def test_the_same_input_gives_the_same_bytes(world: Path) -> None:
    for name in ("one", "two"):
        run(world, str(world / "a.jsonl"), "--json", str(world / name))
    assert (world / "one").read_bytes() == (world / "two").read_bytes()


def test_a_broken_line_is_named(world: Path) -> None:
    path = world / "a.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "\n{\n", encoding="utf-8")
    refuse(world, [str(path)], "a.jsonl, line 3, column")


def test_a_record_that_fails_validation_is_named_with_its_field(world: Path) -> None:
    records = json.loads((world / "a.jsonl").read_text(encoding="utf-8"))
    records["dates"][0]["end"] = "1999-01-01"
    path = world / "wrong.jsonl"
    path.write_text(json.dumps(records), encoding="utf-8")
    refuse(world, [str(path)], "wrong.jsonl, line 1: dates[0]", "ends before it starts")


def test_an_unknown_a_repeated_and_a_missing_bulletin_are_named(world: Path) -> None:
    refuse(world, [changed(world, id="zzz")], "changed.jsonl, line 1: document.id: 'zzz' is not in the gold")
    twice = world / "twice.jsonl"
    twice.write_text((world / "a.jsonl").read_text(encoding="utf-8") * 2, encoding="utf-8")
    refuse(world, [str(twice)], "twice.jsonl, line 2: document.id: 'a' has come before")
    (world / "none.jsonl").write_text("", encoding="utf-8")
    refuse(world, [str(world / "none.jsonl")], "no line for a")


def test_records_of_another_text_are_refused(world: Path) -> None:
    refuse(world, [changed(world, sha256="0" * 64)], "line 1: document.sha256", "another text")


def test_a_text_that_has_changed_is_refused(world: Path) -> None:
    (world / "a.txt").write_text(TEXT + " ", encoding="utf-8")
    refuse(world, [str(world / "a.jsonl")], "a.txt: not the text that was annotated")


def test_a_span_that_is_not_in_the_text_is_refused(world: Path) -> None:
    records = json.loads((world / "a.jsonl").read_text(encoding="utf-8"))
    records["dates"][0]["evidence"][0] |= {"start": 0, "end": 8}
    path = world / "wrong.jsonl"
    path.write_text(json.dumps(records), encoding="utf-8")
    refuse(world, [str(path)], "wrong.jsonl: a: dates[0].evidence[0]")


def test_an_empty_or_absent_gold_is_refused(world: Path) -> None:
    for path in (world / "gold" / "dev").iterdir():
        path.unlink()
    refuse(world, [str(world / "a.jsonl")], "no gold here")
    done = CliRunner().invoke(app, ["--gold", str(world / "nowhere")])
    assert done.exit_code == 2
    assert "no such folder" in done.output


def test_a_broken_gold_file_is_named_with_its_line(world: Path) -> None:
    path = world / "gold" / "dev" / "a.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"amounts": [', '"amounts": ['[:-1]), encoding="utf-8"
    )
    refuse(world, [str(world / "a.jsonl")], "a.json, line ")


def refuse(world: Path, arguments: list[str], *messages: str) -> None:
    """Hold that the command ends with status 2, says why on the standard error, and writes nothing."""
    out, page = world / "out.json", world / "out.html"
    done = run(world, *arguments, "--json", str(out), "--html", str(page))
    assert done.exit_code == 2, done.output
    for message in messages:
        assert message in done.stderr
    assert not out.exists()
    assert not page.exists()
    assert not list(world.glob(".out*"))

"""The gold as it is released, and the tools that write, check and compare it."""

import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from annotations.agreement import agreement
from annotations.cli import BLIND, GOLD, TEXTS, app
from annotations.drafts import DraftError, as_file, settled
from annotations.release import blind_counts, manifest_of, problems, read_manifest, write_manifest
from evaluation.inputs import InputError, read_gold
from models.gold import GoldBulletin

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
TEXT = "Konin and Deyang became sister cities in May 2015.\n2015 was a good year. 五月，3亿元。"
DRAFT = {
    "document": {"id": "a", "language": "en", "home": {"name": "Deyang", "country": "CN"}},
    "city_pairs": [
        {
            "places": [{"name": "Konin", "country": "PL"}, {"name": "Deyang", "country": "CN"}],
            "since": {"start": "2015-05-01", "end": "2015-05-31", "granularity": "month"},
            "evidence": ["Konin and Deyang became sister cities"],
        }
    ],
    "dates": [
        {"text": "May 2015", "start": "2015-05-01", "end": "2015-05-31", "granularity": "month",
         "evidence": ["May 2015"]},
        {"text": "2015", "start": "2015-01-01", "end": "2015-12-31", "granularity": "year",
         "evidence": ["2015"]},
    ],
    "amounts": [{"text": "3亿元", "amount": 300000000, "currency": "CNY", "evidence": ["3亿元"]}],
}  # fmt: skip


def test_the_released_gold_is_whole() -> None:
    found, unread = problems(GOLD, [TEXTS])
    assert found == []
    assert all((GOLD / "seeds" / f"{name}.json").is_file() for name in unread)


def test_the_gold_of_the_real_bulletins_fits_their_texts() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the real bulletins are not here")
    assert problems(GOLD, [TEXTS, SEEDS]) == ([], [])


def test_the_gold_is_as_large_and_as_mixed_as_it_says() -> None:
    entries = [entry for entry in read_manifest(GOLD).bulletins if entry.split != "seeds"]
    languages = Counter(entry.language for entry in entries)
    traits = Counter(trait for entry in entries for trait in entry.traits)
    mixed = sum(entry.language == "mul" or "debris" in entry.traits for entry in entries)
    assert len(entries) >= 120
    assert languages["en"] >= 50
    assert languages["zh"] >= 50
    assert traits["traditional"] >= 10
    assert traits["overview"] >= 10
    assert mixed >= 20
    assert 3 * sum(entry.annotators > 1 for entry in entries) >= len(entries)
    assert any(entry.facts == 0 for entry in entries)


def test_every_bulletin_of_the_corpus_has_gold_and_the_other_way_round() -> None:
    texts = {path.stem for path in TEXTS.glob("*.txt")}
    assert texts == {entry.id for entry in read_manifest(GOLD).bulletins if entry.split != "seeds"}


@pytest.mark.slow
def test_blind_annotations_are_valid_and_agree_for_the_most_part() -> None:
    count, cells = agreement(BLIND / "a", BLIND / "b")
    assert count >= 40
    f1 = cells["all"]["value"]["macro"].f1
    assert f1 is not None
    assert 0.9 < f1 <= 1.0


def test_a_draft_becomes_gold_with_offsets() -> None:
    gold = settled(DRAFT, TEXT)
    spans = {date.text: [(s.start, s.end) for s in date.evidence] for date in gold.dates}
    # The year inside `May 2015` is no mention of the year.
    assert spans == {"May 2015": [(41, 49)], "2015": [(51, 55)]}
    assert gold.amounts[0].evidence[0].text == "3亿元"
    assert GoldBulletin.check(json.loads(as_file(gold)), TEXT) == gold


def test_a_file_of_gold_has_a_fact_a_line() -> None:
    lines = as_file(settled(DRAFT, TEXT)).splitlines()
    assert sum(line.startswith("  {") for line in lines) == 4


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        (["June 2015"], r"dates\[0\].evidence: 'June 2015' is not printed"),
        ([{"text": "2015", "nth": 3}], r"dates\[0\].evidence: '2015' is printed 2 times, not 3"),
        ([], r"dates\[0\].evidence: empty"),
    ],
)
def test_a_draft_whose_evidence_is_not_there_is_refused(evidence: list[object], message: str) -> None:
    wrong = {**DRAFT, "dates": [{**DRAFT["dates"][0], "evidence": evidence}]}  # type: ignore[index,dict-item]
    with pytest.raises(DraftError, match=message):
        settled(wrong, TEXT)


@pytest.fixture
def release(tmp_path: Path) -> tuple[Path, Path]:
    """Return a small release, and the folder of its texts."""
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    (gold / "dev").mkdir(parents=True)
    texts.mkdir()
    (texts / "a.txt").write_text(TEXT, encoding="utf-8")
    (gold / "dev" / "a.json").write_text(as_file(settled(DRAFT, TEXT)), encoding="utf-8")
    (gold / "CHANGELOG.md").write_text("## 1.0.0\n", encoding="utf-8")
    write_manifest(gold, manifest_of(gold, "1.0.0", read_manifest(GOLD).released, {}))
    return gold, texts


def test_a_good_release_has_no_problems(release: tuple[Path, Path]) -> None:
    assert problems(release[0], [release[1]]) == ([], [])
    done = CliRunner().invoke(app, ["check", "--gold", str(release[0]), "--texts", str(release[1])])
    assert done.exit_code == 0, done.output
    assert "version 1.0.0: 1 bulletins, all well" in done.output


def test_a_changed_text_is_found(release: tuple[Path, Path]) -> None:
    (release[1] / "a.txt").write_text(TEXT.replace("May", "June"), encoding="utf-8")
    [found], _ = problems(release[0], [release[1]])
    assert "a.txt: not the text that was annotated" in found


def test_a_changed_span_is_found(release: tuple[Path, Path]) -> None:
    path = release[0] / "dev" / "a.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"start": 41', '"start": 40'), encoding="utf-8")
    found, _ = problems(release[0], [release[1]])
    assert any("dates[0].evidence[0]" in line for line in found)
    assert any("not the file of version 1.0.0" in line for line in found)
    done = CliRunner().invoke(app, ["check", "--gold", str(release[0]), "--texts", str(release[1])])
    assert done.exit_code == 1


def test_a_new_and_a_lost_file_are_found(release: tuple[Path, Path]) -> None:
    path = release[0] / "dev" / "a.json"
    (release[0] / "test").mkdir()
    path.rename(release[0] / "test" / "a.json")
    found, _ = problems(release[0], [release[1]])
    assert [line.rpartition(": ")[2] for line in found] == [
        "in the manifest, but not there",
        "not in the manifest; release a new version",
    ]


def test_a_release_without_a_word_in_the_changelog_is_found(release: tuple[Path, Path]) -> None:
    (release[0] / "CHANGELOG.md").write_text("", encoding="utf-8")
    [found], _ = problems(release[0], [release[1]])
    assert found.endswith("says nothing of version 1.0.0")


def test_gold_under_another_name_is_refused(release: tuple[Path, Path]) -> None:
    path = release[0] / "dev" / "a.json"
    with pytest.raises(InputError, match=r"document\.id is .a., not the name of the file"):
        read_gold(path.rename(path.with_name("b.json")))


def test_a_span_told_twice_in_one_fact_is_refused() -> None:
    data = json.loads(as_file(settled(DRAFT, TEXT)))
    data["amounts"][0]["evidence"] *= 2
    with pytest.raises(ValueError, match="names a span twice"):
        GoldBulletin.check(data, TEXT)


def test_the_command_aligns_drafts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(DRAFT), encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    command = ["align", str(tmp_path / "a.json"), "-o", str(out), "--texts", str(tmp_path)]
    assert CliRunner().invoke(app, command).exit_code == 0
    assert read_gold(out / "a.json").dates[1].evidence[0].start == 51
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    assert CliRunner().invoke(app, command).exit_code == 1


def test_agreement_needs_bulletins_in_common(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        gold = settled({**DRAFT, "document": {"id": name, "language": "en"}}, TEXT)
        (tmp_path / name / f"{name}.json").write_text(as_file(gold), encoding="utf-8")
    with pytest.raises(InputError, match="no bulletin in common"):
        agreement(tmp_path / "a", tmp_path / "b")
    done = CliRunner().invoke(app, ["agreement", str(tmp_path / "a"), str(tmp_path / "b")])
    assert done.exit_code == 2


def test_what_either_annotator_doubts_is_required_of_neither(tmp_path: Path) -> None:
    for name, doubted in (("a", {"optional": True}), ("b", {})):
        (tmp_path / name).mkdir()
        draft = {**DRAFT, "amounts": [{**DRAFT["amounts"][0], **doubted}]}  # type: ignore[index,dict-item]
        text = as_file(settled(draft, TEXT))
        (tmp_path / name / "a.json").write_text(text, encoding="utf-8")
    for order in (("a", "b"), ("b", "a")):
        _, cells = agreement(tmp_path / order[0], tmp_path / order[1])
        assert cells["all"]["value"]["macro"].f1 == 1.0


def test_blind_annotations_are_counted() -> None:
    assert set(blind_counts(BLIND).values()) == {2}

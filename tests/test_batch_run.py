"""A run, from what an engine yields to what is written: order, journal, resuming, errors, giving up."""

import json
import random
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.engines import Engine, Holds, Settings
from pipeline.batch.engines.finding import to_read
from pipeline.batch.items import Columns, Event, Item, Outcome, Source
from pipeline.batch.journal import HeldDigests, Journal, JournalError
from pipeline.batch.outputs import Row, Sink
from pipeline.batch.reading import read_item
from pipeline.batch.run import Job, TooManyErrorsError, run
from pipeline.batch.telling import Summary
from pipeline.reader import load

SETTINGS = Settings(version="1")


class Kept:
    """A sink that keeps what it is given, and whether it was finished."""

    def __init__(self, refuse: str = "") -> None:
        self.rows: list[Row] = []
        self.ended = ""
        self._refuse = refuse

    def add(self, row: Row) -> None:
        if self._refuse and self._refuse in row.records.decode():
            raise ValueError(f"no room for {self._refuse}")
        self.rows.append(row)

    def close(self) -> None:
        self.ended = "closed"

    def drop(self) -> None:
        self.ended = "dropped"

    @property
    def ids(self) -> list[str]:
        return [json.loads(row.records)["document"]["id"] for row in self.rows]


class Shuffled:
    """Reads in this process, and yields what comes of it in a random order; counts what it reads."""

    def __init__(self, seed: int = 0, stop_after: int | None = None) -> None:
        self._random, self._stop_after = random.Random(seed), stop_after
        self.read: list[str] = []

    def run(self, sources: Iterable[Source], settings: Settings, holds: Holds) -> Iterator[Event]:
        events = list(to_read(sources, settings, holds))
        self._random.shuffle(events)
        for event in events:
            if isinstance(event, Item):
                if self._stop_after is not None and len(self.read) >= self._stop_after:
                    raise KeyboardInterrupt
                self.read.append(event.id)
                event = read_item(load(), event, settings)
            yield event


def run_to(job: Job, engine: Engine, sink: Sink) -> Summary:
    return run(job, engine, lambda: sink)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of twelve bulletins, two that cannot be read, and a list of rows."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        text = f"A delegation of {number + 3} people from Lahti visited Deyang on May {number + 1}, 2019.\n"
        (folder / f"b{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "b03x.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "b07x.html").write_bytes(b"<html><head><title>x</title></head></html>")
    return folder


def job(folder: Path, **changes: Any) -> Job:
    out = folder.parent
    given: dict[str, Any] = {
        "named": [str(folder)],
        "settings": SETTINGS,
        "journal": out / "out.journal",
        "errors": out / "errors.jsonl",
    }
    return Job(**{**given, **changes})


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_writes_in_the_order_of_the_inputs_whatever_the_order_of_reading(folder: Path) -> None:
    told = []
    for seed in range(3):
        sink = Kept()
        summary = run_to(job(folder), Shuffled(seed), sink)
        told.append([(row.name, row.records) for row in sink.rows])
        assert (sink.ended, summary.bulletins) == ("closed", 12)
        assert sink.ids == sorted(sink.ids)
        assert [Path(line["name"]).name for line in lines(folder.parent / "errors.jsonl")] == [
            "b03x.txt",
            "b07x.html",
        ]
    assert told[0] == told[1] == told[2]
    assert not (folder.parent / "out.journal").exists(), "a run that went well leaves no journal"


@pytest.mark.parametrize("after", [0, 1, 7])
def test_a_stopped_run_goes_on_where_it_stopped(folder: Path, after: int) -> None:
    whole, first, second = Kept(), Kept(), Kept()
    run_to(job(folder, journal=None), Shuffled(), whole)
    stopped = Shuffled(1, stop_after=after)
    with pytest.raises(KeyboardInterrupt):
        run_to(job(folder), stopped, first)
    assert first.ended == "dropped"
    assert (folder.parent / "out.journal").exists() is (after > 0)
    resumed = Shuffled(2)
    summary = run_to(job(folder, resume=True), resumed, second)
    assert second.rows == whole.rows
    assert not set(resumed.read) & set(stopped.read) & set(whole.ids), "nothing is read twice"
    assert summary.held == after - len({"b03x", "b07x"} & set(stopped.read))


def test_a_kept_journal_spares_all_but_what_is_new(folder: Path) -> None:
    run_to(job(folder, resume=True), Shuffled(), Kept())
    (folder / "b05.txt").write_text("The mayor of Lahti visited Deyang in 2020.\n", encoding="utf-8")
    (folder / "b00.txt").unlink()
    (folder / "a.txt").write_text("Lahti is a sister city of Deyang.\n", encoding="utf-8")
    (folder / "b06.txt").rename(folder / "sub-b06.txt")
    engine, sink = Shuffled(), Kept()
    run_to(job(folder, resume=True), engine, sink)
    assert set(engine.read) - {"b03x", "b07x"} == {"a", "b05", "sub-b06"}
    assert sink.ids == sorted(sink.ids)
    assert len(sink.ids) == 12
    fresh = Kept()
    run_to(job(folder, journal=None), Shuffled(), fresh)
    assert sink.rows == fresh.rows
    with Journal(folder.parent / "out.journal", resume=True) as journal:
        assert journal.read == 12, "what is no longer there is forgotten"


@pytest.mark.parametrize(
    "other", [Settings(version="2"), Settings(version="1", signatures=True)], ids=["pipeline", "settings"]
)
def test_what_another_pipeline_read_is_read_again(folder: Path, other: Settings) -> None:
    run_to(job(folder, resume=True), Shuffled(), Kept())
    engine = Shuffled()
    summary = run_to(job(folder, resume=True, settings=other), engine, Kept())
    assert (len(engine.read), summary.held) == (14, 0)


def test_without_resume_everything_is_read_anew_and_nothing_is_lost(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_to(job(folder), Shuffled(1, stop_after=9), Kept())
    with Journal(folder.parent / "out.journal") as journal:
        before = journal.read
    second = Shuffled(2, stop_after=9)
    with pytest.raises(KeyboardInterrupt):
        run_to(job(folder), second, Kept())
    assert len(second.read) == 9
    with Journal(folder.parent / "out.journal") as journal:
        assert journal.read > before
    third, sink = Shuffled(3), Kept()
    run_to(job(folder), third, sink)
    assert (len(third.read), len(sink.ids)) == (14, 12)


def test_one_bulletin_told_twice_under_one_id(tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "text": "Lahti sent 3 people."}) + "\n"
    for name in ("one.jsonl", "two.jsonl"):
        (tmp_path / name).write_text(row, encoding="utf-8")
    settings = Settings(version="1", columns=Columns(text="text", id="id"))
    sink, errors = Kept(), tmp_path / "errors.json"
    run_to(Job([str(tmp_path)], settings, errors=errors), Shuffled(), sink)
    assert sink.ids == ["a"]
    assert [line["name"] for line in lines(errors)] == [f"{tmp_path / 'two.jsonl'}, line 1"]


def test_gives_up_after_too_many_errors(folder: Path) -> None:
    sink = Kept()
    with pytest.raises(TooManyErrorsError, match="more than 1"):
        run_to(job(folder, max_errors=1), Shuffled(), sink)
    assert sink.ended == "dropped"
    assert not (folder.parent / "errors.jsonl").exists()
    assert run_to(job(folder, max_errors=2), Shuffled(), Kept()).bulletins == 12


def test_what_a_form_cannot_hold_is_an_error_of_writing(folder: Path) -> None:
    sink = Kept(refuse='"size":7')
    summary = run_to(job(folder), Shuffled(), sink)
    assert (len(sink.rows), summary.errors) == (11, 3)
    [refused] = [line for line in lines(folder.parent / "errors.jsonl") if line["stage"] == "write"]
    assert (refused["id"], refused["reason"]) == ("b04", 'not written: no room for "size":7')


def test_errors_of_an_earlier_run_do_not_stay(folder: Path) -> None:
    run_to(job(folder), Shuffled(), Kept())
    (folder / "b03x.txt").unlink()
    (folder / "b07x.html").unlink()
    run_to(job(folder), Shuffled(), Kept())
    assert not (folder.parent / "errors.jsonl").exists()


def test_a_second_bulletin_of_one_id_is_an_error(tmp_path: Path) -> None:
    for table, ids in (("one", "ab"), ("two", "ca")):
        rows = [{"id": one, "text": f"Lahti sent {3 + at} people."} for at, one in enumerate(ids)]
        lines_of = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{table}.jsonl").write_text(lines_of, encoding="utf-8")
    settings = Settings(version="1", columns=Columns(text="text", id="id"))
    for seed in range(3):
        sink, errors = Kept(), tmp_path / "errors.json"
        run_to(Job([str(tmp_path)], settings, errors=errors), Shuffled(seed), sink)
        assert sink.ids == ["a", "b", "c"]
        [line] = lines(errors)
        assert (line["name"], line["stage"]) == (f"{tmp_path / 'two.jsonl'}, line 2", "find")
        assert line["reason"] == f"its id 'a' is that of {sink.rows[0].name} too"


def test_near_duplicates_are_left_out_and_listed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    story = "".join(
        f"On May {day}, 2019, the guests from Lahti saw workshop number {day} of Deyang and spoke with "
        f"{day + 2} engineers about turbines, schools and football.\n"
        for day in range(1, 12)
    )
    (folder / "a.txt").write_text(story, encoding="utf-8")
    (folder / "b.txt").write_text("Home | News\n" + story + "Share this page\n", encoding="utf-8")
    (folder / "c.txt").write_text(
        story.replace("workshop", "orchard").replace("turbines, schools", "apples, irrigation, a new road")[
            :700
        ],
        encoding="utf-8",
    )
    settings = Settings(version="1", signatures=True)
    for seed in range(3):
        sink, duplicates = Kept(), tmp_path / "duplicates.jsonl"
        summary = run_to(
            Job([str(folder)], settings, duplicates=duplicates, dedupe=True), Shuffled(seed), sink
        )
        assert sink.ids == ["a", "c"]
        assert lines(duplicates) == [{"id": "b", "name": str(folder / "b.txt"), "duplicate_of": "a"}]
        assert summary.duplicates == 1


# The journal


def outcome(source: int, number: int, content: str = "{}", **fields: Any) -> Outcome:
    digest = f"{source:08}{number:08}".encode()
    return Outcome(source, number, f"{source}-{number}", "n", digest, content.encode(), **fields)


def test_a_journal_is_for_one_run_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path), pytest.raises(JournalError, match="another run is using it"):
        Journal(path)


def test_a_file_of_another_program_is_not_touched(tmp_path: Path) -> None:
    text, other = tmp_path / "text", tmp_path / "other.sqlite"
    text.write_text("notes that somebody wrote\n" * 100, encoding="utf-8")
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()
    for path in (text, other):
        before = path.read_bytes()
        for resume in (False, True):
            with pytest.raises(JournalError, match="is no journal of youcheng"):
                Journal(path, resume=resume)
        assert path.read_bytes() == before


def test_an_outcome_told_twice_is_kept_once(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        assert journal.take(outcome(0, 0))
        assert not journal.take(outcome(0, 0, '{"other": 1}'))
        kept = journal.at((0, 0))
        assert kept is not None
        assert kept.records == b"{}"


def test_names_that_are_no_unicode_come_back(tmp_path: Path) -> None:
    odd = Outcome(0, 0, "i\udcd3", "n\udcff", b"d" * 16, b"{}", warnings=("w",), characters=3)
    with Journal(None) as journal:
        journal.take(odd)
        assert journal.at((0, 0)) == odd
        journal.add_source(Source(0, "s\udcd3", "u\udcd3", 4))
        assert list(journal.sources()) == [Source(0, "s\udcd3", "u\udcd3", 4)]


@given(st.sets(st.binary(min_size=16, max_size=16)), st.sets(st.binary(min_size=16, max_size=16)))
def test_held_digests_hold_what_they_were_given(held: set[bytes], others: set[bytes]) -> None:
    holds = HeldDigests(b"".join(sorted(held)))
    assert all(holds(one) for one in held)
    assert not any(holds(one) for one in others - held)

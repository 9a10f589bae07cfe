"""`youcheng extract` as a command: what it reads and writes, what it refuses before it reads anything."""

import csv
import gzip
import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_cli import VISIT, Ended, write

from pipeline import cli
from pipeline.batch.journal import Journal

Extract = Callable[..., Ended]


@pytest.fixture
def extract(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Extract:
    """Run the command in this process."""

    def run(*args: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["youcheng", "extract", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as end:
            cli.main()
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Ended(int(end.value.code or 0), told.out, told.err)

    return run


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [{"url": f"u{number}", "body": VISIT, "day": "2019-05-03"} for number in range(3)]
    return write(tmp_path / "news.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


def events(err: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in err.splitlines()]


def test_reads_a_table_with_its_columns(extract: Extract, table: Path) -> None:
    options = ("--text-column", "body", "--id-column", "url", "--published-column", "day")
    ended = extract(table, *options)
    assert (ended.status, ended.ids) == (0, ["u0", "u1", "u2"])
    assert {record["document"]["published"] for record in ended.records} == {"2019-05-03"}
    assert "3 bulletins read" in ended.err


def test_a_table_needs_its_column(extract: Extract, table: Path) -> None:
    ended = extract(table)
    assert (ended.status, ended.out) == (1, "")
    assert "--text-column" in ended.err


def test_reads_an_archive_a_pattern_and_a_list(extract: Extract, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("a/one.txt", VISIT)
    for name in ("x1.txt", "x2.txt", "y.txt"):
        write(tmp_path / name, VISIT)
    listed = write(tmp_path / "list", f"# files\n{tmp_path / 'y.txt'}\n")
    ended = extract(tmp_path / "in.zip", tmp_path / "x*.txt", f"@{listed}")
    assert ended.status == 0
    assert len(ended.ids) == len(set(ended.ids)) == 4
    assert ended.ids[1:] == ["x1", "x2", "y"]


@pytest.mark.parametrize("name", ["r.jsonl", "r.jsonl.gz", "r.jsonl.zst", "r.parquet", "r.sqlite", "parts/"])
def test_the_name_of_the_output_tells_its_form(extract: Extract, tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    visit = write(tmp_path / "in" / "visit.txt", VISIT)
    ended = extract(visit, "-o", f"{tmp_path}/{name}")
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    written = tmp_path / name
    if name == "r.jsonl.gz":
        assert json.loads(gzip.decompress(written.read_bytes()))["document"]["id"] == "visit"
    if name == "r.sqlite":
        with sqlite3.connect(written) as db:
            assert db.execute("SELECT id FROM bulletins").fetchall() == [("visit",)]
        db.close()
    if name == "parts/":
        assert sorted(path.name for path in written.iterdir()) == ["manifest.json", "part-00000.jsonl.gz"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", name.rstrip("/")]


def test_a_row_a_fact(extract: Extract, tmp_path: Path) -> None:
    visit = write(tmp_path / "visit.txt", VISIT)
    records = extract(visit).records[0]
    assert extract(visit, "--flat", "-o", tmp_path / "facts.csv").status == 0
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = ("city_pairs", "delegations", "leaders", "amounts", "dates", "tie_totals")
    assert len(rows) == sum(len(records[kind]) for kind in kinds)
    assert [row["amount"] for row in rows if row["kind"] == "amount"] == ["5000"]


def test_failures_are_listed_beside_the_output(extract: Extract, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good, bad = write(folder / "good.txt", VISIT), write(folder / "bad.txt", bytes(range(256)) * 20)
    ended = extract(bad, good, "-o", tmp_path / "r.jsonl", "--log-format", "json")
    assert ended.status == 1
    [line] = events((tmp_path / "r.errors.jsonl").read_text("utf-8"))
    assert (line["name"], line["stage"], line["reason"]) == (str(bad), "decode", "is a binary file, not text")
    told = events(ended.err)
    assert [one["event"] for one in told] == ["started", "failed", "summary"]
    assert (told[-1]["bulletins"], told[-1]["failed"]) == (1, {"decode": 1})
    assert extract(bad, good, "--errors", tmp_path / "mine.jsonl").status == 1
    assert (tmp_path / "mine.jsonl").read_text("utf-8").count("\n") == 1
    assert extract(good, "-o", tmp_path / "r.jsonl").status == 0
    assert not (tmp_path / "r.errors.jsonl").exists()


def test_gives_up_after_too_many_errors(extract: Extract, tmp_path: Path) -> None:
    good, gone = write(tmp_path / "good.txt", VISIT), [tmp_path / f"gone{number}.txt" for number in range(3)]
    out = write(tmp_path / "r.jsonl", "as it was")
    ended = extract(good, *gone, "-o", out, "--max-errors", 1)
    assert ended.status == 3
    assert ended.err.splitlines()[-1] == "youcheng: given up: more than 1 inputs failed"
    assert out.read_text("utf-8") == "as it was"


def test_a_stopped_run_says_how_to_go_on(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.reader import Reader

    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, VISIT)
    read = Reader.read_bulletin

    def stop(self: Reader, bulletin: Any) -> Any:
        if bulletin.id == "b":
            raise KeyboardInterrupt
        return read(self, bulletin)

    out = tmp_path / "r.jsonl"
    monkeypatch.setattr(Reader, "read_bulletin", stop)
    ended = extract(tmp_path, "-o", out)
    assert ended.status == 130
    assert ended.err == f"{out}.journal holds 1 bulletin; the same command with --resume goes on\n"
    monkeypatch.setattr(Reader, "read_bulletin", read)
    resumed = extract(tmp_path, "-o", out, "--resume", "--log-format", "json")
    assert (events(resumed.err)[-1]["held"], events(resumed.err)[-1]["bulletins"]) == (1, 1)
    assert len(out.read_text("utf-8").splitlines()) == 2


def test_two_runs_into_one_output(extract: Extract, tmp_path: Path) -> None:
    visit, out = write(tmp_path / "visit.txt", VISIT), write(tmp_path / "r.jsonl", "as it was")
    with Journal(Path(f"{out}.journal")):
        ended = extract(visit, "-o", out)
    assert ended.status == 3
    assert "another run is using it" in ended.err
    assert out.read_text("utf-8") == "as it was"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["VISIT", "--resume"], "leaves no journal"),
        (["VISIT", "-o", "FOLDER/r.xml"], "does not tell the form"),
        (["VISIT", "-o", "FOLDER/r.csv"], "--flat"),
        (["VISIT", "--flat", "--format", "table"], "no rows of facts"),
        (["VISIT", "-o", "FOLDER/none/r.jsonl"], "there is no folder"),
        (["VISIT", "--errors", "FOLDER/none/e.jsonl"], "there is no folder"),
        (["VISIT", "-o", "FOLDER/in/"], "holds other files"),
        (["VISIT", "--address", "auto"], "--engine ray"),
        (["VISIT", "--workers", "0"], "--workers"),
        (["VISIT", "--log-format", "xml"], "xml"),
    ],
)
def test_wrong_usage_is_refused_before_anything_is_read(
    extract: Extract, tmp_path: Path, args: list[str], said: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    visit = write(folder / "visit.txt", VISIT)
    ended = extract(*(arg.replace("VISIT", str(visit)).replace("FOLDER", str(tmp_path)) for arg in args))
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "visit.txt"]


def test_a_device_gets_the_rows_and_no_side_files(extract: Extract, tmp_path: Path) -> None:
    before = set(os.listdir("/dev")) if os.path.isdir("/dev") else set()
    assert extract(write(tmp_path / "visit.txt", VISIT), "-o", os.devnull).status == 0
    assert (set(os.listdir("/dev")) if before else set()) - before == set()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_for_errors_is_not_removed(extract: Extract, tmp_path: Path) -> None:
    pipe = tmp_path / "errors"
    os.mkfifo(pipe)
    assert extract(write(tmp_path / "visit.txt", VISIT), "--errors", pipe).status == 0
    assert pipe.is_fifo()


@pytest.mark.slow
def test_one_and_two_workers_write_the_same(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path / f"in{number:02}.txt", VISIT.replace("7 people", f"{number + 2} people"))
    contents = []
    for workers in ("1", "2"):
        out = tmp_path / f"out{workers}.jsonl"
        command = ["-m", "pipeline", "extract", f"{tmp_path}/*.txt", "-o", str(out), "--workers", workers]
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        contents.append(out.read_bytes())
    assert contents[0] == contents[1]
    assert contents[0].count(b"\n") == 12

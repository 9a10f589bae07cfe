"""Registers and files of records as they come: locked, killed in the middle, compressed, ill-formed."""

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.register import building, store
from pipeline.register.building import register
from pipeline.register.store import create_register, open_register
from tests.test_register import A_STORY, STORY, TEXTS, built, content, lines, rows
from tests.told import DEYANG, LAHTI, bulletin, money, pair, visit

RUN = CliRunner()
ROOT = Path(__file__).parent.parent
_KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from pipeline.register.building import register
from pipeline.register.reading import records_in
from pipeline.register.store import create_register

def spill(connection, _):
    connection.execute("PRAGMA cache_size = 5")

def tell(step):
    if step == "visits":
        os.kill(os.getpid(), signal.SIGKILL)

engine = create_register(sys.argv[2])
engine.dispose()
event.listen(engine, "connect", spill)
register(records_in(Path(sys.argv[1])), engine, tell=tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_process_that_is_killed_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "r.sqlite"
    built(A_STORY, out).dispose()
    before = content(open_register(out))
    many = [bulletin(f"n{n}", city_pairs=[pair(DEYANG, LAHTI, "1999")], home=LAHTI) for n in range(200)]
    records = lines(tmp_path / "more.jsonl", [*many, bulletin("a")])
    done = subprocess.run([sys.executable, "-c", _KILLED, records, out], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "r.sqlite-journal").exists()  # it was in the middle of writing
    assert content(open_register(out)) == before


@pytest.mark.slow
def test_two_processes_at_once_both_merge_what_they_have(tmp_path: Path) -> None:
    out = tmp_path / "r.sqlite"
    halves = [lines(tmp_path / f"{n}.jsonl", A_STORY[n::2]) for n in range(2)]
    running = [
        subprocess.Popen([sys.executable, "-m", "pipeline", "register", half, "-o", out], cwd=ROOT)
        for half in halves
    ]
    assert [process.wait() for process in running] == [0, 0]
    assert content(open_register(out)) == content(built(A_STORY))


def test_a_register_that_another_process_holds_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_WAIT", 0)
    out, new = tmp_path / "r.sqlite", tmp_path / "new.sqlite"
    built(A_STORY[:1], out).dispose()
    records = lines(tmp_path / "more.jsonl", A_STORY[1:])
    for path in (out, new):
        other = sqlite3.connect(path)
        other.execute("BEGIN EXCLUSIVE")
        for command in (["register", str(records), "-o", str(path)], ["conflicts", str(path)]):
            done = RUN.invoke(app, command)
            assert done.exit_code == 1
            assert f"youcheng: {path}: another process is writing to it" in done.stderr
        other.close()
        assert path.exists()


def test_a_new_register_is_not_left_behind_by_a_failure_of_any_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = lines(tmp_path / "r.jsonl", A_STORY)
    for failure in (KeyboardInterrupt(), RuntimeError("a fault of ours")):

        def fail(*_: Any, failure: BaseException = failure, **__: Any) -> None:
            raise failure

        monkeypatch.setattr(building, "register", fail)
        done = RUN.invoke(app, ["register", str(records), "-o", str(tmp_path / "new.sqlite")])
        assert done.exit_code == (130 if isinstance(failure, KeyboardInterrupt) else 1)
        assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("name", ["a b?c=1#x%20.sqlite", "友城.sqlite", "it's:one.sqlite"])
def test_a_register_may_have_any_name(tmp_path: Path, name: str) -> None:
    built(A_STORY, tmp_path / name).dispose()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert len(rows(open_register(tmp_path / name), "bulletins")) == len(A_STORY)


RECORD = A_STORY[0].to_json()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (RECORD.replace('"words"', r'"wor\ud800s"').encode(), ", line 1: half a surrogate pair"),
        (b"[" * 100_000, ", line 1: no record: brackets within brackets"),
        (
            RECORD.replace('"size":6', f'"size":{"9" * 30}').encode(),
            ", line 1: a number that is too large: 9",
        ),
        (RECORD.replace('"size":6', f'"size":{"9" * 5000}').encode(), ", line 1: a number that is too large"),
        (b"\x1f\x8b\x08\x00", ": compressed by gzip; unpack it first"),
        (f"[{RECORD}]".encode(), ", line 1: no record: the whole"),
        (json.dumps(json.loads(RECORD), indent=1).encode(), ", line 1: no JSON at column"),
    ],
)
def test_what_no_register_can_hold_is_refused_with_its_line(tmp_path: Path, line: bytes, said: str) -> None:
    records = tmp_path / "r.jsonl"
    records.write_bytes(line)
    done = RUN.invoke(app, ["register", str(records), "-o", str(tmp_path / "r.sqlite")])
    assert done.exit_code == 1
    assert f"youcheng: {records}{said}" in done.stderr
    assert not (tmp_path / "r.sqlite").exists()


def test_files_with_other_line_ends_and_a_mark_before_them_are_read(tmp_path: Path) -> None:
    records = tmp_path / "r.jsonl"
    text = "\r\n\r\n".join(record.to_json() for record in A_STORY)
    records.write_bytes(f"\ufeff{text}\r\n \r\n".encode())
    out = tmp_path / "r.sqlite"
    assert RUN.invoke(app, ["register", str(records), "-o", str(out)]).exit_code == 0
    assert content(open_register(out)) == content(built(A_STORY))


def test_a_folder_or_a_missing_file_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.jsonl"):
        done = RUN.invoke(app, ["register", str(path), "-o", str(tmp_path / "r.sqlite")])
        assert done.exit_code == 1
        assert f"youcheng: {path}: " in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["a:b", "b|c~d", "x/..", "\"'`; --", "😀", "a:city_pairs:1"])
def test_ids_may_hold_any_characters(name: str) -> None:
    other = A_STORY[0].document.model_copy(update={"id": name})
    engine = built([A_STORY[0].model_copy(update={"document": other}), *A_STORY[1:]])
    assert {row["bulletin"] for row in rows(engine, "facts")} >= {name}
    assert len(rows(engine, "ties")) == len(rows(built(A_STORY), "ties"))
    register([bulletin(name)], engine)
    register([A_STORY[0]], engine)
    assert {row["bulletin"] for row in rows(engine, "facts")} == {"a", "b", "c", "d", "e", "f"}


def test_places_may_hold_the_signs_that_part_keys() -> None:
    odd = {"name": "Here~There | Yonder", "country": "FR"}
    told = bulletin("a", city_pairs=[pair(DEYANG, odd)], delegations=[visit(odd, DEYANG, 6, "2000")])
    (tie,) = rows(built([told]), "ties")
    assert {tie["a"], tie["b"]} == {"geonames:1812961", "name:FR:here-there - yonder"}


def test_two_names_of_one_place_make_no_tie() -> None:
    groveland = {"name": "Groveland", "country": "US"}
    told = bulletin("a", city_pairs=[pair(groveland, groveland | {"name": "Groveland City"})])
    assert rows(built([told]), "ties") == []


def test_a_stretch_with_two_texts_is_kept_once() -> None:
    told = money(5, "EUR")
    told["evidence"] = [{"start": 0, "end": 2, "text": text} for text in ("€5", "$5")]
    assert [row["text"] for row in rows(built([bulletin("a", amounts=[told])]), "spans")] == ["€5"]


def test_the_last_day_of_the_calendar_is_a_day() -> None:
    told = bulletin("a", delegations=[visit(DEYANG, LAHTI, 6, "9999-12-30/9999-12-31")] * 2)
    assert len(rows(built([told]), "visits")) == 2


def test_a_text_stays_where_the_same_bulletin_comes_without_it() -> None:
    engine = built([bulletin("d", text=STORY)], **TEXTS)
    before = content(engine)
    register([bulletin("d", text=STORY)], engine)
    assert content(engine) == before
    register([bulletin("d", text=STORY, amounts=[money(5, "EUR")])], engine)
    assert [row["text"] for row in rows(engine, "bulletins")] == [STORY]
    register([bulletin("d", text="another text")], engine)
    assert [row["text"] for row in rows(engine, "bulletins")] == [None]


def test_create_register_makes_its_folder_known(tmp_path: Path) -> None:
    with pytest.raises(store.RegisterError, match="there is no folder"):
        create_register(tmp_path / "none" / "r.sqlite")

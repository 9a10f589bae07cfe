import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from made_rows import BOTH, SOME, temporary, write

from pipeline.batch.outputs import Form, form_of, hindrance, opened
from pipeline.batch.outputs import form as forms

# One file


@pytest.mark.parametrize(("form", "flat"), BOTH)
def test_the_name_is_given_when_all_is_written(form: Form, flat: bool, tmp_path: Path):
    path = tmp_path / "a"
    path.write_text("old")
    sink = opened(str(path), form, flat=flat, version="1")
    for one in SOME:
        sink.add(one)
    assert path.read_text() == "old"
    sink.close()
    assert path.read_bytes() != b"old"
    assert temporary(tmp_path) == []


@pytest.mark.parametrize(("form", "flat"), BOTH)
def test_giving_up_leaves_the_old_file(form: Form, flat: bool, tmp_path: Path):
    path = tmp_path / "a"
    path.write_text("old")
    sink = opened(str(path), form, flat=flat, version="1")
    sink.add(SOME[0])
    sink.drop()
    assert path.read_text() == "old"
    assert temporary(tmp_path) == []


@pytest.mark.parametrize(("form", "flat"), BOTH)
def test_a_full_disk_leaves_the_old_file(
    form: Form, flat: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a"
    path.write_text("old")
    sink = opened(str(path), form, flat=flat, version="1")
    sink.add(SOME[0])

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        sink.close()
    sink.drop()
    assert path.read_text() == "old"
    assert temporary(tmp_path) == []


def test_what_a_link_leads_to_is_replaced(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    link = tmp_path / "a.jsonl"
    link.symlink_to(tmp_path / "folder" / "b.jsonl")
    write(link, Form.jsonl, SOME)
    assert link.is_symlink()
    assert (tmp_path / "folder" / "b.jsonl").read_bytes() == link.read_bytes() != b""


def test_devices_are_written_as_they_are(tmp_path: Path):
    write(Path(os.devnull), Form.jsonl_gz, SOME)
    assert Path(os.devnull).is_char_device()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write(pipe, Form.jsonl, SOME)
    reader.join()
    assert read == [b"".join(one.records + b"\n" for one in SOME)]


def test_the_output_gets_each_row_at_once(capsysbinary: pytest.CaptureFixture[bytes]):
    sink = opened("-", Form.jsonl, version="1")
    for one in SOME:
        sink.add(one)
        assert capsysbinary.readouterr().out == one.records + b"\n"
    sink.close()
    sys.stdout.write("still open\n")
    assert capsysbinary.readouterr().out == b"still open\n"


def test_the_output_is_utf8_whatever_the_locale():
    code = (
        "from pipeline.batch.outputs import Form, Row, opened\n"
        "print('before')\n"
        "sink = opened('-', Form.jsonl, version='1')\n"
        "sink.add(Row('a', '{\"a\": \"德阳\"}'.encode()))\n"
        "sink.close()\n"
        "print('after')\n"
    )
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=True)
    assert done.stdout == 'before\n{"a": "德阳"}\nafter\n'.encode()


# Which form, and what hinders


@pytest.mark.parametrize(
    ("target", "told", "flat", "form"),
    [
        ("a.jsonl", None, False, Form.jsonl),
        ("out/a.JSONL.GZ", None, False, Form.jsonl_gz),
        ("a.jsonl.zst", None, True, Form.jsonl_zst),
        ("a.parquet", None, False, Form.parquet),
        ("a.db", None, False, Form.sqlite),
        ("a.csv", None, True, Form.csv),
        ("a.csv", "sqlite", False, Form.sqlite),
        ("folder", "parquet", True, Form.parquet),
        ("-", None, False, Form.jsonl),
        ("-", "csv", True, Form.csv),
        (os.devnull, None, False, Form.jsonl),
    ],
)
def test_names_tell_the_form(target: str, told: str | None, flat: bool, form: Form):
    assert form_of(target, told, flat=flat) is form


@pytest.mark.parametrize(
    ("target", "told", "flat", "said"),
    [
        ("a.txt", None, False, "--format"),
        ("folder", None, True, ".csv"),
        ("a.jsonl", "xml", False, "jsonl, jsonl.gz, jsonl.zst, parquet, sqlite$"),
        ("a.jsonl", "xml", True, "sqlite, csv$"),
        ("a.csv", None, False, "--flat"),
        ("-", "csv", False, "--flat"),
    ],
)
def test_other_names_are_told_what_is_possible(target: str, told: str | None, flat: bool, said: str):
    with pytest.raises(ValueError, match=said) as error:
        form_of(target, told, flat=flat)
    assert "\n" not in str(error.value)


def test_what_hinders_is_told_before(tmp_path: Path):
    (tmp_path / "in.jsonl").write_text("{}")
    (tmp_path / "gone").symlink_to(tmp_path / "no" / "a.jsonl")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def said(target: Path | str, form: Form = Form.jsonl) -> str:
        return hindrance(str(target), form, [str(tmp_path / "in.jsonl"), "-"]) or ""

    assert said(tmp_path / "a.jsonl") == said("-") == said("-", Form.csv) == said(pipe) == ""
    assert "there is no folder" in said(tmp_path / "no" / "a.jsonl")
    assert "there is no folder" in said(tmp_path / "gone")
    assert "is a folder" in said(tmp_path)
    assert "is one of the inputs" in said(tmp_path / "in.jsonl")
    assert "the standard output takes jsonl and csv, not parquet" in said("-", Form.parquet)
    assert "is no file, and sqlite has to be one" in said(pipe, Form.sqlite)


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(forms, "find_spec", lambda name: None)
    lines = ['pyarrow>=18; extra == "parquet"', 'zstandard>=0.23; extra == "zstd"']
    monkeypatch.setattr("pipeline.shell.extras.requires", lambda name: lines)
    for form, extra in ((Form.parquet, "parquet"), (Form.jsonl_zst, "zstd")):
        assert f"pip install 'youcheng[{extra}]'" in (hindrance(str(tmp_path / "a"), form) or "")
    assert hindrance(str(tmp_path / "a"), Form.sqlite) is None


def test_an_old_sqlite_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    assert "3.37 or newer" in (hindrance(str(tmp_path / "a.db"), Form.sqlite) or "")

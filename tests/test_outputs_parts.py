import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from made_rows import BOTH, FULL, SOME, row, span, temporary
from read_rows import read_bulletins, read_facts

from models import SCHEMA_VERSION
from pipeline.batch.outputs import Form, Row, Sink, hindrance, opened

EIGHT = [row({"dates": FULL["dates"]} if number % 2 else {}, f"b{number}") for number in range(8)]


def parts(folder: Path, size: int = 3, form: Form = Form.jsonl_zst, *, flat: bool = False) -> Sink:
    return opened(str(folder), form, flat=flat, part_size=size, version="1.2")


def filled(folder: Path, some: list[Row], size: int = 3, form: Form = Form.jsonl_zst) -> list[str]:
    sink = parts(folder, size, form)
    for one in some:
        sink.add(one)
    sink.close()
    return sorted(path.name for path in folder.iterdir())


def manifest(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return told


def ids(folder: Path, form: Form = Form.jsonl_zst) -> list[str]:
    return [
        records.document.id
        for part in manifest(folder)["parts"]
        for _, records in read_bulletins(folder / part["file"], form)
    ]


@pytest.mark.parametrize(("form", "flat"), BOTH)
def test_parts_hold_so_many_bulletins_each(form: Form, flat: bool, tmp_path: Path):
    folder = tmp_path / "out"
    sink = parts(folder, form=form, flat=flat)
    for one in EIGHT:
        sink.add(one)
    sink.close()
    names = [f"part-0000{number}.{form}" for number in range(3)]
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", *names]
    told = manifest(folder)
    assert (told["form"], told["flat"], told["complete"]) == (form.value, flat, True)
    assert (told["schema_version"], told["pipeline_version"]) == (SCHEMA_VERSION, "1.2")
    assert (told["bulletins"], told["rows"]) == (8, 4 if flat else 8)
    assert [part["file"] for part in told["parts"]] == names
    assert [part["bulletins"] for part in told["parts"]] == [3, 3, 2]
    assert [part["rows"] for part in told["parts"]] == ([1, 2, 1] if flat else [3, 3, 2])
    assert [(part["first"], part["last"]) for part in told["parts"]] == [
        ("b0", "b2"),
        ("b3", "b5"),
        ("b6", "b7"),
    ]
    for part in told["parts"]:
        path = folder / part["file"]
        assert part["bytes"] == path.stat().st_size
        assert part["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert len(read_facts(path, form) if flat else read_bulletins(path, form)) == part["rows"]


def test_a_part_has_its_name_only_when_it_is_whole(tmp_path: Path):
    sink = parts(tmp_path)
    assert manifest(tmp_path)["complete"] is False
    for number, one in enumerate(EIGHT, start=1):
        sink.add(one)
        told = manifest(tmp_path)
        assert told["complete"] is False
        whole = [f"part-0000{part}.jsonl.zst" for part in range(number // 3)]
        assert [part["file"] for part in told["parts"]] == whole
        assert sorted(path.name for path in tmp_path.glob("part-*")) == whole
        assert len(temporary(tmp_path)) == (number % 3 > 0)
    sink.close()
    assert ids(tmp_path) == [f"b{number}" for number in range(8)]
    assert temporary(tmp_path) == []


def test_giving_up_keeps_the_parts_that_are_whole(tmp_path: Path):
    sink = parts(tmp_path)
    for one in EIGHT[:5]:
        sink.add(one)
    sink.drop()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "part-00000.jsonl.zst"]
    assert manifest(tmp_path)["complete"] is False


def test_full_parts_leave_no_empty_one_and_nothing_is_no_part(tmp_path: Path):
    assert filled(tmp_path / "six", EIGHT[:6])[1:] == ["part-00000.jsonl.zst", "part-00001.jsonl.zst"]
    assert filled(tmp_path / "none", []) == ["manifest.json"]
    assert manifest(tmp_path / "none")["complete"] is True


def test_a_refused_row_makes_no_part(tmp_path: Path):
    sums = {"text": "x", "amount": "0.0000001", "currency": "CNY", "evidence": [span()]}
    refused = row({"amounts": [sums]}, "refused")
    sink = parts(tmp_path, 2, Form.parquet)
    for one in EIGHT[:2]:
        sink.add(one)
    with pytest.raises(ValueError, match="does not fit"):
        sink.add(refused)
    sink.close()
    assert [part["last"] for part in manifest(tmp_path)["parts"]] == ["b1"]
    assert temporary(tmp_path) == []


def test_an_earlier_run_is_replaced_and_nothing_else(tmp_path: Path):
    filled(tmp_path, SOME * 4)
    for name in (
        "notes.txt",
        "part-1.jsonl",
        "part-00001.txt",
        ".part-00001.jsonl.swp",
        "part-00000.jsonl.bak",
    ):
        (tmp_path / name).write_text("mine")
    for name in (".part-00007.jsonl.zst.part", ".manifest.json.part", "part-00009.parquet"):
        (tmp_path / name).write_text("left")
    kept = ["part-00000.jsonl.bak", "part-00000.jsonl.zst", "part-00001.txt", "part-1.jsonl"]
    assert filled(tmp_path, EIGHT[:3]) == [".part-00001.jsonl.swp", "manifest.json", "notes.txt", *kept]
    assert ids(tmp_path) == ["b0", "b1", "b2"]


def test_the_earlier_manifest_stands_until_a_part_is_replaced(tmp_path: Path):
    filled(tmp_path, EIGHT)
    before = manifest(tmp_path)
    sink = parts(tmp_path, 2)
    sink.add(SOME[0])
    assert manifest(tmp_path) == before
    sink.add(SOME[1])
    told = manifest(tmp_path)
    assert (told["complete"], [part["last"] for part in told["parts"]]) == (False, ["b"])
    sink.drop()
    filled(tmp_path, [])
    assert manifest(tmp_path)["bulletins"] == 0


def test_a_manifest_never_speaks_for_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    filled(tmp_path, EIGHT)
    sink = parts(tmp_path, 1)

    def broken(file: object, name: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(hashlib, "file_digest", broken)
    with pytest.raises(OSError, match="Input/output"):
        sink.add(SOME[0])
    sink.drop()
    assert (manifest(tmp_path)["complete"], manifest(tmp_path)["parts"]) == (False, [])


def test_the_same_rows_give_the_same_folder(tmp_path: Path):
    for name in ("one", "other"):
        filled(tmp_path / name, EIGHT)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_a_killed_run_leaves_whole_parts_and_can_be_run_again(tmp_path: Path):
    folder = tmp_path / "out"
    code = (
        "import os, sys, signal\n"
        "from pipeline.batch.outputs import Form, Row, opened\n"
        "lines = sys.stdin.buffer.read().splitlines()\n"
        "sink = opened(sys.argv[1], Form.jsonl_zst, part_size=3, version='1.2')\n"
        "for line in lines[:5]: sink.add(Row('x', line))\n"
        f"os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
    )
    lines = b"".join(one.records + b"\n" for one in EIGHT)
    done = subprocess.run([sys.executable, "-c", code, folder], input=lines, check=False)
    assert done.returncode == -signal.SIGKILL
    assert manifest(folder)["complete"] is False
    assert ids(folder) == ["b0", "b1", "b2"]
    assert temporary(folder) == [".part-00001.jsonl.zst.part"]
    assert hindrance(str(folder), Form.jsonl_zst, part_size=3) is None
    filled(folder, EIGHT)
    assert ids(folder) == [f"b{number}" for number in range(8)]
    assert temporary(folder) == []


def test_a_folder_of_something_else_is_refused(tmp_path: Path):
    def said(target: Path | str, size: int = 3, inputs: tuple[str, ...] = ()) -> str:
        return hindrance(str(target), Form.jsonl, inputs, part_size=size) or ""

    notes, ours, started = tmp_path / "notes", tmp_path / "ours", tmp_path / "started"
    for folder in (notes, started):
        folder.mkdir()
    filled(ours, EIGHT)
    (notes / "notes.txt").write_text("mine")
    (started / ".part-00000.jsonl.zst.part").write_text("left")
    (ours / "notes.txt").write_text("mine")
    assert said(ours) == said(started) == said(tmp_path / "new") == ""
    assert "holds other files, such as notes.txt" in said(notes)
    (notes / "manifest.json").write_text('{"kind": "of something else"}')
    assert "holds other files, such as manifest.json" in said(notes)
    assert "is no folder" in said(notes / "notes.txt")
    assert "is no folder" in said("-")
    assert "there is no folder" in said(tmp_path / "no" / "out")
    assert "one bulletin or more" in said(ours, 0)
    given = ours / "part-00000.jsonl.zst"
    assert f"{given}, one of the inputs, is in" in said(ours, inputs=("-", str(given)))
    assert sorted(os.listdir(notes)) == ["manifest.json", "notes.txt"]

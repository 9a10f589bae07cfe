import json
import zipfile
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
from exported import bytes_of, export, run

from pipeline.register.export import files
from pipeline.register.export.form import Form

# Paths, bytes, errors


@pytest.mark.parametrize("form", list(Form))
def test_the_same_register_gives_the_same_bytes(form: Form, register: Path, tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = export(register, form, tmp_path / "a" / "out")
    again = export(register, form, tmp_path / "b" / "out")
    assert bytes_of(first) == bytes_of(again)


def test_a_workbook_names_no_day_of_its_making(register: Path, tmp_path: Path):
    with zipfile.ZipFile(export(register, "xlsx", tmp_path / "out.xlsx")) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


@pytest.mark.parametrize("form", list(Form))
def test_an_empty_register_can_be_written(form: Form, empty: Path, tmp_path: Path):
    out = export(empty, form, tmp_path / "out")
    export(empty, form, out)
    if form is Form.geojson:
        assert json.loads(out.read_text()) == {"type": "FeatureCollection", "features": []}
    if form is Form.graphml:
        assert nx.read_graphml(out).number_of_nodes() == 0
    if form is Form.parquet:
        assert pq.read_table(out / "ties.parquet").num_rows == 0


@pytest.mark.parametrize("form", list(Form))
def test_an_export_replaces_one_of_its_form(form: Form, register: Path, empty: Path, tmp_path: Path):
    out = export(empty, form, tmp_path / "out")
    before = bytes_of(out)
    export(register, form, out)
    after = bytes_of(out)
    assert set(before) == set(after)
    assert before != after
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("form", list(Form))
def test_nothing_else_is_replaced(form: Form, register: Path, tmp_path: Path):
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    copy = tmp_path / "register.sqlite"
    copy.write_bytes(register.read_bytes())
    for out in (other, folder, copy, tmp_path / "no" / "folder"):
        done = run(copy, "--to", form, "-o", out)
        assert done.status == 2
        assert done.said.startswith(f"youcheng: {out}: ")
        assert done.said.count("\n") == 1
    assert other.read_text() == (folder / "notes.txt").read_text() == "mine"
    assert copy.read_bytes() == register.read_bytes()


@pytest.mark.parametrize("form", list(Form))
def test_what_breaks_off_leaves_the_old(
    form: Form, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    out = export(register, form, tmp_path / "out")
    before = bytes_of(out)

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_settle", full)
    done = run(register, "--to", form, "-o", out)
    assert (done.status, done.said) == (1, f"youcheng: {out}: No space left on device\n")
    assert bytes_of(out) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_link_stays_a_link(register: Path, tmp_path: Path):
    (tmp_path / "far").mkdir()
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "far" / "out.jsonl")
    export(register, "jsonl", link)
    assert link.is_symlink()
    assert (tmp_path / "far" / "out.jsonl").is_file()


def test_wrong_usage_is_told(register: Path, tmp_path: Path):
    items = tmp_path / "items.csv"
    items.write_text("geonames_id,qid\n", encoding="utf-8")
    out = tmp_path / "out"
    assert run(tmp_path / "none.sqlite", "--to", "csv", "-o", out).status == 2
    assert run(register, "--to", "csv", "-o", out, "--items", items).status == 2
    assert run(register, "--to", "doc", "-o", out).status == 2
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("geonames_id,qid\n1,Q1\nx,Q2\n", "line 3: 'x','Q2' is no GeoNames number and item (Q…)"),
        ("geonames_id,qid\n1\n", "line 2: '1','' is no GeoNames number and item (Q…)"),
        ("a,b\n", "the first line must name the columns geonames_id and qid"),
    ],
)
def test_a_wrong_file_of_items_is_told(text: str, said: str, register: Path, tmp_path: Path):
    items = tmp_path / "items.csv"
    items.write_text(text, encoding="utf-8")
    done = run(register, "--to", "quickstatements", "-o", tmp_path / "out", "--items", items)
    assert (done.status, done.said) == (2, f"youcheng: {items}: {said}\n")

import datetime as dt
import json
import re
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from exported import export, read
from made_register import FORMULA, HOSTILE

from pipeline.formulas import is_formula
from pipeline.register.export import csv_folder, tables
from pipeline.register.export.cells import as_csv
from pipeline.register.export.events import COLUMNS
from pipeline.register.export.source import Source
from pipeline.register.schema import METADATA

FORMULAS = ["=1+1", "+1", "-1", FORMULA, "\t=1", "＝1", "'=1", "''+1", HOSTILE]
PLAIN = ["'s-Hertogenbosch", "1-2", "a=b", "O'Brien", "''", "Łódź", "𠮷野", ""]
# What the register keeps for its own work, or has in another shape than the tables.
INTERNAL = {"meta", "bands", "near", "dirty", "fact_keys"}
LEFT_OUT = {
    "bulletins": {"text", "document", "digest", "features", "signature"},
    "conflicts": {"values"},
    "facts": {"record", "context"},
    "people": {"block"},
    "visits": {"block"},
}


# The tables and their codebook


def test_every_column_is_documented():
    for table, column, kind, meaning, unit, values, row in tables.codebook():
        assert table
        assert column
        assert row
        assert len(meaning) > 5, (table, column)
        assert kind in ("text", "integer", "number", "date")
        assert unit or kind == "text" or values, (table, column)
    for column in COLUMNS:
        assert len(column.meaning) > 5, column.name


def test_every_column_of_the_register_is_in_a_table():
    told = {
        str(column.value) for table in tables.TABLES for column in table.columns if column.value is not None
    }
    told |= {str(key) for table in tables.TABLES for key in table.key}
    for table in METADATA.tables.values():
        if table.name in INTERNAL:
            continue
        missing = {column.name for column in table.columns if str(column) not in told}
        # The keys by which tables are joined say the same on both sides.
        missing -= {"fact"} if table.name in ("spans", "evidence") else set()
        assert missing == LEFT_OUT.get(table.name, set()), table.name


def test_the_register_of_the_tests_has_rows_of_every_kind(source: Source):
    assert [table.name for table in tables.TABLES if not list(source.rows(table))] == []


# CSV


def plain(cell: str) -> str:
    return cell[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", cell) else cell


@pytest.mark.parametrize("text", FORMULAS + PLAIN)
def test_a_cell_can_be_had_back(text: str):
    assert plain(as_csv(text)) == text
    assert not re.match("[=+\\-@\t\r\n＝＋－＠]", as_csv(text))


def test_csv_has_every_row(register: Path, source: Source, tmp_path: Path):
    out = export(register, "csv", tmp_path / "tables")
    assert {path.name for path in out.iterdir()} == set(csv_folder.FILES)
    book = read(out / "codebook.csv")
    for table in tables.TABLES:
        rows = read(out / f"{table.name}.csv")
        names = [column.name for column in table.columns]
        assert [line["column"] for line in book if line["table"] == table.name] == names
        expected = [[plain(as_csv(value)) for value in row] for row in source.rows(table)]
        assert [[plain(row[name]) for name in names] for row in rows] == expected
        for name in names:
            assert f"| {name} |" in (out / "codebook.md").read_text(encoding="utf-8")
    assert HOSTILE in {plain(row["text"]) for row in read(out / "evidence.csv")}


# Parquet


def test_parquet_is_typed_and_carries_its_codebook(register: Path, source: Source, tmp_path: Path):
    out = export(register, "parquet", tmp_path / "tables")
    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    for table in tables.TABLES:
        read_back = pq.read_table(out / f"{table.name}.parquet")
        assert [field.type for field in read_back.schema] == [types[column.type] for column in table.columns]
        rows = [tuple(row.values()) for row in read_back.to_pylist()]
        assert rows == list(source.rows(table))
        book = json.loads(read_back.schema.metadata[b"codebook"])
        assert [line["column"] for line in book] == read_back.column_names
        assert all(field.metadata[b"meaning"] for field in read_back.schema)


# XLSX


def test_a_workbook_opens(register: Path, source: Source, tmp_path: Path):
    book = openpyxl.load_workbook(export(register, "xlsx", tmp_path / "register.xlsx"))
    assert book.sheetnames == ["codebook", *(table.name for table in tables.TABLES)]
    for table in tables.TABLES:
        sheet = book[table.name]
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in sheet[1]] == [column.name for column in table.columns]
        rows = list(source.rows(table))
        assert sheet.max_row == len(rows) + 1
        for cells, row in zip(sheet.iter_rows(min_row=2), rows, strict=True):
            for cell, value in zip(cells, row, strict=True):
                assert cell.data_type != "f"
                check_cell(cell, value)


def check_cell(cell: openpyxl.cell.Cell, value: object) -> None:
    if isinstance(value, dt.date) and value.year >= 1901:
        assert cell.is_date
        assert cell.value.date() == value
    elif isinstance(value, dt.date):
        assert cell.value == value.isoformat()
    elif isinstance(value, str) and value:
        assert cell.value == value.replace("\x0b", "\ufffd")
        assert cell.quotePrefix == is_formula(value)
    else:
        assert cell.value == (value if value != "" else None)


def test_a_full_sheet_has_another_behind_it(register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.register.export.workbook._ROWS", 4)
    monkeypatch.setattr("pipeline.register.export.workbook._CHARACTERS", 12)
    book = openpyxl.load_workbook(export(register, "xlsx", tmp_path / "register.xlsx"))
    ties = [book[name] for name in book.sheetnames if re.fullmatch(r"ties( \d+)?", name)]
    assert [sheet.max_row for sheet in ties] == [4, 4, 4, 3]
    assert all(sheet["A1"].value == "id" and len(sheet["A2"].value) <= 12 for sheet in ties)


# JSON lines


def test_a_line_holds_its_evidence(register: Path, source: Source, tmp_path: Path):
    text = export(register, "jsonl", tmp_path / "register.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.split("\n")[:-1]]
    counts = {
        kind: sum(line["type"] == kind for line in lines) for kind in ("place", "person", "tie", "visit")
    }
    found = (tables.PLACES, tables.PEOPLE, tables.TIES, tables.VISITS)
    assert list(counts.values()) == [len(list(source.rows(table))) for table in found]
    evidence = [
        (line["id"], part["fact"], part["text"]) for line in lines for part in line.get("evidence", ())
    ]
    names = [column.name for column in tables.EVIDENCE.columns]
    rows = [dict(zip(names, row, strict=True)) for row in source.rows(tables.EVIDENCE)]
    assert sorted(evidence) == sorted((row["entity"], row["fact"], row["text"]) for row in rows)
    ended = next(line for line in lines if line["type"] == "tie" and line["stage"] == "ended")
    assert [event["event"] for event in ended["events"]] == ["end", "signing"]
    assert ended["events"][0]["facts"] == ["ties-2019:city_pairs:2"]
    conflict = next(line for line in lines if line["type"] == "conflict")
    assert {value["value"] for value in conflict["values"]} == {"2002-05-03", "2003-05-03"}


def test_pages_hold_no_more_than_they_say(register: Path, source: Source):
    pages = list(source.pages(tables.TIES, size=2))
    assert [len(page) for page in pages] == [2, 2, 2, 2, 2, 1]
    assert [row["id"] for page in pages for row in page] == [row[0] for row in source.rows(tables.TIES)]

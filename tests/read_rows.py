"""Written rows read back by the libraries that people use, to hold the forms against each other."""

import csv
import gzip
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import zstandard

from models import BulletinRecords
from pipeline.batch.outputs import Form
from pipeline.batch.outputs.columns import COLUMNS

Told = dict[str, Any]
_TYPES = {column.name: column.type for column in COLUMNS}


def lines_in(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".zst":
        with path.open("rb") as file:
            return zstandard.ZstdDecompressor().stream_reader(file).read()
    return path.read_bytes()


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def read_bulletins(path: Path, form: Form) -> list[tuple[str | None, BulletinRecords]]:
    """Return the sources and records of a file with a bulletin a row; JSON lines tell no source."""
    if form is Form.parquet:
        return [_of_parquet(told) for told in pq.read_table(path).to_pylist()]
    if form is Form.sqlite:
        return [_of_sqlite(told) for told in _objects(path, "bulletins")]
    return [(None, BulletinRecords.model_validate_json(line)) for line in _lines(path)]


def _of_parquet(told: Told) -> tuple[str, BulletinRecords]:
    source = told.pop("source")
    for group in told["delegations"]:
        # One name is a list of one there.
        if group["leader"] is not None and len(group["leader"]) == 1:
            group["leader"] = group["leader"][0]
    return source, BulletinRecords.model_validate(told)


def _of_sqlite(told: Told) -> tuple[str, BulletinRecords]:
    source = told.pop("source")
    kinds = [name for name in BulletinRecords.model_fields if name != "document"]
    facts = {kind: json.loads(told.pop(kind)) for kind in kinds}
    for name in ("home", "warnings"):
        told[name] = json.loads(told[name]) if told[name] else None
    return source, BulletinRecords.model_validate({"document": told, **facts})


def read_facts(path: Path, form: Form) -> list[Told]:
    """Return the facts of a file with one a row, values as in JSON but sums exact, and nulls left out."""
    found: Iterator[Told] | list[Told]
    if form is Form.parquet:
        found = pq.read_table(path).to_pylist()
    elif form is Form.sqlite:
        found = _objects(path, "facts")
    elif form is Form.csv:
        found = list(_of_csv(path))
    else:
        found = [json.loads(line) for line in _lines(path)]
    return [
        {name: _plain(value, _TYPES[name]) for name, value in told.items() if value is not None}
        for told in found
    ]


def _lines(path: Path) -> list[bytes]:
    # Characters such as U+2028 end no line here.
    return lines_in(path).split(b"\n")[:-1]


def _objects(path: Path, table: str) -> list[Told]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(told) for told in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]


def _of_csv(path: Path) -> Iterator[Told]:
    numbers = {"integer": int, "number": float, "money": Decimal}
    with path.open(encoding="utf-8", newline="") as file:
        for told in csv.DictReader(file):
            yield {name: numbers.get(_TYPES[name], _harmful)(cell) for name, cell in told.items() if cell}


def _harmful(cell: str) -> str:
    return re.sub(r"^'(?='*[=+\-@\t\r\n])", "", cell)


def _plain(value: Any, kind: str) -> Any:
    if kind == "money":
        return Decimal(str(value))
    if kind == "date":
        return str(value)
    return json.loads(value) if kind == "json" and isinstance(value, str) else value

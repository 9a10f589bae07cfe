"""Parquet: a folder with a typed file for each tidy table; its schema carries the codebook."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.register.export.source import Source
from pipeline.register.export.tables import TABLES, Column, Table

if TYPE_CHECKING:
    import pyarrow as pa

FILES = tuple(f"{table.name}.parquet" for table in TABLES)
_ROWS = 20_000


def write_parquet(source: Source, folder: Path) -> None:
    """Write the tables into a folder."""
    for table in TABLES:
        _write(table, source.rows(table), folder / f"{table.name}.parquet")


def _write(table: Table, rows: Iterable[tuple[Any, ...]], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(table)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in _parts(rows):
            columns = [
                pa.array(values, field.type)
                for values, field in zip(zip(*part, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _schema(table: Table) -> "pa.Schema":
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    fields = [pa.field(column.name, types[column.type], metadata=_told(column)) for column in table.columns]
    book = [{"column": column.name, "type": column.type, **_told(column)} for column in table.columns]
    about = {"row": table.meaning, "codebook": json.dumps(book, ensure_ascii=False)}
    return pa.schema(fields, metadata=about)


def _told(column: Column) -> dict[str, str]:
    return {"meaning": column.meaning, "unit": column.unit, "values": column.values}


def _parts(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    rest = iter(rows)
    while part := list(islice(rest, _ROWS)):
        yield part

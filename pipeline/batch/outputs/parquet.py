"""Parquet: a bulletin a row, nested as the models are, or a fact a row."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from models import SCHEMA_VERSION
from pipeline.batch.outputs.cells import ARROW, PRECISION, SCALE, decimal, int64
from pipeline.batch.outputs.columns import COLUMNS
from pipeline.batch.outputs.facts import Facts
from pipeline.batch.outputs.files import NewFile
from pipeline.batch.outputs.rows import Row, records_of
from pipeline.batch.outputs.shapes import Kind, Shape, changing, records_shape

if TYPE_CHECKING:
    import pyarrow as pa

# A group of rows is held until it is so many bytes of Arrow. It is packed by so many bytes of JSON at a time,
# since as objects of Python they take several times the memory.
_GROUP, _BATCH = 2**25, 2**20


class Parquet:
    """Writes groups of rows of bounded size; the same rows give the same bytes, with the same pyarrow."""

    def __init__(self, file: NewFile, *, flat: bool) -> None:
        import pyarrow.parquet as pq

        self.rows = 0
        self._file = file
        self._schema = facts_schema() if flat else bulletins_schema()
        self._rows_of = Facts(ARROW).of if flat else _bulletin
        self._writer = pq.ParquetWriter(str(file.path), self._schema, compression="zstd")
        self._waiting: list[dict[str, Any]] = []
        self._waiting_bytes = 0
        self._batches: list[pa.RecordBatch] = []

    def add(self, row: Row) -> None:
        """Write a bulletin or its facts, with those that come before and after."""
        rows = self._rows_of(row)
        self._waiting += rows
        self._waiting_bytes += len(row.records)
        self.rows += len(rows)
        if self._waiting_bytes >= _BATCH:
            self._pack()
            if sum(batch.nbytes for batch in self._batches) >= _GROUP:
                self._write()

    def close(self) -> None:
        """Write what waits, and give the file its name."""
        self._pack()
        self._write()
        self._writer.close()
        self._file.settle()

    def drop(self) -> None:
        """Close and remove the file."""
        with suppress(OSError, ValueError):
            self._writer.close()
        self._file.drop()

    def _pack(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._batches.append(pa.RecordBatch.from_pylist(self._waiting, schema=self._schema))
        self._waiting, self._waiting_bytes = [], 0

    def _write(self) -> None:
        import pyarrow as pa

        if self._batches:
            table = pa.Table.from_batches(self._batches)
            self._writer.write_table(table, row_group_size=table.num_rows)
        self._batches = []


def bulletins_schema() -> "pa.Schema":
    """Return the schema of a bulletin a row: `source`, and the records with their names in JSON.

    A pair of places is a list, and so is what is a text or a list in JSON. Sums have six digits after the
    point.
    """
    import pyarrow as pa

    fields = [_field(name, part) for name, part in records_shape().fields.items()]
    return pa.schema(
        [pa.field("source", pa.string(), nullable=False), *fields], metadata=_about("a bulletin")
    )


def facts_schema() -> "pa.Schema":
    """Return the schema of a fact a row: the columns of the codebook, each with its meaning."""
    import pyarrow as pa

    types = {**_leaves(), "json": pa.string()}
    fields = [
        pa.field(column.name, types[column.type], metadata={"meaning": column.meaning}) for column in COLUMNS
    ]
    return pa.schema(fields, metadata=_about("a fact"))


def _about(row: str) -> dict[str, str]:
    return {"youcheng.schema_version": str(SCHEMA_VERSION), "youcheng.row": row}


def _leaves() -> dict[str, "pa.DataType"]:
    import pyarrow as pa

    return {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "money": pa.decimal128(PRECISION, SCALE),
        "date": pa.date32(),
    }


def _field(name: str, shape: Shape) -> "pa.Field":
    import pyarrow as pa

    return pa.field(name, _type(shape), nullable=shape.optional)


def _type(shape: Shape) -> "pa.DataType":
    import pyarrow as pa

    if shape.item is not None:
        return pa.list_(_field("element", shape.item))
    if shape.kind == "record":
        return pa.struct([_field(name, part) for name, part in shape.fields.items()])
    return _leaves()[shape.kind]


def _bulletin(row: Row) -> list[dict[str, Any]]:
    told = records_of(row).model_dump(by_alias=True)
    return [{"source": row.name, **_fitting()(told)}]


@cache
def _fitting() -> Callable[[Any], Any]:
    leaves: dict[Kind, Callable[[Any], Any]] = {"integer": int64, "money": decimal}
    return changing(records_shape(), leaves) or (lambda value: value)

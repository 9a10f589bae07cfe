"""Rows of a Parquet file, a few at once and only the columns that are asked for."""

from collections.abc import Iterator
from typing import IO, Any

from pipeline.batch.items import Columns
from pipeline.batch.sources.found import BrokenError, LimitError, reason_of
from pipeline.batch.sources.limits import Limits, megabytes
from pipeline.batch.sources.tables import Row, check_columns, wanted

# Few, for each may hold a page of the most.
_ROWS = 32
_BUFFER = 1 << 16


def parquet_rows(file: IO[bytes], columns: Columns, limits: Limits) -> Iterator[Row]:
    """Yield the rows of a Parquet file, which can be read from any place.

    Raises:
        BrokenError: it is damaged, lacks a column, or packs more than is unpacked.

    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        schema = ParquetFile(file).schema_arrow
        check_columns(schema.names, columns)
        # Words stay in the dictionary of their column: a long one that stands in a million rows is held once.
        words = [name for name in wanted(columns) if _is_words(schema.field(name).type)]
        table = ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False, read_dictionary=words)
        _check_groups(table.metadata, columns, limits)
        number = 0
        for batch in table.iter_batches(_ROWS, columns=wanted(columns)):
            for index in range(batch.num_rows):
                number += 1
                yield _row(number, batch, index, limits)
    except (pa.ArrowException, OSError) as error:
        raise BrokenError(reason_of(error)) from None


def _is_words(kind: Any) -> bool:
    import pyarrow.types as of

    return bool(of.is_string(kind) or of.is_binary(kind))


def _row(number: int, batch: Any, index: int, limits: Limits) -> Row:
    cells: dict[str, object] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        cell = column[index]
        cell = cell.value if hasattr(cell, "dictionary") else cell
        if (
            cell is not None
            and hasattr(cell, "as_buffer")
            and cell.is_valid
            and len(cell.as_buffer()) > limits.row
        ):
            return Row(number, {}, f"is longer than {megabytes(limits.row)}, the most for one row")
        try:
            cells[name] = cell.as_py() if cell is not None else None
        except (ValueError, OverflowError):
            # A time of nanoseconds or of the year 20000, which Python's own do not hold.
            cells[name] = str(cell)
    return Row(number, cells)


def _check_groups(metadata: Any, columns: Columns, limits: Limits) -> None:
    """Hold what the file says of its columns against the limits, for a page of them is unpacked at once."""
    names = frozenset(wanted(columns))
    packed = unpacked = 0
    for group in range(metadata.num_row_groups):
        chunks = metadata.row_group(group)
        for index in range(chunks.num_columns):
            chunk = chunks.column(index)
            if chunk.path_in_schema in names:
                packed += chunk.total_compressed_size
                unpacked += chunk.total_uncompressed_size
    if unpacked > limits.total:
        raise LimitError(f"unpacks to more than {megabytes(limits.total)}, the most for one file")
    if unpacked > limits.ratio_from and unpacked > limits.ratio * packed:
        raise LimitError(f"unpacks to more than {limits.ratio} times its size")

"""Lines: JSON, plain or compressed, and CSV; a bulletin or a fact each."""

import csv
import gzip
import io
from contextlib import suppress
from typing import BinaryIO, cast

from pipeline.batch.outputs.cells import as_csv, as_json
from pipeline.batch.outputs.columns import COLUMNS
from pipeline.batch.outputs.facts import facts_of
from pipeline.batch.outputs.files import Out
from pipeline.batch.outputs.form import Form
from pipeline.batch.outputs.rows import Row


class Lines:
    """Writes lines as they come; the same rows give the same bytes."""

    def __init__(self, out: Out, form: Form, *, flat: bool) -> None:
        self.rows = 0
        self._out = out
        self._file = _packing(out.file, form)
        self._lines = _bulletin if not flat else _fact_cells if form is Form.csv else _fact_objects
        if form is Form.csv:
            self._send(_csv_line([column.name for column in COLUMNS]))

    def add(self, row: Row) -> None:
        """Write the lines of a bulletin."""
        lines = self._lines(row)
        self._send(b"".join(lines))
        self.rows += len(lines)

    def close(self) -> None:
        """Finish the stream and its file."""
        if self._file is not self._out.file:
            self._file.close()
        self._out.close()

    def drop(self) -> None:
        """Give up the stream and its file."""
        if self._file is not self._out.file:
            with suppress(OSError, ValueError):
                self._file.close()
        self._out.drop()

    def _send(self, lines: bytes) -> None:
        self._file.write(lines)
        # What is flushed row by row packs badly, so that a packed stream comes in its own blocks.
        if self._out.at_once and self._file is self._out.file:
            self._file.flush()


def _packing(file: BinaryIO, form: Form) -> BinaryIO:
    """Return what packs into `file` all that is written to it; `file` itself for a form that is plain."""
    if form is Form.jsonl_gz:
        # No name and no time of day, so that the same rows give the same bytes.
        return cast(BinaryIO, gzip.GzipFile("", "wb", 6, file, mtime=0))
    if form is Form.jsonl_zst:
        import zstandard

        packing = zstandard.ZstdCompressor(3, write_checksum=True)
        return cast(BinaryIO, packing.stream_writer(file, closefd=False))
    return file


def _bulletin(row: Row) -> list[bytes]:
    if b"\n" in row.records:
        raise ValueError("its records are more than one line")
    return [row.records + b"\n"]


def _fact_objects(row: Row) -> list[bytes]:
    return [as_json(fact).encode() + b"\n" for fact in facts_of(row)]


def _fact_cells(row: Row) -> list[bytes]:
    return [
        _csv_line([as_csv(fact.get(column.name), column.type) for column in COLUMNS])
        for fact in facts_of(row)
    ]


def _csv_line(cells: list[str]) -> bytes:
    text = io.StringIO(newline="")
    # With the line ends of RFC 4180, cells with a carriage return of their own are quoted too.
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()

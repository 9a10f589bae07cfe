"""Lines: JSON, plain or compressed, and CSV; a bulletin or a fact each."""

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, cast

from pipeline.batch.outputs import cells
from pipeline.batch.outputs.columns import COLUMNS
from pipeline.batch.outputs.facts import Facts
from pipeline.batch.outputs.files import Out
from pipeline.batch.outputs.form import Form
from pipeline.batch.outputs.rows import Row


class Lines:
    """Writes lines as they come; the same rows give the same bytes."""

    def __init__(self, out: Out, form: Form, *, flat: bool) -> None:
        self.rows = 0
        self._out = out
        self._file = _packing(out.file, form)
        self._lines = _bulletin if not flat else _table() if form is Form.csv else _objects()
        if form is Form.csv:
            self._send(_csv([[column.name for column in COLUMNS]]))

    def add(self, row: Row) -> None:
        """Write the lines of a bulletin."""
        lines, rows = self._lines(row)
        self._send(lines)
        self.rows += rows

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


def _bulletin(row: Row) -> tuple[bytes, int]:
    if b"\n" in row.records:
        raise ValueError("its records are more than one line")
    return row.records + b"\n", 1


def _objects() -> Callable[[Row], tuple[bytes, int]]:
    facts = Facts(cells.JSON)

    def objects(row: Row) -> tuple[bytes, int]:
        lines = [cells.compact_json(fact) + "\n" for fact in facts.of(row)]
        return "".join(lines).encode(), len(lines)

    return objects


def _table() -> Callable[[Row], tuple[bytes, int]]:
    facts, names = Facts(cells.CSV), [column.name for column in COLUMNS]

    def lines(row: Row) -> tuple[bytes, int]:
        rows = [[fact.get(name) for name in names] for fact in facts.of(row)]
        return _csv(rows), len(rows)

    return lines


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    # With the line ends of RFC 4180, cells with a carriage return of their own are quoted too.
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()

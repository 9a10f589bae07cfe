"""A source opened: the bulletins in it, one after the other, whatever it is and whatever is wrong with it."""

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.batch.items import Columns, End, Item, Problem, Source
from pipeline.batch.sources.documents import read_path, read_stream
from pipeline.batch.sources.found import BrokenError, Document, Found, LimitError, Lost, Where, reason_of
from pipeline.batch.sources.limits import Limits, megabytes
from pipeline.batch.sources.names import Names
from pipeline.batch.sources.remote import is_url, open_remote
from pipeline.batch.sources.shapes import TABLES, Form, Shape, is_read, shape_named
from pipeline.batch.sources.streams import Tally, buffered, counted
from pipeline.batch.sources.tables import NO_COLUMN, Row, documents
from pipeline.batch.sources.unpacking import Unpacker
from pipeline.batch.sources.zips import Member
from pipeline.shell.extras import lacking

STDIN = "standard input"
_SEEKING: frozenset[Form] = frozenset({"zip", "parquet"})
_IN_MEMORY = 16 << 20


def open_items(source: Source, columns: Columns, limits: Limits) -> Iterator[Item | Problem | End]:
    """Yield the items of a source; see items_of."""
    tally = Tally(source.size, limits)
    number = 0
    for found in _told(source, columns, tally):
        if isinstance(found, Lost):
            yield Problem(source.number, number, found.name, found.stage, found.reason, tally.taken)
        else:
            yield Item(
                source.number,
                number,
                found.id,
                found.name,
                found.kind,
                found.data,
                found.told,
                tally.taken,
            )
        number += 1
    yield End(source.number, number)


def _told(source: Source, columns: Columns, tally: Tally) -> Iterator[Found]:
    """Yield what is in a source; an error becomes what is lost, and ends it."""
    name = STDIN if source.url == "-" else source.url
    try:
        with Names() as names:
            yield from _Opened(columns, tally, names).source(source, name)
    except BrokenError as error:
        yield Lost(name, error.stage, error.reason)
    except ImportError as error:
        yield Lost(name, "unpack", lacking(error) or reason_of(error))
    except MemoryError:
        yield Lost(name, "unpack", "took more memory than one process may have")
    except Exception as error:
        from pipeline.shell.faults import fault

        yield Lost(name, "unpack", f"a fault of youcheng: {fault(error)}")


@dataclass(frozen=True, slots=True)
class _Opened:
    """What holds for a whole source, all archives in it."""

    columns: Columns
    tally: Tally
    names: Names

    def source(self, source: Source, name: str) -> Iterator[Found]:
        if source.url == "-":
            stream = counted(sys.stdin.buffer, self.tally)
            yield from self.file(stream, self._shape_of_stdin(stream), Where(name, source.id))
            return
        shape, where = shape_named(source.url), Where(name, source.id)
        if is_url(source.url) and not Path(source.url).exists():
            opened = open_remote(source.url)
        elif shape.form == "document":
            data = read_path(Path(source.url), shape.kind, self.tally.limits)
            self.tally.read = len(data)
            yield Document(source.id, name, shape.kind, data)
            return
        else:
            opened = _open_local(source.url)
        with closing(opened):
            yield from self.file(counted(opened, self.tally), shape, where, source.size)

    def _shape_of_stdin(self, stream: io.BufferedReader) -> Shape:
        if not self.columns.text:
            return Shape("stdin", "document")
        head = stream.peek(64)[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
        return Shape("stdin", "json" if head.startswith(b"{") else "csv")

    def file(
        self, file: io.BufferedReader, shape: Shape, where: Where, size: int | None = None
    ) -> Iterator[Found]:
        """Yield the bulletins in a file of that shape; `size` is what a header says of it."""
        limits = self.tally.limits
        if shape.form == "document":
            yield Document(where.id, where.name, shape.kind, read_stream(file, shape.kind, limits, size))
        elif shape.form == "warc":
            from pipeline.batch.sources.warcs import warc_documents

            unpacker = Unpacker(file, shape.packing) if shape.packing else None
            yield from warc_documents(file, unpacker, self.tally, where)
        elif shape.form in _SEEKING and not file.seekable():
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
                _copy(file, spool, limits.spool)
                yield from self._inside(counted(spool, Tally(None, limits)), shape, where)
        elif shape.packing:
            unpacked = buffered(Unpacker(file, shape.packing).read, self.tally)
            yield from self._inside(unpacked, shape, where)
        else:
            yield from self._inside(file, shape, where)

    def _inside(self, file: io.BufferedReader, shape: Shape, where: Where) -> Iterator[Found]:
        if shape.form in TABLES:
            yield from self._table(file, shape.form, where)
            return
        if where.depth > self.tally.limits.depth:
            raise BrokenError(
                f"is an archive within {self.tally.limits.depth} others, the most that are opened"
            )
        if shape.form == "zip":
            from pipeline.batch.sources.zips import zip_members

            yield from self._members(zip_members(file, self._is_read, self.tally), where)
        else:
            from pipeline.batch.sources.tars import tar_members

            yield from self._members(tar_members(file, self._is_read, self.tally), where)

    def _is_read(self, path: str) -> bool:
        return is_read(path.rpartition("/")[2], tables=bool(self.columns.text))

    def _members(self, members: Iterator[Member], where: Where) -> Iterator[Found]:
        told = ""
        while True:
            try:
                member = next(members, None)
            except LimitError:
                raise
            except BrokenError as error:
                # What ended a member ends a tar file, too, and is told once.
                if error.reason != told:
                    yield Lost(where.name, error.stage, error.reason)
                return
            if member is None:
                return
            inner, told = self._member(where, member.path), ""
            try:
                if member.open is None:
                    raise BrokenError(member.reason)
                with closing(member.open()) as stream:
                    yield from self.file(stream, shape_named(member.path), inner, member.size)
            except LimitError:
                raise
            except BrokenError as error:
                told = error.reason
                yield Lost(inner.name, error.stage, error.reason)

    def _member(self, where: Where, path: str) -> Where:
        unique = self.names.unique(f"{where.id}/{path}", shape_named(path).use)
        return Where(f"{where.name}!/{path}", unique, where.depth + 1)

    def _table(self, file: io.BufferedReader, form: Form, where: Where) -> Iterator[Found]:
        if not self.columns.text:
            raise BrokenError(NO_COLUMN, "find")
        unit = "line" if form == "json" else "row"
        rows = self._rows(file, form)
        yield from documents(rows, self.columns, where, self.names.unique, unit)

    def _rows(self, file: io.BufferedReader, form: Form) -> Iterator[Row]:
        if form == "parquet":
            from pipeline.batch.sources.parquet import parquet_rows

            return parquet_rows(file, self.columns, self.tally.limits)
        from pipeline.batch.sources.lines import Lines
        from pipeline.batch.sources.rows import csv_rows, json_rows

        lines = Lines(file, self.tally.limits.row)
        if form == "json":
            return json_rows(lines, self.columns)
        return csv_rows(lines, self.columns, tabs=form == "tsv")


def _open_local(path: str) -> IO[bytes]:
    try:
        return open(path, "rb", buffering=0)
    except (OSError, ValueError) as error:
        raise BrokenError(reason_of(error), "find") from None


def _copy(file: IO[bytes], spool: IO[bytes], most: int) -> None:
    """Put a file where it can be read from any where."""
    copied = 0
    while piece := file.read(1 << 20):
        copied += len(piece)
        if copied > most:
            raise BrokenError(
                f"holds more than {megabytes(most)}, the most for a file of its kind in an archive"
            )
        spool.write(piece)
    spool.seek(0)

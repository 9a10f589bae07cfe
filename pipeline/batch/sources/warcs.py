"""Bulletins of a crawl: the pages in a WARC file that were delivered whole."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import Any

from corpus import Kind
from pipeline.batch.sources.documents import read_stream
from pipeline.batch.sources.found import BrokenError, Document, Found, LimitError, Lost, Where, reason_of
from pipeline.batch.sources.names import printable
from pipeline.batch.sources.shapes import Packing
from pipeline.batch.sources.streams import Forward, Tally, buffered
from pipeline.batch.sources.unpacking import CUT, Unpacker

_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_CHARSET = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,40})", re.I)
# What pages are in. Not Latin-1 and its like: many servers say so of all pages, and any bytes are valid in
# it.
_CHARSETS = re.compile(
    r"utf_?(8|16|32).*|utf-(8|16|32).*|gb|hz|big5|euc|shift|iso2022|koi8|cp9|cp125[013-8]|iso8859-(?!1$)"
)
# Servers and crawlers that follow the registers say these and mean the wider ones.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_SENT: dict[str, Packing] = {"gzip": "gz", "x-gzip": "gz", "deflate": "deflate", "br": "br", "zstd": "zst"}
_NAME = 1000


def warc_documents(
    packed: io.BufferedReader, unpacker: Unpacker | None, tally: Tally, where: Where
) -> Iterator[Found]:
    """Yield the pages of a crawl: HTML, plain text, PDF and Word, as answers, resources or conversions.

    `packed` is the file, `unpacker` what unpacks it, where it is packed. What is no page, or no answer of the
    status 200, is passed over. After a damaged record, reading goes on at the next one.
    """
    records, number, told = _Records(packed, unpacker, tally), 0, ""
    while True:
        try:
            record = records.next()
        except LimitError:
            raise
        except BrokenError as error:
            # What ends a page ends the file, too, and is told once.
            if error.reason != told:
                yield Lost(f"{where.name}, after page {number}", error.stage, error.reason)
            if not records.find_next():
                return
            continue
        if records.torn:
            yield Lost(f"{where.name}, after page {number}", "unpack", "is longer than its header says")
        if record is None:
            return
        if (kind := _kind(media := _media(record))) is None:
            continue
        number += 1
        page = _page(records, kind, media, Where(f"{where.name}!{_uri(record)}", f"{where.id}-{number}"))
        told = page.reason if isinstance(page, Lost) else ""
        yield page


def _page(records: "_Records", kind: Kind, media: str, where: Where) -> Found:
    try:
        return Document(where.id, where.name, kind, _recoded(records.body(kind), media, kind))
    except LimitError:
        raise
    except BrokenError as error:
        return Lost(where.name, error.stage, error.reason)


class _Records:
    """The records of a crawl one by one, with bounded headers and bodies.

    `torn`: what stands before the last one belongs to no record, so that a length was told wrong.
    """

    def __init__(self, packed: io.BufferedReader, unpacker: Unpacker | None, tally: Tally) -> None:
        self._packed, self._unpacker, self._tally = packed, unpacker, tally
        self._record: Any = None
        self._errors, self._damages, self.torn = 0, 0, False
        self._open()

    def _open(self) -> None:
        from warcio.bufferedreaders import BufferedReader

        file = buffered(self._unpacker.read, self._tally) if self._unpacker else self._packed
        self._forward = Forward(file, short=True)
        # Without a decompressor: what comes here is unpacked already, and not to be unpacked once more.
        self._reader = BufferedReader(self._forward)
        self._read_on(None)

    def _read_on(self, line: bytes | None) -> None:
        from warcio.archiveiterator import ArchiveIterator

        self._archive = ArchiveIterator(self._forward)
        self._archive.reader, self._archive.next_line = self._reader, line
        # Where a length is wrong, warcio prints this; `torn` tells it instead.
        self._archive.INC_RECORD = ""
        self._record, self._errors = None, 0

    def next(self) -> Any:
        """Return the next record, None at the end.

        Raises:
            BrokenError: there is none at this place, or the data cannot be read on.

        """
        try:
            while self._record is not None and self._record.raw_stream.read(1 << 16):
                pass
            self._forward.allowance = self._tally.limits.header
            self._record = next(self._archive, None)
        except BrokenError:
            raise
        except Exception as error:
            raise BrokenError(reason_of(error)) from None
        finally:
            self._forward.allowance = None
        self.torn = self._archive.err_count > self._errors
        self._errors = self._archive.err_count
        self._tally.member()
        if self._record is not None and self._record.length is None:
            self._record = None
            raise BrokenError("is damaged: a record does not tell its length")
        return self._record

    def body(self, kind: Kind) -> bytes:
        """Return the body of the last record, as its server had it before packing.

        Raises:
            BrokenError: it is too large, or cannot be read.

        """
        raw, headers, limits = self._record.raw_stream, self._record.http_headers, self._tally.limits
        stream = buffered(raw.read)
        # What is larger than a bulletin may be is so unpacked, too; of a chunk, warcio reads all at once.
        if self._record.payload_length > limits.document(kind, b""):
            return read_stream(stream, kind, limits, self._record.payload_length)
        data = read_stream(_unpacked(stream, headers, self._tally) if headers else stream, kind, limits)
        if getattr(raw, "limit", 0) > 0 and not raw.read(1):
            raise BrokenError(CUT)
        return data

    def find_next(self) -> bool:
        """Go to where the next record seems to begin; False where there is none.

        Raises:
            LimitError: the file is damaged in too many places.

        """
        while True:
            self._damages += 1
            if self._damages > (most := self._tally.limits.damages):
                raise LimitError(f"is damaged in more than {most:,} places; the rest is not read")
            try:
                while line := self._reader.readline(1 << 16):
                    if line.startswith(b"WARC/"):
                        self._read_on(line)
                        return True
            except LimitError:
                raise
            except BrokenError:
                # Records are packed one by one, so that the next one can be unpacked.
                if self._unpacker is not None and self._unpacker.find_next():
                    self._open()
                    continue
            return False


def _unpacked(stream: io.BufferedReader, headers: Any, tally: Tally) -> io.BufferedReader:
    """Return a body without the chunks and the packing in which it was sent."""
    from warcio.bufferedreaders import ChunkedDataReader

    if (headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        stream = buffered(ChunkedDataReader(stream).read)
    packing = _SENT.get((headers.get_header("Content-Encoding") or "").strip().lower())
    # Some crawlers unpack what they keep and leave the header as it was.
    if packing is None or (packing == "gz" and stream.peek(2)[:2] != b"\x1f\x8b"):
        return stream
    return buffered(Unpacker(stream, packing).read, tally)


def _kind(media: str) -> Kind | None:
    return _KINDS.get(media.partition(";")[0].strip().lower())


def _uri(record: Any) -> str:
    return printable(record.rec_headers.get_header("WARC-Target-URI") or "")[:_NAME]


def _media(record: Any) -> str:
    """Return the type of a record's content, an empty text where it is no page."""
    if record.rec_type == "response":
        headers = record.http_headers
        if headers is None or headers.get_statuscode() != "200":
            return ""
        told = headers.get_header("Content-Type")
        return told or record.rec_headers.get_header("WARC-Identified-Payload-Type") or ""
    if record.rec_type in ("resource", "conversion"):
        return record.rec_headers.get_header("Content-Type") or ""
    return ""


def _recoded(data: bytes, media: str, kind: Kind) -> bytes:
    """Return the bytes of a page as UTF-8 where the server told another encoding, and was right."""
    told = _CHARSET.search(media)
    if kind not in ("html", "text") or told is None:
        return data
    try:
        encoding = codecs.lookup(_WIDER.get(told[1].lower(), told[1])).name
        if not _CHARSETS.match(encoding):
            return data
        data.decode("utf-8")
    except LookupError:
        return data
    except UnicodeDecodeError:
        try:
            return data.decode(encoding).encode("utf-8")
        except UnicodeError:
            return data
    return data

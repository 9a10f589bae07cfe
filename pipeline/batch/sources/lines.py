"""Lines of a stream of text: its encoding found from its beginning, no line longer than a row may be."""

import codecs
import io
from typing import IO

from corpus.decode import UnreadableError, decode
from pipeline.batch.sources.found import BrokenError
from pipeline.batch.sources.limits import megabytes
from pipeline.batch.sources.streams import buffered

_HEAD = 1 << 16
_WIDE = ("utf-16", "utf-32")


class TooLongError(BrokenError):
    """A row that is longer than one may be; what follows its line can be read on."""


class Lines:
    """The lines of a stream as text, each with its end.

    Bytes that are nothing in the encoding become lone surrogates, from which `as_bytes` makes the bytes
    again: one bad row costs no other. `most` bytes may be taken between two calls of `begin`.
    """

    def __init__(self, stream: io.BufferedReader, most: int) -> None:
        self.encoding = _encoding(stream.peek(_HEAD)[:_HEAD])
        self._stream, self.most = stream, most
        if self.encoding.startswith(_WIDE):
            self._stream, self.encoding = _as_utf8(stream, self.encoding), "utf-8"
        elif self.encoding == "utf-8-sig":
            self.encoding = "utf-8"
            stream.read(len(codecs.BOM_UTF8))
        self._left = most

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        """Return the next line.

        Raises:
            TooLongError: more than a row may hold was read since `begin`.
            BrokenError: the stream cannot be read on.

        """
        line = self._stream.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            while not line.endswith(b"\n") and (line := self._stream.readline(_HEAD)):
                pass
            raise TooLongError(f"is longer than {megabytes(self.most)}, the most for one row")
        return line.decode(self.encoding, "surrogateescape")

    def begin(self) -> None:
        """Begin a row."""
        self._left = self.most


def as_bytes(text: str) -> bytes:
    r"""Return text as UTF-8; bytes that could not be read become again what they were.

    >>> as_bytes("市"), as_bytes("a\udcff"), as_bytes("b\ud83d")
    (b'\xe5\xb8\x82', b'a\xff', b'b?')
    """
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _encoding(head: bytes) -> str:
    # Not cut inside a character, where there is another line.
    whole = head[: head.rfind(b"\n") + 1] if len(head) == _HEAD else head
    try:
        return decode(whole or head, "").encoding
    except UnreadableError as error:
        raise BrokenError(error.reason, "decode") from None


def _as_utf8(stream: IO[bytes], encoding: str) -> io.BufferedReader:
    """Return a stream in an encoding in which line ends are no single bytes as one in UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    held = b""

    def read(size: int) -> bytes:
        nonlocal held
        while not held and (piece := stream.read(_HEAD)):
            held = decoder.decode(piece).encode("utf-8", "replace")
        taken, held = held[:size], held[size:]
        return taken

    return buffered(read)

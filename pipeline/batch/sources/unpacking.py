"""Packed streams unpacked a piece at a time, whatever they say of themselves."""

import bz2
import io
import lzma
import zlib
from typing import Any, Protocol

from pipeline.batch.sources.found import BrokenError, reason_of
from pipeline.batch.sources.shapes import Packing

# Of a window that a file asks for; what zstd and xz ask for at their highest common levels.
_WINDOW = 128 << 20
CUT = "ends too early: the file was cut"
_MAGIC: dict[Packing, tuple[bytes, ...]] = {
    "gz": (b"\x1f\x8b",),
    "bz2": (b"BZh",),
    "xz": (b"\xfd7zXZ\0",),
    "zst": (b"\x28\xb5\x2f\xfd", *(bytes([low, 0x2A, 0x4D, 0x18]) for low in range(0x50, 0x60))),
}
# How many bytes are read and made at once. Two libraries hold no limit of what they make: of 512 bytes zstd
# makes 17 MB at most (128 kB of four), and of 16 bytes Brotli 48 MB (16 MB of six).
_IN: dict[Packing, int] = {"zst": 1 << 9, "br": 1 << 4}
_MADE = 1 << 18
_STEP = 1 << 14


class _Decompressor(Protocol):
    def decompress(self, data: bytes, /, max_length: int = -1) -> bytes: ...

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...


class _Wrapped:
    """A decompressor that tells its end as those of bz2 and lzma do."""

    _inside: Any

    @property
    def eof(self) -> bool:
        return bool(self._inside.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inside.unused_data)


class _Zlib(_Wrapped):
    """zlib's decompressor with the names of those of bz2 and lzma."""

    def __init__(self, bits: int) -> None:
        self._inside = zlib.decompressobj(bits)
        self.needs_input = True

    def decompress(self, data: bytes, /, max_length: int = -1) -> bytes:
        made: bytes = self._inside.decompress(self._inside.unconsumed_tail + data, max_length)
        self.needs_input = len(made) < max_length
        return made


class _Zstd(_Wrapped):
    """zstandard's decompressor with the same names."""

    needs_input = True

    def __init__(self) -> None:
        import zstandard

        self._inside = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()

    def decompress(self, data: bytes, /, max_length: int = -1) -> bytes:  # noqa: ARG002 - held by _IN
        return bytes(self._inside.decompress(data))


class _Brotli:
    """Brotli's decompressor with the same names."""

    needs_input = True
    unused_data = b""

    def __init__(self) -> None:
        import brotli

        self._inside = brotli.Decompressor()

    def decompress(self, data: bytes, /, max_length: int = -1) -> bytes:  # noqa: ARG002 - held by _IN
        return bytes(self._inside.process(data))

    @property
    def eof(self) -> bool:
        return bool(self._inside.is_finished())


def _decompressor(packing: Packing, head: bytes) -> _Decompressor:
    if packing == "gz":
        return _Zlib(16 + zlib.MAX_WBITS)
    if packing == "deflate":
        # By its standard with a header, by some servers without.
        return _Zlib(zlib.MAX_WBITS if head[0] & 0x0F == 8 else -zlib.MAX_WBITS)
    if packing == "bz2":
        return bz2.BZ2Decompressor()
    if packing == "xz":
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_WINDOW)
    return _Zstd() if packing == "zst" else _Brotli()


class Unpacker:
    """Unpacks a stream of one or more packed members, one after the other.

    The libraries' own files hold no limit of memory (xz) or do not tell that the end is missing (zstd).
    """

    def __init__(self, packed: io.BufferedReader, packing: Packing) -> None:
        self._packed, self._packing = packed, packing
        self._ahead, self._out, self._at = b"", b"", 0
        self._inside: _Decompressor | None = None
        self._begun = False

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, none at the end.

        Raises:
            BrokenError: the data are damaged, end too early, or are followed by others.

        """
        while self._at >= len(self._out):
            if not self._step():
                return b""
        piece = self._out[self._at : self._at + size]
        self._at += len(piece)
        return piece

    def _step(self) -> bool:
        """Unpack the next piece; False at the end."""
        piece = b""
        if self._inside is None or self._inside.needs_input:
            piece = self._next_piece()
            if self._inside is None:
                piece = self._enter(piece)
            if not piece and self._inside is None:
                return False
            if not piece:
                self._inside = None
                raise BrokenError(CUT)
        assert self._inside is not None
        try:
            self._out, self._at = self._inside.decompress(piece, _MADE), 0
        except Exception as error:
            # For `find_next`, which may not find the same place again.
            self._inside, self._ahead = None, piece[1:]
            raise BrokenError(reason_of(error)) from None
        if self._inside.eof:
            self._ahead, self._inside = self._inside.unused_data, None
        return True

    def _next_piece(self) -> bytes:
        size = _IN.get(self._packing, _STEP)
        piece = self._ahead or self._packed.read1(_STEP)
        piece, self._ahead = piece[:size], piece[size:]
        return piece

    def _enter(self, piece: bytes) -> bytes:
        """Begin a member at `piece`, after the zeros that fill some files up."""
        if self._begun and self._packing not in _MAGIC:
            return b""
        while self._begun and piece and not (piece := piece.lstrip(b"\0")):
            piece = self._packed.read1(_STEP)
        if piece and len(piece) < 6:
            piece += self._packed.read1(_STEP)
        if not piece:
            return b""
        if not piece.startswith(_MAGIC.get(self._packing, (b"",))):
            said = "goes on after its end with what is not" if self._begun else "is not"
            raise BrokenError(f"{said} packed as its name says ({self._packing})")
        self._begun, self._inside = True, _decompressor(self._packing, piece)
        return piece

    def find_next(self) -> bool:
        """Pass over what is damaged up to where a gzip member may begin; False where there is none.

        Raises:
            BrokenError: the file cannot be read on.

        """
        window = self._ahead
        while (at := window.find(b"\x1f\x8b\x08")) < 0:
            piece = self._packed.read1(_STEP)
            if not piece:
                return False
            window = window[-2:] + piece
        self._ahead, self._out, self._at, self._inside = window[at:], b"", 0, None
        return True

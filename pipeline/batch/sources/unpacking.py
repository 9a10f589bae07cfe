"""Packed streams unpacked a piece at a time, whatever they say of themselves."""

import bz2
import lzma
import zlib
from typing import IO, Protocol

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
# How many packed bytes are unpacked at once, so that these give 50 MB at most, whatever they are: gzip gives
# 1,032 for one, xz 7,000, bzip2 900 kB for a block of 45, zstd 128 kB for four and Brotli 16 MB for six.
_STEP: dict[Packing, int] = {
    "gz": 1 << 14,
    "deflate": 1 << 14,
    "bz2": 1 << 10,
    "xz": 1 << 12,
    "zst": 1 << 10,
    "br": 16,
}


class _Decompressor(Protocol):
    def decompress(self, data: bytes, /) -> bytes: ...

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...


class _Brotli:
    """Brotli's decompressor with the names of the others."""

    unused_data = b""

    def __init__(self) -> None:
        import brotli  # type: ignore[import-not-found]

        self._inside = brotli.Decompressor()

    def decompress(self, data: bytes, /) -> bytes:
        return bytes(self._inside.process(data))

    @property
    def eof(self) -> bool:
        return bool(self._inside.is_finished())


def _decompressor(packing: Packing, head: bytes) -> _Decompressor:
    if packing == "gz":
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    if packing == "deflate":
        # By its standard with a header, by some servers without.
        return zlib.decompressobj(zlib.MAX_WBITS if head[0] & 0x0F == 8 else -zlib.MAX_WBITS)
    if packing == "bz2":
        return bz2.BZ2Decompressor()
    if packing == "xz":
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_WINDOW)
    if packing == "br":
        return _Brotli()
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()


class Unpacker:
    """Unpacks a stream of one or more packed members, one after the other.

    The libraries' own files hold no limit of memory (xz) or do not tell that the end is missing (zstd).
    """

    def __init__(self, packed: IO[bytes], packing: Packing) -> None:
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
        piece = self._ahead or self._packed.read(_STEP[self._packing])
        self._ahead = b""
        if self._inside is None:
            piece = self._enter(piece)
        if not piece:
            if self._inside is None:
                return False
            self._inside = None
            raise BrokenError(CUT)
        assert self._inside is not None
        try:
            self._out, self._at = self._inside.decompress(piece), 0
        except Exception as error:
            self._inside = None
            raise BrokenError(reason_of(error)) from None
        if self._inside.eof:
            self._ahead, self._inside = self._inside.unused_data, None
        return True

    def _enter(self, piece: bytes) -> bytes:
        """Begin a member at `piece`, after the zeros that fill some files up."""
        if self._begun and self._packing not in _MAGIC:
            return b""
        while self._begun and piece and not (piece := piece.lstrip(b"\0")):
            piece = self._packed.read(_STEP[self._packing])
        if piece and len(piece) < 6:
            piece += self._packed.read(_STEP[self._packing])
        if not piece:
            return b""
        if not piece.startswith(_MAGIC.get(self._packing, (b"",))):
            said = "goes on after its end with what is not" if self._begun else "is not"
            raise BrokenError(f"{said} packed as its name says ({self._packing})")
        self._begun, self._inside = True, _decompressor(self._packing, piece)
        return piece

    def find_next(self) -> bool:
        """Pass over what is damaged up to where a gzip member may begin; False where there is none."""
        window = self._ahead
        while (at := window.find(b"\x1f\x8b\x08")) < 0:
            piece = self._packed.read(_STEP[self._packing])
            if not piece:
                return False
            window = window[-2:] + piece
        self._ahead, self._out, self._at, self._inside = window[at:], b"", 0, None
        return True

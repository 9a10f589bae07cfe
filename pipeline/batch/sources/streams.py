"""Bytes of a source, counted as they are read and as they are unpacked; no more is held than a piece."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from pipeline.batch.sources.found import BrokenError, LimitError, reason_of
from pipeline.batch.sources.limits import Limits, megabytes

_BUFFER = 1 << 16


@dataclass(slots=True)
class Tally:
    """How much of a source was read, and what it was unpacked to so far; `size` None: nothing tells it."""

    size: int | None
    limits: Limits
    read: int = 0
    unpacked: int = 0
    members: int = 0

    @property
    def taken(self) -> int:
        """Return how many bytes of the source were read; a zip file is read twice in places."""
        return self.read if self.size is None else min(self.read, self.size)

    def unpack(self, count: int) -> None:
        """Count unpacked bytes.

        Raises:
            LimitError: there are too many, for the size of the source or at all.

        """
        self.unpacked += count
        limits = self.limits
        if self.unpacked > limits.total:
            raise LimitError(
                f"unpacks to more than {megabytes(limits.total)}, the most for one file; the rest is not read"
            )
        if self.unpacked > limits.ratio_from and self.unpacked > limits.ratio * self.taken:
            raise LimitError(f"unpacks to more than {limits.ratio} times its size; the rest is not read")

    def member(self) -> None:
        """Count a member of an archive.

        Raises:
            LimitError: there are too many.

        """
        self.members += 1
        if self.members > self.limits.members:
            raise LimitError(f"has more than {self.limits.members:,} members; the rest is not read")


class Stream(io.RawIOBase):
    """A file read through a function; what a library raises there becomes a BrokenError."""

    def __init__(self, read: Callable[[int], bytes], count: Callable[[int], None]) -> None:
        self._read, self._count = read, count
        self._error: BrokenError | None = None

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`; what was read before an error is given first."""
        filled, wanted = 0, len(buffer)
        while filled < wanted and not self._error:
            try:
                piece = self._read(wanted - filled)
            except BrokenError as error:
                self._error = error
            except MemoryError:
                raise
            except Exception as error:
                self._error = BrokenError(reason_of(error))
            else:
                if not piece:
                    break
                buffer[filled : filled + len(piece)] = piece
                filled += len(piece)
                self._count(len(piece))
        if not filled and self._error:
            raise self._error
        return filled


class _File(Stream):
    """A file that can be read from any place."""

    def __init__(self, file: IO[bytes], tally: Tally) -> None:
        super().__init__(lambda size: file.read(size) or b"", self._add)
        self._file, self._tally = file, tally

    def _add(self, count: int) -> None:
        self._tally.read += count

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._error = None
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def counted(file: IO[bytes], tally: Tally) -> io.BufferedReader:
    """Return the file of a source; its bytes are counted as they are read."""
    return io.BufferedReader(_File(file, tally), _BUFFER)


def buffered(read: Callable[[int], bytes], tally: Tally | None = None) -> io.BufferedReader:
    """Return what `read` gives as a file; with a tally, its bytes count as unpacked.

    Whatever `read` raises becomes a BrokenError at the place in the file where it arose.
    """
    return io.BufferedReader(Stream(read, tally.unpack if tally else _uncounted), _BUFFER)


def _uncounted(_: int) -> None:
    """Count nothing."""


class Forward:
    """A file that is only read forward, for libraries that hold what headers tell.

    `allowance` is how many bytes may be read until it is set anew; None: any number. `short`: what stands
    before damage is given, in a read of fewer bytes than were asked for.
    """

    def __init__(self, file: io.BufferedReader, *, short: bool = False) -> None:
        self._file, self._at = file, 0
        self._read = file.read1 if short else file.read
        self.allowance: int | None = None
        self.at_end = False

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes.

        Raises:
            BrokenError: a header asks for more than is allowed.

        """
        if self.allowance is not None:
            if not 0 <= size <= self.allowance:
                raise BrokenError("has a header of more than is read; the rest of it is not read")
            self.allowance -= size
        data = self._read(size)
        self._at += len(data)
        self.at_end = len(data) < size
        return data

    def tell(self) -> int:
        """Return the place in the file."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go forward to `offset`, or to the end where that is nearer.

        Raises:
            BrokenError: that is behind.

        """
        if whence != io.SEEK_SET or offset < self._at:
            raise BrokenError("is damaged: its headers lead backward")
        while self._at < offset:
            data = self._file.read(min(offset - self._at, _BUFFER))
            if not data:
                break
            self._at += len(data)
        return self._at

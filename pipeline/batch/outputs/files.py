"""Files that take their names only when whole; devices and the output, which are written as they are."""

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from pipeline.shell.writing import standard_output


class NewFile:
    """A file under a temporary name beside its own, `path`; it takes its own when it is whole."""

    def __init__(self, target: str | Path) -> None:
        # The file that a link leads to is replaced, not the link.
        self._target = Path(os.path.realpath(target))
        # The same in all runs, one at a time by the journal, so that what a killed one left is written over.
        self.path = self._target.with_name(f".{self._target.name}.part")

    def settle(self) -> None:
        """Give the file its name, so that a loss of power leaves the old one or the new one."""
        sync(self.path)
        self.path.replace(self._target)
        sync(self._target.parent)

    def drop(self) -> None:
        """Remove what was written under the temporary name."""
        with suppress(OSError):
            self.path.unlink()


class Out(Protocol):
    """Where the bytes of a stream go; with `at_once`, those of each row go as it comes."""

    file: BinaryIO
    at_once: bool

    def close(self) -> None:
        """Finish."""

    def drop(self) -> None:
        """Give up."""


class NewStream:
    """A new file, open to write."""

    at_once = False

    def __init__(self, target: str | Path) -> None:
        self._new = NewFile(target)
        self.file: BinaryIO = self._new.path.open("wb")

    def close(self) -> None:
        """Finish, and give the file its name."""
        self.file.close()
        self._new.settle()

    def drop(self) -> None:
        """Close and remove the file."""
        with suppress(OSError):
            self.file.close()
        self._new.drop()


class Device:
    """A device or a named pipe, which keeps what was written; `-` is the standard output."""

    at_once = True

    def __init__(self, target: str) -> None:
        self._shared = target == "-"
        self.file: BinaryIO = _standard_bytes() if self._shared else Path(target).open("wb")  # noqa: SIM115

    def close(self) -> None:
        """Send off what waits; the standard output stays open."""
        self.file.flush() if self._shared else self.file.close()

    def drop(self) -> None:
        """Close it; what was sent cannot be had back."""
        with suppress(OSError):
            self.close()


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _standard_bytes() -> BinaryIO:
    stream = standard_output()
    # Text that was printed before comes before.
    stream.flush()
    return stream.buffer

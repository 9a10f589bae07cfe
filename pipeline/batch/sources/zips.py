"""Members of a zip file, each opened on its own; nothing is written to the disk."""

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

from pipeline.batch.sources.found import BrokenError, LimitError, reason_of
from pipeline.batch.sources.limits import megabytes
from pipeline.batch.sources.names import is_hidden, member_path
from pipeline.batch.sources.streams import Tally, buffered

_ENCRYPTED = 0x1 | 0x40
_TAIL = 1 << 16
# The others unpack more at a time than is asked for, or need as much memory as the file tells.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Member:
    """A file within an archive: its path without ways out, its size as a header has it, how it is opened.

    It can be opened until the next one is asked for. `reason` says why it cannot.
    """

    path: str
    size: int | None = None
    open: Callable[[], io.BufferedReader] | None = None
    reason: str = ""


def zip_members(file: IO[bytes], wanted: Callable[[str], bool], tally: Tally) -> Iterator[Member]:
    """Yield the files of an archive whose path is `wanted`, in the order of its list.

    Raises:
        BrokenError: it is no zip file, or it is damaged.
        LimitError: its list is too long.

    """
    try:
        archive = zipfile.ZipFile(_Directory(file, tally.limits.directory))
    except BrokenError:
        raise
    except Exception as error:
        raise BrokenError(reason_of(error)) from None
    with archive:
        overlapping = _overlapping(archive.infolist())
        for info in archive.infolist():
            tally.member()
            path = member_path(info.filename)
            # A link has no content but a path, which is not followed.
            if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16) or is_hidden(path) or not wanted(path):
                continue
            if reason := _refused(info, overlapping):
                yield Member(path, reason=reason)
            else:
                yield Member(path, info.file_size, _opener(archive, info, tally))


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo, tally: Tally) -> Callable[[], io.BufferedReader]:
    def open_member() -> io.BufferedReader:
        try:
            member = archive.open(info)
        except BrokenError:
            raise
        except Exception as error:
            raise BrokenError(reason_of(error)) from None
        return buffered(member.read, tally)

    return open_member


def _refused(info: zipfile.ZipInfo, overlapping: frozenset[int]) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if info.header_offset in overlapping:
        return "shares its bytes with another member, as only bombs do"
    if info.compress_type not in _METHODS:
        return "is packed in a way that is not read; in zip files, that is any but deflate"
    return ""


def _overlapping(infos: list[zipfile.ZipInfo]) -> frozenset[int]:
    """Return the places of the members that reach into the next one."""
    places = sorted((info.header_offset, info.compress_size) for info in infos)
    return frozenset(
        offset for (offset, size), (following, _) in pairwise(places) if offset + size >= following
    )


class _Directory:
    """A zip file of which no more is read at once than its list may be long."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file, self._most = file, most
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            # The last bytes of the file, among which the end of the list is looked for.
            return b"".join(iter(lambda: self._file.read(_TAIL), b""))
        if size > self._most:
            raise LimitError(f"has a list of members of more than {megabytes(self._most)}; pack them as tar")
        return self._file.read(size)

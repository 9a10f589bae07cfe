"""What is named on the command line to the files it stands for, in its order, each once."""

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.items import Problem, Source
from pipeline.batch.sources.documents import not_regular
from pipeline.batch.sources.found import BrokenError, Lost, reason_of
from pipeline.batch.sources.names import Names, Sorted
from pipeline.batch.sources.remote import find_remote, is_url, local_path
from pipeline.batch.sources.shapes import TABLES, is_read, shape_named, suffixes
from pipeline.batch.sources.tables import NO_COLUMN

STDIN = "-"


@dataclass(frozen=True, slots=True)
class _File:
    """A file: where it is, and what tells it from others."""

    url: str
    real: str
    size: int | None


def find(named: Iterable[str], *, tables: bool) -> Iterator[Source | Problem]:
    """Yield the sources in what is named; see list_sources."""
    number = 0
    with Names() as names:
        for found in _each(named, tables):
            if isinstance(found, Lost):
                yield Problem(number, 0, found.name, found.stage, found.reason)
            elif not names.is_new(found.real):
                continue
            elif found.url == STDIN:
                yield Source(number, names.unique("stdin", "rows" if tables else "bulletin"), STDIN)
            else:
                shape = shape_named(found.url)
                if shape.form in TABLES and not tables:
                    yield Problem(number, 0, found.url, "find", NO_COLUMN)
                else:
                    yield Source(number, names.unique(shape.stem, shape.use), found.url, found.size)
            number += 1


def named_in(path: str) -> Iterator[str]:
    """Yield what a file list names: a path, a pattern, a URL or `-` a line; `#` begins a comment.

    Raises:
        BrokenError: the list cannot be read.

    """
    try:
        # As the system gives file names, so that those that are no UTF-8 are found.
        with open(path, encoding="utf-8-sig", errors="surrogateescape") as lines:
            for line in lines:
                # A name may begin and end with blanks of other kinds.
                text = line.strip(" \t\r\n")
                if text and not text.startswith("#"):
                    yield text
    except (OSError, ValueError) as error:
        raise BrokenError(reason_of(error), "find") from None


def _each(named: Iterable[str], tables: bool) -> Iterator[_File | Lost]:
    for name in named:
        try:
            if name.startswith("@") and not os.path.lexists(name):
                for line in named_in(name[1:]):
                    yield from _told(line, tables)
            else:
                yield from _told(name, tables)
        except BrokenError as error:
            yield Lost(name.removeprefix("@") if name.startswith("@") else name, error.stage, error.reason)


def _told(name: str, tables: bool) -> Iterator[_File | Lost]:
    """Yield the files of one name; what goes wrong with it is lost."""
    if name == STDIN:
        yield _File(STDIN, STDIN, None)
        return
    try:
        path = local_path(name)
        if path is None and is_url(name) and not os.path.lexists(name):
            yield from _remote(name, tables)
        else:
            yield from _local(name if path is None else path, tables)
    except BrokenError as error:
        yield Lost(name, error.stage, error.reason)


def _remote(url: str, tables: bool) -> Iterator[_File | Lost]:
    chosen = _chosen(url)
    none = True
    for found, size, way in find_remote(url):
        wanted = way == "named" or (way == "fitting" and chosen)
        if wanted or is_read(found.rpartition("/")[2], tables=tables):
            none = False
            yield _File(found, found, size)
    if none:
        yield Lost(url, "find", _hollow(tables))


def _local(name: str, tables: bool) -> Iterator[_File | Lost]:
    if not name:
        raise BrokenError("an empty name", "find")
    path = Path(name)
    try:
        status = path.stat()
    except FileNotFoundError:
        if not glob.has_magic(name):
            raise BrokenError("there is no such file", "find") from None
        yield from _fitting(name, tables)
        return
    except (OSError, ValueError) as error:
        raise BrokenError(reason_of(error), "find") from None
    if stat.S_ISDIR(status.st_mode):
        none = True
        for found in _walk(str(path), tables):
            none = False
            yield found
        if none:
            yield Lost(str(path), "find", _hollow(tables))
    elif stat.S_ISREG(status.st_mode):
        yield _File(str(path), os.path.realpath(path), status.st_size)
    else:
        yield Lost(str(path), "find", not_regular(status.st_mode))


def _hollow(tables: bool) -> str:
    hint = "" if tables else "; tables are read with --text-column"
    return f"a folder with no file of a kind that is read: {suffixes(tables=tables)}{hint}"


def _chosen(pattern: str) -> bool:
    """Tell whether a pattern says by a suffix which files are meant, so that they are read whatever it is.

    >>> _chosen("in/*.text"), _chosen("in/**"), _chosen("in/visit-*")
    (True, False, False)
    """
    return glob.has_magic(pattern) and "." in Path(pattern).name


def _fitting(pattern: str, tables: bool) -> Iterator[_File | Lost]:
    found, chosen = Sorted(), _chosen(pattern)
    for fitting in glob.iglob(pattern, recursive=True):
        found.add(fitting)
    none = True
    while batch := found.take():
        for fitting in batch:
            if os.path.isdir(fitting):
                within: Iterable[_File | Lost] = _walk(fitting.rstrip(os.sep), tables)
            elif chosen or is_read(os.path.basename(fitting), tables=tables):
                within = [_File(fitting, os.path.realpath(fitting), _size(fitting))]
            else:
                continue
            for one in within:
                none = False
                yield one
    if none:
        raise BrokenError("no file of a kind that is read fits the pattern", "find")


def _walk(folder: str, tables: bool) -> Iterator[_File | Lost]:
    """Yield the files below a folder, folder by folder in the order of their names."""
    # Not by recursion: folders may be deeper than Python calls.
    waiting = [(folder, os.path.realpath(folder), _Entries())]
    waiting[0][2].fill(folder, tables)
    while waiting:
        path, real, entries = waiting[-1]
        if entries.error:
            yield Lost(path, "find", f"the folder cannot be read: {entries.error}")
            entries.error = ""
        if not entries.names:
            waiting.pop()
            continue
        name = entries.names.pop()
        below = os.path.join(path, name)
        if name in entries.folders:
            inside = _Entries()
            inside.fill(below, tables)
            waiting.append((below, os.path.join(real, name), inside))
        else:
            true = os.path.realpath(below) if name in entries.links else os.path.join(real, name)
            yield _File(below, true, _size(below))


class _Entries:
    """The names in a folder that are to be read, the first one last; which are folders, which are links."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.folders: set[str] = set()
        self.links: set[str] = set()
        self.error = ""

    def fill(self, folder: str, tables: bool) -> None:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._add(entry, tables)
        except OSError as error:
            self.error = error.strerror or str(error)
        self.names.sort(reverse=True)

    def _add(self, entry: os.DirEntry[str], tables: bool) -> None:
        if entry.name.startswith("."):
            return
        if entry.is_dir(follow_symlinks=False):
            self.folders.add(entry.name)
        elif not is_read(entry.name, tables=tables) or entry.is_dir():
            return
        elif entry.is_symlink():
            self.links.add(entry.name)
        self.names.append(entry.name)


def _size(path: str) -> int | None:
    try:
        return os.stat(path).st_size
    except OSError:
        return None

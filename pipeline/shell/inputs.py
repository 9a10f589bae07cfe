"""From what was named on the command line to the bulletins to read, each with an id of its own."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset({".txt", ".html", ".htm"})
STDIN = "standard input"


@dataclass(frozen=True, slots=True)
class Input:
    """A bulletin to read: `path` is None for the standard input."""

    id: str
    path: Path | None

    @property
    def name(self) -> str:
        """Return what messages call the input."""
        return STDIN if self.path is None else str(self.path)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no bulletin, and why."""

    name: str
    reason: str


class Names:
    """Gives ids that are unique within a run.

    >>> names = Names()
    >>> [names.unique(stem) for stem in ("visit", "visit", "visit-2", "visit")]
    ['visit', 'visit-2', 'visit-2-2', 'visit-3']
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def unique(self, stem: str) -> str:
        """Return `stem`, with a number behind it if it was given out before."""
        # Bytes of a file name that are no UTF-8 come as lone surrogates, which JSON cannot hold.
        stem = stem.encode("utf-8", "surrogateescape").decode("utf-8", "replace") or "bulletin"
        name, number = stem, self._last.get(stem, 1)
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._last[stem] = number
        self._taken.add(name)
        return name


def find_inputs(named: Sequence[str]) -> Iterator[Input | Failure]:
    """Find the bulletins in files, folders and `-`, in the order named, each file once.

    A file that is named is read whatever its suffix; of a folder, all files in SUFFIXES at any depth, in the
    order of their paths, without hidden ones.
    """
    names, seen = Names(), set[str]()
    for given in named:
        if given == "-":
            if STDIN not in seen:
                yield Input(names.unique("stdin"), None)
            seen.add(STDIN)
            continue
        for found in _files(Path(given)):
            if isinstance(found, Failure):
                yield found
            elif (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                yield Input(names.unique(found.stem), found)


def _files(path: Path) -> Iterator[Path | Failure]:
    if not path.is_dir():
        yield path
        return
    none = True
    for found in _walk(path):
        none = False
        yield found
    if none:
        yield Failure(str(path), f"a folder with no file in {', '.join(sorted(SUFFIXES))}")


def _walk(folder: Path) -> Iterator[Path | Failure]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(str(folder), f"the folder cannot be read: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name)
        elif Path(entry.name).suffix.lower() in SUFFIXES and not entry.is_dir():
            yield folder / entry.name

"""Names: ids that are unique, paths that are seen, and names that are fit to be printed."""

import os
import re
import sqlite3
from types import TracebackType
from typing import Literal

# What an id is given to: one bulletin, a file of rows or pages, or an archive, whose members have a `/`
# behind it.
Use = Literal["bulletin", "rows", "archive"]
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ROW = re.compile(r"(.*)-[1-9]\d*", re.S)
_DRIVE = re.compile(r"[A-Za-z]:")


class Names:
    """Gives ids that are unique, and tells what it has seen; both are kept on the disk, not in memory.

    >>> with Names() as names:
    ...     [names.unique(stem) for stem in ("visit", "visit", "visit-2", "visit")]
    ['visit', 'visit-2', 'visit-2-2', 'visit-3']
    """

    def __init__(self) -> None:
        # A database without a name is a file that SQLite makes when its cache is full, and removes.
        self._store = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("CREATE TABLE taken (id TEXT PRIMARY KEY, last INTEGER, use TEXT) WITHOUT ROWID")
        self._store.execute("CREATE TABLE seen (path BLOB PRIMARY KEY) WITHOUT ROWID")
        self._store.execute("BEGIN")

    def __enter__(self) -> "Names":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def unique(self, stem: str, use: Use = "bulletin") -> str:
        """Return `stem`, with a number behind it if it was given out before.

        Of a file with `rows`, the bulletins are called `id-1`, `id-2` and so on: no other bulletin is.
        Beside one that has the stem, a bulletin is `id-0`.
        """
        # Bytes of a file name that are no UTF-8 come as lone surrogates, which JSON cannot hold.
        stem = stem.encode("utf-8", "surrogateescape").decode("utf-8", "replace") or "bulletin"
        if use == "bulletin" and self._finds("SELECT 1 FROM taken WHERE id = ? AND use = 'rows'", stem):
            stem = f"{stem}-0"
        name, number = stem, self._last(stem) or 1
        while self._is_taken(name, use):
            number += 1
            name = f"{stem}-{number}"
        self._store.execute("INSERT INTO taken VALUES (?, 1, ?)", (name, use))
        if name != stem:
            self._store.execute("UPDATE taken SET last = ? WHERE id = ?", (number, stem))
        return name

    def is_new(self, path: str) -> bool:
        """Tell whether `path` was not seen before; it is from now on."""
        added = self._store.execute("INSERT OR IGNORE INTO seen VALUES (?)", (os.fsencode(path),))
        return added.rowcount == 1

    def _last(self, stem: str) -> int | None:
        row = self._store.execute("SELECT last FROM taken WHERE id = ?", (stem,)).fetchone()
        return row[0] if row else None

    def _is_taken(self, name: str, use: Use) -> bool:
        if self._finds("SELECT 1 FROM taken WHERE id = ?", name):
            return True
        row = _ROW.fullmatch(name)
        if use == "bulletin" and row:
            return self._finds("SELECT 1 FROM taken WHERE id = ? AND use = 'rows'", row[1])
        # `.` is the character after `-`, so that all ids between the two begin with the name and a hyphen.
        return use == "rows" and self._finds(
            "SELECT 1 FROM taken WHERE id > ? AND id < ? AND use = 'bulletin'"
            " AND substr(id, ?) NOT GLOB '*[^0-9]*'",
            f"{name}-",
            f"{name}.",
            len(name) + 2,
        )

    def _finds(self, query: str, *values: str | int) -> bool:
        return self._store.execute(query + " LIMIT 1", values).fetchone() is not None


class Sorted:
    """Gives back in order what was put in, held on the disk."""

    def __init__(self) -> None:
        self._store = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("CREATE TABLE kept (path BLOB PRIMARY KEY) WITHOUT ROWID")
        self._store.execute("BEGIN")

    def add(self, path: str) -> None:
        """Put in a path."""
        self._store.execute("INSERT OR IGNORE INTO kept VALUES (?)", (os.fsencode(path),))

    def take(self) -> "list[str]":
        """Return the next thousand paths and forget them; an empty list: there are none."""
        rows = self._store.execute("SELECT path FROM kept ORDER BY path LIMIT 1000").fetchall()
        if rows:
            self._store.execute("DELETE FROM kept WHERE path <= ?", rows[-1])
        else:
            self._store.close()
        return [os.fsdecode(row[0]) for row in rows]


def printable(name: str) -> str:
    r"""Return a name of strangers with what could steer a terminal or break a line made visible.

    >>> printable("a\nb\x1b[31m.txt")
    'a�b�[31m.txt'
    """
    return _CONTROL.sub("\ufffd", name)


def member_path(name: str) -> str:
    r"""Return the path of a member within its archive: no way up, no root, no drive.

    >>> member_path("../../etc/passwd.txt"), member_path("C:\\a\\b.txt"), member_path("/./x//y.txt")
    ('etc/passwd.txt', 'a/b.txt', 'x/y.txt')
    """
    parts = [part.strip() for part in printable(name).replace("\\", "/").split("/")]
    if parts and _DRIVE.fullmatch(parts[0][:2]):
        parts[0] = parts[0][2:]
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def is_hidden(path: str) -> bool:
    """Tell whether a file within an archive is one that its system hides.

    >>> is_hidden("a/.git/x.txt"), is_hidden("__MACOSX/a.txt"), is_hidden("a/b.txt")
    (True, True, False)
    """
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))

"""The journal of a run: a SQLite file beside the output, with what came of each bulletin read so far.

What an earlier run left is found again by the digest of the bulletin, so it holds only for the same bytes,
the same id, the same settings and the same pipeline. The order of this run is kept in temporary tables.
"""

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from pipeline.batch.items import End, Event, Outcome, Place, Source

# `YCHJ`, by which SQLite's header tells whose file it is.
APPLICATION = 0x5943484A
FORMAT = 1
_TABLES = """
CREATE TABLE outcome (
    row INTEGER PRIMARY KEY, digest BLOB UNIQUE, id BLOB NOT NULL, records BLOB,
    stage TEXT, reason TEXT NOT NULL, found TEXT NOT NULL, warnings TEXT NOT NULL,
    signature BLOB, characters INTEGER NOT NULL, seconds REAL NOT NULL
) STRICT;
"""
_OF_THIS_RUN = """
CREATE TEMP TABLE place (
    source INTEGER, number INTEGER, row INTEGER, name BLOB, PRIMARY KEY (source, number)
) WITHOUT ROWID;
CREATE TEMP TABLE ended (source INTEGER PRIMARY KEY, count INTEGER);
CREATE TEMP TABLE drawn (id BLOB PRIMARY KEY, source INTEGER, number INTEGER) WITHOUT ROWID;
CREATE TEMP TABLE source (number INTEGER PRIMARY KEY, id BLOB, url BLOB, size INTEGER);
"""
_SIZE = 16
_COLUMNS = "id, digest, records, stage, reason, found, warnings, signature, characters, seconds"


class JournalError(Exception):
    """The journal cannot be used; the message says why, and what to do."""


class HeldDigests:
    """Tells whether an item of a digest was read before; 16 bytes each, and can be sent to other machines."""

    def __init__(self, digests: bytes) -> None:
        self._digests = digests

    def __len__(self) -> int:
        return len(self._digests) // _SIZE

    def __getitem__(self, at: int) -> bytes:
        return self._digests[at * _SIZE : (at + 1) * _SIZE]

    def __call__(self, digest: bytes) -> bool:
        """Tell whether the digest is among those held."""
        at = bisect_left(self, digest)
        return at < len(self) and self[at] == digest


class Journal:
    """Keeps outcomes; `path` None keeps them in a temporary file for this run alone.

    Without `resume`, what an earlier run left is not told, but it stays until it is read anew: should this
    run be killed too, a third can take up both.

    Raises:
        JournalError: the file is not a journal, another run is using it, or it cannot be written.

    """

    def __init__(self, path: Path | None, *, resume: bool = False) -> None:
        from zstandard import ZstdCompressor, ZstdDecompressor

        self.path, self._resume = path, resume
        # The fastest level: records are packed to a quarter, in a tenth of the time that writing them takes.
        self._packer, self._unpacker = ZstdCompressor(level=1), ZstdDecompressor()
        try:
            self._open(path)
        except sqlite3.OperationalError as error:
            raise JournalError(f"{path}: {_reason(error)}") from None
        except sqlite3.DatabaseError as error:
            raise JournalError(f"{path}: is no journal of youcheng ({error}); move it away") from None

    def _open(self, path: Path | None) -> None:
        self._db = db = sqlite3.connect(path or "", isolation_level=None, timeout=0.5)
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        [found], [mine] = db.execute("PRAGMA schema_version").fetchone(), _pragma(db, "application_id")
        if found and (mine != APPLICATION):
            raise sqlite3.DatabaseError("another program's database")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("BEGIN IMMEDIATE")
        if found and _pragma(db, "user_version")[0] != FORMAT:
            db.execute("DROP TABLE outcome")
            found = 0
        if not found:
            db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute(f"PRAGMA user_version = {FORMAT}")
            db.execute(_TABLES)
        # What failed is tried again: the reason may have gone.
        db.execute("DELETE FROM outcome WHERE stage IS NOT NULL")
        db.execute("COMMIT")
        db.executescript(_OF_THIS_RUN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, which stays."""
        self._db.close()

    def holds(self) -> HeldDigests:
        """Return what tells which items need not be read."""
        if not self._resume:
            return HeldDigests(b"")
        rows = self._db.execute("SELECT digest FROM outcome WHERE digest IS NOT NULL ORDER BY digest")
        return HeldDigests(b"".join(digest for (digest,) in rows))

    @property
    def read(self) -> int:
        """Return how many bulletins it holds, of this run and of earlier ones."""
        [count] = self._db.execute("SELECT count(*) FROM outcome WHERE stage IS NULL").fetchone()
        return int(count)

    def add_source(self, source: Source) -> None:
        """Keep a source until it is read."""
        self._db.execute(
            "INSERT INTO temp.source VALUES (?, ?, ?, ?)",
            (source.number, _bytes(source.id), _bytes(source.url), source.size),
        )

    def sources(self) -> Iterator[Source]:
        """Yield the sources in the order of the run."""
        for number, id_, url, size in self._db.execute("SELECT * FROM temp.source ORDER BY number"):
            yield Source(number, _text(id_), _text(url), size)

    def bytes_in_all(self) -> int | None:
        """Return the bytes of all sources, None where the size of one is not known."""
        count, known, total = self._db.execute(
            "SELECT count(*), count(size), sum(size) FROM temp.source"
        ).fetchone()
        return total if count == known else None

    def take(self, event: Event) -> bool:
        """Keep what came of an item; return False where its place was taken before, and nothing is kept."""
        if isinstance(event, End):
            self._db.execute("INSERT OR IGNORE INTO ended VALUES (?, ?)", (event.source, event.count))
            return True
        if self._db.execute(
            "SELECT 1 FROM place WHERE source = ? AND number = ?", (event.source, event.number)
        ).fetchone():
            return False
        self._db.execute("BEGIN")
        row = self._row(event.digest) if event.digest else None
        if isinstance(event, Outcome):
            row = self._write(event, row)
        elif row is None:
            raise JournalError("an engine passed over a bulletin that the journal does not hold")
        self._db.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?)", (event.source, event.number, row, _bytes(event.name))
        )
        self._db.execute("COMMIT")
        return True

    def _row(self, digest: bytes) -> int | None:
        found = self._db.execute("SELECT row FROM outcome WHERE digest = ?", (digest,)).fetchone()
        return found[0] if found else None

    def _write(self, one: Outcome, row: int | None) -> int | None:
        """Write an outcome, over that of an earlier run if there is one; return its row."""
        packed = self._packer.compress(one.records) if one.records is not None else None
        values = (row, _bytes(one.id), one.digest or None, packed, one.stage, one.reason)
        told = json.dumps(one.found), json.dumps(one.warnings)
        rest = (*told, one.signature, one.characters, one.seconds)
        marks = ", ".join("?" * (len(values) + len(rest)))
        over = f"INSERT OR REPLACE INTO outcome (row, {_COLUMNS}) VALUES ({marks})"
        return self._db.execute(over, (*values, *rest)).lastrowid

    def at(self, place: Place) -> Outcome | None:
        """Return what came of the item at a place of this run, None if nothing has come yet."""
        found = self._db.execute(
            f"SELECT name, {_COLUMNS} FROM outcome JOIN place USING (row) WHERE source = ? AND number = ?",
            place,
        ).fetchone()
        if found is None:
            return None
        name, id_, digest, packed, stage, reason, facts, warnings, signature, characters, seconds = found
        return Outcome(
            *place,
            id=_text(id_),
            name=_text(name),
            digest=digest or b"",
            records=self._unpacker.decompress(packed) if packed is not None else None,
            stage=stage,
            reason=reason,
            found=tuple((kind, count) for kind, count in json.loads(facts)),
            warnings=tuple(json.loads(warnings)),
            signature=signature,
            characters=characters,
            seconds=seconds,
        )

    def count_of(self, source: int) -> int | None:
        """Return how many items a source has, None while that is not known."""
        found = self._db.execute("SELECT count FROM ended WHERE source = ?", (source,)).fetchone()
        return found[0] if found else None

    def first_with(self, id_: str, place: Place) -> str | None:
        """Note that the item at a place bears an id; return the name of one that bore it before, if any."""
        taken = "INSERT OR IGNORE INTO drawn VALUES (?, ?, ?)"
        if self._db.execute(taken, (_bytes(id_), *place)).rowcount:
            return None
        [name] = self._db.execute(
            "SELECT name FROM drawn JOIN place USING (source, number) WHERE id = ?", (_bytes(id_),)
        ).fetchone()
        return _text(name)

    def forget_the_rest(self) -> None:
        """Drop what earlier runs left and this one did not need, and what failed."""
        self._db.execute("DELETE FROM outcome WHERE stage IS NOT NULL OR row NOT IN (SELECT row FROM place)")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def remove(self) -> None:
        """Close, and remove the file."""
        self.close()
        if self.path is not None:
            for name in ("", "-wal", "-shm", "-journal"):
                with suppress(FileNotFoundError):
                    Path(f"{self.path}{name}").unlink()


def _pragma(db: sqlite3.Connection, name: str) -> Any:
    return db.execute(f"PRAGMA {name}").fetchone()


def _reason(error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return "another run is using it; wait for its end, or choose another output"
    return f"the journal of the run cannot be kept there: {error}"


# Names of files that are no UTF-8 hold lone surrogates, which SQLite's text cannot.
def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _text(kept: bytes) -> str:
    return kept.decode("utf-8", "surrogatepass")

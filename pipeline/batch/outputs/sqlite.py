"""SQLite: a table `bulletins` with the records as JSON, or a table `facts`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from models import SCHEMA_VERSION
from pipeline.batch.outputs.cells import SQLITE, compact_json
from pipeline.batch.outputs.columns import COLUMNS, KINDS, Type
from pipeline.batch.outputs.facts import Facts, columns_of
from pipeline.batch.outputs.files import NewFile
from pipeline.batch.outputs.rows import Row, records_of
from pipeline.batch.outputs.shapes import Shape, records_shape

# `youc`: what tells such a file from other databases.
APPLICATION_ID = 0x796F7563
# A sum is an integer or a real, which a strict table keeps as it is in a column of any type only.
_STORED: dict[Type, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "money": "ANY",
    "date": "TEXT",
    "json": "TEXT",
}
# The file has a temporary name until it is whole, so that nothing has to be taken back in it.
_SETTINGS = (
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -16384",
)


class Sqlite:
    """Writes one transaction of rows in their order.

    The same rows give the same bytes with the same version of SQLite, since pages are filled in order in a
    fresh file and nothing is ever deleted.
    """

    def __init__(self, file: NewFile, *, flat: bool) -> None:
        self.rows = 0
        self._file = file
        self._table = _Facts() if flat else _Bulletins()
        # A killed run may have left its file.
        file.drop()
        with _telling():
            self._connection = sqlite3.connect(file.path, isolation_level=None)
            for statement in (*_SETTINGS, "BEGIN", self._table.made):
                self._connection.execute(statement)

    def add(self, row: Row) -> None:
        """Write a bulletin or its facts."""
        inserted = self._table.rows(row)
        with _telling():
            for statement, cells in inserted:
                self._connection.execute(statement, cells)
        self.rows += len(inserted)

    def close(self) -> None:
        """Index the bulletins by their ids, and give the file its name."""
        with _telling():
            self._connection.execute(self._table.indexed)
            self._connection.execute("COMMIT")
            self._connection.close()
        self._file.settle()

    def drop(self) -> None:
        """Close and remove the file."""
        with suppress(sqlite3.Error):
            self._connection.close()
        self._file.drop()


@contextmanager
def _telling() -> Iterator[None]:
    """Turn what SQLite says into what a file would say: it is full, or cannot be opened."""
    try:
        yield
    except sqlite3.DataError as error:
        raise ValueError(f"SQLite cannot hold it: {error}") from None
    except sqlite3.Error as error:
        raise OSError(f"SQLite: {error}") from None


class _Bulletins:
    """The table of bulletins: what the document says of each, and a column of JSON for each kind of fact."""

    indexed = "CREATE INDEX bulletins_id ON bulletins (id)"

    def __init__(self) -> None:
        document = records_shape().fields["document"].fields
        types = {name: _type(shape) for name, shape in document.items()}
        columns = ["source TEXT NOT NULL"]
        for name, shape in document.items():
            columns.append(f"{name} {_STORED[types[name]]}{'' if shape.optional else ' NOT NULL'}")
        columns += [f"{name} TEXT NOT NULL" for name in KINDS]
        self.made = f"CREATE TABLE bulletins ({', '.join(columns)}) STRICT"
        self._insert = f"INSERT INTO bulletins VALUES ({', '.join('?' * len(columns))})"
        self._changes = [(name, SQLITE.get(kind)) for name, kind in types.items()]

    def rows(self, row: Row) -> list[tuple[str, list[Any]]]:
        """Return what inserts a bulletin."""
        told = records_of(row).model_dump(mode="json", by_alias=True)
        cells = [row.name]
        for name, change in self._changes:
            value = told["document"][name]
            cells.append(change(value) if change and value is not None else value)
        return [(self._insert, [*cells, *(compact_json(told[kind]) for kind in KINDS)])]


class _Facts:
    """The table of facts, in the columns of the codebook."""

    indexed = "CREATE INDEX facts_bulletin ON facts (bulletin)"

    def __init__(self) -> None:
        columns = [f"{column.name} {_STORED[column.type]}" for column in COLUMNS]
        self.made = f"CREATE TABLE facts ({', '.join(columns)}) STRICT"
        self._facts = Facts(SQLITE)
        self._inserts = {}
        for kind in KINDS.values():
            names = columns_of(kind)
            places = ", ".join("?" * len(names))
            self._inserts[kind] = f"INSERT INTO facts ({', '.join(names)}) VALUES ({places})"

    def rows(self, row: Row) -> list[tuple[str, list[Any]]]:
        """Return what inserts the facts of a bulletin."""
        return [(self._inserts[fact["kind"]], list(fact.values())) for fact in self._facts.of(row)]


def _type(shape: Shape) -> Type:
    return "json" if shape.kind == "record" or shape.kind == "list" else shape.kind

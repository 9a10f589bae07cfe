"""SQLite: a table `bulletins` with the records as JSON, or a table `facts`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from models import SCHEMA_VERSION
from pipeline.batch.outputs.cells import as_json, as_sqlite
from pipeline.batch.outputs.columns import COLUMNS, Type
from pipeline.batch.outputs.facts import facts_of
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
        self._file, self._flat = file, flat
        self._table = "facts" if flat else "bulletins"
        columns = _columns_of_facts() if flat else _columns_of_bulletins()
        # A killed run with the same process number may have left its file.
        file.drop()
        with _telling():
            self._connection = sqlite3.connect(file.path, isolation_level=None)
            for setting in _SETTINGS:
                self._connection.execute(setting)
            self._connection.execute("BEGIN")
            self._connection.execute(f"CREATE TABLE {self._table} ({', '.join(columns)}) STRICT")
        self._insert = f"INSERT INTO {self._table} VALUES ({', '.join('?' * len(columns))})"

    def add(self, row: Row) -> None:
        """Write a bulletin or its facts."""
        cells = _facts(row) if self._flat else [_bulletin(row)]
        with _telling():
            self._connection.executemany(self._insert, cells)
        self.rows += len(cells)

    def close(self) -> None:
        """Index the bulletins by their ids, and give the file its name."""
        column = "bulletin" if self._flat else "id"
        with _telling():
            self._connection.execute(f"CREATE INDEX {self._table}_{column} ON {self._table} ({column})")
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


def _columns_of_bulletins() -> list[str]:
    fields = records_shape().fields
    kinds = [f"{name} TEXT NOT NULL" for name in fields if name != "document"]
    document = [
        f"{name} {_STORED[_type(part)]}{'' if part.optional else ' NOT NULL'}"
        for name, part in fields["document"].fields.items()
    ]
    return ["source TEXT NOT NULL", *document, *kinds]


def _columns_of_facts() -> list[str]:
    return [f"{column.name} {_STORED[column.type]}" for column in COLUMNS]


def _type(shape: Shape) -> Type:
    return "json" if shape.kind == "record" or shape.kind == "list" else shape.kind


def _bulletin(row: Row) -> list[Any]:
    told = records_of(row).model_dump(mode="json", by_alias=True)
    document = [
        as_sqlite(told["document"][name], _type(shape))
        for name, shape in records_shape().fields["document"].fields.items()
    ]
    return [row.name, *document, *(as_json(facts) for name, facts in told.items() if name != "document")]


def _facts(row: Row) -> list[list[Any]]:
    return [[as_sqlite(fact.get(column.name), column.type) for column in COLUMNS] for fact in facts_of(row)]

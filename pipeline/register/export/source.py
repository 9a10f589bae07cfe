"""The rows of a register, read in pieces, so that memory does not grow with the register."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, FromClause, Select, func, select

from pipeline.register import schema as db
from pipeline.register.export.tables import CONFLICT_VALUES, Column, Table

_AT_ONCE = 1000
PAGE = 200

Row = dict[str, Any]
Values = tuple[Any, ...]


class Source:
    """A register that is read in one transaction; `told` hears how many rows have come."""

    def __init__(self, connection: Connection, told: Callable[[int], None] = lambda _: None) -> None:
        self._connection, self._told = connection, told

    def count(self, tables: Sequence[FromClause]) -> int:
        """Return how many rows tables of the register have."""
        one = (self._connection.scalar(select(func.count()).select_from(table)) for table in tables)
        return sum(number or 0 for number in one)

    def rows(self, table: Table) -> Iterator[Values]:
        """Return the rows of a tidy table, in the order of its key."""
        if table is CONFLICT_VALUES:
            yield from self._told_values()
            return
        dates = _dates(table.columns)
        for values in self.stream(table.select()):
            yield _with_dates(values, dates) if dates else values

    def stream(self, statement: Select[Any]) -> Iterator[Values]:
        """Return the rows of a query; no other may be asked before its end, since not all databases can."""
        result = self._connection.execute(statement, execution_options={"yield_per": _AT_ONCE})
        for part in result.partitions():
            yield from map(tuple, part)
            self._told(len(part))

    def pages(self, table: Table, *more: Any, where: Any = None, size: int = PAGE) -> Iterator[list[Row]]:
        """Return the rows of a table in pages, between which other queries may be asked.

        `more` are columns to read besides. The key of the table must be one column.
        """
        (key,) = table.key
        statement = table.select().add_columns(*more).limit(size)
        statement = statement if where is None else statement.where(where)
        name, last = str(key.key), None
        while True:
            page = self.all(statement if last is None else statement.where(key > last), table.columns)
            if not page:
                return
            yield page
            self._told(len(page))
            last = page[-1][name]

    def under(self, table: Table, column: str, ids: Sequence[str], *more: Any) -> dict[str, list[Row]]:
        """Return those rows of a table whose `column` is one of `ids`, by it."""
        value = next(one.value for one in table.columns if one.name == column)
        assert value is not None
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.all(table.select().add_columns(*more).where(value.in_(ids)), table.columns):
            found[row[column]].append(row)
        return found

    def all(self, statement: Select[Any], columns: Sequence[Column] = ()) -> list[Row]:
        """Return the rows of a query by the names of their columns, the days in `columns` as dates."""
        rows = [dict(row) for row in self._connection.execute(statement).mappings()]
        for column in columns:
            if column.type == "date":
                for row in rows:
                    row[column.name] = _day(row[column.name])
        return rows

    def _told_values(self) -> Iterator[Values]:
        statement = select(db.conflicts.c.id, db.conflicts.c["values"]).order_by(db.conflicts.c.id)
        for conflict, values in self.stream(statement):
            yield from told_values(conflict, values)


def told_values(conflict: str, values: str) -> Iterator[Values]:
    """Return the rows of CONFLICT_VALUES for the `values` of a conflict (JSON, as in the register).

    >>> list(told_values("c", '[{"value": 6, "facts": ["x:delegations:0"], "sources": 1}]'))
    [('c', 1, '6', 1, 'x:delegations:0')]
    """
    for position, told in enumerate(json.loads(values), 1):
        value = told["value"]
        if value is not None and not isinstance(value, str):
            value = json.dumps(value, ensure_ascii=False, sort_keys=True)
        for fact in sorted(told["facts"]):
            yield conflict, position, value, told["sources"], fact


def _dates(columns: Sequence[Column]) -> list[int]:
    return [index for index, column in enumerate(columns) if column.type == "date"]


def _with_dates(values: Values, dates: list[int]) -> Values:
    changed = list(values)
    for index in dates:
        changed[index] = _day(changed[index])
    return tuple(changed)


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None

"""Blocks of facts that are compared with one another, and the rows that are worked out of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Select, delete, insert, select

from pipeline.register.schema import METADATA, bulletins, dirty, fact_keys, facts

# How many keys, or rows, are handled at a time: bounds the memory, not the result.
PAGE = 500
Item = TypeVar("Item")


class FactRow(NamedTuple):
    """A fact with what its bulletin adds; `source` is the same for near-duplicates."""

    id: str
    bulletin: str
    kind: str
    data: dict[str, Any]
    context: dict[str, Any]
    source: str
    published: str | None
    language: str


class Block(NamedTuple):
    """The facts that share a key, in the order of their ids."""

    key: str
    facts: Sequence[FactRow]


class Rows:
    """Rows for several tables, in the order in which they were added."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: str, **values: Any) -> None:
        """Add a row to `table`."""
        self.tables[table].append(values)

    def prove(self, entity: str, told: Iterable[FactRow]) -> None:
        """Add the facts that an entity is known from."""
        for fact in sorted({fact.id for fact in told}):
            self.add("evidence", entity=entity, fact=fact)

    def extend(self, other: "Rows") -> None:
        """Add the rows of another."""
        for table, rows in other.tables.items():
            self.tables[table] += rows

    def write(self, connection: Connection) -> None:
        """Insert all rows."""
        for table, rows in self.tables.items():
            for page in pages(rows):
                connection.execute(insert(METADATA.tables[table]), page)


def pages(items: Sequence[Item], size: int = PAGE) -> Iterator[Sequence[Item]]:
    """Yield `items` in stretches of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def sources(told: Iterable[FactRow]) -> int:
    """Return how many independent bulletins tell something: near-duplicates count once."""
    return len({fact.source for fact in told})


def fact_columns() -> Select[Any]:
    """Return a selection of what `FactRow` holds."""
    return select(
        facts.c.id,
        facts.c.bulletin,
        facts.c.kind,
        facts.c.record,
        facts.c.context,
        bulletins.c.source,
        bulletins.c.published,
        bulletins.c.language,
    ).join(bulletins, bulletins.c.id == facts.c.bulletin)


def fact_row(row: Any) -> FactRow:
    """Return a row of `fact_columns` with its JSON read."""
    return FactRow(row[0], row[1], row[2], json.loads(row[3]), json.loads(row[4]), row[5], row[6], row[7])


def dirty_keys(connection: Connection, kind: str) -> Iterator[Sequence[str]]:
    """Yield pages of the keys of a kind that have to be worked out anew, each once, in order."""
    last = ""
    while True:
        wanted = (
            select(dirty.c.key)
            .distinct()
            .where(dirty.c.kind == kind, dirty.c.key > last)
            .order_by(dirty.c.key)
            .limit(PAGE)
        )
        page = connection.execute(wanted).scalars().all()
        if not page:
            return
        yield page
        last = page[-1]


def blocks_of(connection: Connection, kind: str, keys: Sequence[str]) -> list[Block]:
    """Return the blocks of `keys`, in their order; one without facts is empty."""
    wanted = (
        fact_columns()
        .add_columns(fact_keys.c.key)
        .join(fact_keys, fact_keys.c.fact == facts.c.id)
        .where(fact_keys.c.kind == kind, fact_keys.c.key.in_(keys))
    )
    found: dict[str, list[FactRow]] = {key: [] for key in keys}
    for row in connection.execute(wanted):
        found[row[8]].append(fact_row(row))
    return [Block(key, sorted(told, key=lambda fact: fact.id)) for key, told in found.items()]


def mark(connection: Connection, kind: str, keys: Iterable[str]) -> None:
    """Say that the blocks `keys` have to be worked out anew."""
    rows = [{"kind": kind, "key": key} for key in sorted(set(keys))]
    for page in pages(rows):
        connection.execute(insert(dirty), page)


def mark_all_of(connection: Connection, names: Sequence[str]) -> None:
    """Say that the blocks of all facts of bulletins, and their home places, have to be worked out anew."""
    held = (
        select(fact_keys.c.kind, fact_keys.c.key)
        .join(facts, facts.c.id == fact_keys.c.fact)
        .where(facts.c.bulletin.in_(names))
        .distinct()
    )
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, key in connection.execute(held):
        by_kind[kind].append(key)
    homes = select(bulletins.c.home).where(bulletins.c.id.in_(names), bulletins.c.home.is_not(None))
    by_kind["place"] += connection.execute(homes).scalars().all()
    for kind, keys in by_kind.items():
        mark(connection, kind, keys)


def remove(connection: Connection, table: str, column: str, values: Sequence[str]) -> None:
    """Delete the rows of `table` whose `column` is one of `values`."""
    target = METADATA.tables[table]
    for page in pages(list(values)):
        connection.execute(delete(target).where(target.c[column].in_(page)))

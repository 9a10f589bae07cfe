"""What the pages need of a register: the entities at once, their evidence and the texts in portions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from pipeline.register import schema
from pipeline.register.site.naming import FactName, file_stem

# Databases take a limited number of values in one query.
_PORTION = 400
# The kinds of entities that have pages.
FOLDERS = ("places", "people", "ties", "visits")


@dataclass(frozen=True, slots=True)
class Source:
    """A fact that is evidence, the bulletin that tells it, and the words, in the order of the text."""

    fact: str
    rule: str | None
    bulletin: Row[Any]
    quotes: tuple[str, ...]

    @property
    def href(self) -> str:
        """Return where the words stand, from the root of the site."""
        return FactName.of(self.fact).href


@dataclass(frozen=True)
class Entities:
    """All entities of a register, without their evidence.

    Rows are those of the tables; `first` maps an entity to its first fact, `sides` a visit and `from` or `to`
    to places.
    """

    places: dict[str, Row[Any]]
    people: dict[str, Row[Any]]
    ties: dict[str, Row[Any]]
    visits: dict[str, Row[Any]]
    sums: dict[str, Row[Any]]
    bulletins: dict[str, Row[Any]]
    conflicts: dict[str, list[Row[Any]]]
    offices: dict[str, list[Row[Any]]]
    leaders: dict[str, list[Row[Any]]]
    sides: dict[tuple[str, str], list[str]]
    first: dict[str, str] = field(repr=False)

    def href(self, entity: str) -> str | None:
        """Return the page of an entity, else where its first fact is marked, from the root of the site."""
        return self.page(entity) or self.source_href(entity)

    def page(self, entity: str) -> str | None:
        """Return the page of an entity from the root of the site; sums have none."""
        for folder in FOLDERS:
            if entity in getattr(self, folder):
                return f"{folder}/{file_stem(entity)}.html"
        return None

    def source_href(self, entity: str) -> str | None:
        """Return where the first fact about an entity is marked in its text."""
        fact = self.first.get(entity)
        return FactName.of(fact).href if fact else None

    @cached_property
    def home(self) -> str | None:
        """Return the country that most visits and ties have to do with."""
        counts = Counter(self.places[place].country for places in self.sides.values() for place in places)
        counts.update(self.places[place].country for tie in self.ties.values() for place in (tie.a, tie.b))
        return min((c for c in counts if c), key=lambda c: (-counts[c], c), default=None)

    @cached_property
    def alike(self) -> dict[str, list[Row[Any]]]:
        """Return the bulletins of each source: near-duplicates of one another."""
        return _by((row.source, row) for row in self.bulletins.values())

    @cached_property
    def ties_at(self) -> dict[str, list[Row[Any]]]:
        """Return the ties of each place."""
        return _by((place, tie) for tie in self.ties.values() for place in (tie.a, tie.b))

    @cached_property
    def visits_at(self) -> dict[str, list[Row[Any]]]:
        """Return the visits from and to each place."""
        pairs = {(place, visit) for (visit, _), places in self.sides.items() for place in places}
        order = {visit: number for number, visit in enumerate(self.visits)}
        return _by((place, self.visits[visit]) for place, visit in sorted(pairs, key=lambda p: order[p[1]]))

    @cached_property
    def people_at(self) -> dict[str, list[Row[Any]]]:
        """Return the people who held an office at each place."""
        held = dict.fromkeys((row.place, row.person) for rows in self.offices.values() for row in rows)
        return _by((place, self.people[person]) for place, person in held if place is not None)

    @cached_property
    def visits_led(self) -> dict[str, list[Row[Any]]]:
        """Return the visits that each person led."""
        return _by(
            (row.person, self.visits[row.visit])
            for rows in self.leaders.values()
            for row in rows
            if row.person is not None
        )


def read_entities(connection: Connection) -> Entities:
    """Read all entities, in an order that depends on nothing but what they say."""
    t = schema
    sides: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in connection.execute(select(t.visit_places).order_by(*t.visit_places.primary_key.columns)):
        sides[row.visit, row.side].append(row.place)
    first = select(t.evidence.c.entity, func.min(t.evidence.c.fact)).group_by(t.evidence.c.entity)
    heads = [c for c in t.bulletins.c if c.name not in ("text", "signature", "document")]
    return Entities(
        places=_rows(connection, t.places, "name"),
        people=_rows(connection, t.people, "name"),
        ties=_rows(connection, t.ties, "start"),
        visits=_newest_first(_rows(connection, t.visits, "start")),
        sums=_rows(connection, t.sums, "currency"),
        bulletins={row.id: row for row in connection.execute(select(*heads).order_by(t.bulletins.c.id))},
        conflicts=_grouped(connection, t.conflicts, "entity"),
        offices=_grouped(connection, t.offices, "person"),
        leaders=_grouped(connection, t.visit_leaders, "visit"),
        sides=dict(sides),
        first={row[0]: row[1] for row in connection.execute(first)},
    )


def evidence_of(connection: Connection, entities: Entities, ids: Sequence[str]) -> dict[str, list[Source]]:
    """Return all evidence of each of some entities, in the order of the facts."""
    t = schema
    query = select(t.evidence.c.entity, t.evidence.c.fact)
    pairs = list(_in_portions(connection, query, t.evidence.c.entity, ids))
    sources = sources_of(connection, entities, sorted({row.fact for row in pairs}))
    order = sorted(pairs, key=lambda row: (row.entity, row.fact))
    return _by((row.entity, sources[row.fact]) for row in order if row.fact in sources)


def sources_of(connection: Connection, entities: Entities, facts: Sequence[str]) -> dict[str, Source]:
    """Return the facts of these ids with their bulletins and the words that tell them."""
    t = schema
    query = (
        select(t.facts.c.id, t.facts.c.bulletin, t.facts.c.rule, t.spans.c.text)
        .join(t.spans, t.spans.c.fact == t.facts.c.id)
        .order_by(t.facts.c.id, t.spans.c.start, t.spans.c.end)
    )
    rows = _in_portions(connection, query, t.facts.c.id, facts)
    return {
        fact: Source(
            fact, told[0].rule, entities.bulletins[told[0].bulletin], tuple(row.text for row in told)
        )
        for fact, group in groupby(rows, key=lambda row: row.id)
        if (told := list(group))
    }


def events_of(connection: Connection, ties: Sequence[str]) -> dict[str, list[tuple[Row[Any], list[str]]]]:
    """Return the history of each of some ties, oldest first, each step with the ids of its facts."""
    t = schema
    query = select(t.tie_events)
    events = sorted(_in_portions(connection, query, t.tie_events.c.tie, ties), key=_told_order)
    told = _by(
        (row.event, row.fact)
        for row in _in_portions(
            connection,
            select(t.event_facts).order_by(t.event_facts.c.fact),
            t.event_facts.c.event,
            [row.id for row in events],
        )
    )
    return _by((row.tie, (row, told.get(row.id, []))) for row in events)


def names_of(connection: Connection, table: Table, key: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the names under which places or people were printed, the most frequent first."""
    query = select(table).order_by(table.c.sources.desc(), table.c.name)
    return _by((getattr(row, key), row.name) for row in _in_portions(connection, query, table.c[key], ids))


def texts_of(connection: Connection, ids: Sequence[str]) -> dict[str, str | None]:
    """Return the texts of some bulletins, None where they were not handed over."""
    t = schema.bulletins
    return {row.id: row.text for row in _in_portions(connection, select(t.c.id, t.c.text), t.c.id, ids)}


def facts_of(connection: Connection, bulletins: Sequence[str]) -> dict[str, list[Row[Any]]]:
    """Return the facts of some bulletins, a row for each of their spans: id, kind, rule, start, end, text."""
    t = schema
    query = (
        select(t.facts, t.spans.c.start, t.spans.c.end, t.spans.c.text)
        .join(t.spans, t.spans.c.fact == t.facts.c.id)
        .order_by(t.facts.c.id, t.spans.c.start, t.spans.c.end)
    )
    return _by((row.bulletin, row) for row in _in_portions(connection, query, t.facts.c.bulletin, bulletins))


def entities_of(connection: Connection, facts: Sequence[str]) -> dict[str, list[str]]:
    """Return the entities that each of some facts is evidence of."""
    t = schema.evidence
    query = select(t.c.fact, t.c.entity).order_by(t.c.fact, t.c.entity)
    return _by((row.fact, row.entity) for row in _in_portions(connection, query, t.c.fact, facts))


def _in_portions(
    connection: Connection, query: Any, column: Any, values: Sequence[str]
) -> Iterator[Row[Any]]:
    for start in range(0, len(values), _PORTION):
        yield from connection.execute(query.where(column.in_(values[start : start + _PORTION])))


def _rows(connection: Connection, table: Table, column: str) -> dict[str, Row[Any]]:
    query = select(table).order_by(table.c.id)
    rows = connection.execute(query).all()
    # Sorted here: databases differ in where nulls and which letters come first.
    return {
        row.id: row
        for row in sorted(rows, key=lambda row: (getattr(row, column) is None, getattr(row, column), row.id))
    }


def _newest_first(rows: dict[str, Row[Any]]) -> dict[str, Row[Any]]:
    dated = [row for row in rows.values() if row.start]
    return {row.id: row for row in (*reversed(dated), *(row for row in rows.values() if not row.start))}


def _grouped(connection: Connection, table: Table, key: str) -> dict[str, list[Row[Any]]]:
    query = select(table).order_by(*table.primary_key.columns)
    return _by((getattr(row, key), row) for row in connection.execute(query))


def _told_order(event: Row[Any]) -> tuple[str, str, str]:
    return (event.start or "9999", event.until or "9999", event.id)


def _by(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)

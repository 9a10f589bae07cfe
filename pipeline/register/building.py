"""The register built: records loaded, near-duplicates found, and what depends on them worked out."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, delete, or_, select

from models import BulletinRecords
from pipeline.register import grouping, persons, places, sums, ties, totals, visits
from pipeline.register.blocks import (
    FactRow,
    Rows,
    blocks_of,
    dirty_keys,
    fact_columns,
    fact_row,
    mark,
    remove,
)
from pipeline.register.loading import Texts, load
from pipeline.register.schema import METADATA, bulletins, dirty, evidence, facts, people

Telling = Callable[[str], None]


def register(
    records: Iterable[BulletinRecords],
    engine: Engine,
    *,
    texts: Texts = lambda _: None,
    tell: Telling = lambda _: None,
) -> None:
    """Merge records into a register, all of them or, where anything goes wrong, none.

    A bulletin that the register has already is replaced, with all that it alone told; the order of arrival
    makes no difference. `texts` gives a bulletin's text as given, or None; `tell` is told of each step.

    Raises:
        RegisterError: two different bulletins among `records` have one id.
        sqlalchemy.exc.SQLAlchemyError: the database refuses, for example since its disk is full.

    """
    with engine.begin() as connection:
        connection.execute(delete(dirty))
        tell("reading")
        load(connection, records, texts)
        tell("near-duplicates")
        grouping.group(connection)
        tell("people")
        persons.refresh(connection)
        for name, refresh in _STEPS:
            tell(name)
            refresh(connection)
        connection.execute(delete(dirty))


def _refresh_places(connection: Connection) -> None:
    for page in dirty_keys(connection, "place"):
        for table, column in (("places", "id"), ("place_names", "place"), ("evidence", "entity")):
            remove(connection, table, column, page)
        homes: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        wanted = select(bulletins.c.home, bulletins.c.source, bulletins.c.document)
        for home, source, document in connection.execute(wanted.where(bulletins.c.home.in_(page))):
            homes[home].append((source, json.loads(document)["home"]))
        _write(
            connection,
            (places.derive(block, homes[block.key]) for block in blocks_of(connection, "place", page)),
        )


def _refresh_ties(connection: Connection) -> None:
    for page in dirty_keys(connection, "tie"):
        gone = [f"tie:{key}" for key in page]
        events = METADATA.tables["tie_events"]
        old = connection.execute(select(events.c.id).where(events.c.tie.in_(gone))).scalars().all()
        remove(connection, "event_facts", "event", old)
        for table, column in (
            ("tie_events", "tie"),
            ("ties", "id"),
            ("evidence", "entity"),
            ("conflicts", "entity"),
        ):
            remove(connection, table, column, gone)
        _write(connection, map(ties.derive, blocks_of(connection, "tie", page)))
        mark(connection, "total", {place for key in page for place in key.split("~")})


def _refresh_visits(connection: Connection) -> None:
    table = METADATA.tables["visits"]
    for page in dirty_keys(connection, "visit"):
        gone = connection.execute(select(table.c.id).where(table.c.block.in_(page))).scalars().all()
        for name, column in (
            ("visit_places", "visit"),
            ("visit_leaders", "visit"),
            ("evidence", "entity"),
            ("conflicts", "entity"),
            ("visits", "id"),
        ):
            remove(connection, name, column, gone)
        blocks = blocks_of(connection, "visit", page)
        known = _leaders(connection, {fact.bulletin for block in blocks for fact in block.facts})
        _write(connection, (visits.derive(block, known) for block in blocks))


def _leaders(connection: Connection, bulletins_: set[str]) -> dict[tuple[str, str], str]:
    """Return the persons of bulletins by (bulletin, name)."""
    found: dict[tuple[str, str], str] = {}
    wanted = (
        select(facts.c.bulletin, facts.c.record, people.c.id)
        .join(evidence, evidence.c.fact == facts.c.id)
        .join(people, people.c.id == evidence.c.entity)
        .where(facts.c.kind == "leaders", facts.c.bulletin.in_(sorted(bulletins_)))
        .order_by(people.c.id)
    )
    for bulletin, record, person in connection.execute(wanted):
        for name in json.loads(record)["names"]:
            found.setdefault((bulletin, name), person)
    return found


def _refresh_sums(connection: Connection) -> None:
    table = METADATA.tables["sums"]
    for page in dirty_keys(connection, "sum"):
        gone = connection.execute(select(table.c.id).where(table.c.source.in_(page))).scalars().all()
        remove(connection, "evidence", "entity", gone)
        remove(connection, "sums", "id", gone)
        told: dict[str, list[FactRow]] = {source: [] for source in page}
        wanted = fact_columns().where(facts.c.kind == "amounts", bulletins.c.source.in_(page))
        for row in connection.execute(wanted):
            told[row[5]].append(fact_row(row))
        _write(connection, (sums.derive(*item) for item in told.items()))


def _refresh_totals(connection: Connection) -> None:
    table = METADATA.tables["ties"]
    for page in dirty_keys(connection, "total"):
        remove(connection, "conflicts", "entity", page)
        for block in blocks_of(connection, "total", page):
            told = [fact for fact in block.facts if fact.kind == "tie_totals"]
            if not told:
                continue
            wanted = select(table).where(
                or_(table.c.a == block.key, table.c.b == block.key), table.c.stage == "established"
            )
            known = [
                (row.relation, row.id, row.until, _told(connection, row.id))
                for row in connection.execute(wanted.order_by(table.c.id)).all()
            ]
            _write(connection, [totals.derive(block.key, told, known)])


def _told(connection: Connection, entity: str) -> list[FactRow]:
    wanted = fact_columns().join(evidence, evidence.c.fact == facts.c.id).where(evidence.c.entity == entity)
    return list(map(fact_row, connection.execute(wanted)))


def _write(connection: Connection, worked_out: Iterable[Rows]) -> None:
    rows = Rows()
    for one in worked_out:
        rows.extend(one)
    rows.write(connection)


_STEPS: Sequence[tuple[str, Callable[[Connection], None]]] = (
    ("places", _refresh_places),
    ("ties", _refresh_ties),
    ("visits", _refresh_visits),
    ("sums", _refresh_sums),
    ("totals", _refresh_totals),
)

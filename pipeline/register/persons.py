"""Persons: the leader records that name one person, in whatever script, with their offices and when."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice

from sqlalchemy import Connection, select

from pipeline.register.blocks import (
    PAGE,
    FactRow,
    Rows,
    blocks_of,
    dirty_keys,
    fact_columns,
    fact_row,
    mark,
    pages,
    remove,
    sources,
)
from pipeline.register.disjoint import DisjointSets
from pipeline.register.offices import mention_of
from pipeline.register.people import PersonMention, persons, same, shown
from pipeline.register.schema import evidence, fact_keys, facts, people


def refresh(connection: Connection) -> None:
    """Work out anew the persons that may be other ones now: whole sets of facts joined by likeness."""
    _mark_region(connection)
    for page in dirty_keys(connection, "component"):
        gone = list(connection.execute(select(people.c.id).where(people.c.block.in_(page))).scalars())
        for table, column in (("person_names", "person"), ("offices", "person"), ("evidence", "entity")):
            remove(connection, table, column, gone)
        remove(connection, "people", "block", page)
    joined = _components(connection)
    while chunk := list(islice(joined, PAGE)):
        told = {fact.id: fact for fact in _facts(connection, [name for names in chunk for name in names])}
        rows = Rows()
        for names in chunk:
            rows.extend(_rows([told[name] for name in sorted(names)]))
        rows.write(connection)
    _mark_visits(connection)


def _mark_region(connection: Connection) -> None:
    """Mark the facts that share a block with a changed one, and all that their persons were made with."""
    for page in dirty_keys(connection, "person"):
        near = select(fact_keys.c.fact).where(fact_keys.c.kind == "person", fact_keys.c.key.in_(page))
        mark(connection, "region", connection.execute(near).scalars())
        held = select(people.c.block).join(evidence, evidence.c.entity == people.c.id)
        mark(connection, "component", connection.execute(held.where(evidence.c.fact.in_(near))).scalars())
    for page in dirty_keys(connection, "component"):
        told = select(evidence.c.fact).join(people, people.c.id == evidence.c.entity)
        mark(connection, "region", connection.execute(told.where(people.c.block.in_(page))).scalars())


def _components(connection: Connection) -> Iterator[list[str]]:
    """Yield the facts of the region that are joined by likeness, directly or through others."""
    number: dict[str, int] = {}
    for page in dirty_keys(connection, "region"):
        there = select(facts.c.id).where(facts.c.id.in_(page)).order_by(facts.c.id)
        for name in connection.execute(there).scalars():
            number[name] = len(number)
    sets = DisjointSets(len(number))
    for told in _blocks(connection):
        _join([fact for fact in told if fact.id in number], number, sets)
    joined: dict[int, list[str]] = defaultdict(list)
    for name, at in number.items():
        joined[sets.root(at)].append(name)
    yield from joined.values()


def _join(told: Sequence[FactRow], number: Mapping[str, int], sets: DisjointSets) -> None:
    """Join the facts of one block that may tell one person."""
    alike: dict[PersonMention, list[int]] = defaultdict(list)
    for fact in told:
        alike[mention_of(fact.data, fact.context)].append(number[fact.id])
    for members in alike.values():
        for other in members[1:]:
            sets.join(members[0], other)
    for (one, mine), (other_, theirs) in combinations(alike.items(), 2):
        if sets.root(mine[0]) != sets.root(theirs[0]) and same(one, other_):
            sets.join(mine[0], theirs[0])


def _blocks(connection: Connection) -> Iterator[Sequence[FactRow]]:
    """Yield the facts that share a block, for each block that a fact of the region is in."""
    for page in dirty_keys(connection, "region"):
        keys = (
            select(fact_keys.c.key).distinct().where(fact_keys.c.kind == "person", fact_keys.c.fact.in_(page))
        )
        mark(connection, "block", connection.execute(keys).scalars())
    for page in dirty_keys(connection, "block"):
        yield from (block.facts for block in blocks_of(connection, "person", page) if len(block.facts) > 1)


def _facts(connection: Connection, names: Sequence[str]) -> Iterator[FactRow]:
    for page in pages(names):
        yield from map(fact_row, connection.execute(fact_columns().where(facts.c.id.in_(page))))


def _rows(told: Sequence[FactRow]) -> Rows:
    """Return the rows of the persons in facts that are joined by likeness."""
    by_mention: dict[PersonMention, list[FactRow]] = defaultdict(list)
    for fact in told:
        by_mention[mention_of(fact.data, fact.context)].append(fact)
    mentions = sorted(by_mention)
    block, rows = told[0].id, Rows()
    for members in persons(mentions):
        own = [mentions[at] for at in members]
        _add_person(rows, block, own, [fact for mention in own for fact in by_mention[mention]])
    return rows


def _add_person(rows: Rows, block: str, mentions: Sequence[PersonMention], told: Sequence[FactRow]) -> None:
    first = min(fact.id for fact in told)
    person = f"person:{hashlib.sha256(first.encode()).hexdigest()[:16]}"
    name, latin, han = shown(mentions)
    rows.add("people", id=person, block=block, name=name, name_latin=latin, name_han=han)
    rows.prove(person, told)
    names: dict[str, list[FactRow]] = defaultdict(list)
    offices: dict[tuple[str, str], list[FactRow]] = defaultdict(list)
    for fact in told:
        for printed in fact.data["names"]:
            names[printed].append(fact)
        for title in fact.data["titles"]:
            # Which title belongs to which body is not told where there are several of both.
            offices[title, "; ".join(fact.data["of"])].append(fact)
    for printed, by in sorted(names.items()):
        rows.add("person_names", person=person, name=printed, sources=sources(by))
    for (title, body), by in sorted(offices.items()):
        places = {tuple(fact.context["places"]) for fact in by}
        rows.add(
            "offices",
            person=person,
            title=title,
            body=body,
            place=next(iter(places))[0] if len(places) == 1 and len(next(iter(places))) == 1 else None,
            first=min((fact.context["first"] for fact in by if fact.context["first"]), default=None),
            last=max((fact.context["last"] for fact in by if fact.context["last"]), default=None),
            sources=sources(by),
        )


def _mark_visits(connection: Connection) -> None:
    """Mark the visits of the bulletins that name a person of the region, who may be another one now."""
    for page in dirty_keys(connection, "region"):
        mine = select(facts.c.bulletin).where(facts.c.id.in_(page))
        keys = (
            select(fact_keys.c.key)
            .join(facts, facts.c.id == fact_keys.c.fact)
            .where(fact_keys.c.kind == "visit", facts.c.bulletin.in_(mine))
            .distinct()
        )
        mark(connection, "visit", connection.execute(keys).scalars())

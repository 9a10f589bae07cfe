"""Near-duplicate bulletins found and counted as one source."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from sqlalchemy import ColumnElement, Connection, delete, distinct, func, insert, select, update

from pipeline.register.blocks import dirty_keys, mark, mark_all_of, pages
from pipeline.register.disjoint import DisjointSets
from pipeline.register.duplicates import Signature, alike
from pipeline.register.schema import bands, bulletins, near

# The signature and the language of bulletins, by id.
Known = dict[str, tuple[Signature, str]]


def group(connection: Connection) -> None:
    """Give every bulletin its source, and mark the facts of those whose source is another than before."""
    _pair(connection)
    affected = _affected(connection)
    before = _sources(connection, sorted(affected))
    after = _components(connection, sorted(affected))
    changed = sorted(name for name in affected if after[name] != before[name])
    for name in changed:
        connection.execute(update(bulletins).where(bulletins.c.id == name).values(source=after[name]))
    for page in pages(changed):
        mark_all_of(connection, page)
    # What has come, or gone, changes what its whole source tells.
    mark(connection, "sum", {*before.values(), *after.values()})
    for page in dirty_keys(connection, "source"):
        mark(connection, "sum", page)


def _pair(connection: Connection) -> None:
    """Compare the bulletins that share a band with one that has come, or with one that has gone."""
    seen: set[tuple[str, str]] = set()
    for page in dirty_keys(connection, "bulletin"):
        mine = select(bands.c.key).where(bands.c.bulletin.in_(page))
        _pair_within(connection, bands.c.key.in_(mine), seen)
    for page in dirty_keys(connection, "band"):
        _pair_within(connection, bands.c.key.in_(page), seen)


def _pair_within(connection: Connection, wanted: ColumnElement[bool], seen: set[tuple[str, str]]) -> None:
    """Compare the bulletins that share one of the bands that are `wanted`."""
    shared = (
        select(bands.c.key)
        .where(wanted)
        .group_by(bands.c.key)
        .having(func.count(distinct(bands.c.marker)) > 1)
    )
    keys = connection.execute(shared).scalars().all()
    for page in pages(keys):
        found: dict[str, list[str]] = defaultdict(list)
        rows = select(bands.c.key, bands.c.bulletin).where(bands.c.key.in_(page))
        for key, name in connection.execute(rows):
            found[key].append(name)
        known = _signatures(connection, sorted({name for names in found.values() for name in names}))
        for names in sorted(set(map(tuple, map(sorted, found.values())))):
            seen |= _compare(connection, names, known, seen)


def _compare(
    connection: Connection, names: Sequence[str], known: Known, seen: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Compare the bulletins of one band; exact copies of one another only with the first of them."""
    firsts: dict[tuple[bytes, int, str], str] = {}
    copies: dict[str, str] = {}
    for name in names:
        signature, language = known[name]
        first = firsts.setdefault((signature.to_bytes(), signature.features, language), name)
        if first != name:
            copies[name] = first
    _unpair(connection, copies)
    pairs = [(first, name) for name, first in copies.items()]
    pairs += combinations(sorted(firsts.values()), 2)
    fresh = [pair for pair in pairs if pair not in seen]
    rows = []
    for one, other in fresh:
        across = known[one][1] != known[other][1]
        if alike(known[one][0], known[other][0], across=across):
            rows += [{"one": one, "other": other}, {"one": other, "other": one}]
    present = {tuple(row) for row in _edges(connection, names)} if rows else set()
    rows = [row for row in rows if (row["one"], row["other"]) not in present]
    if rows:
        connection.execute(insert(near), rows)
    return set(fresh)


def _unpair(connection: Connection, copies: Mapping[str, str]) -> None:
    """Part copies from all but the first of them: one may have been the first before a lesser id came."""
    names = sorted(copies)
    old = [(one, other) for one, other in _edges(connection, names) if other != copies[one]]
    for one, other in old:
        for a, b in ((one, other), (other, one)):
            connection.execute(delete(near).where(near.c.one == a, near.c.other == b))


def _signatures(connection: Connection, names: Sequence[str]) -> Known:
    found: Known = {}
    for page in pages(names):
        wanted = select(
            bulletins.c.id, bulletins.c.signature, bulletins.c.features, bulletins.c.language
        ).where(bulletins.c.id.in_(page))
        for name, signature, features, language in connection.execute(wanted):
            found[name] = Signature.from_bytes(signature, features), language
    return found


def _edges(connection: Connection, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for page in pages(names):
        wanted = select(near.c.one, near.c.other).where(near.c.one.in_(page))
        yield from ((row[0], row[1]) for row in connection.execute(wanted))


def _affected(connection: Connection) -> set[str]:
    """Return the bulletins that have changed, those of their sources before, and all near to these."""
    affected: set[str] = set()
    for page in dirty_keys(connection, "bulletin"):
        affected.update(page)
    for page in dirty_keys(connection, "source"):
        affected.update(
            connection.execute(select(bulletins.c.id).where(bulletins.c.source.in_(page))).scalars()
        )
    frontier = sorted(affected)
    while frontier:
        found = {other for _, other in _edges(connection, frontier)} - affected
        for page in pages(sorted(found)):
            source = select(bulletins.c.source).where(bulletins.c.id.in_(page))
            members = select(bulletins.c.id).where(bulletins.c.source.in_(source))
            found.update(connection.execute(members).scalars())
        frontier = sorted(found - affected)
        affected.update(frontier)
    return affected


def _sources(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for page in pages(names):
        wanted = select(bulletins.c.id, bulletins.c.source).where(bulletins.c.id.in_(page))
        found.update((row[0], row[1]) for row in connection.execute(wanted))
    return found


def _components(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """Return for each bulletin the least id of all that it is near to, directly or through others."""
    number = {name: at for at, name in enumerate(names)}
    sets = DisjointSets(len(names))
    for one, other in _edges(connection, names):
        sets.join(number[one], number[other])
    return {name: names[sets.root(at)] for name, at in number.items()}

"""How entities are called, and the words that tell a fact."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from pipeline.register.blocks import pages
from pipeline.register.schema import bulletins, facts, places, spans, ties, visit_places, visits


def entity_names(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return how people would call places, ties and visits, by id."""
    called: dict[str, str] = {}
    for page in pages(sorted(set(ids))):
        called.update(_ties(connection, page))
        called.update(_visits(connection, page))
        called.update(_places(connection, page))
    return called


def told_by(connection: Connection, ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Return for each fact where it stands: bulletin, day of publication, offsets, text."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for page in pages(sorted(ids)):
        wanted = (
            select(spans, facts.c.bulletin, bulletins.c.published)
            .join(facts, facts.c.id == spans.c.fact)
            .join(bulletins, bulletins.c.id == facts.c.bulletin)
            .where(spans.c.fact.in_(page))
            .order_by(spans.c.fact, spans.c.start)
        )
        for row in connection.execute(wanted).mappings():
            found[row["fact"]].append(
                {name: row[name] for name in ("bulletin", "published", "start", "end", "text")}
            )
    return found


def _places(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    wanted = select(places.c.id, places.c.name).where(places.c.id.in_(ids))
    return {row[0]: row[1] for row in connection.execute(wanted)}


def _ties(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    found = connection.execute(select(ties.c.id, ties.c.a, ties.c.b).where(ties.c.id.in_(ids))).all()
    names = _places(connection, [place for _, a, b in found for place in (a, b)])
    return {tie: f"{names[a]} – {names[b]}" for tie, a, b in found}


def _visits(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    wanted = (
        select(visits.c.id, visits.c.start, visit_places.c.side, places.c.name)
        .outerjoin(visit_places, visit_places.c.visit == visits.c.id)
        .outerjoin(places, places.c.id == visit_places.c.place)
        .where(visits.c.id.in_(ids))
        .order_by(visits.c.id, visit_places.c.side, places.c.name)
    )
    sides: dict[str, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    days: dict[str, str | None] = {}
    for visit, start, side, name in connection.execute(wanted):
        sides[visit][side].append(name)
        days[visit] = start
    return {
        visit: " ".join(
            filter(
                None,
                ["visit", *_going(told, "from"), *_going(told, "to"), days[visit] and f"in {days[visit]}"],
            )
        )
        for visit, told in sides.items()
    }


def _going(told: dict[str | None, list[str]], side: str) -> list[str]:
    return [f"{side} {', '.join(told[side])}"] if told[side] else []

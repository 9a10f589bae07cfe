"""The tables: their columns, and a row for each tie, visit, place, person, sum and conflict."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row

from pipeline.register.site import wording as say
from pipeline.register.site.reading import Entities
from pipeline.render.printable import one_line


class Cell(NamedTuple):
    """What stands in a cell, by what it is sorted (numbers before letters) and where it leads."""

    text: str
    key: str | float
    href: str | None = None


Line = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column; `minor` ones are left out on narrow screens."""

    title: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: its name in addresses, its heading, its columns, of what it has a row, and what makes one."""

    name: str
    title: str
    columns: tuple[Column, ...]
    all: Callable[[Entities], Iterable[Row[Any]]]
    line: Callable[[Entities, Row[Any]], Line]

    def lines(self, entities: Entities, rows: Iterable[Row[Any]] | None = None) -> Iterator[Line]:
        """Yield a line for each of `rows`, or for all there are."""
        for row in self.all(entities) if rows is None else rows:
            yield self.line(entities, row)


def as_script(name: str, rows: Iterator[Line]) -> Iterator[str]:
    """Yield the file of a table: a script, since pages from disk may not fetch data, of nothing but JSON."""
    yield f'youchengRows("{name}",[\n'
    for number, row in enumerate(rows):
        yield (",\n" if number else "") + as_json(row)
    yield "\n]);\n"


def as_json(value: Any) -> str:
    r"""Return JSON in ASCII that ends no element of a page in which it stands.

    >>> as_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _text(words: str, href: str | None = None) -> Cell:
    clean = one_line(words)
    return Cell(clean, clean.casefold(), href)


def _count(number: float | None, words: str | None = None, href: str | None = None) -> Cell:
    shown = words if words is not None else "" if number is None else f"{number:,}"
    return Cell(one_line(shown), -1 if number is None else number, href)


def _day(row: Any, href: str | None = None) -> Cell:
    return Cell(say.when(row), row.start or "", href)


def _place(entities: Entities, place: str) -> Cell:
    row = entities.places[place]
    zh = f" {row.name_zh}" if row.name_zh and row.name_zh != row.name else ""
    return _text(f"{row.name}{zh}", entities.href(place))


def _source(entities: Entities, entity: str, sources: int | None = None) -> Cell:
    words = "source" if sources is None else f"{sources:,} source{'' if sources == 1 else 's'}"
    return Cell(words, sources or 0, entities.source_href(entity))


def _disputes(entities: Entities, entity: str) -> Cell:
    count = len(entities.conflicts.get(entity, ()))
    if not count:
        return _count(0, "")
    return _count(count, f"{count} open", f"{entities.href(entity)}#conflicts")


def _tie_line(entities: Entities, tie: Row[Any]) -> Line:
    sides = [_place(entities, place) for place in (tie.a, tie.b)]
    countries = dict.fromkeys(
        say.country_name(entities.places[place].country) or "unknown" for place in (tie.a, tie.b)
    )
    return (
        Cell(" – ".join(side.text for side in sides), sides[0].key, entities.href(tie.id)),
        _text(", ".join(countries)),
        _text(f"{tie.relation.replace('-', ' ')}, {tie.stage}"),
        _day(tie),
        _source(entities, tie.id, tie.sources),
        _disputes(entities, tie.id),
    )


def _visit_line(entities: Entities, visit: Row[Any]) -> Line:
    sides = [
        ", ".join(entities.places[place].name for place in entities.sides.get((visit.id, side), ()))
        for side in ("from", "to")
    ]
    led = ", ".join(row.name for row in entities.leaders.get(visit.id, ()))
    what = ", ".join(part for part in (say.ROLES[visit.role], visit.kind) if part)
    return (
        Cell(say.when(visit) or "no date", visit.start or "", entities.href(visit.id)),
        _text(sides[0]),
        _text(sides[1]),
        _text(what),
        _count(visit.size, say.size_words(visit)),
        _text(led),
        _source(entities, visit.id, visit.sources),
        _disputes(entities, visit.id),
    )


def _place_line(entities: Entities, place: Row[Any]) -> Line:
    return (
        _place(entities, place.id),
        _text(say.country_name(place.country)),
        _text(place.level or "unknown"),
        _count(len(entities.ties_at.get(place.id, ()))),
        _count(len(entities.visits_at.get(place.id, ()))),
        _source(entities, place.id),
        _disputes(entities, place.id),
    )


def _person_line(entities: Entities, person: Row[Any]) -> Line:
    offices = entities.offices.get(person.id, [])
    words = "; ".join(dict.fromkeys(say.office_words(office) for office in offices))
    years = say.years_words(offices)
    return (
        _text(say.person_names(person), entities.href(person.id)),
        _text(words),
        Cell(years, years),
        _count(len(entities.visits_led.get(person.id, ()))),
        _source(entities, person.id),
    )


def _sum_line(entities: Entities, row: Row[Any]) -> Line:
    head = entities.bulletins.get(row.source)
    told = one_line(head.title or head.id) if head else row.source
    return (
        Cell(say.sum_words(row), row.amount, entities.source_href(row.id)),
        _text(row.currency),
        _text(row.text),
        _text(told, entities.source_href(row.id)),
        _text(head.published or "" if head else ""),
    )


def _conflict_line(entities: Entities, conflict: Row[Any]) -> Line:
    href = entities.href(conflict.entity)
    told = " / ".join(say.value_words(value["value"]) for value in json.loads(conflict.values))
    return (
        _text(say.title(entities, conflict.entity), f"{href}#conflicts" if href else None),
        _text(say.CONFLICTS.get(conflict.kind, conflict.kind)),
        _text(told),
        _text(conflict.message),
    )


def _all_conflicts(entities: Entities) -> Iterable[Row[Any]]:
    return (conflict for rows in entities.conflicts.values() for conflict in rows)


LISTINGS = {
    listing.name: listing
    for listing in (
        Listing(
            "ties",
            "Ties",
            (
                Column("Tie"),
                Column("Countries"),
                Column("Relation"),
                Column("Since"),
                Column("Told by", number=True),
                Column("Conflicts", number=True),
            ),
            lambda entities: entities.ties.values(),
            _tie_line,
        ),
        Listing(
            "visits",
            "Visits",
            (
                Column("When"),
                Column("From"),
                Column("To"),
                Column("What"),
                Column("People", number=True),
                Column("Led by"),
                Column("Told by", number=True),
                Column("Conflicts", number=True),
            ),
            lambda entities: entities.visits.values(),
            _visit_line,
        ),
        Listing(
            "places",
            "Places",
            (
                Column("Place"),
                Column("Country"),
                Column("Level"),
                Column("Ties", number=True),
                Column("Visits", number=True),
                Column("First told"),
                Column("Conflicts", number=True),
            ),
            lambda entities: entities.places.values(),
            _place_line,
        ),
        Listing(
            "people",
            "People",
            (
                Column("Name"),
                Column("Offices"),
                Column("Years"),
                Column("Visits led", number=True),
                Column("First told"),
            ),
            lambda entities: entities.people.values(),
            _person_line,
        ),
        Listing(
            "sums",
            "Sums of money",
            (
                Column("Sum", number=True),
                Column("Currency"),
                Column("As printed"),
                Column("Bulletin"),
                Column("Published"),
            ),
            lambda entities: entities.sums.values(),
            _sum_line,
        ),
        Listing(
            "conflicts",
            "Conflicts",
            (Column("About"), Column("What"), Column("Values told"), Column("In words")),
            _all_conflicts,
            _conflict_line,
        ),
    )
}

"""Rows of the register in a few words, for the tables, the charts and the pages."""

import calendar
import datetime as dt
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Row

from models import Amount, DateValue, Span
from models.records import Fact
from pipeline.register.site.reading import Entities
from pipeline.render.wording import date_words, fact_words, money_words

STEPS = {
    "contact": "First contact",
    "intent": "Letter of intent",
    "approval": "Approved",
    "signing": "Signed",
    "renewal": "Renewed",
    "upgrade": "Upgraded",
    "suspension": "Suspended",
    "end": "Ended",
}
CONFLICTS = {
    "tie-date": "date of a tie",
    "tie-stage": "stage of a tie",
    "tie-relation": "kind of a tie",
    "visit-size": "size of a visit",
    "visit-date": "date of a visit",
    "tie-total": "number of ties",
}
LEVELS = {
    "country": "country",
    "admin1": "first-level subdivision",
    "admin2": "second-level subdivision",
    "city": "city",
    "district": "district or county",
}
# What the marks in a text stand for.
MARKED = {
    "city_pairs": "ties",
    "delegations": "visits",
    "leaders": "people",
    "amounts": "sums",
    "dates": "dates",
    "tie_totals": "numbers of ties",
}
ROLES = {"delegation": "visit", "attendance": "event", "total": "total of visits"}

_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?")


@cache
def country_name(code: str | None) -> str:
    """Return the English name of a country, empty where none is known.

    >>> country_name("FI")
    'Finland'
    """
    from babel import Locale

    return Locale("en").territories.get(code, code) if code else ""


def when(row: Any) -> str:
    """Return the time of a row with `start`, `until` and `granularity` in words, empty where not told."""
    if not row.start:
        return ""
    return date_words(
        DateValue.model_validate(
            {
                "start": row.start,
                "end": row.until or row.start,
                "granularity": row.granularity or "day",
                # Of a visit, this column tells of its size.
                "modifier": getattr(row, "modifier", None) if hasattr(row, "event") else None,
            }
        )
    )


def size_words(visit: Row[Any]) -> str:
    """Return how many people went, with the modifier, and how many times if more than once."""
    people = f"{visit.modifier or ''} {visit.size:,}".strip() if visit.size is not None else ""
    times = f"{visit.visits:,} visits" if visit.visits > 1 else ""
    return ", ".join(part for part in (people, times) if part)


def sum_words(row: Row[Any]) -> str:
    """Return a sum of money with its currency."""
    return money_words(
        Amount(
            text=row.text,
            amount=Decimal(str(row.amount)),
            upper=None if row.upper is None else Decimal(str(row.upper)),
            currency=row.currency,
            modifier=row.modifier,
            evidence=(Span(start=0, end=1, text="-"),),
        )
    )


def visit_title(entities: Entities, visit: Row[Any]) -> str:
    """Return whence, where to and when: what a visit is called."""
    origin, goal = (
        ", ".join(entities.places[place].name for place in entities.sides.get((visit.id, side), ()))
        for side in ("from", "to")
    )
    way = " → ".join(part for part in (origin, goal) if part) or ROLES[visit.role].capitalize()
    return ", ".join(part for part in (way, when(visit)) if part)


def tie_title(entities: Entities, tie: Row[Any]) -> str:
    """Return the two places of a tie, as it is called."""
    return " – ".join(entities.places[place].name for place in (tie.a, tie.b))


def title(entities: Entities, entity: str) -> str:
    """Return what any entity is called."""
    if entity in entities.places:
        return str(entities.places[entity].name)
    if entity in entities.people:
        return str(entities.people[entity].name)
    if entity in entities.ties:
        return tie_title(entities, entities.ties[entity])
    if entity in entities.visits:
        return visit_title(entities, entities.visits[entity])
    return sum_words(entities.sums[entity]) if entity in entities.sums else entity


def person_names(row: Row[Any]) -> str:
    """Return a person's name, with that in the other script behind it."""
    others = dict.fromkeys(name for name in (row.name_latin, row.name_han) if name and name != row.name)
    return f"{row.name} ({', '.join(others)})" if others else str(row.name)


def office_words(row: Row[Any]) -> str:
    """Return an office with the body that it belongs to.

    >>> from types import SimpleNamespace
    >>> office_words(SimpleNamespace(title="Mayor", body="Lahti"))
    'Mayor, Lahti'
    """
    return ", ".join(part for part in (row.title, row.body) if part)


def years_words(rows: Iterable[Any]) -> str:
    """Return the first and the last year that rows with `first` and `last` tell."""
    years = sorted({day[:4] for row in rows for day in (row.first, row.last) if day})
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""


def value_words(value: Any) -> str:
    """Return one of the values that sources disagree on.

    >>> value_words("1988-04-26"), value_words("1981-05"), value_words("12 known"), value_words(1200)
    ('26 Apr 1988', 'May 1981', '12 known', '1,200')
    """
    if isinstance(value, str) and (printed := _ISO.fullmatch(value)):
        year, month, day = printed.groups()
        if day:
            last = dt.date.fromisoformat(value)
            return date_words(DateValue(start=last, end=last))
        return f"{calendar.month_abbr[int(month)]} {year}" if month else year
    return f"{value:,}" if isinstance(value, int) else str(value)


def record_words(kind: str, record: str) -> str:
    """Return a fact as it was read, JSON, in words."""
    from models.records import CityPair, DatedFact, Delegation, Leader, TieTotal

    if kind == "tie_totals":
        total = TieTotal.model_validate_json(record)
        of = f" of {total.place.name}" if total.place else ""
        counted = f"{total.modifier or ''} {total.count:,}".strip()
        as_of = f", {date_words(total.as_of)}" if total.as_of else ""
        return f"{counted} ties{of}{as_of}"
    kinds: dict[str, type[Fact]] = {
        "city_pairs": CityPair,
        "delegations": Delegation,
        "leaders": Leader,
        "amounts": Amount,
        "dates": DatedFact,
    }
    return fact_words(kinds[kind].model_validate(json.loads(record)))


def by_time(offices: Iterable[Any]) -> list[Any]:
    """Return offices in the order in which they were held, as far as told."""
    return sorted(offices, key=lambda row: (row.first or "9999", row.last or "9999", row.title, row.body))


def point_words(place: Any) -> str:
    """Return the position of a place.

    >>> from types import SimpleNamespace
    >>> point_words(SimpleNamespace(latitude=-33.87, longitude=151.21))
    '33.87° S, 151.21° E'
    """
    north, east = "NS"[place.latitude < 0], "EW"[place.longitude < 0]
    return f"{abs(place.latitude):.2f}° {north}, {abs(place.longitude):.2f}° {east}"

"""Facts in a few English words, exact and short enough for one line; places and people stay as printed."""

import calendar
from collections.abc import Iterable
from decimal import Decimal

from models import (
    Amount,
    BulletinRecords,
    CityPair,
    DatedFact,
    DateValue,
    Delegation,
    Leader,
    Place,
    TieTotal,
)
from models.records import Fact

KINDS = {
    "city_pairs": ("pair", "pairs"),
    "delegations": ("visit", "visits"),
    "leaders": ("leader", "leaders"),
    "amounts": ("sum", "sums"),
    "dates": ("date", "dates"),
}
LANGUAGES = {
    "en": "English",
    "zh": "Chinese",
    "mul": "English and Chinese",
    "und": "unknown language",
}
_PARTS = {
    "start": "start of ",
    "mid": "middle of ",
    "end": "end of ",
    "approx": "about ",
    "before": "before ",
    "after": "after ",
}
_UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_HALF, _QUARTER = 6, 3


def date_words(date: DateValue) -> str:
    """Return a date as a person would write it.

    >>> import datetime as dt
    >>> date_words(DateValue(start=dt.date(2015, 10, 12), end=dt.date(2015, 10, 21)))
    '12–21 Oct 2015'
    """
    return _PARTS.get(date.modifier or "", "") + _calendar_words(date)


def _calendar_words(date: DateValue) -> str:
    start, end = date.start, date.end
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if date.granularity == "decade" and start.year % 10 == 0 and end.year == start.year + 9:
        return f"{start.year}s"
    if date.granularity in ("year", "decade", "century"):
        return _ends(f"{start.year}", f"{end.year}")
    if date.granularity == "half" and months == _HALF and start.month in (1, 7):
        return f"{'first' if start.month == 1 else 'second'} half of {start.year}"
    if date.granularity == "quarter" and months == _QUARTER and start.month % _QUARTER == 1:
        return f"{('first', 'second', 'third', 'fourth')[start.month // _QUARTER]} quarter of {start.year}"
    if date.granularity == "day":
        return _day_words(date)
    months_of = (calendar.month_abbr[start.month], calendar.month_abbr[end.month])
    if start.year == end.year:
        return f"{_ends(*months_of)} {start.year}"
    return f"{months_of[0]} {start.year} – {months_of[1]} {end.year}"


def _day_words(date: DateValue) -> str:
    start, end = date.start, date.end
    last = f"{end.day} {calendar.month_abbr[end.month]} {end.year}"
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    first = f"{start.day} {calendar.month_abbr[start.month]}"
    return f"{first} – {last}" if start.year == end.year else f"{first} {start.year} – {last}"


def _ends(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def money_words(sum_: Amount) -> str:
    """Return a sum with no digit lost.

    >>> from models import Span
    >>> span = Span(start=0, end=5, text="€240m")
    >>> money_words(Amount(text="€240m", amount=240_000_000, currency="EUR", evidence=[span]))
    '240 million EUR'
    """
    number, unit = _scaled(sum_.amount)
    if sum_.upper is not None:
        upper, upper_unit = _scaled(sum_.upper)
        lower = number if unit in ("", upper_unit) else f"{number} {unit}"
        number = f"{lower} to {upper}"
        unit = upper_unit
    return " ".join(part for part in (sum_.modifier, number, unit, sum_.currency) if part)


def _scaled(amount: Decimal) -> tuple[str, str]:
    for size, unit in _UNITS:
        scaled = amount / size
        # 1,234,567 stays as it is: `1.234567 million` is harder to read.
        if scaled >= 1 and scaled == round(scaled, 3):
            return f"{scaled.normalize():,f}", unit
    return f"{amount.normalize():,f}", ""


def place_words(place: Place, home_country: str | None = None) -> str:
    """Return a place with its country, unless that is `home_country`.

    >>> place_words(Place(name="Lahti", country="FI"), "CN")
    'Lahti (FI)'
    """
    return place.name if place.country in (None, home_country) else f"{place.name} ({place.country})"


def pair_words(pair: CityPair, home_country: str | None = None) -> str:
    """Return a tie: its places, what it is and since when."""
    one, other = (place_words(place, home_country) for place in pair.places)
    stage = "" if pair.stage == "established" else f", {pair.stage}"
    since = f", since {date_words(pair.since)}" if pair.since else ""
    if pair.since and pair.stage == "intended":
        since = f", {date_words(pair.since)}"
    return f"{one} – {other}: {pair.relation.replace('-', ' ')}{stage}{since}"


def history_words(pair: CityPair) -> str:
    """Return the steps in the life of a tie, nothing where no more is known than since when it stands.

    >>> from models import Span, TieEvent
    >>> told = {"evidence": [Span(start=0, end=4, text="ties")]}
    >>> steps = [TieEvent(event=event, **told) for event in ("signing", "renewal")]
    >>> places = [Place(name="Deyang"), Place(name="Konin")]
    >>> history_words(CityPair(places=places, history=steps, **told))
    'signing, renewal'
    """
    if not any(step.event != "signing" for step in pair.history):
        return ""
    return ", ".join(
        f"{step.event} {date_words(step.date)}" if step.date else step.event for step in pair.history
    )


def total_words(total: TieTotal, home_country: str | None = None) -> str:
    """Return how many ties a place has, of which kind, and as of when.

    >>> from models import Span
    >>> span = Span(start=0, end=4, text="ties")
    >>> total_words(TieTotal(place=Place(name="Konin"), count=9, modifier="over", evidence=[span]))
    'Konin: over 9 ties'
    """
    kind = f"{total.relation.replace('-', ' ')} " if total.relation else ""
    words = f"{total.count:,} {kind}{'tie' if total.count == 1 else 'ties'}"
    words = f"{total.modifier} {words}" if total.modifier else words
    place = f"{place_words(total.place, home_country)}: " if total.place else ""
    return f"{place}{words}{f', as of {date_words(total.as_of)}' if total.as_of else ''}"


def visit_words(group: Delegation, home_country: str | None = None) -> str:
    """Return a group of people: how many, from where to where, led by whom, and when.

    >>> from models import Span
    >>> span = Span(start=0, end=5, text="group")
    >>> sides = {"from": [Place(name="Deyang")], "to": [Place(name="Konin", country="PL")]}
    >>> visit_words(Delegation(size=6, leader="Zhao Hui", evidence=[span], **sides), "CN")
    '6 people, Deyang → Konin (PL), led by Zhao Hui'
    """
    parts = [_head_words(group), _way_words(group, home_country)]
    if group.leader:
        parts.append(f"led by {_listed([group.leader] if isinstance(group.leader, str) else group.leader)}")
    if group.dates:
        parts.append(date_words(group.dates))
    return ", ".join(part for part in parts if part)


def _head_words(group: Delegation) -> str:
    people = ""
    if group.size is not None:
        people = f"{group.size:,} {'person' if group.size == 1 else 'people'}"
        people = f"{group.modifier} {people}" if group.modifier else people
    if group.visits > 1:
        people = f"{group.visits:,} visits{', ' if people else ''}{people}"
    words = people or {"attendance": "people at an event", "total": "visits"}.get(group.role, "delegation")
    words += f" ({group.kind})" if group.kind else ""
    return words + {"attendance": " at an event", "total": " in all"}.get(group.role, "") if people else words


def _way_words(group: Delegation, home_country: str | None) -> str:
    sides = [[place_words(place, home_country) for place in side] for side in (group.from_, group.to)]
    origin, goal = (_listed(side) for side in sides)
    if sorted(sides[0]) == sorted(sides[1]) and len(sides[0]) > 1:
        return f"both ways between {origin}"
    if origin and goal:
        return f"{origin} → {goal}"
    if group.role == "attendance" and goal:
        return f"in {goal}"
    return f"from {origin}" if origin else f"to {goal}" if goal else ""


def leader_words(leader: Leader) -> str:
    """Return a person with the offices and the bodies that these belong to.

    >>> from models import Span
    >>> span = Span(start=0, end=8, text="Zhao Hui")
    >>> leader_words(Leader(names=["Zhao Hui", "赵辉"], titles=["Mayor"], of=["Deyang"], evidence=[span]))
    'Zhao Hui (赵辉), Mayor of Deyang'
    """
    others = f" ({', '.join(leader.names[1:])})" if len(leader.names) > 1 else ""
    of = f" of {_listed(leader.of)}" if leader.of else ""
    return f"{leader.names[0]}{others}, {_listed(leader.titles)}{of}"


def fact_words(fact: Fact, home_country: str | None = None) -> str:
    """Return any fact in words."""
    match fact:
        case CityPair():
            return pair_words(fact, home_country)
        case Delegation():
            return visit_words(fact, home_country)
        case Leader():
            return leader_words(fact)
        case Amount():
            return money_words(fact)
        case DatedFact():
            return date_words(fact)
    raise TypeError(f"no words for a {type(fact).__name__}")


def count_words(counts: Iterable[tuple[str, int]]) -> str:
    """Return counts by kind.

    >>> count_words([("city_pairs", 1), ("dates", 1200)])
    '1 pair, 1,200 dates'
    """
    return ", ".join(f"{count:,} {KINDS[kind][count != 1]}" for kind, count in counts)


def counts(records: BulletinRecords) -> dict[str, int]:
    """Return how many facts of each kind there are."""
    return {kind: len(getattr(records, kind)) for kind in KINDS}


def home_country(records: BulletinRecords) -> str | None:
    """Return the country of the place whose bulletin it is, which goes without saying in words."""
    return records.document.home.country if records.document.home else None


def heading_words(records: BulletinRecords) -> str:
    """Return what is known of the bulletin itself: whose, in which language, of which day."""
    document = records.document
    parts = [place_words(document.home) if document.home else None, LANGUAGES[document.language]]
    if document.published:
        parts.append(f"published {date_words(DateValue(start=document.published, end=document.published))}")
    return ", ".join(part for part in parts if part)


def _listed(items: Iterable[str]) -> str:
    *most, last = [*items] or [""]
    return f"{', '.join(most)} and {last}" if most else last

"""What a fact says, slot by slot, in one form for gold and for records.

A slot holds fills; a fill is the set of right forms of one thing said, such as all names of a place. Two
fills agree when they share a form. The key slots of a kind make a fact the same fact; the others are its
attributes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.matching import most
from evaluation.names import normal, words
from models.gold import GoldFact, GoldPlace, Kind
from models.records import Amount, CityPair, DatedFact, DateValue, Delegation, Fact, Leader, Place

Fill = frozenset[str]
Slots = Mapping[str, tuple[Fill, ...]]

KEYS: dict[Kind, tuple[str, ...]] = {
    "dates": ("start", "end"),
    "amounts": ("amount", "currency"),
    "leaders": ("name",),
    "delegations": ("role", "size"),
    "city_pairs": ("places",),
}
# What most facts of a kind share does not tell that two of them are meant to be one.
_COMMON = frozenset({"granularity", "modifier", "currency", "role", "visits", "relation", "stage"})


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One fact, of the gold or of a system, as it is compared."""

    kind: Kind
    fact: Fact
    slots: Slots
    optional: bool = False

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the text tells it: half-open, in characters of the bulletin as given."""
        return tuple((span.start, span.end) for span in self.fact.evidence)

    def attributes(self) -> Slots:
        """Return the slots that are not keys."""
        return {name: fills for name, fills in self.slots.items() if name not in KEYS[self.kind]}


def said(kind: Kind, fact: Fact | GoldFact) -> Said:
    """Return a fact in the form that is compared."""
    return Said(kind, fact, _SLOTS[kind](fact), bool(getattr(fact, "optional", False)))


def agreeing(one: tuple[Fill, ...], other: tuple[Fill, ...]) -> int:
    """Return how many fills of two slots agree, one to one.

    >>> agreeing((frozenset({"konin"}), frozenset({"bonn", "波恩"})), (frozenset({"波恩"}),))
    1
    """
    if len(one) <= 1 and len(other) <= 1:
        return sum(bool(a & b) for a in one for b in other)
    return len(most([[float(bool(a & b)) for b in other] for a in one]))


def is_same(one: Said, other: Said) -> bool:
    """Whether two facts of a kind have the same keys."""
    return all(_filled_alike(one.slots[key], other.slots[key]) for key in KEYS[one.kind])


def is_exact(one: Said, other: Said) -> bool:
    """Whether two facts of a kind say the same in every slot."""
    return all(_filled_alike(fills, other.slots[name]) for name, fills in one.slots.items())


def agreement(one: Slots, other: Slots) -> int:
    """Return how many fills agree over all slots that both have."""
    return sum(agreeing(fills, other[name]) for name, fills in one.items() if name in other)


def is_related(one: Said, other: Said) -> bool:
    """Whether two facts agree in a slot that tells facts of their kind apart."""
    return any(agreeing(fills, other.slots[name]) for name, fills in one.slots.items() if name not in _COMMON)


def _filled_alike(one: tuple[Fill, ...], other: tuple[Fill, ...]) -> bool:
    return len(one) == len(other) == agreeing(one, other)


def _one(value: Any) -> tuple[Fill, ...]:
    return () if value is None else (frozenset({str(value)}),)


def _period(value: DateValue | None) -> tuple[Fill, ...]:
    return () if value is None else _one(f"{value.start}/{value.end}")


def _forms(names: Iterable[str]) -> Fill:
    return frozenset(filter(None, map(normal, names)))


def _some(forms: Fill) -> tuple[Fill, ...]:
    return (forms,) if forms else ()


def _places(places: Iterable[Place]) -> tuple[Fill, ...]:
    return tuple(_forms(place.names if isinstance(place, GoldPlace) else (place.name,)) for place in places)


def _date(fact: DatedFact) -> Slots:
    return {
        "start": _one(fact.start),
        "end": _one(fact.end),
        "granularity": _one(fact.granularity),
        "modifier": _one(fact.modifier),
    }


def _amount(fact: Amount) -> Slots:
    upper = None if fact.upper is None else fact.upper.normalize()
    return {
        "amount": _one(fact.amount.normalize()),
        "currency": _one(fact.currency),
        "upper": _one(upper),
        "modifier": _one(fact.modifier),
    }


def _leader(fact: Leader) -> Slots:
    return {
        "name": _some(_forms(fact.names)),
        "titles": _titles(fact.titles),
        "of": _some(_forms(fact.of)),
    }


def _titles(titles: Iterable[str]) -> tuple[Fill, ...]:
    """Return one fill an office: `Speaker` and `Speaker of the City Council` of one person are one."""
    offices: list[frozenset[str]] = []
    for title in sorted(_forms(titles), key=lambda form: (len(form), form)):
        known = next((office for office in offices if any(form in title for form in office)), None)
        if known is None:
            offices.append(frozenset({title}))
        else:
            offices[offices.index(known)] = known | {title}
    return tuple(offices)


def _delegation(fact: Delegation) -> Slots:
    leader = (fact.leader,) if isinstance(fact.leader, str) else (fact.leader or ())
    return {
        "role": _one(fact.role),
        "size": _one(fact.size),
        "modifier": _one(fact.modifier),
        "visits": _one(fact.visits),
        "kind": _some(words(fact.kind or "")),
        "from": _places(fact.from_),
        "to": _places(fact.to),
        "leader": _some(_forms(leader)),
        "dates": _period(fact.dates),
    }


def _pair(fact: CityPair) -> Slots:
    return {
        "places": _places(fact.places),
        "relation": _one(fact.relation),
        "stage": _one(fact.stage),
        "since": _period(fact.since),
    }


_SLOTS: dict[Kind, Callable[[Any], Slots]] = {
    "dates": _date,
    "amounts": _amount,
    "leaders": _leader,
    "delegations": _delegation,
    "city_pairs": _pair,
}

"""Places of the gold against those of the records: is a name linked to the right entry of GeoNames.

The places of the records that a printed name makes the same as one of the gold's are its links; whether facts
are right does not matter here. Each place of a bulletin counts once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evaluation.names import normal
from models.gold import GoldBulletin, GoldPlace
from models.records import BulletinRecords, Place


class Outcome(StrEnum):
    """What became of a place of the gold."""

    RIGHT = "right"
    NO_ENTRY = "rightly none"  # GeoNames has no such place, and none is named
    WRONG = "wrong"
    UNLINKED = "unlinked"  # GeoNames has it, but no identifier is given
    INVENTED = "invented"  # an identifier, though GeoNames has no such place
    NOT_FOUND = "not found"  # not among the places of the records


GOOD = frozenset({Outcome.RIGHT, Outcome.NO_ENTRY})
LINKED = frozenset({Outcome.RIGHT, Outcome.WRONG, Outcome.INVENTED})


@dataclass(frozen=True, slots=True)
class Link:
    """One place of the gold and what the records of its bulletin say of it.

    `given` are the identifiers that the records have under its names, usually one, and `countries` likewise.
    """

    bulletin: str
    place: GoldPlace
    given: frozenset[int]
    countries: frozenset[str]
    outcome: Outcome

    @property
    def country_is_right(self) -> bool | None:
        """Whether the records give the country of the gold, and no other; None without one, or not found."""
        if self.outcome is Outcome.NOT_FOUND or self.place.country is None:
            return None
        return self.countries == {self.place.country}


def judged(right: frozenset[int], given: frozenset[int]) -> Outcome:
    """Return what becomes of a place with the identifiers `right` that is linked to those `given`.

    Where a bulletin links one place twice, both links have to be right.

    >>> judged(frozenset({1, 2}), frozenset({2})).value, judged(frozenset({1}), frozenset({1, 3})).value
    ('right', 'wrong')
    >>> judged(frozenset(), frozenset({3})).value, judged(frozenset(), frozenset()).value
    ('invented', 'rightly none')
    """
    if not given:
        return Outcome.UNLINKED if right else Outcome.NO_ENTRY
    if not right:
        return Outcome.INVENTED
    return Outcome.RIGHT if given <= right else Outcome.WRONG


def links_of(gold: GoldBulletin, records: BulletinRecords) -> list[Link]:
    """Return what became of each place that the gold requires: the home place and those of required facts.

    A place of which the bulletin does not settle which it is counts neither way.
    """
    required = {_key(place) for place in gold.places(required=True) if not place.unsure}
    places = _distinct(gold.places())
    forms = [frozenset(map(normal, place.names)) for place in places]
    found: dict[int, list[Place]] = {index: [] for index in range(len(places))}
    for place in _places(records):
        form = normal(place.name)
        for index in _meant(place, {i: places[i] for i, names in enumerate(forms) if form in names}):
            found[index].append(place)
    return [
        _link(gold.document.id, place, found[index])
        for index, place in enumerate(places)
        if _key(place) in required
    ]


def _link(bulletin: str, place: GoldPlace, found: Sequence[Place]) -> Link:
    given = frozenset(one.geonames_id for one in found if one.geonames_id is not None)
    countries = frozenset(one.country for one in found if one.country is not None)
    outcome = judged(place.identifiers, given) if found else Outcome.NOT_FOUND
    return Link(bulletin, place, given, countries, outcome)


def _distinct(places: Iterator[GoldPlace]) -> list[GoldPlace]:
    """Return each place once, with the names that it has anywhere in the bulletin."""
    known: dict[tuple[str, str | None], GoldPlace] = {}
    for place in places:
        before = known.get(_key(place), place)
        names = dict.fromkeys((*before.names[1:], *place.names))
        known[_key(place)] = before.model_copy(update={"aliases": tuple(names)})
    return list(known.values())


def _key(place: GoldPlace) -> tuple[str, str | None]:
    return normal(place.name), place.country


def _meant(place: Place, candidates: Mapping[int, GoldPlace]) -> list[int]:
    """Return which of the places of the gold that bear its name a place of the records is.

    A name that several share is that of the country which the record gives, and among those the one that
    it is rightly linked to; an Akita may be the city or the prefecture.
    """
    there = [
        i
        for i, one in candidates.items()
        if None in (place.country, one.country) or place.country == one.country
    ]
    linked = [i for i in there if place.geonames_id in candidates[i].identifiers]
    return linked or there or list(candidates)


def _places(records: BulletinRecords) -> Iterator[Place]:
    if records.document.home is not None:
        yield records.document.home
    for pair in records.city_pairs:
        yield from pair.places
    for group in records.delegations:
        yield from (*group.from_, *group.to)
    for total in records.tie_totals:
        if total.place is not None:
            yield total.place

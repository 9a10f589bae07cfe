"""What a place mention is, and how the mentions of a passage come together."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Literal, NamedTuple

from corpus.frozen import dataclass
from pipeline.gazetteer import Entry, Level

_START, _END = itemgetter(0), itemgetter(1)
Role = Literal["place", "qualifier", "organisation", "home"]


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """A place under its printed name.

    `role` tells what the mention does: `place` names a place, `qualifier` says in which country or province
    the place beside it lies, `organisation` is part of an organisation's name, `home` is `our city`, `我市`.
    `told` tells that the text prints the country, `region` is the wider place printed beside it.
    """

    name: str
    country: str | None = None
    geonames_id: int | None = None
    level: Level = "city"
    role: Role = "place"
    told: bool = False
    region: str | None = None


class Hit(NamedTuple):
    """A stretch of text that may be a place, with the places that the gazetteer knows under it.

    `name` is the name in full where a short form is printed (`蓉`).
    """

    start: int
    end: int
    senses: tuple[Entry, ...] = ()
    rule: str = "gazetteer"
    role: Role = "place"
    country: str | None = None
    region: str | None = None
    name: str | None = None

    @property
    def is_country(self) -> bool:
        """Tell whether the name is first of all a country's."""
        return bool(self.senses) and self.senses[0].level == "country"

    def within(self, country: str | None) -> "Hit":
        """Return the hit as lying in `country`, unless it is known to lie in one already."""
        return self if country is None or self.country else self._replace(country=country)

    def may_lie_in(self, country: str | None) -> bool:
        """Tell whether the gazetteer knows such a place there, or no such place at all."""
        known = {sense.country for sense in self.senses if sense.country}
        return country is None or not known or country in known


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits that do not overlap: the leftmost, and of those that start together the longest."""
    kept: list[Hit] = []
    end = 0
    for hit in sorted(sorted(hits, key=_END, reverse=True), key=_START):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return kept


def joined(hits: list[Hit], others: Iterable[Hit]) -> list[Hit]:
    """Return the longest of hits that are in order without overlaps, and of others."""
    more = list(others)
    return longest([*hits, *more]) if more else hits


def _of_china(hit: Hit) -> bool:
    """Tell whether only the Chinese dictionary knows the name: a county or town of China, nearly always."""
    return bool(hit.senses) and all(sense.level == "district" for sense in hit.senses)


def spread_country(hits: Sequence[Hit], joined: Callable[[int], bool], *, backwards: bool) -> list[Hit]:
    """Hand a printed country on along a list.

    `joined(i)` tells whether hits i and i + 1 are neighbours in a list; `backwards` hands on from its end.
    """
    spread = list(hits)
    order = range(len(hits) - 1)
    for index in reversed(order) if backwards else order:
        giver, taker = (index + 1, index) if backwards else (index, index + 1)
        country, hit = spread[giver].country, spread[taker]
        if country and not hit.country and not hit.is_country and _may_take(hit, country) and joined(index):
            spread[taker] = hit.within(country)
    return spread


def _may_take(hit: Hit, country: str) -> bool:
    return hit.rule == "kind" or (hit.may_lie_in(country) and not _of_china(hit))

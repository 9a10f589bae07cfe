"""Mentions that may be of one person, split into persons."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from pipeline.register.people.mention import PersonMention
from pipeline.register.people.profile import profile
from pipeline.register.people.sameness import same

# Mentions that share a full name in Chinese characters, or one mention: the pieces that persons are made of.
_Unit = tuple[PersonMention, ...]
_Links = dict[PersonMention, set[PersonMention]]
_Item = TypeVar("_Item", bound=Hashable)


def persons(mentions: Sequence[PersonMention]) -> list[list[int]]:
    """Split mentions into persons: lists of their indices in order, whatever the order of the mentions.

    Who is named in full in Chinese characters is a person. A name that says less goes to the one person that
    it fits; where several fit, to the one whose office or place it shares, and else to a person of its own.

    >>> def mayor(name): return PersonMention((name,), ("Mayor",), (), ("geonames:1",), ("CN",))
    >>> persons([mayor("赵辉"), mayor("Zhao Hui"), mayor("赵"), mayor("Zhao Hui")])
    [[0, 1, 2, 3]]
    >>> persons([mayor("赵辉"), mayor("Zhao Hui"), mayor("赵慧")])
    [[0], [1], [2]]
    """
    where: dict[PersonMention, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        where[mention].append(number)
    links = _links(sorted(where))
    found: list[set[_Unit]] = []
    units = _units(links)
    for level in range(6):
        found = _with_level([unit for unit in units if _level(unit) == level], found, links)
    groups = (
        [number for unit in person for mention in unit for number in where[mention]] for person in found
    )
    return sorted(sorted(group) for group in groups)


def _links(mentions: Sequence[PersonMention]) -> _Links:
    """Return for each mention the others that may be of the same person."""
    sharing: dict[str, list[PersonMention]] = defaultdict(list)
    links: _Links = {mention: set() for mention in mentions}
    for mention in mentions:
        met = {other for key in profile(mention).keys for other in sharing[key]}
        for other in met:
            if same(mention, other):
                links[mention].add(other)
                links[other].add(mention)
        for key in profile(mention).keys:
            sharing[key].append(mention)
    return links


def _units(links: _Links) -> list[_Unit]:
    """Return the mentions, those together that share a full name in Chinese characters and are connected."""
    connected, union = _Union(links), _Union(links)
    for mention, others in links.items():
        for other in others:
            connected.join(mention, other)
    for group in connected.groups():
        named: dict[str, PersonMention] = {}
        for mention in group:
            told = profile(mention)
            for name in told.chinese | told.sounded:
                union.join(named.setdefault(name, mention), mention)
    return [tuple(sorted(group)) for group in union.groups()]


def _level(unit: _Unit) -> int:
    return min(profile(mention).level for mention in unit)


def _with_level(units: list[_Unit], known: list[set[_Unit]], links: _Links) -> list[set[_Unit]]:
    """Give the units of a level to the persons known, or make persons of them."""
    owner = {mention: number for number, person in enumerate(known) for unit in person for mention in unit}
    fitting = {unit: _fitting(unit, owner, links) for unit in units}
    given = {unit: _decided(unit, fits, known, links) for unit, fits in fitting.items()}
    grown = [set(person) for person in known]
    for unit, number in given.items():
        if number is not None:
            grown[number].add(unit)
    by_level = {mention: number for unit, number in given.items() if number is not None for mention in unit}
    for group in _joined([unit for unit in units if not fitting[unit]], links):
        # A name that only others of its level tie to a person: theirs, if they are of one person.
        near = {number for unit in group for number in _fitting(unit, by_level, links)}
        if len(near) == 1:
            grown[near.pop()].update(group)
        else:
            grown.append(set(group))
    undecided = [unit for unit in units if fitting[unit] and given[unit] is None]
    grown.extend(set(group) for group in _joined(undecided, links))
    return grown


def _fitting(unit: _Unit, owner: dict[PersonMention, int], links: _Links) -> list[int]:
    """Return the numbers of the persons that a unit is linked to."""
    near = {other for mention in unit for other in links[mention]}
    return sorted({owner[other] for other in near if other in owner})


def _decided(unit: _Unit, fits: list[int], known: Sequence[set[_Unit]], links: _Links) -> int | None:
    """Return the number of the one person that fits, or fits best by office and place, and then by place."""
    if len(fits) < 2:
        return fits[0] if fits else None
    scores = [_score(unit, known[number], links) for number in fits]
    best = max(scores)
    return fits[scores.index(best)] if scores.count(best) == 1 else None


def _score(unit: _Unit, person: set[_Unit], links: _Links) -> tuple[bool, bool]:
    told = [profile(mention) for mention in unit]
    others = [profile(other) for u in person for other in u if any(other in links[m] for m in unit)]
    pairs = [(a, b) for a in told for b in others]
    return (
        any(a.classes & b.classes and a.places & b.places for a, b in pairs),
        any(a.places & b.places for a, b in pairs),
    )


def _joined(units: Sequence[_Unit], links: _Links) -> list[list[_Unit]]:
    """Return the units in groups that are connected."""
    union = _Union(units)
    of = {mention: unit for unit in units for mention in unit}
    for mention, unit in of.items():
        for other in links[mention]:
            if other in of:
                union.join(unit, of[other])
    return union.groups()


class _Union(Generic[_Item]):
    """Items in groups that grow together; the groups and their items in order."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self._above = {item: item for item in items}

    def _top(self, item: _Item) -> _Item:
        while self._above[item] != item:
            self._above[item] = self._above[self._above[item]]
            item = self._above[item]
        return item

    def join(self, one: _Item, other: _Item) -> None:
        self._above[self._top(other)] = self._top(one)

    def groups(self) -> list[list[_Item]]:
        found: dict[_Item, list[_Item]] = defaultdict(list)
        for item in self._above:
            found[self._top(item)].append(item)
        return list(found.values())

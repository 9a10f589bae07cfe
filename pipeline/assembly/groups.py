"""Delegations: the tellings of one journey are one record, its missing places filled from what is implied."""

from collections.abc import Sequence
from dataclasses import dataclass

from models import Delegation, Place
from pipeline.assembly.passages import ReadPassage, distinct
from pipeline.assembly.people import People
from pipeline.assembly.placebook import PlaceBook
from pipeline.assembly.ties import date_value
from pipeline.delegations import GroupReading, merge_groups
from pipeline.delegations.merging import Telling
from pipeline.delegations.reading import Place as PlaceMention
from pipeline.mentions import Mention

# How far back, in characters, the place abroad may have been named that a group goes to or comes from.
_NEAR = 500


@dataclass(frozen=True, slots=True)
class _Told:
    """A mention of a group, with its passage and that passage's number."""

    number: int
    read: ReadPassage
    mention: Mention[GroupReading]

    @property
    def group(self) -> GroupReading:
        return self.mention.value


def delegation_records(
    given: str, passages: Sequence[ReadPassage], book: PlaceBook, people: People
) -> list[Delegation]:
    """Return a record for each journey, crowd and sum of visits."""
    told = [
        _Told(number, read, mention)
        for number, read in enumerate(passages)
        for mention in read.analysis.groups
    ]
    journeys = merge_groups([_telling(item, book, people) for item in told])
    return [_record(given, [told[index] for index in journey], book, people) for journey in journeys]


def _telling(item: _Told, book: PlaceBook, people: People) -> Telling:
    group = item.group
    leaders = (people.number(item.number, leader) for leader in group.leaders)
    return Telling(
        group,
        item.read.passage.given(item.mention.start, item.mention.end)[0],
        item.read.passage.language,
        _keys(group.origin, book),
        _keys(group.destination, book),
        frozenset(number for number in leaders if number is not None),
    )


def _keys(places: Sequence[PlaceMention], book: PlaceBook) -> frozenset[str]:
    return frozenset(key for key in (book.key(place.value) or book.home_key() for place in places) if key)


def _record(given: str, items: Sequence[_Told], book: PlaceBook, people: People) -> Delegation:
    groups = [item.group for item in items]
    sized = next((group for group in groups if group.size is not None), groups[0])
    origin, destination = _ways(items, book)
    dated = [group.dates for group in groups if group.dates]
    return Delegation.model_validate(
        {
            "role": groups[0].role,
            "size": sized.size,
            "modifier": sized.modifier,
            "visits": groups[0].visits,
            "kind": next((group.kind for group in groups if group.kind), None),
            "from": origin,
            "to": destination,
            "leader": _leader(items, people),
            "dates": date_value(min(dated, key=lambda date: date.coarseness)) if dated else None,
            "rule": items[0].mention.rule,
            "evidence": distinct([item.read.evidence(given, item.mention) for item in items]),
        }
    )


def _leader(items: Sequence[_Told], people: People) -> str | tuple[str, ...] | None:
    names: list[str] = []
    for item in items:
        for leader in item.group.leaders:
            number = people.number(item.number, leader)
            name = people.name(number) if number is not None else leader.value.name
            if name not in names:
                names.append(name)
    return names[0] if len(names) == 1 else tuple(names) or None


def _ways(items: Sequence[_Told], book: PlaceBook) -> tuple[list[Place], list[Place]]:
    """Return where the group comes from and goes to; the side left out is home, or the last place abroad."""
    origin = _places([(item, place) for item in items for place in item.group.origin], book)
    destination = _places([(item, place) for item in items for place in item.group.destination], book)
    if items[0].group.role == "attendance":
        return [], destination
    outbound = next((item.group.outbound for item in items if item.group.outbound is not None), None)
    home = [book.home] if book.home else []
    if outbound is not None:
        origin = origin or (home if outbound else _abroad(items[0], book))
        destination = destination or (_abroad(items[0], book) if outbound else home)
    if items[0].group.role == "total":
        return origin, destination
    return origin, [place for place in destination if place not in origin]


def _places(mentions: Sequence[tuple[_Told, PlaceMention]], book: PlaceBook) -> list[Place]:
    found: dict[str, Place] = {}
    for item, mention in mentions:
        place, key = book.place(mention, item.read), book.key(mention.value) or book.home_key()
        if place and key:
            found.setdefault(key, place)
    return list(found.values())


def _abroad(item: _Told, book: PlaceBook) -> list[Place]:
    """Return the place abroad that was named last before the group, within the passage."""
    before = [
        place
        for place in item.read.analysis.places
        if item.mention.end - _NEAR <= place.end <= item.mention.end
        and place.value.role == "place"
        and not item.read.analysis.is_home(place.value)
        and place.value.level != "country"
    ]
    return _places([(item, before[-1])], book) if before else []

"""Delegations: the tellings of one journey are one record, its missing places filled from what is implied."""

from collections.abc import Sequence

from pipeline.assembly.drafts import Draft, date_field, evidence, time_of
from pipeline.assembly.extents import group_extent
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.people import People
from pipeline.assembly.placebook import PlaceBook
from pipeline.assembly.ways import Told, Ways
from pipeline.delegations import merge_groups
from pipeline.delegations.merging import Telling
from pipeline.delegations.reading import Place as PlaceMention
from pipeline.sentences import Bounds


def delegation_records(
    given: str, passages: Sequence[ReadPassage], book: PlaceBook, people: People
) -> list[Draft]:
    """Return a record for each journey, crowd and sum of visits."""
    told = [
        Told(number, read, mention)
        for number, read in enumerate(passages)
        for mention in read.analysis.groups
    ]
    journeys = merge_groups([_telling(item, book, people) for item in told])
    ways = Ways(passages, book, people)
    return [_record(given, [told[index] for index in journey], ways, people) for journey in journeys]


def _telling(item: Told, book: PlaceBook, people: People) -> Telling:
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
    if not places:
        return frozenset()
    return frozenset(key for key in (book.key(place.value) or book.home_key() for place in places) if key)


def _record(given: str, items: Sequence[Told], ways: Ways, people: People) -> Draft:
    groups = [item.group for item in items]
    sized = next((group for group in groups if group.size is not None), groups[0])
    origin, destination = ways.of(items)
    dated = [group.dates for group in groups if group.dates]
    dates = min(dated, key=lambda date: date.coarseness) if dated else None
    return {
        "role": groups[0].role,
        "size": sized.size,
        "modifier": sized.modifier,
        "visits": groups[0].visits,
        "kind": next((group.kind for group in groups if group.kind), None),
        "from": origin,
        "to": destination,
        "leader": _leader(items, people),
        "dates": date_field(time_of(dates)),
        "rule": items[0].mention.rule,
        "evidence": evidence(given, [_extent(item) for item in items]),
    }


def _extent(item: Told) -> Bounds:
    """Return where the words of a group stand in the bulletin as given."""
    analysis, mention = item.read.analysis, item.mention
    stretch = group_extent(analysis.text, mention.start, mention.end, item.group.kind, analysis.language)
    return item.read.passage.given(*stretch)


def _leader(items: Sequence[Told], people: People) -> str | tuple[str, ...] | None:
    names: list[str] = []
    for item in items:
        for leader in item.group.leaders:
            number = people.number(item.number, leader)
            name = people.name(number) if number is not None else leader.value.name
            if name not in names:
                names.append(name)
    return names[0] if len(names) == 1 else tuple(names) or None

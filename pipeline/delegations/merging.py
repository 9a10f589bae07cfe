"""One journey, one record: bring together what a bulletin tells of the same group in several places."""

from collections.abc import Hashable, Sequence

from corpus.frozen import dataclass
from pipeline.dates import DateReading
from pipeline.delegations.reading import GroupReading

Key = Hashable


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention of a group with its slots resolved to identities that hold across the bulletin.

    `origin`, `destination` and `leaders` are keys of places and people; `position` counts characters of the
    bulletin, `language` parts the two tellings of a bilingual page.
    """

    group: GroupReading
    position: int
    language: str
    origin: frozenset[Key]
    destination: frozenset[Key]
    leaders: frozenset[Key]


def merge_groups(tellings: Sequence[Telling]) -> list[list[int]]:
    """Return the tellings of each journey, as lists of their numbers.

    Tellings must be in the order of the text; a mere back reference to nothing is dropped.
    """
    journeys: list[list[int]] = []
    for index, telling in enumerate(tellings):
        target = _same_journey(tellings, journeys, telling)
        if target is not None:
            target.append(index)
        elif _stands_alone(telling, journeys):
            journeys.append([index])
    return journeys


def _same_journey(
    tellings: Sequence[Telling], journeys: Sequence[list[int]], telling: Telling
) -> list[int] | None:
    for journey in reversed(journeys):
        members = [tellings[index] for index in journey]
        if all(_compatible(member, telling) for member in members) and any(
            _tied(member, telling) for member in members
        ):
            return journey
    return None


def _compatible(one: Telling, other: Telling) -> bool:
    """Tell whether nothing in the two tellings contradicts: role, size, places, leaders, dates."""
    a, b = one.group, other.group
    if a.role != b.role or a.visits != b.visits:
        return False
    if a.size is not None and b.size is not None and a.size != b.size:
        return False
    if not _may_be_same(one.leaders, other.leaders) or not _may_be_same(one.origin, other.origin):
        return False
    if a.outbound is not None and b.outbound is not None and a.outbound != b.outbound:
        return False
    return _overlap(a.dates, b.dates)


def _may_be_same(one: frozenset[Key], other: frozenset[Key]) -> bool:
    return not one or not other or bool(one & other)


def _overlap(one: DateReading | None, other: DateReading | None) -> bool:
    return one is None or other is None or (one.start <= other.end and other.start <= one.end)


def _tied(one: Telling, other: Telling) -> bool:
    """Tell whether something shows the two to be the same: leader, size, dates or a back reference."""
    a, b = one.group, other.group
    if a.role == "delegation" and _is_sketch(one):
        return True
    if one.leaders & other.leaders:
        return (
            _same_time(a.dates, b.dates)
            or not b.new
            or one.language != other.language
            or not (a.dates and b.dates)
        )
    if a.role != "delegation":
        return a.size is not None and a.size == b.size
    if a.size is not None and a.size == b.size:
        return a.dates is None or b.dates is None or _same_time(a.dates, b.dates)
    if not b.new:
        return True
    if one.language != other.language:
        return a.dates is not None and a.dates == b.dates
    return a.dates is not None and a.dates == b.dates and bool(one.origin & other.origin) and a.size == b.size


def _is_sketch(telling: Telling) -> bool:
    """Tell whether a telling says too little to be told apart from a fuller one, as a headline's does."""
    group = telling.group
    return group.headline and group.size is None and not telling.leaders and group.dates is None


def _same_time(one: DateReading | None, other: DateReading | None) -> bool:
    return one is not None and other is not None and _overlap(one, other)


def _stands_alone(telling: Telling, journeys: Sequence[list[int]]) -> bool:
    """Tell whether a mention that fits no journey so far is a record of its own."""
    group = telling.group
    if group.role != "delegation":
        return True
    if group.new or (not journeys and (group.size is not None or telling.leaders)):
        return True
    if group.size is not None:
        return True
    return group.tells and (not journeys or bool(telling.origin)) and bool(telling.origin or group.dates)

"""English sums over visits: `40 delegation visits with 350 people`, `exchanged 23 delegations`."""

from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.wording import pattern, sought

_pattern = partial(pattern, "en")
_sought = partial(sought, "en")


def totals(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find the counts of visits in the sentence [start, end), each with the count of persons beside it."""
    text = analysis.text
    for index, visits in enumerate(counts):
        noun = _pattern("visits").match(text, visits.end, end)
        if not noun or visits.value.value < 2 or not _sought("total").search(text, start, end):
            continue
        size = _persons_behind(text, noun.end(), end, counts[index + 1 : index + 2]) or _persons_before(
            text, visits, counts[max(0, index - 1) : index]
        )
        yield Anchor(
            min(visits.start, size.start if size else visits.start),
            max(size.end if size else 0, noun.end()),
            "total",
            role="total",
            count=size,
            visits=visits,
            weight=9,
            noun=visits.start,
            noun_end=noun.end(),
            outbound=_way(text, visits.start, max(size.end if size else 0, noun.end()), end),
        )
        if size is None:
            yield from _other_way(text, noun.end(), end, counts[index + 1 : index + 2])


def _other_way(text: str, stop: int, end: int, following: Sequence[Count]) -> Iterator[Anchor]:
    """Read the visits whose noun is left out: `31 delegations have come and twelve have gone`."""
    for count in following:
        outbound = _way(text, count.start, count.end, end)
        if outbound is not None and _pattern("visits_together").fullmatch(text[stop : count.start]):
            yield Anchor(
                count.start,
                count.end,
                "total",
                role="total",
                visits=count,
                weight=9,
                outbound=outbound,
                elliptic=True,
            )


def _way(text: str, start: int, stop: int, end: int) -> bool | None:
    """Tell whether the visits counted in [start, stop) went out or came in, None where nothing tells."""
    way = _pattern("ways").match(text, stop, end)
    if way is not None:
        return any(way[name] is not None for name in ("outbound", "was_out", "went_out"))
    before = _sought("ways_before").search(text[max(0, start - 60) : start])
    return None if before is None else before["outbound"] is not None


def _persons_behind(text: str, stop: int, end: int, following: Sequence[Count]) -> Count | None:
    """Read `40 visits with 350 people`."""
    for later in following:
        counted = _pattern("people").match(text, later.end, end) or _pattern("person_times").match(
            text, later.end
        )
        if counted and _pattern("with_people").fullmatch(text[stop : later.start]):
            return later
    return None


def _persons_before(text: str, visits: Count, before: Sequence[Count]) -> Count | None:
    """Read `350 people in 40 visits`."""
    for earlier in before:
        told = _sought("persons_told").search(text[max(0, earlier.start - 24) : earlier.start])
        counted = told or _pattern("people").match(text, earlier.end, visits.start)
        if counted and _pattern("persons_first").fullmatch(text[earlier.end : visits.start]):
            return earlier
    return None


def sum_of_persons(text: str, start: int, end: int, count: Count, stop: int) -> Anchor | None:
    """Read persons counted over several visits: `since 1995, 150 pupils have been to`, `900 person-times`."""
    before, persons = text[start : count.start], stop > count.end
    times = _pattern("person_times_of").match(text, count.end, end)
    if times and _sought("touring").search(text, start, end):
        times = None
    told = (
        persons
        and count.value.value >= 20
        and (
            (_pattern("sum_done").match(text, stop, end) and _sought("sum_cue").search(text, start, end))
            or (_sought("sum_year").search(before) and _pattern("sum_after").match(text, stop, end))
        )
    )
    if not times and not told:
        return None
    last = times.end() if times else stop
    return Anchor(
        count.start,
        last,
        "person_times",
        role="total",
        count=count,
        weight=8,
        outbound=_way(text, count.start, last, end),
    )

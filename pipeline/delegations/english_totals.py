"""English sums over visits: `40 delegation visits with 350 people`, `exchanged 23 delegations`."""

from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.wording import pattern

_pattern = partial(pattern, "en")


def totals(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find the counts of visits in the sentence [start, end), each with the count of persons beside it."""
    text = analysis.text
    for index, visits in enumerate(counts):
        noun = _pattern("visits").match(text, visits.end, end)
        if not noun or visits.value.value < 2 or not _pattern("total").search(text, start, end):
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
        )


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
        counted = _pattern("people").match(text, earlier.end, visits.start)
        if counted and _pattern("persons_first").fullmatch(text[earlier.end : visits.start]):
            return earlier
    return None

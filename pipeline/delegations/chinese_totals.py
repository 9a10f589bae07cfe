"""Chinese sums over visits: `互访260批次3100人次`, `接待来访团组12批85人次`."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.wording import pattern

_pattern = partial(pattern, "zh")


def totals(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find sums over visits: `互访260批次3100人次`, `接待来访团组12批85人次`."""
    text = analysis.text
    for index, visits in enumerate(counts):
        unit = _pattern("batches").match(text, visits.end, end) or _counted_noun(text, start, visits, end)
        if not unit or visits.value.value < 2:
            continue
        size = None
        for later in counts[index + 1 : index + 2]:
            gap = text[unit.end() : later.start]
            if _pattern("persons_too").fullmatch(gap) and _pattern("person_times").match(text, later.end):
                size = later
        if size or _pattern("total").search(text, start, end):
            last = size.end if size else unit.end()
            yield Anchor(visits.start, last, "total", role="total", count=size, visits=visits, weight=9)
    for count in counts:
        if text.startswith("人次", count.end) and _pattern("exchange").search(text, start, end):
            yield Anchor(count.start, count.end + 2, "person_times", role="total", count=count, weight=8)


def _counted_noun(text: str, start: int, count: Count, end: int) -> re.Match[str] | None:
    """Read a count behind the noun it counts: `代表团310个`."""
    if _pattern("noun_before").search(text[start : count.start]) is None:
        return None
    return _pattern("noun_counter").match(text, count.end, end)

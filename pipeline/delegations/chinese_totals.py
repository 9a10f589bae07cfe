"""Chinese sums over visits: `互访260批次3100人次`, `接待来访团组12批85人次`."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.kinds import kind_of_chinese_people
from pipeline.delegations.wording import pattern

_pattern = partial(pattern, "zh")


def totals(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find sums over visits: `互访260批次3100人次`, `接待来访团组12批85人次`."""
    text = analysis.text
    for index, visits in enumerate(counts):
        unit = _pattern("batches").match(text, visits.end, end) or _counted_noun(text, start, visits, end)
        if unit is None or visits.value.value < 2 or _counts_else(text, start, visits):
            continue
        size = None
        for later in counts[index + 1 : index + 2]:
            gap = text[unit.end() : later.start]
            if _pattern("persons_too").fullmatch(gap) and _pattern("person_times").match(text, later.end):
                size = later
        if size or _pattern("total").search(text, start, end):
            last = size.end if size else unit.end()
            yield Anchor(
                visits.start,
                last,
                "total",
                role="total",
                count=size,
                visits=visits,
                weight=9,
                outbound=_way(text, start, visits.start),
            )
    for count in counts:
        over_visits = _over_visits(text, start, end, count)
        if over_visits and not _counts_else(text, start, count):
            yield over_visits


def _way(text: str, start: int, stop: int) -> bool | None:
    """Tell whether the visits counted at `stop` went out or came in, None where they went both ways."""
    before = text[max(start, stop - 40) : stop]
    way = _pattern("ways_before").search(before)
    if way is None or _pattern("both_ways").search(before):
        return None
    return way["outbound"] is not None


def _counts_else(text: str, start: int, count: Count) -> bool:
    """Tell whether the clause counts papers, trainees or tourists: `审发邀请函182批`."""
    clause = max(start, *(text.rfind(mark, start, count.start) + 1 for mark in "，。；、"))
    if text.startswith("涉及", clause):
        clause = max(start, text.rfind("，", start, clause - 1) + 1)
    return _pattern("no_visits").search(text, clause, count.start) is not None


def _over_visits(text: str, start: int, end: int, count: Count) -> Anchor | None:
    """Read persons counted over several visits: `互访3100人次`, `累计有600多名学生参加了互访`."""
    if text.startswith("人次", count.end) and _pattern("exchange").search(text, start, end):
        return Anchor(count.start, count.end + 2, "person_times", role="total", count=count, weight=8)
    unit = _over_years(text, start, end, count)
    if unit is None:
        return None
    kind = kind_of_chinese_people(text[start : count.start], text, unit.end())
    return Anchor(count.start, unit.end(), "person_times", role="total", count=count, weight=8, kind=kind)


def _over_years(text: str, start: int, end: int, count: Count) -> re.Match[str] | None:
    """Match the unit of persons counted over years: `累计有600多名学生参加了互访`."""
    unit = _pattern("unit").match(text, count.end, end)
    if unit is None or count.value.value < 20 or not _pattern("sum_cue").search(text, start, count.start):
        return None
    done = _pattern("sum_done").match(text, unit.end(), end)
    return unit if done or _pattern("sum_sent").search(text[start : count.start]) else None


def _counted_noun(text: str, start: int, count: Count, end: int) -> re.Match[str] | None:
    """Read a count behind the noun it counts: `代表团310个`."""
    counter = _pattern("noun_counter").match(text, count.end, end)
    return counter if counter and _pattern("noun_before").search(text[start : count.start]) else None

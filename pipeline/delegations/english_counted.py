"""English counted people without a noun for a group: `some 300 people attended`, `23 students flew to`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.english_company import along_of, company_of, others_of
from pipeline.delegations.english_leaders import leaders_of
from pipeline.delegations.english_totals import sum_of_persons
from pipeline.delegations.kinds import kind_of_people
from pipeline.delegations.wording import pattern, sought

_pattern = partial(pattern, "en")
_sought = partial(sought, "en")


def counted_people(
    analysis: Analysis, start: int, end: int, counts: Sequence[Count], rows: Sequence[tuple[Count, int]]
) -> Iterator[Anchor]:
    """Find crowds that attend, travellers, and `N and 12 others`, in the sentence [start, end).

    `rows` are the counts with those in a row added up, each with where the last of its nouns ends.
    """
    text = analysis.text
    for count, stop in rows:
        people = stop > count.end
        if others := others_of(analysis, start, end, count):
            yield others
        elif _pattern("not_people").match(text, count.end):
            continue
        elif person_sum := sum_of_persons(text, start, end, count, stop):
            yield replace(person_sum, kind=kind_of_people(text, _first(counts, count).end))
        elif along := along_of(analysis, start, end, count):
            yield along
        elif not people:
            yield from _bare(text, start, end, count)
        else:
            for anchor in _company(analysis, start, end, count, stop, counts):
                yield replace(anchor, kind=kind_of_people(text, _first(counts, count).end))


def _first(counts: Sequence[Count], row: Count) -> Count:
    """Return the first of the counts that a row adds up."""
    return next((count for count in counts if count.start == row.start), row)


def _bare(text: str, start: int, end: int, count: Count) -> Iterator[Anchor]:
    """Read a count without a word for people: `300 attended`, `15 Bengbu teachers visited`, `12 in all`."""
    before = text[max(start, count.start - 90) : count.start]
    crowd = count.value.value >= 10 and _sought("crowd_before").search(before)
    if crowd or _pattern("attended").match(text, count.end, end):
        yield Anchor(count.start, count.end, "attendance", role="attendance", count=count, weight=2)
    elif count.value.value < 500 and _pattern("movers").match(text, count.end, end):
        yield Anchor(count.start, count.end, "travellers", count=count, weight=1)
    elif in_all := _pattern("in_all").match(text, count.end, end):
        yield Anchor(count.start, in_all.end(), "in_all", count=count, weight=4)
    elif in_group := _pattern("in_group").match(text, count.end, end):
        yield Anchor(count.start, in_group.end(), "group_sized", count=count, new=False, weight=6)


def _company(
    analysis: Analysis, start: int, end: int, count: Count, stop: int, counts: Sequence[Count]
) -> Iterator[Anchor]:
    """Read counted people as whom somebody leads, as a crowd (each count of it), or as travellers."""
    text = analysis.text
    if led := company_of(analysis, start, end, count, stop):
        yield led
    elif _attends(text, start, end, count, stop):
        for part in counts:
            if count.start <= part.start and part.end <= count.end:
                last = stop if part.end == count.end else part.end
                yield Anchor(part.start, last, "attendance", role="attendance", count=part, weight=2)
    else:
        leaders = leaders_of(analysis, count.start, stop, start, end)
        if not _travels(text, start, end, count, stop, led=bool(leaders)):
            return
        before = text[start : count.start]
        office = _sought("office_and").search(before) or _pattern("and_one").match(text, stop, end)
        yield Anchor(
            count.start,
            stop,
            "travellers",
            count=count,
            leaders=leaders,
            new=_sought("owned").search(before) is None,
            weight=1 + bool(leaders),
            plus=int(office is not None),
        )


def _attends(text: str, start: int, end: int, count: Count, stop: int) -> bool:
    """Tell whether the counted people are a crowd at an event."""
    if _pattern("attend_after").match(text, stop, end) or _pattern("watchers").match(text, count.end, end):
        return True
    before = text[start : count.start]
    if _sought("crowd_apposed").search(before) and _pattern("crowd_closed").match(text, stop):
        return True
    if _sought("gone_to_event").search(before):
        return False
    return any(_sought(name).search(before) is not None for name in ("attend_before", "at_event"))


def _travels(text: str, start: int, end: int, count: Count, stop: int, *, led: bool) -> bool:
    """Tell whether a word for a journey stands behind a small company, or it is sent or received."""
    if count.value.value >= 500 or (not led and _sought("determined").search(text, start, count.start)):
        return False
    before = text[start : count.start]
    if _sought("roll_of").search(before) and _pattern("rolled").match(text, count.end):
        return False
    if _sought("travel").search(text, stop, min(end, stop + 120)) or _sought("sent_before").search(before):
        return True
    if _sought("announced").search(before[-80:]):
        return True
    pupils = count.value.value < 100 and _sought("school_party").search(text, count.start, stop)
    return bool(pupils) and _sought("school_roll").search(before) is None

"""English counted people without a noun for a group: `some 300 people attended`, `23 students flew to`."""

from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.counting import summed
from pipeline.delegations.english_leaders import leaders_of
from pipeline.delegations.wording import pattern

_pattern = partial(pattern, "en")


def counted_people(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find crowds that attend, travellers, and `N and 12 others`, in the sentence [start, end)."""
    text = analysis.text
    for count, _ in summed(text, counts, _pattern("people"), _pattern("and_parts")):
        people = _pattern("people").match(text, count.end, end)
        others = _pattern("others").search(text[start : count.start])
        if others and _pattern("other_people").match(text, count.end):
            leaders = tuple(p for p in within(analysis.people, start, count.start))[-1:]
            yield Anchor(count.start, count.end, "others", count=count, leaders=leaders, weight=4, plus=1)
        elif _pattern("not_people").match(text, count.end):
            continue
        elif people is None:
            yield from _bare(text, end, count)
        else:
            yield from _company(analysis, start, end, count, people.end(), counts)


def _bare(text: str, end: int, count: Count) -> Iterator[Anchor]:
    """Read a count without a word for people: `300 attended`, `15 Bengbu teachers visited`, `12 in all`."""
    if _pattern("attended").match(text, count.end, end):
        yield Anchor(count.start, count.end, "attendance", role="attendance", count=count, weight=2)
    elif count.value.value < 500 and _pattern("movers").match(text, count.end, end):
        yield Anchor(count.start, count.end, "travellers", count=count, weight=1)
    elif in_all := _pattern("in_all").match(text, count.end, end):
        yield Anchor(count.start, in_all.end(), "in_all", count=count, weight=4)


def _company(
    analysis: Analysis, start: int, end: int, count: Count, stop: int, counts: Sequence[Count]
) -> Iterator[Anchor]:
    """Read counted people as whom somebody leads, as a crowd (each count of it), or as travellers."""
    text = analysis.text
    leading = _pattern("leading").search(text, start, count.start)
    led_by = [p for p in within(analysis.people, start, count.start) if count.start - p.end < 60]
    if leading and leading.end() == count.start and led_by and _pattern("travel").search(text, start, end):
        yield Anchor(count.start, stop, "led_people", count=count, leaders=(led_by[-1],), weight=3)
    elif _attends(text, start, end, count, stop):
        for part in counts:
            if count.start <= part.start and part.end <= count.end:
                last = stop if part.end == count.end else part.end
                yield Anchor(part.start, last, "attendance", role="attendance", count=part, weight=2)
    elif _travels(text, start, end, count, stop):
        leaders = leaders_of(analysis, count.start, stop, start, end)
        before = text[start : count.start]
        yield Anchor(
            count.start,
            stop,
            "travellers",
            count=count,
            leaders=leaders,
            new=_pattern("owned").search(before) is None,
            weight=1 + bool(leaders),
            plus=int(_pattern("office_and").search(before) is not None),
        )


def _attends(text: str, start: int, end: int, count: Count, stop: int) -> bool:
    """Tell whether the counted people are a crowd at an event."""
    if _pattern("attend_after").match(text, stop, end):
        return True
    before = text[start : count.start]
    return any(_pattern(name).search(before) is not None for name in ("attend_before", "at_event"))


def _travels(text: str, start: int, end: int, count: Count, stop: int) -> bool:
    """Tell whether a word for a journey stands behind a small company, or it is sent or received."""
    if count.value.value >= 500 or _pattern("determined").search(text, start, count.start):
        return False
    journey = _pattern("travel").search(text, stop, min(end, stop + 120))
    return bool(journey or _pattern("sent_before").search(text[start : count.start]))

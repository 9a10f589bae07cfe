"""Chinese counted people without a noun for a group: `1000余人与会`, `X等13人`, `30名研修生赴`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.counting import summed
from pipeline.delegations.kinds import kind_of_chinese_people
from pipeline.delegations.wording import pattern

_pattern = partial(pattern, "zh")


def counted_people(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find counted people without a noun for a group: crowds, `N等13人`, `率9名议员`, `30名研修生赴`."""
    text = analysis.text
    for anchor in _anchors(analysis, start, end, counts):
        if anchor.count is None:
            continue
        unit = _pattern("unit").match(text, anchor.count.end, end)
        kind = kind_of_chinese_people(text[start : anchor.count.start], text, unit.end() if unit else end)
        yield replace(anchor, kind=kind)


def _anchors(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    text = analysis.text
    for count, crowd in _rows(text, counts):
        unit = _pattern("unit").match(text, count.end, end)
        if unit is None:
            continue
        before = text[start : count.start]
        if _pattern("and_others").search(before):
            people = within(analysis.people, start, count.start)
            leaders = tuple(p for p in people if count.start - p.end <= 24)[:1]
            travels = _pattern("travel").search(text, start, end)
            if leaders and travels:
                yield Anchor(count.start, unit.end(), "and_others", count=count, leaders=leaders, weight=3)
                continue
        if _pattern("led_count").search(before) and _pattern("travel").search(text, start, end):
            near = [p for p in within(analysis.people, start, count.start) if count.start - p.end <= 24]
            leaders = tuple(near[-1:]) if _pattern("takes_along").search(before[-18:]) else ()
            yield Anchor(count.start, unit.end(), "led_count", count=count, leaders=leaders, weight=2)
        elif (_pattern("from_one").search(before) and _pattern("people").match(text, unit.end())) or _pattern(
            "arrives"
        ).match(text, unit.end(), end):
            yield Anchor(count.start, unit.end(), "travellers", count=count, weight=1)
        elif _pattern("attend").match(text, unit.end(), end) or _pattern("attended").search(before):
            for part in crowd:
                yield Anchor(part.start, part.end, "attendance", role="attendance", count=part, weight=1)
        elif _pattern("people").match(text, unit.end()) and _moves(text, start, end, count.start, unit.end()):
            yield Anchor(count.start, unit.end(), "travellers", count=count, weight=1)


def _rows(text: str, counts: Sequence[Count]) -> Iterator[tuple[Count, list[Count]]]:
    """Yield each count of persons, those in a row added up, with the counts that make it up."""
    for total, _ in summed(text, counts, _pattern("unit"), _pattern("parts")):
        yield total, [count for count in counts if total.start <= count.start and count.end <= total.end]


def _moves(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Tell whether a word for a journey stands close by: `30名研修生如期派往该市`."""
    return _pattern("on_journey").search(text, max(start, first - 16), min(end, last + 26)) is not None

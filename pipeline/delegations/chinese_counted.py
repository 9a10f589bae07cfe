"""Chinese counted people without a noun for a group: `1000余人与会`, `X等13人`, `30名研修生赴`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.counting import summed
from pipeline.delegations.kinds import kind_of_chinese_people
from pipeline.delegations.wording import pattern
from pipeline.sentences import Bounds

_pattern = partial(pattern, "zh")


def counted_people(analysis: Analysis, start: int, end: int, counts: Sequence[Count]) -> Iterator[Anchor]:
    """Find counted people without a noun for a group: crowds, `N等13人`, `率9名议员`, `30名研修生赴`."""
    text = analysis.text
    for total, _ in summed(text, counts, _pattern("unit"), _pattern("parts")):
        unit = _pattern("unit").match(text, total.end, end)
        if unit is None or total.value.value < 2:
            continue
        found = list(_told_of(analysis, (start, end), total, unit.end(), counts))
        if not found:
            continue
        first = next((count for count in counts if count.start == total.start), total)
        unit = _pattern("unit").match(text, first.end, end) or unit
        kind = kind_of_chinese_people(text[start : total.start], text, unit.end())
        yield from (replace(anchor, kind=kind) for anchor in found)


def _told_of(
    analysis: Analysis, sentence: Bounds, total: Count, stop: int, counts: Sequence[Count]
) -> Iterator[Anchor]:
    """Read people counted up to `stop` as whom somebody leads, as travellers or as a crowd."""
    text, (start, end) = analysis.text, sentence
    if led := _led(analysis, sentence, total, stop):
        yield led
    elif _travels(text, start, end, total, stop):
        yield Anchor(total.start, stop, "travellers", count=total, weight=1)
    elif _attends(text, start, end, total, stop):
        for part in counts:
            if total.start <= part.start and part.end <= total.end:
                yield Anchor(part.start, part.end, "attendance", role="attendance", count=part, weight=1)
    elif _moves(text, start, end, total, stop):
        yield Anchor(total.start, stop, "travellers", count=total, weight=1)


def _led(analysis: Analysis, sentence: Bounds, count: Count, stop: int) -> Anchor | None:
    """Read whom somebody leads or has along: `N等13人`, `率9名议员`, `携3名干部`."""
    text, (start, end) = analysis.text, sentence
    before = text[start : count.start]
    people = within(analysis.people, start, count.start)
    near = [person for person in people if count.start - person.end <= 24]
    if _pattern("travel").search(text, start, end) is None:
        return None
    if near and _pattern("and_others").search(before):
        return Anchor(count.start, stop, "and_others", count=count, leaders=tuple(near[:1]), weight=3)
    if people and _pattern("along_before").search(before):  # `厅长N来访，随团9人`
        leaders = tuple(people[-1:])
        return Anchor(count.start, stop, "led_count", count=count, leaders=leaders, weight=3, plus=1)
    if near and _is_beside(text, start, end, count, stop):
        return Anchor(count.start, stop, "led_count", count=count, leaders=tuple(near[-1:]), weight=3, plus=1)
    if _pattern("led_count").search(before):
        leaders = tuple(near[-1:]) if _pattern("takes_along").search(before[-18:]) else ()
        return Anchor(count.start, stop, "led_count", count=count, leaders=leaders, weight=2)
    return None


def _is_beside(text: str, start: int, end: int, count: Count, stop: int) -> bool:
    """Tell whether a leader is counted beside those along: `携3名干部赴`, `带着8名随员来到`."""
    lead = _pattern("alongside").search(text, max(start, count.start - 4), count.start)
    if lead is None or count.value.modifier or _pattern("sits_with").match(text, stop, end):
        return False
    if _pattern("retinue").match(text, stop):
        return True
    beside = _pattern("counted_with").fullmatch(lead[0]) and _pattern("arrives").match(text, stop, end)
    return beside is not None


def _travels(text: str, start: int, end: int, count: Count, stop: int) -> bool:
    """Tell whether the people are from one place, or arrive somewhere."""
    before = text[start : count.start]
    if _pattern("static").search(before) or _pattern("flocks").match(text, stop, end):
        return False
    if _pattern("from_one").search(before) and _pattern("people").match(text, stop):
        return True
    if _pattern("came_count").search(before):  # `日方来42人`
        return True
    if _pattern("envoys_before").search(before) and _pattern("looks_round").match(text, stop):
        return True
    return _pattern("arrives").match(text, stop, end) is not None


def _attends(text: str, start: int, end: int, count: Count, stop: int) -> bool:
    """Tell whether the people are a crowd at an event."""
    if _pattern("attend").match(text, stop, end) or _pattern("flocks").match(text, stop, end):
        return True
    before = text[start : count.start]
    return _pattern("attended").search(before) is not None and _pattern("static").search(before) is None


def _moves(text: str, start: int, end: int, count: Count, stop: int) -> bool:
    """Tell whether a word for a journey stands close by: `30名研修生如期派往该市`."""
    if _pattern("static").search(text[start : count.start]):
        return False
    before = text[start : count.start]
    if _pattern("people_before").search(before):  # `一同来访的还有企业家16人`
        return _pattern("on_journey").search(text, start, end) is not None
    if _pattern("kind_of_counted").match(text, stop, end) is None:
        return False
    return _pattern("on_journey").search(text, max(start, count.start - 16), min(end, stop + 26)) is not None

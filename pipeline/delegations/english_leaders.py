"""Who leads an English group: `led by N`, `N led a delegation`, `N and his party`."""

from collections.abc import Sequence
from functools import partial

from pipeline.analysis import Analysis, within
from pipeline.delegations.reading import Person
from pipeline.delegations.wording import pattern, sought

_pattern = partial(pattern, "en")
_sought = partial(sought, "en")


def leaders_of(
    analysis: Analysis, noun_start: int, noun_end: int, start: int, end: int
) -> tuple[Person, ...]:
    """Return who leads the group whose noun is [noun_start, noun_end), in the sentence [start, end)."""
    text = analysis.text
    people = within(analysis.people, start, end)
    if not people:
        return ()
    before = [person for person in people if person.end <= noun_start]
    behind = [person for person in people if person.start >= noun_end]
    return (
        _led_by(text, people, noun_end, end)
        or _led_first(text, people, noun_start, start)
        or _head_behind(text, people, noun_end, end)
        or _leading(text, before, behind, noun_start, start)
    )


def _led_by(text: str, people: Sequence[Person], noun_end: int, end: int) -> tuple[Person, ...]:
    """Read `delegation led by N`, with one who leads it too."""
    led = _sought("led").match(text, noun_end, end) or _sought("led_under").match(text, noun_end, end)
    after = [person for person in people if led and person.start >= led.end()]
    return _joint(text, after) if led and after and after[0].start - led.end() < 160 else ()


def _led_first(text: str, people: Sequence[Person], noun_start: int, start: int) -> tuple[Person, ...]:
    """Read `Led by N, a delegation`."""
    first = list(_sought("led_first").finditer(text, start, noun_start))
    heading = [p for p in people if first and first[-1].end() <= p.start and p.end <= noun_start]
    if heading and _sought("apposed_before").search(text[heading[0].end : noun_start]):
        return _joint(text, heading)
    return ()


def _head_behind(text: str, people: Sequence[Person], noun_end: int, end: int) -> tuple[Person, ...]:
    """Read `delegation with N as its leader`."""
    head = _sought("head_after").match(text, noun_end, end)
    inside = [p for p in people if head and head.start("gap") <= p.start and p.end <= head.end()]
    return tuple(inside[-1:])


def _leading(
    text: str, before: Sequence[Person], behind: Sequence[Person], noun_start: int, start: int
) -> tuple[Person, ...]:
    """Read `N led a delegation`, `N, leader of the delegation`, `N and his party`, `head of the group N`."""
    clause = text[start:noun_start]
    heads = _sought("head_of").search(clause)
    if before and (heads or _sought("led_before").search(clause)):
        return (before[-1],) if noun_start - before[-1].end < 240 else ()
    if before and _sought("possessive").search(text[before[-1].end : noun_start]):
        return (before[-1],) if noun_start - before[-1].end < 140 else ()
    if before and _pattern("and_group").fullmatch(text, before[-1].end, noun_start):
        return (before[-1],)
    return tuple(behind[:1]) if heads else ()


def _joint(text: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return the one behind `led by`, and whom `and` puts beside: `headed by N1, mayor, and N2, speaker`."""
    first = people[0]
    for second in people[1:2]:
        gap = text[first.end : second.start]
        if len(gap) < 70 and _pattern("joint").fullmatch(gap):
            return (first, second)
    return (first,)

"""Who leads a Chinese group: `X率团`, `以X为团长的代表团`, `代表团由X率领`."""

import re
from collections.abc import Sequence
from functools import partial

from pipeline.analysis import Analysis, within
from pipeline.delegations.reading import Person
from pipeline.delegations.wording import pattern

_pattern = partial(pattern, "zh")
_SENTENCE_PARTS = re.compile("[。；;]")


def leaders_of(
    analysis: Analysis, noun_start: int, noun_end: int, start: int, end: int
) -> tuple[Person, ...]:
    """Return who leads the group whose word is [noun_start, noun_end), in the sentence [start, end)."""
    text = analysis.text
    people = within(analysis.people, start, end)
    if not people:
        return ()
    leading = _leading(text, [person for person in people if person.end <= noun_start], noun_start, noun_end)
    if leading:
        return leading
    after = [person for person in people if person.start >= noun_end]
    following = _led_after(text, noun_start, noun_end, after, end)
    if following:
        return following
    if after and _pattern("head_named").match(text[noun_end : after[0].start]):
        return (after[0],)
    return ()


def _leading(text: str, before: Sequence[Person], noun_start: int, noun_end: int) -> tuple[Person, ...]:
    """Read `X率领的代表团`, `X率团`, `X一行`, from those named before the word for the group."""
    if not before:
        return ()
    last = before[-1]
    gap = text[last.end : noun_start]
    if _SENTENCE_PARTS.search(gap):
        return ()
    led = _pattern("led").search(gap) if len(gap) <= 48 else None
    if led and not _pattern("host").search(gap[: led.start()]):
        return _joint(text, before)
    if text.startswith(("率", "组团"), noun_start, noun_end) and len(gap) <= 30:
        return _joint(text, before)
    if text[noun_start:noun_end] == "一行" and len(gap) <= 6:
        return (last,)
    if len(gap) <= 22 and _pattern("leads_on").match(gap):
        return _joint(text, before)
    return ()


def _led_after(
    text: str, noun_start: int, noun_end: int, people: Sequence[Person], end: int
) -> tuple[Person, ...]:
    """Read `代表团由X率领`, `在团长X的带领下`, `由X任团长`, and `率代表团出席…的副市长X`."""
    for person in people[:2]:
        before, after = text[noun_end : person.start], text[person.end : min(end, person.end + 14)]
        if _pattern("led_by").search(before) and _pattern("leading").match(after):
            return (person,)
    led = _pattern("led_just_before").search(text[max(0, noun_start - 12) : noun_start])
    if led and people and _pattern("who_led").fullmatch(text[noun_end : people[0].start]):
        return (people[0],)
    return ()


def _joint(text: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return who stands last, and whom `、` or `和` puts beside: two leaders of one group."""
    last = people[-1]
    if len(people) > 1:
        gap = text[people[-2].end : last.start]
        if len(gap) <= 16 and _pattern("joint").match(gap):
            return (people[-2], last)
    return (last,)

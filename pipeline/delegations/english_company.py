"""English companies counted beside somebody: `N and 12 others`, `N led 28 citizens to`, `N with five aides`.

Whom a person leads or brings is the group (`brought nine people`: 9); whom a person has along stands beside
that person (`with four companions`: 5), unless the count is only about right.
"""

import re
from collections.abc import Sequence
from functools import partial

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor, Count
from pipeline.delegations.reading import Person
from pipeline.delegations.wording import pattern, sought

_pattern = partial(pattern, "en")
_sought = partial(sought, "en")


def others_of(analysis: Analysis, start: int, end: int, count: Count) -> Anchor | None:
    """Read `N and 12 others`, `N, N and two others`, `came with four companions`."""
    text = analysis.text
    stop = _pattern("other_people").match(text, count.end, end)
    if stop is None or _sought("others").search(text[start : count.start]) is None:
        return None
    people = within(analysis.people, start, count.start)
    beside = _beside(text, people, count.start)
    if not people and _sought("travel").search(text, start, end) is None:
        return None
    plus = 0 if count.value.modifier else max(1, len(beside))
    return Anchor(count.start, count.end, "others", count=count, leaders=beside[:1], weight=4, plus=plus)


def company_of(analysis: Analysis, start: int, end: int, count: Count, stop: int) -> Anchor | None:
    """Read `N led 28 citizens to`, which is 28, and `N came with four farmers`, which is 5."""
    text = analysis.text
    before = text[start : count.start]
    people = within(analysis.people, start, count.start)
    leading = _sought("leading").search(before)
    near = [person for person in people if count.start - person.end < 60]
    if leading and near and _sought("moves").search(text, start, end):
        return Anchor(count.start, stop, "led_people", count=count, leaders=(near[-1],), weight=3)
    company = _accompanying(text, people, count, before)
    if company is None or not (_sought("travel").search(text, start, end) or "accompanied" in company[0]):
        return None
    plus = 0 if count.value.modifier else 1 + ("one" in company.groupdict() and company["one"] is not None)
    return Anchor(
        count.start, stop, "led_people", count=count, leaders=tuple(people[-1:]), weight=3, plus=plus
    )


def along_of(analysis: Analysis, start: int, end: int, count: Count) -> Anchor | None:
    """Read a bare count of those along: `he had come in 2011 with 16.`, which is 17."""
    text = analysis.text
    if _pattern("bare_end").match(text, count.end, end) is None or count.value.value >= 300:
        return None
    people = within(analysis.people, start, count.start)
    company = _accompanying(text, people, count, text[start : count.start])
    if company is None or _sought("travel").search(text, start, count.start) is None:
        return None
    plus = 0 if count.value.modifier else 1
    leaders = tuple(people[-1:])
    return Anchor(count.start, count.end, "led_people", count=count, leaders=leaders, weight=3, plus=plus)


def _accompanying(text: str, people: Sequence[Person], count: Count, before: str) -> re.Match[str] | None:
    """Match the words by which counted people go along with somebody named, or with an office."""
    if _sought("met_with").search(before) and not _sought("gone_to_event").search(before):
        return None
    right_with = people and _pattern("right_with").fullmatch(text, people[-1].end, count.start)
    somebody = people or _sought("office").search(before)
    return right_with or (_sought("company").search(before) if somebody else None)


def _beside(text: str, people: Sequence[Person], stop: int) -> tuple[Person, ...]:
    """Return the persons in a row that ends at the count: `N, Vice Mayor N and two others`."""
    row: list[Person] = []
    for person in reversed(people):
        after = row[0].start if row else stop
        gap = text[person.end : after]
        if row and (len(gap) > 90 or not _pattern("beside").fullmatch(gap)):
            break
        row.insert(0, person)
    return tuple(row)

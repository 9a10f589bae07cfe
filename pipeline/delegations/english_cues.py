"""What shows, before the counts of an English sentence are read, that one of them may tell of a group."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from pipeline.approximators import REACH, modifier_after
from pipeline.delegations.wording import edged, pattern
from pipeline.numerals import Numeral
from pipeline.sentences import Bounds

_pattern = partial(pattern, "en")
# What tells of a group right behind a count; words for people are looked for past the sentence's end too.
_BEHIND = ("visits", "other_people", "person_times_of", "attended", "movers", "in_all", "in_group")
# How far before a number the words for a crowd may begin, with an approximator between them.
_CROWD_REACH = 90 + REACH
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?!\s[a-z])")


def may_tell(text: str, sentence: Bounds, numerals: Sequence[Numeral] | None) -> bool:
    """Tell whether any of a sentence's numerals has words about it that make a count of people or visits.

    Most have not: a year is no count, and behind a count there must be people, visits, or what they do.

    >>> from pipeline.numbers import read_numerals
    >>> for text in ("It has 40 schools.", "We met 40 pupils.", "He came with 40."):
    ...     print(text, may_tell(text, (0, len(text)), read_numerals(text, "en")))
    It has 40 schools. False
    We met 40 pupils. True
    He came with 40. True
    """
    start, end = sentence
    if numerals is None:
        return True
    if not numerals:
        return False
    if numerals[0].start < start or numerals[-1].end > end:
        return True
    crowd, ends = edged("en", "crowd_before"), list(_ends(text, numerals))
    if ends and crowd.may_match(text, max(start, numerals[0].start - _CROWD_REACH), numerals[-1].start):
        return True
    return any(_leads_on(text, stop, end) or _ends_company(text, start, stop, end) for stop in ends)


def _ends(text: str, numerals: Sequence[Numeral]) -> Iterator[int]:
    """Yield where counts may end: behind the numeral, or behind the approximator that follows it."""
    for numeral in numerals:
        if numeral.end - numeral.start == 4 and _YEAR.match(text, numeral.start):
            continue
        yield numeral.end
        if after := modifier_after(text, numeral.end, "en"):
            yield after[0]


def _leads_on(text: str, stop: int, end: int) -> bool:
    """Tell whether words that make a count one of people or visits stand right behind it."""
    if _pattern("people").match(text, stop):
        return True
    return any(behind.match(text, stop, end) for behind in _behind())


@cache
def _behind() -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(name) for name in _BEHIND)


def _ends_company(text: str, start: int, stop: int, end: int) -> bool:
    """Tell whether the bare count of those along may end here: `he had come in 2011 with 16.`."""
    return _pattern("bare_end").match(text, stop, end) is not None and any(
        edged("en", name).may_match(text, start, stop) for name in ("company", "right_with")
    )

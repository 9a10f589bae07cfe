"""Number expressions: a numeral with its approximators, or a range of two.

Counts of people and sums of money are both read out of these.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.approximators import bare_before, modifier_after, modifier_before, modifier_beyond
from pipeline.chinese_numerals import chinese_numerals
from pipeline.english_numerals import english_numerals
from pipeline.lexicon import alternatives, words
from pipeline.mentions import Mention, PassageLanguage
from pipeline.number_contexts import counts_from, counts_to
from pipeline.numerals import Modifier, Numeral
from pipeline.uncounted import Stretches, uncounted

# A sentence is asked for once, and would push out the passage, which is asked for again.
_SHORT = 400
_BIG_SCALES = tuple(Decimal(scale) for scale in (10**12, 10**8, 10**4))


class Quantity(NamedTuple):
    """What a number expression is worth: `value`, or from `value` to `upper`."""

    value: Decimal
    upper: Decimal | None = None
    modifier: Modifier | None = None


def read_numerals(text: str, language: PassageLanguage) -> tuple[Numeral, ...]:
    """Return the numerals of a text from left to right; sums and counts ask for those of one passage.

    >>> [str(numeral.value) for numeral in read_numerals("3 and 4.7 million", "en")]
    ['3', '4700000.0']
    """
    return (_numerals if len(text) < _SHORT else _kept_numerals)(text, language)


def _numerals(text: str, language: PassageLanguage) -> tuple[Numeral, ...]:
    return tuple(english_numerals(text) if language == "en" else chinese_numerals(text))


_kept_numerals = lru_cache(maxsize=4)(_numerals)


def read_quantities(
    text: str, language: PassageLanguage, numerals: Sequence[Numeral] | None = None
) -> list[Mention[Quantity]]:
    """Return every number expression that can count something, from left to right, with its approximator.

    `numerals` are those of the text where they have been read before.

    Ordinals, percentages, years, dates, clock times, versions, telephone and room numbers are left out, and
    so are vague numbers (`dozens of`, `数十`).

    >>> [(found.value.value, found.value.modifier) for found in read_quantities("some 40 of the 9th", "en")]
    [(Decimal('40'), 'about')]
    >>> [mention.value.modifier for mention in read_quantities("三十余人、近150名", "zh")]
    ['over', 'nearly']
    """
    if numerals is None:
        numerals = read_numerals(text, language)
    found: list[Mention[Quantity]] = []
    blocked: Stretches | None = None
    index = 0
    while index < len(numerals):
        numeral = numerals[index]
        second = numerals[index + 1] if index + 1 < len(numerals) else None
        index += 1
        joined = _range(text, numeral, second, language) if second is not None else None
        if joined is None and not counts_to(text, numeral, language):
            continue
        if not counts_from(text, numeral, language):
            continue
        blocked = blocked or uncounted(text, language)
        if blocked.holds(numeral.start):
            continue
        found.append(_single(text, joined or numeral, language))
        index += joined is not None
    return found


def joined_range(first: Numeral, second: Numeral, *, shared: bool = True) -> Numeral | None:
    """Return two numerals as a range, or None where the second is not the greater.

    A multiplier printed once holds for both ends where `shared`: `3.5 to 4 million`, `2至3亿`.

    >>> low, high = read_numerals("3.5 to 4 million", "en")
    >>> str(joined_range(low, high).value)
    '3500000.0'
    """
    low = shared_scale(first, second, ascending=True) if shared else first.value
    if low >= second.value or second.upper is not None or first.upper is not None:
        return None
    return second._replace(start=first.start, value=low, upper=second.value, bare=False)


def may_join(gap: str, language: PassageLanguage) -> bool:
    """Tell whether what stands between two figures holds a word that joins the ends of a range.

    >>> may_join(" to US$", "en"), may_join(", ", "en")
    (True, False)
    """
    return _joining(language).search(gap) is not None


def range_gap(text: str, start: int, end: int, following: int, language: PassageLanguage) -> bool:
    """Tell whether what stands between two numbers, from `end` to `following`, makes them a range.

    >>> range_gap("between 20 and 30", 8, 10, 15, "en"), range_gap("20 and 30", 0, 2, 7, "en")
    (True, False)
    """
    gap = text[end:following]
    if len(gap) > 8 or gap.strip() not in _joining_words(language):
        return False
    if _range_join(language).fullmatch(gap):
        return True
    between = language == "en" and _between_join().fullmatch(gap)
    return bool(between and _between().search(text[max(0, start - 24) : start]))


def shared_scale(first: Numeral, second: Numeral, *, ascending: bool = False) -> Decimal:
    """Return what the first numeral is worth where the second's multiplier holds for it too.

    >>> low, high = read_numerals("3 and 2 million", "en")
    >>> shared_scale(low, high)
    Decimal('3000000')
    """
    if first.scale >= 10_000 or second.scale == 1 or first.scale >= second.scale or first.value >= 10_000:
        return first.value
    for scale in (second.scale, *_BIG_SCALES):
        shared = first.value * scale
        if second.scale % scale == 0 and (not ascending or shared < second.value):
            return shared
    return first.value


# Joins


@cache
def _joining_words(language: PassageLanguage) -> frozenset[str]:
    context = words(language, "numbers")["context"]
    return frozenset((*context["range_joins"], *context["between_joins"]))


@cache
def _joining(language: PassageLanguage) -> re.Pattern[str]:
    return re.compile(alternatives(_joining_words(language)))


@cache
def _range_join(language: PassageLanguage) -> re.Pattern[str]:
    joins = alternatives(words(language, "numbers")["context"]["range_joins"])
    return re.compile(rf"\s?(?:{joins})\s?", re.IGNORECASE)


@cache
def _between_join() -> re.Pattern[str]:
    return re.compile(
        rf"\s(?:{alternatives(words('en', 'numbers')['context']['between_joins'])})\s", re.IGNORECASE
    )


@cache
def _between() -> re.Pattern[str]:
    between = alternatives(words("en", "numbers")["context"]["between"])
    return re.compile(rf"\b(?:{between})\s(?:[a-z]{{2,12}}\s)?(?:\S{{1,4}}\s?)?$", re.IGNORECASE)


def _range(text: str, first: Numeral, second: Numeral, language: PassageLanguage) -> Numeral | None:
    after = modifier_after(text, first.end, language)
    if not range_gap(text, first.start, after[0] if after else first.end, second.start, language):
        return None
    joined = joined_range(first, second)
    if joined is None or joined.upper is None or not counts_to(text, second, language):
        return None
    if joined.upper > joined.value * 100:
        # `010-88886666`
        return None
    return joined


def _single(text: str, numeral: Numeral, language: PassageLanguage) -> Mention[Quantity]:
    start, end, modifier = approximated(text, numeral, language)
    rule = "number.range" if numeral.upper is not None else "number"
    return Mention(start, end, rule, Quantity(numeral.value, numeral.upper, modifier))


def approximated(text: str, numeral: Numeral, language: PassageLanguage) -> tuple[int, int, Modifier | None]:
    """Return the stretch of a numeral with its approximators, and what they say: those before it win.

    >>> approximated("nearly 30", read_numerals("nearly 30", "en")[0], "en")
    (0, 9, 'nearly')
    """
    start, end, modifier = numeral.start, numeral.end, numeral.modifier
    after = modifier_after(text, end, language, round_number=numeral.value % 10 == 0)
    if after:
        end, modifier = after[0], modifier or after[1]
    before = modifier_before(text, start, language)
    if before is None and numeral.bare:
        before = bare_before(text, start)
    if before:
        return before[0], end, before[1]
    return start, end, modifier or modifier_beyond(text, end, language)

"""A figure as it may stand in a sum: its numeral, with what is printed on both its sides."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from corpus.frozen import dataclass
from pipeline.approximators import REACH, after_heads, bare_before, modifier_after, modifier_before
from pipeline.currencies import Printed
from pipeline.local_signs import LocalSigns
from pipeline.mentions import PassageLanguage
from pipeline.money_contexts import is_figure
from pipeline.numerals import Modifier, Numeral
from pipeline.printed_currencies import (
    currency_after,
    currency_before,
    first_characters,
    may_stand_after,
    may_stand_before,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its numerals, where the currencies end that may lead one, and the signs used near home."""

    text: str
    language: PassageLanguage
    numerals: Sequence[Numeral]
    currency_ends: Sequence[int]
    local: LocalSigns


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeral with the approximators and the currencies on both its sides."""

    start: int
    end: int
    numeral: Numeral
    before: Printed | None
    after: Printed | None
    modifier: Modifier | None


def _is_round(value: Decimal) -> bool:
    """Tell whether a number ends in nought; one too large to be anybody's sum does not count."""
    return value < 10**20 and value % 10 == 0


# `48.000 euros`, as most of the continent writes; no sum is told to the thousandth.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def is_beside_money(source: Source, numeral: Numeral) -> bool:
    """Tell whether a numeral may have a currency: few have, and all else need no closer look."""
    text, language, end = source.text, source.language, numeral.end
    following = text[end : end + 1].lower()[:1]
    if (
        following in _openers(language)
        or following.isspace()
        or not (language == "zh" or following.isascii())
    ):
        if may_stand_after(text, end, language):
            return True
        tail = modifier_after(text, end, language)
        if tail:
            end = tail[0]
            if may_stand_after(text, end, language):
                return True
    return _may_be_led(source, numeral) or source.local.beside(text, numeral.start, end)


@cache
def _openers(language: PassageLanguage) -> frozenset[str]:
    """Return the characters that a currency or an approximator behind a figure may begin with."""
    return frozenset(("-", *(head[0] for head in (*first_characters(), *after_heads(language)))))


def _may_be_led(source: Source, numeral: Numeral) -> bool:
    """Tell whether a currency may stand before a figure, or before the approximator that leads it."""
    index = bisect_left(source.currency_ends, numeral.start - REACH - 2)
    if index == len(source.currency_ends) or source.currency_ends[index] > numeral.start:
        return False
    if may_stand_before(source.text, numeral.start):
        return True
    lead = modifier_before(source.text, numeral.start, source.language)
    if lead is None and numeral.bare:
        lead = bare_before(source.text, numeral.start)
    return lead is not None and may_stand_before(source.text, lead[0])


def figure_of(source: Source, numeral: Numeral, free_from: int) -> Figure | None:
    """Return the figure that a numeral makes, none of it before `free_from`; None where it names none."""
    text, language = source.text, source.language
    if not is_figure(text, numeral, language):
        return None
    if _THOUSANDS.fullmatch(text, numeral.start, numeral.end):
        numeral = numeral._replace(value=1000 * numeral.value)
    start, before, leading = _front(source, numeral, free_from)
    plain_end = numeral.end
    tail = modifier_after(text, plain_end, language, round_number=_is_round(numeral.value))
    if tail:
        plain_end = tail[0]
    after = currency_after(text, plain_end, language) or source.local.after(text, plain_end)
    end, trailing = _back(text, after, language) if after else (plain_end, None)
    modifier = leading or numeral.modifier or (tail[1] if tail else trailing)
    return Figure(max(start, free_from), end, numeral, before, after, modifier)


def _front(source: Source, numeral: Numeral, free_from: int) -> tuple[int, Printed | None, Modifier | None]:
    """Return where the figure begins, the currency before it, and what an approximator before it says."""
    text, language = source.text, source.language
    start = numeral.start
    before = currency_before(text, start, free_from, numeral) or source.local.before(text, numeral, free_from)
    if before:
        outer = modifier_before(text, before.start, language)
        return (outer[0], before, outer[1]) if outer else (before.start, before, None)
    lead = modifier_before(text, start, language)
    if lead is None and numeral.bare:
        lead = bare_before(text, start)
    if lead is None:
        return start, None, None
    # `RMB about 3 million`, `人民币约3亿元`
    before = currency_before(text, lead[0], free_from, numeral)
    return before.start if before else lead[0], before, lead[1]


def _back(text: str, after: Printed, language: PassageLanguage) -> tuple[int, Modifier | None]:
    """Return where the figure ends and what an approximator behind its currency says: `3亿元左右`."""
    tail = modifier_after(text, after.end, language, round_number=False)
    if tail:
        return tail
    beyond = (
        modifier_after(text, after.bracket_end, language, round_number=False) if after.bracket_end else None
    )
    return after.end, beyond[1] if beyond else None

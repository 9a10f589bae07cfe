"""Sums of money: a number expression with its currency before it, after it, or shared over a list or a range."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.approximators import bare_before, modifier_after, modifier_before
from pipeline.currencies import Currencies, Printed
from pipeline.mentions import Mention, PassageLanguage
from pipeline.money_contexts import (
    currency_after,
    currency_before,
    grows,
    is_listed,
    is_money,
    is_shared_list,
)
from pipeline.number_contexts import is_vague
from pipeline.numbers import joined_range, range_gap, read_numerals, shared_scale
from pipeline.numerals import Modifier, Numeral


@dataclass(frozen=True, slots=True)
class AmountValue:
    """A sum in plain units of its currency (ISO 4217), or from `amount` to `upper`."""

    amount: Decimal
    upper: Decimal | None
    currency: str
    modifier: Modifier | None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum as read: its numeral, its unit, and where the numeral begins and ends in the list of numerals."""

    start: int
    end: int
    numeral: Numeral
    unit: str
    modifier: Modifier | None
    first: int
    last: int
    after: bool  # the currency stands after the figure
    rule: str = "sum"


def read_amounts(
    text: str, language: PassageLanguage, home_country: str | None = None
) -> list[Mention[AmountValue]]:
    """Return every sum of money from left to right; `home_country` (ISO 3166-1) says whose `$` and 元 are meant.

    >>> from pipeline.money import read_amounts
    >>> [str(sum_.value.amount) for sum_ in read_amounts("over US$4.7 million (RMB 32m)", "en")]
    ['4700000.0', '32000000']
    >>> [(str(sum_.value.amount), sum_.value.currency) for sum_ in read_amounts("进出口分别为3亿和2亿美元", "zh")]
    [('300000000', 'USD'), ('200000000', 'USD')]
    """
    numerals = read_numerals(text, language)
    currencies = Currencies(text, language, home_country)
    found = []
    for read in _sums(text, numerals, language):
        code = currencies.code(read.unit, read.start)
        if code is not None:
            value = AmountValue(read.numeral.value, read.numeral.upper, code, read.modifier)
            found.append(Mention(read.start, read.end, read.rule, value))
    return found


def _sums(text: str, numerals: list[Numeral], language: PassageLanguage) -> Iterator[_Sum]:
    index = free_from = 0
    while index < len(numerals):
        read = _read(text, numerals, index, free_from, language)
        if read is None:
            index += 1
            continue
        listed = _listed(text, numerals, read, free_from, language)
        yield from listed
        yield read
        following = list(_following(text, numerals, read, language))
        yield from following
        last = following[-1] if following else read
        index, free_from = last.last + 1, last.end


def _read(
    text: str, numerals: list[Numeral], index: int, free_from: int, language: PassageLanguage
) -> _Sum | None:
    """Read the sum whose first figure is numeral `index`, if it is one."""
    one = _figure(text, numerals[index], free_from, language)
    if one is None:
        return None
    two = _upper_end(text, numerals, index, one, language)
    if two is not None:
        joined, ending = two
        unit = _unit(one.before or ending.before, ending.after or one.after)
        if unit is not None and is_money(text, joined, ending.after, language):
            start, modifier = one.start, one.modifier or ending.modifier
            return _Sum(
                start,
                ending.end,
                joined,
                unit,
                modifier,
                index,
                index + 1,
                ending.after is not None,
                "sum.range",
            )
    unit = _unit(one.before, one.after)
    if unit is None or not is_money(text, one.numeral, one.after, language, before=one.before):
        return None
    return _Sum(one.start, one.end, one.numeral, unit, one.modifier, index, index, one.after is not None)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A numeral with the approximators and the currencies on both its sides."""

    start: int
    end: int
    numeral: Numeral
    before: Printed | None
    after: Printed | None
    modifier: Modifier | None
    plain_end: int  # where numeral and approximator end, before the currency


def _figure(text: str, numeral: Numeral, free_from: int, language: PassageLanguage) -> _Figure | None:
    if is_vague(text, numeral, language):
        return None
    start, modifier = numeral.start, None
    before = currency_before(text, start, free_from, numeral)
    lead = None if before else _lead(text, numeral, start, language)
    if lead:
        # `RMB about 3 million`, `人民币约3亿元`
        start, modifier = lead
        before = currency_before(text, start, free_from, numeral)
    if before:
        start = before.start
        outer = modifier_before(text, start, language)
        if outer:
            start, modifier = outer[0], outer[1]
    plain_end = numeral.end
    tail = modifier_after(text, plain_end, language, round_number=numeral.value % 10 == 0)
    if tail:
        plain_end = tail[0]
    after = currency_after(text, plain_end, language)
    end = after.end if after else plain_end
    last = modifier_after(text, end, language) if after else None
    if last and not (language == "zh" and text[end : last[0]].strip() in ("多", "余", "几", "来")):
        end = last[0]
    else:
        last = None
    trailing = (tail[1] if tail else None) or (last[1] if last else None)
    modifier = modifier or numeral.modifier or trailing
    return _Figure(max(start, free_from), end, numeral, before, after, modifier, plain_end)


def _lead(text: str, numeral: Numeral, start: int, language: PassageLanguage) -> tuple[int, Modifier] | None:
    lead = modifier_before(text, start, language)
    return bare_before(text, start) if lead is None and numeral.bare else lead


def _unit(before: Printed | None, after: Printed | None) -> str | None:
    """Return the unit that the currencies on both sides of a figure mean: the more specific one."""
    if before is None or after is None:
        one = before or after
        return one.unit if one else None
    return (
        before.unit
        if after.unit in ("dollar", "yuan", "yuan_or_yen") and before.unit != "dollar"
        else after.unit
    )


def _upper_end(
    text: str, numerals: list[Numeral], index: int, one: _Figure, language: PassageLanguage
) -> tuple[Numeral, _Figure] | None:
    """Return the range from a figure to the next one, with that one, if the text joins them."""
    if index + 1 >= len(numerals):
        return None
    following = numerals[index + 1]
    if following.start - one.end > 16:
        return None
    two = _figure(text, following, one.end, language)
    if two is None or not (two.before or two.after) or grows(text, one.start, language):
        return None
    if not range_gap(text, one.start, one.end, two.before.start if two.before else following.start, language):
        return None
    units = {printed.unit for printed in (one.before, one.after, two.before, two.after) if printed}
    if len(units - {"dollar", "yuan"}) > 1:
        return None
    joined = joined_range(one.numeral, following, shared=one.after is None)
    return (joined, two) if joined else None


def _listed(
    text: str, numerals: list[Numeral], read: _Sum, free_from: int, language: PassageLanguage
) -> list[_Sum]:
    """Return the figures before a sum that its currency holds for too: `分别为3亿和2亿美元`."""
    if not read.after:
        return []
    items: list[_Sum] = []
    right = read.start
    for index in range(read.first - 1, max(-1, read.first - 12), -1):
        item = numerals[index]
        tail = modifier_after(text, item.end, language, round_number=item.value % 10 == 0)
        end = tail[0] if tail else item.end
        if item.start < free_from or not is_listed(text[end:right], language, last=not items):
            break
        value = shared_scale(item, read.numeral)
        lead = modifier_before(text, item.start, language)
        right = lead[0] if lead else item.start
        modifier = lead[1] if lead else item.modifier or (tail[1] if tail else None)
        items.append(
            replace(
                read,
                start=right,
                end=end,
                numeral=replace(item, value=value),
                modifier=modifier,
                rule="sum.listed",
            )
        )
    if items and is_shared_list(
        text, [numerals[read.first - 1 - place] for place in range(len(items))], read.end, language
    ):
        return items[::-1]
    return []


def _following(text: str, numerals: list[Numeral], read: _Sum, language: PassageLanguage) -> Iterator[_Sum]:
    """Yield the figures after a sum that its symbol holds for too: `$3 million and 2 million respectively`."""
    if read.after or language == "zh":
        return
    items: list[_Sum] = []
    left = read.end
    for index in range(read.last + 1, min(len(numerals), read.last + 8)):
        item = numerals[index]
        if not is_listed(text[left : item.start], language, last=True):
            break
        items.append(
            replace(
                read,
                start=item.start,
                end=item.end,
                numeral=item,
                modifier=None,
                first=index,
                last=index,
                rule="sum.listed",
            )
        )
        left = item.end
    if items and re.match(r",?\srespectively\b", text[left : left + 16]):
        yield from items

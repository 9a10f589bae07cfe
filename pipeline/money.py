"""Sums of money: a number with its currency before it, after it, or shared over a list or a range."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.frozen import dataclass
from pipeline.approximators import modifier_after, modifier_before
from pipeline.currencies import Printed
from pipeline.local_signs import LocalSigns
from pipeline.mentions import Mention, PassageLanguage
from pipeline.money_contexts import (
    grows,
    is_counted_range,
    is_listed,
    is_money,
    is_shared_list,
    tells_on,
)
from pipeline.money_figures import Figure, Source, figure_of, is_beside_money
from pipeline.numbers import joined_range, may_join, range_gap, read_numerals, shared_scale
from pipeline.numerals import Modifier, Numeral
from pipeline.printed_currencies import ends_of_currencies
from pipeline.whereabouts import Places, Whereabouts
from pipeline.whose_currency import Currencies


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
    text: str, language: PassageLanguage, where: Whereabouts | None = None, places: Places = ()
) -> list[Mention[AmountValue]]:
    """Return every sum of money from left to right.

    `where` and the `places` of the text, in order, say whose `$`, `K` and 元 are meant.

    >>> [str(found.value.amount) for found in read_amounts("over US$4.7 million (RMB 32m)", "en")]
    ['4700000.0', '32000000']
    >>> found = read_amounts("进出口分别为3亿和2亿美元", "zh")
    >>> [(str(mention.value.amount), mention.value.currency) for mention in found]
    [('300000000', 'USD'), ('200000000', 'USD')]
    """
    currencies = Currencies(text, language, where, places)
    numerals = read_numerals(text, language)
    if not numerals:
        return []
    local = LocalSigns(currencies.where, language)
    source = Source(text, language, numerals, ends_of_currencies(text), local)
    found = []
    for read in _sums(source):
        code = currencies.code(read.unit, read.start)
        if code is not None:
            value = AmountValue(read.numeral.value, read.numeral.upper, code, read.modifier)
            found.append(Mention(read.start, read.end, read.rule, value))
    return found


def _sums(source: Source) -> Iterator[_Sum]:
    text, numerals, language = source.text, source.numerals, source.language
    near = [is_beside_money(source, numeral) for numeral in numerals]
    index = free_from = 0
    while index < len(numerals):
        # A figure without a currency may begin a range that ends with one.
        read = _read(source, index, free_from) if any(near[index : index + 2]) else None
        if read is None:
            index += 1
            continue
        listed = _listed(text, numerals, read, free_from, language)
        yield from listed
        yield read
        following = list(_following(text, numerals, read, language)) or _told_on(source, read)
        yield from following
        last = following[-1] if following else read
        index, free_from = last.last + 1, last.end


def _read(source: Source, index: int, free_from: int) -> _Sum | None:
    """Read the sum whose first figure is numeral `index`, if it is one."""
    text, language = source.text, source.language
    one = figure_of(source, source.numerals[index], free_from)
    if one is None:
        return None
    two = _upper_end(source, index, one)
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


def _unit(before: Printed | None, after: Printed | None) -> str | None:
    """Return the unit that the currencies on both sides of a figure mean: the more specific one."""
    if before is None or after is None:
        one = before or after
        return one.unit if one else None
    return (
        before.unit
        if after.unit in ("dollar", "yuan", "round", "yuan_or_yen") and before.unit != "dollar"
        else after.unit
    )


def _upper_end(source: Source, index: int, one: Figure) -> tuple[Numeral, Figure] | None:
    """Return the range from a figure to the next one, with that one, if the text joins them."""
    text, numerals, language = source.text, source.numerals, source.language
    if index + 1 >= len(numerals):
        return None
    following = numerals[index + 1]
    if following.start - one.end > 16 or not may_join(text[one.end : following.start], language):
        return None
    two = figure_of(source, following, one.end)
    if two is None or grows(text, one.start, language):
        return None
    alone = not (two.before or two.after)
    if alone and not (
        one.before
        and is_counted_range(text, text[one.end : following.start], following, one.numeral, language)
    ):
        return None
    if not range_gap(text, one.start, one.end, two.before.start if two.before else following.start, language):
        return None
    units = {printed.unit for printed in (one.before, one.after, two.before, two.after) if printed}
    if len(units - {"dollar", "yuan", "round"}) > 1:
        return None
    joined = joined_range(one.numeral, following, shared=one.after is None)
    return (joined, two) if joined else None


def _listed(
    text: str, numerals: Sequence[Numeral], read: _Sum, free_from: int, language: PassageLanguage
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
                numeral=item._replace(value=value),
                modifier=modifier,
                rule="sum.listed",
            )
        )
    if items and is_shared_list(
        text, [numerals[read.first - 1 - place] for place in range(len(items))], read.end, language
    ):
        return items[::-1]
    return []


def _following(
    text: str, numerals: Sequence[Numeral], read: _Sum, language: PassageLanguage
) -> Iterator[_Sum]:
    """Yield the figures that the symbol before a sum holds for: `$3 million and 2 million respectively`."""
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


def _told_on(source: Source, read: _Sum) -> list[_Sum]:
    """Return the bare figure that a sum is set against: `$3 billion, up from 2 billion`."""
    index = read.last + 1
    if index >= len(source.numerals):
        return []
    item = source.numerals[index]
    if not tells_on(source.text, read.end, item, source.language):
        return []
    figure = figure_of(source, item, read.end)
    if figure is None or figure.before or figure.after:
        return []
    start, end, modifier = figure.start, figure.end, figure.modifier
    told = replace(read, start=start, end=end, numeral=figure.numeral, modifier=modifier, rule="sum.told-on")
    return [replace(told, first=index, last=index)]

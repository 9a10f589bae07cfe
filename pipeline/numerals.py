"""Numerals, in digits or in words, as exact decimals, with their places in the text.

A numeral is the bare number (`4.7 million`, `一千二百万`); what stands around it (`nearly`, `至`) is read in
`pipeline.approximators` and `pipeline.numbers`.
"""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

Modifier = Literal["about", "over", "under", "nearly", "up to"]

# The fifth form, four digits a group, is how Chinese writers put 万 (`1,0000`); the last commas are decimal.
DIGITS = (
    r"(?<!\d)(?<!\d\.)(?:\d{1,3}(?:[,，]\d{3}){1,6}(?:\.\d{1,9})?(?![\d])|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,5}(?!\.?\d)|\d{1,3}(?:’\d{3}){1,5}(?!\d)|(?!(?:19|20)\d\d,)\d{1,4}(?:,\d{4}){1,4}(?!\d)"
    r"|\d{1,3},\d{1,2}(?=\s?(?:[mb]illion|trillion|bn|mln|mn|m)\b|\s?[MmKk]€)|\d{1,20}(?:\.\d{1,9})?)"
)

_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_GROUPING = re.compile("[,，’ \u00a0]")


class Numeral(NamedTuple):
    """A number and its place; `scale` is its last multiplier, `bare` that nothing multiplies it (`千`)."""

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    upper: Decimal | None = None
    modifier: Modifier | None = None
    bare: bool = False
    arabic: bool = True


def plain_number(digits: str) -> Decimal:
    """Return the value of digits with grouping marks.

    >>> plain_number("1,390.50"), plain_number("1.390.000"), plain_number("54,0000")
    (Decimal('1390.50'), Decimal('1390000'), Decimal('540000'))
    """
    if digits.isdecimal():
        return Decimal(digits)
    if _DECIMAL_COMMA.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    return Decimal(_GROUPING.sub("", digits))

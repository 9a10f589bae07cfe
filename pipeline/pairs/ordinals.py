"""Ordinals of ties, in figures and in words: `12th`, `twenty-first`, `第十二`, `首`."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lexicon import alternatives, words
from pipeline.numbers import read_numerals


def ordinal_number(printed: str, language: str) -> int | None:
    """Return the number of an ordinal.

    >>> ordinal_number("twenty-first", "en"), ordinal_number("第十二", "zh")
    (21, 12)
    """
    if language == "en":
        return _in_words().get(printed.lower()) or int(re.sub(r"\D", "", printed) or 0) or None
    if printed == "首":
        return 1
    numerals = read_numerals(printed.removeprefix("第").strip(), "zh")
    return int(numerals[0].value) if len(numerals) == 1 else None


def ordinal_words() -> str:
    """Return a pattern of the English ordinals that a blank follows, for the lexicon's `<ordinals>`."""
    return rf"\d{{1,3}}(?:st|nd|rd|th)(?=\s)|{alternatives(_in_words())}"


@cache
def _in_words() -> dict[str, int]:
    """Return the ordinals in words, `first` to `ninety-ninth`."""
    table = words("en", "date_numbers")
    units: Sequence[str] = table["ordinal_units"]
    named = {word: number for number, word in enumerate([*units, *table["ordinal_teens"]], start=1)}
    for ten, tens in enumerate(table["tens"], start=2):
        named[f"{tens[:-1]}ieth"] = 10 * ten
        named |= {f"{tens}-{unit}": 10 * ten + number for number, unit in enumerate(units, start=1)}
    return named

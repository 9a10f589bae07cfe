"""Where a text holds dates, clock times, telephone numbers, versions, addresses, codes: all count nothing."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from corpus.frozen import dataclass
from pipeline.lexicon import alternatives
from pipeline.mentions import PassageLanguage

# `re` runs through to a class of characters far faster than to a repeat of one (`\d+`).
_DIGITS = re.compile(r"\d\d*")
_ADDRESS = re.compile(r"https?://|www\.")
_INDENT = re.compile(r"[ \u3000]{0,4}[(（]?")
# What directly behind a figure makes it part of a date, a time, a version, or the number of an item.
_MARKS = frozenset("-/.:：)、．）")
_ENDS_OF_ITEMS = frozenset(".)、．）")
# `5th May`, `5–7 May`, `5to 7 May`, `5& 6 May`
_DAY_GOES_ON = frozenset("snrt-–a&")
_LONGEST_CODE, _DEEPEST_INDENT = 8, 5


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of a text, in order, that hold no counts."""

    starts: list[int]
    ends: list[int]

    def holds(self, position: int) -> bool:
        """Tell whether a position lies in one of the stretches."""
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and position < self.ends[index]


def uncounted(text: str, language: PassageLanguage) -> Stretches:
    """Return where the text holds dates, clock times, telephone numbers, versions, addresses, codes.

    >>> uncounted("2015-10-12 and 40 guests", "en")
    Stretches(starts=[0], ends=[10])
    """
    pattern = _pattern(language)
    starts, ends = [], []
    end = 0
    for start in _candidates(text, language):
        if start >= end and (match := pattern.match(text, start)):
            end = match.end()
            starts.append(start)
            ends.append(end)
    return Stretches(starts, ends)


def _candidates(text: str, language: PassageLanguage) -> list[int]:
    """Return all places where a stretch may begin, in order: each but an address holds a figure."""
    found: list[int] = []
    for figure in _DIGITS.finditer(text):
        found += _around(text, *figure.span(), language)
    if "www." in text or "://" in text:
        found += (match.start() for match in _ADDRESS.finditer(text))
        found.sort()
    return found


def _around(text: str, start: int, end: int, language: PassageLanguage) -> Iterator[int]:
    """Yield where a stretch may begin whose first figure is [start, end), in order."""
    before, behind = text[start - 1] if start else "", text[end : end + 1]
    if language == "en" and before.isspace():
        yield from _month_before(text, start - 1)
    if end - start <= 2 and behind in _ENDS_OF_ITEMS and (not before or before in " \u3000\n(（"):
        yield from _line_before(text, start)
    if before == "-" or (before.isascii() and before.isalpha()):
        yield from _code_before(text, start)
    if before == "+" or (before == "(" and text[start] == "0"):
        yield start - 1
    if behind in _MARKS or text[start] == "0" or (language == "en" and _may_be_day(text, end, behind)):
        yield start


def _may_be_day(text: str, end: int, behind: str) -> bool:
    following = text[end + 1 : end + 2] if behind.isspace() else behind
    return following in _DAY_GOES_ON or (behind.isspace() and following in _initials())


def _month_before(text: str, end: int) -> Iterator[int]:
    end -= text[end - 1 : end] == ","
    end -= text[end - 1 : end] == "."
    for month in _months_by_ending().get(text[max(0, end - 3) : end], ()):
        if text.endswith(month, 0, end):
            yield end - len(month)


def _line_before(text: str, start: int) -> Iterator[int]:
    line = text.rfind("\n", max(0, start - _DEEPEST_INDENT - 1), start) + 1
    if (line or start <= _DEEPEST_INDENT) and _INDENT.fullmatch(text, line, start):
        yield line


def _code_before(text: str, start: int) -> Iterator[int]:
    end = start - (text[start - 1] == "-")
    begin = end
    while begin and end - begin <= _LONGEST_CODE and text[begin - 1].isascii() and text[begin - 1].isalpha():
        begin -= 1
    if begin < end:
        yield begin


@cache
def _months() -> list[str]:
    from babel import Locale

    months = Locale("en").months["format"]
    return sorted({*months["wide"].values(), *months["abbreviated"].values(), "Sept"})


@cache
def _months_by_ending() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for month in _months():
        found.setdefault(month[-3:], []).append(month)
    # The longest begins first.
    return {ending: sorted(months, key=len, reverse=True) for ending, months in found.items()}


@cache
def _initials() -> frozenset[str]:
    return frozenset(month[0] for month in _months())


@cache
def _pattern(language: PassageLanguage) -> re.Pattern[str]:
    days = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and|&)\s?\d{1,2}(?:st|nd|rd|th)?)?"
    patterns = [
        r"(?<!\d)\d{1,4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,4}(?!\d)",
        r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)",
        r"(?<!\d)\(?0\d{2,3}\)?[- ]?\d{6,8}(?!\d)|\+\d[\d ()-]{6,18}\d",
        r"(?<!\d)\d{1,5}(?:\.\d{1,5}){2,5}",
        r"(?:https?://|www\.)[!-~]{1,300}",
        r"(?<![A-Za-z0-9])[A-Za-z]{1,8}-?\d{1,4}(?![\d,.])",
        r"(?<!\d)\d{1,3}/\d{1,3}(?!\d)",
        r"(?m:^)[ \u3000]{0,4}[(（]?\d{1,2}[.)、．）](?!\d)",
    ]
    if language == "en":
        months = alternatives(_months())
        patterns.append(rf"\b(?:{months})\.?,?\s{days}(?![\d,]\d)(?:,?\s\d{{4}})?")
        patterns.append(rf"(?<![\d,.]){days}\s(?:{months})\b(?:,?\s\d{{4}})?")
    return re.compile("|".join(patterns))

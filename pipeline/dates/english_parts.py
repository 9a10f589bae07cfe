"""English rules for parts of years, seasons, decades and centuries."""

import re
from functools import cache
from re import Match
from typing import Literal

from corpus.late import late
from pipeline.dates.english import YEAR, relative_year, year_of
from pipeline.dates.numerals import english_number, number_pattern, ordinal_pattern
from pipeline.dates.reading import Expression, Granularity, Moment, Rule, Shift
from pipeline.lexicon import alternatives, words

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}


def _of_year() -> str:
    return (
        rf"(?:\s*,?\s*(?:of\s+|in\s+)?(?:the\s+year\s+)?(?:(?P<year>{YEAR})"
        rf"|(?P<shift>{relative_year()})\b|(?P<the>the\s+year)\b))"
    )


def _part(rule: str, match: Match[str], run: tuple[int, int], grain: Granularity) -> Expression:
    pick: Literal["the"] | None = "the" if match["the"] else None
    return Expression(*match.span(), rule, Moment(year=year_of(match), months=run, grain=grain, pick=pick))


def _quarter(match: Match[str]) -> Expression:
    number = english_number(match["ordinal"] or match["figure"])
    return _part("en.quarter", match, (3 * number - 2, 3 * number), "quarter")


def _half(match: Match[str]) -> Expression:
    first = match["which"].lower() in ("first", "1st")
    return _part("en.half", match, (1, 6) if first else (7, 12), "half")


def _months_of_year(match: Match[str]) -> Expression | None:
    count = english_number(match["count"])
    quarters = match["unit"].lower().startswith("quarter")
    if not 1 <= count <= (4 if quarters else 12) or not (match["framed"] is not None or _names_year(match)):
        return None
    length = 3 * count if quarters else count
    first = match["which"].lower() == "first"
    run = (1, length) if first else (13 - length, 12)
    return _part("en.months-of-year", match, run, "quarter" if quarters else "month")


def _names_year(match: Match[str]) -> bool:
    return bool(match["year"] or match["shift"] or match["the"])


def _season(match: Match[str]) -> Expression | None:
    by_word = {word: name for name, spellings in words("en", "date_seasons").items() for word in spellings}
    run = _SEASONS[by_word[match["season"].lower()]]
    pick = (match["pick"] or "").lower()
    year = year_of(match)
    if year is None:
        if not pick:
            return None
        year = Shift("now", {"last": -1, "next": 1}.get(pick, 0))
    return Expression(*match.span(), "en.season", Moment(year=year, months=run, grain="month"), optional=True)


def _decade(match: Match[str]) -> Expression:
    digits = match["decade"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return Expression(*match.span("body"), "en.decade", Moment(year=first, grain="decade"))


def _century(match: Match[str]) -> Expression:
    number = english_number(match["number"])
    return Expression(
        *match.span(), "en.century", Moment(year=100 * number - 99, grain="century"), optional=True
    )


@cache
def part_rules() -> tuple[Rule, ...]:
    """Return the rules for parts of years and for runs of years."""
    return (*_within_year(), *_beyond_year())


def _within_year() -> tuple[Rule, ...]:
    of_year, flags = _of_year(), re.IGNORECASE
    seasons = alternatives(word for spellings in words("en", "date_seasons").values() for word in spellings)
    ordinal = r"(?:the\s+)?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter"
    return (
        Rule(
            "en.quarter",
            late(rf"\b(?:Q(?P<figure>[1-4])|{ordinal}){of_year}?", flags),
            _quarter,
            "quarter",
            late("quarter|Q[1-4]"),
        ),
        Rule(
            "en.half",
            late(rf"\b(?:the\s+)?(?P<which>first|second|1st|2nd|latter)[\s-]half{of_year}", flags),
            _half,
            "half",
            late("half"),
        ),
        Rule(
            "en.months-of-year",
            late(
                # `in the first eight months,` of the year that the text tells of; but `of his stay`
                r"(?:(?P<framed>(?<=\bin )|(?<=\bfor )|(?<=\bduring ))|\b)"
                r"(?:the\s+)?(?P<which>first|last)\s+"
                rf"(?P<count>{number_pattern()})\s+(?P<unit>months?|quarters?)\b(?:{of_year}|(?!\s+of\b))",
                flags,
            ),
            _months_of_year,
            anchor=late("month|quarter"),
            holds="run of months",
        ),
        Rule(
            "en.season",
            late(
                rf"\b(?:(?P<pick>this|last|next|past)\s+)?(?P<season>{seasons})\b(?!\s+Festival){of_year}?",
                flags,
            ),
            _season,
            "season",
            late(seasons, flags),
        ),
    )


def _beyond_year() -> tuple[Rule, ...]:
    century = rf"(?P<number>\d{{1,2}}(?:st|nd|rd|th)|{ordinal_pattern()})"
    return (
        Rule(
            "en.decade",
            late(r"(?<![\w.,$€£¥])(?P<body>(?P<decade>(?:1[4-9]|20)\d0)['’]?s)\b"),
            _decade,
            "ten",
            late("0['’]?s"),
        ),
        # `the 80s` but not `in his 80s`.
        Rule(
            "en.decade",
            late(r"\bthe\s+(?:(?:early|mid|late)[\s-]+)?(?P<body>['’‘]?(?P<decade>[2-9]0)['’]?s)\b"),
            _decade,
            "ten",
            late("0['’]?s"),
        ),
        Rule(
            "en.century",
            late(rf"\b(?:the\s+)?{century}[\s-]centur(?:y|ies)\b", re.IGNORECASE),
            _century,
            "century",
            late("centur", re.IGNORECASE),
        ),
    )

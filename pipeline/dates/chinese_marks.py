"""Marks of a Chinese text: where its figures, numerals and words of time stand."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product
from re import Pattern

from pipeline.dates.chinese import SEPARATOR, relative_years
from pipeline.dates.marks import Marks, Words, mark_figures
from pipeline.dates.numerals import CHINESE
from pipeline.lexicon import words

_UNITS = {
    "年": "year numeral",
    "月": "month numeral",
    "日": "day numeral",
    "号": "day numeral",
    None: "listed numeral",
}
_NUMERALS = frozenset(f"{CHINESE}两")
# The kinds of years by the count of their figures.
_YEARS = {4: "full year", 3: "republic year", 2: "short year"}


def chinese_marks(text: str) -> Marks:
    """Return the places at which times may begin, and those of words that they hold."""
    marks: dict[str, list[int]] = defaultdict(list)
    mark_figures(text, marks)
    _mark_numerals(text, marks)
    _mark_words(text, marks)
    years = marks["year numeral"] + marks["year word"] + marks["split"]
    marks["year form"] = sorted(years)
    marks["date"] = sorted({*years, *marks["month numeral"], *marks["listed numeral"]})
    marks["years"] = sorted({*marks["full year"], *marks["listed numeral"]})
    marks["days"] = sorted({*marks["day numeral"], *marks["listed numeral"]})
    marks["years back"] = sorted(marks["recent"] + marks["since"])
    marks["lost month"] = sorted({*marks["full year"], *marks["glued day numeral"]})
    return marks


def _mark_numerals(text: str, marks: dict[str, list[int]]) -> None:
    for match in _numeral().finditer(text):
        start, end = match.span()
        unit = _UNITS[match["unit"]]
        if match[0].isdecimal():
            marks[unit].append(start)
            years = _YEARS.get(end - start, "other year")
            marks[years if unit == "year numeral" else f"glued {unit}"].append(start)
            continue
        places = list(_beginnings(text, start, end))
        marks[unit] += places
        for kind in _YEARS.values() if unit == "year numeral" else (f"glued {unit}",):
            marks[kind] += places


def _beginnings(text: str, start: int, end: int) -> Iterator[int]:
    """Yield each place in [start, end) that is not within a run of digits."""
    for place in range(start, end):
        if not (text[place].isdecimal() and text[place - 1 : place].isdecimal()):
            yield place


def _mark_words(text: str, marks: dict[str, list[int]]) -> None:
    for start, end, kinds in _words().find(text):
        for kind in kinds:
            if kind == "bracket":
                marks["split"].append(_before(text, start))
            elif kind not in _CHECKS or _CHECKS[kind](text, start, end):
                marks[kind].append(start)


def _before(text: str, place: int) -> int:
    """Return the place of the character before `place` that is no blank, or 0."""
    place -= 1
    while place > 0 and text[place].isspace():
        place -= 1
    return max(place, 0)


def _counts(text: str, _: int, end: int) -> bool:
    """Tell whether a numeral follows a word."""
    return text[end : end + 1] in _NUMERALS or text[end : end + 1].isdecimal()


def _of_year(text: str, start: int, _: int) -> bool:
    """Tell whether a season may be one of a certain year."""
    before = _before(text, start)
    if text[before] == "的":
        before = _before(text, before)
    return text[before] in _year_ends()


# What must stand beside the words of some kinds.
_CHECKS = {"recent": _counts, "first months": _counts, "season": _of_year}


@cache
def _year_ends() -> frozenset[str]:
    """Return the characters with which a year ends, before its season."""
    return frozenset("年度)）今去明") | {word[-1] for word in relative_years()}


@cache
def _numeral() -> Pattern[str]:
    """Return the pattern of a run of numerals before a unit of time, or before another one of a list."""
    numeral = rf"[\d{CHINESE}OoＯ]"
    # Within a run it fails at once: an endless one would else cost the square of its length.
    return re.compile(
        rf"{numeral}(?<!{numeral}{numeral}){numeral}*+(?=\s*(?P<unit>[年月日号])|{SEPARATOR}{numeral})"
    )


@cache
def _words() -> Words:
    ways, counted = ("前", "之前", "后", "之后", "以后", "以前"), ("天", "月", "周", "星期", "礼拜", "半年")
    return Words(
        {
            "year word": [*relative_years(), *words("zh", "date_numbers")["eras"], "公元", "西元"],
            "same month": ["去年", "上年"],
            "bracket": ["(", "（"],
            "recent": ["近", "过去", "过去的", "这"],
            "since": ["年来"],
            "first months": ["前", "头", "首"],
            "ago": ["年前"],
            "decade": ["年代"],
            "century": ["世纪"],
            "counted": ["".join(pair) for pair in product(counted, ways)],
            "counted years": [f"年{way}" for way in ways],
            "part": ["上半年", "下半年", "季度", "首季"],
            "season": [word for spellings in words("zh", "date_seasons").values() for word in spellings],
            "weekday": ["周", "星期", "礼拜"],
            "year part": ["年底", "年末", "年初", "岁末"],
            "month part": ["月底", "月末", "月初"],
            "today": ["今", "昨"],
            **{table: _phrases(table) for table in ("date_month_words", "date_days", "date_weeks")},
            "since opening": words("zh", "date_context")["since_opening"],
        }
    )


def _phrases(table: str) -> list[str]:
    return [phrase for phrases in words("zh", table).values() for phrase in phrases]

"""Rules for dates in figures alone, the same in both languages: ISO, dotted, slashed."""

import datetime as dt
from functools import cache
from re import Match

from corpus.late import late
from pipeline.dates.english_names import months
from pipeline.dates.reading import Expression, Moment, Rule

_YEAR, _EDGE = r"(?:1[4-9]|20)\d\d", r"(?<![A-Za-z0-9_./-])"
_MONTH, _DAY = r"1[0-2]|0?[1-9]", r"3[01]|[12]\d|0?[1-9]"


def _real(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _day(match: Match[str], rule: str, year: int, month: int, day: int) -> Expression | None:
    if not _real(year, month, day):
        return None
    return Expression(
        match.start(), match.end("last"), rule, Moment(year=year, months=(month, month), day=day)
    )


def _year_first(match: Match[str]) -> Expression | None:
    return _day(match, "year-month-day", int(match["year"]), int(match["month"]), int(match["last"]))


def _dotted_range(match: Match[str]) -> Expression | None:
    """Read `2018.4.28-5.3` and `2018.4.28-30`."""
    year, first = int(match["year"]), int(match["month"])
    month = int(match["next"] or first)
    if not (_real(year, first, int(match["day"])) and _real(year, month, int(match["last"]))):
        return None
    opening = Moment(year=year, months=(first, first), day=int(match["day"]))
    closing = Moment(year=year, months=(month, month), day=int(match["last"]))
    return Expression(match.start(), match.end("last"), "dotted-range", opening, closing)


def _year_last(match: Match[str]) -> Expression | None:
    """Read the month first with slashes or hyphens, the day first with dots, and as only makes sense."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["last"])
    orders = [(first, second), (second, first)]
    if match["mark"] == ".":
        orders.reverse()
    for month, day in orders:
        if _real(year, month, day):
            return _day(match, "day-month-year", year, month, day)
    return None


def _named(match: Match[str]) -> Expression | None:
    number = months().get(match["name"].lower())
    if number is None:
        return None
    return _day(match, "named-month", int(match["year"]), number, int(match["last"]))


def _year_month(match: Match[str]) -> Expression | None:
    number = int(match["last"])
    if match["mark"] == "-" and number == int(match["year"][2:]) + 1:
        # `2011-12` is rather a school year.
        return None
    moment = Moment(year=int(match["year"]), months=(number, number), grain="month")
    return Expression(match.start(), match.end("last"), "year-month", moment)


@cache
def numeric_rules() -> tuple[Rule, ...]:
    """Return the rules for dates printed in figures."""
    return (*_day_rules(), *_month_rules())


def _day_rules() -> tuple[Rule, ...]:
    # `2024-10-2814:30` has the time of day glued to it.
    end = r"(?=\d\d:\d\d|(?![\d/-]|\.\d))"
    return (
        Rule(
            "year-month-day",
            late(
                rf"{_EDGE}(?P<year>{_YEAR})\s?(?P<mark>[-–./])\s?(?P<month>{_MONTH})\s?(?P=mark)\s?(?P<last>{_DAY}){end}"
            ),
            _year_first,
            "parted year",
        ),
        Rule(
            "dotted-range",
            late(
                rf"{_EDGE}(?P<year>{_YEAR})\.(?P<month>{_MONTH})\.(?P<day>{_DAY})"
                rf"\s?[-—–~～至]{{1,2}}\s?(?:(?P<next>{_MONTH})\.)?(?P<last>{_DAY})(?![\d.])"
            ),
            _dotted_range,
            "parted year",
        ),
        Rule(
            "day-month-year",
            late(
                rf"{_EDGE}(?P<first>\d{{1,2}})(?P<mark>[-./])(?P<second>\d{{1,2}})(?P=mark)(?P<last>{_YEAR})(?![\d/-]|\.\d)"
            ),
            _year_last,
            "parted figure",
        ),
        Rule(
            "named-month",
            late(
                rf"{_EDGE}(?P<year>{_YEAR})(?P<mark>[-/.])(?P<name>[A-Z][a-z]{{2,8}})(?P=mark)(?P<last>{_DAY})(?!\d)"
            ),
            _named,
            "parted year",
        ),
    )


def _month_rules() -> tuple[Rule, ...]:
    return (
        Rule(
            "year-month",
            late(rf"{_EDGE}(?P<year>{_YEAR})(?P<mark>[.-])(?P<last>1[0-2]|0[1-9])(?![\d./%年-])"),
            _year_month,
            "parted year",
        ),
        # `（2004.8）`: with one figure for the month only where nothing else can stand.
        Rule(
            "bracket-year-month",
            late(rf"(?<=[(（|\s])(?P<year>{_YEAR})(?P<mark>\.)(?P<last>[1-9])(?=\s*(?:[)）;；,，、|\n]|$))"),
            _year_month,
            "parted year",
        ),
    )

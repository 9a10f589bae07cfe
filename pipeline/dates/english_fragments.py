"""English rules for runs of days in a month, and for years short of their century."""

from functools import cache
from re import Match

from corpus.late import late
from pipeline.dates import calendar_spans as calendar
from pipeline.dates.english import year_after, year_of
from pipeline.dates.english_names import month, months
from pipeline.dates.numerals import english_number, number_pattern
from pipeline.dates.reading import Expression, Moment, Rule

_WHICH = {
    "first": 0,
    "opening": 0,
    "second": 1,
    "middle": 1,
    "third": 2,
    "last": -1,
    "final": -1,
    "closing": -1,
}


def _part_of_month(match: Match[str]) -> Expression | None:
    """Read `the first ten days of September`, `the last week of May 2016`, `the second half of June`."""
    number = months()[match["month"].rstrip(".").lower()]
    moment = Moment(year=year_of(match), months=(number, number))
    which = _WHICH[match["which"].lower()]
    if match["half"]:
        modifier = "start" if which == 0 else "end"
        month_ = Moment(year=moment.year, months=moment.months, grain="month")
        return Expression(*match.span(), "en.part-of-month", month_, modifier=modifier)  # type: ignore[arg-type]
    length = 7 if match["week"] else 14 if match["fortnight"] else english_number(match["count"])
    last = _length_of(number)
    first = last - length + 1 if which == -1 else 1 + which * length
    if not 1 <= first <= first + length - 1 <= 31:
        return None
    opening = Moment(year=moment.year, months=moment.months, day=first)
    closing = Moment(year=moment.year, months=moment.months, day=min(first + length - 1, last))
    return Expression(*match.span(), "en.part-of-month", opening, closing)


def _length_of(number: int) -> int:
    """Return how many days a month has, in a common year."""
    run = calendar.month_run(2015, number, number)
    return run[1].day if run else 30


def _apostrophe(match: Match[str]) -> Expression:
    """Read `in '98`, `May ’05`."""
    short = int(match["short"])
    year = short + (2000 if short <= 49 else 1900)
    if not match["month"]:
        return Expression(*match.span("body"), "en.short-year", Moment(year=year, grain="year"))
    number = months()[match["month"].rstrip(".").lower()]
    moment = Moment(year=year, months=(number, number), grain="month")
    return Expression(*match.span("body"), "en.short-year", moment)


@cache
def fragment_rules() -> tuple[Rule, ...]:
    """Return the rules for runs of days in a month, and for years short of their century."""
    name, which = rf"(?P<month>{month()})", rf"(?P<which>{'|'.join(_WHICH)})"
    run = rf"(?:(?P<half>half)|(?P<week>week)|(?P<fortnight>fortnight)|(?P<count>{number_pattern()})\s+days)"
    return (
        Rule(
            "en.part-of-month",
            late(rf"\b(?:[Tt]he\s+)?(?i:{which}\s+{run}\s+of)\s+{name}{year_after()}?"),
            _part_of_month,
            anchor=late(r"\b(?:half|week|fortnight|days)\s+of\b"),
            holds="run of days",
        ),
        Rule(
            "en.short-year",
            late(
                rf"(?:\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Uu]ntil|[Oo]f|[Bb]y|[Dd]uring)\s+(?:(?i:early|mid|late)[\s-]+)?)?"
                rf"(?P<body>(?:{name}\s*)?['’‘](?P<short>\d\d))(?![\w’'])"
            ),
            lambda match: (
                _apostrophe(match) if match["month"] or match.start() < match.start("body") else None
            ),
            "apostrophe",
            late(r"['’‘]\d\d"),
        ),
    )

"""English rules for times printed with their numbers and month names."""

import re
from functools import cache
from re import Match

from corpus.late import late
from pipeline.dates.english_names import month, months, weekday, weekdays
from pipeline.dates.numerals import english_number, number_pattern, ordinal_pattern
from pipeline.dates.reading import Expression, Moment, Rule, Shift
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage

# `October 9 ¨C10` is an en dash that went through the wrong encoding.
DASH = r"(?:[-–—―−~～﹣－]{1,2}|¨C|&ndash;|\uff5e)"
SEPARATOR = rf"\s*(?:{DASH}|\b(?:to|until|till|til|thru|through|up\s+to)\b|至|到)\s*"
YEAR = r"(?:1[4-9]|20)\d\d(?!\d)"
# A bare figure after a month is a day unless it counts something: `May 5-member`, `May 1,000`, `May 18%`.
# A month behind a word it was glued to: `fromNovember 14`.
FREE = (
    "(?:(?<![A-Za-z])"
    + "".join(
        rf"|(?<=\b{word})"
        for word in ("On", "on", "In", "in", "From", "from", "Since", "since", "Until", "until")
    )
    + ")"
)
DAY = (
    r"(?:[12]\d|3[01]|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?"
    r"(?!\s?(?:st|nd|rd|th)\b|[\d%]|[.,:]\d(?!\d{3}\b)|\s?-\s?[a-z])"
)


@cache
def relative_year() -> str:
    """Return the pattern of a year told by its distance: `last year`, `that year`."""
    return alternatives(phrase for phrases in words("en", "date_years").values() for phrase in phrases)


@cache
def relative_years() -> dict[str, Shift]:
    """Return what each phrase for a year counts from, and how far."""
    return shifts("en", "date_years")


@cache
def shifts(language: PassageLanguage, table: str) -> dict[str, Shift]:
    """Turn a lexicon table of distances (`now-1 = [phrases]`) inside out.

    >>> shifts("en", "date_years")["last year"]
    Shift(base='now', by=-1)
    """
    return {
        phrase: Shift(
            "now" if key.startswith("now") else "then", int(key.removeprefix("now").removeprefix("then"))
        )
        for key, phrases in words(language, table).items()
        for phrase in phrases
    }


def year_of(match: Match[str]) -> int | Shift | None:
    """Return the year that a match's groups `year` or `shift` name."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("spelled"):
        base, _, rest = re.sub(r"\s+(?:and\s+)?", " ", groups["spelled"].lower()).partition(" ")
        rest = rest.removeprefix("thousand").strip()
        return (2000 if base == "two" else 1900) + (english_number(rest) if rest else 0)
    if groups.get("shift"):
        return relative_years()[" ".join(groups["shift"].lower().split())]
    return None


@cache
def year_after() -> str:
    """Return the pattern of a year behind a day or month: `, 2015`, ` of 2015`, ` last year`."""
    # `this 28th day of October, Two Thousand and Six`
    number = number_pattern()
    spelled = rf"(?P<spelled>(?i:two\s+thousand(?:\s+(?:and\s+)?{number})?|nineteen\s+{number}))"
    return (
        rf"(?:(?:\s*,?\s*|-)(?:(?:of|in)\s+)?(?:the\s+year\s+(?:of\s+)?)?(?<!\d\.\s)(?<!\.\n)(?P<year>{YEAR})"
        rf"|\s*,?\s+{spelled}\b|\s*,?\s+(?:of\s+|in\s+)?(?P<shift>(?i:{relative_year()}))\b)"
    )


def days(month_first: bool) -> str:
    """Return the pattern of one day, of a range of days, or of a list of either.

    Behind a month, a day that has a month of its own (`March 28th to 2nd April`) is left to the next match.
    """
    own = rf"(?!\s+(?:of\s+)?(?!(?P=month)){month()})" if month_first else ""
    one = rf"{DAY}(?:{SEPARATOR}{weekday()}?(?:on\s+)?(?:the\s+)?{DAY}{own})?"
    rest = rf"\s*,?\s*(?:\band(?![a-z])|&)\s*(?:on\s+)?(?:the\s+)?{weekday()}?{one}{own}"
    return rf"{one}(?:(?:\s*,\s*{one}){{0,6}}{rest})?"


_DAY_FIGURE = late(r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)\b)?")
_DAY_LIST = late(r",(?!\s*[A-Z])|\band(?![a-z])|&")
_NAME = late(r"[A-Za-z]+")


def _day_runs(printed: str) -> list[tuple[int, int, int, int]]:
    """Return (place, end, first day, last day) of each day or range of days in a printed list."""
    runs: list[tuple[int, int, int, int]] = []
    for figure in _DAY_FIGURE.finditer(printed):
        value = int(figure["day"])
        gap = printed[runs[-1][1] : figure.start()] if runs else ""
        if runs and not _DAY_LIST.search(gap):
            runs[-1] = (runs[-1][0], figure.end(), runs[-1][2], value)
        else:
            runs.append((figure.start(), figure.end(), value, value))
    return runs


def _build_days(rule: str, match: Match[str]) -> list[Expression]:
    """Build one expression for each day or range in the group `days`; `between 3 and 5` is a range."""
    name = match["month"].rstrip(".").lower()
    number = months()[name]
    year = year_of(match)
    runs = _day_runs(match["days"])
    if match["between"] and len(runs) == 2:
        runs = [(runs[0][0], runs[1][1], runs[0][2], runs[1][3])]
    begin = match.start("days")
    named = _named_weekday(match["body"])
    built = []
    for index, (start, end, first, last) in enumerate(runs):
        moment = Moment(year=year, months=(number, number), day=first, falls_on=named if index == 0 else None)
        closing = moment._replace(day=last) if last != first else None
        left = match.start("body") if index == 0 else begin + start
        right = match.end() if index == len(runs) - 1 else begin + end
        built.append(Expression(left, right, rule, moment, closing))
    return built


def _named_weekday(printed: str) -> int | None:
    """Return the weekday that a printed day begins with: `Monday, October 17th`."""
    word = _NAME.match(printed)
    return weekdays().get(word[0].lower()) if word else None


def _month_day(match: Match[str]) -> list[Expression] | Expression | None:
    text, end = match.string, match.end()
    bare = match["days"].isdigit() and year_of(match) is None
    if bare and "\n" in text[match.end("month") : match.start("days")] and text[end : end + 1] in (".", ")"):
        # The number of the next item of a list.
        number = months()[match["month"].rstrip(".").lower()]
        moment = Moment(months=(number, number), grain="month")
        return Expression(match.start("body"), match.end("month"), "en.month", moment)
    if bare and re.search(r"\b[Ii]n\s$", text[max(0, match.start("body") - 4) : match.start("body")]):
        following = re.match(r"\s+([a-z]{3,})", text[end : end + 20])
        if following and following[1] not in words("en", "date_context")["after_year"]:
            # `In May 18 members visited`: the figure counts the members.
            number = months()[match["month"].rstrip(".").lower()]
            return Expression(
                match.start("body"),
                match.end("month"),
                "en.month",
                Moment(months=(number, number), grain="month"),
            )
    return _build_days("en.month-day", match)


def _day_month(match: Match[str]) -> list[Expression]:
    return _build_days("en.day-month", match)


def _spelled_day(match: Match[str]) -> Expression:
    number = months()[match["month"].rstrip(".").lower()]
    moment = Moment(year=year_of(match), months=(number, number), day=english_number(match["ordinal"]))
    return Expression(*match.span(), "en.spelled-day", moment)


def _month_year(match: Match[str]) -> Expression:
    number = months()[match["month"].rstrip(".").lower()]
    moment = Moment(year=year_of(match), months=(number, number), grain="month")
    return Expression(*match.span(), "en.month-year", moment)


def _picked_month(match: Match[str]) -> Expression:
    number = months()[match["month"].rstrip(".").lower()]
    pick = {"last": "last", "past": "last", "next": "next", "coming": "next"}.get(
        match["pick"].split()[-1].lower(), "this"
    )
    moment = Moment(months=(number, number), pick=pick, grain="month")  # type: ignore[arg-type]
    return Expression(*match.span(), "en.picked-month", moment)


def _short_range(match: Match[str]) -> Expression | None:
    """Read `2016-17`, `2014–16`."""
    first = int(match["year"])
    last = first - first % 100 + int(match["short"])
    if not first < last <= first + 20:
        return None
    opening, closing = Moment(year=first, grain="year"), Moment(year=last, grain="year")
    return Expression(*match.span(), "en.year-short-range", opening, closing, weak=True)


def _month(match: Match[str]) -> Expression:
    number = months()[match["month"].rstrip(".").lower()]
    return Expression(*match.span(), "en.month", Moment(months=(number, number), grain="month"), weak=True)


def _year(match: Match[str]) -> Expression:
    return Expression(*match.span(), "en.year", Moment(year=int(match[0]), grain="year"), weak=True)


@cache
def absolute_rules() -> tuple[Rule, ...]:
    """Return the rules for printed days, months and years."""
    return (*_day_rules(), *_month_rules(), *_year_rules())


def _day_rules() -> tuple[Rule, ...]:
    name, ordinal = rf"(?P<month>{month()})", ordinal_pattern()
    between = r"(?P<between>\b[Bb]etween\s+)?"
    return (
        Rule(
            "en.month-day",
            late(
                rf"{FREE}{between}(?P<body>{weekday()}?{FREE}{name}\s*,?\s*(?:the\s+)?"
                # `March 15th to 20th March, 2015`; `May 5 (Saturday)`
                rf"(?P<days>{days(True)})(?:\s+(?:of\s+)?(?P=month))?(?:\s?\([A-Z][a-z]+day\))?{year_after()}?)"
            ),
            _month_day,
            "month first",
        ),
        Rule(
            "en.day-month",
            late(
                rf"(?<![\w.,/$€£¥-]){between}(?:the\s+)?(?P<body>{weekday()}?(?<![\d.,/$-])"
                # `on 17. September 2013`, behind a word that shows it to be no number of a list
                rf"(?P<days>{days(False)})(?:\s+day|(?<=[a-z]\s\d)\.|(?<=[a-z]\s\d\d)\.)?"
                rf"\s*(?:of\s+|-\s*)?{name}{year_after()}?)"
            ),
            _day_month,
            "day first",
        ),
        Rule(
            "en.spelled-day",
            late(rf"\b(?P<ordinal>{ordinal})\s+(?:day\s+)?(?:of\s+)?{name}{year_after()}?", re.IGNORECASE),
            lambda match: _spelled_day(match) if match["month"][0].isupper() else None,
            "ordinal",
        ),
    )


def _month_rules() -> tuple[Rule, ...]:
    name = rf"(?P<month>{month()})"
    return (
        Rule("en.month-year", late(rf"{FREE}{name}{year_after()}"), _month_year, "month"),
        Rule(
            "en.year-month",
            late(rf"(?<![\w.,-])(?P<year>{YEAR})[\s,]+{name}(?!\s*\d)"),
            _month_year,
            "year",
        ),
        Rule(
            "en.picked-month",
            late(rf"\b(?P<pick>(?i:this\s+past|this\s+coming|this|last|past|next|coming))\s+{name}"),
            _picked_month,
            "picking",
        ),
        Rule("en.month", late(rf"{FREE}{name}"), _month, "month"),
    )


def _year_rules() -> tuple[Rule, ...]:
    # `mid-2012`, `2012-2015`, but not `0571-2018`, `$2018`
    free = r"(?<![\w.,/#$€£¥-])(?<![$€£¥]\s)"
    before = rf"(?:(?<=[Mm]id-)|(?<=[Ee]nd-)|(?<=\b(?:1[4-9]|20)\d\d-)|{free})"
    return (
        Rule(
            "en.year-short-range",
            late(rf"(?<![\w.,/#$€£¥-])(?P<year>{YEAR})[-–/](?P<short>\d\d)(?![\w/-]|[.,]\d)"),
            _short_range,
            "year",
        ),
        Rule(
            "en.year",
            late(rf"{before}{YEAR}(?![\w/]|[.,]\d|\s?[%$€£¥°])"),
            _year,
            "year",
        ),
    )

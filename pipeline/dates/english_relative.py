"""English rules for times told by their distance, for parts of years, and for decades and centuries."""

import re
from functools import cache
from re import Match

from pipeline.dates.english import YEAR, relative_year, shifts, weekdays, year_of
from pipeline.dates.numerals import english_number, number_pattern, ordinal_pattern
from pipeline.dates.reading import Base, Expression, Granularity, Moment, Rule, Shift
from pipeline.lexicon import alternatives, words

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}


def _phrase(text: str) -> str:
    return " ".join(text.lower().split())


def _table(name: str) -> tuple[str, dict[str, Shift]]:
    table = words("en", name)
    return alternatives(phrase for phrases in table.values() for phrase in phrases), shifts(table)


def _shifted(name: str, rule: str, optional: bool = False) -> Rule:
    """Return the rule that reads the phrases of one lexicon table."""
    pattern, values = _table(name)

    def build(match: Match[str]) -> Expression | None:
        phrase = _phrase(match["phrase"])
        if phrase == "today" and _nowadays(match):
            return None
        shift = values[phrase]
        moments: dict[str, Moment] = {
            "en.relative-day": Moment(day=shift),
            "en.relative-month": Moment(months=shift, grain="month"),
            "en.relative-year": Moment(year=shift, grain="year"),
            "en.relative-week": Moment(week=shift.by),
        }
        return Expression(*match.span("phrase"), rule, moments[rule], optional=optional)

    # `yesterday afternoon` is the day; `the year before last`, `the day before Christmas` are other phrases.
    tail = r"(?!\s+(?:last|Christmas|and\s+after)\b)(?:\s+(?:morning|afternoon|evening|night)\b)?"
    return Rule(rule, re.compile(rf"\b(?P<phrase>{pattern})\b{tail}", re.IGNORECASE), build)


def _nowadays(match: Match[str]) -> bool:
    """Tell whether `today` means these days: no event stands in its sentence (`as we know it today`)."""
    before = re.split(r"[.!?]\s|\n", match.string[max(0, match.start() - 160) : match.start()])[-1]
    after = re.split(r"[.!?](?:\s|$)|\n", match.string[match.end() : match.end() + 120])[0]
    context = words("en", "date_context")
    if re.match(r"\W{1,2}s\b", after):
        # `today's Canada`, but `today's ceremony`
        return not re.match(rf"\W{{1,2}}s\s+(?:\w+\s+){{0,2}}(?:{alternatives(context['events'])})", after)
    if before.lower().endswith(tuple(f"{word} " for word in context["nowadays"])):
        return True
    if not before.strip(' "“') and re.match(r",?\s+(?:\w+\s+){0,5}(?:is|are|has|have|there)\b", after):
        return True
    if re.search(r"[\"“][^\"”]{0,160}$", before):
        # In a speech what was done is not news: `because they took pains, we have such ties today`.
        arriving = rf"\b(?:{alternatives(context['arriving'])})\b"
        return not re.search(arriving, f"{before} {after}", re.IGNORECASE)
    cues = alternatives(
        [*words("en", "date_cues")["past"], *words("en", "date_cues")["future"], *context["arriving"]]
    )
    event = rf"\b(?:{cues})\b|(?<!\bhas )(?<!\bhave )(?<!\bare )(?<!\bis )(?<!\bbeen )\b[a-z]{{3,}}ed\b"
    return not re.search(event, f"{before} {after}", re.IGNORECASE)


def _of_year() -> str:
    return (
        rf"(?:\s*,?\s*(?:of\s+|in\s+)?(?:the\s+year\s+)?(?:(?P<year>{YEAR})"
        rf"|(?P<shift>{relative_year()})\b|(?P<the>the\s+year)\b))"
    )


def _part(rule: str, match: Match[str], run: tuple[int, int], grain: Granularity) -> Expression:
    return Expression(*match.span(), rule, Moment(year=year_of(match), months=run, grain=grain))


def _quarter(match: Match[str]) -> Expression:
    number = english_number(match["ordinal"] or match["figure"])
    return _part("en.quarter", match, (3 * number - 2, 3 * number), "quarter")


def _half(match: Match[str]) -> Expression:
    first = match["which"].lower() in ("first", "1st")
    return _part("en.half", match, (1, 6) if first else (7, 12), "half")


def _months_of_year(match: Match[str]) -> Expression | None:
    count = english_number(match["count"])
    if not 1 <= count <= 12:
        return None
    first = match["which"].lower() == "first"
    return _part("en.months-of-year", match, (1, count) if first else (13 - count, 12), "month")


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


def _weekday(match: Match[str]) -> Expression | None:
    name = match["name"].lower()
    word = (match["pick"] or "").lower()
    week = {"this": 0, "last": -1, "next": 1}.get((match["week"] or "").split(" ")[0].lower())
    pick: dict[str, str] = {"last": "last", "past": "last", "this": "this", "next": "next", "coming": "next"}
    before = match.string[max(0, match.start() - 12) : match.start()].lower().split()
    context = words("en", "date_context")
    if not word and before and before[-1].strip("\"'“(") in context["never_weekday"]:
        return None
    firm = word or week is not None or (before and before[-1] in ("on", "since", "until", "from", "by"))
    if not firm and re.match(r"\s+(?:[A-Z]|[a-z]+day)", match.string[match.end() : match.end() + 8]):
        # `Sunday Herald`, `Friday Club`
        return None
    moment = Moment(weekday=weekdays()[name], week=week, pick=pick.get(word))  # type: ignore[arg-type]
    return Expression(*match.span(), "en.weekday", moment)


def _back(match: Match[str]) -> Expression | None:
    """Read `the past three years`: calendar years, or months, up to that of publication."""
    count = english_number(match["count"])
    if match["unit"].lower().startswith("year"):
        return Expression(
            *match.span(),
            "en.years-back",
            Moment(year=Shift("now", 0), years=count, grain="year"),
            optional=True,
        )
    if match["unit"].lower().startswith("decade"):
        return Expression(
            *match.span(),
            "en.years-back",
            Moment(year=Shift("now", 0), years=10 * count, grain="year"),
            optional=True,
        )
    return None


def _counted(match: Match[str]) -> Expression | None:
    """Read `two years ago` from publication, `two years later` from the time told last."""
    way = match["way"].lower()
    base: Base = "now" if way == "ago" else "then"
    count = english_number(match["count"]) * (-1 if way in ("ago", "earlier") else 1)
    unit = match["unit"].lower().rstrip("s")
    if unit == "decade":
        unit, count = "year", 10 * count
    moments = {
        "year": Moment(year=Shift(base, count), grain="year"),
        "month": Moment(months=Shift(base, count), grain="month"),
        "week": Moment(day=Shift(base, 7 * count)),
        "day": Moment(day=Shift(base, count)),
    }
    rule = "en.ago" if base == "now" else "en.later"
    return Expression(*match.span(), rule, moments[unit], optional=True)


def _day_of_month(match: Match[str]) -> Expression | None:
    """Read `on the 12th` and `the 5th of last month`."""
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not 1 <= first <= last <= 31:
        return None
    _, values = _table("date_month_words")
    shift = values.get(_phrase(match["shift"])) if match["shift"] else None
    moment = Moment(months=shift, day=first)
    closing = Moment(months=shift, day=last) if last > first else None
    return Expression(*match.span("body"), "en.day-of-month", moment, closing)


def _weekend(match: Match[str]) -> Expression:
    week = {"last": -1, "past": -1, "next": 1}.get(match["pick"].lower(), 0)
    return Expression(*match.span(), "en.weekend", Moment(week=week, weekday=5, days=2), optional=True)


def _the(match: Match[str]) -> Expression:
    """Read `the year`, `the month`: times only behind `the end of` and the like."""
    if match["unit"].lower() == "year":
        return Expression(*match.span(), "en.the-year", Moment(grain="year"), weak=True)
    return Expression(
        *match.span(), "en.the-month", Moment(months=Shift("then", 0), grain="month"), weak=True
    )


@cache
def relative_rules() -> tuple[Rule, ...]:
    """Return the rules for distances, parts of years, weekdays, decades and centuries."""
    number, ordinal, flags = number_pattern(), ordinal_pattern(), re.IGNORECASE
    of_year, units = _of_year(), r"(?P<unit>years?|months?|weeks?|days?|decades?)"
    month_words, _ = _table("date_month_words")
    names = alternatives(name.capitalize() for name in weekdays() if len(name) > 5)
    seasons = alternatives(word for spellings in words("en", "date_seasons").values() for word in spellings)
    recent = r"(?:past|last|previous|recent|latest|these|preceding)"
    return (
        _shifted("date_days", "en.relative-day"),
        _shifted("date_weeks", "en.relative-week", optional=True),
        _shifted("date_month_words", "en.relative-month"),
        _shifted("date_years", "en.relative-year"),
        Rule(
            "en.quarter",
            re.compile(
                rf"\b(?:Q(?P<figure>[1-4])|(?:the\s+)?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter){of_year}?",
                flags,
            ),
            _quarter,
        ),
        Rule(
            "en.half",
            re.compile(rf"\b(?:the\s+)?(?P<which>first|second|1st|2nd|latter)[\s-]half{of_year}", flags),
            _half,
        ),
        Rule(
            "en.months-of-year",
            re.compile(
                rf"\b(?:the\s+)?(?P<which>first|last)\s+(?P<count>{number})\s+months?{of_year}", flags
            ),
            _months_of_year,
        ),
        Rule(
            "en.season",
            re.compile(
                rf"\b(?:(?P<pick>this|last|next|past)\s+)?(?P<season>{seasons})\b(?!\s+Festival){of_year}?",
                flags,
            ),
            _season,
        ),
        Rule(
            "en.decade", re.compile(r"(?<![\w.,$€£¥])(?P<body>(?P<decade>(?:1[4-9]|20)\d0)['’]?s)\b"), _decade
        ),
        # `the 80s` but not `in his 80s`.
        Rule(
            "en.decade",
            re.compile(r"\bthe\s+(?:(?:early|mid|late)[\s-]+)?(?P<body>['’‘]?(?P<decade>[2-9]0)['’]?s)\b"),
            _decade,
        ),
        Rule(
            "en.century",
            re.compile(
                rf"\b(?:the\s+)?(?P<number>\d{{1,2}}(?:st|nd|rd|th)|{ordinal})[\s-]centur(?:y|ies)\b", flags
            ),
            _century,
        ),
        Rule(
            "en.weekday",
            re.compile(
                rf"\b(?:(?P<pick>(?i:this|last|next|past|coming))\s+)?(?P<name>{names})(?:\s+(?:morning|afternoon|evening|night))?(?:\s+(?P<week>(?i:last|this|next)\s+week))?(?![\w’'])"
            ),
            _weekday,
        ),
        Rule("en.weekend", re.compile(r"\b(?P<pick>this|last|next|past)\s+weekend\b", flags), _weekend),
        Rule(
            "en.years-back",
            re.compile(
                rf"\b(?:(?:the|its|their|our|these)\s+)?{recent}\s+(?P<count>{number})\s+(?P<unit>years?|decades?)\b",
                flags,
            ),
            _back,
        ),
        Rule(
            "en.counted",
            re.compile(rf"\b(?P<count>{number})\s+{units}\s+(?P<way>ago|later|afterwards?|earlier)\b", flags),
            _counted,
        ),
        Rule(
            "en.day-of-month",
            re.compile(
                rf"\b(?:on|from|until|morning\s+of|afternoon\s+of|evening\s+of|night\s+of|noon\s+of)\s+(?P<body>(?:the\s+)?(?P<first>\d{{1,2}})(?:st|nd|rd|th)"
                rf"(?:\s*(?:-|–|to|until)\s*(?:the\s+)?(?P<last>\d{{1,2}})(?:st|nd|rd|th))?"
                rf"(?:\s+(?:of\s+)?(?P<shift>{month_words})\b|(?=\s*[,.;)]|\s+(?:the|at|in|to|by|with|when|and|he|she|they|it|a)\b|\s+(?-i:[A-Z]))))",
                flags,
            ),
            _day_of_month,
        ),
        Rule("en.the", re.compile(r"\bthe\s+(?P<unit>year|month)\b(?!\s+(?:of|\d))", flags), _the),
    )

"""English rules for times told by their distance, weekdays, and counts of years."""

import re
from functools import cache
from re import Match, Pattern

from corpus.late import late
from pipeline.dates.english import shifts
from pipeline.dates.english_names import weekdays
from pipeline.dates.numerals import english_number, number_pattern
from pipeline.dates.reading import Base, Expression, Moment, Rule, Shift
from pipeline.lexicon import alternatives, words


def _phrase(text: str) -> str:
    return " ".join(text.lower().split())


def _table(name: str) -> tuple[str, dict[str, Shift]]:
    table = words("en", name)
    return alternatives(phrase for phrases in table.values() for phrase in phrases), shifts("en", name)


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
    return Rule(rule, late(rf"\b(?P<phrase>{pattern})\b{tail}", re.IGNORECASE), build, name)


@cache
def _event_patterns() -> tuple[Pattern[str], Pattern[str], Pattern[str]]:
    """Return what follows `today's` at an event, what a speech says of its day, and what news says of it."""
    context, cues = words("en", "date_context"), words("en", "date_cues")
    owned = rf"\W{{1,2}}s\s+(?:\w+\s+){{0,2}}(?:{alternatives(context['events'])})"
    arriving = alternatives(context["arriving"])
    told = alternatives([*cues["past"], *cues["future"], *context["arriving"]])
    regular = r"(?<!\bhas )(?<!\bhave )(?<!\bare )(?<!\bis )(?<!\bbeen )\b[a-z]{3,}ed\b"
    return (
        late(owned, re.IGNORECASE),
        late(rf"\b(?:{arriving})\b", re.IGNORECASE),
        late(rf"\b(?:{told})\b|{regular}", re.IGNORECASE),
    )


def _nowadays(match: Match[str]) -> bool:
    """Tell whether `today` means these days: no event stands in its sentence (`as we know it today`)."""
    before = re.split(r"[.!?]\s|\n", match.string[max(0, match.start() - 160) : match.start()])[-1]
    after = re.split(r"[.!?](?:\s|$)|\n", match.string[match.end() : match.end() + 120])[0]
    owned, arriving, told = _event_patterns()
    if re.match(r"\W{1,2}s\b", after):
        # `today's Canada`, but `today's ceremony`
        return not owned.match(after)
    if before.lower().endswith(tuple(f"{word.lower()} " for word in words("en", "date_context")["nowadays"])):
        return True
    if not before.strip(' "“') and re.match(r",?\s+(?:\w+\s+){0,5}(?:is|are|has|have|there)\b", after):
        return True
    if re.search(r"[\"“][^\"”]{0,160}$", before):
        # In a speech what was done is not news: `because they took pains, we have such ties today`.
        return not arriving.search(f"{before} {after}")
    return not told.search(f"{before} {after}")


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


def _counted_years(match: Match[str]) -> Expression | None:
    """Read `two years ago` from publication, `two years later` from the time told last."""
    way = match["way"].lower()
    base: Base = "now" if way == "ago" else "then"
    count = english_number(match["count"]) * (-1 if way in ("ago", "earlier") else 1)
    if match["unit"].lower().startswith("decade"):
        count *= 10
    rule = "en.ago" if base == "now" else "en.later"
    return Expression(*match.span(), rule, Moment(year=Shift(base, count), grain="year"), optional=True)


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
    """Return the rules for distances, weekdays, counts of years, and days without their month."""
    return (
        _shifted("date_days", "en.relative-day"),
        _shifted("date_weeks", "en.relative-week", optional=True),
        _shifted("date_month_words", "en.relative-month"),
        _shifted("date_years", "en.relative-year"),
        *_weekday_rules(),
        *_counting_rules(),
        _day_of_month_rule(),
        Rule("en.the", late(r"\b[Tt]he\s+(?P<unit>year|month)\b(?!\s+(?:of|\d))"), _the, "the"),
    )


def _weekday_rules() -> tuple[Rule, ...]:
    names = alternatives(name.capitalize() for name in weekdays() if len(name) > 5)
    pick = r"(?:(?P<pick>(?i:this|last|next|past|coming))\s+)?"
    week = r"(?:\s+(?:morning|afternoon|evening|night))?(?:\s+(?P<week>(?i:last|this|next)\s+week))?"
    return (
        Rule(
            "en.weekday",
            late(rf"\b{pick}(?P<name>{names}){week}(?![\w’'])"),
            _weekday,
            anchor=late("day"),
            holds="weekday",
        ),
        Rule(
            "en.weekend",
            late(r"\b(?P<pick>this|last|next|past)\s+weekend\b", re.IGNORECASE),
            _weekend,
            "weekend",
            late("weekend"),
        ),
    )


def _counting_rules() -> tuple[Rule, ...]:
    number, units = number_pattern(), r"(?P<unit>years?|decades?)"
    recent = r"(?:(?:the|its|their|our|these)\s+)?(?:past|last|previous|recent|latest|these|preceding)"
    return (
        Rule(
            "en.years-back",
            late(rf"\b{recent}\s+(?P<count>{number})\s+(?P<unit>years?|decades?)\b", re.IGNORECASE),
            _back,
            anchor=late("year|decade", re.IGNORECASE),
            holds="recent",
        ),
        Rule(
            "en.counted-years",
            late(
                rf"\b(?P<count>{number})\s+{units}\s+(?P<way>ago|later|afterwards?|earlier)\b",
                re.IGNORECASE,
            ),
            _counted_years,
            anchor=late("ago|later|afterward|earlier"),
            holds="counted years",
        ),
    )


def _day_of_month_rule() -> Rule:
    month_words, _ = _table("date_month_words")
    lead = r"(?:on|from|until|(?:morning|afternoon|evening|night|noon)\s+of)"
    last = r"(?:\s*(?:-|–|to|until)\s*(?:the\s+)?(?P<last>\d{1,2})(?:st|nd|rd|th))?"
    # `on the 12th, `, `on the 12th he`, but not `on the 12th floor`
    after = r"(?=\s*[,.;)]|\s+(?:the|at|in|to|by|with|when|and|he|she|they|it|a)\b|\s+(?-i:[A-Z]))"
    return Rule(
        "en.day-of-month",
        late(
            rf"\b{lead}\s+(?:the\s+)?(?P<body>(?P<first>\d{{1,2}})(?:st|nd|rd|th){last}"
            rf"(?:\s+(?:of\s+)?(?P<shift>{month_words})\b|{after}))",
            re.IGNORECASE,
        ),
        _day_of_month,
        "ordinal figure",
        late(r"\d(?:st|nd|rd|th)"),
    )

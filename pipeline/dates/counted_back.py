"""Times told by a count of days, weeks or months: found by a pattern here, settled by dateparser.

dateparser gets a phrase in figures, the language it is in, and the day it counts from; its own search for
dates in running text is never used. Counts of years need no library (`english_relative`, `chinese_relative`).
"""

import datetime as dt
import re
from calendar import monthrange
from functools import cache, lru_cache
from re import Match

from corpus.late import late
from pipeline.dates.numerals import CHINESE, chinese_number, english_number, number_pattern
from pipeline.dates.reading import Base, Distance, Expression, Moment, Rule
from pipeline.mentions import PassageLanguage

_ZH_UNITS = {"天": "天", "日": "天", "周": "周", "星期": "周", "礼拜": "周", "月": "个月"}


# The day from which a phrase is counted to see how far it leads, and how near it the ways are all alike.
_ASKED_FROM, _FAR = dt.date(2000, 1, 1), 300_000


def distant_day(phrase: str, language: PassageLanguage, base: dt.date) -> dt.date | None:
    """Return the day that a phrase names, counted from `base`; dateparser is asked once a phrase.

    >>> day = dt.date(2018, 1, 31)
    >>> distant_day("2 weeks ago", "en", day), distant_day("1个月后", "zh", day)
    (datetime.date(2018, 1, 17), datetime.date(2018, 2, 28))
    """
    found = asked(phrase, language, _ASKED_FROM)
    days = (found - _ASKED_FROM).days if found else _FAR
    if found is None or abs(days) >= _FAR or abs((base - _ASKED_FROM).days) >= _FAR:
        # Near the ends of the calendar.
        return asked(phrase, language, base)
    if not phrase.rstrip("前后").endswith("月") and "month" not in phrase:
        return base + dt.timedelta(days=days)
    months = 12 * (found.year - _ASKED_FROM.year) + found.month - _ASKED_FROM.month
    year, month = divmod(12 * base.year + base.month - 1 + months, 12)
    return dt.date(year, month + 1, min(base.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=1024)
def asked(phrase: str, language: PassageLanguage, base: dt.date) -> dt.date | None:
    """Return what dateparser, which is loaded with the first phrase, says that one names.

    >>> asked("2 weeks ago", "en", dt.date(2018, 5, 16))
    datetime.date(2018, 5, 2)
    """
    import dateparser

    settings = {"RELATIVE_BASE": dt.datetime.combine(base, dt.time()), "PARSERS": ["relative-time"]}
    found: dt.datetime | None = dateparser.parse(phrase, languages=[language], settings=settings)
    return found.date() if found else None


def _english(match: Match[str]) -> Expression | None:
    """Read `three weeks ago` from publication, `two days later` from the time told last."""
    way = " ".join(match["way"].lower().split())
    base: Base = "now" if way in ("ago", "from now", "time") else "then"
    count, unit = _english_count(match["count"].lower()), match["unit"].lower().rstrip("s")
    if match["count"].lower().startswith("half"):
        count, unit = 6, "month" if unit == "year" else ""
    if unit in ("", "year"):
        return None
    phrase = f"{count} {unit}s ago" if way in ("ago", "earlier") else f"in {count} {unit}s"
    return _expression(match, Distance(phrase, "en", base), unit == "month")


def _english_count(printed: str) -> int:
    return 2 if "couple" in printed else 6 if printed.startswith("half") else english_number(printed)


def _chinese(match: Match[str]) -> Expression:
    back = match["way"].endswith("前")
    unit = _ZH_UNITS[match["unit"].removeprefix("个")] if match["unit"] else "个月"
    count = chinese_number(match["count"].replace("两", "二")) if match["count"] else 6
    distance = Distance(f"{count}{unit}{'前' if back else '后'}", "zh", "now" if back else "then")
    return _expression(match, distance, unit == "个月")


def _expression(match: Match[str], distance: Distance, month: bool) -> Expression:
    rule = f"{distance.language}.{'ago' if distance.base == 'now' else 'later'}"
    moment = Moment(distance=distance, grain="month" if month else "day")
    # `two days later` leans on a day told before, as `the next day` does; counts back from publication are
    # optional by the contract.
    return Expression(*match.span(), rule, moment, optional=distance.base == "now" or month)


@cache
def counted_rules(language: PassageLanguage) -> tuple[Rule, ...]:
    """Return the rule for counts of days, weeks and months."""
    if language == "zh":
        count = rf"(?P<count>\d{{1,2}}|[{CHINESE}两]{{1,3}})(?P<unit>天|个月|周|个星期|星期|个礼拜)"
        way = r"(?P<way>之?前|之?后|以?后|以前)(?![往任身来夕])"
        pattern = late(rf"(?<![\d.近多第数])(?:{count}|半年){way}")
        return (Rule("zh.counted", pattern, _chinese, anchor=late("[前后]"), holds="counted"),)
    count = rf"(?P<count>{number_pattern()}|(?:a\s+)?couple(?:\s+of)?|half\s+a)"
    unit = r"(?P<unit>days?|weeks?|fortnights?|months?|years?)"
    way = r"(?P<way>ago|later|afterwards?|earlier|from\s+now)"
    anchor = late(r"\b(?:ago|later|afterwards?|earlier|from\s+now)\b")
    # `in three weeks’ time`
    ahead = rf"\bin\s+{count}\s+{unit}['’]?\s+(?P<way>time)\b"
    return (
        Rule(
            "en.counted",
            late(rf"\b{count}\s+{unit}\s+{way}\b", re.IGNORECASE),
            _english,
            anchor=anchor,
            holds="counted",
        ),
        Rule(
            "en.counted-ahead",
            late(ahead, re.IGNORECASE),
            _english,
            anchor=late(r"\btime\b"),
            holds="counted ahead",
        ),
    )

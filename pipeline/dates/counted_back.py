"""Times told by a count of days, weeks or months: `three weeks ago`, `两个月后`.

Counts of years that name no day are read in `english_relative` and `chinese_relative`.
"""

import datetime as dt
import re
from calendar import monthrange
from functools import cache
from re import Match
from typing import Literal

from pipeline.dates.numerals import CHINESE, chinese_number, english_number, number_pattern
from pipeline.dates.reading import Base, Distance, Expression, Moment, Rule
from pipeline.mentions import PassageLanguage

# Each unit as so many days or months.
_UNITS: dict[str, tuple[int, Literal["day", "month"]]] = {
    "day": (1, "day"),
    "week": (7, "day"),
    "fortnight": (14, "day"),
    "month": (1, "month"),
    "天": (1, "day"),
    "周": (7, "day"),
    "星期": (7, "day"),
    "礼拜": (7, "day"),
    "月": (1, "month"),
}


def distant_day(distance: Distance, base: dt.date) -> dt.date | None:
    """Return the day that lies so far from `base`; a month without that day gives its last one.

    >>> distant_day(Distance(14, "day", True, "now"), dt.date(2018, 5, 16))
    datetime.date(2018, 5, 2)
    >>> distant_day(Distance(1, "month", False, "now"), dt.date(2019, 1, 31))
    datetime.date(2019, 2, 28)
    """
    count = -distance.count if distance.back else distance.count
    try:
        if distance.unit == "day":
            return base + dt.timedelta(days=count)
        year, month = divmod(12 * base.year + base.month - 1 + count, 12)
        return dt.date(year, month + 1, min(base.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        # Before the first year or after the last that the calendar has.
        return None


def _english(match: Match[str]) -> Expression | None:
    """Read `three weeks ago` from publication, `two days later` from the time told last."""
    way = " ".join(match["way"].lower().split())
    base: Base = "now" if way in ("ago", "from now", "time") else "then"
    count, unit = _english_count(match["count"].lower()), match["unit"].lower().rstrip("s")
    if match["count"].lower().startswith("half"):
        count, unit = 6, "month" if unit == "year" else ""
    if unit in ("", "year"):
        return None
    return _expression(match, "en", count, unit, way in ("ago", "earlier"), base)


def _english_count(printed: str) -> int:
    return 2 if "couple" in printed else 6 if printed.startswith("half") else english_number(printed)


def _chinese(match: Match[str]) -> Expression:
    back = match["way"].endswith("前")
    unit = match["unit"].removeprefix("个") if match["unit"] else "月"
    count = chinese_number(match["count"].replace("两", "二")) if match["count"] else 6
    return _expression(match, "zh", count, unit, back, "now" if back else "then")


def _expression(
    match: Match[str], language: PassageLanguage, count: int, unit: str, back: bool, base: Base
) -> Expression:
    each, grain = _UNITS[unit]
    rule = f"{language}.{'ago' if base == 'now' else 'later'}"
    moment = Moment(distance=Distance(count * each, grain, back, base), grain=grain)
    # `two days later` leans on a day told before, as `the next day` does; counts back from publication are
    # optional by the contract.
    return Expression(*match.span(), rule, moment, optional=base == "now" or grain == "month")


@cache
def counted_rules(language: PassageLanguage) -> tuple[Rule, ...]:
    """Return the rule for counts of days, weeks and months."""
    if language == "zh":
        count = rf"(?P<count>\d{{1,2}}|[{CHINESE}两]{{1,3}})(?P<unit>天|个月|周|个星期|星期|个礼拜)"
        way = r"(?P<way>之?前|之?后|以?后|以前)(?![往任身来夕])"
        pattern = re.compile(rf"(?<![\d.近多第数])(?:{count}|半年){way}")
        return (Rule("zh.counted", pattern, _chinese, anchor=re.compile("[前后]"), holds="counted"),)
    count = rf"(?P<count>{number_pattern()}|(?:a\s+)?couple(?:\s+of)?|half\s+a)"
    unit = r"(?P<unit>days?|weeks?|fortnights?|months?|years?)"
    way = r"(?P<way>ago|later|afterwards?|earlier|from\s+now)"
    anchor = re.compile(r"\b(?:ago|later|afterwards?|earlier|from\s+now)\b")
    # `in three weeks’ time`
    ahead = rf"\bin\s+{count}\s+{unit}['’]?\s+(?P<way>time)\b"
    return (
        Rule(
            "en.counted",
            re.compile(rf"\b{count}\s+{unit}\s+{way}\b", re.IGNORECASE),
            _english,
            anchor=anchor,
            holds="counted",
        ),
        Rule(
            "en.counted-ahead",
            re.compile(ahead, re.IGNORECASE),
            _english,
            anchor=re.compile(r"\btime\b"),
            holds="counted ahead",
        ),
    )

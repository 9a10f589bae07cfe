"""The full dates that stand in the frame of a page, in the layouts that pages use there."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from corpus.late import late

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
_NAME = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_DAYS = "|".join([*calendar.day_name, *calendar.day_abbr, "Tues", "Thur", "Thurs", "Weds"])
_DIGITS = dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_HAN_DIGIT = "[〇○零一二三四五六七八九]"
_HAN_NUMBER = "[一二三四五六七八九十廿卅]{1,4}"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# A day may run into the time after it: `2024-10-2814:30`.
_DAY = r"(?P<day>\d{1,2})(?=\d{1,2}:\d\d|(?!\d))"


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


# Those that begin with a year, and are tried at each.
_NUMBERED = _pattern(rf"(?<!\d){_YEAR} ?(?:[-/.]|年) ?(?P<month>\d{{1,2}}) ?(?:[-/.]|月) ?{_DAY}[日号號]?")
_YEAR_NAMED = _pattern(rf"(?<!\d){_YEAR}[- ]{_NAME}[- ]{_DAY}")
_SOLID = _pattern(r"(?<![\dA-Za-z])(?P<year>20[0-3]\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)")
_IN_HAN = _pattern(
    rf"(?P<year>{_HAN_DIGIT}{{4}}) ?年 ?(?P<month>{_HAN_NUMBER}) ?月 ?(?P<day>{_HAN_NUMBER}) ?[日号號]"
)
_ROC_ERA = _pattern(
    rf"(?:中華民國|中华民国|民國|民国) ?(?P<roc>\d{{2,3}}) ?年 ?(?P<month>\d{{1,2}}) ?月 ?{_DAY}日?"
)
_ROC = _pattern(
    rf"(?<![\d.])(?P<roc>1[0-2]\d)(?:[-/](?P<month>\d\d)[-/]|[.](?P<dotted>\d{{1,2}})[.]){_DAY}(?!\.\d)"
)
# Without its era only on an island that counts so: `105年5月6日`.
_ROC_HAN = _pattern(rf"(?<![\d.])(?P<roc>1[0-2]\d|9\d) ?年 ?(?P<month>\d{{1,2}}) ?月 ?{_DAY}日")
# Those that end in a year, and are tried where its sign stands not far before one.
_MONTH_FIRST = _pattern(rf"(?<![A-Za-z]){_NAME},? ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? ?{_YEAR}(?!\d)")
_DAY_FIRST = _pattern(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: |-| of ){_NAME},?[ -]?{_YEAR}(?!\d)")
_YEAR_LAST = _pattern(
    r"(?<![\d.])(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)"
)
# Each of these, with what stands before the year, and how far before it at most.
_DIGIT, _SEPARATOR = late(r"\d"), late("[-/.]")
_BEFORE_YEARS = ((_MONTH_FIRST, _DIGIT, 5), (_DAY_FIRST, _DIGIT, 20), (_YEAR_LAST, _SEPARATOR, 1))
# So near before the year stands a digit in each of them.
_FURTHEST = 20
# What may stand behind a year that leads a date, and the length of `20190503`.
_BEHIND_YEAR, _SOLID_LENGTH = frozenset("-/.年 "), 8
# Longer than any date that ends in a year.
_LONGEST = 30
_NUMBER = late(r"\d{3,}")
_SHORT_YEAR = late(r"\d{2,3} ?年")
_HAN_YEAR = late(rf"{_HAN_DIGIT}{{4}} ?年")
_IN_WORDS = late(rf"{_HAN_DIGIT}{{3}}|民[國国]")
_CENTURIES = ("19", "20")
_ERA = late("中華民國|中华民国|民國|民国")
# `(1130625)` at the foot of a report of Taiwan's Central News Agency: the year 113 of the Republic.
_CNA = late(r"[(（](?P<roc>1\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])[)）] *$")
TIME = late(
    r"(?<![\d:])(?:上午|下午|晚上)?[T ]?\d{1,2}[:：] ?\d{2}(?:[:：] ?\d{2})?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:GMT|UTC)? ?[+-]\d{1,2}(?::?\d\d)?)?"
    r"|(?<!\d)\d{1,2}时\d{1,2}分|\d{1,2} ?[ap]\.?m\.?(?![a-z])",
    re.I,
)
# What each time of day holds.
_TIME_SIGN = late(r"\d(?:[:：时]| ?[apAP])")
WEEKDAY = late(rf"(?<![A-Za-z])(?:{_DAYS})(?![A-Za-z])\.?|(?:星期|周|礼拜)[一二三四五六日天]", re.I)


# What each date begins with, but for `(1130625)`.
DATE_BEGINS = _pattern(rf"\d|{_HAN_DIGIT}|[中民]|{_NAME}")


class PrintedDate(NamedTuple):
    """A day, and where it is printed."""

    start: int
    end: int
    day: dt.date


def find_dates(text: str) -> list[PrintedDate]:
    """Return the full dates printed in `text`, from left to right.

    Of `03/04/2020` the first number is the month, as on most pages that print a time of day beside it.

    >>> [found.day.isoformat() for found in find_dates("2018-December-7, 二○二二年八月十一日, 29.06.2015")]
    ['2018-12-07', '2022-08-11', '2015-06-29']
    """
    found: list[PrintedDate] = []
    for match in _matches(text):
        day = _day(match.groupdict())
        if day and not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(PrintedDate(match.start(), match.end(), day))
    return sorted(found)


def without_times(text: str, blank: str) -> str:
    """Return a text with `blank` in place of each time of day."""
    return TIME.sub(blank, text) if _TIME_SIGN.search(text) else text


def _matches(text: str) -> list[re.Match[str]]:
    """Return what looks like a date, one layout after another: of two that overlap, the first is meant."""
    numbers = [match.span() for match in _NUMBER.finditer(text)]
    han = "年" in text and "月" in text
    # `95年5月6日` alone may be anyone's ninety-fifth year.
    if not numbers and not (han and _IN_WORDS.search(text)):
        return []
    firsts = [start for start, end in numbers if end - start > 3 and text[start : start + 2] in _CENTURIES]
    leading = [start for start in firsts if text[start + 4 : start + 5] in _BEHIND_YEAR]
    found = _at(_NUMBERED, text, leading) + _at(_YEAR_NAMED, text, leading)
    if han:
        found += _at(_IN_HAN, text, _starts(_HAN_YEAR, text)) + _at(_ROC_ERA, text, _starts(_ERA, text))
    found += _at(_ROC, text, [start for start, end in numbers if end - start == 3])
    if han:
        found += _at(_ROC_HAN, text, _starts(_SHORT_YEAR, text))
    lasts = [end - 4 for start, end in numbers if end - start > 3 and text[end - 4 : end - 2] in _CENTURIES]
    lasts = [year for year in lasts if _DIGIT.search(text, max(0, year - _FURTHEST), year)]
    for pattern, sign, reach in _BEFORE_YEARS if lasts else ():
        found += _before(
            pattern, text, [year for year in lasts if sign.search(text, max(0, year - reach), year)]
        )
    found += _at(_SOLID, text, [start for start, end in numbers if end - start == _SOLID_LENGTH])
    if text.rstrip(" \n").endswith((")", "）")):
        found += _CNA.finditer(text)
    return found


def _starts(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _at(pattern: re.Pattern[str], text: str, places: list[int]) -> list[re.Match[str]]:
    """Return the matches of a pattern, all of which begin at one of the places."""
    found: list[re.Match[str]] = []
    for place in places:
        match = pattern.match(text, place)
        if match and not (found and place < found[-1].end()):
            found.append(match)
    return found


def _before(pattern: re.Pattern[str], text: str, years: list[int]) -> list[re.Match[str]]:
    """Return the matches of a pattern, all of which end with one of the years."""
    return list(pattern.finditer(text, max(0, years[0] - _LONGEST), years[-1] + 5)) if years else []


def _day(parts: dict[str, str | None]) -> dt.date | None:
    year = _number(parts["year"]) if parts.get("year") else 1911 + int(parts["roc"] or 0)
    if parts.get("one"):
        month, day = int(parts["one"] or 0), int(parts["two"] or 0)
        # `29.06.2015`: with dots, and wherever the first number can be no month, the day comes first.
        if month > 12 or parts.get("sep") == ".":
            month, day = day, month
    else:
        month, day = _number(parts["month"] or parts.get("dotted")), _number(parts["day"])
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(printed: str | None) -> int:
    text = (printed or "").lower()
    if text.isascii():
        return int(text) if text.isdigit() else _MONTHS[text]
    if len(text) == 4 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    value = (_DIGITS.get(tens, 1) if ten else 0) * 10
    return value + (_DIGITS.get(ones, 0) if len(ones) <= 1 else 100)


# `CHONGQING, May 21 (Xinhua) --`, `KUCHING (Oct 19):`, `ST. LOUIS (April 18, 2024) —`
_DATELINE = late(
    rf"^[\W_]{{0,4}}(?P<place>[A-Z][\w.,'’ /-]{{1,40}}?)(?:, ?| ?[(]|: )(?:(?:{_DAYS}),? )?"
    rf"(?:{_NAME} ?(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}}) {_NAME.replace('<month>', '<month2>')})"
    rf"(?:,? ?{_YEAR})?[).]? ?(?:[(/][\w .]{{2,30}}[)/]\.?)? ?(?:--|—|–|-|:|(?<=/))(?=[\s“\"A-Z]|$)",
    re.I,
)
_DATELINE_ZH = late(
    r"^[\W_]{0,6}(?P<outlet>[\u4e00-\u9fff]{2,6}?(?:社|网|網|報|报|台|臺))(?P<place>[\u4e00-\u9fff·]{2,12}?)"
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:电|電|讯|訊|消息|报道)"
)


# `ACCRA -- `, `SIOUX CITY, Iowa (KCAU) —`
_BARE_DATELINE = late(
    r"^(?P<place>[A-Z][A-Z.’'-]{2,20}(?: [A-Z][A-Z.’'-]+){0,2})(?:, [A-Z][\w.]{1,15})?"
    r"(?: \([\w. ]{2,25}\))? (?:--|—|–) "
)


class Dateline(NamedTuple):
    """The head of an agency's report: where it was written, and what of the day it prints.

    `chinese` marks the agencies of China, whose reporters sit in many cities that are nobody's home.
    """

    place: str
    year: int | None
    month: int | None
    day: int | None
    chinese: bool = False


def dateline(line: str) -> Dateline | None:
    """Return the dateline that `line` begins with.

    >>> dateline("CHONGQING, May 21 (Xinhua) -- More than 120 boxes")
    Dateline(place='CHONGQING', year=None, month=5, day=21, chinese=True)
    >>> dateline("中新网成都10月25日电 三年前")
    Dateline(place='成都', year=None, month=10, day=25, chinese=True)
    """
    match = _DATELINE.match(line[:120])
    # `CHICAGO, Dec. 5`, `Dunedin (20 October)`; but not `Mayor Li in Paris, May 3 -`.
    if match and not (match["place"].split(",")[0].isupper() or "(" in match.group()):
        match = None
    match = match or _DATELINE_ZH.match(line[:60])
    if not match:
        bare = _BARE_DATELINE.match(line[:80])
        return Dateline(bare["place"].strip(" ,"), None, None, None) if bare else None
    parts = match.groupdict()
    month = parts["month"] or parts.get("month2")
    day = int(parts["day"] or parts["day2"])
    year = parts["year"]
    if not 1 <= day <= 31:
        return None
    place = match["place"].strip(" ,")
    chinese = "outlet" in parts or re.search("Xinhua|CGTN|China|ECNS", match.group()) is not None
    return Dateline(place, int(year) if year else None, _number(month) if month else None, day, chinese)

"""Lines of short facts about a page, one of which is its day: `National | 2017-08-31 | Page 5`."""

import calendar
import datetime as dt
import re
from functools import cache

from corpus.late import late
from corpus.lines import weigh
from corpus.metadata_words import facts, may_name_weekday, rest_of
from corpus.printed_dates import WEEKDAY, PrintedDate
from corpus.words import either, words

_BREAK = late(r"\s{2,}|[|｜•·\t【】〖〗\[\]]|//| [-–—/] |(?<=\w)／")
_RULE = late(r"[|｜•·/【\[]")
_PAGE = late(r"第?\s?[A-Z]?\d{1,3}\s?[版期页]|\b[A-Z]\d{1,2}\b|\b(?:[Pp]age|[Pp]\.|No\.|Issue)\s?\w?\d{1,4}")


def day_among_pieces(simple: str, dates: list[PrintedDate]) -> tuple[dt.date, bool] | None:
    """Return the one day among the facts of a line, and whether words beside it say that it was put out then.

    >>> from corpus.printed_dates import find_dates
    >>> lines = ("National | 2017-08-31 | Page 5", "Posted by Ann on 14 October 2018 // 6 comments")
    >>> [day_among_pieces(line, find_dates(line)) for line in lines]
    [(datetime.date(2017, 8, 31), False), (datetime.date(2018, 10, 14), True)]
    """
    if len(simple) > 160 or len({date.day for date in dates}) != 1:
        return None
    date = dates[0]
    cuts = [match.span() for match in _BREAK.finditer(simple)]
    start = max((end for _, end in cuts if end <= date.start), default=0)
    stop = min((begin for begin, _ in cuts if begin >= date.end), default=len(simple))
    lead, tail = simple[start : date.start], simple[date.end : stop]
    beside = simple[:start] + "  " + simple[stop:]
    paged = _PAGE.search(f"{beside} {tail}") is not None
    named = may_name_weekday(simple) and f"{lead} {tail} {_next_column(simple, stop)}"
    if named and _on_its_weekday(date, named) and _bare(lead, tail):
        # `The Lakeside Weekly      Sunday 10 September 2017      £1.20`
        told = not paged and facts().search(beside) is not None
        return (
            (date.day, False) if weigh(rest_of(_PAGE.sub(" ", beside), [], [])) <= 24 and not told else None
        )
    put_out = _posted().match(lead.strip()) or _issued().match(tail)
    # `Bonn  Germany  May 5, 2016`, `Lyon | Deyang | signed May 3, 1999` are rows of tables.
    if not put_out and not paged and not _RULE.search(beside):
        return None
    others = rest_of(_PAGE.sub(" ", beside), [], [])
    own = rest_of(_PAGE.sub(" ", f"{lead} {tail}"), [], [])
    if put_out:
        return (date.day, True) if weigh(own) <= 14 and weigh(others) <= 40 else None
    told = not paged and facts().search(own + others) is not None
    return (date.day, False) if not told and weigh(own) <= 4 and weigh(others) <= 16 else None


def _next_column(simple: str, stop: int) -> str:
    """Return the column behind that of the day, if a weekday in brackets or alone may stand there."""
    column = simple[stop:].lstrip(" |｜\t")
    match = WEEKDAY.match(column)
    return match[0] if match else ""


def _on_its_weekday(date: PrintedDate, beside: str) -> bool:
    """Tell whether the weekday beside a day is its own: no row of a table has one."""
    match = WEEKDAY.search(beside)
    if match is None:
        return False
    printed = match[0].lower()
    if printed[0] in "星周礼":
        return "一二三四五六日".find(printed[-1].replace("天", "日")) == date.day.weekday()
    return calendar.day_abbr[date.day.weekday()].lower() == printed[:3]


def _bare(lead: str, tail: str) -> bool:
    return weigh(rest_of(f"{lead} {tail}", [], [])) <= 2


@cache
def _posted() -> re.Pattern[str]:
    """Return the pattern of what leads to the day a text was put there: `Posted by Ann on`."""
    return re.compile(rf"^(?:{either(words('metadata')['en']['posted'])})\b[^\d]{{0,50}}$", re.I)


@cache
def _issued() -> re.Pattern[str]:
    """Return the pattern of what stands behind the day of an issue: `112.5.18 出刊`, `May 3, 2019 by Ann`."""
    return re.compile(rf"^\s*(?:{either(words('metadata')['zh']['issued'])}|by |第?\w?\d+版)")

"""Ranges and lists: what stands between two printed times, and what one end lends the other."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from re import Pattern

from corpus.late import late
from pipeline.dates.english import DASH
from pipeline.dates.reading import Expression, Moment, Shift
from pipeline.mentions import PassageLanguage


@dataclass(frozen=True, slots=True)
class Joints:
    """Patterns of the text between two times: a range, a range after `between`, a list, a repetition."""

    range: Pattern[str]
    between: Pattern[str]
    within: Pattern[str]
    list: Pattern[str]
    again: Pattern[str]


@cache
def joints(language: PassageLanguage) -> Joints:
    """Return the joints of a language."""
    if language == "zh":
        return Joints(
            range=late(
                rf"\s*(?:起|开始|[上中下]旬|[初中底末](?=[至到]))?\s*(?:{DASH}|至|到|直至|直到|截至|[-—–一]{{1,2}})\s*"
            ),
            between=re.compile(r"(?!)"),
            within=re.compile(r"(?!)"),
            list=late(r"\s*(?:[、,，/和及与或]|以及)\s*"),
            again=late(r"\s*[,，]?\s*(?:(?:[(（]|也就是|即|亦即|也即)\s*)"),
        )
    return Joints(
        range=late(
            rf"\s*(?:\(\w+\)\s*)?(?:{DASH}|\b(?:to|until|till|thru|through|up\s+to)\b)\s*(?:the\s+)?"
            r"(?:(?:early|mid|late|beginning\s+of|middle\s+of|end\s+of)[\s-]+(?:the\s+)?)?"
        ),
        between=late(r"\s+and\s+(?:the\s+)?"),
        within=late(r"\b[Bb]etween\s+(?:the\s+)?$"),
        list=late(r"\s*(?:,\s*(?:and|&)?|\band\b|&|\bor\b|\bas\s+well\s+as\b)\s*(?:(?:in|on|the)\s+){0,2}"),
        again=late(r"\s*(?:,\s*(?:on\s+)?|\()\s*"),
    )


def join(text: str, found: list[Expression], language: PassageLanguage) -> list[Expression]:
    """Return the expressions with ranges and repetitions made one, and years lent along lists."""
    marks, joined = joints(language), list[Expression]()
    for item in found:
        if joined:
            before = joined[-1]
            gap = text[before.end : item.start]
            one = _repetition(text, before, item, gap, marks) or _range(text, before, item, gap, marks)
            if one is not None:
                joined[-1] = one
                continue
        joined.append(item)
    return _lists(text, joined, marks)


def _range(text: str, first: Expression, last: Expression, gap: str, marks: Joints) -> Expression | None:
    if len(gap) > 20 or first.last is not None or not _range_of_kinds(first, last):
        return None
    between = marks.within.search(text[max(0, first.start - 14) : first.start])
    if not (marks.range.fullmatch(gap) or (between and marks.between.fullmatch(gap))):
        return None
    opening, closing = first.first, last.last or last.first
    if closing.months is None and closing.day is not None and isinstance(opening.months, tuple):
        closing = closing._replace(months=opening.months)
    if opening.year is None and isinstance(closing.year, int) and isinstance(opening.months, tuple):
        turned = isinstance(closing.months, tuple) and opening.months > closing.months
        opening = opening._replace(year=closing.year - turned)
    if _backwards(opening, closing):
        return None
    return Expression(
        first.start,
        last.end,
        f"{first.rule}-range",
        opening,
        closing,
        modifier=first.modifier,
        optional=first.optional or last.optional,
        weak=first.weak and last.weak,
    )


def _range_of_kinds(first: Expression, last: Expression) -> bool:
    if first.first.distance is not None and isinstance(last.first.year, int):
        # `四十年前的今天——1981年4月19日`
        return False
    rank = {"day": 0, "month": 1, "quarter": 2, "half": 2, "year": 3, "decade": 4, "century": 5}
    one, other = rank[first.first.grain], rank[last.first.grain]
    return one == other or ({one, other} in ({0, 1}, {1, 3}) and not (last.weak and other == 3))


def _backwards(opening: Moment, closing: Moment) -> bool:
    return isinstance(opening.year, int) and isinstance(closing.year, int) and opening.year > closing.year


def _repetition(
    text: str, first: Expression, second: Expression, gap: str, marks: Joints
) -> Expression | None:
    """Join `tomorrow (30 May)`, `昨日（4月9日）`: the distance says which year the date is in."""
    told = isinstance(first.first.day, Shift) or first.first.weekday is not None
    if first.last or second.last or not told or not marks.again.fullmatch(gap) or len(gap) > 8:
        return None
    if not isinstance(second.first.day, int) or first.first.week is not None:
        return None
    closing = re.match(r"\s*[)）]", text[second.end : second.end + 3]) if re.search("[(（]", gap) else None
    moment = second.first if second.first.year is not None else second.first._replace(pick="near")
    end = second.end + (closing.end() if closing else 0)
    return Expression(first.start, end, f"{first.rule}-dated", moment)


def _lists(text: str, items: list[Expression], marks: Joints) -> list[Expression]:
    """Lend the year and the standing of one member of a list to its neighbours."""
    lent, order = list(items), range(len(items) - 1)
    linked = [
        one.first.grain == other.first.grain and marks.list.fullmatch(text[one.end : other.start]) is not None
        for one, other in pairwise(items)
    ]
    for index in reversed(order):
        one, other = lent[index], lent[index + 1]
        if not linked[index]:
            continue
        if isinstance(other.first.year, int) and _without_year(one):
            one = one._replace(first=one.first._replace(year=other.first.year))
        lent[index] = one._replace(weak=one.weak and other.weak)
    for index in order:
        one, other = lent[index], lent[index + 1]
        if linked[index] and isinstance(one.first.year, int) and _rises(one, other):
            # `2019年3月、5月和8月`
            lent[index + 1] = other._replace(first=other.first._replace(year=one.first.year))
    for index in reversed(order):
        one, other = lent[index], lent[index + 1]
        if linked[index] and _without_year(one) and _rises(one, other):
            assert isinstance(other.first.months, tuple)
            lent[index] = one._replace(
                first=one.first._replace(until=other.first.until or other.first.months[0])
            )
    return lent


def _without_year(item: Expression) -> bool:
    return item.first.year is None and isinstance(item.first.months, tuple) and item.first.pick is None


def _rises(one: Expression, other: Expression) -> bool:
    """Tell whether the second of a list of months or days without a year may be of the year of the first."""
    first, second = one.first.months, other.first.months
    return _without_year(other) and isinstance(first, tuple) and isinstance(second, tuple) and first < second


def listed(text: str, one: Expression, other: Expression, language: PassageLanguage) -> bool:
    """Tell whether two expressions of a kind stand side by side in a list."""
    gap = text[one.end : other.start]
    return (
        len(gap) < 12 and one.first.grain == other.first.grain and bool(joints(language).list.fullmatch(gap))
    )

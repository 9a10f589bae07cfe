"""The year that a whole document tells of: that of a yearbook, a report, a numbered issue or a jubilee."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.late import late
from pipeline.dates.anniversary import jubilee_year
from pipeline.dates.numerals import chinese_number, republic_year
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.patterns.anchored import Anchored, anchored

Kind = Literal["report", "issue", "jubilee"]
_YEAR = r"(?<![\d.,/-])(?:19|20)\d\d(?!\d|[.,]\d)"
_YEARS, _SENTENCE = late(_YEAR), late(r"[.。!！;；]\s*(?:$|[A-Z])")
_DIGIT = "[〇○Ｏ零一二三四五六七八九]"
_PRINTED_YEAR = late(
    rf"(?:中华)?民国\s*(?P<republic>(?:\d{{2,3}}|{_DIGIT}{{2,3}}|一百[一二三四五六七八九十零]{{1,3}}))\s*年"
    rf"|(?P<plain>[一二]{_DIGIT}{{3}})\s*年"
)
# Titles and imprints stand in the first lines; an opening sentence in the first characters of one.
_HEAD_LINES, _LONGEST_HEAD, _OPENING = 10, 110, 120


@dataclass(frozen=True, slots=True)
class DocumentYear:
    """The year and what vouches for it.

    A `report` looks back on the whole year; an `issue` appeared in it; a `jubilee` is the anniversary that
    the text celebrates.
    """

    year: int
    kind: Kind

    @property
    def end(self) -> dt.date:
        """The last day of the year."""
        return dt.date(self.year, 12, 31)


def document_year(
    title: str | None,
    passages: Sequence[tuple[PassageLanguage, str]],
    published: dt.date | None,
    page: str = "",
) -> DocumentYear | None:
    r"""Return the year that a document says it tells of, if it says so; `page` is the text with its frame.

    >>> document_year("某市外事办公室2016年工作总结", [], None)
    DocumentYear(year=2016, kind='report')
    >>> document_year(None, [("en", "YEARBOOK 2014\n[Overview] By the end of 2013, Lille had two.")], None)
    DocumentYear(year=2013, kind='report')
    """
    whole = "\n".join(text for _, text in passages)
    printed = [*([title] if title else []), *(line for _, text in passages for line in _head(text))]
    heads = [_in_figures(head) for head in printed]
    if (year := _of_yearbook(heads, whole)) or (year := _of_report(heads)) or (year := _of_opening(passages)):
        return DocumentYear(year, "report")
    if published is not None:
        # The day of an issue says more than its year.
        return None
    if year := _of_issue([*heads, *_short_lines(page or whole)]):
        return DocumentYear(year, "issue")
    if year := _of_title([*([title] if title else []), *heads[:1]], whole):
        return DocumentYear(year, "issue")
    for language, text in passages:
        if year := jubilee_year(text, language):
            return DocumentYear(year, "jubilee")
    return None


def _in_figures(head: str) -> str:
    """Return a head with its years in figures of our era.

    >>> _in_figures("外事大事记（民国一○七年）"), _in_figures("二〇一八年外事大事记")
    ('外事大事记（2018年）', '2018年外事大事记')
    """

    def figures(match: re.Match[str]) -> str:
        year = republic_year(match["republic"]) if match["republic"] else chinese_number(match["plain"])
        return f"{year}年"

    return _PRINTED_YEAR.sub(figures, head) if "年" in head else head


def _dated(line: str) -> bool:
    """Tell whether a year in figures may stand in a line: all that is looked for in one needs a year."""
    return "19" in line or "20" in line


def _head(text: str) -> Iterator[str]:
    for line in text[:2000].split("\n")[:_HEAD_LINES]:
        if len(line) <= _LONGEST_HEAD:
            yield line


def _short_lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if len(line) <= 140 and _dated(line):
            yield line


def _of_yearbook(heads: list[str], whole: str) -> int | None:
    """Return the year of a yearbook: most are named for the year after the one they tell of."""
    for head in filter(_dated, heads):
        match = _patterns()["yearbook"].search(head)
        if match is None:
            continue
        named = int(match["year"] or match["after"])
        before = len(re.findall(rf"(?<!\d){named - 1}(?!\d)", whole))
        return named if len(re.findall(rf"(?<!\d){named}(?!\d)", whole)) - 1 > before else named - 1
    return None


def _of_report(heads: list[str]) -> int | None:
    for head in filter(_dated, heads):
        for name in ("report_zh", "report_en", "year_end"):
            if match := _patterns()[name].search(head):
                return int(match["year"] or match["after"])
    if any(map(_dated, heads[:6])) and any(_patterns()["reporting"].search(head) for head in heads[:6]):
        years = {int(year) for head in heads[:6] for year in _YEARS.findall(head)}
        return years.pop() if len(years) == 1 else None
    return None


def _of_opening(passages: Sequence[tuple[PassageLanguage, str]]) -> int | None:
    """Return the year with which an entry begins that sums up the year: `【概况】 2013年，全年…`."""
    patterns = _patterns()
    for _, text in passages:
        for line in filter(_dated, text[:1500].split("\n")[:6]):
            if match := patterns["entry"].match(line, 0, _OPENING):
                return int(match["year"])
            match = patterns["opening"].match(line, 0, _OPENING)
            if match and patterns["summing"].search(text):
                return int(match["year"])
    return None


def _of_issue(heads: list[str]) -> int | None:
    for head in filter(_dated, heads):
        if match := _patterns()["issue"].search(head):
            return int(next(filter(None, match.groups())))
    return None


def _of_title(titles: list[str], whole: str) -> int | None:
    """Return the one year of a title without a date of publication, if nothing later is told."""
    for head in filter(_dated, titles):
        if _SENTENCE.search(head):
            # One of the body.
            continue
        years = {int(year) for year in _YEARS.findall(head)}
        if len(years) != 1 or _patterns()["past"].search(head):
            continue
        if max((int(year) for year in _YEARS.findall(whole)), default=0) in years:
            return years.pop()
    return None


@cache
def _patterns() -> dict[str, Anchored]:
    zh, en = words("zh", "date_documents"), words("en", "date_documents")
    report_zh, report_en = alternatives(zh["reports"]), alternatives(en["reports"])
    year, after = rf"(?P<year>{_YEAR})", rf"(?P<after>{_YEAR})"
    book = alternatives([*zh["yearbooks"], *en["yearbooks"]])
    letter = alternatives(en["letters"])
    heading = alternatives([*zh["overviews"], *en["overviews"]])
    by_end = r"(?:截至|截止|至|到)?"
    in_year = r"(?:in|during|throughout|by\s+the\s+end\s+of|as\s+of\s+the\s+end\s+of|at\s+the\s+end\s+of)"
    flags = re.IGNORECASE
    return {
        "yearbook": anchored(rf"{year}\D{{0,12}}(?:{book})|(?:{book})\D{{0,60}}?{after}(?![-—~至])", flags),
        "report_zh": anchored(
            rf"{year}年度?[^\d，。,;；]{{0,24}}?(?:{report_zh})|(?:{report_zh})\s*[(（]\s*{after}年度?\s*[)）]"
        ),
        "report_en": anchored(
            rf"\b{year}\s+(?:{report_en})\b|\b(?:{report_en})\W{{1,3}}(?:(?:of|for|in)\s+)?(?:the\s+year\s+)?{after}(?![-–—])",
            flags,
        ),
        "year_end": anchored(
            rf"\byears?\s+(?:ending|ended|to)\s+(?:\w+\s+\d{{1,2}},?\s+|\d{{1,2}}\s+\w+\s+)?{year}(?P<after>(?!))?",
            flags,
        ),
        "reporting": anchored(rf"\b(?:{report_en})\b", flags),
        "entry": anchored(
            rf"\W{{0,3}}(?:{heading})\W{{1,4}}(?:{in_year}\s+(?:the\s+year\s+)?)?{by_end}{year}(?:年|\W)",
            flags,
        ),
        "opening": anchored(rf"\W{{0,3}}(?:{in_year}\s+)?{by_end}{year}(?:年度?[，,]|年[底末]|,)", flags),
        "summing": anchored(alternatives([*zh["summing"], *en["summing"]]), flags),
        "past": anchored(
            r"\b(?:since|from|founded|established)\b|自|从|以来|[-–—~至]\s*(?:19|20)\d\d", flags
        ),
        "issue": anchored(
            rf"({_YEAR})年?\s*第\s*\d{{1,4}}\s*[期号]|(?:{letter}|No\.?|Issue|简报|通讯|快讯|动态|会刊)[^\d\n]{{0,20}}\d{{1,2}}/((?:19|20)\d\d)(?![\d/])"
            rf"|\b(?:No|Nr|Issue|Number|Vol)\.?\s?\d{{1,3}}\W{{1,3}}(?:\w+\s+)?({_YEAR})"
            rf"|\b(?:{letter})\b[^\d\n]{{0,60}}({_YEAR})(?![-–—])"
            rf"|\b(?:Spring|Summer|Autumn|Fall|Winter)\s+({_YEAR})\b(?=.{{0,40}}(?:{letter}))",
            flags,
        ),
    }

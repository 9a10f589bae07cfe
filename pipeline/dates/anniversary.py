"""The year of an anniversary: ties of 1981 and their twenty-fifth birthday put the event in 2006."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from re import Match, Pattern

from corpus.late import late
from pipeline.dates.marks import Marks
from pipeline.dates.numerals import CHINESE, chinese_number, english_number, english_ordinals
from pipeline.dates.reading import Expression
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.patterns.anchored import Anchored, anchored

# How far into a text its own anniversary is announced, and the founding told.
_OPENING, _STORY = 400, 3000
_YEARS, _LONGEST_COUNT = late("周年"), 4
_STOP = late(r"[。!?\n]|\.\s")


def anniversaries(
    text: str, found: list[Expression], language: PassageLanguage, published: dt.date | None, marks: Marks
) -> Iterator[tuple[int, int]]:
    """Yield (place, year) of each anniversary that a sentence counts from a founding year it prints."""
    counts = list(_counts(text, language, marks))
    if not counts:
        return
    founding = _patterns(language)[1]
    years = [item for item in found if isinstance(item.first.year, int) and item.last is None]
    index = 0
    for match in counts:
        while index < len(years) and years[index].start < match.start() - 100:
            index += 1
        number = chinese_number(match["count"]) if language == "zh" else english_number(match["count"])
        for item in years[index:]:
            if item.start > match.start():
                break
            year = item.first.year
            if not isinstance(year, int) or _STOP.search(text[item.end : match.start()]):
                continue
            around = text[max(0, item.start - 30) : item.start] + "|" + text[item.end : item.end + 14]
            if founding.search(around) and year + number < (published.year if published else 2100):
                yield match.start(), year + number
                break


def _counts(text: str, language: PassageLanguage, marks: Marks) -> Iterator[Match[str]]:
    """Yield the counts of years that anniversaries are of, in order."""
    count, covered = _patterns(language)[0], 0
    if language == "zh":
        for unit in _YEARS.finditer(text):
            begin = unit.start()
            while begin and text[begin - 1].isspace():
                begin -= 1
            match = count.plain.search(text, max(covered, begin - _LONGEST_COUNT), unit.end())
            if match is not None:
                covered = match.end()
                yield match
        return
    for place in marks.get("ordinal number", ()):
        match = count.match(text, place) if place >= covered else None
        if match is not None:
            covered = match.end()
            yield match


def jubilee_year(text: str, language: PassageLanguage) -> int | None:
    """Return the year of the anniversary that a text opens with, counted from the founding nearest to it.

    >>> jubilee_year("5月2日是两市结好三十周年纪念日。1988年两市签字时，双方还没有航班。", "zh")
    2018
    """
    count, _ = _patterns(language)
    match = next((found for found in count.finditer(text, 0, _OPENING) if _of_ties(text, found)), None)
    # A chronicle tells of its anniversaries under headings with their years.
    if match is None or len(re.findall(r"(?m)^\W{0,3}(?:19|20)\d\d年?\W{0,3}$", text[:_STORY])) > 1:
        return None
    number = chinese_number(match["count"]) if language == "zh" else english_number(match["count"])
    founded = [
        (abs(found.start() - match.start()), int(found["year"] or found["year_first"]))
        for found in _founding(language).finditer(text, 0, _STORY)
    ]
    if not founded:
        return None
    later = max((int(printed) for printed in re.findall(r"(?<!\d)20\d\d(?!\d)", text[:_STORY])), default=0)
    # Of several ties, the founding that makes this the year of the latest times told; else the nearest.
    years = [year + number for _, year in sorted(founded)]
    year = next((year for year in years if 0 <= year - later <= 1), years[0])
    return year if later <= year + 1 else None


def _of_ties(text: str, count: Match[str]) -> bool:
    """Tell whether an anniversary is that of ties, not of a victory or of a school."""
    around = text[max(0, count.start() - 40) : count.end() + 60]
    return bool(
        re.search(
            r"结好|缔结|结为|结成|友城|友好|姐妹|姊妹|sister|twin|friend|\bties\b|partner", around, re.I
        )
    )


@cache
def _founding(language: PassageLanguage) -> Pattern[str]:
    """Return the pattern of a year in which ties began: `1988年两市签字`, `signed in 1988`."""
    year = r"(?<!\d)(?P<year>(?:19|20)\d\d)"
    ties = alternatives(words(language, "date_documents")["founding"])
    if language == "zh":
        return re.compile(
            rf"{year}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[^\d。；;\n]{{0,12}}(?:{ties})(?!.{{0,6}}周年)(?P<year_first>(?!))?"
        )
    return re.compile(
        rf"\b(?:{ties})\b[^.;\d]{{0,40}}\b(?:in|on|since)\s+(?:\w+\s+(?:\d{{1,2}},?\s+)?)?{year}(?!\d)"
        rf"|\bin\s+(?P<year_first>(?:19|20)\d\d),?[^.;\d]{{0,60}}\b(?:{ties})\b",
        re.IGNORECASE,
    )


@cache
def _patterns(language: PassageLanguage) -> tuple[Anchored, Pattern[str]]:
    if language == "zh":
        return (
            anchored(rf"(?P<count>\d{{1,3}}|[{CHINESE}]{{1,{_LONGEST_COUNT}}})\s*周年"),
            late(r"自\|?|\|.{0,8}(?:结好|结为|缔结|建立|签订|签署|缔约|结成|建交|以来)"),
        )
    return (
        anchored(
            rf"\b(?P<count>\d{{1,3}}(?:st|nd|rd|th)|{alternatives(english_ordinals())})\s+(?:birthday|anniversary)",
            re.IGNORECASE,
        ),
        late(
            r"\b(?:since|established|signed|formed|became|twinned|founded|sealed|concluded)\b[^|]{0,25}\|",
            re.IGNORECASE,
        ),
    )

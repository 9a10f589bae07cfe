"""The year of an anniversary: ties of 1981 and their twenty-fifth birthday put the event in 2006."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from re import Pattern

from pipeline.dates.numerals import CHINESE, chinese_number, english_number, english_ordinals
from pipeline.dates.reading import Expression
from pipeline.lexicon import alternatives
from pipeline.mentions import PassageLanguage


def anniversaries(
    text: str, found: list[Expression], language: PassageLanguage, published: dt.date | None
) -> Iterator[tuple[int, int]]:
    """Yield (place, year) of each anniversary that a sentence counts from a founding year it prints."""
    count, founding = _patterns(language)
    years = [item for item in found if isinstance(item.first.year, int) and item.last is None]
    index = 0
    for match in count.finditer(text):
        while index < len(years) and years[index].start < match.start() - 100:
            index += 1
        number = chinese_number(match["count"]) if language == "zh" else english_number(match["count"])
        for item in years[index:]:
            if item.start > match.start():
                break
            year = item.first.year
            if not isinstance(year, int) or re.search(r"[。!?\n]|\.\s", text[item.end : match.start()]):
                continue
            around = text[max(0, item.start - 30) : item.start] + "|" + text[item.end : item.end + 14]
            if founding.search(around) and year + number < (published.year if published else 2100):
                yield match.start(), year + number
                break


@cache
def _patterns(language: PassageLanguage) -> tuple[Pattern[str], Pattern[str]]:
    if language == "zh":
        return (
            re.compile(rf"(?P<count>\d{{1,3}}|[{CHINESE}]{{1,4}})\s*周年"),
            re.compile(r"自\|?|\|.{0,8}(?:结好|结为|缔结|建立|签订|签署|缔约|结成|建交|以来)"),
        )
    return (
        re.compile(
            rf"\b(?P<count>\d{{1,3}}(?:st|nd|rd|th)|{alternatives(english_ordinals())})\s+(?:birthday|anniversary)",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:since|established|signed|formed|became|twinned|founded|sealed|concluded)\b[^|]{0,25}\|",
            re.IGNORECASE,
        ),
    )

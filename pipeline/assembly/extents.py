"""How far the words of a group go: `一行26人`, not `一行26`; `troupe of 26 artists`, not `troupe of 26`."""

import re
from functools import cache
from re import Pattern

from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage


def group_extent(
    text: str, start: int, end: int, kind: str | None, language: PassageLanguage
) -> tuple[int, int]:
    """Return the stretch of a group with its kind before it and with what is counted behind its number.

    >>> group_extent("应邀率政府代表团一行26人次来访", 5, 12, "政府", "zh")
    (3, 14)
    >>> group_extent("a troupe of 26 artists came", 2, 14, None, "en")
    (2, 22)
    """
    if kind:
        gap = 0 if language == "zh" else 1
        before = start - gap - len(kind)
        if before >= 0 and text[before : start - gap].casefold() == kind.casefold():
            start = before
    counted = _counted(language).match(text, end) if _ends_in_number(text[start:end], language) else None
    return start, counted.end() if counted else end


def _ends_in_number(printed: str, language: PassageLanguage) -> bool:
    if language == "zh":
        return printed[-1] in "〇一二两三四五六七八九十百千万余多来几名位" or printed[-1].isdigit()
    last = printed.lower().replace("-", " ").split()[-1]
    return last[-1].isdigit() or last in words("en", "numbers")["words"]


@cache
def _counted(language: PassageLanguage) -> Pattern[str]:
    table = words(language, "group_extents")
    units, people = alternatives(table["units"]), alternatives(table["people"])
    if language == "zh":
        return re.compile(rf"[余多来]?(?:{units})(?:{people})?|(?<=[名位])(?:{people})")
    between = r"(?: (?!(?:and|of|to|in|from|for|at|on|with|who|by)\b)[a-z-]+){0,2}"
    return re.compile(rf"{between} (?:{people})\b|[- ](?:{units})\b")

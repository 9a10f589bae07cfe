"""The sections of a text that tell of plans: from a heading that says so to the next of its kind."""

import re
from collections.abc import Sequence
from functools import cache
from re import Pattern

from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage

_LONGEST = 60
_STYLES = (
    re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"[IVX]{1,5}[.)]"),
    re.compile(r"\d{1,2}\s*[.、)]"),
    re.compile(r"[\[【]"),
    re.compile(r"#{1,4}\s"),
    re.compile(r"[A-Z][A-Z '&-]{3,60}[:.]?$"),
)


def plan_sections(lines: Sequence[str], language: PassageLanguage) -> list[tuple[int, int]]:
    """Return the stretches (start, end) of the text of `lines` that stand under a heading about plans.

    >>> plan_sections(["三、问题", "少。", "四、下一步工作安排", "5月办会。", "五、其他"], "zh")
    [(8, 24)]
    """
    found: list[tuple[int, int]] = []
    begin, style, at = -1, -1, 0
    for number, line in enumerate(lines):
        own = _style(line)
        if begin >= 0 and own >= 0 and (own == style or style < 0):
            found.append((begin, at))
            begin = -1
        # The title of a whole plan is no section of it.
        if begin < 0 and number > 1 and _announces(line, own, language):
            begin, style = at, own
        at += len(line) + 1
    return [*found, (begin, at)] if begin >= 0 else found


def _style(line: str) -> int:
    head = line.strip()
    return next((index for index, style in enumerate(_STYLES) if style.match(head)), -1)


def _announces(line: str, style: int, language: PassageLanguage) -> bool:
    """Tell whether a line is a heading about plans; without a number a plain headline may look like one."""
    if len(line) > _LONGEST:
        return False
    match = _plans(language).search(line)
    if match is None or style >= 0:
        return match is not None
    lead, rest = line[: match.start()].strip(), line[match.end() :].strip(" :：")
    return len(lead) <= 12 and len(rest) <= 8 and not re.search(r"[。.;；,，!！?？\s]", lead + rest)


@cache
def _plans(language: PassageLanguage) -> Pattern[str]:
    return re.compile(alternatives(words(language, "date_documents")["plans"]), re.IGNORECASE)

"""The sections of a text that tell of plans: from a heading that says so to the next of its kind."""

import re
from functools import cache

from corpus.late import late
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.patterns.anchored import Anchored, anchored

_LONGEST = 60
_STYLES = (
    late(r"[一二三四五六七八九十]{1,3}\s*[、.．]"),
    late(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    late(r"[IVX]{1,5}[.)]"),
    late(r"\d{1,2}\s*[.、)]"),
    late(r"[\[【]"),
    late(r"#{1,4}\s"),
    late(r"[A-Z][A-Z '&-]{3,60}[:.]?$"),
)


def plan_sections(text: str, language: PassageLanguage) -> list[tuple[int, int]]:
    r"""Return the stretches (start, end) of a text that stand under a heading about plans.

    >>> plan_sections("三、问题\n少。\n四、下一步工作安排\n5月办会。\n五、其他", "zh")
    [(8, 24)]
    """
    plans = _plans(language)
    if not plans.may_match(text):
        return []
    found: list[tuple[int, int]] = []
    begin, style, at = -1, -1, 0
    for number, line in enumerate(text.split("\n")):
        # The title of a whole plan is no section of it.
        plan = plans.search(text, at, at + len(line)) if number > 1 and len(line) <= _LONGEST else None
        if plan is not None or begin >= 0:
            own = _style(line)
            if begin >= 0 and own >= 0 and (own == style or style < 0):
                found.append((begin, at))
                begin = -1
            if begin < 0 and plan is not None and _announces(line, own, plan.start() - at, plan.end() - at):
                begin, style = at, own
        at += len(line) + 1
    return [*found, (begin, at)] if begin >= 0 else found


def _style(line: str) -> int:
    head = line.strip()
    return next((index for index, style in enumerate(_STYLES) if style.match(head)), -1)


def _announces(line: str, style: int, start: int, end: int) -> bool:
    """Tell whether a line with a plan at [start, end) is a heading; one without a number has to be short."""
    if style >= 0:
        return True
    lead, rest = line[:start].strip(), line[end:].strip(" :：")
    return len(lead) <= 12 and len(rest) <= 8 and not _SENTENCE.search(lead + rest)


_SENTENCE = late(r"[。.;；,，!！?？\s]")


@cache
def _plans(language: PassageLanguage) -> Anchored:
    return anchored(alternatives(words(language, "date_documents")["plans"]), re.IGNORECASE)

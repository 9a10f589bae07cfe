"""A start day with a length is one range: `from 1 June, for five days`, `从6月1日开始，为期五天`."""

import re
from functools import cache
from re import Pattern

from corpus.late import late
from pipeline.dates.numerals import CHINESE, chinese_number, english_number, english_numbers
from pipeline.dates.reading import Expression
from pipeline.lexicon import alternatives
from pipeline.mentions import PassageLanguage
from pipeline.patterns.anchored import Anchored, anchored


def lasting_days(text: str, item: Expression, language: PassageLanguage) -> int:
    """Return how many days the text says a time that starts here lasts, 1 where it does not say.

    >>> text = "从6月1日开始，为期五天的展览"
    >>> from pipeline.dates.reading import Moment
    >>> lasting_days(text, Expression(1, 5, "zh.date", Moment()), "zh")
    5
    """
    starting, length = _patterns(language)
    if not length.may_match(text, item.end, item.end + 60):
        return 1
    after = text[item.end : item.end + 60]
    sentence = _STOP.split(after, 1)[0]
    match = length.search(sentence[: 30 if language == "zh" else 60])
    if match is None:
        return 1
    before = text[max(0, item.start - 24) : item.start]
    if not (starting.search(before) or _STARTS.match(sentence)):
        return 1
    count = chinese_number(match["count"]) if language == "zh" else english_number(match["count"])
    weeks = match["unit"] in ("周", "个星期", "星期") or match["unit"].startswith("week")
    return min(count * (7 if weeks else 1), 400)


_STOP = late(r"[。；;\n!！?？]|\.\s")
_STARTS = late(r"\s*(?:起|开始|开幕|启程|启动|抵|出发)")


@cache
def _patterns(language: PassageLanguage) -> tuple[Pattern[str], Anchored]:
    if language == "zh":
        return (
            late(r"[自从于]\s*$"),
            anchored(
                rf"(?:为期|历时|持续|进行为期|为时)\s*(?P<count>\d{{1,2}}|[{CHINESE}两]{{1,3}})\s*(?P<unit>天|日|周|个星期|星期)"
            ),
        )
    return (
        late(
            r"\b(?:from|starting|beginning|commencing|starts|begins|starting\s+from|beginning\s+on|starting\s+on)\s+(?:on\s+)?$",
            re.IGNORECASE,
        ),
        anchored(
            rf"\b(?:for|lasting|lasts?|lasted|over)\s+(?:a\s+period\s+of\s+)?(?P<count>\d{{1,2}}|{alternatives(english_numbers())})[\s-](?P<unit>days?|weeks?)\b",
            re.IGNORECASE,
        ),
    )

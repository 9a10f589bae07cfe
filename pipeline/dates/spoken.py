"""The day on which a report was given as a speech: its `今年` is that year, whenever the page appeared."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from re import Pattern

from corpus.late import late
from pipeline.dates.numerals import CHINESE, chinese_number
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage

_HEAD_LINES, _LONGEST = 6, 80
# How many days after a speech a page with it may appear.
_LATE = 400


def told_on(texts: Sequence[tuple[PassageLanguage, str]], published: dt.date | None) -> dt.date | None:
    """Return the day that `this year` counts from: that of the speech, else of publication."""
    spoken = spoken_on([text for language, text in texts[:1] if language == "zh"])
    if spoken is None or (published and not 0 <= (published - spoken).days <= _LATE):
        return published
    return spoken


def spoken_on(texts: Sequence[str]) -> dt.date | None:
    r"""Return the day that stands under the title of a speech in Chinese, if it has one there.

    >>> spoken_on(["某市友协工作报告\n——2018年12月6日在第六届会员代表大会上\n今年5月，来访三批。"])
    datetime.date(2018, 12, 6)
    >>> spoken_on(["市长会见客人\n2018年12月6日在会展中心，市长会见了客人。"]) is None
    True
    """
    lines = [line.strip() for text in texts[:1] for line in text[:1500].split("\n")]
    heads = [line for line in lines if line][:_HEAD_LINES]
    speech, day = _patterns()
    if not any(len(line) <= _LONGEST and speech.search(line) for line in heads[:3]):
        return None
    for line in heads:
        match = day.fullmatch(line) if len(line) <= _LONGEST else None
        if match:
            try:
                return dt.date(*(chinese_number(match[part]) for part in ("year", "month", "day")))
            except ValueError:
                return None
    return None


@cache
def _patterns() -> tuple[Pattern[str], Pattern[str]]:
    figure = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,3}})"
    day = rf"(?P<year>(?:19|20)\d\d|[一二][{CHINESE}]{{3}})年\s?(?P<month>{figure})月\s?(?P<day>{figure})日"
    held = r"[^。]{2,50}(?:会议?|论坛|仪式|典礼|代表大会)上(?:的[^。]{2,8})?"
    return (
        late(alternatives(words("zh", "date_documents")["speeches"])),
        # Alone in brackets, or with the meeting.
        late(rf"[—–-]{{0,3}}\s?[（(]?\s?{day}\s?(?:(?<=日)[)）]|(?<=日\s)[)）]|(?:在|于){held}[)）]?)"),
    )

"""Ties founded on a visit, which alone is dated: `10月8日至12日，代表团访问该省。期间，双方结为友好省市`."""

import datetime as dt

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.pairs.wording import pattern
from pipeline.sentences import Bounds, sentence_at

# What lies further back is another event.
_REACH = 800
_LONGEST = dt.timedelta(days=15)


def during_visit(analysis: Analysis, bounds: Bounds) -> DateReading | None:
    """Return when the visit took place on which a sentence without a date says that a tie was founded."""
    text, language = analysis.text, analysis.language
    start, end = analysis.sentence_of(bounds[0])
    founded = pattern(language, "signing").search(text, *bounds)
    if not founded or within(analysis.dates, start, end):
        return None
    if not pattern(language, "on_visit").search(text, start, founded.start()):
        return None
    before = [d.value for d in within(analysis.dates, max(0, start - _REACH), start)]
    stays = [date for date in before if _is_stay(date)]
    return stays[-1] if stays else _day_before(analysis, start)


def _day_before(analysis: Analysis, start: int) -> DateReading | None:
    """Return the one day that the sentence before names, in the same paragraph."""
    at = sentence_at(analysis.sentences, start)
    if not at or "\n" in analysis.text[analysis.sentences[at - 1][1] - 1 : start]:
        return None
    dates = within(analysis.dates, *analysis.sentences[at - 1])
    days = [date.value for date in dates if date.value.granularity == "day"]
    return days[0] if len(dates) == len(days) == 1 else None


def _is_stay(date: DateReading) -> bool:
    return date.granularity == "day" and dt.timedelta() < date.end - date.start <= _LONGEST

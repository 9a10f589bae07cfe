"""When a group travelled."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.delegations.anchors import Anchor
from pipeline.delegations.wording import pattern, sought
from pipeline.mentions import Mention
from pipeline.numbers import read_numerals
from pipeline.sentences import Bounds

_NO_WORDS = re.compile(r"\W")


def journey_dates(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> DateReading | None:
    """Choose the date of the journey: a range of days first, then the date nearest to the group."""
    dates: list[Mention[DateReading]] = [
        date
        for date in within(analysis.dates, *bounds)
        if not pattern(analysis.language, "not_visit_date").match(analysis.text, date.end)
    ]
    if anchor.role == "total":
        return _year_of_sum(analysis, bounds, dates)
    of_a_day = any(date.value.granularity == "day" for date in dates)
    if not of_a_day and (above := _date_above(analysis, bounds)):
        return above
    if not dates and not anchor.new and not anchor.leaders:
        return None  # `the delegation`: its journey's
    if not dates:
        line = analysis.text.rfind("\n", 0, bounds[0]) + 1
        before = [d for d in within(analysis.dates, line, bounds[0]) if not _of_a_signing(analysis, d)]
        return before[-1].value if before else None
    # `In April … to the 2011 Fair`: a date within another says more.
    finer = [d for d in dates if not any(_holds(d, other) for other in dates)]
    near = min(finer, key=lambda d: d.distance(anchor.start, anchor.end))
    dates = _both_days(analysis, dates)
    ranges = [d for d in dates if d.value.granularity == "day" and d.value.end > d.value.start]
    return _lasting(analysis, bounds, (ranges[0] if ranges else near).value)


def _of_a_signing(analysis: Analysis, date: Mention[DateReading]) -> bool:
    """Tell whether a date tells when a tie was signed: `2002年8月签定协议。市长曾率7人前来`."""
    lead = analysis.text[max(0, date.start - 60) : date.start]
    return bool(
        pattern(analysis.language, "not_visit_date").match(analysis.text, date.end)
        or sought(analysis.language, "not_visit_lead").search(lead)
    )


def _year_of_sum(
    analysis: Analysis, bounds: Bounds, dates: Sequence[Mention[DateReading]]
) -> DateReading | None:
    """Return the time over which visits are summed up: what is printed, or the year that `全年` means.

    A sum since some year has no end, and the sentence before dates something else.
    """
    text, language = analysis.text, analysis.language
    since, since_after = pattern(language, "since"), pattern(language, "since_after")
    spans = [
        date.value
        for date in dates
        if not since.search(text[max(bounds[0], date.start - 12) : date.start])
        and not since_after.match(text, date.end)
    ]
    if spans:
        return max(spans, key=lambda date: date.end - date.start)
    earlier = within(analysis.dates, 0, bounds[0])
    if not earlier or sought(language, "the_year").search(text, *bounds) is None:
        return None
    years = [date.value for date in earlier if date.value.granularity == "year"] or [earlier[-1].value]
    year = years[-1].end.year
    return DateReading(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def _holds(wide: Mention[DateReading], date: Mention[DateReading]) -> bool:
    """Tell whether one date lies within a year or a month that is told apart from it."""
    if wide.value.granularity not in ("year", "month") or wide.value.granularity == date.value.granularity:
        return False
    return wide.value.start <= date.value.start and date.value.end <= wide.value.end


def _both_days(analysis: Analysis, dates: list[Mention[DateReading]]) -> list[Mention[DateReading]]:
    """Join two days that a visit took: `on November 23 and 24`."""
    joined = list(dates)
    for one, other in pairwise(dates):
        gap = analysis.text[one.end : other.start]
        days = one.value.granularity == other.value.granularity == "day"
        listed = pattern(analysis.language, "two_days").fullmatch(gap)
        if days and listed and one.value.end < other.value.start:
            value = replace(one.value, end=other.value.end)
            joined.append(Mention(one.start, other.end, one.rule, value))
    return joined


def _lasting(analysis: Analysis, bounds: Bounds, date: DateReading) -> DateReading:
    """Add the length of a visit to its first day: `11月6日开始…为期五天`, `a ten-day visit on 3 May`."""
    if date.granularity != "day" or date.start != date.end:
        return date
    match = sought(analysis.language, "lasting").search(analysis.text, *bounds)
    if match is None:
        return date
    numerals = read_numerals(match["days"], analysis.language)
    days = int(numerals[0].value) if len(numerals) == 1 else 0
    days *= 7 if match["weeks"] else 1
    return replace(date, end=date.start + dt.timedelta(days=days - 1)) if 1 < days < 60 else date


def _date_above(analysis: Analysis, bounds: Bounds) -> DateReading | None:
    """Return the date that stands alone in the line above the paragraph, as in a chronicle."""
    text = analysis.text
    above = text[: text.rfind("\n", 0, bounds[0]) + 1].rstrip()
    head = above.rfind("\n") + 1
    dates = within(analysis.dates, head, len(above))
    if not dates:
        return None
    longest = dates[0].end - dates[0].start + 2
    for stop in (head + 4 * longest, len(above)):  # the beginning of a long line tells enough
        if len(_NO_WORDS.sub("", above[head:stop])) > longest:
            return None
    return dates[0].value

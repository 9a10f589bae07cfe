"""The year a tie was founded, worked out from its anniversary: `结好25周年`, `its 25th anniversary`."""

import datetime as dt
import re

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.pairs.wording import pattern, setting, sought
from pipeline.sentences import Bounds


def anniversary(analysis: Analysis, bounds: Bounds) -> DateReading | None:
    """Return the year before the one told by as many years as are celebrated; None where no year is told."""
    match = sought(analysis.language, "anniversary").search(analysis.text, *bounds)
    if not match:
        return None
    years = _count(next(group for group in match.groups() if group), analysis.language)
    base = _year_of(analysis, bounds)
    if not years or not base or not 1900 < base - years <= base:
        return None
    year = base - years
    feast = pattern(analysis.language, "feast").match(analysis.text, match.end())
    if feast and (day := _day(analysis, bounds)):
        return _in_year(day, year)
    return DateReading(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def _day(analysis: Analysis, bounds: Bounds) -> dt.date | None:
    """Return the one day that the sentence names, the day of the feast: `5月17日是结好45周年纪念日`."""
    days = [d.value for d in within(analysis.dates, *bounds) if d.value.granularity == "day"]
    return days[0].start if len(days) == 1 and days[0].start == days[0].end else None


def _in_year(day: dt.date, year: int) -> DateReading:
    first = day.replace(year=year, day=min(day.day, 28)) if day.month == 2 else day.replace(year=year)
    return DateReading(first, first, "day")


def _count(printed: str, language: str) -> int | None:
    from pipeline.numbers import read_numerals

    printed = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", printed).lower()
    counts: dict[str, int] = setting(language, "ordinals")
    if printed in counts:
        return counts[printed]
    numerals = read_numerals(printed, "zh" if language == "zh" else "en")
    return int(numerals[0].value) if len(numerals) == 1 else None


def _year_of(analysis: Analysis, bounds: Bounds) -> int | None:
    """Return the year that the sentence speaks of: its own date's, else publication's."""
    dates = [
        date.value
        for date in within(analysis.dates, *bounds)
        if date.value.granularity in ("day", "month", "year")
    ]
    if dates:
        return max(date.start.year for date in dates)
    if analysis.setting.published:
        return analysis.setting.published.year
    before = [date.value for date in analysis.dates if date.end <= bounds[0]]
    return before[-1].start.year if before else None

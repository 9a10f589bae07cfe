"""Since when a tie stands: a date in brackets or in the line, one by the verb that founds it, or an anniversary."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.lexicon import words
from pipeline.mentions import Mention
from pipeline.pairs.lists import Place

Bounds = tuple[int, int]
Dated = Mention[DateReading]


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    return re.compile(words(language, "pairs")[name])


def since_of(
    analysis: Analysis, bounds: Bounds, trigger: Bounds, place: Place, stage: str, in_list: bool
) -> DateReading | None:
    """Return when the tie with `place` was founded (for an intended one: its letter signed), if the text says so."""
    dates = within(analysis.dates, *bounds)
    beside = _beside(analysis, place, dates)
    if beside or (in_list and len(dates) > 1 and stage == "established"):
        return beside
    if trigger[0] == trigger[1]:  # a line of a list: its date is the tie's
        return dates[0].value if dates else None
    founded = _founding_date(analysis, bounds, trigger, dates)
    return founded or (_anniversary(analysis, bounds) if stage != "intended" else None)


def _beside(analysis: Analysis, place: Place, dates: Sequence[Dated]) -> DateReading | None:
    """Read the date right behind the place and its country: `Muncie of the USA (September 15th, 1994)`."""
    for date in dates:
        if date.start < place.end or date.start - place.end > 60:
            continue
        gap = analysis.text[place.end : date.start]
        for wider in within(analysis.places, place.end, date.start):
            if wider.value.role != "qualifier":
                return None
            gap = gap.replace(analysis.text[wider.start : wider.end], "", 1)
        return date.value if _pattern(analysis.language, "date_beside").fullmatch(gap) else None
    return None


def _founding_date(
    analysis: Analysis, bounds: Bounds, trigger: Bounds, dates: Sequence[Dated]
) -> DateReading | None:
    """Choose the date nearest to the verb of founding that is nearest to the relation; contacts do not count."""
    text = analysis.text
    verbs = [m for m in _pattern(analysis.language, "founding").finditer(text, *bounds)]
    if not verbs or not dates:
        return None
    reach = words(analysis.language, "pairs")["reach_before"]
    told = [
        date for date in dates if _gap(date, *trigger) <= reach and not _is_contact(analysis, date, bounds)
    ]
    if not told:
        return None
    verb = min(verbs, key=lambda m: min(abs(m.start() - trigger[1]), abs(trigger[0] - m.end())))
    return min(told, key=lambda date: _gap(date, verb.start(), verb.end())).value


def _gap(date: Dated, start: int, end: int) -> int:
    return max(date.start - end, start - date.end, 0)


def _is_contact(analysis: Analysis, date: Dated, bounds: Bounds) -> bool:
    """Tell whether the date is that of first contacts or of an anniversary's feast, not of the founding."""
    window = analysis.text[date.end : min(bounds[1], date.end + 14)]
    return _pattern(analysis.language, "not_founding").match(window) is not None


def _anniversary(analysis: Analysis, bounds: Bounds) -> DateReading | None:
    """Work the year out from `25th anniversary` or `结好25周年` and the year that the anniversary falls in."""
    match = _pattern(analysis.language, "anniversary").search(analysis.text, *bounds)
    if not match:
        return None
    years = _count(next(group for group in match.groups() if group), analysis.language)
    base = _year_of(analysis, bounds)
    if not years or not base or not 1900 < base - years <= base:
        return None
    year = base - years
    return DateReading(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def _count(printed: str, language: str) -> int | None:
    from pipeline.numbers import read_numerals

    printed = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", printed)
    ordinals: dict[str, int] = words(language, "pairs")["ordinals"]
    if printed.lower() in ordinals:
        return ordinals[printed.lower()]
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

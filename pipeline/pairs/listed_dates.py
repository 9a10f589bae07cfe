"""Dates of single places in a list (`A（1994年）、B（1996年）`), and the one date of all places of a line."""

import datetime as dt
import itertools
import re
from collections.abc import Sequence

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.pairs.reading import Place
from pipeline.pairs.wording import pattern
from pipeline.sentences import Bounds

Dated = Mention[DateReading]
# What lasts longer is a term, `2025至2030年合作备忘录`.
YEAR = dt.timedelta(days=366)


def own_dates(analysis: Analysis, bounds: Bounds, places: Sequence[Place]) -> dict[int, DateReading]:
    """Return the dates of single places, by where those start: `A（1994年）、B（1996年）`, `1994年与A`.

    Empty where the places share a date.
    """
    # The places may stand outside the part that tells of them.
    if not places or not within(
        analysis.dates, min(bounds[0], places[0].start), max(bounds[1], places[-1].start)
    ):
        return {}
    single = len(places) == 1
    behind = {p.start: d for p in places if (d := date_beside(analysis, p, bounds[1], bracketed=single))}
    if single:
        return behind
    ahead = {p.start: d for p in places if (d := _ahead(analysis, p, bounds[0]))}
    dates = within(analysis.dates, *bounds)
    if not behind and _turn_about(dates, places):
        return {p.start: d.value for p, d in zip(places, dates, strict=True)}
    if len(ahead) > len(behind) or (
        len(ahead) == len(behind) == len(places) - 1 and places[0].start in ahead
    ):
        return _inherited(ahead, places) if len(ahead) > 1 else {}
    if behind and (len(dates) > 1 or places[-1].start not in behind):
        return behind
    respectively = pattern(analysis.language, "respectively").search(analysis.text, *bounds)
    if len(dates) != len(places) or not (respectively or _in_a_row(analysis.text, dates)):
        return {}
    return {p.start: d.value for p, d in zip(places, dates, strict=True)}


def shared_date(analysis: Analysis, bounds: Bounds, places: Sequence[Place]) -> dict[int, DateReading]:
    """Return the one date of a line for all its places, if so: `2014年，A、B和C`, `A、B（均为1986年）`."""
    dates = within(analysis.dates, *bounds)
    if len(dates) != 1 or len(places) < 2 or dates[0].value.end - dates[0].value.start > YEAR:
        return {}
    date, first, last = dates[0], places[0], places[-1]
    lead = _without_places(analysis, date.end, first.start) if date.end <= first.start else None
    tail = analysis.text[last.end : date.start] if last.end <= date.start else ""
    opens = lead is not None and pattern(analysis.language, "date_over_list").fullmatch(lead)
    if opens or pattern(analysis.language, "date_of_all").fullmatch(tail):
        return {place.start: date.value for place in places}
    return {}


def _in_a_row(text: str, dates: Sequence[Dated]) -> bool:
    """Tell whether dates are listed with nothing between: `A and B followed in 1993 and 1994`."""
    gaps = [text[one.end : two.start] for one, two in itertools.pairwise(dates)]
    return all(re.fullmatch(r"(?:\s?[,、，])?\s?(?:and|和|与|及)?\s?(?:in|on)?\s?", gap) for gap in gaps)


def _turn_about(dates: Sequence[Dated], places: Sequence[Place]) -> bool:
    """Tell whether each place has a date before it: `in 1981 Hull twinned with A, and in 1993 with B`."""
    return len(dates) == len(places) and all(
        date.end <= place.start and (not i or places[i - 1].end <= date.start)
        for i, (date, place) in enumerate(zip(dates, places, strict=True))
    )


def _inherited(dates: dict[int, DateReading], places: Sequence[Place]) -> dict[int, DateReading]:
    """Hand a date on to the places behind it that have none: `1994年与A、B，1996年与C`."""
    handed: dict[int, DateReading] = {}
    last = None
    for place in places:
        last = dates.get(place.start, last)
        if last:
            handed[place.start] = last
    return handed


def date_beside(analysis: Analysis, place: Place, limit: int, bracketed: bool) -> DateReading | None:
    """Read the date right behind the place and its country: `Muncie of the USA (September 15th, 1994)`."""
    dates = within(analysis.dates, place.end, min(limit, place.end + 100))
    if not dates or dates[0].start - place.end > 60:
        return None
    gap = _without_places(analysis, place.end, dates[0].start)
    name = "date_in_brackets" if bracketed else "date_beside"
    return dates[0].value if gap is not None and pattern(analysis.language, name).fullmatch(gap) else None


def _ahead(analysis: Analysis, place: Place, limit: int) -> DateReading | None:
    """Read the date right before the place and its country: `1994年与美国A市`, `in 1994 with A`."""
    before = within(analysis.dates, max(limit, place.start - 80), place.start)
    if not before or place.start - before[-1].end > 40:
        return None
    gap = _without_places(analysis, before[-1].end, place.start)
    matched = gap is not None and pattern(analysis.language, "date_ahead").fullmatch(gap)
    return before[-1].value if matched else None


def _without_places(analysis: Analysis, start: int, end: int) -> str | None:
    """Return the text without the countries and provinces in it; None where it names another city."""
    gap = analysis.text[start:end]
    for wider in within(analysis.places, start, end):
        if wider.value.role == "place" and wider.value.level != "country":
            return None
        gap = gap.replace(analysis.text[wider.start : wider.end], "", 1)
    return gap

"""Totals of ties: whose a count of them is, and of which day."""

import re
from dataclasses import dataclass

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.pairs.listed_dates import YEAR
from pipeline.pairs.lists import may_pair
from pipeline.pairs.reading import Place
from pipeline.pairs.totals import Count, read_counts
from pipeline.pairs.wording import total_pattern
from pipeline.sentences import Bounds, sentence_at


@dataclass(frozen=True, slots=True)
class TotalReading:
    """A count with its place, None for the bulletin's own; `dated` by the text, or else as of publication.

    `standing` marks what is told as of now: an ordinal without a date is not.
    """

    count: Count
    place: Place | None
    as_of: DateReading | None
    standing: bool


def read_totals(analysis: Analysis) -> list[Mention[TotalReading]]:
    """Return the totals of ties that a passage tells, in its order; those of a whole country are none."""
    found = []
    for count in read_counts(analysis):
        bounds = analysis.sentence_of(count.start)
        known, place = _owner(analysis, bounds, count)
        as_of = _as_of(analysis, bounds, count)
        published = analysis.setting.published
        if not known or (as_of and published and as_of.start > published):
            continue
        reading = TotalReading(count, place, as_of, not count.ordinal)
        found.append(Mention(count.start, count.end, count.rule, reading))
    return found


def _owner(analysis: Analysis, bounds: Bounds, count: Count) -> tuple[bool, Place | None]:
    """Return whether a place may be meant at all, and the one that is named; a country is none."""
    text, language = analysis.text, analysis.language
    beside = _beside(analysis, bounds, count)
    if beside:
        return may_pair(beside.value), beside
    before = text[max(bounds[0], count.start - 20) : count.start]
    homes = [p for p in within(analysis.places, *bounds) if p.value.role == "home"]
    if homes and (total_pattern(language, "our").search(before) or homes[-1].end <= count.start):
        return True, homes[-1]
    subjects = [
        place
        for place in within(analysis.places, bounds[0], count.start)
        if place.value.role == "place" and not _is_aside(analysis, bounds, place)
    ]
    if count.ordinal or total_pattern(language, "its").search(before):
        subjects = [place for place in subjects if analysis.is_home(place.value)][:1]
    if subjects:
        return may_pair(subjects[-1].value), subjects[-1]
    if total_pattern(language, "pronoun").search(text[bounds[0] : count.start][:12]):
        return True, _last_named(analysis, bounds)
    return True, None


def _beside(analysis: Analysis, bounds: Bounds, count: Count) -> Place | None:
    """Return the place that owns the count by its words: `Deyang's 12th sister city`, `the 12th of Bonn`."""
    text = analysis.text
    for place in within(analysis.places, *bounds):
        gap = text[place.end : count.start]
        if place.end <= count.start and re.fullmatch(
            r"(?:\s[Cc]ity)?[’']s?\s(?:\w+\s)?|(?:市|省)?的|(?:已|现|共)?有", gap
        ):
            return place
        inside = count.start < place.start < count.end and re.search(
            r"(?:of\s(?:the\s)?)$", text[count.start : place.start]
        )
        tail = text[count.end : place.start]
        if inside or (
            place.start >= count.end and total_pattern(analysis.language, "owner_after").match(tail)
        ):
            return place if len(tail) < 20 else None
    return None


def _is_aside(analysis: Analysis, bounds: Bounds, place: Place) -> bool:
    """Tell whether a place is a partner or where something happens, and so no subject."""
    before = analysis.text[max(bounds[0], place.start - 30) : place.start]
    if total_pattern(analysis.language, "partner_before").search(before):
        return True
    # `Germany's Bonn has five`: the country only says where the subject lies.
    following = within(analysis.places, place.end, place.end + 30)
    return place.value.level == "country" and any(other.start - place.end <= 3 for other in following)


def _last_named(analysis: Analysis, bounds: Bounds) -> Place | None:
    """Return the place that the sentence before opens with, the `it` of `It has 11 sister cities`."""
    at = sentence_at(analysis.sentences, bounds[0])
    if not at:
        return None
    named = [p for p in within(analysis.places, *analysis.sentences[at - 1]) if may_pair(p.value)]
    return named[0] if named else None


def _as_of(analysis: Analysis, bounds: Bounds, count: Count) -> DateReading | None:
    """Return the time that a count is given for (`by the end of 2016`), or that an ordinal was reached."""
    text, language = analysis.text, analysis.language
    dates = [
        date
        for date in within(analysis.dates, *bounds)
        if date.value.end - date.value.start <= YEAR and not _is_since(analysis, bounds, date)
    ]
    direct = [
        date for date in dates if re.fullmatch("底?的?", text[date.end : count.at]) and date.end <= count.at
    ]
    if direct:
        return direct[-1].value
    told = [date for date in dates if _is_as_of(analysis, bounds, date)]
    if told:
        return min(told, key=lambda date: date.distance(count.start, count.end)).value
    start = max((text.rfind(stop, bounds[0], count.start) for stop in ";；"), default=-1)
    clause = (max(bounds[0], start + 1), bounds[1])
    if count.ordinal:
        near = [d for d in dates if d.distance(count.start, count.end) <= 80 and d.start >= clause[0]]
        becomes = total_pattern(language, "becoming").search(text, *clause)
        return min(near, key=lambda d: d.distance(count.start, count.end)).value if near and becomes else None
    before = [date for date in dates if clause[0] <= date.start and date.end <= count.at]
    if not before:
        return None
    between = text[before[-1].end : count.end]
    return None if total_pattern(language, "now").search(between) else before[-1].value


def _is_since(analysis: Analysis, bounds: Bounds, date: Mention[DateReading]) -> bool:
    before = analysis.text[max(bounds[0], date.start - 20) : date.start]
    behind = analysis.text[date.end : min(bounds[1], date.end + 24)]
    since, stale = (total_pattern(analysis.language, name) for name in ("since", "stale"))
    return bool(since.search(before) or stale.search(behind))


def _is_as_of(analysis: Analysis, bounds: Bounds, date: Mention[DateReading]) -> bool:
    before = analysis.text[max(bounds[0], date.start - 30) : date.start]
    printed = analysis.text[date.start : date.end]
    return bool(
        total_pattern(analysis.language, "as_of").search(before)
        or re.match(r"(?i)by\s|as\sof|截至|截止|到|至", printed)
        or (date.value.modifier == "end" and analysis.language == "zh")
    )

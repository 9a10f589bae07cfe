"""Fill a group's slots from its sentence: where from, where to, when, and whether it travels at all."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.delegations.anchors import Anchor
from pipeline.delegations.reading import GroupReading, Place
from pipeline.lexicon import alternatives, words
from pipeline.mentions import Mention
from pipeline.numbers import read_numerals
from pipeline.sentences import Bounds


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    table = words(language, "delegations")
    return re.compile(table[name] if isinstance(table[name], str) else alternatives(table[name]))


def reading_of(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> GroupReading | None:
    """Return what the sentence tells of the anchored group, None where it tells of no real one."""
    tells = _tells(analysis, bounds, anchor)
    if not tells and not anchor.leaders and anchor.count is None and not _sent_from(analysis, bounds, anchor):
        return None
    if _generic(analysis, bounds, anchor):
        return None
    places = list(within(analysis.places, *bounds))
    origin = _origin(analysis, anchor, places)
    destination = _destination(analysis, bounds, anchor, places, origin)
    if anchor.role == "total" and _pattern(analysis.language, "both_ways").search(analysis.text, *bounds):
        origin = destination = tuple(p for p in places if p.value.role in ("place", "home"))[:2]
    return GroupReading(
        role=anchor.role,
        size=anchor.size,
        modifier=anchor.count.value.modifier if anchor.count else None,
        visits=int(anchor.visits.value.value) if anchor.visits else 1,
        kind=anchor.kind,
        origin=origin,
        destination=destination,
        outbound=_outbound(analysis, bounds, origin, destination),
        leaders=anchor.leaders,
        dates=_dates(analysis, bounds, anchor),
        new=anchor.new,
        tells=tells,
        headline=analysis.text[bounds[1] - 1] not in '.。!！?？”"',
    )


def _tells(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> bool:
    """Tell whether the sentence has a journey or a reception, not just the word for a group."""
    return anchor.role != "delegation" or bool(
        _pattern(analysis.language, "journey").search(analysis.text, *bounds)
    )


def _sent_from(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> bool:
    """Tell whether a new group has an origin and a date: `unveiled by a delegation from Kunshan in May`."""
    if not anchor.new or not within(analysis.dates, *bounds):
        return False
    return any(
        _pattern(analysis.language, "from_after").fullmatch(analysis.text[anchor.tail : place.start])
        for place in within(analysis.places, anchor.tail, bounds[1])
    )


def _generic(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> bool:
    """Tell whether the group is only planned, invited or spoken of in general, and no date is set for it."""
    text, language = analysis.text, analysis.language
    if _pattern(language, "void").search(text, *bounds):
        return True
    window = text[max(bounds[0], anchor.start - 60) : min(bounds[1], anchor.end + 60)]
    if _pattern(language, "generic").search(window) is None:
        return False
    return not any(date.value.granularity == "day" for date in within(analysis.dates, *bounds))


def _origin(analysis: Analysis, anchor: Anchor, places: Sequence[Place]) -> tuple[Place, ...]:
    """Read `from Kunshan`, `the Gangneung delegation`, `下关市…代表团`, else the leader's own place."""
    text, language = analysis.text, analysis.language
    behind = [
        p
        for p in places
        if p.start >= anchor.tail
        and p.value.role in ("place", "organisation")
        and _pattern(language, "from_after").fullmatch(text[anchor.tail : p.start])
    ]
    if behind:
        return (behind[0], *_listed_after(analysis, behind[0], places))
    before = [
        p
        for p in places
        if p.end <= anchor.end and p.value.role in ("place", "home") and _from_before(analysis, p, anchor)
    ]
    if before:
        return (before[-1],)
    for leader in anchor.leaders:
        for start, end in leader.value.of_spans:
            held = [p for p in within(analysis.places, start, end + 1) if p.value.role != "qualifier"]
            if held:
                return (min(held, key=lambda p: (p.value.level == "country", -p.start)),)
        near = [
            p
            for p in places
            if p.value.role in ("place", "home")
            and 0 <= p.start - leader.end <= 40
            and re.fullmatch(r",[^,.;]{0,34}(?:of|for)\s(?:the\s)?", text[leader.end : p.start])
        ]
        if near:
            return (near[0],)
    return _nearest_before(analysis, anchor, places)


def _nearest_before(analysis: Analysis, anchor: Anchor, places: Sequence[Place]) -> tuple[Place, ...]:
    """Take the place last named before a group in Chinese, unless a verb of travelling stands before it."""
    if analysis.language != "zh" or anchor.role != "delegation" or not anchor.new:
        return ()
    before = [p for p in places if p.end <= anchor.head and p.value.role == "place"]
    if not before or anchor.head - before[-1].end > 26:
        return ()
    lead = analysis.text[max(0, before[-1].start - 6) : before[-1].start]
    between = analysis.text[before[-1].end : anchor.head]
    if re.search(r"(?:赴|访问?|到|在|抵|来|往|对|至|与|和)(?:[一-鿿]{0,4})$", lead) or re.search(
        r"[。；访赴]", between
    ):
        return ()
    return (before[-1],)


def _from_before(analysis: Analysis, place: Place, anchor: Anchor) -> bool:
    """Tell whether the place goes with the word for the group: `the Gangneung delegation`, `埃森市代表团`."""
    if place.end > anchor.head:
        return False
    gap = analysis.text[place.end : anchor.head]
    return _pattern(analysis.language, "from_before").fullmatch(gap) is not None


def _listed_after(analysis: Analysis, first: Place, places: Sequence[Place]) -> tuple[Place, ...]:
    taken, last = [], first
    for place in places:
        owner = re.match(r"['’]s?\s", analysis.text[place.end : place.end + 3])  # `A, B's friendship city`
        between = analysis.text[last.end : place.start]
        listed = place.start > last.end and place.value.role == "place" and not owner
        if listed and re.fullmatch(r"\s?(?:,|and|、|和|与|及|\s)+\s?", between):
            taken.append(place)
            last = place
    return tuple(taken)


def _destination(
    analysis: Analysis, bounds: Bounds, anchor: Anchor, places: Sequence[Place], origin: Sequence[Place]
) -> tuple[Place, ...]:
    """Read the places behind a verb of travelling: `visited A and B`, `赴A、B访问`, `对A进行友好访问`."""
    text, language = analysis.text, analysis.language
    found: list[Place] = []
    verbs = sorted(
        _pattern(language, "to").finditer(text, *bounds),
        key=lambda verb: max(verb.start() - anchor.end, anchor.start - verb.end(), 0),
    )
    for match in verbs:
        for place in places:
            if place.start < match.end() or place in origin or place in found:
                continue
            if place.value.role == "organisation" or anchor.start <= place.start < anchor.end:
                continue
            start = found[-1].end if found and found[-1].end > match.end() else match.end()
            if place.start - start > 40:
                break
            if _pattern(language, "to_gap").fullmatch(text[start : place.start]):
                found.append(place)
        if found:
            break
    inner = [place for place in found if place.value.role != "qualifier"]
    if anchor.role == "attendance":
        inner = [place for place in inner if place.value.level != "country"]
        return tuple(inner) or _venue(analysis, places)
    return tuple(inner) or _inviter(analysis, bounds, places, origin)


def _venue(analysis: Analysis, places: Sequence[Place]) -> tuple[Place, ...]:
    """Return where a crowd met: the place behind `in` or `在`, else the only one named."""
    named = [p for p in places if p.value.role in ("place", "home") and p.value.level != "country"]
    lead = _pattern(analysis.language, "venue")
    at = [p for p in named if lead.search(analysis.text[max(0, p.start - 12) : p.start])]
    return tuple(at[-1:]) or (tuple(named) if len(named) == 1 else ())


def _inviter(
    analysis: Analysis, bounds: Bounds, places: Sequence[Place], origin: Sequence[Place]
) -> tuple[Place, ...]:
    """Read where a group goes off who invited it: `on the invitation of the Mayor of Konin`, `应…邀请`."""
    for match in _pattern(analysis.language, "invited").finditer(analysis.text, *bounds):
        hosts = [
            p
            for p in places
            if match.start() <= p.start
            and p.end <= match.end()
            and p.value.role in ("place", "home")
            and p not in origin
        ]
        if hosts:
            return (min(hosts, key=lambda p: (p.value.level == "country", p.start)),)
    return ()


def _outbound(
    analysis: Analysis,
    bounds: Bounds,
    origin: Sequence[Place],
    destination: Sequence[Place],
) -> bool | None:
    """Tell whether the group leaves the home side, by its places, else by the verb (`来访`, `出访`)."""
    if origin:
        return analysis.is_home(origin[0].value)
    if destination:
        return not analysis.is_home(destination[0].value)
    inbound = _pattern(analysis.language, "inbound").search(analysis.text, *bounds)
    outbound = _pattern(analysis.language, "outbound").search(analysis.text, *bounds)
    if inbound and not outbound:
        return False
    return True if outbound and not inbound else None


def _dates(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> DateReading | None:
    """Choose the date of the journey: a range of days first, then the date nearest to the group."""
    dates: list[Mention[DateReading]] = [
        date
        for date in within(analysis.dates, *bounds)
        if not _pattern(analysis.language, "not_visit_date").match(analysis.text, date.end)
    ]
    above = _date_above(analysis, bounds)
    if above and not any(date.value.granularity == "day" for date in dates):
        return above
    if not dates and not anchor.new and not anchor.leaders:
        return None  # `the delegation`: its journey's
    if not dates:
        line = analysis.text.rfind("\n", 0, bounds[0]) + 1
        before = within(analysis.dates, line, bounds[0])
        return before[-1].value if before else None
    near = min(dates, key=lambda d: max(d.start - anchor.end, anchor.start - d.end, 0))
    dates = _both_days(analysis, dates)
    ranges = [d for d in dates if d.value.granularity == "day" and d.value.end > d.value.start]
    return _lasting(analysis, bounds, (ranges[0] if ranges else near).value)


def _both_days(analysis: Analysis, dates: list[Mention[DateReading]]) -> list[Mention[DateReading]]:
    """Join two days that a visit took: `on November 23 and 24`."""
    joined = list(dates)
    for one, other in pairwise(dates):
        gap = analysis.text[one.end : other.start]
        days = one.value.granularity == other.value.granularity == "day"
        if (
            days
            and re.fullmatch(r"\s?(?:and|和|及|、|,)\s?(?:the\s)?", gap)
            and one.value.end < other.value.start
        ):
            value = replace(one.value, end=other.value.end)
            joined.append(Mention(one.start, other.end, one.rule, value))
    return joined


def _lasting(analysis: Analysis, bounds: Bounds, date: DateReading) -> DateReading:
    """Add the length of a visit to its first day: `11月6日起…为期五天`, `began a ten-day visit on 3 May`."""
    match = _pattern(analysis.language, "lasting").search(analysis.text, *bounds)
    if match is None or date.granularity != "day" or date.start != date.end:
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
    alone = dates and len(re.sub(r"\W", "", text[head : len(above)])) <= dates[0].end - dates[0].start + 2
    return dates[0].value if alone else None

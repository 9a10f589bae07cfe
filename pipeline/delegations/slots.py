"""Fill a group's slots from its sentence, and tell which groups are no real ones."""

from collections.abc import Sequence

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor
from pipeline.delegations.destinations import destination_of
from pipeline.delegations.journey_dates import journey_dates
from pipeline.delegations.origins import is_named_behind, origin_of
from pipeline.delegations.reading import GroupReading, Place
from pipeline.delegations.wording import pattern, sought
from pipeline.numerals import Modifier
from pipeline.sentences import Bounds


def reading_of(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> GroupReading | None:
    """Return what the sentence tells of the anchored group, None where it tells of no real one."""
    tells = _tells(analysis, bounds, anchor)
    if not tells and not anchor.leaders and anchor.count is None and not _sent_from(analysis, bounds, anchor):
        return None
    if _generic(analysis, bounds, anchor):
        return None
    places = list(within(analysis.places, *bounds))
    origin = origin_of(analysis, anchor, places)
    destination = destination_of(analysis, bounds, anchor, places, origin)
    if anchor.elliptic:  # `22 out`: the places of the sentence belong to the visits the other way
        origin = destination = ()
    mutual = anchor.role == "total" and anchor.outbound is None and _both_ways(analysis, bounds)
    if mutual:
        origin = destination = tuple(p for p in places if p.value.role in ("place", "home"))[:2]
    return GroupReading(
        role=anchor.role,
        size=anchor.size,
        modifier=_modifier(anchor),
        visits=int(anchor.visits.value.value) if anchor.visits else 1,
        kind=anchor.kind,
        origin=origin,
        destination=destination,
        outbound=_outbound(analysis, bounds, origin, destination)
        if anchor.outbound is None or origin or destination
        else anchor.outbound,
        leaders=anchor.leaders,
        dates=journey_dates(analysis, bounds, anchor),
        new=anchor.new,
        tells=tells,
        mutual=mutual,
        headline=analysis.text[bounds[1] - 1] not in '.。!！?？”"',
    )


def _modifier(anchor: Anchor) -> Modifier | None:
    """Return how exact the count is; that of the visits stands for both (`近260批、3100人次`)."""
    told = [count.value.modifier for count in (anchor.count, anchor.visits) if count is not None]
    return next((modifier for modifier in told if modifier), None)


def _both_ways(analysis: Analysis, bounds: Bounds) -> bool:
    """Tell whether visits that are summed up went from either side to the other."""
    return sought(analysis.language, "both_ways").search(analysis.text, *bounds) is not None


def _tells(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> bool:
    """Tell whether the sentence has a journey or a reception, not just the word for a group."""
    return anchor.role != "delegation" or bool(
        sought(analysis.language, "journey").search(analysis.text, *bounds)
    )


def _sent_from(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> bool:
    """Tell whether a new group has an origin and a date: `unveiled by a delegation from Kunshan in May`."""
    if not anchor.new or not within(analysis.dates, *bounds):
        return False
    return any(
        is_named_behind(analysis, anchor, place) for place in within(analysis.places, anchor.tail, bounds[1])
    )


def _generic(analysis: Analysis, bounds: Bounds, anchor: Anchor) -> bool:
    """Tell whether the group is only planned, invited or spoken of in general, and no date is set for it."""
    text, language = analysis.text, analysis.language
    following = text[bounds[1] : bounds[1] + 60]  # `… with a party of ten. Called off three days before.`
    if sought(language, "void").search(text, *bounds) or pattern(language, "void_next").match(following):
        return True
    if any(date.value.granularity == "day" for date in within(analysis.dates, *bounds)):
        return False
    window = text[max(bounds[0], anchor.start - 60) : min(bounds[1], anchor.end + 60)]
    return sought(language, "generic").search(window) is not None


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
    inbound = sought(analysis.language, "inbound").search(analysis.text, *bounds)
    outbound = sought(analysis.language, "outbound").search(analysis.text, *bounds)
    if inbound and not outbound:
        return False
    return True if outbound and not inbound else None

"""Where a group comes from."""

import re
from collections.abc import Sequence

from pipeline.analysis import Analysis, within
from pipeline.delegations.anchors import Anchor
from pipeline.delegations.reading import Place
from pipeline.delegations.wording import pattern, sought


def origin_of(analysis: Analysis, anchor: Anchor, places: Sequence[Place]) -> tuple[Place, ...]:
    """Read `from Kunshan`, `the Gangneung delegation`, `下关市…代表团`, else the office of the leader."""
    behind = [
        p
        for p in places
        if p.value.role in ("place", "organisation") and is_named_behind(analysis, anchor, p)
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
    return (
        _office_of_leader(analysis, anchor, places)
        or acting(analysis, anchor, places, "sender")
        or _nearest_before(analysis, anchor, places)
    )


def acting(analysis: Analysis, anchor: Anchor, places: Sequence[Place], verb: str) -> tuple[Place, ...]:
    """Return the place before the group that is said to send or receive it: `Salzgitter has sent`."""
    doing = pattern(analysis.language, verb)
    before = [p for p in places if p.end <= anchor.start and p.value.role in ("place", "home")]
    return tuple(p for p in before[-1:] if doing.match(analysis.text, p.end, anchor.start))


def is_named_behind(analysis: Analysis, anchor: Anchor, place: Place) -> bool:
    """Tell whether the place is the one that the group is `from`: `a delegation of teachers from Linz`."""
    if place.start < anchor.tail:
        return False
    gap = analysis.text[anchor.tail : place.start]
    return pattern(analysis.language, "from_after").fullmatch(gap) is not None


def _office_of_leader(analysis: Analysis, anchor: Anchor, places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the place where a leader is in office: `由市长X率领`, `led by N, chairman for Lombardy`."""
    leader_of = pattern(analysis.language, "leader_of")
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
            and leader_of.fullmatch(analysis.text[leader.end : p.start])
        ]
        if near:
            return (near[0],)
    return ()


def _nearest_before(analysis: Analysis, anchor: Anchor, places: Sequence[Place]) -> tuple[Place, ...]:
    """Take the place last named before a group in Chinese, unless a verb of travelling stands before it."""
    if analysis.language != "zh" or anchor.role != "delegation" or not anchor.new:
        return ()
    before = [p for p in places if p.end <= anchor.head and p.value.role == "place"]
    if not before or anchor.head - before[-1].end > 26:
        return ()
    lead = analysis.text[max(0, before[-1].start - 6) : before[-1].start]
    between = analysis.text[before[-1].end : anchor.head]
    gone_to = sought("zh", "not_origin_lead").search(lead) or sought("zh", "not_origin_gap").search(between)
    return () if gone_to else (before[-1],)


def _from_before(analysis: Analysis, place: Place, anchor: Anchor) -> bool:
    """Tell whether the place belongs to the word for the group: `Gangneung delegation`, `埃森市代表团`."""
    if place.end > anchor.head:
        return False
    gap = analysis.text[place.end : anchor.head]
    return pattern(analysis.language, "from_before").fullmatch(gap) is not None


def _listed_after(analysis: Analysis, first: Place, places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places listed behind the first: `from Lugano, Bergamo and Como`."""
    taken, last = [], first
    listed = pattern(analysis.language, "listed")
    for place in places:
        owner = re.match(r"['’]s?\s", analysis.text[place.end : place.end + 3])  # `A, B's friendship city`
        further = place.start > last.end and place.value.role == "place" and not owner
        if further and listed.fullmatch(analysis.text[last.end : place.start]):
            taken.append(place)
            last = place
    return tuple(taken)

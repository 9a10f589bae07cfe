"""Where a group goes, or a crowd meets."""

from collections.abc import Sequence

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Anchor
from pipeline.delegations.origins import acting
from pipeline.delegations.reading import Place
from pipeline.delegations.wording import pattern, sought
from pipeline.mentions import characters_between
from pipeline.sentences import Bounds


def destination_of(
    analysis: Analysis, bounds: Bounds, anchor: Anchor, places: Sequence[Place], origin: Sequence[Place]
) -> tuple[Place, ...]:
    """Read the places behind a verb of travelling: `visited A and B`, `赴A、B访问`, `对A进行友好访问`."""
    text, language = analysis.text, analysis.language
    found: list[Place] = []
    verbs = sorted(
        sought(language, "to").finditer(text, *bounds),
        key=lambda verb: characters_between(verb.start(), verb.end(), anchor.start, anchor.end),
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
            if pattern(language, "to_gap").fullmatch(text[start : place.start]):
                found.append(place)
        if found:
            break
    inner = [place for place in found if place.value.role != "qualifier"]
    if anchor.role == "attendance":
        inner = [place for place in inner if place.value.level != "country"]
        return tuple(inner) or _venue(analysis, places)
    receives = () if anchor.outbound else acting(analysis, anchor, places, "receiver")
    receiving = [p for p in receives if p not in origin]
    return tuple(inner) or tuple(receiving) or _inviter(analysis, bounds, places, origin)


def _venue(analysis: Analysis, places: Sequence[Place]) -> tuple[Place, ...]:
    """Return where a crowd met: the place behind `in` or `在`, else the only one named."""
    named = [p for p in places if p.value.role in ("place", "home") and p.value.level != "country"]
    lead = pattern(analysis.language, "venue")
    at = [p for p in named if lead.search(analysis.text[max(0, p.start - 12) : p.start])]
    return tuple(at[-1:]) or (tuple(named) if len(named) == 1 else ())


def _inviter(
    analysis: Analysis, bounds: Bounds, places: Sequence[Place], origin: Sequence[Place]
) -> tuple[Place, ...]:
    """Read where a group goes off who invited it: `on the invitation of the Mayor of Konin`, `应…邀请`."""
    for match in sought(analysis.language, "invited").finditer(analysis.text, *bounds):
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

"""Read the groups of a passage: each has an anchor, a noun for a group or a counted company."""

from collections.abc import Sequence

from pipeline.analysis import Analysis
from pipeline.delegations import chinese, english
from pipeline.delegations.anchors import Anchor
from pipeline.delegations.reading import GroupReading
from pipeline.delegations.slots import reading_of
from pipeline.delegations.told_sizes import awaits_size, told_behind
from pipeline.delegations.wording import pattern, sought
from pipeline.mentions import Mention
from pipeline.sentences import Bounds

# Rules that find counted people; beside a counted group in the same sentence these are its parts.
PARTS = frozenset({"attendance", "travellers", "parts"})


def read_groups(analysis: Analysis) -> list[Mention[GroupReading]]:
    """Return what the passage tells of groups, in its order; `merge_groups` makes records of them."""
    find = english.anchors if analysis.language == "en" else chinese.anchors
    clause_stops = sought(analysis.language, "clause_stops")
    groups: list[Mention[GroupReading]] = []
    before: Bounds | None = None
    for (start, end), anchors in zip(analysis.sentences, find(analysis), strict=True):
        if awaits_size(analysis, groups, before, start):
            anchors = list(told_behind(analysis, start, end, anchors))
        before = (start, end)
        if not anchors:
            continue
        stops = [stop.span() for stop in clause_stops.finditer(analysis.text, start, end)]
        for anchor in _apart(analysis, (start, end), anchors, stops):
            reading = reading_of(analysis, _clause((start, end), anchor, stops), anchor)
            if reading is not None:
                groups.append(Mention(anchor.start, anchor.end, f"delegations.{anchor.rule}", reading))
    return groups


def _apart(
    analysis: Analysis, sentence: Bounds, anchors: list[Anchor], stops: Sequence[Bounds]
) -> list[Anchor]:
    """Keep one anchor where several claim the same count or the same words; the fuller one wins."""
    wholes: dict[Bounds, int] = {}
    for anchor in anchors:
        if anchor.rule.endswith("sized"):
            clause = _clause(sentence, anchor, stops)
            wholes[clause] = max(wholes.get(clause, 0), anchor.size or 0)
    kept: list[Anchor] = []
    for anchor in sorted(anchors, key=lambda a: (-a.weight, a.start)):
        whole = wholes.get(_clause(sentence, anchor, stops), 0) if wholes and anchor.rule in PARTS else 0
        part = anchor.size is not None and anchor.size < whole
        if not part and not any(anchor.clashes(other) for other in kept):
            kept.append(anchor)
    return sorted(_telling_apart(analysis, kept), key=lambda a: a.start)


def _telling_apart(analysis: Analysis, anchors: list[Anchor]) -> list[Anchor]:
    """Drop a sum where its visits are told one by one, and a bare `团组` where its sum is told."""
    anchors = [a for a in anchors if not _part_of_another(analysis, a, anchors)]
    described = any(a.role == "delegation" and (a.count or a.leaders) for a in anchors)
    anchors = [a for a in anchors if not (a.role == "total" and a.count is None and described)]
    if any(a.role == "total" for a in anchors):
        return [a for a in anchors if a.role != "delegation" or a.count or a.leaders]
    return anchors


def _part_of_another(analysis: Analysis, anchor: Anchor, anchors: list[Anchor]) -> bool:
    """Tell whether a bare noun only names a group that is counted beside it: `came as a delegation`."""
    if anchor.count is not None or anchor.leaders or anchor.role != "delegation":
        return False
    made_up = pattern(analysis.language, "made_up_of")
    before = [other for other in anchors if 0 <= anchor.start - other.end < 90]
    gaps = [analysis.text[other.end : anchor.start] for other in before]
    # `The delegation, made up of the mayor and seven traders, …`: the traders' count is the group's.
    counted = [other for other in anchors if other.count and 0 <= other.start - anchor.end < 90]
    gaps += [analysis.text[anchor.end : other.start] for other in counted]
    return any(made_up.search(gap) is not None for gap in gaps)


def _clause(sentence: Bounds, anchor: Anchor, stops: Sequence[Bounds]) -> Bounds:
    """Return the part of the sentence that tells of the anchor's group: up to a semicolon or `, and a …`."""
    left, right = sentence
    for start, end in stops:
        if end <= anchor.start:
            left = max(left, end)
        elif start >= anchor.end:
            right = min(right, start)
    return left, right

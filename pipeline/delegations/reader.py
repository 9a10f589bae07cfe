"""Read the groups of a passage, sentence by sentence: a noun for a group or a counted company anchors each."""

from pipeline.analysis import Analysis
from pipeline.delegations import chinese, english
from pipeline.delegations.anchors import Anchor
from pipeline.delegations.reading import GroupReading
from pipeline.delegations.slots import reading_of
from pipeline.mentions import Mention

# Rules that find counted people; beside a counted group in the same sentence these are its parts.
PARTS = frozenset({"attendance", "travellers", "parts"})


def read_groups(analysis: Analysis) -> list[Mention[GroupReading]]:
    """Return what the passage tells of groups, in its order; `merge_groups` makes records of them."""
    find = english.anchors if analysis.language == "en" else chinese.anchors
    groups: list[Mention[GroupReading]] = []
    for start, end in analysis.sentences:
        for anchor in _apart(find(analysis, start, end)):
            reading = reading_of(analysis, _clause(analysis.text, start, end, anchor), anchor)
            if reading is not None:
                groups.append(Mention(anchor.start, anchor.end, f"delegations.{anchor.rule}", reading))
    return groups


def _apart(anchors: list[Anchor]) -> list[Anchor]:
    """Keep one anchor where several claim the same count or the same words; the fuller one wins."""
    whole = max((anchor.size or 0 for anchor in anchors if anchor.rule.endswith("sized")), default=0)
    kept: list[Anchor] = []
    for anchor in sorted(anchors, key=lambda a: (-a.weight, a.start)):
        part = anchor.rule in PARTS and anchor.size is not None and anchor.size < whole
        if not part and not any(anchor.clashes(other) for other in kept):
            kept.append(anchor)
    return sorted(_telling_apart(kept), key=lambda a: a.start)


def _telling_apart(anchors: list[Anchor]) -> list[Anchor]:
    """Drop a sum where its visits are told one by one, and a bare `团组` where its sum is told."""
    described = any(a.role == "delegation" and (a.count or a.leaders) for a in anchors)
    anchors = [a for a in anchors if not (a.role == "total" and a.count is None and described)]
    if any(a.role == "total" for a in anchors):
        return [a for a in anchors if a.role != "delegation" or a.count or a.leaders]
    return anchors


def _clause(text: str, start: int, end: int, anchor: Anchor) -> tuple[int, int]:
    """Return the part of the sentence between semicolons that holds the anchor."""
    left = max(text.rfind(mark, start, anchor.start) for mark in ";；")
    right = [at for mark in ";；" if (at := text.find(mark, anchor.end, end)) >= 0]
    return max(start, left + 1), min([end, *right])

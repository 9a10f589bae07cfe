"""The mention level: is the fact found where the text tells it (the four schemas of SemEval-2013 task 9).

A mention is a stretch of the text [start, end) with the kind of the fact that it tells. Ends are exclusive:
stretches that only touch do not overlap. Gold and found mentions are matched one to one, as well as can be
under each schema.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from evaluation.matching import most
from evaluation.slots import Said
from evaluation.tally import Tally
from models.gold import Kind

Schema = Literal["strict", "exact", "partial", "type"]
SCHEMAS: tuple[Schema, ...] = ("strict", "exact", "partial", "type")


class Mention(NamedTuple):
    """A stretch of the text with the kind of fact that it tells."""

    start: int
    end: int
    kind: Kind


def mentions_of(facts: Iterable[Said]) -> list[Mention]:
    """Return the mentions of facts, each once, in the order of the text."""
    return sorted({Mention(start, end, fact.kind) for fact in facts for start, end in fact.spans})


def score_mentions(
    gold: Sequence[Mention], found: Sequence[Mention], optional: Collection[Mention] = ()
) -> dict[Schema, Tally]:
    """Return the counts under each schema; mentions found that only optional gold has count neither way.

    `strict`: same stretch and kind; `exact`: same stretch; `partial`: same stretch, or half for overlap;
    `type`: overlap and same kind.

    >>> tallies = score_mentions([Mention(0, 3, "dates")], [Mention(3, 6, "dates")])
    >>> {schema: tally.correct for schema, tally in tallies.items()}
    {'strict': 0, 'exact': 0, 'partial': 0, 'type': 0}
    """
    counted = _without_optional(gold, found, optional)
    return {schema: _tally(schema, gold, counted) for schema in SCHEMAS}


def credit(schema: Schema, gold: Mention, found: Mention) -> float:
    """Return what a found mention is worth against one of the gold: 0, 0.5 or 1."""
    if overlap(gold, found) == 0:
        return 0.0
    same_stretch, same_kind = gold[:2] == found[:2], gold.kind == found.kind
    match schema:
        case "strict":
            return float(same_stretch and same_kind)
        case "exact":
            return float(same_stretch)
        case "partial":
            return 1.0 if same_stretch else 0.5
        case "type":
            return float(same_kind)


def overlap(one: Mention, other: Mention) -> int:
    """Return how many characters two mentions share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _tally(schema: Schema, gold: Sequence[Mention], found: Sequence[Mention]) -> Tally:
    worth = [[credit(schema, one, other) for other in found] for one in gold]
    return Tally(sum(worth[row][column] for row, column in most(worth)), len(found), len(gold))


def _without_optional(
    gold: Sequence[Mention], found: Sequence[Mention], optional: Collection[Mention]
) -> list[Mention]:
    """Leave out what overlaps an optional mention of its kind and nothing required."""
    if not optional:
        return list(found)
    kept = {one for one in found if any(one.kind == other.kind and overlap(one, other) for other in gold)}
    return [
        one
        for one in found
        if one in kept or not any(one.kind == other.kind and overlap(one, other) for other in optional)
    ]

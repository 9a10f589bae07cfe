"""The value level, the headline: is the same fact there, whatever its offsets.

Dates are the same by their days, sums by amount and currency, people by a name in any script, groups by role
and size, pairs by their two places. Modifiers and all other attributes are scored apart, over all facts and
not only over those that were found. A gold fact that is `optional` counts neither way; a fact found twice is
wrong once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.matching import Pairs, most
from evaluation.slots import Said, agreeing, agreement, is_same
from evaluation.tally import Tally

# A match with a required fact is worth more than all matches with optional ones, and any match more than all
# agreement in attributes.
_REQUIRED, _OPTIONAL = 10_000.0, 100.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of one kind in one bulletin is right (as pairs of gold and found), wrong and missing."""

    right: tuple[tuple[Said, Said], ...]
    spurious: tuple[Said, ...]
    missing: tuple[Said, ...]

    @property
    def tally(self) -> Tally:
        """The counts of facts."""
        right = len(self.right)
        return Tally(right, right + len(self.spurious), right + len(self.missing))


def judge(gold: Sequence[Said], found: Sequence[Said]) -> Verdict:
    """Compare the facts of one kind that one bulletin has with those that were found in it."""
    pairs = _matched(gold, found)
    right = tuple((gold[row], found[column]) for row, column in pairs if not gold[row].optional)
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    return Verdict(
        right,
        spurious=tuple(fact for index, fact in enumerate(found) if index not in columns),
        missing=tuple(fact for index, fact in enumerate(gold) if index not in rows and not fact.optional),
    )


def _matched(gold: Sequence[Said], found: Sequence[Said]) -> Pairs:
    return most([[_worth(one, other) for other in found] for one in gold])


def _worth(gold: Said, found: Said) -> float:
    if not is_same(gold, found):
        return 0.0
    return (_OPTIONAL if gold.optional else _REQUIRED) + agreement(gold.attributes(), found.attributes())


def attributes(verdict: Verdict) -> dict[str, Tally]:
    """Return the counts of each attribute's fills, missed and spurious facts included.

    >>> attributes(Verdict((), (), ()))
    {}
    """
    counts: dict[str, Tally] = {}
    for one, other in verdict.right:
        theirs = other.attributes()
        for name, fills in one.attributes().items():
            right = agreeing(fills, theirs[name])
            counts[name] = counts.get(name, Tally()) + Tally(right, len(theirs[name]), len(fills))
    for fact in verdict.missing:
        for name, fills in fact.attributes().items():
            counts[name] = counts.get(name, Tally()) + Tally(gold=len(fills))
    for fact in verdict.spurious:
        for name, fills in fact.attributes().items():
            counts[name] = counts.get(name, Tally()) + Tally(found=len(fills))
    return counts

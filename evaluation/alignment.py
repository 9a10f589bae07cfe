"""The record level: records aligned by the slots in which they agree, each slot then judged.

A slot's fill is correct, incorrect (both sides say something else), missing or spurious, as in the MUC
evaluations (Chinchor and Sundheim, 1993); a record is exact when all its slots are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.matching import most
from evaluation.slots import Said, agreeing, agreement, is_exact, is_related, is_same
from evaluation.tally import Tally


@dataclass(frozen=True, slots=True)
class SlotCounts:
    """Fills of slots by verdict."""

    correct: int = 0
    incorrect: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: "SlotCounts") -> "SlotCounts":
        return SlotCounts(
            self.correct + other.correct,
            self.incorrect + other.incorrect,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )

    @property
    def tally(self) -> Tally:
        """The same as counts of correct, found and gold fills."""
        both = self.correct + self.incorrect
        return Tally(self.correct, both + self.spurious, both + self.missing)


@dataclass(frozen=True, slots=True)
class Aligned:
    """The counts of one kind in one bulletin: slots, and records that are right in every slot."""

    slots: SlotCounts
    exact: Tally


def align(gold: Sequence[Said], found: Sequence[Said]) -> Aligned:
    """Align the records of one kind and count slots and exact records."""
    pairs = most([[_worth(one, other) for other in found] for one in gold])
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    required = [(gold[row], found[column]) for row, column in pairs if not gold[row].optional]
    missing = [fact for index, fact in enumerate(gold) if index not in rows and not fact.optional]
    spurious = [fact for index, fact in enumerate(found) if index not in columns]
    slots = sum((_judged(one, other) for one, other in required), SlotCounts())
    slots += SlotCounts(missing=sum(map(_fills, missing)), spurious=sum(map(_fills, spurious)))
    exact = sum(is_exact(one, other) for one, other in required)
    return Aligned(slots, Tally(exact, len(required) + len(spurious), len(required) + len(missing)))


def _worth(gold: Said, found: Said) -> float:
    """Return the number of agreeing fills; an optional record takes up only what is the same fact."""
    related = is_same(gold, found) if gold.optional else is_related(gold, found)
    if not related:
        return 0.0
    # Of two that agree alike, the required one goes first, and an exact one before that.
    return agreement(gold.slots, found.slots) + 0.5 * is_exact(gold, found) + 0.25 * (not gold.optional)


def _judged(gold: Said, found: Said) -> SlotCounts:
    counts = SlotCounts()
    for name, fills in gold.slots.items():
        others = found.slots[name]
        right = agreeing(fills, others)
        wrong = min(len(fills), len(others)) - right
        counts += SlotCounts(right, wrong, len(fills) - right - wrong, len(others) - right - wrong)
    return counts


def _fills(fact: Said) -> int:
    return sum(map(len, fact.slots.values()))

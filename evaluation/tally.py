"""Counts of what is right, found and wanted; they are added up first, ratios are taken once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """`correct` of `found` facts are right, of `gold` facts that a careful reader finds.

    Facts count one each; a mention that only overlaps counts half under the partial schema.
    """

    correct: float = 0
    found: float = 0
    gold: float = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.correct + other.correct, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the found facts that are right; 1.0 when nothing was found."""
        return self.correct / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold's facts that were found; 1.0 when there are none."""
        return self.correct / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, from the counts.

        >>> Tally(correct=3, found=4, gold=4).f1
        0.75
        """
        total = self.found + self.gold
        return 2 * self.correct / total if total else 1.0


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of counts."""
    return sum(tallies, Tally())

"""Value-level scores: is the same fact there, whatever its offsets.

Dates are the same by their days, sums by amount and currency, people by a name, groups by role and size,
pairs by their two places. `optional` gold counts neither way.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.simplify import simplified

KINDS = ("dates", "amounts", "leaders", "delegations", "city_pairs")
Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """Facts found and right, found and wrong, and missed; sums of counts are scored, never sums of scores."""

    correct: int = 0
    spurious: int = 0
    missing: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.correct + other.correct, self.spurious + other.spurious, self.missing + other.missing
        )

    @property
    def precision(self) -> float:
        """Share of the found facts that are right; 1.0 when nothing was found."""
        found = self.correct + self.spurious
        return self.correct / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold's facts that were found; 1.0 when there are none."""
        gold = self.correct + self.missing
        return self.correct / gold if gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, from the counts.

        >>> Counts(correct=3, spurious=1, missing=1).f1
        0.75
        """
        total = 2 * self.correct + self.spurious + self.missing
        return 2 * self.correct / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The counts of one kind in one bulletin, with the facts behind them."""

    counts: Counts
    spurious: tuple[Fact, ...]
    missing: tuple[Fact, ...]


def score_bulletin(gold: Mapping[str, Any], records: Mapping[str, Any]) -> dict[str, Verdict]:
    """Compare one bulletin's records with its gold, kind by kind.

    `gold` is in the short form (aliases, no offsets), `records` in the shape that the reader writes.
    """
    return {kind: _score(gold[kind], records[kind], SAME[kind]) for kind in KINDS}


def _score(gold: Sequence[Fact], found: Sequence[Fact], same: Callable[[Fact, Fact], bool]) -> Verdict:
    required = [fact for fact in gold if not fact.get("optional")]
    optional = [fact for fact in gold if fact.get("optional")]
    matched = _assign(required, found, same)
    right = set(matched.values())
    rest = [fact for index, fact in enumerate(found) if index not in right]
    excused = {i for i, fact in enumerate(rest) if any(same(gold_fact, fact) for gold_fact in optional)}
    spurious = tuple(fact for index, fact in enumerate(rest) if index not in excused)
    missing = tuple(fact for index, fact in enumerate(required) if index not in matched)
    return Verdict(Counts(len(matched), len(spurious), len(missing)), spurious, missing)


def _assign(
    gold: Sequence[Fact], found: Sequence[Fact], same: Callable[[Fact, Fact], bool]
) -> dict[int, int]:
    """Match gold to found one to one, as many as can be."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not gold or not found:
        return {}
    agree = np.array([[same(one, other) for other in found] for one in gold], dtype=int)
    rows, columns = linear_sum_assignment(agree, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if agree[row, column]}


def normal(name: str) -> str:
    """Return a name for comparison: NFKC, simplified, case folded, without blanks and dots between parts.

    >>> normal("Ｚｄｅｎěｋ  Hřib") == normal("zdeněk hřib")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return "".join(c for c in simplified(folded) if not c.isspace() and c not in "·•・‧")


def _same_date(gold: Fact, found: Fact) -> bool:
    return bool(gold["start"] == found["start"] and gold["end"] == found["end"])


def _same_amount(gold: Fact, found: Fact) -> bool:
    return bool(gold["currency"] == found["currency"] and gold["amount"] == found["amount"])


def _same_person(gold: Fact, found: Fact) -> bool:
    return bool({normal(name) for name in gold["names"]} & {normal(name) for name in found["names"]})


def _same_group(gold: Fact, found: Fact) -> bool:
    return bool(gold["role"] == found["role"] and gold.get("size") == found.get("size"))


def _same_pair(gold: Fact, found: Fact) -> bool:
    one, other = (normal(place["name"]) for place in found["places"])
    a, b = ({normal(name) for name in gold[side]} for side in "ab")
    return (one in a and other in b) or (one in b and other in a)


SAME: dict[str, Callable[[Fact, Fact], bool]] = {
    "dates": _same_date,
    "amounts": _same_amount,
    "leaders": _same_person,
    "delegations": _same_group,
    "city_pairs": _same_pair,
}

"""What went wrong, fact by fact, by type of error."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from evaluation.scoring import BulletinScore
from evaluation.slots import KEYS, Said, agreeing, is_same
from evaluation.values import Verdict
from models.gold import KINDS, Kind
from models.records import Amount

ErrorType = Literal[
    "missing", "spurious", "duplicate", "wrong value", "wrong attribute", "wrong span", "magnitude"
]
TYPES: tuple[ErrorType, ...] = (
    "missing",
    "spurious",
    "wrong value",
    "magnitude",
    "duplicate",
    "wrong attribute",
    "wrong span",
)


@dataclass(frozen=True, slots=True, eq=False)
class Error:
    """One error in one bulletin: the gold fact, the found one, or both, and what differs.

    `wrong value`: a fact is told at this place, but not this one. `magnitude`: the same sum off by a power
    of ten, as when 万 is read as 亿 or million as billion. `wrong attribute`: the fact is right, `details`
    name the slots that are not. `wrong span`: right in all, but told elsewhere. `duplicate`: right, but
    found before.
    """

    bulletin: str
    language: str
    kind: Kind
    type: ErrorType
    gold: Said | None
    found: Said | None
    details: tuple[str, ...] = ()

    @property
    def rule(self) -> str | None:
        """The rule that fired, where the system names it."""
        return self.found.fact.rule if self.found else None


def errors_of(score: BulletinScore) -> list[Error]:
    """Return all errors in a bulletin, by kind in the order of the contract."""
    return [error for kind in KINDS for error in _errors(score, kind, score.verdicts[kind])]


def _errors(score: BulletinScore, kind: Kind, verdict: Verdict) -> Iterator[Error]:
    missing = list(verdict.missing)
    yield from (
        Error(score.id, score.language, kind, of, gold, found, details)
        for of, gold, found, details in (
            *_wrong(verdict, missing),
            *(("missing", gold, None, ()) for gold in missing),
            *_flawed(verdict),
        )
    )


Parts = tuple[ErrorType, Said | None, Said | None, tuple[str, ...]]


def _wrong(verdict: Verdict, missing: list[Said]) -> list[Parts]:
    """Explain what was found and is wrong; what is explained by a missing fact is taken out of `missing`."""
    errors: list[Parts] = []
    unexplained = []
    for found in verdict.spurious:
        twin = next((gold for gold, _ in verdict.right if is_same(gold, found)), None)
        slipped = next((gold for gold in missing if magnitude(gold, found)), None)
        if twin:
            errors.append(("duplicate", twin, found, ()))
        elif slipped:
            missing.remove(slipped)
            errors.append(("magnitude", slipped, found, (magnitude(slipped, found) or "",)))
        else:
            unexplained.append(found)
    for found in unexplained:
        if gold := _told_here(missing, found):
            missing.remove(gold)
            errors.append(("wrong value", gold, found, differing(gold, found)))
        else:
            errors.append(("spurious", None, found, ()))
    return errors


def _flawed(verdict: Verdict) -> list[Parts]:
    """Explain what of the right facts is not right in all."""
    errors: list[Parts] = []
    for gold, found in verdict.right:
        if details := differing(gold, found):
            errors.append(("wrong attribute", gold, found, details))
        elif not _overlapping(gold, found):
            errors.append(("wrong span", gold, found, ()))
    return errors


def magnitude(gold: Said, found: Said) -> str | None:
    """Return how a sum is off by a power of ten, in words; None if it is not.

    The commonest slips have names: ten, thousand (million for billion), 万 (ten thousand, 万 for 亿).
    """
    if not (isinstance(gold.fact, Amount) and isinstance(found.fact, Amount)):
        return None
    one, other = gold.fact.amount, found.fact.amount
    if gold.fact.currency != found.fact.currency or not one or not other or one == other:
        return None
    ratio = (max(one, other) / min(one, other)).normalize()
    digits = ratio.as_tuple().digits
    if digits != (1,):
        return None
    power = Decimal(ratio).adjusted()
    named = {1: "factor of ten", 3: "thousand, million, billion", 4: "万, 亿"}
    return named.get(power, f"10^{power}")


def _told_here(missing: Sequence[Said], found: Said) -> Said | None:
    """Return the missing fact whose evidence overlaps most with that of a wrong one."""
    overlaps = [(_overlapping(gold, found), -index) for index, gold in enumerate(missing)]
    most, place = max(overlaps, default=(0, 0))
    return missing[-place] if most else None


def _overlapping(one: Said, other: Said) -> int:
    return sum(
        max(0, min(end, stop) - max(start, begin)) for start, end in one.spans for begin, stop in other.spans
    )


def differing(gold: Said, found: Said) -> tuple[str, ...]:
    """Return the slots that do not agree wholly, keys first."""
    names = sorted(gold.slots, key=lambda name: name not in KEYS[gold.kind])
    return tuple(
        name
        for name in names
        if not len(gold.slots[name])
        == len(found.slots[name])
        == agreeing(gold.slots[name], found.slots[name])
    )

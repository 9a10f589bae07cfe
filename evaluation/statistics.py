"""Intervals and tests over bulletins: each is drawn or swapped whole, as its facts depend on each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.scoring import ALL, LEVELS, BulletinScore, Key
from evaluation.tally import Tally
from models.gold import KINDS

RESAMPLES = 10_000
SEED = 20261
MACRO = "macro"
KEYS: tuple[Key, ...] = tuple((level, kind) for level in LEVELS for kind in (*KINDS, ALL))
Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of a score over resamples; None where no resample has the kind."""

    low: float | None
    high: float | None


def counts_of(scores: Sequence[BulletinScore]) -> Counts:
    """Return the counts as an array of bulletins x `KEYS` x (correct, found, gold)."""
    nothing = Tally()
    rows = [[score.tallies.get(key, nothing) for key in KEYS] for score in scores]
    cells = [[(tally.correct, tally.found, tally.gold) for tally in row] for row in rows]
    return np.array(cells, dtype=float).reshape(len(scores), len(KEYS), 3)


def weights(languages: Sequence[str], resamples: int = RESAMPLES, seed: int = SEED) -> Counts:
    """Return how often each resample has each bulletin (resamples x bulletins), language by language."""
    generator = np.random.default_rng(seed)
    drawn = np.zeros((resamples, len(languages)))
    for language in sorted(set(languages)):
        places = [index for index, one in enumerate(languages) if one == language]
        share = np.full(len(places), 1 / len(places))
        drawn[:, places] = generator.multinomial(len(places), share, size=resamples)
    return drawn


def f1_of(counts: Counts) -> Counts:
    """Return F1 of summed counts (… x 3), not a number where there is nothing to find and nothing found."""
    total = counts[..., 1] + counts[..., 2]
    return ratio(2 * counts[..., 0], total)


def macro_of(f1: Counts, level: str) -> Counts:
    """Return the mean F1 over the kinds that there are, of an array … x `KEYS`."""
    columns = f1[..., [KEYS.index((level, kind)) for kind in KINDS]]
    present = ~np.isnan(columns)
    count = present.sum(axis=-1)
    added = np.where(present, columns, 0.0).sum(axis=-1)
    return ratio(added, count)


def ratio(part: Counts, whole: NDArray[Any]) -> Counts:
    """Return part by whole, not a number where the whole is nothing."""
    found: Counts = np.full(whole.shape, np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return found


def intervals(counts: Counts, drawn: Counts) -> dict[Key, Interval]:
    """Return the 95 % bootstrap intervals of F1 by level and kind, over all kinds, and of the macro mean.

    The percentile bootstrap over bulletins (Efron and Tibshirani, 1993); `drawn` comes from `weights`.
    """
    if not len(counts):
        return {}
    sums = (drawn @ counts.reshape(len(counts), -1)).reshape(len(drawn), len(KEYS), 3)
    f1 = f1_of(sums)
    found = {key: middle(f1[:, column]) for column, key in enumerate(KEYS)}
    return found | {(level, MACRO): middle(macro_of(f1, level)) for level in LEVELS}


def middle(values: Counts) -> Interval:
    """Return the 95 % interval of resampled scores, of which some may be no number."""
    known = values[~np.isnan(values)]
    if not known.size:
        return Interval(None, None)
    low, high = np.percentile(known, (2.5, 97.5))
    return Interval(float(low), float(high))


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two systems are apart in one score, and how likely as much is by chance.

    `p` is that of a two-sided paired approximate randomisation test over bulletins (Noreen, 1989),
    `adjusted` the same after Holm's correction for all scores tested in the run.
    """

    name: str
    first: float
    second: float
    p: float
    adjusted: float


def compare(
    first: Counts, second: Counts, languages: Sequence[str], rounds: int = RESAMPLES, seed: int = SEED
) -> list[Difference]:
    """Test value F1 of two systems on the same bulletins: each kind, and the macro mean of each language."""
    generator = np.random.default_rng(seed)
    swapped = generator.integers(0, 2, size=(rounds, len(languages))).astype(float)
    groups: dict[str, list[int]] = {ALL: list(range(len(languages)))}
    groups |= {
        language: [i for i, one in enumerate(languages) if one == language]
        for language in sorted(set(languages))
    }
    rows = [
        (f"{group} {name}".replace(f"{ALL} ", "", 1), *values)
        for group, places in groups.items()
        for name, values in _randomised(first[places], second[places], swapped[:, places]).items()
        if group == ALL or name == MACRO
    ]
    adjusted = holm([p for *_, p in rows])
    return [Difference(*row, adjusted=q) for row, q in zip(rows, adjusted, strict=True)]


def _randomised(first: Counts, second: Counts, swapped: Counts) -> Mapping[str, tuple[float, float, float]]:
    change = (swapped @ (second - first).reshape(len(first), -1)).reshape(len(swapped), len(KEYS), 3)
    before, after = first.sum(axis=0), second.sum(axis=0)
    by_chance = _value_f1(after - change) - _value_f1(before + change)
    one, other = _value_f1(before), _value_f1(after)
    seen = np.abs(other - one)
    # A hair's breadth: the same counts added in another order.
    as_much = (np.abs(by_chance) >= seen - 1e-12).sum(axis=0)
    p = (as_much + 1) / (len(swapped) + 1)
    names = (*KINDS, MACRO)
    return {
        name: (float(one[i]), float(other[i]), float(p[i]))
        for i, name in enumerate(names)
        if not np.isnan(one[i]) and not np.isnan(other[i])
    }


def _value_f1(counts: Counts) -> Counts:
    f1 = f1_of(counts)
    columns = f1[..., [KEYS.index(("value", kind)) for kind in KINDS]]
    return np.concatenate([columns, macro_of(f1, "value")[..., None]], axis=-1)


def chance(changes: Sequence[float], rounds: int = RESAMPLES, seed: int = SEED) -> float:
    """Return how likely a sum of changes, one a bulletin, is as far from nothing by chance.

    The two-sided paired approximate randomisation test of `compare`, for counts over the same things.

    >>> chance([0, 0, 0]), chance([1] * 12) < 0.01
    (1.0, True)
    """
    seen = np.asarray(changes, dtype=float)
    signs = 1 - 2 * np.random.default_rng(seed).integers(0, 2, size=(rounds, len(seen))).astype(float)
    as_much = int((np.abs(signs @ seen) >= abs(seen.sum()) - 1e-12).sum())
    return (as_much + 1) / (rounds + 1)


def holm(ps: Sequence[float]) -> list[float]:
    """Return p-values adjusted for testing all of them (Holm, 1979), in the order given.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(ps)), key=lambda index: ps[index])
    adjusted, highest = [0.0] * len(ps), 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[index]))
        adjusted[index] = highest
    return adjusted

"""Learn which places are partners of the home place: `pipeline.assembly.likely`.

A logistic regression over the places abroad that a bulletin names, with an L2 penalty, fitted by L-BFGS.
What the rules read is no feature: they were written after these bulletins, and would be believed too much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotations.training.folds import left_out
from corpus import read_file
from evaluation.inputs import load_texts
from evaluation.names import normal
from models.gold import GoldBulletin
from pipeline import load
from pipeline.assembly.likely.candidates import NAMES, Partner, partners

PENALTY = 3.0
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """The places of one bulletin: features (places x features + 1, the last always 1); the partners."""

    features: Numbers
    right: Numbers


def examples(gold: Mapping[str, GoldBulletin], texts: Path) -> list[Example]:
    """Return the places of all bulletins; those of optional pairs are left out."""
    reader, found = load(), []
    for name, (path, _) in load_texts(texts, gold).items():
        bulletin = read_file(path)
        passages, book = reader.analyse(bulletin)
        read = {normal(book.home.name)} if book.home else set()
        places = [(one, _label(one, gold[name], read)) for one in partners(bulletin.title, passages, book)]
        rows = [([*one.vector(), 1.0], label) for one, label in places if label is not None]
        if rows:
            found.append(Example(np.array([row for row, _ in rows]), np.array([label for _, label in rows])))
    return found


def _label(one: Partner, gold: GoldBulletin, read: set[str]) -> float | None:
    """Return whether the gold has a pair of the home place with this one; None if only an optional one.

    The home place is that of the gold, or else the one by the names `read`.
    """
    home = {normal(name) for name in gold.document.home.names} if gold.document.home else set()
    home |= read
    names = {normal(mention.value.name) for _, mention in one.mentions}
    sides = [
        ([{normal(name) for name in place.names} for place in pair.places], pair.optional)
        for pair in gold.city_pairs
    ]
    told = [optional for (a, b), optional in sides if (a & home and b & names) or (b & home and a & names)]
    if not told:
        return 0.0
    return None if all(told) else 1.0


def fit(data: Sequence[Example], scale: Numbers) -> Numbers:
    """Return the weights of the scaled features."""
    from scipy.optimize import minimize

    rows = np.concatenate([one.features for one in data]) / scale
    right = np.concatenate([one.right for one in data])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = rows @ weights
        value = np.logaddexp(0, scores).sum() - (right * scores).sum() + PENALTY * (weights @ weights)
        slope = rows.T @ (1 / (1 + np.exp(-scores)) - right) + 2 * PENALTY * weights
        return float(value), slope

    result: Numbers = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x
    return result


def scale_of(data: Sequence[Example]) -> Numbers:
    """Return the spread of each feature; 1 for the last, which is always 1."""
    scale: Numbers = np.concatenate([one.features for one in data]).std(axis=0) + 1e-6
    scale[-1] = 1.0
    return scale


def accuracy(data: Sequence[Example], scale: Numbers, folds: int, seed: int) -> float:
    """Return the share of places rightly told from the others by weights learnt without their bulletins."""
    right = 0
    for learnt, others in left_out(len(data), folds, seed):
        weights = fit([data[i] for i in learnt], scale)
        for i in others:
            told = data[i].features / scale @ weights > 0
            right += int((told == (data[i].right > 0.5)).sum())
    return right / sum(len(one.right) for one in data)


def learn(
    gold: Mapping[str, GoldBulletin], texts: Path, folds: int, seed: int
) -> tuple[dict[str, float], str]:
    """Return the weights by feature, and a line on how well they do on bulletins left out."""
    data = examples(gold, texts)
    scale = scale_of(data)
    share = accuracy(data, scale, folds, seed)
    places = sum(len(one.right) for one in data)
    told = f"likely: {places} places in {len(data)} bulletins; {share:.3f} of those left out are told rightly"
    weights = fit(data, scale) / scale
    values = {name: round(float(value), 4) for name, value in zip((*NAMES, "none"), weights, strict=True)}
    return values, told

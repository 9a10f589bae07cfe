"""Learn which of the places that a bulletin names is its own: `pipeline.home`.

A conditional logit (McFadden, 1974) over the places that a bulletin names and `none`, with an L2 penalty,
fitted by L-BFGS. Only bulletins in English: the others name themselves. The same gold gives the same
weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotations.training.folds import left_out
from corpus import read_file
from evaluation.inputs import load_texts
from models.gold import GoldBulletin
from pipeline.home.candidates import NAMES, candidates, key_of
from pipeline.places import read_places

PENALTY = 3.0
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """One bulletin: its candidates' features, `none` last (candidates + 1 x features + 1); right rows."""

    features: Numbers
    right: Sequence[int]


def choices(gold: Mapping[str, GoldBulletin], texts: Path) -> list[Choice]:
    """Return the choices that the bulletins in English give; without a gold home, `none` is right."""
    found = []
    for name, (path, _) in load_texts(texts, gold).items():
        bulletin, home = read_file(path), gold[name].document.home
        if gold[name].document.language != "en":
            continue
        body = [(part.simplified, read_places(part.simplified, part.language)) for part in bulletin.passages]
        named = candidates(bulletin, body)
        keys = {key_of(form) for form in home.names} if home else set()
        right = [i for i, one in enumerate(named) if keys & {one.key, *map(key_of, one.forms)}]
        rows = [[*one.vector(), 0.0] for one in named] + [[0.0] * len(NAMES) + [1.0]]
        if right or not home:
            found.append(Choice(np.array(rows), right or [len(named)]))
    return found


def fit(data: Sequence[Choice], scale: Numbers) -> Numbers:
    """Return the weights of the scaled features."""
    from scipy.optimize import minimize

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        value, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for one in data:
            scores = one.features / scale @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            among = np.zeros_like(likely)
            among[one.right] = likely[one.right]
            share = among.sum()
            value -= float(np.log(share))
            slope = slope + (one.features / scale).T @ (likely - among / share)
        return value, slope

    result: Numbers = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x
    return result


def accuracy(data: Sequence[Choice], scale: Numbers, folds: int, seed: int) -> float:
    """Return the share of bulletins whose home is right by weights learnt without them."""
    right = 0
    for learnt, others in left_out(len(data), folds, seed):
        weights = fit([data[i] for i in learnt], scale)
        right += sum(int(np.argmax(data[i].features / scale @ weights)) in data[i].right for i in others)
    return right / len(data)


def learn(
    gold: Mapping[str, GoldBulletin], texts: Path, folds: int, seed: int
) -> tuple[dict[str, float], str]:
    """Return the weights by feature, and a line on how well they do on bulletins left out."""
    data = choices(gold, texts)
    scale = np.concatenate([one.features for one in data]).std(axis=0) + 1e-6
    share = accuracy(data, scale, folds, seed)
    told = f"home: {len(data)} bulletins; right in {share:.3f} of those left out"
    weights = fit(data, scale) / scale
    values = {name: round(float(value), 4) for name, value in zip((*NAMES, "none"), weights, strict=True)}
    return values, told

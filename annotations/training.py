"""Learn the weights by which `pipeline.home` chooses, from the development part: `make train`.

A conditional logit (McFadden, 1974) over the places that a bulletin names and `none`, with an L2 penalty,
fitted by L-BFGS. Only bulletins in English: the others name themselves. The same gold gives the same
weights.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from evaluation.inputs import load_gold, load_texts
from models.gold import GoldBulletin
from pipeline.home.candidates import NAMES, candidates, key_of
from pipeline.home.choosing import WEIGHTS
from pipeline.places import read_places

ROOT = Path(__file__).resolve().parent
PENALTY, FOLDS, SEED = 1.0, 10, 7
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """One bulletin: its candidates' features, `none` last (candidates + 1 x features + 1); right rows."""

    features: Numbers
    right: Sequence[int]


def choices(gold: dict[str, GoldBulletin], texts: Path) -> list[Choice]:
    """Return the choices that the bulletins in English give; without a gold home, `none` is right."""
    from corpus import read_file

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


def accuracy(data: Sequence[Choice], scale: Numbers) -> float:
    """Return the share of bulletins whose home is right by weights learnt without them, in ten folds."""
    order = np.random.default_rng(SEED).permutation(len(data))
    right = 0
    for fold in range(FOLDS):
        left_out = set(order[fold::FOLDS].tolist())
        weights = fit([one for i, one in enumerate(data) if i not in left_out], scale)
        right += sum(int(np.argmax(data[i].features / scale @ weights)) in data[i].right for i in left_out)
    return right / len(data)


def main(
    gold: Annotated[Path, typer.Option(help="The gold, a folder a split.")] = ROOT / "gold",
    texts: Annotated[Path, typer.Option(help="The bulletins.")] = ROOT.parent / "corpus" / "bulletins",
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = WEIGHTS,
) -> None:
    """Learn the weights of pipeline.home, and say how well they choose bulletins that they have not seen."""
    data = choices(load_gold(gold, "dev"), texts)
    scale = np.concatenate([one.features for one in data]).std(axis=0) + 1e-6
    share = accuracy(data, scale)
    typer.echo(f"{len(data)} bulletins; the home is right in {share:.3f} of those left out, in {FOLDS} folds")
    weights = fit(data, scale) / scale
    values = {name: round(float(value), 4) for name, value in zip((*NAMES, "none"), weights, strict=True)}
    out.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)

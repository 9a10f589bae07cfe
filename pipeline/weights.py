"""Weights of the learnt models, as `make train` writes them: a JSON object of numbers by feature."""

import json
from collections.abc import Sequence
from pathlib import Path


def weights_in(path: Path, names: Sequence[str]) -> dict[str, float]:
    """Return the weights in a file.

    Raises:
        ValueError: they are of other features than `names`, so that training must be repeated.

    """
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    if set(weights) != set(names):
        raise ValueError(f"{path}: weights of other features than the pipeline has; run make train")
    return weights

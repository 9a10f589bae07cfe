"""Bulletins left out in turn, to see how weights do that were learnt without them."""

from collections.abc import Iterator

import numpy as np


def left_out(count: int, folds: int, seed: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield for each fold the numbers of the bulletins to learn from, and of those left out.

    >>> [len(others) for _, others in left_out(5, 2, seed=1)]
    [3, 2]
    """
    order = np.random.default_rng(seed).permutation(count)
    for fold in range(folds):
        others = sorted(order[fold::folds].tolist())
        yield [index for index in range(count) if index not in others], others

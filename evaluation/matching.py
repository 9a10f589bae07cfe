"""One-to-one matching that is optimal, so that no order of facts changes a score."""

from collections.abc import Sequence

Pairs = list[tuple[int, int]]


def most(worth: Sequence[Sequence[float]]) -> Pairs:
    """Return the one-to-one matching of rows to columns of the greatest total worth (Hungarian method).

    Pairs worth nothing stay unmatched.

    >>> most([[1.0, 1.0], [1.0, 0.0]])
    [(0, 1), (1, 0)]
    """
    if not worth or not worth[0] or not any(map(any, worth)):
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    matrix = np.asarray(worth, dtype=float)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return [
        (int(row), int(column)) for row, column in zip(rows, columns, strict=True) if matrix[row, column] > 0
    ]

"""Shares of what was counted bulletin by bulletin, by language, with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from evaluation.scoring import ALL
from evaluation.statistics import Interval, middle, ratio, weights


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole` things, and the 95 % bootstrap interval of their ratio over bulletins."""

    part: int
    whole: int
    interval: Interval

    @property
    def value(self) -> float | None:
        """The ratio; None when there is nothing to share.

        >>> Share(3, 4, Interval(0.5, 1.0)).value
        0.75
        """
        return self.part / self.whole if self.whole else None

    def as_json(self) -> dict[str, Any]:
        """Return the share for other programs."""
        low, high = self.interval.low, self.interval.high
        return {"share": self.value, "low": low, "high": high, "part": self.part, "whole": self.whole}


def shares(parts: Sequence[int], wholes: Sequence[int], languages: Sequence[str]) -> dict[str, Share]:
    """Return the share of each language and of all together, out of each bulletin's part, whole and language.

    The bulletins are drawn as for F1 (`evaluation.statistics.weights`). A part may be below 0 (a change).

    >>> {group: (one.part, one.whole) for group, one in shares([1, 2], [2, 2], ["en", "zh"]).items()}
    {'en': (1, 2), 'zh': (2, 2), 'all': (3, 4)}
    """
    part, whole, drawn = np.array(parts, float), np.array(wholes, float), weights(languages)
    return {
        group: Share(
            int(part[here].sum()),
            int(whole[here].sum()),
            middle(ratio(drawn[:, here] @ part[here], drawn[:, here] @ whole[here])),
        )
        for group, here in members(languages).items()
    }


def members(languages: Sequence[str]) -> dict[str, list[int]]:
    """Return the indices of each language, and under `all` every index."""
    groups = {
        language: [index for index, one in enumerate(languages) if one == language]
        for language in sorted(set(languages))
    }
    return {**groups, ALL: list(range(len(languages)))}

"""The patterns of the lexicon's table `pairs`, compiled once a language."""

import re
from functools import cache
from typing import Any

from pipeline.lexicon import words

# No clause is longer; a text without stops is not searched again and again.
_REACH = 400


@cache
def pattern(language: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the table.

    >>> bool(pattern("zh", "founding").search("缔结"))
    True
    """
    return re.compile(words(language, "pairs")[name])


def setting(language: str, name: str) -> Any:
    """Return a value of the table that is no pattern: a reach in characters, a list of stops.

    >>> setting("zh", "clause_stops")[0]
    '，'
    """
    return words(language, "pairs")[name]


def clause(language: str, text: str, bounds: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Return the clause around [start, end): from the stop before it to the stop behind it, within `bounds`.

    >>> text = "两市1995年结好，2003年互访。"
    >>> clause("zh", text, (0, len(text)), 3, 5)
    (0, 9)
    """
    bounds = max(bounds[0], start - _REACH), min(bounds[1], end + _REACH)
    stops = setting(language, "clause_stops")
    # `and will sign` stops the clause before it, and its verb belongs to the next.
    before = [
        at + (len(" and ") if stop.startswith(" and ") else len(stop))
        for stop in stops
        if (at := text.rfind(stop, bounds[0], start)) >= 0
    ]
    behind = [at for stop in stops if (at := text.find(stop, end, bounds[1])) >= 0]
    return max([bounds[0], *before]), min([bounds[1], *behind])

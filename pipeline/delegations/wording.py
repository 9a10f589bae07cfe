"""The patterns of the lexicon's table `delegations`, compiled once a language."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from pipeline.lexicon import alternatives, branching, words
from pipeline.patterns.edged import Edged
from pipeline.patterns.heads import folds_case


@cache
def pattern(language: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the table, with its `@names` filled in, to be tried at a place.

    >>> bool(pattern("en", "strong").fullmatch("delegation"))
    True
    """
    return re.compile(_filled(language, name, branching))


@cache
def sought(language: str, name: str) -> re.Pattern[str] | Edged:
    """Return a pattern of the table to be looked for in a sentence.

    Without letters whose case is passed over, `re` itself is as quick there as an automaton.

    >>> sought("zh", "both_ways").search("双方互派代表团")[0]
    '互派'
    """
    folds = folds_case(_filled(language, name, branching))
    return edged(language, name) if folds else pattern(language, name)


@cache
def edged(language: str, name: str) -> Edged:
    """Return a pattern of the table to be looked for in a whole passage."""
    return Edged(_filled(language, name, branching), like=_filled(language, name, alternatives))


def _filled(language: str, name: str, join: Callable[[Iterable[str]], str]) -> str:
    """Put the words of a list, or another pattern, where a pattern has `@` and its name."""
    table = words(language, "delegations")

    def fill(match: re.Match[str]) -> str:
        listed = table.get(match[1])
        return _filled(language, match[1], join) if listed is None else join(listed)

    return re.sub(r"@([a-z_]+)", fill, table["patterns"][name])

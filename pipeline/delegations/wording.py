"""The patterns of the lexicon's table `delegations`, compiled once a language."""

import re
from functools import cache

from pipeline.lexicon import alternatives, words


@cache
def pattern(language: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the table, with its `@names` filled in.

    >>> bool(pattern("en", "strong").fullmatch("delegation"))
    True
    """
    return re.compile(_filled(language, name))


def _filled(language: str, name: str) -> str:
    """Put the words of a list, or another pattern, where a pattern has `@` and its name."""
    table = words(language, "delegations")

    def fill(match: re.Match[str]) -> str:
        listed = table.get(match[1])
        return _filled(language, match[1]) if listed is None else alternatives(listed)

    return re.sub(r"@([a-z_]+)", fill, table["patterns"][name])

"""The words of each language: one TOML file a language, the same tables in each.

A new word is a line in `en.toml` or `zh.toml`; patterns that use the words live in the modules of
their kind, those of city pairs and delegations here too.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from corpus.words import tables


@cache
def words(language: str, table: str) -> Any:
    """Return one table of a language's lexicon: a list of words, or a mapping from a meaning to its words.

    Raises:
        KeyError: there is no such table.

    >>> "mayor" in words("en", "titles")["heads"]
    True

    """
    return tables(__package__, language)[table]


def alternatives(phrases: Iterable[str]) -> str:
    r"""Return a pattern that matches any of `phrases`, the longest first; a blank stands for any blanks.

    >>> alternatives(["a", "a b"])
    'a\\s+b|a'
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)


def branching(phrases: Iterable[str]) -> str:
    r"""Return a pattern with the same matches as `alternatives` that tries a common beginning only once.

    Where case is passed over, no phrase may begin with another that is written in other case.

    >>> branching(["crew", "crew member", "cook"])
    'c(?:ook|rew(?:\\s+member)?)'
    """
    tree: dict[str, Any] = {}
    for phrase in phrases:
        node = tree
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    """Return the pattern of what a tree of characters holds, the longer before what it begins with."""
    branches = [
        (r"\s+" if character == " " else re.escape(character)) + _branches(below)
        for character, below in sorted(tree.items())
        if character
    ]
    if len(branches) > 1 or (branches and "" in tree):
        return f"(?:{'|'.join(branches)})" + ("?" if "" in tree else "")
    return "".join(branches)

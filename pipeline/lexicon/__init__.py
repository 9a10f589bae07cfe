"""The words of each language: one TOML file a language, the same tables in each.

A new word is a line in `en.toml` or `zh.toml`; patterns that use the words live in the modules of
their kind, those of city pairs and delegations here too.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(language: str, table: str) -> Any:
    """Return one table of a language's lexicon: a list of words, or a mapping from a meaning to its words.

    Raises:
        KeyError: there is no such table.

    >>> "mayor" in words("en", "titles")["heads"]
    True

    """
    return _lexicon(language)[table]


@cache
def _lexicon(language: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))


def alternatives(phrases: Iterable[str]) -> str:
    r"""Return a pattern that matches any of `phrases`, the longest first; a blank stands for any blanks.

    >>> alternatives(["a", "a b"])
    'a\\s+b|a'
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)

"""The words by which lines are told apart, in one data file with tables by language."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.kept import kept


@cache
def words(table: str) -> Any:
    """Return a table of `words.toml`: a list of words, or a mapping.

    Raises:
        KeyError: there is no such table.

    >>> "Updated" in words("metadata")["en"]["updated"]
    True

    """
    return tables(__package__, "words")[table]


@cache
def tables(package: str, name: str) -> dict[str, Any]:
    """Return the tables of a file of words, which is kept as JSON: that is read ten times as fast as TOML."""
    text = (files(package) / f"{name}.toml").read_text(encoding="utf-8")
    (told,) = kept("words-1", (), text, lambda: [_as_json(text)])
    found: dict[str, Any] = json.loads(bytes(told))
    return found


def _as_json(text: str) -> bytes:
    import tomllib

    return json.dumps(tomllib.loads(text)).encode()


def either(phrases: Iterable[str]) -> str:
    """Return a pattern that matches any of `phrases`, the longest first; a blank stands for any few blanks.

    A phrase that ends in a Latin letter ends there, so that `Read` is not found in `Reading`.

    >>> either(["Read", "打印"])
    '(?:R(?<![A-Za-z]R)ead(?![A-Za-z])|打印)'
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(_bounded(phrase) for phrase in ordered) + ")"


def _bounded(phrase: str) -> str:
    pattern = re.escape(phrase).replace(r"\ ", r"\s{1,3}")
    if (first := phrase[0]).isascii() and first.isalpha():
        # Behind the first letter, so that `re` sees at once by which letter a phrase may begin.
        pattern = f"{first}(?<![A-Za-z]{first}){pattern[1:]}"
    after = "(?![A-Za-z])" if phrase[-1].isascii() and phrase[-1].isalpha() else ""
    return pattern + after

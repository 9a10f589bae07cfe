"""Literals found in a text all at once, by an automaton that passes over it."""

import re
from collections.abc import Iterable
from typing import Any

_HALVES = re.compile("[\ud800-\udfff]")
Hit = tuple[int, int, int]


class Literals:
    """A set of literals, none of them empty, each with its place in their order as its number.

    >>> literals = Literals(["州", "杭州", "杭州市"])
    >>> literals.find("杭州市和苏州"), literals.find_all("杭州")
    ([(0, 3, 2), (5, 6, 0)], [(0, 2, 1), (1, 2, 0)])
    """

    def __init__(self, literals: Iterable[str]) -> None:
        self._literals = list(literals)
        self._automata: dict[bool, Any] = {}

    def find(self, text: str) -> list[Hit]:
        """Return start, end and number of the leftmost longest literals, none of which overlap."""
        return self._found(text, longest=True)

    def find_all(self, text: str) -> list[Hit]:
        """Return start, end and number of every literal, overlapping ones too, by their ends."""
        return self._found(text, longest=False)

    def _found(self, text: str, *, longest: bool) -> list[Hit]:
        automaton = self._automata.get(longest) or self._automaton(longest)
        find = automaton.find if longest else automaton.find_overlapping
        try:
            found: list[Hit] = find(text)
        except UnicodeEncodeError:
            # Half of a surrogate pair, which the automaton does not take.
            found = find(_HALVES.sub("\ufffd", text))
        return found

    def _automaton(self, longest: bool) -> Any:
        from daachorse import (
            MATCH_KIND_LEFTMOST_LONGEST,
            MATCH_KIND_STANDARD,
            CharwiseDoubleArrayAhoCorasick,
        )

        kind = MATCH_KIND_LEFTMOST_LONGEST if longest else MATCH_KIND_STANDARD
        automaton = self._automata[longest] = CharwiseDoubleArrayAhoCorasick(self._literals, kind)
        return automaton

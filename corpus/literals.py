"""Literals found in a text all at once, by an automaton that passes over it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

_HALVES = re.compile("[\ud800-\udfff]")
# Above so many literals an automaton is quicker than looking for each in turn.
FEW = 3
# A shorter text is folded anew each time: remembering would cost more.
_SHORT = 400
_END = 2**62
Hit = tuple[int, int, int]


class Literals:
    """A set of literals, none of them empty, each with its place in their order as its number.

    >>> literals = Literals(["州", "杭州", "杭州市"])
    >>> literals.find("杭州市和苏州"), literals.find_all("杭州")
    ([(0, 3, 2), (5, 6, 0)], [(0, 2, 1), (1, 2, 0)])
    """

    def __init__(self, forms: Iterable[str]) -> None:
        """Take the literals; one that comes again has the number of the first.

        Raises:
            ValueError: one of them is empty.

        """
        self.forms = tuple(dict.fromkeys(forms))
        if "" in self.forms:
            raise ValueError("an empty literal stands everywhere")
        self._automata: dict[bool, Any] = {}

    def find(self, text: str) -> list[Hit]:
        """Return start, end and number of the leftmost longest literals, none of which overlap."""
        return self._found(text, longest=True)

    def find_all(self, text: str) -> list[Hit]:
        """Return start, end and number of every literal, overlapping ones too, by their ends."""
        return self._found(text, longest=False)

    def holds(self, text: str) -> bool:
        """Tell whether any of the literals stands in the text."""
        if len(self.forms) <= FEW:
            return any(form in text for form in self.forms)
        return bool(self._found(text, longest=True))

    def _found(self, text: str, *, longest: bool) -> list[Hit]:
        find = self._automata.get(longest) or self._automaton(longest)
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

        if not self.forms:
            return _nothing
        kind = MATCH_KIND_LEFTMOST_LONGEST if longest else MATCH_KIND_STANDARD
        automaton = CharwiseDoubleArrayAhoCorasick(list(self.forms), kind)
        find = self._automata[longest] = automaton.find if longest else automaton.find_overlapping
        return find


def _nothing(_: str) -> list[Hit]:
    return []


def matches_at(
    pattern: re.Pattern[str], text: str, starts: Iterable[int], end: int = _END
) -> Iterator[re.Match[str]]:
    """Return what `finditer` does up to `end`, when no match begins but at one of `starts`, in order.

    >>> [match[0] for match in matches_at(re.compile("aa"), "aaa aa", [0, 1, 4])]
    ['aa', 'aa']
    """
    last, match_at = 0, pattern.match
    for start in starts:
        if start >= last and (match := match_at(text, start, end)):
            yield match
            last = match.end()


# The last long text asked for, and it folded: many patterns ask for one text, one after another.
_folded = ("", "")


def folded(text: str) -> str:
    """Return a text in small letters, as long as it was; an ASCII letter for all that `re` takes for it.

    >>> folded("In 'İzmir'")
    "in 'izmir'"
    """
    global _folded
    if text is _folded[0]:
        return _folded[1]
    if text.isascii():
        small = text.lower()
    else:
        small = text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()
    if len(text) > _SHORT:
        _folded = (text, small)
    return small

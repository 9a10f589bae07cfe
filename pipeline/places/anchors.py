"""Patterns tried only where they may match: at given places, or behind the last letters of their words."""

import re
from collections.abc import Iterable, Iterator

from pipeline.anchored import Literals

# Letters that `re` takes for i and s where case is passed over, and their lower case is another.
_ODD = re.compile("[ſıİ]")


def matches_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Return what `finditer` does, when no match begins but at one of `starts`, which are in order.

    >>> [match[0] for match in matches_at(re.compile("aa"), "aaa aa", [0, 1, 4])]
    ['aa', 'aa']
    """
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()


class Headed:
    """A pattern of which each match begins with one of some literals: it is tried where these stand only."""

    def __init__(self, pattern: str, heads: Iterable[str], *, any_case: bool = False) -> None:
        """Take the pattern and the literals, which are of ASCII where case is passed over."""
        self._pattern = re.compile(pattern, re.IGNORECASE if any_case else 0)
        self._heads = Literals(sorted({head.lower() if any_case else head for head in heads}))
        self._any_case = any_case

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in the text, as `re.Pattern.finditer` does."""
        if self._any_case and not text.isascii() and _ODD.search(text):
            return self._pattern.finditer(text)
        found = self._heads.find_all(text.lower() if self._any_case else text)
        return matches_at(self._pattern, text, sorted({start for start, _, _ in found}))


class Endings:
    """The ends of some phrases: what tells cheaply that none of them stands before a place."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take the phrases, of which any blanks may part the words, and none of less than two characters."""
        self._ends = tuple(sorted({phrase.split()[-1].lower() for phrase in phrases}))
        self._last = frozenset(end[-2:] for end in self._ends)

    def may_end(self, text: str) -> bool:
        """Tell whether one of the phrases may end the text, before blanks and a full stop, in any case.

        >>> Endings(["Mayor"]).may_end("the mayor "), Endings(["Mayor"]).may_end("the people of ")
        (True, False)
        """
        bare = text.rstrip().removesuffix(".")
        last = bare[-2:].lower()
        return (last in self._last and bare.lower().endswith(self._ends)) or not last.isascii()

"""Patterns tried only where they may match: at given places, or behind the last letters of their words."""

import re
from collections.abc import Iterable, Iterator


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


class Endings:
    """The last letters of some phrases: what tells at once that none of them stands before a place."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take the phrases; none is of less than two characters."""
        self._last = frozenset(phrase[-2:].lower() for phrase in phrases)

    def may_end(self, text: str) -> bool:
        """Tell whether one of the phrases may end the text, before blanks and a full stop, in any case.

        >>> Endings(["Mayor"]).may_end("the mayor "), Endings(["Mayor"]).may_end("the people of ")
        (True, False)
        """
        bare = text.rstrip()
        last = (bare[:-1] if bare.endswith(".") else bare)[-2:]
        return last.lower() in self._last or not last.isascii()

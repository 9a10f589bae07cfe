"""Patterns tried only where one of their literals stands."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from corpus.literals import FEW, Literals, folded
from pipeline.patterns.needed import required_literals

END = 2**62
# What a lexicon holds where a language has no such words.
_NEVER = "(?!)"
Match = Callable[..., re.Match[str] | None]


class Anchored:
    """A pattern that is tried only in a stretch where one of its literals stands.

    Its answers are those of the plain pattern. A text is best searched by offsets, not by slices of it, since
    it is kept folded until another text comes.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Take from the pattern the literals that it needs."""
        self.pattern, self.flags = pattern, flags
        literals, self._folds = required_literals(pattern, flags)
        self.literals, self._set = tuple(literals), Literals(literals)
        self._never = pattern == _NEVER

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """The pattern compiled, once a text first holds one of its literals."""
        return re.compile(self.pattern, self.flags)

    # Tried at one place, a pattern needs no look at the literals.

    @cached_property
    def match(self) -> Match:
        """What `re.Pattern.match` is."""
        return self.plain.match

    @cached_property
    def fullmatch(self) -> Match:
        """What `re.Pattern.fullmatch` is."""
        return self.plain.fullmatch

    def may_match(self, text: str, start: int = 0, end: int = END) -> bool:
        r"""Tell whether one of the literals stands in [start, end), so that the pattern may match there.

        >>> anchored(r"(?:visit|stay)(?:ed)? in (?P<where>\w+)").may_match("They met in Bonn.")
        False
        """
        if not self.literals:
            return not self._never
        start = max(start, 0)  # as for `re`; a slice would count from the end
        if self._folds:
            text = folded(text)
        if len(self.literals) <= FEW:
            return any(text.find(literal, start, end) >= 0 for literal in self.literals)
        return bool(self._set.find(text[start:end]))

    def search(self, text: str, start: int = 0, end: int = END) -> re.Match[str] | None:
        """Return the first match in [start, end), as `re.Pattern.search` does."""
        return self.plain.search(text, start, end) if self.may_match(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = END) -> Iterator[re.Match[str]]:
        """Return the matches in [start, end), as `re.Pattern.finditer` does."""
        return self.plain.finditer(text, start, end) if self.may_match(text, start, end) else iter(())

    def replaced(self, text: str, by: str) -> str:
        """Return the text with `by` in place of each match, as `re.Pattern.sub` does."""
        return self.plain.sub(by, text) if self.may_match(text) else text

    def cut_from(self, text: str) -> str:
        """Return the text without the matches."""
        return self.replaced(text, "")


def anchored(pattern: str, flags: int = 0) -> Anchored:
    r"""Return the pattern with the literals that it needs.

    >>> anchored(r"\b(?:led|headed) by").literals
    ('headed by', 'led by')
    """
    return Anchored(pattern, flags)

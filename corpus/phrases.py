"""Lists of phrases, each looked for only where the first word of one stands."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from corpus.literals import Literals, folded, matches_at
from corpus.words import either


class Phrases:
    """A list of phrases as `either` matches them, with a pattern behind, in any case with `re.I`.

    >>> phrases = Phrases(["Read", "Read me", "打印"], "!?")
    >>> [match.group() for match in phrases.finditer("Reading, Read  me, 打印!")]
    ['Read  me', '打印!']
    """

    def __init__(self, phrases: Iterable[str], behind: str = "", flags: int = 0) -> None:
        phrases = list(phrases)
        self._pattern, self._flags, self._folds = either(phrases) + behind, flags, bool(flags & re.I)
        # For each first word, what words come with it.
        others: dict[str, list[list[str]]] = {}
        for phrase in phrases:
            first, *rest = (phrase.lower() if self._folds else phrase).split(" ")
            others.setdefault(first, []).append(rest)
        self._firsts, self._others = Literals(others), list(others.values())

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """The pattern compiled, once a first word of it stands somewhere."""
        return re.compile(self._pattern, self._flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in the text, as the plain pattern does."""
        scanned = folded(text) if self._folds else text
        if not (hits := self._firsts.find_all(scanned)):
            return iter(())
        likely = {number for number in {hit[2] for hit in hits} if self._may_match(number, scanned)}
        starts = sorted({start for start, _, number in hits if number in likely})
        return matches_at(self.plain, text, starts)

    def _may_match(self, number: int, text: str) -> bool:
        """Tell whether the other words of a phrase that begins with that first word are there, too."""
        return any(all(word in text for word in words) for words in self._others[number])

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in the text."""
        return next(self.finditer(text), None)

    def sub(self, new: str, text: str) -> str:
        """Return the text with `new` for each match."""
        pieces, at = list[str](), 0
        for match in self.finditer(text):
            pieces += (text[at : match.start()], new)
            at = match.end()
        return "".join((*pieces, text[at:]))

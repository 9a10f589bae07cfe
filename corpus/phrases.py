"""Lists of phrases, each looked for only where the first word of one stands."""

import re
from collections.abc import Iterable, Iterator

from corpus.literals import Literals
from corpus.words import either

# Two letters that `re` takes for s and i, and whose lower case is another.
_ODD = re.compile("[ſı]")


class Phrases:
    """A list of phrases as `either` matches them, with a pattern behind, in any case with `re.I`.

    >>> phrases = Phrases(["Read", "Read me", "打印"], "!?")
    >>> [match.group() for match in phrases.finditer("Reading, Read  me, 打印!")]
    ['Read  me', '打印!']
    """

    def __init__(self, phrases: Iterable[str], behind: str = "", flags: int = 0) -> None:
        phrases = list(phrases)
        self.plain = re.compile(either(phrases) + behind, flags)
        self._folds = bool(flags & re.I)
        heads = dict.fromkeys(phrase.split(" ", 1)[0] for phrase in phrases)
        self._heads = Literals(dict.fromkeys(map(str.lower, heads)) if self._folds else heads)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in the text, as the plain pattern does."""
        scanned = in_lower_case(text) if self._folds else text
        if scanned is None:
            yield from self.plain.finditer(text)
            return
        end = 0
        for start in sorted({start for start, _, _ in self._heads.find_all(scanned)}):
            if start >= end and (match := self.plain.match(text, start)):
                yield match
                end = match.end()

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


def in_lower_case(text: str) -> str | None:
    """Return the text in lower case; None where that moves characters, or parts letters that `re` joins."""
    lower = text.lower()
    return lower if text.isascii() or (len(lower) == len(text) and not _ODD.search(text)) else None

"""The lines of a cleaned page: where each stands, what it prints, and its simplified form."""

import re
from collections.abc import Set
from dataclasses import InitVar, dataclass, field

from corpus.late import late
from corpus.scripts import HAN, han_count
from corpus.site_words import lists_by_line, lists_in

# Twelve words, or as many Chinese characters as weigh the same: nearly all prose begins so.
_WEIGHTY = late(rf"[^A-Za-z]*+(?:[A-Za-z]++[^A-Za-z]++){{11}}[A-Za-z]|(?:[^{HAN}]*+[{HAN}]){{24}}")
_BLANKS = " \t\n"
_WORD = late(r"[^\W\d_]+", re.ASCII)
_SENTENCE_END = late(r"[.。！？!?；;…:：][”’\"'」』)）]{0,3}$")


@dataclass(slots=True)
class Line:
    """A line that is not blank: characters `start` to `end` of the cleaned text, no blanks at its ends.

    `ends_sentence`: it ends as a sentence does. `is_prose`: it is long enough for one of the body, too.
    `lists` are those of words about the site of which the line may hold one.
    """

    start: int
    end: int
    text: str
    simple: str
    known_lists: InitVar[Set[str] | None] = None
    ends_sentence: bool = field(init=False)
    is_prose: bool = field(init=False)
    lists: Set[str] = field(init=False)
    _weight: int = field(init=False, default=-1, repr=False, compare=False)

    def __post_init__(self, known_lists: Set[str] | None) -> None:
        self.ends_sentence = _SENTENCE_END.search(self.text[-5:]) is not None
        self.is_prose = self.ends_sentence and (_WEIGHTY.match(self.text) is not None or self.weight >= 24)
        self.lists = lists_in(self.simple) if known_lists is None else known_lists

    @property
    def weight(self) -> int:
        """How much the line says: one for a Chinese character, two for a word in Latin letters."""
        if self._weight < 0:
            self._weight = weigh(self.text)
        return self._weight


def weigh(text: str) -> int:
    """Return one for each Chinese character and two for each word in Latin letters.

    >>> weigh("常德政府网 of Changde")
    9
    """
    return han_count(text) + 2 * len(_WORD.findall(text))


def lines_of(text: str, simple: str) -> list[Line]:
    """Return the lines of `text` that are not blank; `simple` is as long as `text`."""
    bounds = []
    start = 0
    for printed in text.split("\n"):
        if stripped := printed.strip(_BLANKS):
            begin = start if stripped == printed else start + printed.index(stripped[0])
            if not stripped.isspace():
                bounds.append((begin, begin + len(stripped)))
        start += len(printed) + 1
    lists = lists_by_line(simple, bounds)
    return [
        Line(begin, end, text[begin:end], simple[begin:end], known)
        for (begin, end), known in zip(bounds, lists, strict=True)
    ]

"""Where sentences end: the unit in which slots of one fact are looked for."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage

Bounds = tuple[int, int]
# Slots of one fact are looked for all over its sentence; no real one is that long.
LONGEST = 3000


@cache
def _ends(language: PassageLanguage) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(r"[。！？!?\n](?:(?<=\n)\n*|(?<!\n)[。！？!?]*[”’」』）)]*)")
    # A full stop ends a sentence before a capital, a digit or a quotation mark, not behind `Mr.` or `J.`.
    # What stands before it is looked at behind it, so that all is passed over that is none of the four signs.
    short = alternatives(words("en", "sentences")["abbreviations"])
    return re.compile(
        rf"\.(?<![\s.(][A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr|No|Co|Lt)\.)(?<!\bMrs\.)(?<!^[A-Z]\.)"
        rf"\.*[”\"’')]*(?=\s+[\"“‘\[]?[A-Z0-9])(?!\s+(?:{short})\b)"
        rf"|![!?]*[”\"’')]*(?=\s)|\?[!?]*[”\"’')]*(?=\s)|\n\n*"
    )


def split_sentences(text: str, language: PassageLanguage) -> list[Bounds]:
    """Return the (start, end) of each sentence, in order; blanks between them belong to none.

    >>> [("Mr. Pu met Mayor J. K. Smith. They talked.")[a:b]
    ...  for a, b in split_sentences("Mr. Pu met Mayor J. K. Smith. They talked.", "en")]
    ['Mr. Pu met Mayor J. K. Smith.', 'They talked.']
    >>> split_sentences("来访。回访", "zh")
    [(0, 3), (3, 5)]
    """
    bounds, start = [], 0
    for match in _ends(language).finditer(text):
        bounds.append((start, match.end()))
        start = match.end()
    bounds.append((start, len(text)))
    trimmed = (_trim(text, *part) for bound in bounds for part in _parted(text, *bound))
    return [bound for bound in trimmed if bound[0] < bound[1]]


def _parted(text: str, start: int, end: int) -> Iterator[Bounds]:
    """Cut what is too long for a sentence after a comma or a blank: a list, or a page without full stops."""
    while end - start > LONGEST:
        last = start + LONGEST
        half = last - LONGEST // 2
        cut = max(text.rfind(mark, half, last) for mark in (" ", "，", "、", "；")) + 1 or last
        yield start, cut
        start = cut
    yield start, end


def _trim(text: str, start: int, end: int) -> Bounds:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentence_at(sentences: Sequence[Bounds], position: int) -> int:
    """Return the number of the sentence that holds `position` (or the one before it, between sentences).

    >>> sentence_at([(0, 3), (3, 5)], 4)
    1
    """
    return max(0, bisect_right(sentences, (position, 1 << 62)) - 1)

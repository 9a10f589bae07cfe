"""A long passage in pieces: within one, many things are compared with each other, so it has a bound."""

from collections.abc import Iterator

from corpus import Passage

# Longer than nearly all bulletins, which therefore stay whole.
LONGEST = 20_000
# The best places to cut first: between paragraphs, lines, sentences, clauses, words.
_BREAKS = (("\n\n",), ("\n",), ("。", "！", "？", ". "), ("；", "，", "; ", ", "), (" ",))


def pieces(passage: Passage, longest: int = LONGEST) -> Iterator[Passage]:
    r"""Return the passage in pieces of at most `longest` characters, cut at the best break near their end.

    >>> passage = Passage("en", "One two.\nThree four.", "One two.\nThree four.", range(21))
    >>> [(piece.text, piece.given(0, 3)) for piece in pieces(passage, 12)]
    [('One two.\n', (0, 3)), ('Three four.', (9, 12))]
    """
    start = 0
    while len(passage.text) - start > longest:
        end = _cut(passage.text, start + longest // 2, start + longest)
        yield _part(passage, start, end)
        start = end
    yield _part(passage, start, len(passage.text)) if start else passage


def _part(passage: Passage, start: int, end: int) -> Passage:
    return Passage(
        passage.language,
        passage.text[start:end],
        passage.simplified[start:end],
        passage.offsets[start : end + 1],
    )


def _cut(text: str, first: int, last: int) -> int:
    for marks in _BREAKS:
        places = [text.rfind(mark, first, last) + len(mark) for mark in marks if mark in text[first:last]]
        if places:
            return max(places)
    return last

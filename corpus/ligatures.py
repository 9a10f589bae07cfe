"""Words that a split ligature left in pieces: `fi elds`, `traffi c`, `di ff erent`, `o ffi ce`."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.aligned import Aligned
from corpus.late import late
from corpus.words import words

_LIGATURE = late("f(?:f+[il]?|[il])")
_WORD, _WORD_BACKWARDS = late("[A-Za-z]+"), late("[A-Za-z]*")
# Longer than any piece.
_LONGEST = 20
_PIECES = late(
    r"(?<![A-Za-z’'-])(?:([A-Za-z]{0,14}(?:fi|fl|ff|ffi|ffl)) ([a-z]{1,14})"
    r"|([A-Za-z]{1,12}) ((?:fi|fl|ff|ffi|ffl)[a-z]{0,14})(?: ([a-z]{1,14}))?)(?![A-Za-z])"
)
# No English word ends so, but for a few that no stem begins with: `sci fi`, `Kilifi`.
_BROKEN = late("f[il]$")


def rejoined(aligned: Aligned) -> Aligned:
    """Return the text with such words whole again, where a stem of the lexicon spans the gap.

    >>> rejoined(Aligned.of("in other fi elds of traffi c, a sci fi event of fields")).text
    'in other fields of traffic, a sci fi event of fields'
    """
    if not any(_is_split(*gap) for gap in _gaps(aligned.text)):
        return aligned
    # Twice, for a match takes its neighbour with it: in `other fi elds` the first try is at `other fi`.
    return aligned.replace(_PIECES, _whole).replace(_PIECES, _whole)


def _gaps(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words around each blank beside a ligature, or behind a word that begins with one."""
    for match in _LIGATURE.finditer(text):
        start, end = match.span()
        first = text[max(0, start - 1) : start] == " "
        if first:
            word = _word_at(text, start)
            yield _word_before(text, start - 1), word
            end = start + len(word)
        if text[end : end + 1] == " ":
            yield _word_before(text, end), _word_at(text, end + 1)


def _word_at(text: str, start: int) -> str:
    match = _WORD.match(text, start)
    return match.group() if match else ""


def _word_before(text: str, end: int) -> str:
    backwards = text[max(0, end - _LONGEST) : end][::-1]
    match = _WORD_BACKWARDS.match(backwards)
    return match.group()[::-1] if match else ""


def _is_split(left: str, right: str) -> bool:
    """Tell whether a stem begins in one word and goes on in the next, as far as that shows in the two."""
    joined = (left + right).lower()
    reach = _reach(left)
    return any(
        len(stem) > reach and (joined.startswith(stem) or stem.startswith(joined))
        for stem in _stems().get(joined[:3], ())
    )


def _reach(left: str) -> int:
    """Return how much of a stem a word may hold alone: of `signifi|cant` the stem is `signif`."""
    return len(left) - 2 if len(left) > 2 and _BROKEN.search(left) else len(left)


def _whole(match: re.Match[str]) -> str | None:
    pieces = [piece for piece in match.groups() if piece]
    for first, count in ((0, 3), (0, 2), (1, 2)):
        group = pieces[first : first + count]
        if len(group) == count and _plausible(group):
            return " ".join([*pieces[:first], "".join(group), *pieces[first + count :]])
    return None


def _plausible(pieces: list[str]) -> bool:
    joined = "".join(pieces).lower()
    if all(piece.lower() in _words() for piece in pieces):
        return False
    left = len(joined) - len(pieces[-1])
    # `signifi|cant` with the stem `signif`; but `staff|offered` and `fields|and` are pairs of words.
    reach = left - 2 if len(pieces[0]) > 2 and _BROKEN.search(pieces[0]) else left
    return any(joined.startswith(stem) and len(stem) > reach for stem in _stems().get(joined[:3], ()))


@cache
def _stems() -> dict[str, list[str]]:
    stems: dict[str, list[str]] = {}
    for stem in words("ligatures")["stems"]:
        stems.setdefault(stem[:3], []).append(stem)
    return stems


@cache
def _words() -> frozenset[str]:
    return frozenset(words("ligatures")["words"])

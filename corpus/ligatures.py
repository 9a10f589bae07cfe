"""Words that a split ligature left in pieces: `fi elds`, `traffi c`, `di ff erent`, `o ffi ce`."""

import re
from functools import cache

from corpus.aligned import Aligned
from corpus.words import words

_SIGN = re.compile("f[fil] |[a-z] f[fil]")
_PIECES = re.compile(
    r"(?<![A-Za-z’'-])(?:([A-Za-z]{0,14}(?:fi|fl|ff|ffi|ffl)) ([a-z]{1,14})"
    r"|([A-Za-z]{1,12}) ((?:fi|fl|ff|ffi|ffl)[a-z]{0,14})(?: ([a-z]{1,14}))?)(?![A-Za-z])"
)
# No English word ends so, but for a few that no stem begins with: `sci fi`, `Kilifi`.
_BROKEN = re.compile("f[il]$")


def rejoined(aligned: Aligned) -> Aligned:
    """Return the text with such words whole again, where a stem of the lexicon spans the gap.

    >>> rejoined(Aligned.of("in other fi elds of traffi c, a sci fi event of fields")).text
    'in other fields of traffic, a sci fi event of fields'
    """
    if not _SIGN.search(aligned.text):
        return aligned
    # Twice, for a match takes its neighbour with it: in `other fi elds` the first try is at `other fi`.
    return aligned.replace(_PIECES, _whole).replace(_PIECES, _whole)


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

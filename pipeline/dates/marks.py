"""Marks: the places in a text where times may begin, found in one pass for all rules.

A mark says too much rather than too little: each match of a rule begins at one of its marks, and most
marks begin none.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.late import late
from corpus.literals import Literals

# The places of each kind of mark, in order.
Marks = Mapping[str, Sequence[int]]

_FIGURE, _FIGURES, _ODD = late(r"[0-9][0-9]*"), late(r"\d+"), late(r"[^\D0-9]")
_PARTING = frozenset("-–./")


class Words:
    """Literals of several kinds, all found in one pass; a literal may be of more than one kind."""

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        """Take the literals of each kind."""
        of: dict[str, list[str]] = {}
        for kind, forms in kinds.items():
            for form in forms:
                of.setdefault(form, []).append(kind)
        self._literals = Literals(of)
        self._kinds = [tuple(dict.fromkeys(of[form])) for form in self._literals.forms]

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield (start, end, kinds) of every literal, those that overlap too, by their starts."""
        for start, end, number in sorted(self._literals.find_all(text)):
            yield start, end, self._kinds[number]


def mark_figures(text: str, marks: dict[str, list[int]]) -> list[tuple[int, int]]:
    """Mark where years and short numbers in figures begin; return (start, end) of all figures."""
    found = figures(text)
    for start, end in found:
        if end - start <= 2:
            marks["figure"].append(start)
            if text[end : end + 1] in _PARTING:
                marks["parted figure"].append(start)
        elif _is_year(text, start, end):
            marks["year"].append(start)
            if _parted(text, end):
                marks["parted year"].append(start)
    return found


def figures(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each run of digits; where some are not ASCII's, of the ends of each run too.

    >>> figures("on 12 May 2019"), figures("5１8")
    ([(3, 5), (10, 14)], [(0, 3), (1, 3), (2, 3)])
    """
    if text.isascii() or not _ODD.search(text):
        return [match.span() for match in _FIGURE.finditer(text)]
    return [
        (start, match.end())
        for match in _FIGURES.finditer(text)
        for start in range(match.start(), match.end())
    ]


def _is_year(text: str, start: int, end: int) -> bool:
    return end - start == 4 and (
        text.startswith("20", start) or (text[start] == "1" and text[start + 1] in "456789")
    )


def _parted(text: str, end: int) -> bool:
    """Tell whether what parts the figures of a date stands behind `end`: `2018-05`, `2018 . 5`."""
    after = text[end : end + 2]
    return after[:1] in _PARTING or (after[:1].isspace() and after[1:] in _PARTING)


def any_between(places: Sequence[int], start: int, end: int) -> bool:
    """Tell whether one of `places` lies in [start, end)."""
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end

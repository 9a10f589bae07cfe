"""What of a bulletin is shown around the evidence of an error, cut where marks start and end."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

Stretch = tuple[int, int]  # half-open, in characters of the bulletin as given

_REACH = 100  # characters of context at most on either side, if the sentence does not end before
_JOIN = 20  # stretches that are as near as this are shown as one
_LONGEST = 600  # of a longer stretch the middle is left out
_PLACES = 2  # places of each side that are shown
_WORD = 24
# `Mr. Zhao`, `on Oct. 5`, `Prof. Li`: three small letters before the dot end a sentence, less do not.
_ENDING = re.compile(
    r"[。！？；][”』」）]*|(?:(?<=[^\W\dA-Z_]{3})(?<!Prof|Sept|Dept)|(?<=[\d)”’\"%]))[.!?][\"”’)]*(?=\s)|\r?\n(?:[^\S\n]*\r?\n)+"
)
_BLANKS = re.compile(r"\s+")
# Controls, what turns the direction of the text, what cannot be seen, and what no file can hold.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ENDS = re.compile("[\n\v\f\r\x85\u2028\u2029]")


class Piece(NamedTuple):
    """A stretch of text: `own` evidence of the fact, `near` evidence of another of its kind, or neither."""

    text: str
    mark: str = ""


def visible(text: str) -> str:
    r"""Return `text` on one line, with what cannot be seen or turns the text around shown by its number.

    >>> visible("a\u202eb \n\n c")
    'a⟦U+202E⟧b ↵ c'
    """
    line = _BLANKS.sub(lambda blanks: " ↵ " if _ENDS.search(blanks[0]) else " ", text)
    return _UNSEEN.sub(lambda char: f"⟦U+{ord(char[0]):04X}⟧", line)


class Window(NamedTuple):
    """A stretch that is shown, and whether its sentence goes on before and after it."""

    start: int
    end: int
    cut_before: bool
    cut_after: bool


def windows(text: str, *sides: Sequence[Stretch]) -> list[Window]:
    """Return what to show: the sentence of the first evidence of each side, at most 100 characters around.

    >>> windows("It was cold. In May 2015 they met. They sang.", [(16, 24)])
    [Window(start=13, end=34, cut_before=False, cut_after=False)]
    """
    found: list[Window] = []
    for start, end in sorted({stretch for side in sides for stretch in side[:_PLACES]}):
        (begin, cut_before), (stop, cut_after) = _begin(text, start), _stop(text, start, end)
        one = Window(begin, stop, cut_before, cut_after)
        last = found[-1] if found else None
        if last and one.start - last.end <= _JOIN:
            after = max(last, one, key=lambda window: window.end)
            found[-1] = Window(last.start, after.end, last.cut_before, after.cut_after)
        else:
            found.append(one)
    return [part for window in found for part in _shortened(window)]


def _shortened(window: Window) -> list[Window]:
    if window.end - window.start <= _LONGEST:
        return [window]
    half = _LONGEST // 2
    return [
        window._replace(end=window.start + half, cut_after=True),
        window._replace(start=window.end - half, cut_before=True),
    ]


def _begin(text: str, start: int) -> tuple[int, bool]:
    """Return where the sentence begins, or the word at the limit, and whether it is cut there."""
    low = max(0, start - _REACH)
    ends = [ending.end() for ending in _ENDING.finditer(text, low, start)]
    begin, cut = (ends[-1], False) if ends else (low, low > 0)
    if cut and (blank := _BLANKS.search(text, begin, min(begin + _WORD, start))):
        begin = blank.end()
    return start - len(text[begin:start].lstrip()), cut


def _stop(text: str, start: int, end: int) -> tuple[int, bool]:
    high = min(len(text), end + _REACH)
    # The evidence may hold the full stop itself.
    ending = _ENDING.search(text, max(start, end - 1), min(len(text), high + 1))
    stop, cut = (max(end, ending.end()), False) if ending else (high, high < len(text))
    if cut and (blanks := [blank.start() for blank in _BLANKS.finditer(text, max(end, high - _WORD), high)]):
        stop = blanks[-1]
    return end + len(text[end:stop].rstrip()), cut


def pieces(text: str, window: Window, own: Iterable[Stretch], near: Iterable[Stretch]) -> list[Piece]:
    """Return the text of a window cut into pieces, with dots where its sentence goes on.

    >>> pieces("in May 2015.", Window(0, 12, False, True), [(3, 11)], [])[1:]
    [Piece(text='May 2015', mark='own'), Piece(text='.', mark=''), Piece(text='…', mark='')]
    """
    begin, stop = window.start, window.end
    own, near = list(_within(window, own)), list(_within(window, near))
    cuts = sorted({begin, stop, *(edge for stretch in (*own, *near) for edge in stretch)})
    cut = [Piece(visible(text[one:other]), _mark(one, own, near)) for one, other in pairwise(cuts)]
    dots = [Piece("…")]
    return [*dots * window.cut_before, *cut, *dots * window.cut_after]


def _within(window: Window, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    for start, end in stretches:
        if start < window.end and end > window.start:
            yield max(start, window.start), min(end, window.end)


def _mark(place: int, own: Sequence[Stretch], near: Sequence[Stretch]) -> str:
    if any(start <= place < end for start, end in own):
        return "own"
    return "near" if any(start <= place < end for start, end in near) else ""

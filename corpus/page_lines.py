"""Characters with their boxes to the lines that a page prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from corpus.late import late
from corpus.scripts import HAN

_HAN = late(f"[{HAN}]")
_COLUMN = 1.5
# The private area in which symbol fonts keep their bullets and arrows.
_SYMBOLS = range(0xF020, 0xF100)
UNKNOWN = "\ufffd"


class Glyph(NamedTuple):
    """A character and its box in points, upwards; `hyphen`: it parts a word at the end of a line."""

    char: str
    left: float
    right: float
    bottom: float
    top: float
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line as printed: its text without blanks at the ends, columns apart by tabs, and its box in points.

    `first` is the width of its first word, or Chinese character.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    first: float
    hyphen: bool = False

    @property
    def size(self) -> float:
        """Return the height of its letters."""
        return self.top - self.bottom

    @property
    def is_flat(self) -> bool:
        """Whether it runs from left to right, in one column."""
        return "\t" not in self.text and self.right - self.left >= min(len(self.text), 4) * self.size / 5


def lines_of_page(glyphs: Iterable[Glyph]) -> list[PageLine]:
    r"""Return the lines of a page, in the order of its characters, which breaks of lines stand among.

    >>> box = {"bottom": 0, "top": 10}
    >>> line, = lines_of_page([Glyph("A", 0, 5, **box), Glyph(" ", 5, 7, **box), Glyph("B", 40, 45, **box)])
    >>> line.text, line.first
    ('A\tB', 5)
    """
    lines: list[PageLine] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        parted = current and current[-1].hyphen and not glyph.char.isspace() and _is_below(glyph, current[-1])
        if glyph.char in "\r\n" or parted:
            _close(current, lines)
        if glyph.char.isspace() or glyph.char >= " ":
            current.append(glyph)
    _close(current, lines)
    return lines


def character(code: int) -> str:
    """Return the character of a code, a bullet for those of symbol fonts, U+FFFD for those of nobody.

    >>> character(0x41), character(0xF0B7), character(0xE001), character(0)
    ('A', '•', '�', '�')
    """
    if code in _SYMBOLS:
        return "•"
    return UNKNOWN if code == 0 or 0xE000 <= code < 0xF900 or code > 0x10FFFF else chr(code)


def _is_below(glyph: Glyph, before: Glyph) -> bool:
    return glyph.left < before.left or glyph.top <= before.bottom


def _close(current: list[Glyph], lines: list[PageLine]) -> None:
    seen = [glyph for glyph in current if not glyph.char.isspace()]
    if seen:
        tallest = max(seen, key=lambda glyph: glyph.top - glyph.bottom)
        text = _text(current)
        lines.append(
            PageLine(
                text,
                left=seen[0].left,
                right=max(glyph.right for glyph in seen),
                bottom=tallest.bottom,
                top=tallest.top,
                first=_first_width(current),
                hyphen=seen[-1].hyphen,
            )
        )
    current.clear()


def _text(line: list[Glyph]) -> str:
    pieces: list[str] = []
    last: Glyph | None = None
    blank = ""
    for glyph in line:
        if glyph.char.isspace():
            blank = blank or ("\u3000" if glyph.char == "\u3000" else " ")
            continue
        if last is not None:
            wide = glyph.left - last.right > _COLUMN * max(last.top - last.bottom, glyph.top - glyph.bottom)
            pieces.append("\t" if wide else blank)
        pieces.append(glyph.char)
        last, blank = glyph, ""
    # Halves of surrogate pairs, which some fonts tell as two characters.
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _first_width(line: list[Glyph]) -> float:
    begun: Glyph | None = None
    last: Glyph | None = None
    for glyph in line:
        if begun and (glyph.char.isspace() or _HAN.match(glyph.char)):
            break
        if not glyph.char.isspace():
            begun, last = begun or glyph, glyph
            if _HAN.match(glyph.char):
                break
    return last.right - begun.left if begun and last else 0.0

"""Text that remembers where each of its characters stood in the text it was made from."""

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# A stretch of an array is copied a hundred times as fast as one of a range is counted out.
_COUNTED = array("Q", range(1 << 14))


class Edit(NamedTuple):
    """Characters `start` to `end` (exclusive) give way to `text`."""

    start: int
    end: int
    text: str


Replacement = str | Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text and, for each character, its offset in the text as given, with one past the end at the end.

    >>> Aligned.of("fi elds").replace(re.compile("fi e"), "fie").text
    'fields'
    >>> list(Aligned.of("a&amp;b").replace(re.compile("&amp;"), "&").offsets)
    [0, 1, 6, 7]
    """

    text: str
    offsets: Sequence[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> "Aligned":
        """Return `text` aligned with itself."""
        end = len(text) + 1
        return cls(text, _COUNTED[:end] if end <= len(_COUNTED) else range(end))

    def edited(self, edits: Iterable[Edit]) -> "Aligned":
        """Return the text after `edits`, which must be in order and apart from one another.

        Characters that a replacement keeps stay where they stood; where it keeps none they are spread evenly.
        """
        pieces: list[str] = []
        offsets: array[int] = array("Q")
        at = 0
        for start, end, new in edits:
            pieces += (self.text[at:start], new)
            offsets.extend(self.offsets[at:start])
            if new:
                places = _places(self.text[start:end], new)
                offsets.extend([self.offsets[start + place] for place in places])
            at = end
        if not pieces:
            return self
        pieces.append(self.text[at:])
        offsets.extend(self.offsets[at:])
        return Aligned("".join(pieces), offsets)

    def replace(self, pattern: re.Pattern[str], replacement: Replacement) -> "Aligned":
        """Return the text with each match of `pattern` replaced; a function that returns None leaves it."""
        return self.edited(_edits(self.text, pattern, replacement))

    def exchange(self, characters: dict[str, str]) -> "Aligned":
        """Return the text with single characters exchanged for others, none of which is exchanged itself."""
        text = self.text
        for old, new in characters.items():
            text = text.replace(old, new)
        return Aligned(text, self.offsets)

    def pick(self, stretches: Iterable[tuple[int, int]]) -> "Aligned":
        """Return the stretches [start, end), in order, one right after the other."""
        pieces: list[str] = []
        offsets: array[int] = array("Q")
        last = 0
        for start, end in stretches:
            if start < end:
                pieces.append(self.text[start:end])
                offsets.extend(self.offsets[start:end])
                last = self.offsets[end - 1] + 1
        offsets.append(last)
        return Aligned("".join(pieces), offsets)


def _places(old: str, new: str) -> Iterable[int]:
    """Return for each character of `new` its place in `old`."""
    if len(new) == len(old):
        return range(len(old))
    places: list[int] = []
    at = -1
    for char in new:
        at = old.find(char, at + 1)
        if at < 0:
            return [place * len(old) // len(new) for place in range(len(new))]
        places.append(at)
    return places


def _edits(text: str, pattern: re.Pattern[str], replacement: Replacement) -> Iterable[Edit]:
    for match in pattern.finditer(text):
        new = replacement if isinstance(replacement, str) else replacement(match)
        if new is not None and new != match.group():
            yield Edit(match.start(), match.end(), new)

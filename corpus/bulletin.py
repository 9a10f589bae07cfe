"""A bulletin as the rest of the project sees it: text as given, text to analyse, and the way back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import field
from typing import Literal

from corpus.frozen import dataclass

PassageLanguage = Literal["en", "zh"]
BulletinLanguage = Literal["en", "zh", "mul", "und"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of body text in one language, cleaned of debris.

    `text` keeps the script as printed; `simplified` is the same text for analysis, Chinese characters in
    simplified form, character for character as long as `text`. `offsets` holds for each character of `text`
    its place in the bulletin as given, and one past the last character at the end (len(text) + 1 items,
    never falling).
    """

    language: PassageLanguage
    text: str
    simplified: str
    offsets: Sequence[int] = field(repr=False)

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters [start, end) of the passage stand in the bulletin as given.

        The end is one past the last character of the stretch, so debris that follows it is left out.
        """
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin: `text` as given (after decoding, and for HTML after extraction), and what frames it.

    `home` is the place as printed that the first lines speak for; `home_told`: the caller named it.
    `passages` hold the body only, in the order of the text; metadata lines, navigation, bylines and
    passages in other languages are left out. `warnings` say what was left unread and why.
    """

    text: str
    passages: tuple[Passage, ...]
    language: BulletinLanguage
    id: str = "bulletin"
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    home: str | None = None
    home_told: bool = False
    warnings: tuple[str, ...] = ()

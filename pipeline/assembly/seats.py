"""The place of an office that is printed without it: `Mayor Li Na met them`, in a bulletin of Deyang."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from corpus.simplify import simplified
from pipeline.analysis import CHINESE, beginning, looks_chinese, sounds_foreign
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.placebook import PlaceBook
from pipeline.lexicon import words
from pipeline.mentions import Mention
from pipeline.people.hanzi_words import japanese_surname
from pipeline.places import PlaceReading

# How many characters before the name a place may stand.
_NEAR = 400


class Seats:
    """The places of the offices in one bulletin."""

    def __init__(self, passages: Sequence[ReadPassage], book: PlaceBook) -> None:
        self._passages = passages
        self._book = book

    def of(self, passage: int, position: int, name: str, titles: Sequence[str]) -> str | None:
        """Return the printed place of a local office whose holder is named at `position`, or None.

        A person with a Chinese name holds it on the Chinese side, any other on the other one: at the nearest
        such place before the name, else the bulletin's own.
        """
        read = self._passages[passage]
        if not is_local(titles):
            return None
        chinese = has_chinese_name(name)
        home = self._book.home
        own = home is not None and (home.country in CHINESE) == chinese
        left, right = read.analysis.sentence_of(position)
        for mention in self._before(read, position):
            if mention.start < left and own:
                break
            if self._on_side(mention.value, chinese):
                place = self._book.place(mention, read)
                return place.name if place else None
        if own and home is not None:
            return home.name
        for mention in beginning(read.analysis.places, position + 1, right):
            if self._on_side(mention.value, chinese):
                place = self._book.place(mention, read)
                return place.name if place else None
        return None

    def _before(self, read: ReadPassage, position: int) -> Iterator[Mention[PlaceReading]]:
        """Yield the cities and regions before a position, the nearest first."""
        for mention in reversed(beginning(read.analysis.places, position - _NEAR, position)):
            known = mention.end <= position and mention.value.level != "country"
            if known and mention.value.role in ("place", "home"):
                yield mention

    def _on_side(self, place: PlaceReading, chinese: bool) -> bool:
        if place.role == "home":
            home = self._book.home
            return home is not None and (home.country in CHINESE) == chinese
        if place.country is None:
            return looks_chinese(place.name) == chinese if place.name.isascii() else not chinese
        return (place.country in CHINESE) == chinese


def is_local(titles: Sequence[str]) -> bool:
    """Whether one of the titles is an office of a place, which a bulletin therefore prints without it.

    >>> is_local(["Vice Mayor"]), is_local(["professor"])
    (True, False)
    """
    return any(_unstaged(title) in _offices() for title in titles)


@cache
def _offices() -> frozenset[str]:
    return frozenset(office for code in ("en", "zh") for office in words(code, "people_local")["offices"])


@lru_cache(maxsize=4096)
def _unstaged(title: str) -> str:
    """Return a title for comparison: `mayor` for `Acting Mayor`."""
    return _STAGED.sub("", simplified(title).casefold().strip("."))


# `代理市长`, `经济副市长`, `acting governor`
_STAGED = re.compile(
    "^(?:(?:former|past|acting|interim|executive|first|deputy executive) )+"
    "|^(?:代理|代|署理|经济|政务|行政|常务|第[一二三])+(?=副?.{1,2}[长事])"
)


def has_chinese_name(name: str) -> bool:
    """Whether a name is that of a person from China, by its characters or its spelling.

    >>> [has_chinese_name(name) for name in ("李娜", "Zhao Hui", "河村隆之", "罗德纳斯", "Peter Kurz")]
    [True, True, False, False, False]
    """
    plain = simplified(name)
    if plain.isascii() or not any("㐀" <= c <= "鿿" for c in plain):
        return all(looks_chinese(part) for part in name.replace("-", " ").split())
    return len(plain) <= 3 and "·" not in plain and not sounds_foreign(plain) and not japanese_surname(plain)

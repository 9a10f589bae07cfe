"""The table of places by GeoNames id, and of the names that they go by, mapped from the user's cache.

Rows are sorted by id, names by their folded form in UTF-8: both are found by bisection in the mapped file.
"""

import re
import struct
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple, get_args

from corpus.simplify import simplified
from models.records import PlaceLevel
from pipeline.gazetteer.cache import Sections, folder, sections

LEVELS: tuple[PlaceLevel, ...] = get_args(PlaceLevel)
# Country, subdivision, level, latitude and longitude in 1/100,000 degree, population, offsets of two names.
ROW = struct.Struct("<2s6sBxiiIII")
NOWHERE = -(2**31)
DEGREE = 100_000
_HAN = re.compile(r"[㐀-鿿]")
_BETWEEN = str.maketrans(
    {"-": " ", "–": " ", "—": " ", "'": None, "’": None, "‘": None, "`": None, ".": None}
)
_SIGNS = str.maketrans(dict.fromkeys("·•・‧-—– '’.", ""))


class KnownPlace(NamedTuple):
    """What is known of a place: `subdivision` is the ISO 3166-2 code of its first level, points are degrees.

    Of a country or subdivision the point is that of its most populous city; its population is, of a country
    that of GeoNames, of a subdivision that of its cities together. What no source gives is None.
    """

    geonames_id: int
    country: str
    subdivision: str | None
    level: PlaceLevel
    latitude: float | None
    longitude: float | None
    name_en: str
    name_zh: str | None
    population: int | None


class Match(IntEnum):
    """How a place bears a name.

    As its own, as an alternate one, without its kind (`宫城` for `宫城县`), or as its own, but after the
    place that a lexicon gives the name to.
    """

    own = 0
    alternate = 1
    bare = 2
    second = 3


class Candidate(NamedTuple):
    """A place that a name may mean."""

    place: KnownPlace
    match: Match


@dataclass(frozen=True)
class Table:
    """The mapped sections: ids, rows, texts of the rows, names with their starts, places of each name."""

    ids: memoryview
    rows: memoryview
    texts: memoryview
    names: memoryview
    name_starts: memoryview
    places: memoryview
    place_starts: memoryview

    @classmethod
    def of(cls, parts: Sections) -> "Table":
        """Return the table that the sections of a file make."""
        ids, rows, texts, names, name_starts, places, place_starts = parts
        numbers = (part.cast("I") for part in (ids, name_starts, places, place_starts))
        ids, name_starts, places, place_starts = numbers
        return cls(ids, rows, texts, names, name_starts, places, place_starts)

    def known(self, geonames_id: int) -> KnownPlace | None:
        """Return what is known of the place with an id."""
        index = bisect_left(self.ids, geonames_id)
        return self.place(index) if index < len(self.ids) and self.ids[index] == geonames_id else None

    def candidates(self, form: str) -> list[tuple[int, Match]]:
        """Return the row numbers of the places that a folded name may mean, each with how it bears it."""
        key, count = form.encode(), len(self.name_starts) - 1
        index = bisect_left(range(count), key, key=self._name)
        if index == count or self._name(index) != key:
            return []
        held = self.places[self.place_starts[index] : self.place_starts[index + 1]]
        return [(number >> 2, Match(number & 3)) for number in held]

    def place(self, index: int) -> KnownPlace:
        """Return the place of a row."""
        row = ROW.unpack_from(self.rows, index * ROW.size)
        country, subdivision, level, latitude, longitude, population, english, chinese = row
        somewhere = latitude != NOWHERE
        return KnownPlace(
            self.ids[index],
            country.decode(),
            subdivision.rstrip(b"\0").decode() or None,
            LEVELS[level],
            latitude / DEGREE if somewhere else None,
            longitude / DEGREE if somewhere else None,
            self._text(english) or "",
            self._text(chinese),
            population or None,
        )

    def _name(self, index: int) -> bytes:
        return bytes(self.names[self.name_starts[index] : self.name_starts[index + 1]])

    def _text(self, start: int) -> str | None:
        if not start:
            return None
        size = self.texts[start]
        return str(self.texts[start + 1 : start + 1 + size], "utf-8")


@cache
def table() -> Table:
    """Return the table, compiling it on first use; a broken cache file is made anew."""

    def compiled() -> Sections | tuple[bytes, ...]:
        from pipeline.gazetteer.tabulation import tabulated

        return tabulated()

    return Table.of(sections(folder() / "places.table", compiled))  # type: ignore[arg-type]


def known(geonames_id: int) -> KnownPlace | None:
    """Return what the gazetteer knows of the place with a GeoNames id, None if it has no such place.

    >>> place = known(2951839)
    >>> place.name_en, place.level, place.subdivision, place.name_zh
    ('Bavaria', 'admin1', 'DE-BY', '巴伐利亚')
    """
    return table().known(geonames_id)


@lru_cache(4096)
def candidates(name: str) -> tuple[Candidate, ...]:
    """Return every place that goes by a name in Latin letters or Chinese characters, by GeoNames id.

    Case, accents, hyphens, and traditional or simplified characters make no difference.

    >>> [one.place.country for one in candidates("lahti") if (one.place.population or 0) > 50_000]
    ['FI']
    """
    held = table()
    return tuple(Candidate(held.place(index), match) for index, match in held.candidates(folded(name)))


def folded(name: str) -> str:
    """Return a name as it is looked up.

    >>> folded("Saint-Étienne"), folded("Xi’an"), folded("廣島・市")
    ('saint etienne', 'xian', '广岛市')
    """
    if name.isascii():
        return " ".join(name.casefold().translate(_BETWEEN).split())
    plain = unicodedata.normalize("NFKC", name)
    if _HAN.search(plain):
        return simplified(plain).casefold().translate(_SIGNS)
    letters = unicodedata.normalize("NFKD", plain.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.translate(_BETWEEN).split())

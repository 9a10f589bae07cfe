"""The table of places by GeoNames id, and of the names that they go by, mapped from the user's cache.

Rows are sorted by id, names by the checksum of their folded form: both are found by bisection in the mapped
file, names in numbers that lie close together, so that little of it need be in memory.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

from corpus.kept import Sections, sections
from pipeline.gazetteer.cache import folder
from pipeline.gazetteer.rows import DEGREE, LEVELS, NOWHERE, ROW, Candidate, KnownPlace, Match, folded

_MATCHES = tuple(Match)


@dataclass(frozen=True)
class Table:
    """The mapped sections: ids, rows, texts of the rows, checksums of names, the names, places of each."""

    ids: memoryview
    rows: memoryview
    texts: memoryview
    checksums: memoryview
    names: memoryview
    name_starts: memoryview
    places: memoryview
    place_starts: memoryview

    @classmethod
    def of(cls, parts: Sections) -> "Table":
        """Return the table that the sections of a file make."""
        ids, rows, texts, checksums, names, name_starts, places, place_starts = parts
        numbers = (part.cast("I") for part in (ids, checksums, name_starts, places, place_starts))
        ids, checksums, name_starts, places, place_starts = numbers
        return cls(ids, rows, texts, checksums, names, name_starts, places, place_starts)

    def known(self, geonames_id: int) -> KnownPlace | None:
        """Return what is known of the place with an id."""
        index = bisect_left(self.ids, geonames_id)
        return self.place(index) if index < len(self.ids) and self.ids[index] == geonames_id else None

    def candidates(self, form: str) -> list[tuple[int, Match]]:
        """Return the row numbers of the places that a folded name may mean, each with how it bears it."""
        key = form.encode()
        checksum = crc32(key)
        index = bisect_left(self.checksums, checksum)
        while index < len(self.checksums) and self.checksums[index] == checksum:
            if self._name(index) == key:
                held = self.places[self.place_starts[index] : self.place_starts[index + 1]]
                return [(number >> 2, _MATCHES[number & 3]) for number in held]
            index += 1
        return []

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

"""The places that the lexicons name: what no library holds, or none under that name.

A line of the tables `places.known` and `places.also` is `name = "COUNTRY LEVEL"`, where more is needed with
the ISO 3166-2 code in place of the country (`"DE-NW admin1"`), or with GeoNames' name (`"KR city Pohang"`).
"""

from collections.abc import Iterator
from typing import NamedTuple

from models.records import PlaceLevel
from pipeline.gazetteer.rows import Candidate
from pipeline.gazetteer.units import countries
from pipeline.lexicon import words

# What a line may mean, the likeliest first: GeoNames has some cities as units only (`Yongin-si`).
_NEAR: dict[PlaceLevel, tuple[PlaceLevel, ...]] = {
    "country": ("country",),
    "admin1": ("admin1", "admin2"),
    "city": ("city", "admin2", "admin1"),
    "admin2": ("admin2", "city"),
    "district": ("district", "admin2", "city"),
}


class OwnPlace(NamedTuple):
    """A line of a lexicon; `iso_code` and `called` are None where the line leaves them out."""

    name: str
    country: str
    level: PlaceLevel
    iso_code: str | None
    called: str | None

    @property
    def looked_up(self) -> str:
        """The name that finds the place: GeoNames' name, the code of a subdivision, or the name itself."""
        code = self.iso_code if self.level == "admin1" else None
        return self.called or code or self.name


def own_places(language: str, table: str = "known") -> Iterator[OwnPlace]:
    """Yield the lines of the table `places.known` of a language, or of `places.also`."""
    for name, line in words(language, "places")[table].items():
        code, level, *called = line.split(maxsplit=2)
        yield OwnPlace(name, code[:2], level, code if "-" in code else None, called[0] if called else None)


def referred(own: OwnPlace, found: tuple[Candidate, ...]) -> int:
    """Return the id of the most populous place among `found` that is of the line's country and level."""
    if own.level == "country":
        return countries().get(own.country, 0)
    fit = [one for one in found if one.place.country == own.country and one.place.level in _NEAR[own.level]]
    named = [one for one in fit if own.iso_code is not None and one.place.subdivision == own.iso_code] or fit
    nearest = _NEAR[own.level].index
    best = min(named, key=lambda one: (nearest(one.place.level), -(one.place.population or 0)), default=None)
    return best.place.geonames_id if best else 0

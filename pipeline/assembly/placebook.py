"""Which mentions of places mean the same place, and what `our city` means."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache

from corpus.simplify import simplified
from pipeline.assembly.passages import ReadPassage
from pipeline.lexicon import words
from pipeline.linking import NamedPlace
from pipeline.mentions import Mention
from pipeline.places import PlaceReading
from pipeline.transliteration import ALIKE, likeness

_HAN = re.compile(r"[㐀-鿿]")
_PROVINCE = re.compile("省|province|state", re.IGNORECASE)
_CITY = re.compile(r" (?:city|municipality|municipal)$")

Keyed = tuple[Mention[PlaceReading], str | None]


class PlaceBook:
    """The places of one bulletin, each under a key that all its spellings share."""

    def __init__(self, home: PlaceReading | None, passages: Sequence[ReadPassage]) -> None:
        self._home = home
        # The passages live as long as their book, so that each is known by its identity.
        self._passages = passages
        self._abroad: dict[int, list[Keyed]] = {}
        self._readings = [
            mention.value
            for read in passages
            for mention in read.analysis.places
            if mention.value.role != "home"
        ]
        self._bare = dict(_bare_forms({_stem(name) for name in {one.name for one in self._readings}}))
        self._ids: dict[int, str] = {}
        for reading in self._readings:
            if reading.geonames_id and reading.geonames_id not in self._ids:
                self._ids[reading.geonames_id] = _joined(reading.name, self._bare)
        several = len({read.passage.language for read in passages}) > 1
        self._joined = self._bare | self._across_scripts() if several else self._bare
        self._keys: dict[tuple[str, int | None], str] = {}
        self._home_key = self.key(home) if home else None
        self.home = _named(home) if home else None

    def key(self, reading: PlaceReading) -> str | None:
        """Return the key of a place, None for `our city` in a bulletin whose home is unknown."""
        if reading.role == "home":
            settled = self._settled(reading)
            if settled is None or settled.role == "home":
                return None
            reading = settled
        asked = reading.name, reading.geonames_id
        key = self._keys.get(asked)
        if key is None:
            stem = _joined(reading.name, self._joined)
            known = self._ids.get(reading.geonames_id or 0, stem)
            key = self._keys[asked] = self._joined.get(known, known)
        return key

    def abroad(self, read: ReadPassage) -> list[Keyed]:
        """Return the places of a passage that lie abroad from home, countries left out, with their keys."""
        found = self._abroad.get(id(read))
        if found is None:
            found = self._abroad[id(read)] = [
                (place, self.key(place.value))
                for place in read.analysis.places
                if place.value.role == "place"
                and place.value.level != "country"
                and not read.analysis.is_home(place.value)
            ]
        return found

    def place(self, mention: Mention[PlaceReading], read: ReadPassage) -> NamedPlace | None:
        """Return a mentioned place under its printed name, None for a home that is unknown."""
        if mention.value.role == "home":
            settled = self._settled(mention.value)
            return _named(settled) if settled else None
        short = mention.rule == "places.short"
        printed = mention.value.name if short else read.printed(mention.start, mention.end)
        country = mention.value.country or self._countries.get(_joined(mention.value.name, self._joined))
        return NamedPlace(printed, country, mention.value.geonames_id)

    def home_key(self) -> str | None:
        """Return the key of the home place."""
        return self._home_key

    def _across_scripts(self) -> dict[str, str]:
        """Join the Chinese and the Latin name of one place: the same country, and alike in sound."""
        stems: dict[str, PlaceReading] = {}
        for reading in self._readings:
            if reading.level != "country" and reading.country:
                stems.setdefault(_joined(reading.name, self._bare), reading)
        chinese = [stem for stem in stems if _HAN.search(stem)]
        latin = [stem for stem in stems if not _HAN.search(stem)]
        scored = [
            (likeness(_bare(one), _bare(other)), one, other)
            for one in chinese
            for other in latin
            if stems[one].country == stems[other].country and not _same_id(stems[one], stems[other])
        ]
        joined: dict[str, str] = {}
        for score, one, other in sorted(scored, reverse=True):
            if score >= ALIKE and one not in joined.values() and other not in joined:
                joined[other] = one
        return joined

    def _settled(self, reading: PlaceReading) -> PlaceReading | None:
        """Say what `our city` or `我省` is: the home place, or its province where the home is no province."""
        if reading.role != "home":
            return reading
        of_province = _PROVINCE.search(reading.name)
        if of_province and self._home and self._home.level != "admin1" and self._province:
            return PlaceReading(self._province, "CN", None, "admin1")
        return self._home

    @cached_property
    def _province(self) -> str | None:
        """The province of China that the bulletin names most."""
        named = Counter(one.name for one in self._readings if one.level == "admin1" and one.country == "CN")
        return named.most_common(1)[0][0] if named else None

    @cached_property
    def _countries(self) -> dict[str, str]:
        """The country of each place that is printed or known for it most often."""
        counts: dict[str, Counter[str]] = {}
        for reading in self._readings:
            if reading.country:
                stem = _joined(reading.name, self._bare)
                counts.setdefault(stem, Counter())[reading.country] += 1
        return {stem: counter.most_common(1)[0][0] for stem, counter in counts.items()}


def _named(reading: PlaceReading) -> NamedPlace:
    return NamedPlace(reading.name, reading.country, reading.geonames_id)


def _same_id(one: PlaceReading, other: PlaceReading) -> bool:
    return one.geonames_id is not None and one.geonames_id == other.geonames_id


def _joined(name: str, joined: Mapping[str, str]) -> str:
    """Return the stem of a name, or what it is joined with."""
    stem = _stem(name)
    return joined.get(stem, stem)


def _bare(stem: str) -> str:
    """Return a stem without its kind: `莫斯科` for `莫斯科州`."""
    chinese = _HAN.search(stem) is not None
    return _without_kind(stem, "zh") or stem if chinese else _without_kind(stem, "en") or stem


@lru_cache(maxsize=4096)
def _without_kind(stem: str, language: str) -> str | None:
    match = _kinds(language).match(stem if language == "zh" else stem.title())
    return match[1] if match else None


@cache
def _kinds(language: str) -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, words(language, "places")["kinds"]), key=len, reverse=True))
    return re.compile(rf"(.{{2,}}?)(?:{kinds})$" if language == "zh" else rf"(.{{2,}}?)\s(?:{kinds})$")


@lru_cache(maxsize=4096)
def _stem(name: str) -> str:
    """Return a name for comparison: simplified, case folded, without `市` or `City`."""
    folded = simplified(name).casefold().replace("’", "'").strip()
    if len(folded) > 2 and folded.endswith("市"):
        return folded[:-1]
    return _CITY.sub("", folded)


def _bare_forms(stems: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the stems with a kind whose bare form stands too: `忠清北道`, `忠清北`; `kisii county`."""
    for stem in stems:
        for language in ("zh", "en"):
            bare = (_without_kind(stem, language) or "").casefold()
            if bare and bare in stems and bare != stem:
                yield stem, bare

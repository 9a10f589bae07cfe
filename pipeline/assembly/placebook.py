"""Which mentions of places mean the same place, and what `our city` means."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from corpus.simplify import simplified
from pipeline.assembly.passages import ReadPassage
from pipeline.lexicon import words
from pipeline.linking import NamedPlace
from pipeline.mentions import Mention
from pipeline.places import PlaceReading
from pipeline.transliteration import ALIKE, likeness

_HAN = re.compile(r"[㐀-鿿]")


class PlaceBook:
    """The places of one bulletin, each under a key that all its spellings share."""

    def __init__(self, home: PlaceReading | None, passages: Sequence[ReadPassage]) -> None:
        self._home = home
        readings = [m.value for read in passages for m in read.analysis.places if m.value.role != "home"]
        self._stems = {reading.name: _stem(reading.name) for reading in readings}
        self._joined = dict(_bare_forms(set(self._stems.values())))
        self._ids: dict[int, str] = {}
        for reading in readings:
            if reading.geonames_id:
                self._ids.setdefault(reading.geonames_id, self._stem_key(reading.name))
        self._countries = _countries(readings, self._stem_key)
        if len({read.passage.language for read in passages}) > 1:
            self._joined.update(self._across_scripts(readings))
        provinces = Counter(r.name for r in readings if r.level == "admin1" and r.country == "CN")
        self._province = provinces.most_common(1)[0][0] if provinces else None

    @property
    def home(self) -> NamedPlace | None:
        """The bulletin's own place."""
        return self._record(self._home) if self._home else None

    def key(self, reading: PlaceReading) -> str | None:
        """Return the key of a place, None for `our city` in a bulletin whose home is unknown."""
        reading = self._settled(reading) or reading
        if reading.role == "home":
            return None
        stem = self._stem_key(reading.name)
        known = self._ids.get(reading.geonames_id or 0, stem)
        return self._joined.get(known, known)

    def place(self, mention: Mention[PlaceReading], read: ReadPassage) -> NamedPlace | None:
        """Return a mentioned place under its printed name, None for a home that is unknown."""
        if mention.value.role == "home":
            settled = self._settled(mention.value)
            return self._record(settled) if settled else None
        short = mention.rule == "places.short"
        printed = mention.value.name if short else read.printed(mention.start, mention.end)
        country = mention.value.country or self._countries.get(self._stem_key(mention.value.name))
        return NamedPlace(printed, country, mention.value.geonames_id)

    def home_key(self) -> str | None:
        """Return the key of the home place."""
        return self.key(self._home) if self._home else None

    def _across_scripts(self, readings: Sequence[PlaceReading]) -> dict[str, str]:
        """Join the Chinese and the Latin name of one place: the same country, and alike in sound."""
        stems: dict[str, PlaceReading] = {}
        for reading in readings:
            if reading.level != "country" and reading.country:
                stems.setdefault(self._stem_key(reading.name), reading)
        chinese = [stem for stem in stems if _HAN.search(stem)]
        latin = [stem for stem in stems if not _HAN.search(stem)]
        scored = [
            (likeness(_bare(one), _bare(other)), one, other)
            for one in chinese
            for other in latin
            if stems[one].country == stems[other].country and not self._same_id(stems[one], stems[other])
        ]
        joined: dict[str, str] = {}
        for score, one, other in sorted(scored, reverse=True):
            if score >= ALIKE and one not in joined.values() and other not in joined:
                joined[other] = one
        return joined

    def _same_id(self, one: PlaceReading, other: PlaceReading) -> bool:
        return one.geonames_id is not None and one.geonames_id == other.geonames_id

    def _settled(self, reading: PlaceReading) -> PlaceReading | None:
        """Say what `our city` or `我省` is: the home place, or its province where the home is no province."""
        if reading.role != "home":
            return reading
        of_province = re.search(r"省|province|state", reading.name, re.IGNORECASE)
        if of_province and self._home and self._home.level != "admin1" and self._province:
            return PlaceReading(self._province, "CN", None, "admin1")
        return self._home

    def _stem_key(self, name: str) -> str:
        stem = self._stems.get(name) or _stem(name)
        return self._joined.get(stem, stem)

    def _record(self, reading: PlaceReading) -> NamedPlace:
        return NamedPlace(reading.name, reading.country, reading.geonames_id)


def _bare(stem: str) -> str:
    """Return a stem without its kind: `莫斯科` for `莫斯科州`."""
    chinese = _HAN.search(stem) is not None
    match = _kinds("zh" if chinese else "en").match(stem if chinese else stem.title())
    return match[1] if match else stem


@cache
def _kinds(language: str) -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, words(language, "places")["kinds"]), key=len, reverse=True))
    return re.compile(rf"(.{{2,}}?)(?:{kinds})$" if language == "zh" else rf"(.{{2,}}?)\s(?:{kinds})$")


def _stem(name: str) -> str:
    """Return a name for comparison: simplified, case folded, without `市` or `City`."""
    folded = simplified(name).casefold().replace("’", "'").strip()
    if len(folded) > 2 and folded.endswith("市"):
        return folded[:-1]
    return re.sub(r" (?:city|municipality|municipal)$", "", folded)


def _bare_forms(stems: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the stems with a kind whose bare form stands too: `忠清北道`, `忠清北`; `kisii county`."""
    for stem in stems:
        for language in ("zh", "en"):
            match = _kinds(language).match(stem if language == "zh" else stem.title())
            bare = match[1].casefold() if match else None
            if bare and bare in stems and bare != stem:
                yield stem, bare


def _countries(readings: Sequence[PlaceReading], key: Callable[[str], str]) -> dict[str, str]:
    """Return for each place the country that is printed or known for it most often."""
    counts: dict[str, Counter[str]] = {}
    for reading in readings:
        if reading.country:
            counts.setdefault(key(reading.name), Counter())[reading.country] += 1
    return {stem: counter.most_common(1)[0][0] for stem, counter in counts.items()}

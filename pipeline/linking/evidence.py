"""What the bulletin says of each of its places: names, countries, regions, kinds, all mentions together."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.analysis import Analysis
from pipeline.linking.kinds import Levels, has_han, kind_beside, printed
from pipeline.mentions import Mention
from pipeline.places import PlaceReading

Key = Callable[[PlaceReading], str | None]


@dataclass(slots=True)
class Evidence:
    """What is printed of one place: how often each name, country, region, and as what it was read.

    `kinds` counts the levels that kinds leave it, by name, where they are printed beside the name.
    """

    names: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    read_as: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[Levels]] = field(default_factory=dict)

    def levels(self, name: str) -> Levels:
        """Return the levels that the kind of a name leaves, of its own or of other mentions if all agree."""
        if own := printed(name).levels or self._beside(name):
            return own
        all_: set[Levels] = {levels for other in self.names if (levels := printed(other).levels)}
        all_ |= {levels for counter in self.kinds.values() for levels in counter}
        return all_.pop() if len(all_) == 1 else ()

    def _beside(self, name: str) -> Levels:
        counted = self.kinds.get(name)
        return counted.most_common(1)[0][0] if counted and len(counted) == 1 else ()

    def other_script(self, name: str) -> list[str]:
        """Return the names of the place that are written in the other script."""
        return [other for other in self.names if has_han(other) != has_han(name)]

    def is_country(self) -> bool:
        """Tell whether the place was read as a country, sooner than as anything else."""
        return bool(self.read_as) and self.read_as.most_common(1)[0][0] == "country"


@dataclass(slots=True)
class Told:
    """All that the bulletin tells of places: each by its key, and the countries and regions that it names."""

    places: dict[str, Evidence] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    regions: set[tuple[str | None, str]] = field(default_factory=set)


def gathered(analyses: Sequence[Analysis], key_of: Key) -> Told:
    """Return what the mentions of all passages tell, by the keys of the place book."""
    told = Told()
    for analysis, mention in _mentions(analyses):
        value = mention.value
        _note_surroundings(told, value)
        key = key_of(value)
        if key is None or value.role == "organisation":
            continue
        one = told.places.setdefault(key, Evidence())
        one.names[value.name] += 1
        one.read_as[value.level] += 1
        if value.told and value.country:
            one.told[value.country] += 1
        if value.region:
            one.regions[value.region] += 1
        if analysis.language == "en":
            levels = kind_beside(analysis.text, mention.start, mention.end)
            if levels and not printed(value.name).levels:
                one.kinds.setdefault(value.name, Counter())[levels] += 1
    return told


def _mentions(analyses: Sequence[Analysis]) -> Iterator[tuple[Analysis, Mention[PlaceReading]]]:
    for analysis in analyses:
        for mention in analysis.places:
            if mention.value.role != "home":
                yield analysis, mention


def _note_surroundings(told: Told, value: PlaceReading) -> None:
    if value.country and (value.told or value.level == "country"):
        told.countries[value.country] += 1
    if value.region:
        told.regions.add((value.country, value.region))
    elif value.level == "admin1":
        # The country of what is called `Punjab` is no more than a guess, where it is not told.
        told.regions.add((value.country if value.told else None, value.name))

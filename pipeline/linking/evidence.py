"""What the bulletin says of each of its places: names, countries, regions, kinds, all mentions together."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.analysis import Analysis
from pipeline.linking.kinds import Levels, has_han, kind_beside, printed
from pipeline.places import PlaceReading

Key = Callable[[PlaceReading], str | None]


@dataclass(slots=True)
class Evidence:
    """What is printed of one place: its names and countries; how often each region, and as what it was read.

    `kinds` counts the levels that kinds leave it, by name, where they are printed beside the name.
    """

    names: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    regions: dict[str, int] = field(default_factory=dict)
    read_as: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, Counter[Levels]] = field(default_factory=dict)

    def take(self, value: PlaceReading) -> None:
        """Take note of what a mention of the place says."""
        self.names.add(value.name)
        self.read_as[value.level] = self.read_as.get(value.level, 0) + 1
        if value.told and value.country:
            self.told.add(value.country)
        if value.region:
            self.regions[value.region] = self.regions.get(value.region, 0) + 1

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
        return bool(self.read_as) and _commonest(self.read_as) == "country"

    def region(self) -> str | None:
        """Return the region that is printed beside the place most often."""
        return _commonest(self.regions) if self.regions else None


def _commonest(counted: Mapping[str, int]) -> str:
    return max(counted, key=lambda name: counted[name])


@dataclass(slots=True)
class Told:
    """All that the bulletin tells of places: each by its key, and the countries and regions that it names."""

    places: dict[str, Evidence] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    regions: set[tuple[str | None, str]] = field(default_factory=set)


def gathered(analyses: Sequence[Analysis], key_of: Key) -> Told:
    """Return what the mentions of all passages tell, by the keys of the place book."""
    told = Told()
    for analysis in analyses:
        for mention in analysis.places:
            value = mention.value
            if value.role == "home":
                continue
            _note_surroundings(told, value)
            key = key_of(value)
            if key is None or value.role == "organisation":
                continue
            one = told.places.get(key)
            if one is None:
                one = told.places[key] = Evidence()
            one.take(value)
            if analysis.language == "en":
                levels = kind_beside(analysis.text, mention.start, mention.end)
                if levels and not printed(value.name).levels:
                    one.kinds.setdefault(value.name, Counter())[levels] += 1
    return told


def _note_surroundings(told: Told, value: PlaceReading) -> None:
    if value.country and (value.told or value.level == "country"):
        told.countries.add(value.country)
    if value.region:
        told.regions.add((value.country, value.region))
    elif value.level == "admin1":
        # The country of what is called `Punjab` is no more than a guess, where it is not told.
        told.regions.add((value.country if value.told else None, value.name))

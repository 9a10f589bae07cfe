"""Places that a sentence lists together: `A and B`, `A、B和C`, `A与B`, each with its country and date between."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.analysis import Analysis, within
from pipeline.lexicon import alternatives, words
from pipeline.mentions import Mention
from pipeline.places import PlaceReading

Place = Mention[PlaceReading]


# What joins a place of the home side with one abroad; a mere comma does not.
_CROSS = re.compile(r"(?i)\b(?:and|with|to)\b|[&/–—‐-]|[与和同跟及、]")


@dataclass(frozen=True, slots=True)
class PlaceList:
    """Neighbouring places of a sentence, those of the home side apart from those abroad."""

    home: tuple[Place, ...]
    abroad: tuple[Place, ...]

    @property
    def start(self) -> int:
        """Where the first place starts."""
        return min(place.start for place in self.home + self.abroad)

    @property
    def end(self) -> int:
        """Where the last place ends."""
        return max(place.end for place in self.home + self.abroad)

    @property
    def mixed(self) -> bool:
        """Tell whether the list crosses a border, as `A与B` does."""
        return bool(self.home and self.abroad)


@cache
def _connector(language: str) -> re.Pattern[str]:
    joins = alternatives(words(language, "pairs")["connectors"])
    return re.compile(rf"(?:[\s,，、;；:：()（）“”\"‘’'/&·|~—–-]|(?i:{joins}))*")


@cache
def _new_list(language: str) -> re.Pattern[str]:
    return re.compile(words(language, "pairs")["list_break"])


def place_lists(analysis: Analysis, start: int, end: int) -> list[PlaceList]:
    """Return the lists of places in [start, end), in order; countries and parts of organisations are left out."""
    places = [mention for mention in within(analysis.places, start, end) if may_pair(mention.value)]
    lists: list[list[Place]] = []
    for place in places:
        if lists and _joined(analysis, lists[-1][-1], place):
            lists[-1].append(place)
        else:
            lists.append([place])
    return [_sided(analysis, members) for members in lists]


def may_pair(place: PlaceReading) -> bool:
    """Tell whether a place can be one of a pair: a city, district, province or state, or `our city`."""
    return place.role == "home" or (place.role == "place" and place.level != "country")


def _sided(analysis: Analysis, members: Sequence[Place]) -> PlaceList:
    home = tuple(member for member in members if analysis.is_home(member.value))
    if not home and len(members) > 1 and _third_parties(analysis, members):
        home = (members[0],)
    return PlaceList(home, tuple(member for member in members if member not in home))


def _third_parties(analysis: Analysis, members: Sequence[Place]) -> bool:
    """Tell whether two places abroad are told as a pair of their own: `between Nakuru and North Carolina`."""
    first, second = members[0], members[1]
    before = analysis.text[max(0, first.start - 12) : first.start]
    countries = (first.value.country, second.value.country)
    return (
        bool(re.search(r"(?i)\bbetween (?:the )?$", before))
        and None not in countries
        and len(set(countries)) == 2
    )


def _joined(analysis: Analysis, one: Place, other: Place) -> bool:
    """Tell whether nothing but connectors, dates, notes in brackets and wider places stands between two places."""
    gap = analysis.text[one.end : other.start]
    if len(gap) > 120 or "\n" in gap or _new_list(analysis.language).search(gap):
        return False
    blanks = [m for m in within(analysis.places, one.end, other.start) if m.value.role == "qualifier"]
    blanks_and_dates = [*blanks, *within(analysis.dates, one.end, other.start)]
    for mention in sorted(blanks_and_dates, key=lambda m: -m.start):
        left, right = mention.start - one.end, mention.end - one.end
        gap = gap[:left] + " " + gap[right:]
    gap = re.sub(r"[(（][^()（）]{0,40}[)）]", " ", gap)
    if analysis.is_home(one.value) != analysis.is_home(other.value) and not _CROSS.search(gap):
        return False
    return _connector(analysis.language).fullmatch(gap) is not None

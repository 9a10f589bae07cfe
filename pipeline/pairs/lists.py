"""Places that a sentence lists together: `A and B`, `A、B和C`, with countries and dates between."""

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.analysis import Analysis, within
from pipeline.lexicon import alternatives, words
from pipeline.pairs.reading import Place
from pipeline.pairs.wording import pattern
from pipeline.places import PlaceReading

# What joins a place of the home side with one abroad; a mere comma does not.
_CROSS = re.compile(r"(?i)\b(?:and|with|to)\b|[&/–—‐-]|[与和同跟及、]")

_NOTE = re.compile(r"[(（][^()（）]{0,40}[)）]")


class PlaceList(NamedTuple):
    """Neighbouring places of a sentence, those of the home side apart from those abroad; each in order."""

    home: tuple[Place, ...]
    abroad: tuple[Place, ...]
    # Where the first place starts and the last one ends.
    start: int
    end: int

    @property
    def mixed(self) -> bool:
        """Tell whether the list crosses a border, as `A与B` does."""
        return bool(self.home and self.abroad)

    def pairs(self, respectively: bool) -> Iterator[tuple[Place, Place]]:
        """Yield each place abroad with the place of the home side that it goes with.

        `甲与A、乙与B` and `A与甲、B与乙` pair neighbours; `甲、乙分别与A、B` pairs the first with the first;
        otherwise a place abroad goes with the home place before it.
        """
        members = sorted(self.home + self.abroad, key=lambda place: place.start)
        couples = list(zip(members[::2], members[1::2], strict=False))
        if len(self.home) == len(self.abroad) and all(
            (a in self.home) != (b in self.home) for a, b in couples
        ):
            yield from ((a, b) if a in self.home else (b, a) for a, b in couples)
            return
        apart = self.home[-1].end <= self.abroad[0].start or self.abroad[-1].end <= self.home[0].start
        if respectively and apart and len(self.home) == len(self.abroad):
            yield from zip(self.home, self.abroad, strict=True)
            return
        for other in self.abroad:
            before = [place for place in self.home if place.end <= other.start]
            yield (before[-1] if before else self.home[0]), other


def list_of(home: Sequence[Place], abroad: Sequence[Place]) -> PlaceList:
    """Return the list of some places, not none, those of the home side and those abroad each in order."""
    one, other = home or abroad, abroad or home
    start, end = one[0].start, one[-1].end
    if other is not one:
        start, end = min(start, other[0].start), max(end, other[-1].end)
    return PlaceList(tuple(home), tuple(abroad), start, end)


@cache
def _connector(language: str) -> re.Pattern[str]:
    joins = alternatives(words(language, "pairs")["connectors"])
    return re.compile(rf"(?:[\s,，、;；:：()（）“”\"‘’'/&·|~—–-]|(?i:{joins}))*")


def place_lists(analysis: Analysis, places: Sequence[Place]) -> list[PlaceList]:
    """Return the lists among the places of a sentence, without countries, organisations and asides."""
    lists: list[list[Place]] = []
    for place in places:
        if not _counts(analysis, place):
            continue
        if lists and _joined(analysis, lists[-1], place):
            lists[-1].append(place)
        else:
            lists.append([place])
    sided: list[PlaceList] = []
    for members in lists:
        group = _sided(analysis, members)
        # `Jena is twinned with Lugoj and Erlangen`: the partner in the own country is no home place.
        if group.mixed and any(other.home for other in sided) and _partners_of_one(analysis, members):
            group = list_of((), group.abroad)
        sided.append(group)
    aside = pattern(analysis.language, "aside_list")
    return [group for group in sided if not aside.match(analysis.text, group.end)]


def without_places(analysis: Analysis, start: int, end: int) -> str:
    """Return the text without the countries and wider places in it, which part nothing."""
    gap = analysis.text[start:end]
    for wider in reversed(within(analysis.places, start, end)):
        if not may_pair(wider.value):
            gap = gap[: wider.start - start] + gap[wider.end - start :]
    return gap


def may_pair(place: PlaceReading) -> bool:
    """Tell whether a place can be one of a pair: a city, district, province or state, or `our city`."""
    return place.role == "home" or (place.role == "place" and place.level != "country")


def _counts(analysis: Analysis, place: Place) -> bool:
    """Tell whether a place is named for itself, not to say where another lies or what it was called."""
    if not may_pair(place.value) or pattern(analysis.language, "nameless").fullmatch(place.value.name):
        return False
    text, language = analysis.text, analysis.language
    if pattern(language, "aside_before").search(text[max(0, place.start - 40) : place.start]):
        return False
    if language == "en" and _tells_where(analysis, place):
        return False
    within_it = place.value.level == "admin1" and pattern(language, "sister_within").search(
        text[max(0, place.start - 24) : place.start]
    )
    if within_it:
        return False
    match = pattern(language, "aside_after").match(text, place.end)
    if match is None:
        return True
    if match.lastgroup != "owner":
        return False
    # `Incheon's Jung-gu`: the owner is aside where what it owns is a place.
    owned = within(analysis.places, match.end(), match.end() + 40)
    return not (owned and owned[0].start == match.end())


def _tells_where(analysis: Analysis, place: Place) -> bool:
    """Tell whether a place follows one that lies in it: `Torbay (England)`, `A, B County, Ohio`."""
    text = analysis.text
    before = within(analysis.places, max(0, place.start - 60), place.start)
    if not before or not may_pair(before[-1].value) or analysis.is_home(before[-1].value):
        return False
    one = before[-1]
    gap = text[one.end : place.start]
    if gap == " (" and text[place.end : place.end + 1] == ")":
        return place.value.level == "admin1" and one.value.level != "admin1"
    if one.value.country not in (None, place.value.country):
        return False
    county = place.value.name.endswith((" County", " District", " Region", " Prefecture", " Province"))
    return gap == ", " and county and re.match(r", [A-Z]", text[place.end : place.end + 3]) is not None


def _sided(analysis: Analysis, members: list[Place]) -> PlaceList:
    home: list[Place] = []
    abroad: list[Place] = []
    for member in members:
        (home if analysis.is_home(member.value) else abroad).append(member)
    if len(members) == 1:
        return list_of(home, abroad)
    if home and _led_by_with(analysis, members):
        return list_of((), abroad)
    if not home and _third_parties(analysis, members):
        return list_of(members[:1], members[1:])
    return list_of(home, abroad)


def _led_by_with(analysis: Analysis, members: Sequence[Place]) -> bool:
    """Tell whether all are partners of one place: in `with A, B and C` a later one may be domestic."""
    if len(members) < 3 or not _follows_with(analysis, members[0]):
        return False
    between = analysis.text[members[0].end : members[1].start]
    return pattern(analysis.language, "led_by").search(between) is None


def _partners_of_one(analysis: Analysis, members: Sequence[Place]) -> bool:
    """Tell whether a list is behind `with` and joined by no more than commas and `and`."""
    gaps = [without_places(analysis, one.end, two.start) for one, two in itertools.pairwise(members)]
    between = pattern(analysis.language, "led_by")
    return _follows_with(analysis, members[0]) and not any(between.search(gap) for gap in gaps)


def _follows_with(analysis: Analysis, place: Place) -> bool:
    """Tell whether a place abroad is named as a partner: `with A`, `与日本A`."""
    if analysis.is_home(place.value):
        return False
    return pattern(analysis.language, "led_by").search(leading_words(analysis, place.start, 20)) is not None


def leading_words(analysis: Analysis, position: int, reach: int) -> str:
    """Return the `reach` characters before a position without the names of places in them."""
    start = max(0, position - reach)
    before = analysis.text[start:position]
    for place in within(analysis.places, start, position):
        before = before.replace(analysis.text[place.start : place.end], "")
    return before


def _third_parties(analysis: Analysis, members: Sequence[Place]) -> bool:
    """Tell whether two places abroad are told as a pair of their own: `between Nakuru and North Carolina`."""
    first, second = members[0], members[1]
    before = analysis.text[max(0, first.start - 12) : first.start]
    countries = (first.value.country, second.value.country)
    hyphened = re.fullmatch(r"\s?[-–—]\s?", analysis.text[first.end : second.start])
    return (
        bool(hyphened or re.search(r"(?i)\bbetween (?:the )?$", before))
        and None not in countries
        and len(set(countries)) == 2
    )


def _joined(analysis: Analysis, members: Sequence[Place], other: Place) -> bool:
    """Tell whether nothing but connectors, dates, notes in brackets and wider places parts two places."""
    one = members[-1]
    gap = analysis.text[one.end : other.start]
    if len(gap) > 120:
        return False
    # What stands between two places that count are countries, provinces and asides.
    aside = pattern(analysis.language, "aside_after")
    dates = within(analysis.dates, one.end, other.start)
    blanks = [(m.start, m.end) for m in dates]
    for mention in within(analysis.places, one.end, other.start):
        if mention.value.role != "organisation":
            tail = aside.match(analysis.text, mention.end, other.start)
            blanks.append((mention.start, tail.end() if tail else mention.end))
    for start, end in sorted(blanks, reverse=True):
        gap = gap[: start - one.end] + " " + gap[end - one.end :]
    gap = _NOTE.sub(" ", gap)
    gap = pattern(analysis.language, "relative_clause").replaced(gap, ",")
    if pattern(analysis.language, "list_break").search(gap):
        return False
    crosses = analysis.is_home(one.value) != analysis.is_home(other.value)
    if crosses and (";" in gap or "；" in gap):
        return False
    if crosses and not _CROSS.search(gap) and (dates or not _follows_with(analysis, members[0])):
        return False
    return _connector(analysis.language).fullmatch(gap) is not None


def owner_of(lists: Sequence[PlaceList]) -> Place | None:
    """Return the one home place that a heading names: `Sister cities of Jiujiang`."""
    homes = [place for group in lists for place in group.home]
    return homes[0] if len(homes) == 1 else None

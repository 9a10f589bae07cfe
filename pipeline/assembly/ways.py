"""Where a group comes from and goes to: what its tellings print, and what else the text implies."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from corpus.frozen import dataclass
from corpus.late import late
from pipeline.analysis import CHINESE, within
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.people import People
from pipeline.assembly.placebook import PlaceBook
from pipeline.delegations import GroupReading
from pipeline.delegations.reading import Place as PlaceMention
from pipeline.delegations.wording import pattern
from pipeline.linking import NamedPlace
from pipeline.mentions import Mention
from pipeline.people import PersonReading
from pipeline.people.pinyin import is_chinese_name

# How far back, in characters, the place abroad may have been named that a group goes to or comes from,
# and how far on the cities of a country that it goes to.
_NEAR, _STOPS = 500, 700


@dataclass(frozen=True, slots=True)
class Told:
    """A mention of a group, with its passage and that passage's number."""

    number: int
    read: ReadPassage
    mention: Mention[GroupReading]

    @property
    def group(self) -> GroupReading:
        """What the mention says."""
        return self.mention.value


class Ways:
    """The places at both ends of a bulletin's journeys."""

    def __init__(self, passages: Sequence[ReadPassage], book: PlaceBook, people: People) -> None:
        self._book = book
        self._people = people
        self._passages = passages

    def of(self, items: Sequence[Told]) -> tuple[list[NamedPlace], list[NamedPlace]]:
        """Return where the group comes from and goes to; the side left out is home, or the place abroad."""
        role = items[0].group.role
        origin = self._records([(item, place) for item in items for place in item.group.origin])
        destination = self._records(
            [(item, place) for item in items for place in (*item.group.destination, *self._stops(item))]
        )
        home = [self._book.home] if self._book.home else []
        here = self._local(items[0]) or home
        if role == "attendance":
            return [], destination or self._with_company(items[0]) or here
        if role == "total" and any(item.group.mutual for item in items):
            both = origin if len(origin) > 1 else [*home, *self._abroad(items[0])]
            return both, both
        outbound = self._outbound(items)
        if role == "total" and outbound is not None:  # a yearbook's sum is over many partners
            return origin or (home if outbound else []), destination or ([] if outbound else home)
        if outbound is not None:
            abroad = self._abroad(items[0]) if not origin or not destination else []
            origin = origin or (home if outbound else self._held_by_leader(items) or abroad)
            destination = destination or (abroad if outbound else here)
        if role == "total":
            return origin, destination
        return origin, [place for place in destination if place not in origin]

    def _outbound(self, items: Sequence[Told]) -> bool | None:
        """Tell whether the group leaves the home side: by its sentence, else by who leads it."""
        told = next((item.group.outbound for item in items if item.group.outbound is not None), None)
        if told is not None:
            return told
        for item, place in self._offices_of_leaders(items):
            return item.read.analysis.is_home(place.value)
        home = self._book.home
        if not home or not home.country:
            return None
        for item in items:
            for leader in item.group.leaders:
                chinese = _is_chinese(leader.value.name)
                if chinese is not None:
                    return chinese == (home.country in CHINESE)
                # `副市长贺敏带着一个6人小组登门`: an office without a place is one at home.
                if leader.value.titles and not leader.value.of and home.country in CHINESE:
                    return True
        return None

    def _local(self, item: Told) -> list[NamedPlace]:
        """Return the city of a province whose bulletin it is, as the paragraph named it last."""
        analysis, stop = item.read.analysis, item.mention.end
        home = analysis.setting.home
        if home is None or home.level != "admin1":
            return []
        line = analysis.text.rfind("\n", 0, stop) + 1
        cities = [
            place
            for place in within(analysis.places, line, stop)
            if place.value.role == "place"
            and place.value.level not in ("country", "admin1")
            and place.value.country == home.country
        ]
        return self._records([(item, cities[-1])]) if cities else []

    def _held_by_leader(self, items: Sequence[Told]) -> list[NamedPlace]:
        """Return the place abroad where the leader is in office, as another sentence tells."""
        abroad = [
            (item, place)
            for item, place in self._offices_of_leaders(items)
            if not item.read.analysis.is_home(place.value)
        ]
        return self._records(abroad[:1])

    def _offices_of_leaders(self, items: Sequence[Told]) -> list[tuple[Told, PlaceMention]]:
        return [
            (Told(number, read, item.mention), place)
            for item in items
            for leader in item.group.leaders
            for number, read, place in self._held(item.number, leader)
        ]

    def _held(
        self, number: int, leader: Mention[PersonReading]
    ) -> Sequence[tuple[int, ReadPassage, PlaceMention]]:
        person = self._people.number(number, leader)
        return () if person is None else self._offices.get(person, ())

    @cached_property
    def _offices(self) -> dict[int, list[tuple[int, ReadPassage, PlaceMention]]]:
        """For each person the places, countries left out, that the person's offices belong to."""
        offices: dict[int, list[tuple[int, ReadPassage, PlaceMention]]] = {}
        for number, read in enumerate(self._passages):
            for mention in read.analysis.people:
                person = self._people.number(number, mention)
                if person is None:
                    continue
                for start, end in mention.value.of_spans:
                    for place in within(read.analysis.places, start, end + 1):
                        if place.value.level != "country" and place.value.role != "qualifier":
                            offices.setdefault(person, []).append((number, read, place))
        return offices

    @cached_property
    def _partner(self) -> tuple[ReadPassage, PlaceMention] | None:
        """The place abroad that the bulletin names most, where that is half of all it names."""
        named = [(key, read, place) for read in self._passages for place, key in self._book.abroad(read)]
        counts = Counter(key for key, _, _ in named)
        if not counts:
            return None
        top, times = counts.most_common(1)[0]
        first = next((read, place) for key, read, place in named if key == top)
        return first if times >= 3 and 2 * times >= counts.total() else None

    def _abroad(self, item: Told) -> list[NamedPlace]:
        """Return the place abroad that the group has to do with: the one this is about, or the last named."""
        if self._partner is not None:
            read, place = self._partner
            return self._records([(Told(item.number, read, item.mention), place)])
        stop = item.mention.end
        for place, _ in reversed(self._book.abroad(item.read)):
            if max(0, stop - _NEAR) <= place.start and place.end <= stop:
                return self._records([(item, place)])
        return []

    def _with_company(self, item: Told) -> list[NamedPlace]:
        """Return where the group goes that plays to the crowd: `toured Cyprus and sang before 2,000`."""
        analysis = item.read.analysis
        start, end = analysis.sentence_of(item.mention.start)
        for other in within(analysis.groups, start, end):
            if other.value.role == "delegation" and other.value.destination:
                return self._records([(item, place) for place in other.value.destination])
        return []

    def _stops(self, item: Told) -> list[PlaceMention]:
        """Return the cities of the country a group goes to, as the rest of the paragraph tells them."""
        group, analysis = item.group, item.read.analysis
        countries = {place.value.country for place in group.destination if place.value.level == "country"}
        if group.role != "delegation" or not countries or len(countries) < len(group.destination):
            return []
        line = analysis.text.find("\n", item.mention.end)
        stop = min(line if line >= 0 else len(analysis.text), item.mention.end + _STOPS)
        further = [other.start for other in analysis.groups if other.start > item.mention.end]
        stop = min([stop, *further[:1]])
        lead = pattern(analysis.language, "stop_lead")
        return [
            place
            for place in within(analysis.places, item.mention.end, stop)
            if place.value.role == "place"
            and place.value.level != "country"
            and place.value.country in countries
            and lead.search(analysis.text[max(0, place.start - 16) : place.start])
        ]

    def _records(self, mentions: Sequence[tuple[Told, PlaceMention]]) -> list[NamedPlace]:
        """Return the places once each, without the countries where a city in each of them is named."""
        if not mentions:
            return []
        countries = {mention.value.country for _, mention in mentions if mention.value.level == "country"}
        cities = {mention.value.country for _, mention in mentions if mention.value.level != "country"}
        told_by_city = countries <= cities
        found: dict[str, NamedPlace] = {}
        for item, mention in mentions:
            if mention.value.level == "country" and told_by_city:
                continue
            place, key = (
                self._book.place(mention, item.read),
                self._book.key(mention.value) or self._book.home_key(),
            )
            if place and key:
                found.setdefault(key, place)
        return list(found.values())


_is_han: Callable[[str], re.Match[str] | None] = late(r"[㐀-鿿]").search


def _is_chinese(name: str) -> bool | None:
    """Tell a Chinese name from a foreign one, None where it may be either (`金山`)."""
    if _is_han(name):
        return False if "·" in name else None
    tokens = name.split()
    return is_chinese_name(tokens) if len(tokens) > 1 else None

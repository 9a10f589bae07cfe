"""Where a bulletin lies and which countries it tells of: what settles whose money an ambiguous sign means."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.late import late
from corpus.literals import Literals, folded
from pipeline.mentions import Mention, beginning
from pipeline.places import PlaceReading

# Every bulletin of the genre names China: its places tell nothing of whose money is meant.
CHINESE = frozenset({"CN", "TW", "HK", "MO"})
# `…harbour.In May` has no address in it: it begins as one, or ends with two known parts.
_BODIES = ("com", "gov", "govt", "co", "org", "net", "edu", "ac", "council")
_SITE = late(
    r"(?i)(?<![a-z0-9.-])(?:(?:https?://|www\.)(?:[a-z0-9-]{1,60}\.){1,4}"
    rf"|(?:[a-z0-9-]{{1,60}}\.){{1,3}}(?:{'|'.join(_BODIES)})\.)(?P<country>[a-z]{{2}})(?![a-z0-9-])"
)
_IN_SITES = Literals(["://", "www.", *(f".{body}." for body in _BODIES)])
_OF_SITES = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
# What three parts of an address before a known one have at most.
_BEFORE = 3 * 61
_SAMPLE = 60_000
_MONEY = late(r"\s?(?:[$＄]|dollar)")
Places = Sequence[Mention[PlaceReading]]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The country of a bulletin's home (ISO 3166-1 alpha-2), and those of its other places.

    `sure` tells that the home is told or all but certain; `named` counts the mentions of places in each
    country outside China, `sites` the web addresses under each country's domain.
    """

    home: str | None = None
    sure: bool = True
    named: Mapping[str, int] = field(default_factory=dict)
    sites: Mapping[str, int] = field(default_factory=dict)

    def mostly(self, countries: Mapping[str, str], *, least: int = 1) -> str | None:
        """Return what most places say: a value of `countries`, twice as often as any other, else the sites'.

        >>> dollars = {"AU": "AUD", "US": "USD"}
        >>> Whereabouts(named={"AU": 4, "US": 2, "DE": 9}).mostly(dollars)
        'AUD'
        >>> Whereabouts(named={"AU": 3, "US": 2}).mostly(dollars) is None
        True
        """
        return _clear(self.named, countries, least) or _clear(self.sites, countries, 1)


def _clear(counted: Mapping[str, int], countries: Mapping[str, str], least: int) -> str | None:
    votes: Counter[str] = Counter()
    for country, count in counted.items():
        if country in countries:
            votes[countries[country]] += count
    first = votes.most_common(2)
    if not first or first[0][1] < least or (len(first) > 1 and first[0][1] < 2 * first[1][1]):
        return None
    return first[0][0]


def whereabouts(
    home: str | None, text: str, parts: Iterable[tuple[str, Places]], *, sure: bool
) -> Whereabouts:
    """Return the whereabouts of a bulletin: home country, text as given, parts with their places."""
    named: Counter[str] = Counter()
    for part, places in parts:
        for mention in places:
            country = mention.value.country
            if country and country not in CHINESE and counts(part, mention):
                named[country] += 1
    return Whereabouts(home, sure, named, Counter(sites(text[:_SAMPLE])))


def sites(text: str) -> Iterator[str]:
    """Yield the country's domain of each web address that has one.

    >>> list(sites("See www.deyang.gov.cn, HTTP://Lahti.fi and mail@city.govt.nz. Done.In May"))
    ['CN', 'FI', 'NZ']
    """
    if "." not in text:
        return
    small, end = folded(text), 0
    for hit, *_ in sorted(_IN_SITES.find_all(small)):
        # Before an address stands nothing of which it could be a part.
        start = hit
        while start > max(0, hit - _BEFORE) and small[start - 1] in _OF_SITES:
            start -= 1
        if start >= end and (match := _SITE.match(text, start)):
            yield match["country"].upper()
            end = match.end()


def counts(text: str, mention: Mention[PlaceReading]) -> bool:
    """Tell whether a mention names a place of its own: not `Charles` in a school's, nor `US` in `US$`."""
    if mention.value.role != "place":
        return False
    return mention.value.level != "country" or _MONEY.match(text, mention.end) is None


def beside(text: str, places: Places, countries: Container[str], start: int, end: int) -> set[str]:
    """Return those of `countries` that the places in [start, end) lie in; `places` must be in order."""
    found = beginning(places, start, end)
    return {
        mention.value.country
        for mention in found
        if mention.value.country and mention.value.country in countries and counts(text, mention)
    }


def tells_of_china(places: Places, start: int, end: int) -> bool:
    """Tell whether anything of China is named in [start, end), a firm or an office too."""
    return any(mention.value.country in CHINESE for mention in beginning(places, start, end))

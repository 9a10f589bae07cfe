"""The places that may be partners of the home place, each with what is said around it, as numbers."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import log1p

from pipeline.analysis import CHINESE
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.placebook import PlaceBook
from pipeline.lexicon import words
from pipeline.mentions import Mention, PassageLanguage
from pipeline.patterns.anchored import anchored
from pipeline.patterns.headed import HeadedSet
from pipeline.places import PlaceReading

SIGNS = tuple(words("en", "likely"))
TIES = ("sister", "twin")
# In a mention's sentence, within 50 characters, in the 200 characters before its sentence.
_WINDOWS = ("sentence", "near", "before")
_REACH, _NEAR, _BEFORE = 250, 50, 200
_SHORT = 80
NAMES = (
    *(f"{window}_{sign}" for window in _WINDOWS for sign in SIGNS),
    "home_in_sentence", "home_and_tie", "tie_of_two", "tie_in_list", "year_in_sentence", "year_after",
    "line_start",
    "short_line", "entry", "the_two", "count", "share", "relative", "only", "few", "many", "title",
    "title_tie", "ties_told", "foremost", "density", "unknown", "region", "chinese", "home_chinese", "zh",
    "country_told", "untold_abroad",
)  # fmt: skip
_YEAR = anchored(r"\b(?:19|20)\d\d(?!\d)|[一二][〇零○一二三四五六七八九]{3}年")
_YEAR_AFTER = anchored(r".{0,25}[(（,，]?\s*(?:19|20)\d\d")


@dataclass(slots=True)
class Partner:
    """A place abroad from the home place, its mentions with their passages, and its features by name."""

    key: str
    country: str | None
    mentions: list[tuple[ReadPassage, Mention[PlaceReading]]]
    features: dict[str, float] = field(default_factory=dict)

    def vector(self) -> list[float]:
        """Return the features in the order of `NAMES`."""
        return [self.features.get(name, 0.0) for name in NAMES]


class Surroundings:
    """Where the signs and the places stand in one passage, found once for all that is asked of it."""

    def __init__(self, read: ReadPassage, book: PlaceBook) -> None:
        self.analysis = read.analysis
        signs, text = patterns(self.analysis.language), self.analysis.text
        found = sorted(
            (match.start(), sign)
            for sign in signs.beginning(text, 0, len(text))
            for match in signs[sign].matches(text)
        )
        self._starts = [start for start, _ in found]
        self._signs = [sign for _, sign in found]
        self._book = book

    def within(self, start: int, end: int) -> set[str]:
        """Return the signs that begin in [start, end)."""
        first = bisect_left(self._starts, start)
        return set(self._signs[first : bisect_left(self._starts, end, first)])

    def ties(self) -> int:
        """Return how often the words of a tie stand in the passage."""
        return sum(self._signs.count(sign) for sign in TIES)

    def places(self, start: int, end: int) -> tuple[int, bool]:
        """Return how many places other than countries begin in [start, end), and whether home is one."""
        first = bisect_left(self._places, start)
        last = bisect_left(self._places, end, first)
        return last - first, True in self._homes[first:last]

    @cached_property
    def _named(self) -> list[Mention[PlaceReading]]:
        places = self.analysis.places
        return [one for one in places if one.value.level != "country" and one.value.role != "qualifier"]

    @cached_property
    def _places(self) -> list[int]:
        return [place.start for place in self._named]

    @cached_property
    def _homes(self) -> list[bool]:
        book, home = self._book, self._book.home_key()
        return [place.value.role == "home" or book.key(place.value) == home for place in self._named]


@cache
def patterns(language: PassageLanguage) -> HeadedSet:
    """Return the pattern of each sign."""
    case = "(?i)" if language == "en" else ""
    return HeadedSet({sign: case + pattern for sign, pattern in words(language, "likely").items()})


def partners(
    title: str | None, passages: Sequence[ReadPassage], book: PlaceBook, paired: Collection[str] = ()
) -> list[Partner]:
    """Return the places abroad from the home place that the bulletin names, with their features.

    Those `paired`, by their keys, are left out.
    """
    home = book.home
    if home is None:
        return []
    found = _abroad(passages, book, home.country)
    asked = [one for one in found if one.key not in paired]
    if not asked:
        return []
    around = {id(read): Surroundings(read, book) for read in passages}
    ties = sum(one.ties() for one in around.values())
    total = sum(len(one.mentions) for one in found)
    told = {
        place.value.country
        for read in passages
        for place in read.analysis.places
        if place.value.level == "country"
    }
    most = max(len(one.mentions) for one in found)
    title_tie = float(_speaks_of_ties(title))
    for one in asked:
        for read, mention in one.mentions:
            _read_around(one, mention, around[id(read)])
        count = len(one.mentions)
        one.features |= {
            "count": log1p(count),
            "share": count / total,
            "relative": count / most,
            "only": float(len(found) == 1),
            "few": float(len(found) <= 3),
            "many": float(len(found) >= 12),
            "title": float(_in_title(one, title)),
            "title_tie": title_tie,
            "ties_told": log1p(ties),
            "foremost": count / most * (ties > 0),
            "density": count / most * log1p(ties),
            "unknown": float(one.country is None),
            "region": float(one.mentions[0][1].value.level == "admin1"),
            "chinese": float(one.country in CHINESE),
            "home_chinese": float(home.country in CHINESE),
            "country_told": float(one.country in told),
            "untold_abroad": float(one.country not in told and home.country not in CHINESE),
            "zh": float(one.mentions[0][0].analysis.language == "zh"),
        }
    return asked


def _abroad(passages: Sequence[ReadPassage], book: PlaceBook, home_country: str | None) -> list[Partner]:
    mentions: dict[str, list[tuple[ReadPassage, Mention[PlaceReading]]]] = {}
    for read in passages:
        for mention in read.analysis.places:
            key = book.key(mention.value)
            if key and mention.value.role == "place" and mention.value.level != "country":
                mentions.setdefault(key, []).append((read, mention))
    found = []
    for key, items in mentions.items():
        countries = [mention.value.country for _, mention in items if mention.value.country]
        country = _commonest(countries)
        one_side = country == home_country or {country, home_country} <= CHINESE
        guessed = country is None and items[0][0].analysis.is_home(items[0][1].value)
        if key != book.home_key() and not (country and one_side) and not guessed:
            found.append(Partner(key, country, items))
    return found


def _commonest(countries: Sequence[str]) -> str | None:
    if len(set(countries)) < 2:
        return countries[0] if countries else None
    return Counter(countries).most_common(1)[0][0]


def _read_around(one: Partner, mention: Mention[PlaceReading], around: Surroundings) -> None:
    """Take note of what stands around one mention."""
    text = around.analysis.text
    start, end = around.analysis.sentence_of(mention.start)
    start, end = max(start, mention.start - _REACH), min(end, mention.end + _REACH)
    told = around.within(start, end)
    # The windows in their order.
    signs = (
        told,
        around.within(max(start, mention.start - _NEAR), min(end, mention.end + _NEAR)) if told else told,
        around.within(max(0, start - _BEFORE), start),
    )
    places, home = around.places(start, end)
    tie = not told.isdisjoint(TIES)
    line = text.rfind("\n", 0, mention.start) + 1
    stop = text.find("\n", mention.end)
    printed = text[line : stop if stop >= 0 else len(text)][: _SHORT + 1]
    leads, short = mention.start - line < 6, len(printed) <= _SHORT
    facts = {
        "home_in_sentence": home,
        "home_and_tie": home and tie,
        "tie_of_two": tie and places <= 2,
        "tie_in_list": tie and places >= 4,
        "year_in_sentence": _YEAR.search(text, start, end) is not None,
        "year_after": _year_after(text, mention.end, mention.end + 40),
        "line_start": leads,
        "short_line": short,
        "entry": leads and short and _YEAR.search(printed) is not None,
        "the_two": "two" in told,
    }
    features = one.features
    for window, found in zip(_WINDOWS, signs, strict=True):
        for sign in found:
            features[f"{window}_{sign}"] = 1.0
    for name, holds in facts.items():
        if holds:
            features[name] = 1.0


def _year_after(text: str, start: int, end: int) -> bool:
    return _YEAR_AFTER.may_match(text, start, end) and _YEAR_AFTER.match(text, start, end) is not None


def _in_title(one: Partner, title: str | None) -> bool:
    folded = (title or "").casefold()
    return any(mention.value.name.casefold() in folded for _, mention in one.mentions)


def _speaks_of_ties(title: str | None) -> bool:
    languages: tuple[PassageLanguage, ...] = ("en", "zh")
    return any(patterns(language)[sign].plain.search(title or "") for language in languages for sign in TIES)

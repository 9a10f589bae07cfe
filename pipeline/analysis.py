"""What the components of the pipeline know of one passage: its text, its setting, and all their mentions."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from pipeline.lexicon import words
from pipeline.mentions import Mention, PassageLanguage
from pipeline.mentions import beginning as beginning
from pipeline.mentions import within as within
from pipeline.places import PlaceReading
from pipeline.sentences import Bounds, sentence_at, split_sentences
from pipeline.whereabouts import CHINESE as CHINESE
from pipeline.whereabouts import Whereabouts

if TYPE_CHECKING:
    from pipeline.dates import DateReading, Told
    from pipeline.delegations.reading import GroupReading
    from pipeline.money import AmountValue
    from pipeline.pairs.reading import TieReading
    from pipeline.pairs.tallies import TotalReading
    from pipeline.people import PersonReading

# Names of which it is kept how they look: a bulletin asks of each of its places many times.
_NAMES_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Setting:
    """What a passage is read against: when and where it was published, and what was told before it.

    `where` tells the countries of its home and its places.
    """

    published: dt.date | None = None
    home: PlaceReading | None = None
    told: "Told | None" = None
    where: Whereabouts = field(default_factory=Whereabouts)


@dataclass
class Analysis:
    """The mentions of one passage, each kind in the order of the text; offsets are the passage's own."""

    text: str
    language: PassageLanguage
    setting: Setting = field(default_factory=Setting)
    # All that reads as a place, before dates and people are known: read ahead, to find the home place.
    read_ahead: Sequence[Mention[PlaceReading]] | None = None
    dates: "Sequence[Mention[DateReading]]" = ()
    amounts: "Sequence[Mention[AmountValue]]" = ()
    places: Sequence[Mention[PlaceReading]] = ()
    people: "Sequence[Mention[PersonReading]]" = ()
    ties: "Sequence[Mention[TieReading]]" = ()
    totals: "Sequence[Mention[TotalReading]]" = ()
    groups: "Sequence[Mention[GroupReading]]" = ()

    @cached_property
    def sentences(self) -> list[Bounds]:
        """The bounds of the sentences, in order."""
        return split_sentences(self.text, self.language)

    def sentence_of(self, position: int) -> Bounds:
        """Return the bounds of the sentence that holds `position`."""
        return self.sentences[sentence_at(self.sentences, position)] if self.sentences else (0, 0)

    def is_home(self, place: PlaceReading) -> bool:
        """Tell whether the place lies on the home side: where the bulletin comes from, or in China."""
        if place.role == "home":
            return True
        home = self.setting.home
        if home and not home.country and home.name.isascii() and not looks_chinese(home.name):
            return place.name == home.name
        country = home.country if home and home.country else "CN"
        lies_in = place.country or self._guessed(place)
        return lies_in == country or (lies_in in CHINESE and country in CHINESE)

    def _guessed(self, place: PlaceReading) -> str | None:
        """Guess the country of a place that no list holds by the look of its name."""
        if self.language == "en":
            return "CN" if looks_chinese(place.name) else None
        foreign = place.name.endswith(("省", "道")) or sounds_foreign(place.name)  # China's are all listed
        return "CN" if place.level == "district" and not foreign else None


@lru_cache(_NAMES_KEPT)
def sounds_foreign(name: str) -> bool:
    """Tell whether a Chinese name is written with the characters for foreign sounds throughout.

    >>> sounds_foreign("拉赫蒂市"), sounds_foreign("漳浦县")
    (True, False)
    """
    stem = name[:-1] if name[-1] in "市县州省区郡町" else name
    return len(stem) >= 3 and _foreign_sounds().issuperset(stem)


@lru_cache(_NAMES_KEPT)
def looks_chinese(name: str) -> bool:
    """Tell whether a Latin name is spelt in pinyin throughout, as places that no list holds often are.

    >>> looks_chinese("Dongchong"), looks_chinese("Nan'an City"), looks_chinese("Konin")
    (True, True, False)
    """
    kind, pinyin = _pinyin_patterns()
    return pinyin.fullmatch(kind.sub("", name).lower()) is not None


@cache
def _foreign_sounds() -> frozenset[str]:
    return frozenset(words("zh", "names")["transliteration"] + words("zh", "places")["transliteration"])


@cache
def _pinyin_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a kind at a name's end looks like, and a name in pinyin."""
    table = words("en", "places")
    kinds = "|".join(table["kinds"])
    return re.compile(rf"\s(?:{kinds})$"), re.compile(rf"(?:(?:{table['pinyin']})['’]?){{1,4}}")

"""What surrounds an English place name: persons, organisations, headlines, cities named like a country."""

import re
from functools import cache, lru_cache

from corpus.late import late
from pipeline.lexicon import alternatives, words
from pipeline.patterns.endings import Endings
from pipeline.places.english_unknown import NAME, WORD, word_set
from pipeline.places.reading import Hit

_CITY_LIKE = late(
    rf"(?:[Mm]ayor|[Cc]ity|[Tt]own) of ({NAME})"
    rf"|\b({NAME})(?:,| is)? (?:a|the) (?:\w+ )?(?:city|town) (?:of|in)\b"
)
# Persons: a smaller town named like a country is not meant by `a tourist city of China`.
_TOWN = 20_000
_FOLLOWING = late(rf" ({WORD})")
_LAST_WORD = late(rf"({WORD}) $")
_WORDS = late(r"[^\W\d_]{2,}")
_STATE_OF = late(r"\b(?:[Ss]tate|[Pp]rovince) of (?:the )?$")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = words("en", "places")
    organisations = alternatives(table["organisations"])
    patterns = {
        "organisation": (
            r"(?!\s(?:City|Town) Hall\b)(?:’s|'s)?\s"
            rf"(?:[A-Z][\w’'-]*\s){{0,3}}(?:{organisations})\b"
        ),
        "organisation_of": rf"\b(?:{organisations}) of (?:the )?$",
        "title": rf"\b(?:{alternatives(table['before_persons'])})\.?\s$",
    }
    return re.compile(patterns[name])


@cache
def _titles() -> Endings:
    return Endings(words("en", "places")["before_persons"])


def in_context(text: str, hit: Hit) -> Hit | None:
    """Drop persons (`Mayor Jackson`), mark organisations (`Bank of Nanjing`, `Nanjing University`)."""
    if hit.role == "qualifier":
        return hit
    before = text[max(0, hit.start - 60) : hit.start]
    if not hit.is_country and _titles().may_end(before) and _pattern("title").search(before):
        return None
    follower = None
    if text.startswith(" ", hit.end) and not "a" <= text[hit.end + 1 : hit.end + 2] <= "z":
        follower = _FOLLOWING.match(text, hit.end, hit.end + 40)
    if hit.country and hit.region is None and follower:  # `Hannover Germany`: its own country
        return hit
    in_organisation = (
        _ends_a_name(hit, before)
        or _begins_organisation(text, hit.end)
        or _of_organisation(before)
        or (follower and not _continues(text, hit.end, follower[1]))
    )
    return hit._replace(role="organisation") if in_organisation else hit


@cache
def _organisation_initials() -> frozenset[str]:
    return frozenset(name[0] for name in words("en", "places")["organisations"])


def _begins_organisation(text: str, end: int) -> bool:
    """Tell whether an organisation is called after the place that ends at `end`: `Nanjing University`."""
    blank = end + 2 if text.startswith(("’s", "'s"), end) else end
    following = text[blank + 1 : blank + 2]
    if not text[blank : blank + 1].isspace() or not (
        "A" <= following <= "Z" or following in _organisation_initials()
    ):
        return False
    return _pattern("organisation").match(text, end) is not None


@cache
def _organisations() -> Endings:
    return Endings(words("en", "places")["organisations"])


def _of_organisation(before: str) -> bool:
    """Tell whether an organisation is said to be of the place that follows: `Bank of Nanjing`."""
    bare = before.rstrip()
    if not bare.endswith((" of", " of the")):
        return False
    name = bare.removesuffix(" the").removesuffix(" of")
    return _organisations().may_end(name) and _pattern("organisation_of").search(before) is not None


def _ends_a_name(hit: Hit, before: str) -> bool:
    """Tell whether a capitalised word before a place makes it the end of another name: `Hotel Lahti`."""
    if hit.is_country or hit.rule not in ("gazetteer", "again"):
        return False
    word = before.rstrip().rfind(" ") + 1
    last = before[word:]
    previous = None if last.islower() and last.isascii() else _LAST_WORD.search(before, word)
    if previous is None or previous[1].endswith(("’s", "'s")):
        return False
    return previous[1] not in word_set("starts") and previous[1] not in word_set("not_names")


def _continues(text: str, end: int, follower: str) -> bool:
    """Tell whether a capitalised word that follows leaves the place a place: a title, a group, a headline."""
    if follower in word_set("followers") or follower in word_set("not_names"):
        return True
    return _headline(text, end)


def _headline(text: str, position: int) -> bool:
    """Tell whether the line is printed in capitals throughout, so that capitals show nothing."""
    start, stop = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    return _in_capitals(text[start : min(start + 300, stop if stop >= 0 else len(text))])


# A line with several places is asked for several times.
@lru_cache(4)
def _in_capitals(line: str) -> bool:
    words_of_line = _WORDS.findall(line)
    capitals = sum(word[0].isupper() for word in words_of_line)
    return len(words_of_line) >= 4 and capitals >= 0.6 * len(words_of_line)


def city_named_like_a_country(text: str, hit: Hit) -> Hit:
    """Read `Armenia` as a city where the text speaks of its mayor, `state of Georgia` as a state."""
    if not hit.is_country or hit.role == "qualifier":
        return hit
    smaller = tuple(sense for sense in hit.senses if sense.level != "country")
    before = text[max(0, hit.start - 20) : hit.start]
    if smaller and before.rstrip().endswith((" of", " the")) and _STATE_OF.search(before):
        return hit._replace(senses=smaller)
    if any(sense.population >= _TOWN for sense in smaller) and _as_city(text, text[hit.start : hit.end]):
        return hit._replace(senses=smaller, rule="city")
    return hit


def _as_city(text: str, name: str) -> bool:
    """Tell whether the text speaks of the mayor of a city of that name, or calls it one."""
    led = any(f"{office} of {name}" in text for office in ("ayor", "ity", "own"))
    called = any(f"{name}{gap} {article} " in text for gap in ("", ",", " is") for article in ("a", "the"))
    return (led or called) and any(name in match.groups() for match in _CITY_LIKE.finditer(text))

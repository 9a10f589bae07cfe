"""The wordings that tell on which side of a tie a page was written, and whose offices speak in it."""

import re
from collections.abc import Iterable
from functools import cache
from re import Pattern

from pipeline.lexicon import alternatives, words
from pipeline.patterns.anchored import Anchored, anchored
from pipeline.patterns.headed import Headed, HeadedSet

_POSSESSIVE = "(?:’s|'s)"
_OWNING = ("has", "have", "had", "is", "was", "became")


def stands_before(name: str, turned: str) -> bool:
    """Tell whether a wording ends right before a place; `turned` is what stands there, its last letter first.

    So it is tried at one place, and not at each of many letters before.

    >>> stands_before("going", "they flew to "[::-1]), stands_before("going", "they flew from here "[::-1])
    (True, False)
    """
    return _turned(name).match(turned) is not None


def any_stands_before(turned: str) -> bool:
    """Tell whether any of the wordings may end right before a place: most stand in a sentence without one."""
    if turned[:1] not in ("", " ", "\n"):
        return False
    last = turned[1:3]
    if turned[:1] == " " and last.isascii() and last[:1] not in ".!?" and last.lower() not in _last_letters():
        return False
    return _any_turned().match(turned) is not None


@cache
def _last_letters() -> frozenset[str]:
    """Return the last two letters, turned round and small, of what may end a blank before a place."""
    tables = words("en", "home")
    listed = (phrase for name in ("kinds", "bodies_of", "going", "with", "here") for phrase in tables[name])
    return frozenset(phrase[:-3:-1].lower() for phrase in ("of", "the", "mayor", "from", *listed))


def may_be_followed(after: str) -> bool:
    """Tell whether any of the signs `…_after` may stand behind a place: most places have none there.

    >>> may_be_followed(" District Council"), may_be_followed(", and so on")
    (True, False)
    """
    return after[1:3] in _first_letters() if after[:1] == " " else after[:1] in ("’", "'")


@cache
def _first_letters() -> frozenset[str]:
    tables = words("en", "home")
    listed = (phrase for name in ("kinds", "bodies", "officials") for phrase in tables[name])
    return frozenset(phrase[:2] for phrase in (*_OWNING, *listed))


@cache
def _any_turned() -> Pattern[str]:
    patterns = (pattern.removeprefix("(?i)") for pattern in _turned_patterns().values())
    return re.compile(f"(?i)(?:{'|'.join(patterns)})")


@cache
def _turned(name: str) -> Pattern[str]:
    return re.compile(_turned_patterns()[name])


@cache
def _turned_patterns() -> dict[str, str]:
    table: dict[str, list[str]] = words("en", "home")
    kinds = _backwards(table["kinds"])
    going, guests = _backwards(table["going"]), _backwards(table["guests"])
    # `the `, `the City of `, behind one of the wordings.
    of = rf"\n?(?: fo (?i:{kinds}))?(?: eht)?"
    return {
        "own": rf"{of} (?:{_backwards(table['bodies_of'])})",
        "mayor": rf"(?i){of} fo royam",
        "going": rf"(?i){of} (?:(?:{going})\b|morf (?:{guests}))",
        "with": rf"(?i){of} (?:{_backwards(table['with'])})\b",
        "here": rf"(?i)\n? (?:{_backwards(table['here'])})\b",
        "subject": rf"{of}(?:\Z| [.!?]|\n)",
        "city_of": rf"(?i)\n? fo (?:{kinds})\b",
    }


def _backwards(phrases: Iterable[str]) -> str:
    return alternatives(phrase[::-1] for phrase in phrases)


@cache
def sign(name: str) -> Pattern[str]:
    """Return the pattern of a sign; `…_after` is matched behind a place.

    >>> bool(sign("own_after").match(" District Council"))
    True
    """
    table = {key: alternatives(phrases) for key, phrases in words("en", "home").items()}
    kinds, bodies, offices, ties = table["kinds"], table["bodies"], table["officials"], table["ties"]
    return re.compile(
        {
            "style": rf"(?i)^(?:the )?(?:{kinds}) of |[ -](?:{kinds})$",
            "own_after": rf"{_POSSESSIVE}?(?: (?:{kinds}))* (?:{bodies})",
            "mayor_after": rf"{_POSSESSIVE}? (?:{offices})\b",
            "owner_after": (
                rf"(?:{_POSSESSIVE}|[’']) (?:\w+ ){{0,2}}(?:{ties})\b"
                rf"| (?:{alternatives(_OWNING)}) (?:\w+ ){{0,4}}(?:{ties})\b"
            ),
        }[name]
    )


@cache
def council() -> Anchored:
    """Return how a council is named: `Fermanagh and Omagh District Council`."""
    kinds = alternatives(words("en", "home")["kinds"])
    return anchored(
        r"\b((?!The\b|A\b|Our\b|This\b)[A-Z][\w’'-]+(?: (?:and |& |upon |on |of )?[A-Z][\w’'-]+){0,3}) "
        rf"(?:{kinds}) (?:Council|COUNCIL)\b"
    )


@cache
def wordings() -> HeadedSet:
    """Return the wordings that are counted all over a page, by name.

    >>> len(wordings()["us"].matches("We met us, our friends."))
    3
    """
    table = {key: alternatives(phrases) for key, phrases in words("en", "home").items()}
    kinds = table["kinds"]
    return HeadedSet(
        {
            "us": rf"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b(?! (?:{kinds}))",
            "our_city": rf"(?i)\bour (?:{kinds})\b",
            "words_abroad": rf"(?i)\b(?:{table['words_abroad']})\b",
            "outside": (
                rf"\bChinese (?:{table['ties']}|{table['guests']})"
                rf"|\b(?:from|across|in|to) China\b(?!{_POSSESSIVE})|, China\b|\bthe Chinese\b"
            ),
        }
    )


@cache
def chinese_site() -> Headed:
    """Return by what a page of a Chinese site is told."""
    return HeadedSet({"site": rf"(?i){alternatives(words('en', 'home')['chinese_sites'])}"})["site"]

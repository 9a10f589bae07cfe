"""What pages print about their site: links, menus, notices, footers; and which of it a line may hold."""

import re
from collections.abc import Set
from functools import cache

from corpus.literals import Literals, folded
from corpus.phrases import Phrases
from corpus.words import words

_NONE: frozenset[str] = frozenset()


@cache
def site_words(name: str) -> Phrases:
    """Return a list of such phrases: `navigation`, `notices`, `related`, `menu`, `menu_core`, `footer`."""
    return Phrases(_lists()[name], flags=re.I if name == "notices" else 0)


def lists_in(text: str) -> Set[str]:
    """Return the names of the lists of which a line may hold a phrase, after one pass over it.

    >>> sorted(lists_in("of your  Browser")), sorted(lists_in("Bonn"))
    (['notices'], [])
    """
    phrases, names = _by_phrase()
    hits = phrases.find_all(" ".join(folded(text).split()))
    return _NONE.union(*(names[number] for _, _, number in hits)) if hits else _NONE


@cache
def _lists() -> dict[str, list[str]]:
    navigation = words("navigation")
    return {
        "navigation": navigation["anywhere"],
        "notices": navigation["notices"],
        "related": navigation["related"],
        "menu": [*navigation["menu"], *navigation["menu_core"]],
        "menu_core": navigation["menu_core"],
        "footer": words("footer")["anywhere"],
    }


@cache
def _by_phrase() -> tuple[Literals, list[set[str]]]:
    names: dict[str, set[str]] = {}
    for name, phrases in _lists().items():
        for phrase in phrases:
            names.setdefault(phrase.lower(), set()).add(name)
    return Literals(names), list(names.values())

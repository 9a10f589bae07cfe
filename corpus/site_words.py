"""What pages print about their site: links, menus, notices, footers; and which of it a line may hold."""

import re
from collections.abc import Sequence, Set
from functools import cache

from corpus.late import late
from corpus.literals import Literals, folded
from corpus.phrases import Phrases
from corpus.words import words

_NONE: frozenset[str] = frozenset()
# All blanks but a plain one and a new line.
_OTHER_BLANK = late("[\t\x0b-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


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


def lists_by_line(text: str, lines: Sequence[tuple[int, int]]) -> list[Set[str]]:
    r"""Return what `lists_in` says of each line [start, end) of a page, after one pass over the page.

    >>> [sorted(lists) for lists in lists_by_line("Bonn\nof your Browser", [(0, 4), (5, 20)])]
    [[], ['notices']]
    """
    if _OTHER_BLANK.search(text):
        return [lists_in(text[start:end]) for start, end in lines]
    found: list[Set[str]] = [_NONE] * len(lines)
    phrases, names = _by_phrase()
    line = 0
    for start, end, number in phrases.find_all(folded(text)):
        while lines[line][1] < end:
            line += 1
        if lines[line][0] <= start:
            found[line] |= names[number]
    if "  " in text:
        for line, (start, end) in enumerate(lines):
            if text.find("  ", start, end) >= 0:
                found[line] = lists_in(text[start:end])
    return found


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

"""What stands right before a place: phrases met from their last letter backwards, in one try."""

import re
from collections.abc import Iterable
from re import Pattern

from corpus.literals import folded
from pipeline.lexicon import alternatives


def backwards(text: str, place: int, reach: int) -> str:
    """Return what stands before a place, so many characters at most, folded and the nearest first.

    >>> backwards("In May", 3, 2)
    ' n'
    """
    return folded(text[max(0, place - reach) : place])[::-1]


def phrases_before(phrases: Iterable[str], gap: str = r"\s+") -> Pattern[str]:
    r"""Return the pattern of phrases and the gap behind them, to be matched against `backwards`.

    >>> phrases_before(["as of", "in"]).match(backwards("As  of 2015", 7, 20))["phrase"][::-1]
    'as  of'
    """
    turned = alternatives(phrase.lower()[::-1] for phrase in phrases)
    return re.compile(rf"{gap}(?P<phrase>{turned})(?!\w)")


# A gap that may hold an article: `since the 1990s`.
ARTICLE = r"(?:\s+eht)?"

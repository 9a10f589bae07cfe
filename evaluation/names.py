"""Forms of names and of words that are compared: script, case, width and blanks do not matter."""

import re
import unicodedata

from corpus.simplify import simplified

_HAN = re.compile(r"[㐀-鿿]")
_LATIN_WORD = re.compile(r"[^\W\d_]+")


def normal(name: str) -> str:
    """Return a name for comparison: NFKC, simplified, case folded, without blanks and dots between parts.

    >>> normal("Ｚｄｅｎěｋ  Hřib") == normal("zdeněk hřib"), normal("彼得·羅德納斯")
    (True, '彼得罗德纳斯')
    """
    folded = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return "".join(c for c in simplified(folded) if not c.isspace() and c not in "·•・‧")


def words(phrase: str) -> frozenset[str]:
    """Return what a phrase is made of: its words, and for Chinese its pairs of neighbouring characters.

    >>> sorted(words("economic and trade")), sorted(words("经贸合作"))
    (['economic', 'trade'], ['合作', '经贸', '贸合'])
    """
    folded = simplified(unicodedata.normalize("NFKC", phrase).casefold())
    han = "".join(_HAN.findall(folded))
    latin = (word for word in _LATIN_WORD.findall(_HAN.sub(" ", folded)) if word not in _EMPTY)
    return frozenset([*latin, *(han[i : i + 2] for i in range(max(1, len(han) - 1)) if han)])


_EMPTY = frozenset({"and", "of", "the", "a", "an", "for", "in", "on"})

"""What is known of Chinese characters and words: surnames, function words, and jieba's dictionary."""

import math
import re
from functools import cache

from pipeline.lexicon import words

# Without 丶, which stands for the sign of lists.
HAN = r"[\u3400-\u4dbf\u4e00-\u4e35\u4e37-\u9fff々〇]"
DOT = r"[·•・‧∙．˙⋅]"
_HAN = re.compile(HAN)


@cache
def frequencies() -> dict[str, int]:
    """Return how often the words of jieba's dictionary occur (jieba is loaded on the first call)."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    table: dict[str, int] = jieba.dt.FREQ
    return table


@cache
def tagged() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the words that jieba's dictionary marks as persons, places, and verbs or function words."""
    import jieba
    from babel import Locale

    persons, places, verbs = set(), set(Locale("zh").territories.values()), set()
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode("utf-8").split()
            if tag.startswith("nr"):
                persons.add(word)
            elif tag == "ns" and len(word) > 1:
                places.add(word)
            elif tag[0] in "vdpctru":
                verbs.add(word)
    return frozenset(persons - places), frozenset(places), frozenset(verbs)


@cache
def countries() -> frozenset[str]:
    """Return the Chinese names of countries."""
    from babel import Locale

    return frozenset(str(name) for code, name in Locale("zh").territories.items() if len(code) == 2)


@cache
def given_weights() -> dict[str, float]:
    """Return the characters that are commoner, or much rarer, in given names than in other words.

    The weights are positive for the characters of names, negative for the others; rare characters have none.
    """
    from jieba.posseg.prob_emit import P

    told: dict[str, int] = {}
    for word, count in frequencies().items():
        for char in word if count else ():
            told[char] = told.get(char, 0) + count
    weights = {}
    for char, count in told.items():
        sure = max(-13.0, *(P[place, "nr"].get(char, -13.0) for place in "ME"))
        ratio = sure + 16 - math.log(count + 300)
        if ratio >= -1:
            weights[char] = 0.2
        elif ratio <= -4.1 and count > 20_000:
            weights[char] = -0.8
    return weights


@cache
def given_names() -> frozenset[str]:
    """Return the given names of two characters in the names that jieba's dictionary holds."""
    return frozenset(
        word[1:] for word in tagged()[0] if len(word) == 3 and word[0] in characters("common_surnames")
    )


def known_place(word: str) -> bool:
    """Tell whether a word is a country or marked as a place in jieba's dictionary."""
    return word in tagged()[1]


@cache
def characters(table: str) -> frozenset[str]:
    """Return the characters that a table of the lexicon of names lists."""
    return frozenset("".join(words("zh", "names")[table].split()))


@cache
def japanese_surnames() -> frozenset[str]:
    """Return the Japanese surnames that the lexicon lists."""
    return frozenset(words("zh", "names")["japanese_surnames"].split())


@cache
def listed(table: str) -> frozenset[str]:
    """Return the words of a table of the lexicon of names."""
    return frozenset(words("zh", "names")[table])


def is_han(text: str, at: int) -> bool:
    """Tell whether a Chinese character stands at `at`."""
    return 0 <= at < len(text) and bool(_HAN.match(text[at]))


def is_surname(char: str) -> bool:
    """Tell whether a character is a common surname."""
    return char in characters("common_surnames")


def japanese_surname(name: str) -> str | None:
    """Return the Japanese surname of two or three characters that a longer name begins with.

    >>> japanese_surname("黑须隆一"), japanese_surname("赵辉")
    ('黑须', None)
    """
    return next((name[:cut] for cut in (3, 2) if name[:cut] in japanese_surnames() and len(name) > cut), None)

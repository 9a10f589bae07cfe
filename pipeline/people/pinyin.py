"""Chinese names in Latin letters: which tokens may be one, and which Chinese name they spell."""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from corpus.sounds import plain_readings, sounds
from pipeline.lexicon import words

_MOST_READINGS = 24
_SYLLABLE = r"(?:[bpmfdtnlgkhjqxrzcswy]|[zcs]h)?[aeiouvü]+(?:ng|n|r)?"
_GIVEN = re.compile(rf"{_SYLLABLE}(?:{_SYLLABLE})?")


@lru_cache(maxsize=4096)
def letters(name: str) -> str:
    """Return the plain small letters of a name: no marks, hyphens, apostrophes, blanks; `ü` is `v`.

    >>> letters("Lü Zhi-chéng")
    'lvzhicheng'
    """
    marked = name.casefold().replace("ü", "v").replace("lyu", "lv").replace("nyu", "nv")
    if marked.isascii() and marked.isalpha():
        return marked
    plain = unicodedata.normalize("NFKD", marked)
    return "".join(char for char in plain if char.isalpha() and char.isascii())


@cache
def _surnames() -> frozenset[str]:
    names = words("zh", "names")
    single = "".join(names["common_surnames"].split())
    found = {syllables(char)[0] for char in single}
    double = {
        "".join(plain_readings(sound)[0] for sound in sounds(name)) for name in names["compound_surnames"]
    }
    readings = {
        "zeng",
        "shan",
        "qiu",
        "xie",
        "ren",
        "ge",
        "zhai",
        "ou",
        "piao",
        "hua",
        "lyu",
        "lu",
        "nie",
        "wan",
        "mu",
    }
    return frozenset(letters(name) for name in found | double | readings)


def is_chinese_name(tokens: Sequence[str]) -> bool:
    """Tell whether words may be a Chinese name in pinyin, the surname first.

    >>> is_chinese_name(["Zhao", "Hui"]), is_chinese_name(["Jan", "Kowalski"])
    (True, False)
    """
    plain = [letters(token) for token in tokens]
    if not 2 <= len(plain) <= 3 or plain[0] not in _surnames():
        return False
    given = "".join(plain[1:])
    return _GIVEN.fullmatch(given) is not None and len(given) <= 12


def is_pinyin_surname(name: str) -> bool:
    """Tell whether a word is a Chinese surname in pinyin.

    >>> is_pinyin_surname("Zhao"), is_pinyin_surname("Holmes")
    (True, False)
    """
    return letters(name) in _surnames()


@lru_cache(maxsize=4096)
def spellings(name: str) -> frozenset[str]:
    """Return the pinyin of a Chinese name as plain letters, surname first and last.

    >>> "qifanhuang" in spellings("黄奇帆")
    True
    """
    readings = list(map(plain_readings, sounds(name)))
    if len(readings) != len(name):
        return frozenset()
    cut = 2 if name[:2] in words("zh", "names")["compound_surnames"] else 1
    found = set()
    for choice in itertools.islice(itertools.product(*readings), _MOST_READINGS):
        parts = [letters(part) for part in choice]
        found.add("".join(parts))
        found.add("".join(parts[cut:] + parts[:cut]))
    return frozenset(found)


def syllables(char: str) -> list[str]:
    """Return the readings of one character, without tones.

    >>> syllables("曾")[0] in {"ceng", "zeng"}
    True
    """
    return plain_readings(sounds(char)[0])

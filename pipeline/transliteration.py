"""Whether a Chinese name may be the sound of a Latin one: `蓬塔` and `Ponta`, `莫斯科` and `Moscow`."""

import re
import unicodedata
from functools import lru_cache

from corpus.sounds import initial_and_final, sounds

# From this likeness on, two names of the same office or country are taken for one.
ALIKE = 0.7
# Sounds that Chinese does not keep apart, or that transcribers swap, fall into one class; vowels are dropped.
_LATIN = (
    ("sch", "S"), ("tch", "S"), ("sh", "S"), ("ch", "S"), ("zh", "S"), ("ph", "F"), ("th", "T"),
    ("ck", "K"), ("qu", "K"), ("ng", "N"), ("x", "KS"),
    ("b", "P"), ("p", "P"), ("d", "T"), ("t", "T"), ("g", "K"), ("k", "K"), ("q", "K"), ("c", "K"),
    ("f", "F"), ("v", "F"), ("w", "F"), ("m", "N"), ("n", "N"), ("l", "L"), ("r", "L"),
    ("s", "S"), ("z", "S"), ("j", "S"),
)  # fmt: skip
_SOUNDS = dict(_LATIN)
_SOUNDED = re.compile("|".join(_SOUNDS))
_NO_LETTER = re.compile("[^a-z]")
_DOUBLED = re.compile(r"(.)\1+")
_PINYIN = {
    "b": "P", "p": "P", "d": "T", "t": "T", "g": "K", "k": "K", "f": "F", "w": "F",
    "m": "N", "n": "N", "l": "L", "r": "L", "z": "S", "c": "S", "s": "S",
    "zh": "S", "ch": "S", "sh": "S", "j": "S", "q": "S", "x": "S", "h": "", "y": "",
}  # fmt: skip


@lru_cache(maxsize=4096)
def likeness(chinese: str, latin: str) -> float:
    """Return how much alike two names sound, from 0 to 1; the best of the whole Latin name and its parts.

    >>> likeness("蓬塔", "Victor Ponta") > 0.8, likeness("德克·扬森", "Anne McCarthy") < 0.6
    (True, True)
    """
    heard = _heard(chinese)
    parts = [latin, *latin.split()]
    return max((_alike(heard, _spelt(part)) for part in parts if part), default=0.0)


def unlike(chinese: str, latin: str) -> bool:
    """Tell whether two names, each of two sounds or more, have at most half of them in common.

    >>> unlike("德克", "Victor"), unlike("彼得", "Peter"), unlike("扬", "Victor")
    (True, False, False)
    """
    sounds = _heard(chinese), _spelt(latin)
    return min(map(len, sounds)) > 1 and _alike(*sounds) <= 0.5


@lru_cache(maxsize=1024)
def _heard(chinese: str) -> str:
    """Return the classes of the sounds that a Chinese name is spoken with."""
    heard = []
    for sound in sounds(chinese):
        if sound.readings:
            initial, final = initial_and_final(sound.readings[0])
            heard.append(_PINYIN.get(initial, ""))
            heard.append("N" if final.endswith(("n", "ng")) else "L" if final == "er" else "")
    return _undoubled("".join(heard))


@lru_cache(maxsize=1024)
def _spelt(latin: str) -> str:
    """Return the classes of the sounds that a Latin name is written with."""
    folded = unicodedata.normalize("NFKD", latin.casefold())
    plain = _NO_LETTER.sub("", folded)
    return _undoubled("".join(_SOUNDS[letters] for letters in _SOUNDED.findall(plain)))


def _undoubled(sounds: str) -> str:
    return _DOUBLED.sub(r"\1", sounds)


def _alike(one: str, other: str) -> float:
    """Return 1 less the edit distance over the longer length, 0 where a single sound says too little."""
    if min(len(one), len(other)) < 2:
        return 0.0
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return 1 - row[-1] / max(len(one), len(other))

"""Pronunciations in brackets after Chinese characters, told from brackets that say something.

`國(guó)` is debris; `（Michelle Wu）`, `(RCEP)` and `马累(Malé)` are text.
"""

import re
import unicodedata

from corpus.aligned import Aligned
from corpus.late import late
from corpus.scripts import HAN
from corpus.sounds import sounds

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêḿńňǹ"
_LETTER = f"a-zɡ{_TONED}\u0300-\u036f"
_AFTER_HAN = rf"(?<=[{HAN}])"
_CLOSED = late(rf"{_AFTER_HAN}[(（] ?([{_LETTER}A-Z][{_LETTER}A-Z '’·-]{{0,40}}[1-5]?) ?[)）]")
# `國(guó、`: the closing bracket is lost; only a syllable with its tone is taken for debris then.
_UNCLOSED = late(rf"{_AFTER_HAN}[(（]([{_LETTER}]{{1,7}})(?=[{HAN}，。、；：])")
# `當?shù)`: the opening bracket came out as a question mark.
_UNOPENED = late(rf"{_AFTER_HAN}[?？]([{_LETTER}]{{1,7}})[)）]")

# What a pronunciation begins with, in each case.
_BRACKET = late("[(（?？]")

_J = "i ia ie iao iu ian in iang ing iong u ue uan un"
_G = "a e ei ai ao ou an en ang eng ong u ua uo uai ui uan un uang"
_ZH = _G + " i"
_FINALS = {
    "": "a o e ai ei ao ou an en ang eng er n ng m",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un ue v ve",
    "l": "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un ue v ve",
    "g": _G,
    "k": _G,
    "h": _G,
    "j": _J,
    "q": _J,
    "x": _J,
    "zh": _ZH,
    "ch": _ZH,
    "sh": _ZH,
    "r": _ZH,
    "z": _ZH,
    "c": _ZH,
    "s": _ZH,
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
_LONGEST = 6
_PASSES = 4


def without_pinyin(aligned: Aligned) -> Aligned:
    """Return the text without pronunciations in brackets.

    >>> without_pinyin(Aligned.of("中國(guó)重慶(chóng qìng)友(you)好(hao)，吴弭（Michelle Wu）")).text
    '中國重慶友好，吴弭（Michelle Wu）'
    """
    text = aligned.text
    if not any(_is_debris(text, match.start()) for match in _BRACKET.finditer(text)):
        return aligned
    # Pass after pass, for the characters before a bracket must touch it: `是(shi)(shi)(shi)`.
    for _ in range(_PASSES):
        fewer = aligned.replace(_CLOSED, lambda match: "" if _is_pinyin(match) else None)
        if fewer is aligned:
            break
        aligned = fewer
    for pattern in (_UNCLOSED, _UNOPENED):
        aligned = aligned.replace(pattern, lambda match: "" if _is_toned_syllable(match.group(1)) else None)
    return aligned


def _is_debris(text: str, at: int) -> bool:
    """Tell whether a pronunciation begins with the bracket at a place."""
    if closed := _CLOSED.match(text, at):
        return _is_pinyin(closed)
    toned = _UNCLOSED.match(text, at) or _UNOPENED.match(text, at)
    return toned is not None and _is_toned_syllable(toned.group(1))


def _plain(pinyin: str) -> str:
    decomposed = unicodedata.normalize("NFD", pinyin.lower().replace("ɡ", "g").replace("ü", "v"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _has_tone(pinyin: str) -> bool:
    return any(unicodedata.combining(char) for char in unicodedata.normalize("NFD", pinyin))


def _is_toned_syllable(pinyin: str) -> bool:
    return _has_tone(pinyin) and _plain(pinyin) in _SYLLABLES


def _is_pinyin(match: re.Match[str]) -> bool:
    printed = match.group(1).rstrip("12345")
    spoken = _syllables(_plain(printed))
    if not spoken:
        return False
    start = match.start()
    before = match.string[max(0, start - len(spoken)) : start]
    if len(spoken) == 1 and _has_tone(printed) and printed.islower():
        return True
    return _agrees(before, spoken)


def _syllables(plain: str) -> list[str]:
    """Cut letters into syllables, the longest first, with one step back where that leads nowhere."""
    found: list[str] = []
    for chunk in re.split(r"[ '’·-]+", plain):
        rest = _cut(chunk)
        if rest is None:
            return []
        found += rest
    return found


def _cut(chunk: str) -> list[str] | None:
    best: list[list[str] | None] = [None] * (len(chunk) + 1)
    best[len(chunk)] = []
    for start in range(len(chunk) - 1, -1, -1):
        for length in range(min(_LONGEST, len(chunk) - start), 0, -1):
            tail = best[start + length]
            if tail is not None and chunk[start : start + length] in _SYLLABLES:
                best[start] = [chunk[start : start + length], *tail]
                break
    return best[0]


def _agrees(characters: str, spoken: list[str]) -> bool:
    """Tell whether the characters are read so: `友(you)` is, `巴士(bus)` is not."""
    if len(characters) != len(spoken):
        return False
    readings = [
        {_plain(reading) for sound in sounds(char) for reading in sound.readings or (sound.printed,)}
        for char in characters
    ]
    agreeing = sum(syllable in known for syllable, known in zip(spoken, readings, strict=True))
    # One wrong reading in a longer word is the page's own mistake.
    return agreeing == len(spoken) or (len(spoken) > 2 and agreeing >= len(spoken) - 1)

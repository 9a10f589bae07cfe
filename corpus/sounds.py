"""How Han characters are read, as pypinyin tells it: compiled once, since the library takes 56 MB to load."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from marisa_trie import BytesTrie

from corpus.kept import kept
from corpus.late import late
from corpus.word_table import WordTable, packed_words

# All that pypinyin looks up, some of it in vain.
_HAN = late("[\u3007\u3400-\u4dbf\u4e00-\u9fff\ue815-\ue864\uf900-\ufaff\U00020000-\U000323af]")


class Sound(NamedTuple):
    """A character with its readings, the commonest first and with tones; or other characters, without any."""

    printed: str
    readings: tuple[str, ...]


def sounds(text: str) -> list[Sound]:
    """Return how the characters of a text are read; a phrase that is known settles those of its own.

    >>> sounds("长沙, 长")
    [Sound(printed='长', readings=('cháng',)), Sound(printed='沙', readings=('shā',)),
     Sound(printed=', ', readings=()), Sound(printed='长', readings=('zhǎng', 'cháng'))]
    """
    found: list[Sound] = []
    for han, run in groupby(text, _is_han):
        characters = "".join(run)
        if han:
            for phrase in _phrases(characters):
                found += _read(phrase)
        else:
            found.append(Sound(characters, ()))
    return found


def plain(reading: str) -> str:
    """Return a reading without its tone, `v` for `ü`.

    >>> plain("lǚ")
    'lv'
    """
    return _parts(reading)[0]


def initial_and_final(reading: str) -> tuple[str, str]:
    """Return how a reading begins, perhaps not at all, and how it ends.

    >>> initial_and_final("zhāng"), initial_and_final("yuán"), initial_and_final("ān")
    (('zh', 'ang'), ('y', 'uan'), ('', 'an'))
    """
    _, initial, final = _parts(reading)
    return initial, final


def plain_readings(sound: Sound) -> list[str]:
    """Return the readings without tones, each once; what is not read, as it is printed.

    >>> [plain_readings(sound) for sound in sounds("重 X")]
    [['zhong', 'chong', 'tong'], [' X']]
    """
    return list(dict.fromkeys(map(plain, sound.readings))) or [sound.printed]


class _Tables(NamedTuple):
    single: WordTable[tuple[str, ...]]
    phrases: Any
    parts: Mapping[str, tuple[str, str, str]]


def _is_han(character: str) -> bool:
    return _HAN.match(character) is not None


def _phrases(run: str) -> Iterator[str]:
    """Cut a run of Han characters into known phrases, the longest first, and single characters."""
    known = _tables().phrases
    while run:
        longest = max(known.prefixes(run), key=len, default="")
        if not longest and next(known.iterkeys(run), None) is not None:
            # The end of a text that a phrase might begin with: pypinyin looks no further into it.
            yield from run
            return
        yield longest or run[0]
        run = run[len(longest) or 1 :]


def _read(phrase: str) -> Iterator[Sound]:
    for line in _tables().phrases.get(phrase, ()):
        for character, readings in zip(phrase, line.decode().split("\t"), strict=True):
            yield Sound(character, tuple(readings.split(",")))
        return
    yield Sound(phrase, _tables().single.get(phrase) or ())


def _parts(reading: str) -> tuple[str, str, str]:
    return _tables().parts[reading]


@cache
def _tables() -> _Tables:
    single, phrases, parts = kept("sounds-1", ("pypinyin", "marisa-trie"), None, _compiled)
    return _Tables(
        WordTable(single, lambda line: tuple(line.split(","))),
        BytesTrie().frombytes(bytes(phrases)),
        {reading: tuple(own) for reading, own in json.loads(bytes(parts)).items()},
    )


def _compiled() -> tuple[bytes, ...]:
    from pypinyin import Style
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.style import convert

    single = {chr(code): readings for code, readings in PINYIN_DICT.items()}
    phrases = {
        phrase: "\t".join(",".join(readings) for readings in syllables)
        for phrase, syllables in PHRASES_DICT.items()
    }
    lines = (*single.values(), *(line.replace("\t", ",") for line in phrases.values()))
    parts = {
        reading: [
            convert(reading, Style.NORMAL, strict=True, default=reading),
            convert(reading, Style.INITIALS, strict=False, default=reading),
            convert(reading, Style.FINALS, strict=False, default=reading),
        ]
        for reading in sorted({reading for line in lines for reading in line.split(",")})
    }
    return packed_words(single), packed_words(phrases), json.dumps(parts).encode()

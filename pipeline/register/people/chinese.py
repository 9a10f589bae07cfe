"""How a Chinese name is spelt: pinyin in any order and spacing, Wade-Giles, and the spellings of Hong Kong.

A spelling is `surname|given name` in plain letters, `ü` as `v`.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pipeline.lexicon import words
from pipeline.people.hanzi_words import characters
from pipeline.people.pinyin import is_chinese_name, is_pinyin_surname, letters, syllables

_MOST = 24
# `Lu` may be lu or lü; what is printed `Lü`, `Lv` or `Lyu` is lü alone.
_OPEN_U = re.compile(r"(?<=[ln])u(?![aio])")


def is_shaped_chinese(name: str) -> bool:
    """Tell whether a name in Chinese characters has a Chinese surname and a given name of one or two.

    >>> is_shaped_chinese("欧阳修"), is_shaped_chinese("史密瑟斯"), is_shaped_chinese("赵")
    (True, False, False)
    """
    if "·" in name:
        return False
    if name[:2] in compounds():
        return 3 <= len(name) <= 4
    return 2 <= len(name) <= 3 and name[0] in characters("surnames")


@cache
def compounds() -> frozenset[str]:
    """Return the surnames of two characters."""
    return frozenset(words("zh", "names")["compound_surnames"])


@lru_cache(maxsize=16384)
def spoken(name: str) -> frozenset[str]:
    """Return the spellings of a name in Chinese characters.

    >>> sorted(spoken("曾辉"))
    ['ceng|hui', 'zeng|hui']
    """
    cuts = {1, 2} if name[:2] in compounds() and len(name) > 2 else {1}
    choices = itertools.islice(itertools.product(*([*map(letters, syllables(c))] for c in name)), _MOST)
    return frozenset(f"{''.join(c[:cut])}|{''.join(c[cut:])}" for c in choices for cut in cuts)


@lru_cache(maxsize=16384)
def spelt(parts: tuple[str, ...]) -> frozenset[str]:
    """Return what a name in Latin letters may spell: pinyin or Wade-Giles, the surname first or last.

    >>> sorted(spelt(("Hui", "Zhao")))
    ['zhao|hui']
    >>> "zhang|xiaoming" in spelt(("Chang", "Hsiao-ming")), spelt(("Jan", "Kowalski"))
    (True, frozenset())
    """
    found = set()
    for order in _orders(parts):
        plain = [letters(part) for part in order]
        given = "".join(plain[1:])
        if is_chinese_name([plain[0], given]) and _in_syllables(given):
            found.add(f"{plain[0]}|{given}")
    return frozenset(variant for name in found | set(_wade_giles(parts)) for variant in _both_u(name))


def is_short(spelling: str) -> bool:
    """Tell whether the given name of a spelling is one syllable.

    >>> is_short("wang|wei"), is_short("wang|xiaowei")
    (True, False)
    """
    return spelling.split("|")[1] in _pinyin()


def _in_syllables(given: str) -> bool:
    """Tell whether letters are one or two syllables of pinyin, `lu` for `lü` included."""
    known = _pinyin()
    return given in known or any(
        given[:cut] in known and given[cut:] in known for cut in range(1, len(given))
    )


def _orders(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if not 2 <= len(parts) <= 4:
        return
    yield tuple(parts)
    yield (parts[-1], *parts[:-1])
    if len(parts) > 2:
        yield (parts[0] + parts[1], *parts[2:])
        yield (parts[-2] + parts[-1], *parts[:-2])


def _both_u(name: str) -> set[str]:
    return {name, _OPEN_U.sub("v", name)}


def _wade_giles(parts: tuple[str, ...]) -> Iterator[str]:
    """Read a name as Wade-Giles, if something tells that it is not pinyin."""
    hyphened = any("-" in part for part in parts)
    for order in _orders(parts) if len(parts) > 1 else ():
        pieces = [letters(piece) for part in order for piece in re.split(r"[-‐‑\s]", part)]
        table = _from_wade_giles()
        if not 2 <= len(pieces) <= 3 or any(piece not in table for piece in pieces):
            continue
        if hyphened or any(piece not in _pinyin() for piece in pieces):
            for choice in itertools.product(*(sorted(table[piece]) for piece in pieces)):
                if is_pinyin_surname(choice[0]):
                    yield f"{choice[0]}|{''.join(choice[1:])}"


@cache
def _toned() -> frozenset[str]:
    from pypinyin.constants import PINYIN_DICT

    return frozenset(reading for told in PINYIN_DICT.values() for reading in told.split(","))


@cache
def _pinyin() -> frozenset[str]:
    from pypinyin.contrib.tone_convert import to_normal

    plain = {letters(to_normal(reading)) for reading in _toned()}
    return frozenset(plain | {syllable.replace("v", "u") for syllable in plain})


@cache
def _from_wade_giles() -> dict[str, frozenset[str]]:
    """Return what each syllable of Wade-Giles may be, its aspiration marks being lost in print."""
    from pypinyin import Style
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.style import convert

    table: dict[str, set[str]] = {}
    for reading in _toned():
        old = letters(convert(reading, Style.WADEGILES, strict=False))
        table.setdefault(old, set()).add(letters(to_normal(reading)))
        table.setdefault(old.replace("v", "u"), set()).add(letters(to_normal(reading)))
    return {old: frozenset(found) for old, found in table.items() if old}

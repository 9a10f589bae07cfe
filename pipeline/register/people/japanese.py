"""Japanese names in Chinese characters, and their readings, from lists of surnames and given names."""

import re
from functools import cache, lru_cache
from typing import Any

from corpus.simplify import simplified
from pipeline.register.people.printed import folded


@lru_cache(maxsize=16384)
def romaji(part: str) -> str:
    """Return a reading without the marks of long vowels, however these are written.

    >>> romaji("Ōno") == romaji("Ohno") == romaji("Oono"), romaji("Tarō") == romaji("tarou")
    (True, True)
    """
    plain = re.sub(r"oh(?![aiueo])", "o", folded(part))
    plain = re.sub(r"o[ou]+", "o", plain).replace("uu", "u")
    return re.sub(r"m(?=[bp])", "n", plain).replace("nn", "n")


@lru_cache(maxsize=4096)
def surnames(name: str) -> tuple[tuple[str, str], ...]:
    """Return the known surnames that a name begins with or is, each with its reading.

    >>> surnames("山田太郎")
    (('山田', 'iamada'),)
    """
    known = _surnames()
    return tuple(
        (name[:cut], known[name[:cut]]) for cut in (3, 2, 1) if name[:cut] in known and len(name) >= cut
    )


@lru_cache(maxsize=4096)
def readings(name: str) -> frozenset[str]:
    """Return the readings of a full name, both parts in the order of letters, empty where they are unknown.

    >>> sorted(readings("铃木一郎"))[0]
    'ichiro suzuki'
    """
    return frozenset(
        " ".join(sorted((read, given)))
        for surname, read in surnames(name)
        for given in _given().get(name[len(surname) :], ())
    )


def _lists() -> Any:
    from japanese_personal_name_dataset import load_dataset

    return load_dataset(include_last_names=True)


@cache
def _surnames() -> dict[str, str]:
    known = _lists()[2]
    chinese = as_chinese("\n".join(known)).split("\n")
    rows: dict[str, str] = {}
    # The commonest name stands first.
    for name, told in zip(chinese, known.values(), strict=True):
        rows.setdefault(re.sub(r"(.)々", r"\1\1", name), romaji(told["en"]))
    return rows


@cache
def _given() -> dict[str, frozenset[str]]:
    rows: dict[str, set[str]] = {}
    for table in _lists()[:2]:
        kanji = as_chinese("\n".join(" ".join(told["kanji"]) for told in table.values())).split("\n")
        for line, told in zip(kanji, table.values(), strict=True):
            for name in line.split():
                rows.setdefault(name, set()).add(romaji(told["en"]))
    return {name: frozenset(found) for name, found in rows.items()}


def as_chinese(text: str) -> str:
    """Return Japanese characters in the simplified ones of China.

    >>> as_chinese("桜井広沢")
    '樱井广泽'
    """
    return "".join(map(_as_chinese, text))


@cache
def _as_chinese(char: str) -> str:
    converted = simplified(str(_converter().convert(char)))
    try:
        converted.encode("gb2312")
    except UnicodeEncodeError:
        # 郎 would become a form that China does not print.
        return simplified(char)
    return converted if len(converted) == 1 else char


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("jp2t")

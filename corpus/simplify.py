"""Traditional characters to simplified ones, for analysis only, one character for one."""

import re
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from corpus.scripts import EASTERN

_PLANE = (range(0x3007, 0x3008), range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
# Traditional forms that the simplified character set GB 2312 happens to hold as well.
_IN_BOTH_SETS = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽")

# Characters: no name of a place or a person is longer, no page shorter.
_NAME, _PAGE = 16, 200


def simplified(text: str) -> str:
    """Return `text` in simplified characters, exactly as long as `text`.

    The converter, OpenCC, is loaded only for a text that holds a traditional character.

    >>> simplified("重慶市與廣島結好"), simplified("Mayor of Lyon")
    ('重庆市与广岛结好', 'Mayor of Lyon')
    """
    if text.isascii() or not EASTERN.search(text) or not _traditional().search(text):
        return text
    if len(text) <= _NAME:
        return _of_name(text)
    return _of_page(text) if len(text) >= _PAGE else _same_length(text)


# Several look up one name, and several the beginning of one page.
@lru_cache(512)
def _of_name(name: str) -> str:
    return _same_length(name)


@lru_cache(2)
def _of_page(page: str) -> str:
    return _same_length(page)


def _same_length(text: str) -> str:
    converted = _convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(one if len(one := _convert(char)) == 1 else char for char in text)


@cache
def _traditional() -> re.Pattern[str]:
    """Return the pattern of a character that may be a traditional one: a rare one may be either."""
    plane = "".join(map(chr, chain(*_PLANE)))
    simple = frozenset(plane.encode("gb2312", "ignore").decode("gb2312")) - _IN_BOTH_SETS
    others = "".join(char for char in plane if char not in simple)
    return re.compile(f"[{others}\U00020000-\U0003ffff]")


def _convert(text: str) -> str:
    try:
        return str(_converter().convert(text))
    except UnicodeEncodeError:
        # Half of a surrogate pair, which no converter takes: the text between such halves is converted.
        parts = re.split("([\ud800-\udfff]+)", text)
        return "".join(
            part if index % 2 else str(_converter().convert(part)) for index, part in enumerate(parts)
        )


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")

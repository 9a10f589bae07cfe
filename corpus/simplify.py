"""Traditional characters to simplified ones, for analysis only, one character for one."""

import re
from functools import cache
from itertools import chain
from typing import Any

from corpus.scripts import EASTERN

_PLANE = (range(0x3007, 0x3008), range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
# Traditional forms that the simplified character set GB 2312 happens to hold as well.
_IN_BOTH_SETS = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽")


def simplified(text: str) -> str:
    """Return `text` in simplified characters, exactly as long as `text`.

    The converter, OpenCC, is loaded only for a text that holds a traditional character.

    >>> simplified("重慶市與廣島結好"), simplified("Mayor of Lyon")
    ('重庆市与广岛结好', 'Mayor of Lyon')
    """
    if text.isascii() or not EASTERN.search(text) or not _traditional().search(text):
        return text
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

"""Traditional characters to simplified ones, for analysis only, one character for one."""

import re
from functools import cache
from typing import Any

from corpus.scripts import HAN

_HAN = re.compile(f"[{HAN}]")
# Traditional forms that the simplified character set GB 2312 happens to hold as well.
_IN_BOTH_SETS = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽")


def simplified(text: str) -> str:
    """Return `text` in simplified characters, exactly as long as `text`.

    The converter, OpenCC, is loaded only for a text that holds a traditional character.

    >>> simplified("重慶市與廣島結好"), simplified("Mayor of Lyon")
    ('重庆市与广岛结好', 'Mayor of Lyon')
    """
    if not any(_may_be_traditional(char) for char in set(_HAN.findall(text))):
        return text
    converted = _convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(one if len(one := _convert(char)) == 1 else char for char in text)


@cache
def _may_be_traditional(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return char in _IN_BOTH_SETS


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

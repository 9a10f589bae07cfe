"""Patterns compiled when first used: a bulletin uses a third of them, and compiling takes most of a start."""

import re
from functools import cached_property
from operator import attrgetter
from typing import cast


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that behaves as a compiled one and is not compiled before it is used.

    >>> late("b+").sub("-", "abba")
    'a-a'
    """
    return cast(re.Pattern[str], _Late(pattern, flags))


def _of_plain(name: str) -> cached_property[object]:
    """Return what gives a method of the compiled pattern, in one look-up from the second time on."""
    return cached_property(attrgetter(f"_plain.{name}"))


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._given = pattern, flags

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._given)

    search, match, fullmatch = _of_plain("search"), _of_plain("match"), _of_plain("fullmatch")
    finditer, findall, split = _of_plain("finditer"), _of_plain("findall"), _of_plain("split")
    sub, subn = _of_plain("sub"), _of_plain("subn")
    flags, groups, groupindex = _of_plain("flags"), _of_plain("groups"), _of_plain("groupindex")

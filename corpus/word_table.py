"""Words with a line each, in compiled sections, unpacked only as far as they are looked up."""

import struct
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Generic, TypeVar

from corpus.kept import Sections

Value = TypeVar("Value")


class WordTable(Generic[Value]):
    r"""Looks up words; all that begin alike are unpacked when the first of them is asked for.

    >>> parts = [memoryview(part) for part in packed_words({"Konin": "PL", "科宁": "PL", "Kyiv": "UA"})]
    >>> table = WordTable(tuple(parts), str.lower)
    >>> table.get("Kyiv"), table.get("Lahti"), table.get(""), table.words()
    ('ua', None, None, ['Konin', 'Kyiv', '科宁'])
    """

    def __init__(self, parts: Sections, value: Callable[[str], Value]) -> None:
        self._lines = _Lines(parts)
        self._value = value
        # Of the words that were found only, so that it grows no larger than the table.
        self._values: dict[str, Value] = {}

    def get(self, word: str) -> Value | None:
        """Return what is said of a word, None if it is not there."""
        value = self._values.get(word)
        if value is None:
            line = self._lines[word[:1]].get(word)
            if line is None:
                return None
            value = self._values[word] = self._value(line)
        return value

    def words(self) -> list[str]:
        """Return all words, in their order."""
        return [word for first in self._lines.firsts() for word in self._lines[first]]


class _Lines(dict[str, dict[str, str]]):
    """The lines of the words that begin with a character."""

    def __init__(self, parts: Sections) -> None:
        super().__init__({"": {}})
        firsts, starts, self._packed = parts
        self._firsts, self._starts = firsts.cast("I"), starts.cast("I")

    def firsts(self) -> Iterable[str]:
        return map(chr, self._firsts)

    def __missing__(self, first: str) -> dict[str, str]:
        found = self[first] = self._unpacked(first)
        return found

    def _unpacked(self, first: str) -> dict[str, str]:
        at = bisect_left(self._firsts, ord(first))
        if at == len(self._firsts) or self._firsts[at] != ord(first):
            return {}
        lines = str(self._packed[self._starts[at] : self._starts[at + 1]], "utf-8").split("\n")[:-1]
        return {word: line for word, _, line in (line.partition("\t") for line in lines)}


def packed_words(words: Mapping[str, str]) -> tuple[bytes, bytes, bytes]:
    """Return the sections of a table of words, none of them empty, each with a line."""
    firsts: list[int] = []
    starts, lines = [0], bytearray()
    for first, group in groupby(sorted(words), key=lambda word: word[0]):
        firsts.append(ord(first))
        lines += "".join(f"{word}\t{words[word]}\n" for word in group).encode()
        starts.append(len(lines))
    return struct.pack(f"={len(firsts)}I", *firsts), struct.pack(f"={len(starts)}I", *starts), bytes(lines)

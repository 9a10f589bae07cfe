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
    >>> table.get("Kyiv"), table.get("Lahti"), table.get(""), sorted(table.firsts())
    ('ua', None, None, ['K', '科'])
    """

    def __init__(self, parts: Sections, value: Callable[[str], Value]) -> None:
        firsts, starts, lines = parts
        self._firsts, self._starts, self._lines = firsts.cast("I"), starts.cast("I"), lines
        self._value = value
        self._unpacked: dict[str, dict[str, Value]] = {"": {}}

    def get(self, word: str) -> Value | None:
        """Return what is said of a word, None if it is not there."""
        found = self._unpacked.get(word[:1])
        if found is None:
            found = self._unpacked[word[0]] = self._unpack(word[0])
        return found.get(word)

    def firsts(self) -> Iterable[str]:
        """Return the characters that words begin with."""
        return map(chr, self._firsts)

    def _unpack(self, first: str) -> dict[str, Value]:
        at = bisect_left(self._firsts, ord(first))
        if at == len(self._firsts) or self._firsts[at] != ord(first):
            return {}
        lines = str(self._lines[self._starts[at] : self._starts[at + 1]], "utf-8").split("\n")[:-1]
        return {word: self._value(line) for word, _, line in (line.partition("\t") for line in lines)}


def packed_words(words: Mapping[str, str]) -> tuple[bytes, bytes, bytes]:
    """Return the sections of a table of words, none of them empty, each with a line."""
    firsts: list[int] = []
    starts, lines = [0], bytearray()
    for first, group in groupby(sorted(words), key=lambda word: word[0]):
        firsts.append(ord(first))
        lines += "".join(f"{word}\t{words[word]}\n" for word in group).encode()
        starts.append(len(lines))
    return struct.pack(f"={len(firsts)}I", *firsts), struct.pack(f"={len(starts)}I", *starts), bytes(lines)

"""The place names of a language in one automaton, with the places that each may mean."""

import struct
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from corpus.kept import copied, sections
from pipeline.gazetteer.cache import folder
from pipeline.gazetteer.entries import LEVELS, Entry

_ENTRY = struct.Struct("<2sBxII")


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The names of one language: an automaton over them, and the places that each may mean."""

    automaton: Any
    starts: memoryview
    entries: memoryview

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return every (start, end, name number) in `text`, overlapping ones too, offsets in characters."""
        found: list[tuple[int, int, int]] = self.automaton.find_overlapping(text)
        return found

    def senses(self, number: int) -> tuple[Entry, ...]:
        """Return the places that the name may mean, the most populous first."""
        return _senses(self, number)


# What a name may mean is asked for at each of its mentions.
@lru_cache(4096)
def _senses(gazetteer: Gazetteer, number: int) -> tuple[Entry, ...]:
    first, last = (_ENTRY.size * gazetteer.starts[at] for at in (number, number + 1))
    return tuple(
        Entry(code.decode().strip("\0") or None, LEVELS[level], geonames_id, population)
        for code, level, geonames_id, population in _ENTRY.iter_unpack(gazetteer.entries[first:last])
    )


@cache
def load(language: str) -> Gazetteer:
    """Return the gazetteer of `language`, compiling it on first use; a broken cache file is made anew."""
    from daachorse import CharwiseDoubleArrayAhoCorasick

    path = folder() / f"{language}.gazetteer"
    automaton, starts, entries = sections(path, lambda: _compiled(language))
    # The automaton takes bytes only, and builds its own tables of them: this one copy cannot be spared.
    return Gazetteer(CharwiseDoubleArrayAhoCorasick.deserialize(copied(automaton)), starts.cast("I"), entries)


def _compiled(language: str) -> tuple[bytes, bytes, bytes]:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    from pipeline.gazetteer.sources import names_of

    names = names_of(language)
    ordered = sorted(names)
    starts, entries = [0], bytearray()
    for name in ordered:
        for entry in sorted(set(names[name]), key=_order):
            code = (entry.country or "").encode()
            entries += _ENTRY.pack(code, LEVELS.index(entry.level), entry.geonames_id, entry.population)
        starts.append(len(entries) // _ENTRY.size)
    automaton = CharwiseDoubleArrayAhoCorasick(ordered).serialize()
    return automaton, struct.pack(f"<{len(starts)}I", *starts), bytes(entries)


def _order(entry: Entry) -> tuple[int, int, str, int]:
    """Put the populous first; subdivisions, whose population is one for all, by their countries."""
    number = entry.geonames_id if entry.level == "city" else 0
    return -entry.population, number, str(entry.country), entry.geonames_id

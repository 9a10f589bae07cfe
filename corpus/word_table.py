"""Words with a line each, in a compiled trie that takes a few bytes a word."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from marisa_trie import BytesTrie

Value = TypeVar("Value")


class WordTable(Generic[Value]):
    r"""Looks up words in a compiled section; each word that is found is kept as it was read.

    >>> table = WordTable(packed_words({"Konin": "PL", "科宁": "PL", "Kyiv": "UA"}), str.lower)
    >>> table.get("Kyiv"), table.get("Lahti"), table.get(""), table.words()
    ('ua', None, None, ['Konin', 'Kyiv', '科宁'])
    """

    def __init__(self, section: bytes | memoryview, value: Callable[[str], Value]) -> None:
        self._lines = BytesTrie().frombytes(bytes(section))
        self._value = value
        # Of the words that were found only, so that it grows no larger than the table.
        self._values: dict[str, Value] = {}

    def get(self, word: str) -> Value | None:
        """Return what is said of a word, None if it is not there."""
        value = self._values.get(word)
        if value is None:
            try:
                lines = self._lines.get(word)
            except UnicodeEncodeError:  # half a character
                return None
            if not lines:
                return None
            value = self._values[word] = self._value(lines[0].decode())
        return value

    def words(self) -> list[str]:
        """Return all words, in their order."""
        return sorted(self._lines.keys())


def packed_words(words: Mapping[str, str]) -> bytes:
    """Return the section of a table of words, none of them empty, each with a line."""
    section: bytes = BytesTrie((word, line.encode()) for word, line in words.items()).tobytes()
    return section

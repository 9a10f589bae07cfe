"""Bulletins in: bytes, HTML or text to a `Bulletin` with its body, its metadata and the way back."""

from corpus.bulletin import Bulletin, Passage
from corpus.decode import UnreadableError
from corpus.kinds import Kind
from corpus.reading import given_text, read_bytes, read_file, read_text

__all__ = [
    "Bulletin",
    "Kind",
    "Passage",
    "UnreadableError",
    "given_text",
    "read_bytes",
    "read_file",
    "read_text",
]

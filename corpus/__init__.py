"""Bulletins in: bytes, HTML or text to a `Bulletin` with its body, its metadata and the way back."""

from corpus.bulletin import Bulletin, Passage

__all__ = ["Bulletin", "Passage"]

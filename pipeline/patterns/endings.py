"""Phrases that may stand right before a place, told by the last letters of their words."""

from collections.abc import Iterable


class Endings:
    """The ends of some phrases: what tells cheaply that none of them stands before a place."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take the phrases, of which any blanks may part the words, and none of less than two characters."""
        self._ends = tuple(sorted({phrase.split()[-1].lower().removesuffix(".") for phrase in phrases}))
        self._last = frozenset(end[-2:] for end in self._ends)

    def may_end(self, text: str) -> bool:
        """Tell whether one of the phrases may end the text, before blanks and a full stop, in any case.

        >>> Endings(["Mayor", "Co."]).may_end("the mayor "), Endings(["Mayor"]).may_end("the people of ")
        (True, False)
        >>> Endings(["Co."]).may_end("Tea Co.")
        True
        """
        bare = text.rstrip().removesuffix(".")
        last = bare[-2:].lower()
        return (last in self._last and bare.lower().endswith(self._ends)) or not last.isascii()

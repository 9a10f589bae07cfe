"""Patterns tried only where literals stand that their matches begin and end with, in stretches of a text."""

import re
from collections.abc import Iterator, Sequence

from corpus.literals import Literals, folded, matches_at
from pipeline.patterns.anchored import END, Anchored
from pipeline.patterns.heads import heads_of
from pipeline.patterns.tails import tail_literals


class Edged(Anchored):
    """A pattern that is tried only where a literal stands that its matches begin with.

    Its answers are those of the plain pattern. Where no literals begin its matches, it is tried in a stretch
    that holds one of those it needs.
    """

    def __init__(self, pattern: str, like: str | None = None) -> None:
        """Take the pattern; `like` is one with the same matches whose literals are easier to see."""
        super().__init__(like or pattern)
        self.pattern = pattern
        heads = heads_of(like or pattern, self._folds)
        any_may_begin = any(run or not head for head, run in heads)
        self.heads = () if any_may_begin else tuple(sorted(head for head, _ in heads))
        self._heads, self._tails = Literals(self.heads), tuple(tail_literals(like or pattern))

    def search(self, text: str, start: int = 0, end: int = END) -> re.Match[str] | None:
        r"""Return the first match in [start, end), as `re.Pattern.search` does.

        >>> Edged(r"\b(?:came|flew)\sto\b").search("They came and flew to Linz.")[0]
        'flew to'
        """
        start = max(start, 0)
        if self._tails and not self._may_close(text, start, end):
            return None
        places = self._places(text, start, end)
        if places is None:
            return super().search(text, start, end)
        match = self.plain.match
        for place in places:
            if found := match(text, place, end):
                return found
        return None

    def finditer(self, text: str, start: int = 0, end: int = END) -> Iterator[re.Match[str]]:
        """Return the matches in [start, end), as `re.Pattern.finditer` does."""
        start = max(start, 0)
        places = self._places(text, start, end)
        return (
            super().finditer(text, start, end)
            if places is None
            else matches_at(self.plain, text, places, end)
        )

    def match(self, text: str, start: int = 0, end: int = END) -> re.Match[str] | None:
        """Return the match at `start`, as `re.Pattern.match` does, for patterns that pass over much."""
        return super().match(text, start, end) if self.may_match(text, start, end) else None

    def shared_out(self, text: str, stretches: Sequence[tuple[int, int]]) -> dict[int, list[re.Match[str]]]:
        """Return the matches in each of some stretches, in order and apart, by their numbers.

        Stretches without any are left out.

        >>> found = Edged("came|went").shared_out("He came. They met. He went.", [(0, 8), (9, 18), (19, 27)])
        >>> {number: [match[0] for match in matches] for number, matches in found.items()}
        {0: ['came'], 2: ['went']}
        """
        places = self._places(text, 0, len(text))
        if places is None:
            matches = {number: list(self.finditer(text, *bounds)) for number, bounds in enumerate(stretches)}
            return {number: found for number, found in matches.items() if found}
        shared: dict[int, list[re.Match[str]]] = {}
        number = last = 0
        for place in places:
            while number < len(stretches) and stretches[number][1] <= place:
                number += 1
            if number == len(stretches):
                break
            start, end = stretches[number]
            if place >= max(start, last) and (match := self.plain.match(text, place, end)):
                shared.setdefault(number, []).append(match)
                last = match.end()
        return shared

    def _may_close(self, text: str, start: int, end: int) -> bool:
        """Tell whether [start, end) closes with a literal that matches end with, but for blanks."""
        stretch = folded(text[start:end]) if self._folds else text[start:end]
        return stretch.rstrip().endswith(self._tails)

    def _places(self, text: str, start: int, end: int) -> list[int] | None:
        """Return where a match may begin, in order; None where no literals tell."""
        if not self.heads:
            return None
        flat = folded(text) if self._folds else text
        hits = self._heads.find_all(flat[start:end])
        return sorted({start + hit[0] for hit in hits}) if hits else []

"""Patterns tried only where a text has one of their beginnings, all of which are found in one pass."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from corpus.literals import Literals, folded, matches_at
from pipeline.patterns.anchored import END
from pipeline.patterns.heads import DIGITS, WORD, folds_case, heads_of

# A shorter text may be a part of a longer one, which is to be remembered meanwhile.
_SHORT = 400
_BLANKS = tuple(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != " ")
# The characters that may stand between the start of a match and a literal, if any may: a word, digits.
_Run = Callable[[str], bool] | None


class Headed:
    r"""A pattern that is tried at those places of a text alone where a match can begin.

    Its answers are those of the plain pattern. For an alternation of many phrases this is quicker than
    `Anchored`, by which the pattern is tried at each character of a sentence that holds a literal.

    >>> led = HeadedSet({"led": r"(?i)\b(?:led|headed)\sby|in\s\d{4}"})["led"]
    >>> [match[0] for match in led.matches("In 2011, led\nby her, in all")]
    ['In 2011', 'led\nby']
    """

    def __init__(self, pattern: str, owner: "HeadedSet", number: int) -> None:
        """Take the pattern, whose places the set of patterns that it belongs to knows by its number."""
        self.pattern, self._owner, self._number = pattern, owner, number

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """The pattern compiled, once it may begin somewhere."""
        return re.compile(self.pattern)

    def search(self, text: str, start: int = 0, end: int = END) -> re.Match[str] | None:
        """Return the first match in [start, end), as `re.Pattern.search` does."""
        return next(self.finditer(text, start, end), None)

    def matches(self, text: str, start: int = 0, end: int = END) -> list[re.Match[str]]:
        """Return the matches in [start, end), as `re.Pattern.finditer` gives them."""
        return list(self.finditer(text, start, end))

    def finditer(self, text: str, start: int = 0, end: int = END) -> Iterator[re.Match[str]]:
        """Return the matches in [start, end), as `re.Pattern.finditer` does."""
        places = self._owner.places(text)[self._number]
        first = bisect_left(places, start)
        if first == len(places) or places[first] >= end:
            return iter(())
        return matches_at(self.plain, text, places[first : bisect_left(places, end, first)], end)

    def starts(self, text: str) -> list[int]:
        """Return where in the text a match can begin, in order."""
        return self._owner.places(text)[self._number]

    def cut_from(self, text: str) -> str:
        """Return the text without what the pattern matches."""
        for match in reversed(self.matches(text)):
            text = text[: match.start()] + text[match.end() :]
        return text


class HeadedSet:
    """Patterns by name, whose beginnings are found in one pass over a text."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        """Take from each pattern how its matches begin.

        Raises:
            ValueError: a match may begin with anything.

        """
        self._folds = any(folds_case(pattern) for pattern in patterns.values())
        led: dict[str, list[tuple[int, _Run]]] = {}
        for number, (name, pattern) in enumerate(patterns.items()):
            for head, run in heads_of(pattern, self._folds, blanks=True):
                if not head:
                    raise ValueError(f"a match of the pattern {name} may begin with anything")
                led.setdefault(head, []).append((number, _in_run(run)))
        self._literals, self._led = Literals(led), list(led.values())
        self._patterns = {
            name: Headed(pattern, self, number) for number, (name, pattern) in enumerate(patterns.items())
        }
        # What the last short text and the last long one were found to hold.
        nowhere: list[list[int]] = [[] for _ in patterns]
        self._found = [("", nowhere), ("", nowhere)]

    def __getitem__(self, name: str) -> Headed:
        """Return one of the patterns."""
        return self._patterns[name]

    def beginning(self, text: str, start: int, end: int) -> list[str]:
        """Return the names of the patterns that can begin in [start, end), in their order."""
        return [
            name
            for name, places in zip(self._patterns, self.places(text), strict=True)
            if places and (at := bisect_left(places, start)) < len(places) and places[at] < end
        ]

    def get(self, name: str) -> Headed | None:
        """Return one of the patterns, if it is one."""
        return self._patterns.get(name)

    def places(self, text: str) -> list[list[int]]:
        """Return where in the text each pattern can begin, in order."""
        long = len(text) > _SHORT
        known, places = self._found[long]
        if known is not text:
            places = self._look(text)
            self._found[long] = text, places
        return places

    def _look(self, text: str) -> list[list[int]]:
        flat = folded(text) if self._folds else text
        for blank in _BLANKS:
            flat = flat.replace(blank, " ")
        places: list[set[int]] = [set() for _ in self._patterns]
        for start, _, literal in self._literals.find_all(flat):
            for number, run in self._led[literal]:
                if run is None:
                    places[number].add(start)
                else:
                    places[number].update(_led_by(run, flat, start))
        return [sorted(own) for own in places]


def can_be_headed(pattern: str) -> bool:
    r"""Tell whether it is known how the matches of a pattern begin.

    >>> can_be_headed("twin|sister"), can_be_headed(r".*twin")
    (True, False)
    """
    return all(head for head, _ in heads_of(pattern, folds=True, blanks=True))


def _in_run(run: str | None) -> _Run:
    if run is None:
        return None
    if run == WORD:
        return _unlike_blank
    letters = frozenset(run.removeprefix(DIGITS).lower() + run.removeprefix(DIGITS))
    return lambda character: character in letters or character.isdecimal()


def _unlike_blank(character: str) -> bool:
    return character != " "


def _led_by(run: Callable[[str], bool], text: str, end: int) -> Iterator[int]:
    """Yield where a run of characters before a literal can begin."""
    while end and run(text[end - 1]):
        end -= 1
        yield end

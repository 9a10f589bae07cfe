"""Patterns tried only where a text has one of their beginnings, all of which are found in one pass."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.anchored import Literals
from pipeline.required_literals import _REPEATS, _folds, _forms, _parts

_END = 2**62
# A shorter text may be a part of a longer one, which is to be remembered meanwhile.
_SHORT = 400
# A phrase of which more beginnings would be told is told by a shorter beginning.
_BEGINNINGS = 200
_BLANKS = tuple(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != " ")

# The characters that may stand between the start of a match and a literal, if any may: a word, digits.
_Run = Callable[[str], bool] | None
Heads = frozenset[tuple[str, _Run]]
_START: Heads = frozenset({("", None)})


class Headed:
    r"""A compiled pattern that is tried at those places of a text alone where a match can begin.

    Its answers are those of the plain pattern. For an alternation of many phrases this is quicker than
    `Anchored`, by which the pattern is tried at each character of a sentence that holds a literal.

    >>> led = HeadedSet({"led": r"(?i)\b(?:led|headed)\sby|in\s\d{4}"})["led"]
    >>> [match[0] for match in led.matches("In 2011, led\nby her, in all")]
    ['In 2011', 'led\nby']
    """

    def __init__(self, pattern: str, owner: "HeadedSet", number: int) -> None:
        """Compile the pattern, whose places the set of patterns that it belongs to knows by its number."""
        self.plain = re.compile(pattern)
        self._owner, self._number = owner, number

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match in [start, end), as `re.Pattern.search` does."""
        return next(self.finditer(text, start, end), None)

    def matches(self, text: str, start: int = 0, end: int = _END) -> list[re.Match[str]]:
        """Return the matches in [start, end), as `re.Pattern.finditer` gives them."""
        return list(self.finditer(text, start, end))

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Return the matches in [start, end), as `re.Pattern.finditer` does."""
        known = self._owner.places(text)
        if known is None:
            return self.plain.finditer(text, start, end)
        places = known[self._number]
        first = bisect_left(places, start)
        if first == len(places) or places[first] >= end:
            return iter(())
        return self._tried(text, end, places[first : bisect_left(places, end, first)])

    def _tried(self, text: str, end: int, places: Sequence[int]) -> Iterator[re.Match[str]]:
        """Yield the matches that begin at any of the places, none within another."""
        last = 0
        for place in places:
            if place >= last and (match := self.plain.match(text, place, end)):
                yield match
                last = match.end()

    def cut_from(self, text: str) -> str:
        """Return the text without what the pattern matches."""
        for match in reversed(self.matches(text)):
            text = text[: match.start()] + text[match.end() :]
        return text


class HeadedSet:
    """Patterns by name, whose beginnings are found in one pass over a text."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        """Compile the patterns and take from each how its matches begin.

        Raises:
            ValueError: a match may begin with anything.

        """
        trees = {name: _parsed(pattern) for name, pattern in patterns.items()}
        self._folds = any(tree.state.flags & re.IGNORECASE or _folds(tree) for tree in trees.values())
        led: dict[str, list[tuple[int, _Run]]] = {}
        for number, (name, tree) in enumerate(trees.items()):
            for head, run in heads_of(tree, self._folds):
                if not head:
                    raise ValueError(f"a match of the pattern {name} may begin with anything")
                led.setdefault(head, []).append((number, run))
        self._literals, self._led = Literals(led), list(led.values())
        self._patterns = {
            name: Headed(pattern, self, number) for number, (name, pattern) in enumerate(patterns.items())
        }
        # What the last short text and the last long one were found to hold.
        self._found: list[tuple[str, list[list[int]] | None]] = [("", None), ("", None)]

    def __getitem__(self, name: str) -> Headed:
        """Return one of the patterns."""
        return self._patterns[name]

    def beginning(self, text: str, start: int, end: int) -> list[str]:
        """Return the names of the patterns that can begin in [start, end), in their order."""
        known = self.places(text)
        if known is None:
            return list(self._patterns)
        return [
            name
            for name, places in zip(self._patterns, known, strict=True)
            if places and (at := bisect_left(places, start)) < len(places) and places[at] < end
        ]

    def get(self, name: str) -> Headed | None:
        """Return one of the patterns, if it is one."""
        return self._patterns.get(name)

    def places(self, text: str) -> list[list[int]] | None:
        """Return where in the text each pattern can begin, in order; None where no literal may tell it."""
        long = len(text) > _SHORT
        known, places = self._found[long]
        if known is not text:
            places = self._look(text)
            self._found[long] = text, places
        return places

    def _look(self, text: str) -> list[list[int]] | None:
        flat = text.lower() if self._folds else text
        # `ſ` and `ı` are an s and an i where case is passed over.
        if self._folds and not text.isascii() and (len(flat) != len(text) or "ſ" in text or "ı" in text):
            return None
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
    return all(head for head, _ in heads_of(_parsed(pattern), folds=True))


def _parsed(pattern: str) -> Any:
    # All blanks are taken for spaces, here and in the texts.
    return parser.parse(pattern.replace(r"\s", r"\ "))


def _led_by(run: Callable[[str], bool], text: str, end: int) -> Iterator[int]:
    """Yield where a run of characters before a literal can begin."""
    while end and run(text[end - 1]):
        end -= 1
        yield end


def heads_of(tree: Any, folds: bool) -> Heads:
    r"""Return the literals with which the matches of a parsed pattern begin, "" where these may be any.

    With each stands what may precede it in the match; where `folds` is set, all is in lower case.

    >>> sorted(head for head, _ in heads_of(parser.parse(r"(?:in|Since) \d{4}|\d{1,3}(?:st|nd)"), True))
    ['in ', 'nd', 'since ', 'st']
    """
    heads = _heads(tree, folds, first=True)
    if folds:
        heads = frozenset((head.lower(), run) for head, run in heads)
    return frozenset(
        (head, run)
        for head, run in heads
        if not any((head[:end], run) in heads for end in range(1, len(head)))
    )


def _heads(nodes: Iterable[Any], folds: bool, *, first: bool) -> Heads:
    """Return how a sequence begins; only where it comes `first` in its pattern may a run begin it."""
    heads = _START
    nodes = list(_ungrouped(nodes))
    for at, (op, value) in enumerate(nodes):
        opens = heads == _START
        if op is ops.ASSERT and value[0] > 0 and not opens:
            ahead = [head for head, _ in _heads(value[1], folds, first=False)]
            return _joined(heads, ahead) if len(heads) * len(ahead) <= _BEGINNINGS else heads
        forms = _forms(op, value, folds)
        run = _run(op, value) if opens and first and forms is None else None
        if forms is not None and (opens or len(heads) * len(forms) <= _BEGINNINGS):
            heads = _joined(heads, forms)
        elif run is not None:
            heads = frozenset({("", run)})
        elif opens:
            return _heads_of(nodes, at, folds, first=first)
        else:
            begins = _heads_of(nodes, at, folds, first=False)
            few = len(heads) * len(begins) <= _BEGINNINGS
            return _joined(heads, [begin for begin, _ in begins]) if few else heads
    return heads


def _ungrouped(nodes: Iterable[Any]) -> Iterator[Any]:
    """Yield the nodes of a sequence, those of groups in place of the groups."""
    for op, value in nodes:
        if op in (ops.SUBPATTERN, ops.ATOMIC_GROUP):
            yield from _ungrouped(_parts(op, value)[0])
        else:
            yield op, value


def _joined(heads: Heads, forms: Iterable[str]) -> Heads:
    return frozenset((head + form, run) for (head, run), form in product(heads, forms))


def _heads_of(nodes: Sequence[Any], at: int, folds: bool, *, first: bool) -> Heads:
    """Return how a sequence begins from the node `at` on."""
    op, value = nodes[at]
    if op is ops.BRANCH:
        return frozenset().union(*(_heads(part, folds, first=first) for part in value[1]))
    if op not in _REPEATS:
        return _START
    least, _, part = value
    begins = _heads(part, folds, first=first)
    return begins if least else begins | _heads(nodes[at + 1 :], folds, first=first)


def _run(op: Any, value: Any) -> _Run:
    r"""Return what the characters of a run are where a node is one: `\d{1,3}`, `[\w-]+`."""
    if op not in _REPEATS or value[0] == 0 or len(value[2]) != 1 or value[2][0][0] is not ops.IN:
        return None
    members = value[2][0][1]
    kinds = {member for op, member in members if op is ops.CATEGORY}
    letters = frozenset(chr(member) for op, member in members if op is ops.LITERAL)
    if len(kinds) + len(letters) < len(members) or any(map(str.isspace, letters)):
        return None
    if kinds == {ops.CATEGORY_DIGIT}:
        return lambda character: character in letters or character.isdecimal()
    return _unlike_blank if kinds == {ops.CATEGORY_WORD} else None


def _unlike_blank(character: str) -> bool:
    return character != " "

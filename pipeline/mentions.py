"""What a component finds in a passage: a stretch of its characters, a value, and the rule that read it."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Generic, Literal, TypeVar

from corpus.frozen import dataclass

PassageLanguage = Literal["en", "zh"]
Value = TypeVar("Value", covariant=True)
Reading = TypeVar("Reading")
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Mention(Generic[Value]):
    """Characters `start` to `end` (exclusive) of the passage, what they mean, and the name of the rule."""

    start: int
    end: int
    rule: str
    value: Value

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the mention shares a character with [start, end)."""
        return self.start < end and start < self.end

    def distance(self, start: int, end: int) -> int:
        """Return how many characters part the mention from [start, end), 0 where they touch."""
        return characters_between(self.start, self.end, start, end)


def characters_between(start: int, end: int, other_start: int, other_end: int) -> int:
    """Return how many characters part two stretches, 0 where they touch or overlap."""
    return max(start - other_end, other_start - end, 0)


def beginning(mentions: Sequence[Mention[Reading]], start: int, end: int) -> Sequence[Mention[Reading]]:
    """Return the mentions that begin in [start, end); `mentions` must be in order."""
    first = bisect_left(mentions, start, key=_START)
    return mentions[first : bisect_left(mentions, end, first, key=_START)]


def within(mentions: Sequence[Mention[Reading]], start: int, end: int) -> list[Mention[Reading]]:
    """Return the mentions that lie wholly in [start, end); `mentions` must be in order."""
    found: list[Mention[Reading]] = []
    for at in range(bisect_left(mentions, start, key=_START), len(mentions)):
        mention = mentions[at]
        if mention.start >= end:
            break
        if mention.end <= end:
            found.append(mention)
    return found

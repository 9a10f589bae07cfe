"""What a component finds in a passage: a stretch of its characters, a value, and the rule that read it."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

PassageLanguage = Literal["en", "zh"]
Value = TypeVar("Value", covariant=True)


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

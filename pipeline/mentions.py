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

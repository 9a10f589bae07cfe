"""A passage with what was read in it, and the way from its characters back to the bulletin as given."""

from dataclasses import dataclass
from typing import Any

from corpus import Passage
from models import Span
from pipeline.analysis import Analysis
from pipeline.mentions import Mention


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage and its analysis; offsets of mentions are those of the passage."""

    passage: Passage
    analysis: Analysis

    def printed(self, start: int, end: int) -> str:
        """Return the characters [start, end) as printed, debris removed."""
        return self.passage.text[start:end]

    def evidence(self, given: str, mention: Mention[Any]) -> Span:
        """Return where a mention stands in the bulletin as given."""
        return self.span(given, mention.start, mention.end)

    def span(self, given: str, start: int, end: int) -> Span:
        """Return where [start, end) of the passage stands in the bulletin as given."""
        first, last = self.passage.given(start, end)
        return Span(start=first, end=last, text=given[first:last])


def distinct(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans in the order of the text, each once."""
    return tuple(sorted(set(spans), key=lambda span: (span.start, span.end)))

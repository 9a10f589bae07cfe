"""A passage with what was read in it, and the way from its characters back to the bulletin as given."""

from typing import Any

from corpus import Passage
from corpus.frozen import dataclass
from pipeline.analysis import Analysis
from pipeline.mentions import Mention
from pipeline.sentences import Bounds


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage and its analysis; offsets of mentions are those of the passage."""

    passage: Passage
    analysis: Analysis

    def printed(self, start: int, end: int) -> str:
        """Return the characters [start, end) as printed, debris removed."""
        return self.passage.text[start:end]

    def given(self, mention: Mention[Any]) -> Bounds:
        """Return where a mention stands in the bulletin as given."""
        return self.passage.given(mention.start, mention.end)

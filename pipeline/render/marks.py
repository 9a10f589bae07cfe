"""A bulletin's text cut where its evidence starts and ends, so that overlapping mentions can be drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from models import BulletinRecords
from models.records import Fact
from pipeline.render.wording import KINDS

_LETTERS = {"city_pairs": "P", "delegations": "V", "leaders": "L", "amounts": "S", "dates": "D"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A fact with its kind and its label on the page, such as `P1` for the first pair."""

    label: str
    kind: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is evidence; `order` counts the stretches of one fact from 0."""

    start: int
    end: int
    of: Labelled
    order: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text that the same marks cover, from the longest mark to the shortest.

    `begins` holds those of them that start here.
    """

    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that cover the stretch, each once, the innermost last."""
        return tuple(dict.fromkeys(mark.of.kind for mark in reversed(self.marks)))[::-1]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of the facts that the stretch is evidence of, the innermost last."""
        return tuple(dict.fromkeys(mark.of.label for mark in self.marks))

    @property
    def begins(self) -> tuple[Mark, ...]:
        """Return the marks that start where the stretch starts."""
        return tuple(mark for mark in self.marks if mark.start == self.start)


def labelled(records: BulletinRecords) -> list[Labelled]:
    """Return every fact with its label, in the order of the contract."""
    return [
        Labelled(f"{_LETTERS[kind]}{number}", kind, fact)
        for kind in KINDS
        for number, fact in enumerate(getattr(records, kind), start=1)
    ]


def segments(length: int, facts: list[Labelled]) -> Iterator[Segment]:
    """Cut a text of `length` characters into stretches that together are the whole text, in order."""
    marks = sorted(
        (
            Mark(span.start, span.end, item, order)
            for item in facts
            for order, span in enumerate(item.fact.evidence)
        ),
        key=lambda mark: (mark.start, -mark.end),
    )
    cuts = sorted({0, length, *(mark.start for mark in marks), *(mark.end for mark in marks)})
    open_marks: list[Mark] = []
    upcoming = 0
    for start, end in pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.end > start]
        while upcoming < len(marks) and marks[upcoming].start == start:
            open_marks.append(marks[upcoming])
            upcoming += 1
        open_marks.sort(key=lambda mark: mark.start - mark.end)
        yield Segment(start, end, tuple(open_marks))

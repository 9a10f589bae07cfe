"""What a printed date says before it is settled (moments), and what it means after (readings)."""

import datetime as dt
import heapq
from collections.abc import Callable, Iterator, Sequence
from re import Match, Pattern
from typing import Any, Literal, NamedTuple, get_args

from corpus.frozen import dataclass
from pipeline.dates.marks import Marks, any_between
from pipeline.mentions import PassageLanguage

Granularity = Literal["day", "month", "quarter", "half", "year", "decade", "century"]
GRANULARITIES: tuple[Granularity, ...] = get_args(Granularity)  # from the finest to the coarsest
Modifier = Literal["start", "mid", "end", "approx", "before", "after"]
Base = Literal["now", "then"]


@dataclass(frozen=True, slots=True)
class DateReading:
    """A settled time: first and last day, both inclusive.

    `optional` marks what careful readers leave out of the records (weeks, seasons, years in names, counts
    back from publication, life dates); such a time may still date a visit.

    >>> DateReading(dt.date(1974, 1, 1), dt.date(1974, 12, 31), "year").modifier is None
    True
    """

    start: dt.date
    end: dt.date
    granularity: Granularity
    modifier: Modifier | None = None
    optional: bool = False

    @property
    def coarseness(self) -> int:
        """Rank the granularity: 0 for a day, more for what says less."""
        return GRANULARITIES.index(self.granularity)


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units on from publication (`now`) or from the time told last (`then`)."""

    base: Base
    by: int


@dataclass(frozen=True, slots=True)
class Distance:
    """A count of days, weeks or months, in figures, with the language it is in and what it counts from."""

    phrase: str
    language: PassageLanguage
    base: Base

    @property
    def back(self) -> bool:
        """Tell whether it counts back."""
        return self.phrase.endswith(("ago", "前"))


class Moment(NamedTuple):
    """One end of a printed time, as far as it is printed.

    `months` is a run of months within the year (a month twice, a quarter, a season up to month 14); `pick`
    says which of the recurring months or weekdays is meant (`last October`, `the first half of the year`);
    `years` and `days` count a run that ends with the year or starts with the day named; `until` is the last
    month of a list of months (`in May, June and July`), all of one year; `falls_on` is the weekday printed
    beside a day.
    """

    year: int | Shift | None = None
    months: tuple[int, int] | Shift | None = None
    day: int | Shift | None = None
    weekday: int | None = None
    week: int | None = None
    pick: Literal["last", "this", "next", "near", "the"] | None = None
    years: int = 1
    days: int = 1
    distance: Distance | None = None
    until: int | None = None
    falls_on: int | None = None
    grain: Granularity = "day"


class Expression(NamedTuple):
    """Characters [start, end) that name a time: one moment, or the first and the last of a range.

    A `weak` expression is a date only in the right surroundings, or when joined to one that is strong.
    """

    start: int
    end: int
    rule: str
    first: Moment
    last: Moment | None = None
    modifier: Modifier | None = None
    optional: bool = False
    weak: bool = False


# How many characters behind a match its pattern may look at.
_LOOK_AHEAD = 40
# How far a match may stretch on either side of the literal that anchors it.
_REACH = 60

Builder = Callable[[Match[str]], "Expression | list[Expression] | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to print a time: its name, its pattern, and what the pattern's groups build.

    Its matches begin at the marks of the kind `begins`. A rule with an `anchor` (literal words that every
    match holds) is tried around these instead, where the anchor stands at such a mark; if it `holds` marks
    of a kind, only where one of these is near too.
    """

    name: str
    pattern: Pattern[str]
    build: Builder
    begins: str | None = None
    anchor: Pattern[str] | None = None
    holds: str | None = None

    def matches(self, text: str, marks: Marks) -> Iterator[Match[str]]:
        """Yield the matches from left to right, free of overlap."""
        if self.anchor is not None:
            yield from self._around(self.anchor, text, marks)
            return
        covered = 0
        for place in marks.get(self.begins or "", ()):
            match = self.pattern.match(text, place) if place >= covered else None
            if match is not None:
                covered = match.end()
                yield match

    def _around(self, anchor: Pattern[str], text: str, marks: Marks) -> Iterator[Match[str]]:
        held = marks.get(self.holds, ()) if self.holds else None
        if held is not None and not held:
            return
        covered = 0
        for literal in self._literals(anchor, text, marks, held):
            if literal.end() <= covered:
                continue
            begin, end = max(covered, literal.start() - _REACH), literal.end() + _REACH
            if held is not None and not any_between(held, begin, end):
                continue
            match = self.pattern.search(text, begin, end)
            if match is not None:
                covered = match.end()
                yield match

    def _literals(
        self, anchor: Pattern[str], text: str, marks: Marks, held: Sequence[int] | None
    ) -> Iterator[Match[str]]:
        if self.begins is None and held:
            return anchor.finditer(text, max(0, held[0] - 2 * _REACH), held[-1] + 2 * _REACH)
        if self.begins is None:
            return anchor.finditer(text)
        found = (anchor.match(text, place) for place in marks.get(self.begins, ()))
        return (literal for literal in found if literal is not None)


# Where a reading begins; its end, negated; the number of its rule; whether it is built; it, or its match.
_Waiting = tuple[int, int, int, bool, Any]


def scan(text: str, rules: tuple[Rule, ...], marks: Marks) -> list[Expression]:
    """Return what `rules` read in a text with these marks, in order and free of overlap.

    Where readings overlap the one that starts first counts, then the longest, then that of the first rule.
    A reading lies within its match, and is built when its turn comes: most of those within others never are.
    """
    waiting: list[_Waiting] = [
        (match.start(), -match.end(), order, False, match)
        for order, rule in enumerate(rules)
        if marks.get(rule.begins or rule.holds or "")
        for match in rule.matches(text, marks)
    ]
    heapq.heapify(waiting)
    kept: list[Expression] = []
    covered = 0
    while waiting:
        begin, end, order, built, found = heapq.heappop(waiting)
        if begin < covered and -end <= covered:
            continue
        if not built:
            items = _built(rules[order], found)
            if not items:
                continue
            if (items[0].start, -items[-1].end) != (begin, end):
                heapq.heappush(waiting, (items[0].start, -items[-1].end, order, True, items))
                continue
            found = items
        if begin >= covered:
            kept.extend(found)
            covered = -end
            continue
        # Of `March 28th to 2nd April` the second rule still has `2nd April` to read.
        again = rules[order].pattern.search(text, covered, -end + _LOOK_AHEAD)
        if again is not None and again.end() <= -end:
            heapq.heappush(waiting, (again.start(), -again.end(), order, False, again))
    return kept


def _built(rule: Rule, match: Match[str]) -> list[Expression] | None:
    built = rule.build(match)
    return [built] if isinstance(built, Expression) else built

"""The history of each tie: the steps that its tellings date, and those that sentences around them tell."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import get_args

from corpus.frozen import dataclass
from models.records import TieStep
from pipeline.analysis import Analysis
from pipeline.assembly.drafts import Draft, Time, date_field, evidence, time_of
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.placebook import PlaceBook
from pipeline.assembly.telling import Telling
from pipeline.pairs.steps import Step, read_steps
from pipeline.pairs.wording import step_context
from pipeline.sentences import Bounds, sentence_at

# Two places and the relation of their tie: what one record is about, whatever its stage.
Tie = tuple[frozenset[str], str]
_STEPS: tuple[TieStep, ...] = get_args(TieStep)
# How many sentences on a text may go on about a tie by `the agreement`.
_FURTHER = 2


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step as one place of the text tells it.

    `firm` where a telling of the tie gives the date, `sure` where the words of the step give the same.
    """

    tie: Tie
    event: TieStep
    date: Time | None
    given: Bounds
    firm: bool = False
    sure: bool = False


def histories(
    passages: Sequence[ReadPassage], book: PlaceBook, tellings: Sequence[Telling]
) -> dict[Tie, list[ToldStep]]:
    """Return the steps of each tie as they are told, one for each place of the text that tells one."""
    told: dict[Tie, list[ToldStep]] = {}
    for step in _all(passages, book, tellings):
        told.setdefault(step.tie, []).append(step)
    for telling in tellings:
        # That a tie has ended is told, even where no words for the end are read.
        steps = told.setdefault(_tie(telling), [])
        over = telling.tie.stage == "ended"
        if over and not any(step.event in ("end", "suspension") for step in steps):
            steps.append(ToldStep(_tie(telling), "end", None, telling.given))
    return told


def _all(passages: Sequence[ReadPassage], book: PlaceBook, tellings: Sequence[Telling]) -> Iterator[ToldStep]:
    by_passage: dict[int, list[Telling]] = {}
    for telling in tellings:
        by_passage.setdefault(id(telling.read), []).append(telling)
    for read in passages:
        if own := by_passage.get(id(read)):
            yield from _Passage(read, book, own).steps()


def _tie(telling: Telling) -> Tie:
    return telling.pair, telling.tie.relation


class _Passage:
    """The steps that one passage tells, sentence by sentence."""

    def __init__(self, read: ReadPassage, book: PlaceBook, tellings: Sequence[Telling]) -> None:
        self._read, self._book = read, book
        self._tellings = tellings
        self._by_sentence: dict[int, list[Telling]] = {}
        for telling in tellings:
            at = sentence_at(read.analysis.sentences, telling.start)
            self._by_sentence.setdefault(at, []).append(telling)
        pairs = {telling.pair for telling in tellings}
        self._only = next(iter(pairs)) if len(pairs) == 1 else None
        self._abroad = self._named_abroad()

    def steps(self) -> Iterator[ToldStep]:
        """Yield the steps that the tellings date, then those that the words tell."""
        current: frozenset[str] | None = None
        silent = 0
        for at, bounds in enumerate(self._read.analysis.sentences):
            if at in self._by_sentence:
                here = _own_line(self._by_sentence[at])
                pairs = {telling.pair for telling in here}
                current, silent = (next(iter(pairs)) if len(pairs) == 1 else None), 0
                yield from self._of_tellings(bounds, here)
                continue
            silent += 1
            if at in self._abroad:
                # `Hefei's mayor came in April. The two sides renewed the agreement.`
                current, silent = self._partner_among(self._abroad[at]), 0
                words = read_steps(self._read.analysis, bounds) if current else []
                yield from self._of_pair(words, current)
            else:
                yield from self._further(bounds, current if silent <= _FURTHER else None, silent)

    def _dated(self, telling: Telling, words: Sequence[Step]) -> ToldStep | None:
        """Return the step that a telling's own date is of, with the words for it where they are found."""
        since = time_of(telling.tie.since)
        if since is None:
            return None
        scope = telling.tie.scope
        inside = [step for step in words if scope[0] <= step.start < scope[1]]
        event = _event(telling, inside)
        if event is None:
            return None
        given = next(
            (self._read.given(step) for step in inside if step.value.event == event != "signing"),
            telling.given,
        )
        sure = any(step.value.event == event and step.value.date == telling.tie.since for step in inside)
        return ToldStep(_tie(telling), event, since, given, firm=True, sure=sure)

    def _of_tellings(self, bounds: Bounds, here: Sequence[Telling]) -> Iterator[ToldStep]:
        """Yield the steps that tellings date; then share out those of their sentence among the ties."""
        words = read_steps(self._read.analysis, bounds)
        yield from filter(None, [self._dated(telling, words) for telling in here])
        for step in words:
            for telling in self._owners(step, here):
                date = time_of(step.value.date)
                if step.value.event != "signing":
                    if not _is_founding(step, telling):
                        yield self._told(telling, step, date)
                elif telling.tie.stage == "established" and telling.tie.since is None:
                    yield self._told(telling, step, None)
                elif _follows(step, telling):
                    yield self._told(telling, step, date)

    def _told(self, telling: Telling, step: Step, date: Time | None) -> ToldStep:
        return ToldStep(_tie(telling), step.value.event, date, self._read.given(step))

    def _owners(self, step: Step, here: Sequence[Telling]) -> list[Telling]:
        """Return a telling of each tie that a step belongs to."""
        inside = [t for t in here if t.tie.scope[0] <= step.start < t.tie.scope[1]] or list(here)
        if len({telling.pair for telling in inside}) > 1:
            parts = [_part(self._read.analysis, step, stops) for stops in ("[,，;；]", "[;；]")]
            near = next(filter(None, (_told_in(part, inside) for part in parts)), [])
            shared = len({telling.tie.scope for telling in inside}) == 1
            inside = near or (inside if shared else [])
        sister = step.value.event == "upgrade"
        chosen: dict[frozenset[str], Telling] = {}
        for telling in inside:
            if telling.pair not in chosen or (sister and telling.tie.relation == "sister"):
                chosen[telling.pair] = telling
        return list(chosen.values())

    def _partner_among(self, named: set[str | None]) -> frozenset[str] | None:
        """Return the two places of the ties with the one place abroad that a sentence names, if they are."""
        if len(named) > 1:
            return None
        pairs = {telling.pair for telling in self._tellings if telling.keys[1] in named}
        return next(iter(pairs)) if len(pairs) == 1 else None

    def _further(self, bounds: Bounds, current: frozenset[str] | None, silent: int) -> Iterator[ToldStep]:
        """Yield the steps of a sentence that names no tie and no place abroad, but may go on about one."""
        meant, analysis = current or self._only, self._read.analysis
        if meant is None:
            return
        same = step_context(analysis.language, "same").search(analysis.text, *bounds)
        if same:
            yield from self._of_pair(read_steps(analysis, bounds), meant)
        elif current and silent == 1:
            # `First contacts were made last November.`
            words = read_steps(analysis, bounds)
            yield from self._of_pair([step for step in words if step.value.event == "contact"], current)

    def _named_abroad(self) -> dict[int, set[str | None]]:
        """Return the keys of the places abroad by the number of the sentence that they stand in."""
        sentences, named = self._read.analysis.sentences, dict[int, set[str | None]]()
        for place, key in self._book.abroad(self._read):
            at = sentence_at(sentences, place.start)
            left, right = sentences[at]
            if left <= place.start and place.end <= right:
                named.setdefault(at, set()).add(key)
        return named

    def _of_pair(self, words: Sequence[Step], pair: frozenset[str] | None) -> Iterator[ToldStep]:
        """Give the steps of a later sentence to the tie last told of two places."""
        own = [telling for telling in self._tellings if telling.pair == pair] if words else []
        for step in words if own else ():
            event, date = step.value.event, time_of(step.value.date)
            before = [t for t in own if t.start <= step.start] or own[:1]
            telling = next((t for t in own if event == "upgrade" and t.tie.relation == "sister"), before[-1])
            dated = any(t.tie.since or t.tie.stage != "established" for t in own)
            if event == "signing" and dated and not all(_follows(step, t) for t in own):
                continue
            yield self._told(telling, step, date)


def _own_line(here: Sequence[Telling]) -> Sequence[Telling]:
    """Leave out a tie that is told without its place where the sentence names another as its own."""
    if len(here) < 2:
        return here
    unnamed = [telling for telling in here if telling.rule in ("pairs.section", "pairs.reference")]
    others = [telling for telling in here if telling not in unnamed]
    return others if {telling.pair for telling in others} - {telling.pair for telling in unnamed} else here


def _event(telling: Telling, inside: Sequence[Step]) -> TieStep | None:
    """Return which step a telling's own date is of; None where its words give that date to another."""
    dates = {step.value.event: step.value.date for step in inside}
    same = {event for event, date in dates.items() if date == telling.tie.since}
    if telling.tie.stage == "intended":
        if "approval" not in dates or "intent" in dates:
            return "intent"
        if "signing" in same and "approval" not in same:
            return "signing"
        return "approval" if "approval" in same or dates["approval"] is None else None
    if "signing" not in same:
        if "upgrade" in same:
            return "upgrade" if telling.tie.relation == "sister" else None
        if same & {"contact", "renewal", "suspension", "end"}:
            return None
    return "signing"


def _follows(step: Step, telling: Telling) -> bool:
    """Tell whether a signing comes after the letter of intent by which the tie is told."""
    since, date = telling.tie.since, step.value.date
    return telling.tie.stage == "intended" and bool(since and date and since.end < date.start)


def _is_founding(step: Step, telling: Telling) -> bool:
    """Tell whether a tie stands by the words for an intent: `1998年10月草签协议` in a list."""
    same = step.value.date is not None and step.value.date == telling.tie.since
    return step.value.event == "intent" and telling.tie.stage == "established" and same


def _part(analysis: Analysis, step: Step, stops: str) -> Bounds:
    """Return the part of the sentence that stands around a step between two stops."""
    left, right = analysis.sentence_of(step.start)
    stop = re.compile(stops)
    before = [match.end() for match in stop.finditer(analysis.text, left, step.start)]
    behind = stop.search(analysis.text, step.end, right)
    return max([left, *before]), behind.start() if behind else right


def _told_in(part: Bounds, tellings: Sequence[Telling]) -> list[Telling]:
    return [t for t in tellings if part[0] <= t.tie.other.start and t.tie.other.end <= part[1]]


def history_of(given: str, steps: Sequence[ToldStep], since: Time | None) -> list[Draft]:
    """Return the history of a tie that stands `since` a day, in order, the steps without a date last.

    Equal and nested dates of a step are one, and a date makes up for none. Of dates of a signing that
    disagree, that by which the tie stands is kept, and those which the words themselves give.
    """
    by_event: dict[TieStep, list[ToldStep]] = {}
    for step in steps:
        by_event.setdefault(step.event, []).append(step)
    groups = [group for event in _STEPS if event in by_event for group in _groups(by_event[event], since)]
    upgraded = [step.date for step, *_ in groups if step.event == "upgrade" and step.date]
    kept = [group for group in groups if group[0].event != "signing" or group[0].date not in upgraded]
    kept.sort(key=lambda group: _when(group[0]))
    return [
        {
            "event": group[0].event,
            "date": date_field(group[0].date),
            "evidence": evidence(given, [step.given for step in group]),
        }
        for group in kept
    ]


def _when(step: ToldStep) -> tuple[bool, dt.date]:
    return (False, step.date.start) if step.date else (True, dt.date.min)


def _groups(own: Sequence[ToldStep], since: Time | None) -> list[list[ToldStep]]:
    """Join what is told of one step, the finest date first."""
    firm = [step for step in own if step.firm]
    groups: list[list[ToldStep]] = []
    for step in sorted((s for s in firm or own if s.date), key=_fineness):
        group = next((g for g in groups if _within(g[0].date, step.date)), None)
        groups.append([step]) if group is None else group.append(step)
    groups = [
        group
        for group in groups
        if not firm or any(step.sure for step in group) or _within(group[0].date, since) or len(groups) == 1
    ]
    return groups or ([list(own)] if own else [])


def _fineness(step: ToldStep) -> int:
    return (step.date.end - step.date.start).days if step.date else 0


def _within(one: Time | None, other: Time | None) -> bool:
    """Tell whether one time lies in the other."""
    return bool(one and other and other.start <= one.start and one.end <= other.end)

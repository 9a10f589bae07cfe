"""Ties: a word for the relation (`sister city`, `友好城市`), the places that it joins, its stage and its date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.lexicon import words
from pipeline.mentions import Mention
from pipeline.pairs.lists import Place, PlaceList, may_pair, place_lists
from pipeline.pairs.since import since_of
from pipeline.places import PlaceReading

Relation = Literal["sister", "friendly-exchange"]
Stage = Literal["established", "intended", "ended"]


@dataclass(frozen=True, slots=True)
class TieReading:
    """A tie of two places; `one` is on the home side and None where only the bulletin's own place is implied."""

    one: Place | None
    other: Place
    relation: Relation
    stage: Stage
    since: DateReading | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words for a relation, and where they stand."""

    start: int
    end: int
    relation: Relation


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    return re.compile(words(language, "pairs")[name])


def read_ties(analysis: Analysis) -> list[Mention[TieReading]]:
    """Return the ties that the passage tells, in its order; a tie told twice comes twice."""
    ties: list[Mention[TieReading]] = []
    heading: Relation | None = None
    topic: Relation | None = None
    seen: Relation | None = None
    since_told = 0
    earlier: list[Place] = []
    for start, end in analysis.sentences:
        triggers = list(_triggers(analysis, start, end))
        found = [tie for trigger in triggers for tie in _told(analysis, start, end, trigger, earlier)]
        if heading and _is_item(analysis, start, end):
            found += _listed(analysis, start, end, heading, found)
        elif triggers or seen:
            relation = triggers[0].relation if triggers else topic or seen or "sister"
            found += _continued(analysis, start, end, relation, found, bool(triggers or topic))
        ties += found
        heading = _heading(analysis, start, end, triggers, heading, bool(found))
        # A sentence may stand between `ten sister cities` and their list.
        since_told = 0 if triggers or found else since_told + 1
        topic = triggers[-1].relation if triggers else topic if since_told <= 2 else None
        seen = seen or topic
        earlier = [*earlier[-6:], *(m for m in within(analysis.places, start, end) if may_pair(m.value))]
    return ties


def _triggers(analysis: Analysis, start: int, end: int) -> Iterator[Trigger]:
    """Find the words for a relation, but not those inside the name of an event or a body."""
    taken = start
    pattern = _pattern(analysis.language, "trigger")
    for match in pattern.finditer(analysis.text, start, end):
        if match.start() < taken or _pattern(analysis.language, "decoy_after").match(
            analysis.text, match.end()
        ):
            continue
        taken = match.end()
        yield Trigger(match.start(), match.end(), "sister" if match["sister"] else "friendly-exchange")


def _told(
    analysis: Analysis, start: int, end: int, trigger: Trigger, earlier: Sequence[Place]
) -> Iterator[Mention[TieReading]]:
    lists = place_lists(analysis, start, end)
    chosen = _choose(analysis, lists, trigger)
    if chosen is None:
        yield from _by_reference(analysis, start, end, trigger, earlier)
        return
    for group in _alike(lists, chosen, trigger):
        partner = _partner(analysis, lists, group, trigger)
        for other in group.abroad:
            one = _nearest_home(group, other) if group.mixed else partner
            yield _tie(analysis, (start, end), trigger, one, other, len(group.abroad) > 1)


def _choose(analysis: Analysis, lists: Sequence[PlaceList], trigger: Trigger) -> PlaceList | None:
    """Choose the list that the relation is about: right behind it, across a border before it, or the nearest."""
    abroad = [group for group in lists if group.abroad]
    scored = [(_distance(analysis, group, trigger), group.start, group) for group in abroad]
    near = [item for item in scored if item[0] is not None]
    if near:
        return min(near, key=lambda item: item[:2])[2]
    return abroad[-1] if abroad and _signed(analysis, trigger) else None


def _signed(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether the relation is what a paper is signed on: then the sentence's parties are its places."""
    text, language = analysis.text, analysis.language
    around = (text[max(0, trigger.start - 60) : trigger.start], text[trigger.end : trigger.end + 30])
    return any(_pattern(language, "signing").search(part) for part in around)


def _distance(analysis: Analysis, group: PlaceList, trigger: Trigger) -> int | None:
    """Measure how far a list is from the trigger; None when the words between part them."""
    text, language = analysis.text, analysis.language
    if group.start >= trigger.end:
        gap = text[trigger.end : group.start]
        if _pattern(language, "leads_on").fullmatch(gap):
            return len(gap) // 8
        limit, penalty = words(language, "pairs")["reach_after"], 40
    else:
        gap = text[max(group.end, 0) : trigger.start] if group.end <= trigger.start else ""
        limit, penalty = words(language, "pairs")["reach_before"], 0 if group.mixed else 20
        if group.end > trigger.start:
            return 0
    if len(gap) > limit or re.search(r"[;；。]", gap) or _pattern(language, "parts").search(gap):
        return None
    return len(gap) + penalty


def _alike(lists: Sequence[PlaceList], chosen: PlaceList, trigger: Trigger) -> list[PlaceList]:
    """Take further lists of the same build along: `A与B，C与D，E与F都是友好城市`."""
    if not chosen.mixed:
        return [chosen]
    before = chosen.end <= trigger.start
    return [group for group in lists if group.mixed and (group.end <= trigger.start) == before]


def _partner(
    analysis: Analysis, lists: Sequence[PlaceList], group: PlaceList, trigger: Trigger
) -> Place | None:
    """Find the home side of a list from abroad: the place last named before it, or behind it (`of Kunming`)."""
    if group.mixed:
        return None
    homes = [place for other in lists for place in other.home]
    behind = [p for p in homes if p.start >= trigger.end and _of_home(analysis, trigger, p)]
    if behind:
        return behind[0]
    before = [place for place in homes if place.end <= max(group.start, trigger.start)]
    after = [
        place
        for place in homes
        if place.start >= group.end and _same_clause(analysis.text[group.end : place.start])
    ]
    return before[-1] if before else after[0] if after else None


def _same_clause(gap: str) -> bool:
    """Tell whether a home place behind the list belongs to it: no comma between, but for `自…结好起，我省`."""
    return (
        re.search(r"[,，;；.。]", gap) is None or re.fullmatch(r".{0,10}(?:起|以来|后)[，,]", gap) is not None
    )


def _of_home(analysis: Analysis, trigger: Trigger, place: Place) -> bool:
    """Tell whether the relation is said to be the place's: `a sister city of Chongqing`."""
    return re.fullmatch(r"\s(?:of|with|to)\s(?:the\s)?", analysis.text[trigger.end : place.start]) is not None


def _nearest_home(group: PlaceList, other: Place) -> Place:
    before = [place for place in group.home if place.end <= other.start]
    return before[-1] if before else group.home[0]


def _by_reference(
    analysis: Analysis, start: int, end: int, trigger: Trigger, earlier: Sequence[Place]
) -> Iterator[Mention[TieReading]]:
    """Read `the two cities became sister cities` of the two places told of last."""
    abroad = [place for place in earlier if not analysis.is_home(place.value)]
    told_of = abroad and _is_heading(analysis, abroad[-1], start)
    if not told_of and not _pattern(analysis.language, "both").search(analysis.text, start, end):
        return
    if abroad:
        homes = [place for place in earlier if analysis.is_home(place.value)]
        yield _tie(analysis, (start, end), trigger, homes[-1] if homes else None, abroad[-1], False)


def _is_heading(analysis: Analysis, place: Place, start: int) -> bool:
    """Tell whether the place stands alone as a heading: `Volgograd. A sister city since 2011`, `B. Red Wing, USA`."""
    left, right = analysis.sentence_of(place.start)
    line = analysis.text[left:right]
    for mention in within(analysis.places, left, right):
        line = line.replace(analysis.text[mention.start : mention.end], "", 1)
    return len(re.sub(r"\W|\d|\b[A-Z]{1,4}\b|(?i:city)", "", line)) <= 3


def _listed(
    analysis: Analysis, start: int, end: int, relation: Relation, found: Sequence[Mention[TieReading]]
) -> Iterator[Mention[TieReading]]:
    """Read a line below a heading such as `Sister Cities`: places, perhaps each with its country and a date."""
    known = {tie.value.other.start for tie in found}
    lists = place_lists(analysis, start, end)
    for group in lists:
        for other in group.abroad:
            if other.start in known:
                continue
            trigger = Trigger(other.start, other.start, relation)
            one = _nearest_home(group, other) if group.mixed else _partner(analysis, lists, group, trigger)
            yield _tie(analysis, _segment(analysis, start, end, other), trigger, one, other, False)


def _segment(analysis: Analysis, start: int, end: int, place: Place) -> tuple[int, int]:
    """Return the part of a list that is about one place: up to the next place, its country included."""
    later = [p.start for p in within(analysis.places, place.end, end) if not _qualifies(analysis, place, p)]
    return place.start, min([end, *later])


def _qualifies(analysis: Analysis, place: Place, wider: Place) -> bool:
    gap = analysis.text[place.end : wider.start]
    return wider.value.role == "qualifier" and len(gap) <= 4 and analysis.language == "en"


def _continued(
    analysis: Analysis,
    start: int,
    end: int,
    relation: Relation,
    found: Sequence[Mention[TieReading]],
    near: bool,
) -> Iterator[Mention[TieReading]]:
    """Read on where a text goes on to tell of ties: `2002年，又与X签约`, `the others: A (1980); B (1988)`."""
    known = {tie.value.other.start for tie in found}
    lists = place_lists(analysis, start, end)
    for group in lists:
        dated = [
            p
            for p in group.abroad
            if since_of(analysis, (start, end), (p.start, p.start + 1), p, "established", True)
        ]
        listed = near and len(dated) >= 2 and 2 * len(dated) >= len(group.abroad)
        if not listed and not _signs_too(analysis, start, end, group):
            continue
        for other in group.abroad:
            if other.start in known:
                continue
            trigger = Trigger(other.start, other.start, relation)
            one = _nearest_home(group, other) if group.mixed else _partner(analysis, lists, group, trigger)
            bounds = _segment(analysis, start, end, other) if listed else _clause(analysis, start, end, other)
            yield _tie(analysis, bounds, trigger, one, other, False)


def _signs_too(analysis: Analysis, start: int, end: int, group: PlaceList) -> bool:
    """Tell whether a list stands by words that mean a tie where ties are the topic: `ties with A`, `与A签约`."""
    head = analysis.text[max(start, group.start - 50) : group.start]
    tail = analysis.text[group.end : min(end, group.end + 70)]
    return bool(
        _pattern(analysis.language, "signs_too").match(tail)
        or _pattern(analysis.language, "tied_too").search(head)
    )


def _clause(analysis: Analysis, start: int, end: int, place: Place) -> tuple[int, int]:
    """Return the clause around a place, from one semicolon to the next."""
    text = analysis.text
    left = max(text.rfind(mark, start, place.start) for mark in ";；")
    right = [at for mark in ";；" if (at := text.find(mark, place.end, end)) >= 0]
    return max(start, left + 1), min([end, *right])


def _is_item(analysis: Analysis, start: int, end: int) -> bool:
    """Tell a line of a list from prose: little is left without its places, dates and notes in brackets."""
    bare, abroad = analysis.text[start:end], 0
    for mention in within(analysis.places, start, end):
        abroad += may_pair(mention.value) and not analysis.is_home(mention.value)
        bare = bare.replace(analysis.text[mention.start : mention.end], "", 1)
    for date in within(analysis.dates, start, end):
        bare = bare.replace(analysis.text[date.start : date.end], "", 1)
    closed = re.search(r"[。.]$", bare) and not re.search(r"[(（]", bare)
    if closed and not within(analysis.dates, start, end):
        return False
    bare = re.sub(r"[(（][^()（）]{0,40}[)）]|[\s、，,；;：:·|｜]+", "", bare)
    if _pattern(analysis.language, "parts").search(bare):
        return False
    return bool(abroad) and len(bare) <= words(analysis.language, "pairs")["item_rest"] * (1 + abroad) // 2


def _heading(
    analysis: Analysis,
    start: int,
    end: int,
    triggers: Sequence[Trigger],
    heading: Relation | None,
    found: bool,
) -> Relation | None:
    """Keep the relation that a heading names for the lines below it, until prose begins."""
    line = analysis.text[start:end]
    if triggers and not found and _pattern(analysis.language, "heading").search(line):
        return triggers[-1].relation
    if found or len(line) <= 2 * words(analysis.language, "pairs")["item_rest"]:
        return heading
    return None


def _tie(
    analysis: Analysis,
    bounds: tuple[int, int],
    trigger: Trigger,
    one: Place | None,
    other: Place,
    in_list: bool,
) -> Mention[TieReading]:
    stage = _stage(analysis, bounds, trigger)
    since = since_of(analysis, bounds, (trigger.start, trigger.end), other, stage, in_list)
    ends = [trigger.start, trigger.end, other.start, other.end]
    if one is not None and bounds[0] <= one.start < bounds[1]:
        ends += [one.start, one.end]
    outside = not bounds[0] <= other.start < bounds[1]
    span = bounds if outside else (min(ends), max(ends))
    rule = f"pairs.{'reference' if outside else 'heading' if trigger.start == trigger.end else 'trigger'}"
    return Mention(*span, rule, TieReading(one, other, trigger.relation, stage, since))


def _stage(analysis: Analysis, bounds: tuple[int, int], trigger: Trigger) -> Stage:
    """Read the stage off the words around the relation, in its own clause first."""
    before, after = words(analysis.language, "pairs")["stage_window"]
    text, stops = analysis.text, words(analysis.language, "pairs")["clause_stops"]
    left = max(bounds[0], trigger.start - before)
    left = max([left, *(text.rfind(stop, left, trigger.start) + 1 for stop in stops)])
    right = min(bounds[1], trigger.end + after)
    right = min([right, *(at for stop in stops if (at := text.find(stop, trigger.end, right)) >= 0)])
    clause = text[left:right]
    if _pattern(analysis.language, "ended").search(clause):
        return "ended"
    if _pattern(analysis.language, "intended").search(clause):
        return "intended"
    onward = text[right : min(bounds[1], right + after)]
    return "intended" if _pattern(analysis.language, "intended_next").search(onward) else "established"


def home_side(tie: TieReading) -> PlaceReading | None:
    """Return the home side's reading, None where it is only implied."""
    return tie.one.value if tie.one else None

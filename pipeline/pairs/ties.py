"""Ties: a word for the relation (`sister city`, `友好城市`), the places it joins, its stage and date."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.analysis import Analysis
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.pairs.chapters import Chapter, chapter_of, owned
from pipeline.pairs.choosing import alike, before_bracket, choose, partners
from pipeline.pairs.continuing import is_forerunner, is_row, joined_hands, signs_too
from pipeline.pairs.dating import dated_by_row, dated_elsewhere
from pipeline.pairs.listed_dates import own_dates, shared_date
from pipeline.pairs.lists import PlaceList, may_pair, owner_of
from pipeline.pairs.reading import Place, Relation, Stage, TieReading
from pipeline.pairs.reference import referred
from pipeline.pairs.rows import at_stage, caption_stage, first_partners, is_caption, lists_partner
from pipeline.pairs.sections import is_heading, opens_list, part_between_semicolons, segment, turns_away
from pipeline.pairs.sentence import Sentence, sentences
from pipeline.pairs.since import since_of
from pipeline.pairs.stage import stage_of
from pipeline.pairs.titles import Section, title_of, undated
from pipeline.pairs.triggers import Trigger, find_triggers
from pipeline.pairs.wording import pattern

Tie = Mention[TieReading]
# So many places are kept of the sentences before the last.
_KEPT = 6


@dataclass
class _Told:
    """What the passage has told so far that a later sentence may lean on."""

    heading: Relation | None = None
    standing: Stage | None = None  # what a heading says of all that it lists: `With letter of intent`
    owner: Place | None = None  # whose ties the heading lists
    topic: Relation | None = None
    seen: Relation | None = None
    silent: int = 0  # sentences since the topic was last told of
    noted: list[Sentence] = field(default_factory=list)  # the sentences that are no headings
    lines: list[Sentence] = field(default_factory=list)  # the last ones, where short and without a tie
    section: Section | None = None  # the place below whose name the text stands
    series: Section | None = None  # the last with a tie, for the others titled like it
    chapter: Chapter | None = None  # whose ties this part of the text tells
    undated: Section | None = None  # the one tie of the sentence before, which gave no date


def read_ties(analysis: Analysis) -> list[Tie]:
    """Return the ties that the passage tells, in its order; a tie told twice comes twice."""
    ties: list[Tie] = []
    told = _Told()
    # All that is kept for later sentences waits for a word for a relation.
    parts = sentences(analysis)
    for sentence in parts:
        told.chapter = chapter_of(analysis, sentence.bounds, told.chapter)
        triggers = find_triggers(sentence) if sentence.relations else []
        if is_caption(sentence):
            told.standing = caption_stage(sentence)
        if triggers and not sentence.abroad and is_heading(sentence, triggers, told.heading is not None):
            told.heading = told.topic = told.seen = triggers[-1].relation
            told.owner, told.silent, told.section = owner_of(sentence.lists), 0, None
            continue
        found = _read(sentence, triggers, told)
        if told.undated and not found and not triggers:
            found += _of_section(sentence, told, told.undated, told.undated.relation)
        told.undated = undated(found) if found else None
        found += _in_section(sentence, triggers, told, found)
        ties += owned(told.chapter, told.owner, found) if found else ()
        _note(sentence, triggers, told, bool(found))
    return ties + dated_elsewhere(analysis, parts, ties)


def _read(sentence: Sentence, triggers: Sequence[Trigger], told: _Told) -> list[Tie]:
    if not triggers and not sentence.places:
        return []
    found = _told_of(sentence, triggers, told) if triggers else []
    known = {tie.value.other.start for tie in found}
    listed = told.heading or (told.topic if sentence.is_table_row else None)
    if listed and (sentence.is_item or lists_partner(sentence)):
        rows = [at_stage(tie, told.standing) for tie in _listed(sentence, listed, told.owner)]
        found = dated_by_row(found, rows) + [tie for tie in rows if tie.value.other.start not in known]
    elif triggers or told.seen:
        found += _continued(sentence, triggers, told, known)
    return found


def _told_of(sentence: Sentence, triggers: Sequence[Trigger], told: _Told) -> list[Tie]:
    """Read what the words for a relation tell, notes in brackets first."""
    analysis, lists = sentence.analysis, sentence.lists
    forerunners = [group for group in lists if is_forerunner(analysis, group)]
    others = [group for group in lists if group not in forerunners] if forerunners else lists
    found: list[Tie] = []
    taken: list[PlaceList] = []
    noted: set[int] = set()  # places whose relation a note in brackets tells
    brackets = [(before_bracket(analysis, lists, trigger), trigger) for trigger in triggers]
    for bracket, trigger in sorted(brackets, key=lambda pair: pair[0] is None):
        chosen = choose(analysis, others, trigger, taken)
        ties = list(
            _of_trigger(sentence, trigger, chosen, forerunners, taken)
            if chosen
            else _by_reference(sentence, trigger, told)
        )
        found += (tie for tie in ties if tie.value.other.start not in noted)
        if bracket:
            noted.update(tie.value.other.start for tie in ties)
    return found


def _in_section(
    sentence: Sentence, triggers: Sequence[Trigger], told: _Told, found: Sequence[Tie]
) -> Iterator[Tie]:
    """Read what a section says of the place that titles it, and note a title for the lines below."""
    title = title_of(sentence.analysis, sentence.bounds)
    named = found[-1].value.relation if found else triggers[-1].relation if triggers else None
    if title:
        before, told.section = told.section, Section(title, named)
        if found:
            told.series = told.section
        elif told.series and told.series.relation and title.like(told.series.title):
            told.section.relation = told.series.relation
            if before is None or before.title.place is not title.place:
                at = title.place.start
                trigger = Trigger(at, at, told.series.relation, sentence.bounds)
                yield _tie(sentence.analysis, trigger, title.owner or told.owner, title.place, {})
        return
    if not told.section:
        return
    relation = named or told.heading or told.topic or told.seen
    ties = list(_of_section(sentence, told, told.section, relation))
    told.series = told.section if ties else told.series
    yield from ties


def _of_section(
    sentence: Sentence, told: _Told, section: Section, relation: Relation | None
) -> Iterator[Tie]:
    for known in section.read(sentence.analysis, sentence.bounds, relation):
        one = section.title.owner or told.owner
        relation_told = section.relation or "sister"
        reading = TieReading(one, section.title.place, relation_told, known.stage, known.since, known.bounds)
        yield Mention(*known.bounds, "pairs.section", reading)


def _note(sentence: Sentence, triggers: Sequence[Trigger], told: _Told, found: bool) -> None:
    """Keep what the next sentence may lean on."""
    analysis, bounds = sentence.analysis, sentence.bounds
    short = bounds[1] - bounds[0] <= 80
    below = not found and bool(told.heading or told.owner)
    if triggers and not found and opens_list(sentence):
        told.heading, told.owner = triggers[-1].relation, owner_of(sentence.lists)
    elif below and (turns_away(analysis, bounds) or not (short or sentence.is_table_row)):
        told.heading = told.owner = None
    # A sentence may stand between `ten sister cities` and their list.
    told.silent = 0 if triggers or found else told.silent + 1
    if triggers:
        told.topic = triggers[-1].relation
    elif told.silent > 2:
        told.topic = None
    told.seen = told.seen or told.topic
    if short and sentence.places and not triggers and not found:
        told.lines.append(sentence)
    elif told.lines:
        told.lines = []
    told.noted.append(sentence)


def _rows(told: _Told) -> list[Sentence]:
    """Return the lines of a list that stand right before a sentence."""
    rows = list(itertools.takewhile(lambda line: line.is_item, reversed(told.lines)))
    return rows[::-1]


def _earlier(told: _Told) -> list[Place]:
    """Return the places told before a sentence: all of the last sentence, six of those before it."""
    if not told.noted:
        return []
    *before, last = told.noted
    places: list[Place] = []
    for sentence in reversed(before):
        places = [*_that_may_pair(sentence), *places]
        if len(places) >= _KEPT:
            break
    return [*places[-_KEPT:], *_that_may_pair(last)]


def _that_may_pair(sentence: Sentence) -> list[Place]:
    return [place for place in sentence.places if may_pair(place.value)]


def _of_trigger(
    sentence: Sentence,
    trigger: Trigger,
    chosen: PlaceList,
    forerunners: Sequence[PlaceList],
    taken: list[PlaceList],
) -> Iterator[Tie]:
    """Read the places that the words for a relation join, and those told as their forerunners."""
    analysis, lists = sentence.analysis, sentence.lists
    groups = alike(lists, chosen, trigger)
    taken += groups
    for group in groups:
        yield from _tied(analysis, trigger, group, partners(analysis, lists, group, trigger))
    for group in forerunners:
        if group.abroad and group.end <= trigger.start and trigger.scope[0] <= group.start:
            first = Trigger(group.start, group.start, "sister", (group.start, trigger.start))
            yield from _tied(analysis, first, group, partners(analysis, lists, group, trigger))


def _tied(
    analysis: Analysis,
    trigger: Trigger,
    group: PlaceList,
    couples: Iterable[tuple[Place | None, Place]],
) -> Iterator[Tie]:
    own = own_dates(analysis, trigger.scope, group.abroad)
    for one, other in couples:
        yield _tie(analysis, trigger, one, other, own)


def _by_reference(sentence: Sentence, trigger: Trigger, told: _Told) -> Iterator[Tie]:
    """Read a relation told without its places: of those told of before, or of the rows above."""
    analysis, lists = sentence.analysis, sentence.lists
    rows = _rows(told) if pattern(analysis.language, "above").match(sentence.text) else []
    if rows:
        for row in rows:
            yield from _listed(row, trigger.relation, owner_of(lists))
        return
    for one, other in referred(analysis, sentence.bounds, lists, trigger, _earlier(told)):
        yield _tie(analysis, trigger, one, other, {})


def _listed(sentence: Sentence, relation: Relation, owner: Place | None) -> Iterator[Tie]:
    """Read a line below a heading such as `Sister Cities`: places, each perhaps with country and date."""
    analysis, bounds, lists = sentence.analysis, sentence.bounds, sentence.lists
    row = sentence.is_table_row
    for group in first_partners(analysis, lists) if row else lists:
        whole = Trigger(group.start, group.start, relation, bounds)
        own = shared_date(analysis, bounds, group.abroad)
        for one, other in partners(analysis, lists, group, whole):
            part = bounds if row else segment(analysis, bounds, other, group)
            trigger = Trigger(other.start, other.start, relation, part)
            yield _tie(analysis, trigger, one or owner, other, own)


def _continued(
    sentence: Sentence, triggers: Sequence[Trigger], told: _Told, known: set[int]
) -> Iterator[Tie]:
    """Read on where a text goes on to tell of ties: `2002年，又与X签约`, `the others: A (1980); B (1988)`."""
    analysis, bounds = sentence.analysis, sentence.bounds
    topic = triggers[0].relation if triggers else told.topic
    if not triggers and told.series:
        topic = told.series.relation  # `8. Others`, behind sections of single places
    relation = topic or told.seen or "sister"
    if told.topic and not triggers:
        for side, other in joined_hands(sentence):
            known.add(other.start)
            yield _tie(analysis, Trigger(other.start, other.start, relation, bounds), side, other, {})
    for group in sentence.lists:
        dated = own_dates(analysis, bounds, group.abroad) if topic and len(group.abroad) > 1 else {}
        listed = len(dated) >= 2 and 2 * len(dated) >= len(group.abroad)
        row = is_row(sentence, group)
        if not listed and not row and not signs_too(analysis, bounds, group, bool(topic)):
            continue
        whole = Trigger(group.start, group.start, relation, bounds)
        for one, other in partners(analysis, sentence.lists, group, whole):
            if other.start in known:
                continue
            scope = (
                segment(analysis, bounds, other, group)
                if listed
                else part_between_semicolons(analysis, bounds, other)
            )
            yield _tie(analysis, Trigger(other.start, other.start, relation, scope), one, other, dated)


def _tie(
    analysis: Analysis,
    trigger: Trigger,
    one: Place | None,
    other: Place,
    own: dict[int, DateReading],
) -> Tie:
    bounds = trigger.scope
    stage = stage_of(analysis, bounds, trigger, (other.start, other.end))
    since = since_of(analysis, bounds, trigger, other, stage, own)
    ends = [trigger.start, trigger.end, other.start, other.end]
    left, right = analysis.sentence_of(trigger.start)
    if one is not None and left <= one.start < right:
        ends += [one.start, one.end]
    outside = not left <= other.start < right
    span = (left, right) if outside else (min(ends), max(ends))
    rule = f"pairs.{'reference' if outside else 'heading' if trigger.empty else 'trigger'}"
    return Mention(*span, rule, TieReading(one, other, trigger.relation, stage, since, bounds))

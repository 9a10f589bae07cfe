"""Words for a relation (`sister city`, `友好城市`), and the part of a sentence that each speaks for."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.analysis import Analysis, within
from pipeline.pairs.lists import PlaceList, without_places
from pipeline.pairs.reading import Relation
from pipeline.pairs.sentence import Sentence
from pipeline.pairs.wording import clause, pattern, setting
from pipeline.sentences import Bounds

_CLOSED, _SEMICOLON = re.compile("[)）]"), re.compile("[;；]")


class Trigger(NamedTuple):
    """The words for a relation, where they stand, and the part of the text that tells of this relation.

    `counted` marks a number of ties (`36 sister cities`); an empty trigger is a place in a list of ties.
    """

    start: int
    end: int
    relation: Relation
    scope: Bounds
    counted: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether a heading or an earlier sentence names the relation, not these words."""
        return self.start == self.end


def find_triggers(sentence: Sentence) -> list[Trigger]:
    """Return the words for a relation, but for those denied or in the name of an event."""
    analysis, (start, end) = sentence.analysis, sentence.bounds
    text, language = analysis.text, analysis.language
    found: list[Trigger] = []
    for match in sentence.relations:
        first, last = match.span()
        if pattern(language, "decoy_after").match(text, last):
            continue
        relation: Relation = "friendly-exchange" if match.groupdict().get("exchange") else "sister"
        if _decoy_before(analysis, text[max(start, first - 40) : first], relation, match):
            continue
        left, _ = clause(language, text, (start, end), first, last)
        if _refused(language, text[left:first], text[last:end][:140]):
            continue
        if pattern(language, "denied").search(text[max(left, first - 60) : first]):
            continue
        found.append(Trigger(first, last, relation, (start, end), _counted(analysis, match)))
    return _scoped(analysis, (start, end), found, sentence.lists) if found else []


def _refused(language: str, before: str, behind: str) -> bool:
    """Tell whether a tie was asked for in vain: `declined an offer of twinning`, `… was turned down`."""
    before = before[-140:]
    if pattern(language, "refused").search(before):
        return True
    # `a motion to end the twinning was defeated`
    if not pattern(language, "asked").search(before) or pattern(language, "to_end").search(before):
        return False
    return pattern(language, "refused_next").match(behind) is not None


def _decoy_before(analysis: Analysis, before: str, relation: Relation, match: re.Match[str]) -> bool:
    """Tell whether the words found nothing: `hospitals twinned`, `deepen their friendly cooperation`."""
    if pattern(analysis.language, "decoy_before").search(before):
        return True
    if relation == "sister":
        return False
    # `签署友好交流备忘录` is a relation, `友好交流不断加深` and `deepen their friendly cooperation` are none.
    near = max(0, match.start() - setting(analysis.language, "near"))
    noun = pattern(analysis.language, "exchange_noun")
    if noun.search(analysis.text, match.start(), match.end() + 12):
        return False
    if pattern(analysis.language, "decoy_before_exchange").search(before):
        return True
    return noun.search(analysis.text, near, match.start()) is None


def _counted(analysis: Analysis, match: re.Match[str]) -> bool:
    """Tell whether the words are counted: `36 international sister cities`, `友好城市增至6个`."""
    before = analysis.text[max(0, match.start() - 24) : match.start()]
    return bool(
        pattern(analysis.language, "counted_before").search(before)
        or pattern(analysis.language, "counted_after").match(analysis.text, match.end())
    )


def _scoped(
    analysis: Analysis, bounds: Bounds, triggers: Sequence[Trigger], lists: Sequence[PlaceList]
) -> list[Trigger]:
    """Share a sentence among its triggers: to each the part from the one before to its own clause's end."""
    scopes = [_note(analysis.text, bounds, trigger) for trigger in triggers]
    plain = [number for number, note in enumerate(scopes) if note is None]
    left = bounds[0]
    for number, following in zip(plain, [*plain[1:], None], strict=False):
        trigger, right = triggers[number], bounds[1]
        if following is not None:
            right = _border(analysis, trigger, triggers[following], lists)
        scopes[number] = _between_semicolons(analysis.text, trigger, left, right, lists)
        left = right
    return [
        trigger
        if scope is None or scope == trigger.scope
        else Trigger(trigger.start, trigger.end, trigger.relation, scope, trigger.counted)
        for trigger, scope in zip(triggers, scopes, strict=True)
    ]


def _note(text: str, bounds: Bounds, trigger: Trigger) -> Bounds | None:
    """Return the bounds of the note in brackets that the trigger stands in: `B（2014年，友好交流关系）`."""
    left = max(bounds[0], trigger.start - 60)
    opened = max(text.rfind("(", left, trigger.start), text.rfind("（", left, trigger.start))
    if opened < 0 or _CLOSED.search(text, opened, trigger.start):
        return None
    closed = _CLOSED.search(text, trigger.end, bounds[1])
    return (opened, closed.end()) if closed else None


def _border(analysis: Analysis, one: Trigger, other: Trigger, lists: Sequence[PlaceList]) -> int:
    """Find where the telling of one relation ends and that of the other begins: a stop that parts no list."""
    start = _dated_end(analysis, one, other.start)
    gap = (start, other.start)
    for name in ("hard_stop", "soft_stop", "turn"):
        stops = [
            match.start()
            for match in pattern(analysis.language, name).finditer(analysis.text, *gap)
            if not any(group.start < match.start() < group.end for group in lists)
            and not _bracketed(analysis.text, one.end, match.start())
        ]
        if stops:
            # An English date stands behind its places (`with A, in 2003, and`), a Chinese one before them.
            led = any(one.end <= group.start and group.end <= stops[0] for group in lists)
            return stops[-1] if analysis.language == "en" and led else stops[0]
    # `its sister city A and friendly exchange city B`: what follows at once is the relation's own.
    for group in lists:
        if one.end <= group.start and group.end <= other.start:
            near = pattern(analysis.language, "leads_on").fullmatch(analysis.text, one.end, group.start)
            return max(group.end, _since_behind(analysis, group.end, other.start)) if near else start
    return start


def _dated_end(analysis: Analysis, trigger: Trigger, limit: int) -> int:
    """Return where a date right behind a relation ends, as its own: `a friendship agreement in 2006`."""
    for date in within(analysis.dates, trigger.end, min(limit, trigger.end + 60)):
        behind = pattern(analysis.language, "right_behind")
        return date.end if behind.fullmatch(analysis.text, trigger.end, date.start) else trigger.end
    return trigger.end


def _since_behind(analysis: Analysis, position: int, limit: int) -> int:
    """Return where a date right behind a place ends, as its own: `twinned with A since 2005`."""
    for date in within(analysis.dates, position, min(limit, position + 60)):
        gap = without_places(analysis, position, date.start)
        return date.end if pattern(analysis.language, "date_beside").fullmatch(gap) else position
    return position


def _bracketed(text: str, start: int, position: int) -> bool:
    """Tell whether a bracket opened since `start` is still open at `position`."""
    between = text[start:position]
    return len(re.findall(r"[(（]", between)) > len(re.findall(r"[)）]", between))


def _between_semicolons(
    text: str, trigger: Trigger, left: int, right: int, lists: Sequence[PlaceList]
) -> Bounds:
    """Cut a part at its semicolons where the text beyond has places of its own."""
    for match in _SEMICOLON.finditer(text, left, right):
        at = match.start()
        if any(group.start < at < group.end for group in lists):
            continue
        if at < trigger.start and any(left <= group.start and group.end <= at for group in lists):
            left = at + 1
        elif at >= trigger.end and _rows(trigger, at, right, lists):
            continue
        elif at >= trigger.end and any(at < group.start and group.end <= right for group in lists):
            right = at
            break
    return left, right


def _rows(trigger: Trigger, at: int, right: int, lists: Sequence[PlaceList]) -> bool:
    """Tell whether a semicolon parts two rows of a list of pairs: `友城：甲——A；乙——B`."""
    before = [group for group in lists if trigger.end <= group.start and group.end <= at]
    behind = [group for group in lists if at < group.start and group.end <= right]
    return bool(before and behind) and all(group.mixed for group in (*before, behind[0]))

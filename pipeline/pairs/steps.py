"""Steps in the life of a tie, by the words that tell them: `renewed the agreement`, `升级为友好城市`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.frozen import dataclass
from models.records import TieStep
from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.pairs.listed_dates import YEAR, Dated
from pipeline.pairs.wording import pattern as tie_pattern
from pipeline.pairs.wording import setting, spotted, spotted_in, step_context
from pipeline.sentences import Bounds

# Where words overlap, the first of these is meant: `re-signed the agreement` is no signing.
_ORDER: tuple[TieStep, ...] = (
    "end",
    "suspension",
    "renewal",
    "upgrade",
    "intent",
    "contact",
    "approval",
    "signing",
)
_BEHIND, _BEFORE, _GUARD = 100, 140, 80
# What joins the words of a step to what stands before them.
_LEAD = re.compile(r"(?:and\b|[,\s])*")
_Found = tuple[int, int, TieStep]


@dataclass(frozen=True, slots=True)
class StepReading:
    """A step that was taken, and the date that its words give it."""

    event: TieStep
    date: DateReading | None


Step = Mention[StepReading]


def read_steps(analysis: Analysis, bounds: Bounds) -> list[Step]:
    """Return the steps that a sentence tells, in its order; those planned, refused or denied are none."""
    found: list[_Found] = []
    told = spotted_in(analysis.language, analysis.text, bounds)
    for event in _ORDER:
        if event not in told:
            continue
        for match in spotted(analysis.language, event).matches(analysis.text, *bounds):
            clear = not any(match.start() < end and start < match.end() for start, end, _ in found)
            if clear and _taken(analysis, bounds, match, event):
                # `, renewed in 2005` tells by its verb.
                lead = _LEAD.match(match[0])
                found.append((match.start() + (lead.end() if lead else 0), match.end(), event))
    if not found:
        return []
    found.sort()
    starts = [start for start, _, _ in found]
    return [
        Mention(start, end, f"pairs.{event}", StepReading(event, date))
        for start, end, event in _without_leads(analysis, found)
        for date in _dates_of(analysis, bounds, (start, end), event, starts)
    ]


def _without_leads(analysis: Analysis, found: Sequence[_Found]) -> Iterator[_Found]:
    """Leave out the signing of a paper that the next words call something else: `签署友好城市意向书`."""
    for one, two in pairwise([*found, (len(analysis.text), 0, "signing")]):
        between = analysis.text[one[1] : two[0]]
        leads = one[2] == "signing" and two[2] in ("intent", "upgrade", "renewal")
        if not (leads and len(between) <= 24 and not re.search(r"[，,。;；]", between)):
            yield one


def _taken(analysis: Analysis, bounds: Bounds, match: re.Match[str], event: TieStep) -> bool:
    """Tell whether a step was taken, and by the places themselves."""
    text, language = analysis.text, analysis.language
    before = text[max(bounds[0], match.start() - _GUARD) : match.start()]
    behind = text[match.end() : bounds[1]]
    if step_context(language, "denied").search(match[0]):
        return False
    guards = ["ahead", "of_others"]
    if event == "approval":
        guards.append("not_yet")
    elif event not in ("contact", "intent"):
        guards.append("asked")
    if any(step_context(language, name).search(before) for name in guards):
        return False
    return not any(step_context(language, f"{name}_after").match(behind) for name in ("ahead", "of_others"))


def _dates_of(
    analysis: Analysis, bounds: Bounds, step: Bounds, event: TieStep, starts: Sequence[int]
) -> list[DateReading | None]:
    """Return the date of a step: the next behind it, else the last before it; a renewal may have several."""
    dates = [date for date in within(analysis.dates, *bounds) if _may_date(analysis, date, bounds, event)]
    chosen = _behind(analysis, dates, step, starts) or _before(analysis, dates, step, starts)
    if chosen is None:
        return [None]
    if event != "renewal":
        return [chosen.value]
    listed = [chosen]
    joins = step_context(analysis.language, "date_joins")
    for date in dates:
        if date.start >= listed[-1].end and joins.fullmatch(analysis.text, listed[-1].end, date.start):
            listed.append(date)
    for date in reversed(dates):
        if date.end <= listed[0].start and joins.fullmatch(analysis.text, date.end, listed[0].start):
            listed.insert(0, date)
    return [date.value for date in listed]


def _may_date(analysis: Analysis, date: Dated, bounds: Bounds, event: TieStep) -> bool:
    text, language = analysis.text, analysis.language
    if date.value.end - date.value.start > YEAR and event != "contact":
        return False
    published = analysis.setting.published
    if published and date.value.start > published:
        return False
    before = text[max(bounds[0], date.start - _GUARD) : date.start]
    if tie_pattern(language, "planned").search(before) or step_context(language, "until_date").search(before):
        return False
    if event in ("contact", "signing", "suspension"):
        return True
    if step_context(language, "other_date").search(before):
        return False
    tail = text[date.end : date.end + 30]
    return not (
        step_context(language, "own_paper").search(tail) or step_context(language, "date_stale").search(tail)
    )


def _behind(analysis: Analysis, dates: Sequence[Dated], step: Bounds, starts: Sequence[int]) -> Dated | None:
    for date in dates:
        if date.start < step[1]:
            continue
        gap = analysis.text[step[1] : date.start]
        if setting(analysis.language, "verbs_follow_dates"):
            near = step_context(analysis.language, "date_beside").fullmatch(gap) is not None
        else:
            near = len(gap) <= _BEHIND and not step_context(analysis.language, "date_stop").search(gap)
        parted = any(step[1] <= start < date.start for start in starts)
        return date if near and not parted else None
    return None


def _before(analysis: Analysis, dates: Sequence[Dated], step: Bounds, starts: Sequence[int]) -> Dated | None:
    """Return the last date before a step that is not that of a step between, in an earlier clause."""
    # `2012年起交往`, `关系于2012年中止`: the words of the step begin within the date, or hold it.
    before = [date for date in dates if date.start < step[1]]
    if not before:
        return None
    date = before[-1]
    gap = analysis.text[min(date.end, step[0]) : step[0]]
    if len(gap) > _BEFORE or re.search("[;；。]", gap):
        return None
    between = [start for start in starts if date.end <= start < step[0]]
    shared = between and re.search("[，,]", analysis.text[between[-1] : step[0]])
    return None if shared else date

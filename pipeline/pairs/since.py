"""Since when a tie stands: the place's own date in a list, an anniversary, or one by a verb of founding."""

import re
from collections.abc import Mapping, Sequence

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.mentions import characters_between
from pipeline.pairs.anniversary import anniversary
from pipeline.pairs.listed_dates import YEAR, Dated, date_beside
from pipeline.pairs.reading import Place, Stage
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.visits import during_visit
from pipeline.pairs.wording import clause, pattern, setting, sought
from pipeline.sentences import Bounds, sentence_at


def since_of(
    analysis: Analysis,
    bounds: Bounds,
    trigger: Trigger,
    place: Place,
    stage: Stage,
    own: Mapping[int, DateReading],
) -> DateReading | None:
    """Return when the tie with `place` was founded (when its letter was signed, for an intended one).

    `own` are the dates of single places of the list that `place` stands in, from `own_dates`.
    """
    if own:
        return own.get(place.start)
    dates = [date for date in within(analysis.dates, *bounds) if not _planned(analysis, date, bounds)]
    dates = [date for date in dates if date.value.end - date.value.start <= YEAR]
    years = anniversary(analysis, bounds) if stage != "intended" else None
    if not dates and not trigger.empty and not years:
        opening = _of_the_sentence(analysis, bounds) if stage == "established" else None
        if not opening and not _attributive(analysis, bounds, trigger, place):
            opening = _date_above(analysis, bounds, stage)
        if opening:
            return opening.value
        visit = None if _attributive(analysis, bounds, trigger, place) else during_visit(analysis, bounds)
        if visit:
            return visit
    # A line of a list, or a note in brackets, `（友好城市，2010年）`: its date is the tie's.
    if trigger.empty or analysis.text[bounds[0]] in "(（":
        told = [date for date in dates if not _of_something_else(analysis, date, bounds, stage)]
        beside = date_beside(analysis, place, bounds[1], bracketed=False) if len(told) > 1 else None
        return beside or (told[0].value if told else None)
    founded = _founding_date(analysis, bounds, trigger, dates, place, stage)
    if years and founded and founded.start.year == years.start.year:
        return founded
    return years or founded


def _of_the_sentence(analysis: Analysis, bounds: Bounds) -> Dated | None:
    """Return the date that opens a sentence and holds throughout: `In 1979 A and B …, while C and D …`."""
    start, end = analysis.sentence_of(bounds[0])
    dates = within(analysis.dates, start, end)
    founded = sought(analysis.language, "founding").search(analysis.text, *bounds)
    if len(dates) != 1 or not founded or start == bounds[0]:
        return None
    if pattern(analysis.language, "by_now").match(analysis.text, *bounds):
        return None
    # `8日签署友好交流协定，结为友好城市`: what has no place of its own goes on about the same event.
    goes_on = not any(not analysis.is_home(m.value) for m in within(analysis.places, *bounds))
    return dates[0] if goes_on or dates[0].start - start <= 6 else None


def _date_above(analysis: Analysis, bounds: Bounds, stage: Stage) -> Dated | None:
    """Return the date that heads a chronicle's entry, a line of its own above `… signed the agreement`."""
    sentence = analysis.sentence_of(bounds[0])
    name = "letter_signing" if stage == "intended" else "founding"
    if within(analysis.dates, *sentence) or not sought(analysis.language, name).search(
        analysis.text, *bounds
    ):
        return None
    at = sentence_at(analysis.sentences, sentence[0])
    for start, end in reversed(analysis.sentences[max(0, at - 4) : at]):
        dates = within(analysis.dates, start, end)
        if len(dates) == 1 and not re.search(
            r"\w", analysis.text[start : dates[0].start] + analysis.text[dates[0].end : end]
        ):
            return dates[0]
        if dates:
            return None
    return None


def _founding_date(
    analysis: Analysis, bounds: Bounds, trigger: Trigger, dates: Sequence[Dated], place: Place, stage: Stage
) -> DateReading | None:
    """Choose the date nearest to the verb of founding nearest to the relation, its own clause first."""
    text, language = analysis.text, analysis.language
    attributive = _attributive(analysis, bounds, trigger, place)
    name = "lasting" if attributive else "founding"
    if stage == "intended":
        name = "letter_signing"
    # `upgraded from a friendly exchange city | to a sister city on July 1`: the verb may stand before.
    for left in (bounds[0], analysis.sentence_of(trigger.start)[0]):
        found = sought(language, name).finditer(text, left, bounds[1])
        verbs = [match for match in found if not _ahead_of_us(analysis, match, bounds)]
        if verbs:
            break
    reach = setting(language, "reach_before")
    told = [
        date
        for date in dates
        if date.distance(trigger.start, trigger.end) <= reach
        and not _of_something_else(analysis, date, bounds, stage)
    ]
    if not verbs or not told:
        return None
    behind = [date for date in told if trigger.end <= date.start <= trigger.end + 40]
    if behind and stage == "established" and not attributive:
        gap = text[trigger.end : behind[0].start]
        if pattern(language, "right_behind").fullmatch(gap):
            return behind[0].value
    verb = min(verbs, key=lambda m: characters_between(m.start(), m.end(), trigger.start, trigger.end))
    own = clause(language, text, bounds, verb.start(), verb.end())

    if (
        stage == "intended"
    ):  # other dates tell of contacts: the letter's own stands with it, or opens its clause
        left = _with_circumstance(analysis, bounds, own[0])
        told = [date for date in told if left - 2 <= date.end and date.start < own[1]]

    ahead = setting(language, "verbs_follow_dates")

    def rank(date: Dated) -> tuple[bool, bool, int]:
        behind = ahead and date.start > trigger.end
        return not own[0] <= date.start < own[1], behind, date.distance(verb.start(), verb.end())

    return _finer(analysis, min(told, key=rank), told, trigger) if told else None


def _finer(analysis: Analysis, founded: Dated, told: Sequence[Dated], trigger: Trigger) -> DateReading:
    """Take the day that a later clause gives for a year: `始于2005年，当年5月20日双方正式签约`."""
    for date in told:
        one, other = founded.value, date.value
        inside = one.start <= other.start and other.end <= one.end
        if date.start < founded.end or not inside or other.coarseness >= one.coarseness:
            continue
        behind = analysis.text[date.end : date.end + 12]
        if date.start > trigger.end and pattern(analysis.language, "signed_then").match(behind):
            return other
    return founded.value


def _attributive(analysis: Analysis, bounds: Bounds, trigger: Trigger, place: Place) -> bool:
    """Tell whether the relation only describes the place: `its sister city X` founds nothing."""
    text, language = analysis.text, analysis.language
    if not trigger.end <= place.start <= trigger.end + setting(language, "near"):
        return False
    gap = text[trigger.end : place.start]
    for wider in within(analysis.places, trigger.end, place.start):
        gap = gap.replace(text[wider.start : wider.end], "", 1)
    before = max(bounds[0], trigger.start - setting(language, "near"))
    return (
        pattern(language, "apposition").fullmatch(gap) is not None
        and sought(language, "founding").search(text, before, trigger.start) is None
    )


def _planned(analysis: Analysis, date: Dated, bounds: Bounds) -> bool:
    """Tell whether the date lies ahead: `拟在2017年上半年签署`, `to be signed next spring`."""
    before = analysis.text[max(bounds[0], date.start - 60) : date.start]
    return pattern(analysis.language, "planned").search(before) is not None


def _ahead_of_us(analysis: Analysis, verb: re.Match[str], bounds: Bounds) -> bool:
    """Tell whether the founding itself is planned: `拟在2017年上半年签署`."""
    before = analysis.text[max(bounds[0], verb.start() - 60) : verb.start()]
    return pattern(analysis.language, "planned_verb").search(before) is not None


def _of_something_else(analysis: Analysis, date: Dated, bounds: Bounds, stage: Stage) -> bool:
    """Tell whether the date is that of first contacts, of a feast, of a renewal or of the end of the tie."""
    text, language = analysis.text, analysis.language
    left, right = clause(language, text, bounds, date.start, date.end)
    if pattern(language, "not_founding").match(text, date.end, min(bounds[1], date.end + 40)):
        return True
    if pattern(language, "not_founding_before").search(text[max(left, date.start - 60) : date.start]):
        return True
    if stage == "established" and pattern(language, "letter").match(
        text, date.end, min(right, date.end + 60)
    ):
        return True
    if stage != "ended":
        return False
    ended, founded = (
        _distance_to(analysis, date, name, bounds, (left, right)) for name in ("ended", "founding")
    )
    return ended < founded


def _distance_to(analysis: Analysis, date: Dated, name: str, bounds: Bounds, own: Bounds) -> int:
    """Measure from a date to the next verb of a kind: behind it in Chinese, in its own clause in English."""
    text, found = analysis.text, sought(analysis.language, name)
    if setting(analysis.language, "verbs_follow_dates"):
        match = next((m for m in found.finditer(text, date.start, bounds[1]) if m.end() > date.end), None)
        return date.distance(match.start(), match.end()) if match else bounds[1]
    return min((date.distance(m.start(), m.end()) for m in found.finditer(text, *own)), default=own[1])


def _with_circumstance(analysis: Analysis, bounds: Bounds, start: int) -> int:
    """Return where the words on the occasion begin that lead to a clause: `5月访问期间，`."""
    before = analysis.text[max(bounds[0], start - 12) : start]
    if not pattern(analysis.language, "circumstance").search(before):
        return start
    return clause(analysis.language, analysis.text, bounds, start - 2, start - 1)[0]

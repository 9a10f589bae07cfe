"""Since when a tie stands: the place's own date in a list, an anniversary, or one by a verb of founding."""

import itertools
import re
from collections.abc import Mapping, Sequence

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.mentions import Mention, characters_between
from pipeline.pairs.anniversary import anniversary
from pipeline.pairs.reading import Place, Stage
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import clause, pattern, setting
from pipeline.sentences import Bounds, sentence_at

Dated = Mention[DateReading]


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
    if not dates and not trigger.empty:
        opening = _of_the_sentence(analysis, bounds) if stage == "established" else None
        if not opening and not _attributive(analysis, bounds, trigger, place):
            opening = _date_above(analysis, bounds, stage)
        if opening:
            return opening.value
    if trigger.empty:  # a line of a list: its date is the tie's
        told = [date for date in dates if not _of_something_else(analysis, date, bounds, stage)]
        beside = _beside(analysis, place, bounds[1], bracketed=False) if len(told) > 1 else None
        return beside or (told[0].value if told else None)
    years = anniversary(analysis, bounds) if stage != "intended" else None
    founded = _founding_date(analysis, bounds, trigger, dates, place, stage)
    if years and founded and founded.start.year == years.start.year:
        return founded
    return years or founded


def _of_the_sentence(analysis: Analysis, bounds: Bounds) -> Dated | None:
    """Return the date that opens a sentence and holds throughout: `In 1979 A and B …, while C and D …`."""
    start, end = analysis.sentence_of(bounds[0])
    dates = within(analysis.dates, start, end)
    founded = pattern(analysis.language, "founding").search(analysis.text, *bounds)
    if len(dates) != 1 or not founded or start == bounds[0]:
        return None
    # `8日签署友好交流协定，结为友好城市`: what has no place of its own goes on about the same event.
    goes_on = not any(not analysis.is_home(m.value) for m in within(analysis.places, *bounds))
    return dates[0] if goes_on or dates[0].start - start <= 6 else None


def _date_above(analysis: Analysis, bounds: Bounds, stage: Stage) -> Dated | None:
    """Return the date that heads a chronicle's entry, a line of its own above `… signed the agreement`."""
    sentence = analysis.sentence_of(bounds[0])
    name = "letter_signing" if stage == "intended" else "founding"
    if within(analysis.dates, *sentence) or not pattern(analysis.language, name).search(
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


def own_dates(analysis: Analysis, bounds: Bounds, places: Sequence[Place]) -> dict[int, DateReading]:
    """Return the dates of single places, by where those start: `A（1994年）、B（1996年）`, `1994年与A`.

    Empty where the places share a date.
    """
    single = len(places) == 1
    behind = {p.start: d for p in places if (d := _beside(analysis, p, bounds[1], bracketed=single))}
    if single:
        return behind
    ahead = {p.start: d for p in places if (d := _ahead(analysis, p, bounds[0]))}
    dates = within(analysis.dates, *bounds)
    if not behind and _turn_about(dates, places):
        return {p.start: d.value for p, d in zip(places, dates, strict=True)}
    if len(ahead) > len(behind) or (
        len(ahead) == len(behind) == len(places) - 1 and places[0].start in ahead
    ):
        return _inherited(ahead, places) if len(ahead) > 1 else {}
    if behind and (len(dates) > 1 or places[-1].start not in behind):
        return behind
    respectively = pattern(analysis.language, "respectively").search(analysis.text, *bounds)
    if len(dates) != len(places) or not (respectively or _in_a_row(analysis.text, dates)):
        return {}
    return {p.start: d.value for p, d in zip(places, dates, strict=True)}


def _in_a_row(text: str, dates: Sequence[Dated]) -> bool:
    """Tell whether dates are listed with nothing between: `A and B followed in 1993 and 1994`."""
    gaps = [text[one.end : two.start] for one, two in itertools.pairwise(dates)]
    return all(re.fullmatch(r"(?:\s?[,、，])?\s?(?:and|和|与|及)?\s?(?:in|on)?\s?", gap) for gap in gaps)


def _turn_about(dates: Sequence[Dated], places: Sequence[Place]) -> bool:
    """Tell whether each place has a date before it: `in 1981 Hull twinned with A, and in 1993 with B`."""
    return len(dates) == len(places) and all(
        date.end <= place.start and (not i or places[i - 1].end <= date.start)
        for i, (date, place) in enumerate(zip(dates, places, strict=True))
    )


def _inherited(dates: dict[int, DateReading], places: Sequence[Place]) -> dict[int, DateReading]:
    """Hand a date on to the places behind it that have none: `1994年与A、B，1996年与C`."""
    handed: dict[int, DateReading] = {}
    last = None
    for place in places:
        last = dates.get(place.start, last)
        if last:
            handed[place.start] = last
    return handed


def _beside(analysis: Analysis, place: Place, limit: int, bracketed: bool) -> DateReading | None:
    """Read the date right behind the place and its country: `Muncie of the USA (September 15th, 1994)`."""
    dates = within(analysis.dates, place.end, min(limit, place.end + 100))
    if not dates or dates[0].start - place.end > 60:
        return None
    gap = _without_places(analysis, place.end, dates[0].start)
    name = "date_in_brackets" if bracketed else "date_beside"
    return dates[0].value if gap is not None and pattern(analysis.language, name).fullmatch(gap) else None


def _ahead(analysis: Analysis, place: Place, limit: int) -> DateReading | None:
    """Read the date right before the place and its country: `1994年与美国A市`, `in 1994 with A`."""
    before = within(analysis.dates, max(limit, place.start - 80), place.start)
    if not before or place.start - before[-1].end > 40:
        return None
    gap = _without_places(analysis, before[-1].end, place.start)
    matched = gap is not None and pattern(analysis.language, "date_ahead").fullmatch(gap)
    return before[-1].value if matched else None


def _without_places(analysis: Analysis, start: int, end: int) -> str | None:
    """Return the text without the countries and provinces in it; None where it names another city."""
    gap = analysis.text[start:end]
    for wider in within(analysis.places, start, end):
        if wider.value.role == "place" and wider.value.level != "country":
            return None
        gap = gap.replace(analysis.text[wider.start : wider.end], "", 1)
    return gap


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
        found = pattern(language, name).finditer(text, left, bounds[1])
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
        told = [date for date in told if own[0] - 2 <= date.end and date.start < own[1]]

    def rank(date: Dated) -> tuple[bool, int]:
        return not own[0] <= date.start < own[1], date.distance(verb.start(), verb.end())

    return min(told, key=rank).value if told else None


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
        and pattern(language, "founding").search(text, before, trigger.start) is None
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
    nearest = {
        name: min(
            (date.distance(m.start(), m.end()) for m in pattern(language, name).finditer(text, left, right)),
            default=right,
        )
        for name in ("founding", "ended")
    }
    return nearest["ended"] < nearest["founding"]

"""Sections that a place titles: `1. Tsu, Japan`, and below it `Established in July 1996`, `Agreement: 1997`."""

import re
from dataclasses import dataclass

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.pairs.lists import may_pair
from pipeline.pairs.reading import Place, Relation, Stage
from pipeline.pairs.since import since_of
from pipeline.pairs.stage import stage_of
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import pattern
from pipeline.sentences import Bounds

# A title is one short line.
_LONGEST = 80
_CALENDAR = frozenset({"day", "month", "year"})


@dataclass(frozen=True, slots=True)
class Title:
    """The place that titles a section, and how the title is set: numbered or not, with its country or not."""

    place: Place
    numbered: bool
    qualified: bool

    def alike(self, other: "Title") -> bool:
        """Tell whether two titles are set alike, as those of one list are."""
        return (self.numbered, self.qualified) == (other.numbered, other.qualified)


def title_of(analysis: Analysis, bounds: Bounds) -> Title | None:
    """Return the title that a line is: one place abroad, perhaps a number, a country, the words for a tie."""
    whole = _line(analysis.text, bounds)
    line = analysis.text[slice(*whole)]
    if len(line) > _LONGEST or line[-1:] in (".", "。", ";", "；") or within(analysis.dates, *whole):
        return None
    places = within(analysis.places, *whole)
    partners = [p for p in places if may_pair(p.value) and not analysis.is_home(p.value)]
    outer = [p for p in partners if not _bracketed(analysis.text, whole[0], p.start)]
    if len(outer) != 1:
        return None
    rest = line
    for mention in reversed(places):
        rest = rest[: mention.start - whole[0]] + rest[mention.end - whole[0] :]
    numbered = pattern(analysis.language, "title_number").match(rest)
    rest = pattern(analysis.language, "trigger").sub("", rest[numbered.end() :] if numbered else rest)
    rest = pattern(analysis.language, "title_words").sub("", rest)
    rest = re.sub(r"[(（][^()（）]{0,20}[)）]|\W|\d", "", rest)
    qualified = any(not may_pair(p.value) for p in places)
    return Title(outer[0], numbered is not None, qualified) if len(rest) <= 3 else None


def _line(text: str, bounds: Bounds) -> Bounds:
    """Return the line around a sentence; `1.` before `Tsu, Japan` may be cut off as one of its own."""
    left = text.rfind("\n", max(0, bounds[0] - 2 * _LONGEST), bounds[0]) + 1
    right = text.find("\n", bounds[0], bounds[0] + 2 * _LONGEST)
    right = right if right >= 0 else min(len(text), bounds[0] + 2 * _LONGEST)
    while left < right and text[left].isspace():
        left += 1
    while right > left and text[right - 1].isspace():
        right -= 1
    return left, right


def founded(
    analysis: Analysis, bounds: Bounds, place: Place, relation: Relation
) -> tuple[Stage, DateReading, Bounds] | None:
    """Return stage, date and words by which a sentence of a place's section says since when the tie stands."""
    if _tells_of_others(analysis, bounds, place):
        return None
    labelled = [found for part in _parts(analysis, bounds) if (found := _label(analysis, part))]
    if labelled:
        return next((found for found in labelled if found[0] == "established"), labelled[0])
    word = pattern(analysis.language, "the_tie").search(analysis.text, *bounds)
    if not word or pattern(analysis.language, "denied").search(analysis.text[bounds[0] : word.start()]):
        return None
    trigger = Trigger(word.start(), word.end(), relation, bounds)
    stage = stage_of(analysis, bounds, trigger, bounds)
    since = since_of(analysis, bounds, trigger, place, stage, {})
    return (stage, since, bounds) if since else None


def _label(analysis: Analysis, part: Bounds) -> tuple[Stage, DateReading, Bounds] | None:
    """Read a date with no more than a label: `Agreement: May 1997`, `1984年6月11日缔结`, `March 1, 2004`."""
    dates = [date for date in within(analysis.dates, *part) if date.value.granularity in _CALENDAR]
    if not dates:
        return None
    date, text = dates[0], analysis.text
    lead, tail = text[part[0] : date.start], text[date.end : part[1]]
    if not pattern(analysis.language, "label_lead").fullmatch(lead):
        return None
    labelled = pattern(analysis.language, "label").search(lead)
    told = labelled or pattern(analysis.language, "label_tail").match(tail)
    if not told and (
        not _opens_line(analysis, part, date) or not re.fullmatch(r"\s?[.,;。]?(?:\s.*)?", tail)
    ):
        return None
    letter = pattern(analysis.language, "label_letter").search(lead + "|" + tail[:40])
    return "intended" if letter else "established", date.value, part


def _opens_line(analysis: Analysis, part: Bounds, date: Mention[DateReading]) -> bool:
    """Tell whether a bare date is a statement of its own: `March 1, 2004.`, not `In 2004, the mayor came`."""
    tail = analysis.text[date.end : part[1]]
    return date.start == part[0] and re.match(r"\s*(?:[.;。]|$)", tail) is not None


def _parts(analysis: Analysis, bounds: Bounds) -> list[Bounds]:
    """Cut a sentence at its semicolons: `Letter of intent 1987; formal agreement September 29, 1989`."""
    cuts = [match.end() for match in re.compile("[;；]").finditer(analysis.text, *bounds)]
    edges = [bounds[0], *cuts, bounds[1]]
    text = analysis.text
    return [
        (left + len(text[left:right]) - len(text[left:right].lstrip()), right)
        for left, right in zip(edges[:-1], edges[1:], strict=True)
    ]


def _tells_of_others(analysis: Analysis, bounds: Bounds, place: Place) -> bool:
    """Tell whether a sentence names another place abroad that could be the partner."""
    same = {place.value.name, place.value.geonames_id}
    return any(
        may_pair(p.value)
        and not analysis.is_home(p.value)
        and not {p.value.name, p.value.geonames_id or p.value.name} & same
        for p in within(analysis.places, *bounds)
    )


def _bracketed(text: str, start: int, position: int) -> bool:
    between = text[start:position]
    return len(re.findall(r"[(（]", between)) > len(re.findall(r"[)）]", between))

"""Sections that a place titles: `1. Tsu, Japan`, and below it `Established in July 1996`, `March 1, 2004`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.pairs.lists import may_pair
from pipeline.pairs.reading import Place, Relation, Stage, TieReading
from pipeline.pairs.since import since_of
from pipeline.pairs.stage import stage_of
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import pattern, sought, spotted
from pipeline.sentences import Bounds

# A title is one short line.
_LONGEST = 80
_STOPS = ".。;；"
_CALENDAR = frozenset({"day", "month", "year"})


@dataclass(frozen=True, slots=True)
class Title:
    """The place that titles a section, and how the title is set: numbered or not, with its country or not."""

    place: Place
    owner: Place | None  # `Okahandja (Namibia) – Maqiao Town`
    numbered: bool
    qualified: bool

    def like(self, other: "Title") -> bool:
        """Tell whether both titles can be of one list: they are numbered, and name their countries."""
        return self.numbered and self.qualified and other.numbered and other.qualified


@dataclass(frozen=True, slots=True)
class Founding:
    """Since when the tie of a section's place stands, and the words that say so."""

    stage: Stage
    since: DateReading
    bounds: Bounds


def title_of(analysis: Analysis, bounds: Bounds) -> Title | None:
    """Return the title that a line is: one place abroad, perhaps a number, a country, the words for a tie."""
    whole = _line(analysis.text, bounds)
    if whole is None:
        return None
    places = within(analysis.places, *whole)
    if not places or within(analysis.dates, *whole):
        return None
    line = analysis.text[slice(*whole)]
    partners = [p for p in places if may_pair(p.value) and not analysis.is_home(p.value)]
    outer = [p for p in partners if not _bracketed(analysis.text, whole[0], p.start)]
    if len(outer) != 1:
        return None
    rest = line
    for mention in reversed(places):
        rest = rest[: mention.start - whole[0]] + rest[mention.end - whole[0] :]
    numbered = pattern(analysis.language, "title_number").match(rest)
    rest = spotted(analysis.language, "relation").cut_from(rest[numbered.end() :] if numbered else rest)
    rest = pattern(analysis.language, "title_words").plain.sub("", rest)
    rest = re.sub(r"[(（][^()（）]{0,20}[)）]|\W|\d", "", rest)
    qualified = any(not may_pair(p.value) for p in places)
    homes = [p for p in places if may_pair(p.value) and analysis.is_home(p.value)]
    return (
        Title(outer[0], homes[0] if homes else None, numbered is not None, qualified)
        if len(rest) <= 3
        else None
    )


def _line(text: str, bounds: Bounds) -> Bounds | None:
    """Return the line around a sentence; None where it is too long for a title, or ends as sentences do.

    `1.` before `Tsu, Japan` may be cut off as a sentence of its own.
    """
    head = text[bounds[0] : bounds[1]][: 2 * _LONGEST]
    if len(head) > _LONGEST and "\n" not in head and len(head.rstrip()) > _LONGEST:
        return None
    left = text.rfind("\n", max(0, bounds[0] - 2 * _LONGEST), bounds[0]) + 1
    right = text.find("\n", bounds[0], bounds[0] + 2 * _LONGEST)
    right = right if right >= 0 else min(len(text), bounds[0] + 2 * _LONGEST)
    while text[left].isspace():
        left += 1
    if bounds[0] - left >= _LONGEST:
        return None
    line = text[left:right].rstrip()
    return None if len(line) > _LONGEST or line[-1] in _STOPS else (left, left + len(line))


@dataclass
class Section:
    """What stands below a title: the relation as soon as it is told, and datings told before it."""

    title: Title
    relation: Relation | None = None
    fresh: bool = True  # nothing has been read below the title yet
    waiting: list[Founding] = field(default_factory=list)

    def read(self, analysis: Analysis, bounds: Bounds, relation: Relation | None) -> list[Founding]:
        """Return what a sentence adds on the founding of the tie, once its relation is known."""
        self.relation = self.relation or relation
        known = founding(analysis, bounds, self.title.place, self.relation or "sister", self.fresh)
        self.fresh = False
        if known:
            self.waiting.append(known)
        if not self.relation:
            return []
        told, self.waiting = self.waiting, []
        return told


def founding(
    analysis: Analysis, bounds: Bounds, place: Place, relation: Relation, first: bool
) -> Founding | None:
    """Read off a sentence of a place's section since when its tie stands; the `first` follows the title."""
    if _tells_of_others(analysis, bounds, place):
        return None
    parts = _parts(analysis.text, bounds)
    labelled = [found for part in parts if (found := _label(analysis, part, first))]
    if labelled:
        return next((found for found in labelled if found.stage == "established"), labelled[0])
    word = sought(analysis.language, "the_tie").search(analysis.text, *bounds)
    counted = pattern(analysis.language, "tie_count").search(analysis.text, *bounds)
    if (
        not word
        or counted
        or pattern(analysis.language, "denied").search(analysis.text[bounds[0] : word.start()])
    ):
        return None
    trigger = Trigger(word.start(), word.end(), relation, bounds)
    stage = stage_of(analysis, bounds, trigger, bounds)
    since = since_of(analysis, bounds, trigger, place, stage, {})
    return Founding(stage, since, bounds) if since else None


def _label(analysis: Analysis, part: Bounds, first: bool) -> Founding | None:
    """Read a date with no more than a label: `Agreement: May 1997`, `1984年6月11日缔结`, `March 1, 2004`."""
    dates = [date for date in within(analysis.dates, *part) if date.value.granularity in _CALENDAR]
    if not dates:
        return None
    date, text, language = dates[0], analysis.text, analysis.language
    lead, tail = text[part[0] : date.start], text[date.end : part[1]]
    if not pattern(language, "label_lead").fullmatch(lead):
        return None
    told = pattern(language, "label").search(lead) or pattern(language, "label_tail").match(tail)
    if not told and not (first and _bare(text, part, date)):
        return None
    letter = pattern(language, "label_letter").search(f"{lead}|{tail[:40]}")
    return Founding("intended" if letter else "established", date.value, part)


def _bare(text: str, part: Bounds, date: Mention[DateReading]) -> bool:
    """Tell whether a date is all that is said: `March 1, 2004.`, not the heading of a chronicle's entry."""
    tail = text[date.end : part[1]]
    entry = re.match(r"[ \t]*\n+(?![\W_]*(?:\d{1,2}[.)、]|$))", text[part[1] : part[1] + 12])
    return date.start == part[0] and re.match(r"\s*(?:[.;。]|$)", tail) is not None and not entry


def _parts(text: str, bounds: Bounds) -> list[Bounds]:
    """Cut a sentence at its semicolons: `Letter of intent 1987; formal agreement September 29, 1989`."""
    return [match.span() for match in re.compile(r"[^;；\s][^;；]*[;；]?").finditer(text, *bounds)]


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


def undated(found: Sequence[Mention[TieReading]]) -> Section | None:
    """Return the place of a sentence's only tie, when that has no date yet: the next may give it."""
    if len(found) != 1 or found[0].value.since or found[0].value.stage != "established":
        return None
    tie = found[0].value
    return Section(Title(tie.other, tie.one, numbered=False, qualified=False), tie.relation, fresh=False)

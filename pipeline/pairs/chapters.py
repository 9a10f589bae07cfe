"""Chapters of a text on the ties of several places of the home side: `【长春市友城】`, `二、嘉兴市`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.analysis import Analysis, within
from pipeline.mentions import Mention
from pipeline.pairs.lists import may_pair
from pipeline.pairs.reading import Place, TieReading
from pipeline.pairs.wording import pattern
from pipeline.sentences import Bounds

# A heading is short; what is left of it without its place and the words for ties is shorter.
_LONGEST, _REST = 30, 1
_RUN_IN = "\u3000"
# What parts a heading from the text of its paragraph.
_GAP = re.compile(r"(?:\u3000+| {2,}|[:：]) *")


@dataclass(frozen=True, slots=True)
class Chapter:
    """Whose ties a part of the text tells from its heading on, and how that is marked: `【`, `1`, ``."""

    mark: str
    owner: Place | None


def chapter_of(analysis: Analysis, bounds: Bounds, current: Chapter | None) -> Chapter | None:
    """Return the chapter that a sentence opens, else the current one; one that names no owner has none."""
    text = analysis.text
    if not _opens_line(text, bounds[0]):
        return current
    if run_in := _run_in(analysis, bounds[0]):
        return Chapter(_RUN_IN, run_in)
    if current is not None and current.mark == _RUN_IN:
        # Such a heading holds for its paragraph.
        current = None
    marked = pattern(analysis.language, "chapter_mark").match(text, bounds[0])
    end = text.find("\n", bounds[0], bounds[0] + 4 * _LONGEST)
    end = end if end >= 0 else len(text)
    if marked and marked[0].endswith("】"):
        end = marked.end()
    if end - bounds[0] > _LONGEST:
        return current
    # A line with a place alone may be a site's own; what follows such a heading goes on about ties.
    if not marked and not pattern(analysis.language, "chapter_body").match(text, end):
        return current
    mark = _style(marked[0]) if marked else ""
    owner = _owner(analysis, (bounds[0], end))
    if owner is None and (current is None or mark != current.mark or not mark):
        return current
    return Chapter(mark, owner)


def _opens_line(text: str, start: int) -> bool:
    while start and text[start - 1].isspace():
        if text[start - 1] == "\n":
            return True
        start -= 1
    return not start


def _run_in(analysis: Analysis, start: int) -> Place | None:
    """Return the place of the home side that opens a paragraph as its heading: `九江市　1996年10月，与…`."""
    if analysis.language != "zh" or not _GAP.search(analysis.text, start, start + _LONGEST + 2):
        return None
    for place in within(analysis.places, start, start + _LONGEST)[:1]:
        gap = _GAP.match(analysis.text, place.end)
        led = not analysis.text[start : place.start].strip(" \u3000【[（(")
        if led and gap and may_pair(place.value) and analysis.is_home(place.value):
            return place if place.value.role == "place" else None
    return None


def owned(
    chapter: Chapter | None, heading_owner: Place | None, ties: Sequence[Mention[TieReading]]
) -> list[Mention[TieReading]]:
    """Give ties whose home side is not named to the place whose chapter tells them."""
    if chapter is None or chapter.owner is None:
        return list(ties)
    return [
        replace(tie, value=replace(tie.value, one=chapter.owner))
        if tie.value.one in (None, heading_owner) or tie.rule == "pairs.reference"
        else tie
        for tie in ties
    ]


def _style(mark: str) -> str:
    return "1" if mark[0] in "一二三四五六七八九十" else mark[0]


def _owner(analysis: Analysis, heading: Bounds) -> Place | None:
    """Return the one place that a heading names, when it is of the home side and little else stands there."""
    places = within(analysis.places, *heading)
    named: Sequence[Place] = [place for place in places if may_pair(place.value)]
    if not named or within(analysis.dates, *heading):
        return None
    if not all(analysis.is_home(place.value) for place in named) or named[-1].value.role == "home":
        return None
    rest = analysis.text[slice(*heading)]
    for place in reversed(places):
        rest = rest[: place.start - heading[0]] + rest[place.end - heading[0] :]
    rest = re.sub(r"[(（][^()（）]{0,12}[)）]|^[一二三四五六七八九十]{1,3}[、．.]|\W|\d", "", rest)
    rest = pattern(analysis.language, "chapter_words").plain.sub("", rest)
    alone = len(named) == 1 or all(p.value.level == "admin1" for p in named[:-1])
    return named[-1] if alone and len(rest) <= _REST else None

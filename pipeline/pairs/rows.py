"""Tables of ties: rows in columns (place, country, date, signers), and captions that tell a stage."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.analysis import Analysis, within
from pipeline.mentions import Mention
from pipeline.pairs.lists import PlaceList
from pipeline.pairs.reading import Stage, TieReading
from pipeline.pairs.wording import pattern
from pipeline.sentences import Bounds

_COLUMN = re.compile(r"\t|\s?[|｜]\s?")
_CAPTION = 80


def is_table_row(analysis: Analysis, bounds: Bounds) -> bool:
    """Tell whether a line has three columns or more."""
    text = analysis.text[slice(*bounds)]
    return len(_COLUMN.findall(text, 0, 400)) >= 2 and "\n" not in text


def first_partners(analysis: Analysis, lists: Sequence[PlaceList]) -> Sequence[PlaceList]:
    """Return the first list of a row with a place abroad; what follows says who signed, and where.

    A place of the home side in a column of its own, behind the partner, is where the paper was signed.
    """
    for group in lists:
        if not group.abroad:
            continue
        column = _COLUMN.search(analysis.text, group.abroad[0].end)
        end = column.start() if column else group.end
        own = tuple(place for place in group.abroad if place.start <= end)
        home = tuple(place for place in group.home if place.start < own[-1].end)
        return [PlaceList(home, own)]
    return []


def lists_partner(analysis: Analysis, bounds: Bounds, lists: Sequence[PlaceList]) -> bool:
    """Tell whether a row's partner stands in a column of its own, with no more than its country."""
    if not is_table_row(analysis, bounds):
        return False
    for group in first_partners(analysis, lists)[:1]:
        place, left = group.abroad[0], bounds[0]
        for edge in _COLUMN.finditer(analysis.text, left, place.start):
            left = edge.end()
        column = _COLUMN.search(analysis.text, place.end, bounds[1])
        cell = analysis.text[left : column.start() if column else bounds[1]]
        for named in within(analysis.places, left, left + len(cell)):
            cell = cell.replace(analysis.text[named.start : named.end], "", 1)
        return len(re.sub(r"\W|\d|(?i:city|county|state|of|the)", "", cell)) <= 3
    return False


def is_caption(analysis: Analysis, bounds: Bounds, abroad: bool) -> bool:
    """Tell whether a line heads what follows: short, without a place abroad, a date or a full stop."""
    line = analysis.text[slice(*bounds)].strip()
    if abroad or not 3 < len(line) <= _CAPTION or line[-1] in ".。;；,，" or is_table_row(analysis, bounds):
        return False
    alone = analysis.text[max(0, bounds[0] - 12) : bounds[0]]
    behind = analysis.text[bounds[1] : bounds[1] + 2]
    starts = re.search(r"(?:^|\n)\s*(?:[\w.]{0,8}\s\d{1,2}[.:]\s?)?$", alone) is not None
    return starts and (not behind or "\n" in behind) and not within(analysis.dates, *bounds)


def caption_stage(analysis: Analysis, bounds: Bounds) -> Stage | None:
    """Read off a caption the stage of all that it lists: `With Letter of Intent`, `Former Sister Cities`."""
    line = analysis.text[slice(*bounds)]
    if pattern(analysis.language, "caption_ended").search(line):
        return "ended"
    return "intended" if pattern(analysis.language, "caption_intended").search(line) else None


def at_stage(tie: Mention[TieReading], stage: Stage | None) -> Mention[TieReading]:
    """Give a tie of a list the stage that the list's heading tells, where its line tells none."""
    if stage is None or tie.value.stage != "established":
        return tie
    return replace(tie, value=replace(tie.value, stage=stage))

"""Tables of ties: rows in columns (place, country, date, signers), and captions that tell a stage."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.analysis import Analysis, within
from pipeline.mentions import Mention
from pipeline.pairs.lists import PlaceList, list_of
from pipeline.pairs.reading import Stage, TieReading
from pipeline.pairs.sentence import COLUMN, Sentence
from pipeline.pairs.wording import pattern

_CAPTION = 80
_LINE_START = re.compile(r"(?:^|\n)\s*(?:[\w.]{0,8}\s\d{1,2}[.:]\s?)?$")


def first_partners(analysis: Analysis, lists: Sequence[PlaceList]) -> Sequence[PlaceList]:
    """Return the first list of a row with a place abroad; what follows says who signed, and where.

    A place of the home side in a column of its own, behind the partner, is where the paper was signed.
    """
    for group in lists:
        if not group.abroad:
            continue
        column = COLUMN.search(analysis.text, group.abroad[0].end)
        end = column.start() if column else group.end
        own = tuple(place for place in group.abroad if place.start <= end)
        home = tuple(place for place in group.home if place.start < own[-1].end)
        return [list_of(home, own)]
    return []


def lists_partner(sentence: Sentence) -> bool:
    """Tell whether a row's partner stands in a column of its own, with no more than its country."""
    analysis, bounds = sentence.analysis, sentence.bounds
    if not sentence.is_table_row:
        return False
    for group in first_partners(analysis, sentence.lists)[:1]:
        place, left = group.abroad[0], bounds[0]
        for edge in COLUMN.finditer(analysis.text, left, place.start):
            left = edge.end()
        column = COLUMN.search(analysis.text, place.end, bounds[1])
        cell = analysis.text[left : column.start() if column else bounds[1]]
        for named in within(analysis.places, left, left + len(cell)):
            cell = cell.replace(analysis.text[named.start : named.end], "", 1)
        return len(re.sub(r"\W|\d|(?i:city|county|state|of|the)", "", cell)) <= 3
    return False


def is_caption(sentence: Sentence) -> bool:
    """Tell whether a line heads what follows: short, without a place abroad, a date or a full stop."""
    text, (start, end) = sentence.analysis.text, sentence.bounds
    # Sentences are trimmed.
    if sentence.dates or not 3 < end - start <= _CAPTION or text[end - 1] in ".。;；,，":
        return False
    behind = text[end : end + 2]
    if (behind and "\n" not in behind) or not _LINE_START.search(text[max(0, start - 12) : start]):
        return False
    return not sentence.is_table_row and not sentence.abroad


def caption_stage(sentence: Sentence) -> Stage | None:
    """Read off a caption the stage of all that it lists: `With Letter of Intent`, `Former Sister Cities`."""
    language = sentence.analysis.language
    if pattern(language, "caption_ended").search(sentence.text):
        return "ended"
    return "intended" if pattern(language, "caption_intended").search(sentence.text) else None


def at_stage(tie: Mention[TieReading], stage: Stage | None) -> Mention[TieReading]:
    """Give a tie of a list the stage that the list's heading tells, where its line tells none."""
    if stage is None or tie.value.stage != "established":
        return tie
    return replace(tie, value=replace(tie.value, stage=stage))

"""A sentence of a passage, as the readers of ties ask about it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from pipeline.analysis import Analysis, within
from pipeline.dates import DateReading
from pipeline.mentions import Mention
from pipeline.pairs.lists import PlaceList, may_pair, place_lists
from pipeline.pairs.reading import Place
from pipeline.pairs.wording import pattern, setting, spotted
from pipeline.sentences import Bounds

# What parts the columns of a table, and where they are looked for.
COLUMN = re.compile(r"\t|\s?[|｜]\s?")
_COLUMNS_REACH = 400
_ASIDE = re.compile(r"[(（][^()（）]{0,40}[)）]|[\s、，,；;：:·|｜]+")
# A Latin name, a number of inhabitants.
_LATIN = re.compile(r"[A-Za-zÀ-ž.'’-]+|[\d.]+")
_STOPS = ".!?:;。！？：；"


class Sentence:
    """A sentence with what it names."""

    def __init__(self, analysis: Analysis, bounds: Bounds) -> None:
        """Take the passage, and where in it the sentence stands."""
        self.analysis, self.bounds = analysis, bounds
        self.text = analysis.text[bounds[0] : bounds[1]]
        self.places: Sequence[Place] = within(analysis.places, *bounds)
        self.dates: Sequence[Mention[DateReading]] = within(analysis.dates, *bounds)
        # The words for a relation, whatever they are said of.
        self.relations = spotted(analysis.language, "relation").matches(analysis.text, *bounds)

    @cached_property
    def lists(self) -> Sequence[PlaceList]:
        """The lists of places, in order."""
        return place_lists(self.analysis, self.places)

    @property
    def abroad(self) -> bool:
        """Whether a list names a place abroad."""
        return bool(self.places) and any(group.abroad for group in self.lists)

    @property
    def is_table_row(self) -> bool:
        """Whether the line has three columns or more."""
        text = self.text
        if not ("\t" in text or "|" in text or "｜" in text):
            return False
        return len(COLUMN.findall(text, 0, _COLUMNS_REACH)) >= 2 and "\n" not in text

    @cached_property
    def is_item(self) -> bool:
        """Whether it is a line of a list: little is left without its places, dates and notes in brackets."""
        analysis = self.analysis
        abroad = sum(may_pair(m.value) and not analysis.is_home(m.value) for m in self.places)
        if not abroad:
            return False
        bare = self.text
        for mention in (*reversed(self.places), *self.dates):
            bare = bare.replace(analysis.text[mention.start : mention.end], "", 1)
        if not self.dates and bare.endswith(("。", ".", "。\n", ".\n")) and not ("(" in bare or "（" in bare):
            return False
        bare = _ASIDE.sub("", bare)
        if analysis.language == "zh":
            bare = _LATIN.sub("", bare)
        longest: int = setting(analysis.language, "item_rest") * (1 + abroad) // 2
        return len(bare) <= longest and not pattern(analysis.language, "parts").search(bare)


def sentences(analysis: Analysis) -> list[Sentence]:
    """Return the sentences, those joined that a line's width parts: `the sister⏎city of Albany⏎in 2005`."""
    joined: list[Bounds] = []
    parted = _parted_dates(analysis)
    for start, end in analysis.sentences:
        if joined and _runs_on(analysis, joined[-1], start, parted.get(start, ())):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [Sentence(analysis, bounds) for bounds in joined]


def _parted_dates(analysis: Analysis) -> dict[int, list[Mention[DateReading]]]:
    """Return the dates in which a sentence starts, by where it does: `Apr. | 9, 1994`."""
    starts = [start for start, _ in analysis.sentences]
    parted: dict[int, list[Mention[DateReading]]] = {}
    for date in analysis.dates:
        for start in starts[bisect_right(starts, date.start) : bisect_left(starts, date.end)]:
            parted.setdefault(start, []).append(date)
    return parted


def _runs_on(analysis: Analysis, before: Bounds, start: int, parted: Sequence[Mention[DateReading]]) -> bool:
    if any(before[0] <= date.start and date.end <= start + 20 for date in parted):
        return True
    if analysis.language != "en" or not analysis.text[start].islower() or start - before[0] > 400:
        return False
    return analysis.text.count("\n", before[1], start) == 1 and analysis.text[before[1] - 1] not in _STOPS

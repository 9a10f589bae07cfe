"""A sentence of a passage, as the readers of ties ask about it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.analysis import Analysis
from pipeline.dates import DateReading
from pipeline.mentions import Mention, Reading
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

    __slots__ = ("_is_item", "_lists", "analysis", "bounds", "dates", "places", "relations", "text")

    def __init__(
        self,
        analysis: Analysis,
        bounds: Bounds,
        places: Sequence[Place],
        dates: Sequence[Mention[DateReading]],
        relations: Sequence[re.Match[str]],
    ) -> None:
        """Take the passage, where in it the sentence stands, and what lies in it, each in order.

        `relations` are the words for a relation, whatever they are said of.
        """
        self.analysis, self.bounds = analysis, bounds
        self.text = analysis.text[bounds[0] : bounds[1]]
        self.places, self.dates, self.relations = places, dates, relations
        self._lists: Sequence[PlaceList] | None = None
        self._is_item: bool | None = None

    @property
    def lists(self) -> Sequence[PlaceList]:
        """The lists of places, in order."""
        if self._lists is None:
            self._lists = place_lists(self.analysis, self.places) if self.places else ()
        return self._lists

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

    @property
    def is_item(self) -> bool:
        """Whether it is a line of a list: little is left without its places, dates and notes in brackets."""
        if self._is_item is None:
            self._is_item = bool(self.places) and self._little_is_left()
        return self._is_item

    def _little_is_left(self) -> bool:
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
    """Return the sentences, those joined that a line's width parts: `the sister⏎city of Albany⏎in 2005`.

    Empty where none tells of a relation.
    """
    relation = spotted(analysis.language, "relation")
    starts = relation.starts(analysis.text)
    if not starts:
        return []
    joined = _joined(analysis)
    begins = [start for start, _ in joined]
    told = {bisect_right(begins, start) - 1 for start in starts}
    relations = [
        relation.matches(analysis.text, *bounds) if number in told else ()
        for number, bounds in enumerate(joined)
    ]
    if not any(relations):
        return []
    places, dates = shared_out(analysis.places, joined), shared_out(analysis.dates, joined)
    return [Sentence(analysis, *parts) for parts in zip(joined, places, dates, relations, strict=True)]


def shared_out(
    mentions: Sequence[Mention[Reading]], stretches: Sequence[Bounds]
) -> list[Sequence[Mention[Reading]]]:
    """Return the mentions that lie wholly in each of some stretches; both must be in order."""
    shared: list[Sequence[Mention[Reading]]] = []
    at, last = 0, len(mentions)
    for start, end in stretches:
        while at < last and mentions[at].start < start:
            at += 1
        first = at
        while at < last and mentions[at].start < end:
            at += 1
        shared.append([mention for mention in mentions[first:at] if mention.end <= end] if at > first else ())
    return shared


def _joined(analysis: Analysis) -> list[Bounds]:
    parted = _parted_dates(analysis)
    if not parted and analysis.language != "en":
        return analysis.sentences
    joined: list[Bounds] = []
    for start, end in analysis.sentences:
        if joined and _runs_on(analysis, joined[-1], start, parted.get(start, ())):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _parted_dates(analysis: Analysis) -> dict[int, list[Mention[DateReading]]]:
    """Return the dates in which a sentence starts, by where it does: `Apr. | 9, 1994`."""
    starts = [start for start, _ in analysis.sentences]
    parted: dict[int, list[Mention[DateReading]]] = {}
    for date in analysis.dates:
        for start in starts[bisect_right(starts, date.start) : bisect_left(starts, date.end)]:
            parted.setdefault(start, []).append(date)
    return parted


def _runs_on(analysis: Analysis, before: Bounds, start: int, parted: Sequence[Mention[DateReading]]) -> bool:
    if parted and any(before[0] <= date.start and date.end <= start + 20 for date in parted):
        return True
    if analysis.language != "en" or not analysis.text[start].islower() or start - before[0] > 400:
        return False
    return analysis.text.count("\n", before[1], start) == 1 and analysis.text[before[1] - 1] not in _STOPS

"""Layout: headings that name a relation (`二、友好交流城市`), and the lines that list places below."""

import re
from collections.abc import Sequence

from pipeline.analysis import Analysis, within
from pipeline.pairs.lists import PlaceList, may_pair
from pipeline.pairs.reading import Place
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import pattern, setting
from pipeline.sentences import Bounds


def sentences(analysis: Analysis) -> list[Bounds]:
    """Return the sentences, those joined that a line's width parts: `the sister⏎city of Albany⏎in 2005`."""
    joined: list[Bounds] = []
    for start, end in analysis.sentences:
        if joined and _runs_on(analysis, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _runs_on(analysis: Analysis, before: Bounds, start: int) -> bool:
    gap = analysis.text[before[1] : start]
    last = analysis.text[before[1] - 1]
    if any(date.start < start < date.end for date in within(analysis.dates, before[0], start + 20)):
        return True  # `Apr. | 9, 1994`
    wrapped = gap.count("\n") == 1 and last not in ".!?:;。！？：；" and analysis.text[start].islower()
    return analysis.language == "en" and wrapped and start - before[0] <= 400


def is_heading(analysis: Analysis, bounds: Bounds, triggers: Sequence[Trigger], below: bool) -> bool:
    """Tell whether a line without a tie of its own heads a list; less is asked `below` another heading."""
    line = analysis.text[slice(*bounds)]
    above = pattern(analysis.language, "above").match(line) is not None
    prose = line[-1] in ".。" or "\n" in line or above
    dates = within(analysis.dates, *bounds)
    # `国际友城名录（截至2020年）`
    dated = any(not re.search(r"[(（][^()（）]{0,12}$", line[: date.start - bounds[0]]) for date in dates)
    if not triggers or prose or dated:
        return False
    rest = line
    for trigger in reversed(triggers):
        rest = rest[: trigger.start - bounds[0]] + rest[trigger.end - bounds[0] :]
    rest = re.sub(r"\W|\d", "", rest)
    marked = below or pattern(analysis.language, "heading_mark").search(line) is not None
    longest: int = setting(analysis.language, "item_rest")
    return marked and len(rest) <= longest


def opens_list(analysis: Analysis, bounds: Bounds) -> bool:
    """Tell whether the list that a sentence speaks of may follow it: it is a line, or ends in a colon."""
    return pattern(analysis.language, "heading").search(analysis.text[slice(*bounds)]) is not None


def is_item(analysis: Analysis, bounds: Bounds) -> bool:
    """Tell a line of a list from prose: little is left without its places, dates and notes in brackets."""
    bare, abroad = analysis.text[slice(*bounds)], 0
    dates = within(analysis.dates, *bounds)
    for mention in reversed(within(analysis.places, *bounds)):
        abroad += may_pair(mention.value) and not analysis.is_home(mention.value)
        bare = bare.replace(analysis.text[mention.start : mention.end], "", 1)
    for date in dates:
        bare = bare.replace(analysis.text[date.start : date.end], "", 1)
    closed = re.search(r"[。.]$", bare) is not None and not re.search(r"[(（]", bare)
    if not abroad or (closed and not dates):
        return False
    bare = re.sub(r"[(（][^()（）]{0,40}[)）]|[\s、，,；;：:·|｜]+", "", bare)
    if analysis.language == "zh":
        bare = re.sub(r"[A-Za-zÀ-ž.'’-]+|[\d.]+", "", bare)  # a Latin name, a number of inhabitants
    if pattern(analysis.language, "parts").search(bare):
        return False
    longest: int = setting(analysis.language, "item_rest") * (1 + abroad) // 2
    return len(bare) <= longest


def segment(analysis: Analysis, bounds: Bounds, place: Place, group: PlaceList) -> Bounds:
    """Return the part of a list that is about one place: up to the next place, its country included."""
    if len(group.abroad) == 1:
        others = [p for p in within(analysis.places, *bounds) if may_pair(p.value) and p is not place]
        if len(others) <= 1 and all(analysis.is_home(p.value) for p in others):
            return bounds
    # The next place may have its country before it, as this one may have its country behind.
    following = within(analysis.places, place.end, min(bounds[1], place.end + 400))
    later_starts = [p.start for p in following if not _qualifies(analysis, place, p)]
    left = group.start if len(group.abroad) == 1 else place.start  # `新乐市，1995年5月与日本绫南町`
    return left, min([bounds[1], *later_starts])


def _qualifies(analysis: Analysis, place: Place, wider: Place) -> bool:
    gap = analysis.text[place.end : wider.start]
    return wider.value.role == "qualifier" and len(gap) <= 4 and analysis.language == "en"


def part_between_semicolons(analysis: Analysis, bounds: Bounds, place: Place) -> Bounds:
    """Return the part of a sentence around a place, from one semicolon to the next."""
    text = analysis.text
    left = max(text.rfind(mark, bounds[0], place.start) for mark in ";；")
    right = [at for mark in ";；" if (at := text.find(mark, place.end, bounds[1])) >= 0]
    return max(bounds[0], left + 1), min([bounds[1], *right])


def stands_alone(analysis: Analysis, place: Place) -> bool:
    """Tell whether the place is itself a heading: `Volgograd`, `B. Red Wing, USA`, `City of Kochi`."""
    left, right = analysis.sentence_of(place.start)
    line = analysis.text[left:right]
    for mention in within(analysis.places, left, right):
        line = line.replace(analysis.text[mention.start : mention.end], "", 1)
    return len(re.sub(r"\W|\d|\b[A-Z]{1,4}\b|(?i:city)", "", line)) <= 3


def turns_away(analysis: Analysis, bounds: Bounds) -> bool:
    """Tell whether a heading leaves the list of ties: `三、说明`."""
    return pattern(analysis.language, "other_topic").match(analysis.text, bounds[0]) is not None

"""Layout: headings that name a relation (`二、友好交流城市`), and the lines that list places below."""

import re
from collections.abc import Sequence

from pipeline.analysis import Analysis, within
from pipeline.pairs.lists import PlaceList, may_pair
from pipeline.pairs.reading import Place
from pipeline.pairs.sentence import Sentence
from pipeline.pairs.triggers import Trigger
from pipeline.pairs.wording import pattern, setting
from pipeline.sentences import Bounds


def is_heading(sentence: Sentence, triggers: Sequence[Trigger], below: bool) -> bool:
    """Tell whether a line without a tie of its own heads a list; less is asked `below` another heading."""
    line, start, language = sentence.text, sentence.bounds[0], sentence.analysis.language
    if not triggers or line[-1] in ".。" or "\n" in line or pattern(language, "above").match(line):
        return False
    # `国际友城名录（截至2020年）`
    if any(not re.search(r"[(（][^()（）]{0,12}$", line[: date.start - start]) for date in sentence.dates):
        return False
    rest = line
    for trigger in reversed(triggers):
        rest = rest[: trigger.start - start] + rest[trigger.end - start :]
    longest: int = setting(language, "item_rest")
    marked = below or pattern(language, "heading_mark").search(line) is not None
    return marked and len(re.sub(r"\W|\d", "", rest)) <= longest


def opens_list(sentence: Sentence) -> bool:
    """Tell whether the list that a sentence speaks of may follow it: it is a line, or ends in a colon."""
    return pattern(sentence.analysis.language, "heading").search(sentence.text) is not None


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

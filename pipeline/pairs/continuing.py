"""How a text that tells of ties goes on with further places: rows of a table, `another was signed with A`."""

import itertools
import re
from collections.abc import Iterator

from pipeline.analysis import Analysis, within
from pipeline.pairs.lists import PlaceList, leading_words, may_pair, without_places
from pipeline.pairs.reading import Place
from pipeline.pairs.sentence import Sentence
from pipeline.pairs.wording import pattern
from pipeline.sentences import Bounds


def is_row(sentence: Sentence, group: PlaceList) -> bool:
    """Tell whether a line gives a home place and its partners: `Shanghai: with Almaty, Kazakhstan`."""
    analysis = sentence.analysis
    opening = sentence.lists[0]
    if not group.abroad or not opening.home or opening.home[0].start > opening.start:
        return False
    members = sorted((p for each in sentence.lists for p in each.home + each.abroad), key=lambda p: p.start)
    if members[0] is group.abroad[0] or not analysis.is_home(members[0].value):
        return False
    between = without_places(analysis, members[0].end, members[1].start).lstrip(", ")
    return pattern(analysis.language, "row").fullmatch(between) is not None and sentence.is_item


def signs_too(analysis: Analysis, bounds: Bounds, group: PlaceList, near: bool) -> bool:
    """Tell whether a list stands by words that mean a tie where ties are the topic: `与A签约`."""
    text, language, end = analysis.text, analysis.language, group.end
    for wider in within(analysis.places, end, min(bounds[1], end + 40)):
        if wider.start - end > 4 or may_pair(wider.value):
            break
        end = wider.end
    tail = text[end : bounds[1]][:70]
    if pattern(language, "signs_too").match(tail):
        return True
    head = text[bounds[0] : group.start][-50:]
    if pattern(language, "tied_too").search(head):
        return True
    if not near:
        return False
    letter = pattern(language, "letter_too")
    if letter.may_match(tail) and letter.match(tail):
        return True
    joins = pattern(language, "joins_too").match(tail)
    return joins is not None and pattern(language, "joins_head").search(head) is not None


def is_forerunner(analysis: Analysis, group: PlaceList) -> bool:
    """Tell whether a list names those that came before: `继A、B之后`, `after A and B`."""
    if group.mixed or not pattern(analysis.language, "forerunner_tail").match(analysis.text, group.end):
        return False
    return (
        pattern(analysis.language, "forerunner").search(leading_words(analysis, group.start, 16)) is not None
    )


def joined_hands(sentence: Sentence) -> Iterator[tuple[Place, Place]]:
    """Yield pairs told without a word for the tie: `Wuhu joined hands with Kochi, and Bengbu with Settsu`."""
    analysis, text, verb = sentence.analysis, sentence.analysis.text, False
    places = [place for place in sentence.places if may_pair(place.value)]
    for one, other in itertools.pairwise(places):
        gap = without_places(analysis, one.end, other.start)
        told = pattern(analysis.language, "hands_too").fullmatch(gap) is not None
        again = verb and pattern(analysis.language, "hands_again").fullmatch(gap) is not None
        verb = verb or told
        apart = analysis.is_home(one.value) and not analysis.is_home(other.value)
        whole = re.search(r"(?i)\b(?:from|of|in|at|near)\s$", text[max(0, one.start - 8) : one.start]) is None
        ends = re.match(r"\s?[.,;:(]|\s(?:in|and|as|since|too|of)\b|$", text[other.end : other.end + 8])
        if (told or again) and apart and whole and ends:
            yield one, other

"""Counts in a sentence, and counts of people that stand in a row added up."""

import re
from collections.abc import Iterator, Sequence

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Count
from pipeline.mentions import Mention
from pipeline.numbers import Quantity, read_numerals, read_quantities
from pipeline.numerals import Numeral


def counts_in(analysis: Analysis, start: int, end: int) -> list[Count]:
    """Return the counts in the sentence [start, end), at their places in the passage."""
    return [
        Mention(count.start + start, count.end + start, count.rule, count.value)
        for count in read_quantities(analysis.text[start:end], analysis.language)
    ]


def numerals_of_sentences(analysis: Analysis) -> Iterator[list[Numeral]]:
    """Yield for each sentence the numerals of the passage that share a character with it.

    A sentence without any has no counts, unless it is torn.
    """
    numerals, first = read_numerals(analysis.text, analysis.language), 0
    for start, end in analysis.sentences:
        while first < len(numerals) and numerals[first].end <= start:
            first += 1
        last = first
        while last < len(numerals) and numerals[last].start < end:
            last += 1
        yield list(numerals[first:last])


def is_torn(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence that was cut for its length may hold half a word, or half a figure.

    >>> is_torn("They came", 5, 9), is_torn("They came", 6, 9)
    (False, True)
    """
    if start and (text[start - 1].isalnum() or text[start - 1] == "."):
        return True
    return end < len(text) and text[end - 1].isalnum() and text[end].isalnum()


def summed(
    text: str, counts: Sequence[Count], people: re.Pattern[str], joins: re.Pattern[str]
) -> list[tuple[Count, int]]:
    """Add up counts of people that stand in a row: `28 students and four chaperones` are 32.

    Returns each count left, and where the last of its nouns ends (where the count ends, when none follows).
    """
    rows: list[tuple[Count, int]] = []
    for count in counts:
        noun = people.match(text, count.end)
        stop = noun.end() if noun else count.end
        last, after = rows[-1] if rows else (None, 0)
        in_a_row = noun and last and after > last.end and joins.fullmatch(text, after, count.start)
        if last and in_a_row and _addable(last, count):
            value = Quantity(
                last.value.value + count.value.value, None, last.value.modifier or count.value.modifier
            )
            rows[-1] = (Mention(last.start, count.end, last.rule, value), stop)
        else:
            rows.append((count, stop))
    return rows


def _addable(one: Count, other: Count) -> bool:
    return (
        one.value.upper is None
        and other.value.upper is None
        and max(one.value.value, other.value.value) < 1000
    )

"""Counts in a sentence, and counts of people that stand in a row added up."""

import re
from collections.abc import Sequence

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Count
from pipeline.mentions import Mention
from pipeline.numbers import Quantity, read_quantities


def counts_in(analysis: Analysis, start: int, end: int) -> list[Count]:
    """Return the counts in the sentence [start, end), at their places in the passage."""
    return [
        Mention(count.start + start, count.end + start, count.rule, count.value)
        for count in read_quantities(analysis.text[start:end], analysis.language)
    ]


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

"""Counts in a sentence, and counts of people that stand in a row added up."""

import re
from collections.abc import Iterator, Sequence

from pipeline.analysis import Analysis
from pipeline.delegations.anchors import Count
from pipeline.mentions import Mention
from pipeline.numbers import Quantity, read_numerals, read_quantities
from pipeline.numerals import Numeral
from pipeline.sentences import LONGEST

# At the head of a sentence these may be read with what stands before it: `and` | `a half million`.
_LEANING = re.compile(r"(?:and\s+)?(?:a\s+)?half|[rk]\s?\d", re.IGNORECASE)


def counts_in(
    analysis: Analysis, start: int, end: int, numerals: Sequence[Numeral] | None = None
) -> list[Count]:
    """Return the counts in the sentence [start, end), at their places in the passage.

    `numerals` are those of the sentence as `numerals_of_sentences` yields them.
    """
    if numerals and (numerals[0].start < start or numerals[-1].end >= end):
        numerals = None
    if numerals is not None:
        numerals = [Numeral(one.start - start, one.end - start, *one[2:]) for one in numerals]
    return [
        Mention(count.start + start, count.end + start, count.rule, count.value)
        for count in read_quantities(analysis.text[start:end], analysis.language, numerals)
    ]


def numerals_of_sentences(analysis: Analysis) -> Iterator[Sequence[Numeral] | None]:
    """Yield for each sentence the numerals of the passage that share a character with it.

    By itself the sentence has the same, but for those that touch its edges; None where it may have others.
    """
    text, first = analysis.text, 0
    numerals, cut = read_numerals(text, analysis.language), _may_be_cut(analysis)
    leaning = [_LEANING.match(text, start) is not None for start, _ in analysis.sentences]
    leaning.append(False)
    count = len(numerals)
    for number, (start, end) in enumerate(analysis.sentences):
        while first < count and numerals[first].end <= start:
            first += 1
        last = first
        while last < count and numerals[last].start < end:
            last += 1
        yield None if cut or leaning[number] or leaning[number + 1] else numerals[first:last]


def _may_be_cut(analysis: Analysis) -> bool:
    """Tell whether a sentence of the passage may have been cut for its length, even within a figure."""
    if len(analysis.text) <= LONGEST:
        return False
    befores = [0, *(end for _, end in analysis.sentences)]
    behinds = [*(start for start, _ in analysis.sentences[1:]), len(analysis.text)]
    return any(behind - before >= LONGEST // 2 for before, behind in zip(befores, behinds, strict=False))


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

"""The labels of metadata lines, each before its colon or its date: `Updated: `, `发布时间：`."""

import re
from functools import cache
from itertools import product
from typing import NamedTuple

from corpus.literals import Literals
from corpus.metadata_words import Part
from corpus.words import words

_KINDS = ("published", "updated", "date", "source", "person", "counter", "picker")
_DATED = ("published", "updated", "date")
_LONGEST = 40
_COLON = re.compile(r" {0,3}[:：]")
# Labels of dates may lack the colon where a date follows: `Updated 2018-05-16`, `发表于 2009-12-3`.
_COLON_OR_DATE = re.compile(
    r" {0,3}[:：]"
    r"|(?= {0,2}(?:\d{4}|(?:[A-Z][a-z]{2,8},? )?[A-Z][a-z]{2,8}\.? \d|\d{1,2}(?:st|nd|rd|th)? [A-Z]))"
)


class _Label(NamedTuple):
    """A form of a label; of two at one place, the one of lower rank is meant."""

    rank: int
    kind: str
    latin: bool


def labels_in(text: str) -> list[Part]:
    """Return the labels in a line with their colons, from left to right, none overlapping another.

    >>> [(part.start, part.end, part.kind) for part in labels_in("来源：市外办 Updated 2018-05-16")]
    [(0, 3, 'source'), (7, 14, 'updated')]
    """
    literals, labels = _labels()
    at: dict[int, tuple[int, int, str]] = {}
    for start, end, number in literals.find_all(text):
        for rank, kind, latin in labels[number]:
            behind = (_COLON_OR_DATE if kind in _DATED else _COLON).match(text, end)
            if behind and (start not in at or rank < at[start][0]) and not (latin and _cut(text, start, end)):
                at[start] = (rank, behind.end(), kind)
    found: list[Part] = []
    for start, (_, end, kind) in sorted(at.items()):
        if not found or start >= found[-1].end:
            found.append(Part(start, end, kind))
    return found


def label_may_begin(text: str, at: int) -> bool:
    """Tell whether the words of a label stand at a place, with a colon behind or not."""
    return any(start == 0 for start, _, _ in _labels()[0].find_all(text[at : at + _LONGEST]))


def _cut(text: str, start: int, end: int) -> bool:
    """Tell whether a form in Latin letters is part of a word; in `MayorSource:` the page lost a blank."""
    before, first, after = text[start - 1 : start], text[start], text[end : end + 1]
    return "A" <= before <= "Z" or ("a" <= before <= "z" and "a" <= first <= "z") or "a" <= after <= "z"


@cache
def _labels() -> tuple[Literals, list[list[_Label]]]:
    tables = words("metadata")
    found: dict[str, list[_Label]] = {}
    rank = 0
    for kind in _KINDS:
        english = {
            cased(word) for word in tables["en"][kind] for cased in (str, str.lower, str.upper, str.title)
        }
        for language, forms in (("en", english), ("zh", set(tables["zh"][kind]))):
            for form in sorted(forms, key=lambda form: (-len(form), form)):
                rank += 1
                for literal in _spellings(form) if language == "en" else [form]:
                    found.setdefault(literal, []).append(_Label(rank, kind, language == "en"))
    return Literals(found), list(found.values())


def _spellings(form: str) -> list[str]:
    """Return the form with each of its blanks and without."""
    first, *others = form.split(" ")
    return [first + "".join(rest) for rest in product(*((" " + word, word) for word in others))]

"""The labels, names and words that stand in the lines of a page about itself."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.literals import folded
from corpus.phrases import Phrases
from corpus.printed_dates import WEEKDAY, PrintedDate, without_times
from corpus.words import words

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "星期", "周", "礼拜")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line, and which kind of label, value or noise it is."""

    start: int
    end: int
    kind: str


def blanked(simple: str, parts: list[PrintedDate] | list[Part]) -> str:
    """Return a line with blanks in place of its `parts`."""
    for part in parts:
        simple = simple[: part.start] + " " * (part.end - part.start) + simple[part.end :]
    return simple


def rest_of(simple: str, parts: list[Part], dates: list[PrintedDate]) -> str:
    """Return what a line says beyond its labels, values, dates, times and noise."""
    rest = blanked(blanked(simple, parts), dates)
    return noise().sub(" ", without_weekdays(without_times(rest, " "), " "))


def may_name_weekday(text: str) -> bool:
    """Tell whether the first letters of a weekday stand anywhere."""
    small = folded(text)
    return any(day in small for day in _WEEKDAYS)


def without_weekdays(text: str, blank: str) -> str:
    """Return a text with `blank` in place of each weekday."""
    return WEEKDAY.sub(blank, text) if may_name_weekday(text) else text


@cache
def noise() -> Phrases:
    """Return what stands in metadata lines without a meaning for us."""
    return Phrases(_noise(), r"(?:[:：]? ?\d{1,7})?")


@cache
def noise_beginnings() -> frozenset[str]:
    """Return the first two characters of each noise; a letter that stands alone is one for itself.

    >>> "Pr" in noise_beginnings(), "大" in noise_beginnings(), "Bo" in noise_beginnings()
    (True, True, False)
    """
    return frozenset(phrase[:2].rstrip() for phrase in _noise())


def _noise() -> list[str]:
    tables = words("metadata")
    counters = [
        *tables["en"]["counter"],
        *tables["zh"]["counter"],
        *tables["zh"]["picker"],
        *tables["en"]["picker"],
    ]
    return [*tables["noise"]["words"], *counters]


@cache
def facts() -> Phrases:
    """Return the words that make a line with a date a fact rather than metadata."""
    return Phrases(words("metadata")["noise"]["facts"], flags=re.I)


@cache
def outlet() -> Phrases:
    """Return what marks the name of a paper, an agency, an office or a site."""
    bodies = [
        "委员会",
        "政府",
        "办公室",
        "局",
        "Office",
        "Government",
        "Council",
        "Bureau",
        "Committee",
        "Association",
    ]
    return Phrases([*words("metadata")["noise"]["outlets"], *bodies])

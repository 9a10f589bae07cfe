"""The labels, names and words that stand in the lines of a page about itself."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.printed_dates import TIME, WEEKDAY, PrintedDate
from corpus.words import either, words

KINDS = ("published", "updated", "date", "source", "person", "counter", "picker")


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
    for pattern in (TIME, WEEKDAY, noise()):
        rest = pattern.sub(" ", rest)
    return rest


@cache
def label_pattern() -> re.Pattern[str]:
    """Return the pattern of a label and its colon, with the kind of label as the name of the group.

    Labels of dates may lack the colon where a date follows: `Updated 2018-05-16`, `发表于 2009-12-3`.
    """
    tables = words("metadata")
    groups = []
    for kind in KINDS:
        english = {
            form for word in tables["en"][kind] for form in (word, word.lower(), word.upper(), word.title())
        }
        latin = "|".join(
            re.escape(word).replace(r"\ ", " ?") for word in sorted(english, key=len, reverse=True)
        )
        han = "|".join(re.escape(word) for word in sorted(tables["zh"][kind], key=len, reverse=True))
        colon = r"(?: {0,3}[:：]|(?= {0,2}(?:\d{4}|(?:[A-Z][a-z]{2,8},? )?[A-Z][a-z]{2,8}\.? \d|"
        colon += r"\d{1,2}(?:st|nd|rd|th)? [A-Z])))"
        if kind in ("source", "person", "counter", "picker"):
            colon = r" {0,3}[:：]"
        groups.append(f"(?P<{kind}>(?:(?<![A-Z])(?<![a-z](?=[a-z]))(?:{latin})(?![a-z])|{han}){colon})")
    return re.compile("|".join(groups))


@cache
def noise() -> re.Pattern[str]:
    """Return the pattern of what stands in metadata lines without a meaning for us."""
    tables = words("metadata")
    counters = [
        *tables["en"]["counter"],
        *tables["zh"]["counter"],
        *tables["zh"]["picker"],
        *tables["en"]["picker"],
    ]
    return re.compile(either([*tables["noise"]["words"], *counters]) + r"(?:[:：]? ?\d{1,7})?")


@cache
def facts() -> re.Pattern[str]:
    """Return the pattern of words that make a line with a date a fact rather than metadata."""
    return re.compile(either(words("metadata")["noise"]["facts"]), re.I)


@cache
def outlet() -> re.Pattern[str]:
    """Return the pattern of what marks the name of a paper, an agency, an office or a site."""
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
    return re.compile(either([*words("metadata")["noise"]["outlets"], *bodies]))

"""Marks of an English text: where its figures, names of months and words of time stand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from re import Pattern
from string import ascii_letters, ascii_uppercase

from corpus.late import late
from corpus.literals import folded
from pipeline.dates.english_names import months, printed, weekdays
from pipeline.dates.marks import Marks, Words, mark_figures
from pipeline.dates.numerals import english_ordinals, number_pattern
from pipeline.lexicon import alternatives, words

# The kinds of phrases that are tables of the lexicon.
TABLES = ("date_days", "date_weeks", "date_month_words", "date_years")
_LETTERS = frozenset(ascii_letters)
_APOSTROPHES, _ORDINALS = frozenset("'’‘"), ("st", "nd", "rd", "th")
# What follows a day begins with another letter: `3rd`, `3 to 5`, `3 until 5`, `3 of May`, `3 and 5`, `3 day`.
_NOT_AFTER_DAY = _LETTERS - frozenset(ascii_uppercase) - frozenset("snrtouad")
_TENS = frozenset("s'’")
_WORD = late(r"\S+")


def english_marks(text: str) -> Marks:
    """Return the places at which times may begin, and those of words that they hold."""
    marks: dict[str, list[int]] = defaultdict(list)
    for start, end, kinds in _names().find(text):
        if "weekday" in kinds:
            marks["held weekday"].append(start)
        if text[end : end + 1] not in _LETTERS:
            for kind in kinds:
                marks[kind].append(start)
    for start, end in mark_figures(text, marks):
        if text[start - 1 : start] in _APOSTROPHES:
            marks["apostrophe"].append(start - 1)
        if text.startswith(_ORDINALS, end):
            marks["ordinal figure"].append(end - 1)
            marks["ordinal number"].append(start)
        elif text[end - 1] == "0" and text[end : end + 1] in _TENS:
            marks["ten"].append(end - 1)
    _mark_words(text, marks)
    marks["ordinal number"] = sorted(marks["ordinal number"] + marks["ordinal"])
    opening = marks["weekday"] + marks["between"]
    marks["month first"] = sorted(opening + marks["month"])
    days = marks["weekday"] + [place for place in marks["figure"] if _may_be_day(text, place)]
    marks["day first"] = sorted({*opening, *days, *(_article(text, place) for place in days)})
    return marks


def _may_be_day(text: str, place: int) -> bool:
    """Tell whether a month, or another day, may go with the figure at `place`: no `12 members`, no `5%`."""
    end = place + 2 if text[place + 1 : place + 2].isdecimal() else place + 1
    after = text[end : end + 1]
    if after.isspace():
        after = text[end + 1 : end + 2]
    return after not in _NOT_AFTER_DAY


def _article(text: str, place: int) -> int:
    """Return where the `the` before a place begins, or the place itself."""
    end = place
    while end and text[end - 1].isspace():
        end -= 1
    return end - 3 if end < place and text[max(0, end - 3) : end] == "the" else place


def _mark_words(text: str, marks: dict[str, list[int]]) -> None:
    small, backwards, phrases, followed = folded(text), "", _phrases(), _followed()
    for start, end, kinds in _words().find(small):
        for kind in kinds:
            if kind in followed:
                if followed[kind].match(small, end):
                    marks[kind].append(start)
            elif kind in phrases:
                backwards = backwards or small[::-1]
                phrases[kind].mark(small, backwards, start, end, marks)
            else:
                marks[kind].append(start)
    for table in (*TABLES, "the", "counted", "counted years", "counted ahead"):
        marks[table] = sorted(set(marks[table]))


class _Phrases:
    """The phrases that end with one word, found from it backwards: what they begin with is all too common."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Take the words before the last of each phrase, by the kind of its mark."""
        leads = {lead for found in phrases.values() for lead in found}
        self._lead = late(rf"\s+(?:{alternatives(lead[::-1] for lead in leads if lead)})")
        self._kinds, self._alone = tuple(phrases), "" in leads
        # A look around an anchor may end within a word, as if that ended there.
        self._whole = not any(kind.startswith("counted") for kind in phrases)

    def mark(self, small: str, backwards: str, start: int, end: int, marks: dict[str, list[int]]) -> None:
        """Mark the words of the phrases that end with the word at [start, end)."""
        if self._whole and small[end : end + 1].isalnum():
            return
        lead = self._lead.match(backwards, len(small) - start)
        places = [start] if self._alone else []
        if lead is not None:
            places += [word.start() for word in _WORD.finditer(small, len(small) - lead.end(), start)]
        for kind in self._kinds:
            marks[kind] += places


@cache
def _names() -> Words:
    return Words(
        {
            "month": printed(months()),
            "weekday": printed(weekdays()),
            "between": ["between", "Between"],
        }
    )


@cache
def _phrases() -> dict[str, _Phrases]:
    """Return the phrases of the lexicon and the ends of counts, each by its last word."""
    units = [unit + plural for unit in ("day", "week", "fortnight", "month", "year") for plural in ("", "s")]
    years = ["year", "years", "decade", "decades"]
    ways = ["ago", "later", "afterward", "afterwards", "earlier"]
    kinds = {table: [phrase for found in words("en", table).values() for phrase in found] for table in TABLES}
    kinds |= {
        "the": ["the year", "the month"],
        "counted": [f"{unit} {way}" for unit in units for way in (*ways, "from")],
        "counted years": [f"{unit} {way}" for unit in years for way in ways],
        "counted ahead": [f"{unit}{mark} time" for unit in units for mark in ("", "'", "’")],
    }
    ending: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind, found in kinds.items():
        for phrase in found:
            *lead, last = phrase.lower().split()
            ending[last][kind].append(" ".join(lead))
    return {f"… {last}": _Phrases(leads) for last, leads in ending.items()}


@cache
def _followed() -> dict[str, Pattern[str]]:
    """Return what must stand behind the words of some kinds of marks."""
    number = number_pattern()
    return {
        "recent": late(rf"\s+{number}\s+(?:year|decade)"),
        "run of months": late(rf"\s+{number}\s+(?:month|quarter)"),
        "run of days": late(rf"\s+(?:half|week|fortnight|{number}\s+days)\s+of\b"),
    }


@cache
def _words() -> Words:
    seasons = [word for spellings in words("en", "date_seasons").values() for word in spellings]
    return Words(
        {kind: [kind.removeprefix("… ")] for kind in _phrases()}
        | {
            "recent": ["past", "last", "previous", "recent", "latest", "these", "preceding"],
            "run of months": ["first", "last"],
            "run of days": ["first", "opening", "second", "middle", "third", "last", "final", "closing"],
            "quarter": ["quarter", "q1", "q2", "q3", "q4"],
            "season": seasons,
            "century": ["centur"],
            "half": ["half"],
            "weekend": ["weekend"],
            "ordinal": {re.split(r"[\s-]", word)[0] for word in english_ordinals()},
            "picking": ["this", "last", "past", "next", "coming"],
        }
    )

"""Where an expression stands in its text: paragraph, sentence, and the signs of the future."""

import re
from bisect import bisect_right
from functools import cache
from re import Match, Pattern
from typing import Literal, NamedTuple

from corpus.late import late
from corpus.literals import Literals, folded
from pipeline.dates.plans import plan_sections
from pipeline.dates.preceding import backwards
from pipeline.dates.reading import Expression, Shift
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.patterns.anchored import Anchored, anchored

Tense = Literal["past", "future"]


class Surroundings(NamedTuple):
    """What the discourse needs to know about a place in the text.

    `paragraph` counts lines with text; `initial`: the time opens its sentence; `heading`: it fills a short
    line; `background`: it dates something recalled in passing (`since 1998`); `tense`: what the
    words beside it say; `planned`: words right before it or the heading above it announce it,
    which is asked only of a time that has to be settled;
    `founding`: words behind a year tell that ties began;
    `named_year`: the year in a name that follows in the sentence (`In April … the 2011 Fair`);
    `sentence`: where the sentence begins.
    """

    position: int
    paragraph: int
    initial: bool = False
    heading: bool = False
    background: bool = False
    tense: Tense | None = None
    named_year: int | None = None
    planned: bool = False
    founding: bool = False
    sentence: int = -1

    @property
    def future(self) -> bool:
        """Tell whether the words beside the time put it ahead of publication."""
        return self.tense == "future"


class Layout:
    """The lines of a text; every look stays within one line and a few hundred characters."""

    def __init__(self, text: str, language: PassageLanguage) -> None:
        self.text = text
        self.language = language
        breaks = list(_BREAK.finditer(text))
        self._breaks = [match.end() for match in breaks]
        self._ends = [*(match.start() for match in breaks), len(text)]
        self._plans = plan_sections(text, language)

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph at a position."""
        return bisect_right(self._breaks, position)

    def line(self, position: int) -> tuple[int, int]:
        """Return the start and the end of the line at a position."""
        return self._line(self.paragraph(position))

    def _line(self, number: int) -> tuple[int, int]:
        start = self._breaks[number - 1] if number else 0
        # A search for the end of an endless line, once a date, would cost the square of its length.
        return start, self._ends[number]

    def _sentence(self, item: Expression, line: tuple[int, int]) -> tuple[str, str]:
        """Return what stands in the sentence before and after an expression, 200 characters at most."""
        before = self.text[max(line[0], item.start - 200) : item.start]
        after = self.text[item.end : min(line[1], item.end + 200)]
        stop, begin = _STOPS[self.language], 0
        for cut in stop.finditer(before):
            begin = cut.end()
        end = stop.search(after)
        return before[begin:], after[: end.start()] if end else after

    def around(self, item: Expression, background: bool, following: Expression | None) -> Surroundings:
        """Return the surroundings of an expression; `following` is the next one."""
        paragraph = self.paragraph(item.start)
        line = self._line(paragraph)
        before, after = self._sentence(item, line)
        opening = _OPENING.match(before)
        lead = before[opening.end() :] if opening else before
        # `Plans for 2017: a visit in April`
        headed = len(lead) <= 20 and _COLON.match(after) is not None
        initial = not lead or headed or bool(_OPENERS.fullmatch(lead))
        # A time with its year needs no sign of what lies ahead.
        told = isinstance(item.first.year, int)
        planned = not (told and _leads_to_year(item)) and self._planned(item, before)
        tense = None if told else "future" if planned else _tense(before, after, initial, self.language)
        return Surroundings(
            item.start,
            paragraph,
            initial,
            item.first.year is not None and self._heading(item, line),
            background,
            tense,
            _named_year(following, item.end + len(after)),
            planned,
            item.first.grain == "year" and _founds(after, self.language),
            item.start - len(before),
        )

    def _planned(self, item: Expression, before: str) -> bool:
        announced = _announcing(self.language).match(backwards(before, len(before), 24)) is not None
        return announced or self._in_plans(item.start)

    def _heading(self, item: Expression, line: tuple[int, int]) -> bool:
        """Tell whether an expression heads the lines below its own."""
        start, end = line
        return (
            end - start <= (40 if self.language == "zh" else 70)
            and not _FULL_STOP.search(self.text[start:end])
            # The last cell of a row heads no lines.
            and not _CELL.search(self.text[start : item.start])
        )

    def _in_plans(self, position: int) -> bool:
        index = bisect_right(self._plans, (position, len(self.text))) - 1
        return index >= 0 and position < self._plans[index][1]

    def last_line(self, item: Expression) -> bool:
        """Tell whether the expression fills the last line of the text: a signature's date."""
        start, end = self.line(item.start)
        if start == 0 or self.text[end : end + 200].strip():
            return False
        return self.text[start:end].strip(" \t\u3000.。") == self.text[item.start : item.end].strip()


def _leads_to_year(item: Expression) -> bool:
    """Tell whether an expression ends with no year that has to be counted out: `from 2015 to this year`."""
    return item.last is None or not isinstance(item.last.year, Shift)


def _named_year(following: Expression | None, end: int) -> int | None:
    """Return the year that the next expression holds in a name, if it begins before `end`."""
    if following is None or following.start >= end or not following.optional:
        return None
    return following.first.year if isinstance(following.first.year, int) else None


@cache
def _announcing(language: PassageLanguage) -> Pattern[str]:
    """Return the pattern of what announces a time, read backwards: `scheduled for: the`."""
    signs = alternatives(sign.lower()[::-1] for sign in words(language, "date_cues")["announcing"])
    return re.compile(rf"(?:\s+(?:eht|no|ni))?[\s:：]*(?:{signs})")


@cache
def _founding(language: PassageLanguage) -> Anchored:
    # `2017年正值结好20周年` tells of no founding.
    count = r"(?![\d一二三四五六七八九十]{1,4}\s*周年)" if language == "zh" else ""
    signs = alternatives(sign.lower() for sign in words(language, "date_documents")["founding"])
    return anchored(rf"(?:{signs}){count}")


def _founds(after: str, language: PassageLanguage) -> bool:
    return _founding(language).search(folded(after[:60])) is not None


_STOPS = {
    "en": late(r"[.!?;\n](?:(?<=[.!?])[\"”’)]?\s+(?=[A-Z\"“(])|(?<=;)\s|(?<=\n))"),
    "zh": late(r"[。！？!?；;\n]"),
}
_BREAK, _COLON = late(r"\n\s*"), late(r"\s*[:：]")
_OPENING = late(r"(?:\s*【[^】]{0,16}】)?[\s\"“‘(（【\[·•*★◆●■▪▲►\d.、)）一二三四五六七八九十-]{0,20}")
_OPENERS = late(
    r"(?:(?:on|in|at|from|during|by|since|between|early|late|mid|and|then|later|as\s+early\s+as|the|year|it\s+was|back|meanwhile"
    r"|morning|afternoon|evening|night|of|beginning|end|middle|start|around|about|for\s+example)[\s,-]*){1,7}|[于在自从早至到据此而]{1,2}",
    re.IGNORECASE,
)
_FULL_STOP = late(r"[。.;！!；?？]\s*$")
_CELL = late(r"\S(?:[ \u3000]{2,}|[\t|]\s*)$")
# The participle of `will be held on` is no past tense.
_ADVERB = r"(?:\w{2,12}ly\s+|also\s+|then\s+|now\s+)?"
_PASSIVE = late(
    rf"\b(will|shall|is\s+to|are\s+to|is\s+going\s+to|are\s+going\s+to)\s+{_ADVERB}be\s+{_ADVERB}[a-z]+(?![a-z])"
)
# `按计划，4月底、5月初，艺术团将回访`
_JOINED = late(r"[、和及与至到年月日号初中底末上下旬\d\s]{1,24}")
_PLANNED = late(r"(计划|安排|预计)[,，]\s*$")
_COMMA, _TITLE, _FIGURE = late("[,，]"), late("《[^》]*》?"), late(r"于?\d")


@cache
def _cues(language: PassageLanguage) -> tuple[Pattern[str], Pattern[str]]:
    """Return the signs of the future and those of the past; in English, in small letters."""
    cues = words(language, "date_cues")
    if language == "zh":
        return re.compile(alternatives(cues["future"])), re.compile(alternatives(cues["past"]))
    ahead, behind = (alternatives(cue.lower() for cue in cues[kind]) for kind in ("future", "past"))
    return re.compile(rf"\b(?:{ahead})\b"), re.compile(rf"\b(?:{behind}|[a-z]{{3,}}ed)\b")


@cache
def _no_cue() -> Pattern[str]:
    """Return a pattern of the words that hold a cue and are none: `接待`, `将军`."""
    return re.compile(alternatives(words("zh", "date_cues")["not_future"]))


def _tense(before: str, after: str, initial: bool, language: PassageLanguage) -> Tense | None:
    """Return what the words beside a time in its sentence say of it, the nearest first."""
    if language == "zh":
        return _tense_zh(before, after)
    ahead, behind = _cues(language)
    if not initial:
        before = _active(before)
        signs: list[tuple[int, Tense]] = []
        if _holds_future(before):
            signs += [(match.end(), "future") for match in ahead.finditer(before)]
        signs += [(match.end(), "past") for match in behind.finditer(before)]
        if signs:
            # `is planned for` ends where `planned`, read as past, ends.
            return max(signs, key=lambda sign: (sign[0], sign[1] == "future"))[1]
    after = _active(after)
    return _first(ahead.search(after) if _holds_future(after) else None, behind.search(after))


def _holds_future(part: str) -> bool:
    """Tell whether a sign of the future may stand in a part of a sentence, however its words are parted."""
    return _futures("en").holds(" ".join(part.split()))


@cache
def _futures(language: PassageLanguage) -> Literals:
    cues = words(language, "date_cues")["future"]
    return Literals(cue.lower() if language == "en" else cue for cue in cues)


def _active(part: str) -> str:
    """Return a part of a sentence in small letters, without the participles of `will be held`."""
    part = folded(part)
    return _PASSIVE.sub(r"\1 ", part) if "be" in part else part


def _tense_zh(before: str, after: str) -> Tense | None:
    ahead, behind = _cues("zh")
    joined = _JOINED.match(after)
    after = after[joined.end() :] if joined else after
    if before.rstrip().endswith((",", "，")):
        before = _PLANNED.sub(r"\1", before)
    parts = _COMMA.split(before)
    # `会参观产业园，周四返国`: the verb before the comma goes on.
    clause = parts[-1][-12:] or (parts[-2] if len(parts) > 1 else "")
    # `签署《2020年交流计划》` plans nothing.
    rest = _COMMA.split(_TITLE.sub("", after) if "《" in after else after)
    near = rest[0] if len(rest[0]) > 3 or len(rest) < 2 else rest[0] + rest[1]
    if not (_futures("zh").holds(f"{clause}\n{near}") or behind.search(near)):
        return None
    clause, near = (_no_cue().sub(lambda word: "，" * len(word[0]), part) for part in (clause, near))
    if ahead.search(clause):
        return "future"
    # `3月13日抵达，将于4月出访`: the sign is that of the next time.
    signs = (sign for sign in ahead.finditer(near) if not _FIGURE.match(near, sign.end()))
    return _first(next(signs, None), behind.search(near))


def _first(ahead: Match[str] | None, behind: Match[str] | None) -> Tense | None:
    if ahead is None:
        return "past" if behind else None
    return "future" if behind is None or ahead.start() <= behind.start() else "past"

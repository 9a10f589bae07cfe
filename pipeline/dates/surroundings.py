"""Where an expression stands in its text: paragraph, sentence, and the signs of the future."""

import re
from bisect import bisect_right
from functools import cache
from re import Match, Pattern
from typing import Literal, NamedTuple

from pipeline.dates.plans import plan_sections
from pipeline.dates.reading import Expression
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage

Tense = Literal["past", "future"]


class Surroundings(NamedTuple):
    """What the discourse needs to know about a place in the text.

    `paragraph` counts lines with text; `initial`: the time opens its sentence; `heading`: it fills a short
    line; `background`: it dates something recalled in passing (`since 1998`); `tense`: what the
    words beside it say; `planned`: words right before it or the heading above it announce it;
    `founding`: words behind it tell that ties began;
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
        breaks = list(re.finditer(r"\n\s*", text))
        self._breaks = [match.end() for match in breaks]
        self._ends = [*(match.start() for match in breaks), len(text)]
        self._plans = plan_sections(text.split("\n"), language)

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph at a position."""
        return bisect_right(self._breaks, position)

    def line(self, position: int) -> tuple[int, int]:
        """Return the start and the end of the line at a position."""
        number = self.paragraph(position)
        start = self._breaks[number - 1] if number else 0
        # A search for the end of an endless line, once a date, would cost the square of its length.
        return start, self._ends[number]

    def sentence(self, item: Expression) -> tuple[str, str]:
        """Return what stands in the sentence before and after an expression, 200 characters at most."""
        start, end = self.line(item.start)
        before = self.text[max(start, item.start - 200) : item.start]
        after = self.text[item.end : min(end, item.end + 200)]
        stop = _stops()[self.language]
        cuts = list(stop.finditer(before))
        cut = stop.search(after)
        return before[cuts[-1].end() :] if cuts else before, after[: cut.start()] if cut else after

    def around(self, item: Expression, background: bool) -> Surroundings:
        """Return the surroundings of an expression."""
        before, after = self.sentence(item)
        lead = re.sub(
            r"^(?:\s*【[^】]{0,16}】)?[\s\"“‘(（【\[·•*★◆●■▪▲►\d.、)）一二三四五六七八九十-]{0,20}",
            "",
            before,
        )
        # `Plans for 2017: a visit in April`
        headed = len(lead) <= 20 and re.match(r"\s*[:：]", after) is not None
        initial = not lead or headed or bool(_openers().fullmatch(lead))
        start, end = self.line(item.start)
        short = end - start <= (40 if self.language == "zh" else 70)
        heading = (
            short
            and not re.search(r"[。.;；!！?？]\s*$", self.text[start:end])
            and item.first.year is not None
            # The last cell of a row heads no lines.
            and not re.search(r"\S(?:[ \u3000]{2,}|[\t|]\s*)$", self.text[start : item.start])
        )
        planned = self._in_plans(item.start) or bool(_announcing(self.language).search(before[-24:]))
        # A time with its year needs no sign of what lies ahead.
        told = isinstance(item.first.year, int)
        tense = None if told else "future" if planned else _tense(before, after, initial, self.language)
        return Surroundings(
            item.start,
            self.paragraph(item.start),
            initial,
            heading,
            background,
            tense,
            planned=planned,
            founding=_founding(self.language).search(after[:60]) is not None,
            sentence=item.start - len(before),
        )

    def _in_plans(self, position: int) -> bool:
        index = bisect_right(self._plans, (position, len(self.text))) - 1
        return index >= 0 and position < self._plans[index][1]

    def named_year(self, item: Expression, following: Expression | None) -> int | None:
        """Return the year that the next expression holds in a name, if it stands in the same sentence."""
        if following is None or not following.optional or not isinstance(following.first.year, int):
            return None
        _, after = self.sentence(item)
        return following.first.year if following.start < item.end + len(after) else None

    def last_line(self, item: Expression) -> bool:
        """Tell whether the expression fills the last line of the text: a signature's date."""
        start, end = self.line(item.start)
        alone = self.text[start:end].strip(" \t\u3000.。") == self.text[item.start : item.end].strip()
        return alone and start > 0 and not self.text[end : end + 200].strip()


@cache
def _announcing(language: PassageLanguage) -> Pattern[str]:
    signs = alternatives(words(language, "date_cues")["announcing"])
    return re.compile(rf"(?:{signs})[\s:：]*(?:(?:the|on|in)\s+)?$", re.IGNORECASE)


@cache
def _founding(language: PassageLanguage) -> Pattern[str]:
    # `2017年正值结好20周年` tells of no founding.
    count = r"(?![\d一二三四五六七八九十]{1,4}\s*周年)" if language == "zh" else ""
    return re.compile(
        rf"(?:{alternatives(words(language, 'date_documents')['founding'])}){count}", re.IGNORECASE
    )


@cache
def _stops() -> dict[str, Pattern[str]]:
    return {"en": re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z\"“(])|;\s|\n"), "zh": re.compile(r"[。！？!?；;\n]")}


@cache
def _openers() -> Pattern[str]:
    return re.compile(
        r"(?:(?:on|in|at|from|during|by|since|between|early|late|mid|and|then|later|as\s+early\s+as|the|year|it\s+was|back|meanwhile"
        r"|morning|afternoon|evening|night|of|beginning|end|middle|start|around|about|for\s+example)[\s,-]*){1,7}|[于在自从早至到据此而]{1,2}",
        re.IGNORECASE,
    )


@cache
def _passive() -> Pattern[str]:
    adverb = r"(?:\w{2,12}ly\s+|also\s+|then\s+|now\s+)?"
    return re.compile(
        rf"\b(will|shall|is\s+to|are\s+to|is\s+going\s+to|are\s+going\s+to)\s+{adverb}be\s+{adverb}[a-z]+(?![a-z])",
        re.IGNORECASE,
    )


@cache
def _cues(language: PassageLanguage) -> tuple[Pattern[str], Pattern[str]]:
    cues = words(language, "date_cues")
    if language == "zh":
        return re.compile(alternatives(cues["future"])), re.compile(alternatives(cues["past"]))
    return (
        re.compile(rf"\b(?:{alternatives(cues['future'])})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{alternatives(cues['past'])}|[a-z]{{3,}}ed)\b", re.IGNORECASE),
    )


@cache
def _no_cue() -> Pattern[str]:
    """Return a pattern of the words that hold a cue and are none: `接待`, `将军`."""
    return re.compile(alternatives(words("zh", "date_cues")["not_future"]))


def _tense(before: str, after: str, initial: bool, language: PassageLanguage) -> Tense | None:
    """Return what the words beside a time in its sentence say of it, the nearest first."""
    if language == "zh":
        return _tense_zh(before, after)
    ahead, behind = _cues(language)
    # The participle of `will be held on` is no past tense.
    before, after = (_passive().sub(r"\1 ", part) for part in (before, after))
    if not initial:
        signs: list[tuple[int, Tense]] = [(match.end(), "future") for match in ahead.finditer(before)]
        signs += [(match.end(), "past") for match in behind.finditer(before)]
        if signs:
            # `is planned for` ends where `planned`, read as past, ends.
            return max(signs, key=lambda sign: (sign[0], sign[1] == "future"))[1]
    return _first(ahead.search(after), behind.search(after))


def _tense_zh(before: str, after: str) -> Tense | None:
    ahead, behind = _cues("zh")
    # `按计划，4月底、5月初，艺术团将回访`
    after = re.sub(r"^[、和及与至到年月日号初中底末上下旬\d\s]{1,24}", "", after)
    before = re.sub(r"(计划|安排|预计)[,，]\s*$", r"\1", before)
    parts = re.split("[,，]", before)
    # `会参观产业园，周四返国`: the verb before the comma goes on.
    clause = parts[-1][-12:] or (parts[-2] if len(parts) > 1 else "")
    # `签署《2020年交流计划》` plans nothing.
    rest = re.split("[,，]", re.sub("《[^》]*》?", "", after))
    near = rest[0] if len(rest[0]) > 3 or len(rest) < 2 else rest[0] + rest[1]
    clause, near = (_no_cue().sub(lambda word: "，" * len(word[0]), part) for part in (clause, near))
    if ahead.search(clause):
        return "future"
    # `3月13日抵达，将于4月出访`: the sign is that of the next time.
    signs = (sign for sign in ahead.finditer(near) if not re.match(r"于?\d", near[sign.end() :]))
    return _first(next(signs, None), behind.search(near))


def _first(ahead: Match[str] | None, behind: Match[str] | None) -> Tense | None:
    if ahead is None:
        return "past" if behind else None
    return "future" if behind is None or ahead.start() <= behind.start() else "past"

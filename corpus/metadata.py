"""What the lines about a page tell: when it was published, and by whom, in whatever layout."""

import datetime as dt
import re
from dataclasses import dataclass

from corpus.labels import label_may_begin, labels_in
from corpus.late import late
from corpus.lines import Line, weigh
from corpus.metadata_words import (
    Part,
    blanked,
    facts,
    noise,
    noise_beginnings,
    outlet,
    rest_of,
    without_weekdays,
)
from corpus.pieces import day_among_pieces
from corpus.printed_dates import DATE_BEGINS, TIME, WEEKDAY, PrintedDate, find_dates, without_times

# How far a date is believed: a label says so; a time of day beside it; an update; nothing but the date.
LABELLED, TIMED, UPDATED, ALONE = 4, 3, 2, 1

_LONGEST_LINE = 320
# The digit, and what may stand behind it: `3 a.m.).`
_LONGEST_DAY = 12
_VALUE_END = late(r"\s{2,}|[|｜【〖\[\]】〗\t]|$")
_DIGIT, _YEAR = late(r"\d"), late(r"\d{3}")
_HAN_YEAR = late("[〇○零一二三四五六七八九]{3}|民[國国]")
_SKIP = late(r"[\s|｜【】\[\]()（）〖〗,，、;；/·•.:：-]*")
_EDGES = ' \t,，、;；:：|｜/()（）[]【】〖〗-—·."“”'
_IN_SENTENCE = late(r"[。！]|[a-z]{2}[.!?] +[A-Z]")
_SOURCE_AT_END = late(
    r"[（(【\[] ?(?:(?:文章|信息|新闻|稿件|资料)?来源|稿源|[Ss]ource) ?[:：] ?"
    r"(?P<name>[^（(）)】\]]{2,40})[）)】\]] ?$"
)
_CNA_AT_END = late(r"[(（]1\d\d(?:0[1-9]|1[0-2])[0-3]\d[)）]$|(?<=[。）)])1[01]\d(?:0[1-9]|1[0-2])[0-3]\d$")
_DAY_AT_END = late(r"\d\W{0,2}(?:[ap]\.?m\.?|日)?\W{0,2}$")
_CHUNK_ENDS = late(r"\s{2,}|[|｜【】\[\]〖〗()（）\t,，]")
_BESIDE_NAME = late(r"^[Bb]y |\b(?:on|at)\s*$")
_VALUE = late(r"[^\s|【〖\[]{2,24}(?=\s|[|【〖\[])")
_CLOCK = late(r"\d{4}[-/.]|.*\d:\d\d:\d\d")
_NO_NAME = late(
    r"^[\W\d_]*$|^[a-z]{0,4}\d{4,}$|^https?:"
    r"|^(?:本站|原创|未知|不详|互联网|网络|无|本网|admin|null|"
    r"media|news|press|(?:media|press) release)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """The part of a line that is metadata, as offsets in it; `trust` says how far `day` is believed."""

    start: int
    end: int
    day: dt.date | None = None
    trust: int = 0
    publisher: str | None = None


def examine(line: Line) -> Entry | None:
    """Return what metadata `line` holds, or None for a line of the body.

    >>> line = "Source:常德政府网 Date:2021-11-07 08:40:54 【Fonts:Small Big"
    >>> entry = examine(Line(0, len(line), line, line))
    >>> entry.day.isoformat(), entry.publisher
    ('2021-11-07', '常德政府网')
    """
    head = line.simple[:_LONGEST_LINE]
    if not _has_sign(head):
        return _at_end(line)
    facts_only = len(line.text) <= _LONGEST_LINE and not _IN_SENTENCE.search(head)
    if not facts_only and not _may_lead(head):
        return _at_end(line)
    labels, dates = labels_in(head), find_dates(head)
    if not labels and not dates:
        return _at_end(line)
    entry = _whole(line, labels, dates) if facts_only else None
    entry = entry or _at_start(line, head, labels, dates)
    return entry or (_in_pieces(line, dates) if facts_only and dates else None) or _at_end(line)


def _has_sign(head: str) -> bool:
    """Tell whether there is a colon or a year: without either there is neither a label nor a date."""
    if ":" in head or "：" in head or _YEAR.search(head):
        return True
    return not head.isascii() and _HAN_YEAR.search(head) is not None


def _may_lead(head: str) -> bool:
    """Tell whether a line may begin with metadata, so that it matters what labels and dates it holds."""
    at = _skipped(head, 0)
    return DATE_BEGINS.match(head, at) is not None or label_may_begin(head, at) or _lead(head, at) is not None


def _in_pieces(line: Line, dates: list[PrintedDate]) -> Entry | None:
    """Read a line that is nothing but short facts about the page."""
    if line.ends_sentence:
        return None
    found = day_among_pieces(line.simple, dates)
    return Entry(0, len(line.text), found[0], UPDATED if found[1] else ALONE) if found else None


def is_outlet(line: Line) -> bool:
    """Tell whether a short line is the name of a paper, an agency or a site: `The Lakeside Gazette`."""
    return line.weight <= 10 and outlet().search(line.simple) is not None


def says_nothing(simple: str) -> bool:
    """Tell whether a line holds only what pages print beside metadata: `【Print】【Close】`, `-`, `大 中 小`.

    >>> says_nothing("打印 | 关闭"), says_nothing("1995"), says_nothing("Bonn")
    (True, False, False)
    """
    if len(simple) > 80 or not _may_be_noise(simple) or any(map(str.isdigit, simple)):
        return False
    at = 0
    for match in noise().finditer(simple):
        if any(map(str.isalpha, simple[at : match.start()])):
            return False
        at = match.end()
    return not any(map(str.isalpha, simple[at:]))


def _may_be_noise(simple: str) -> bool:
    """Tell whether the first letter of a line, if it has one, may begin what says nothing."""
    for at, char in enumerate(simple):
        if char.isalpha():
            beginnings = noise_beginnings()
            return char in beginnings or simple[at : at + 2] in beginnings
    return True


def _whole(line: Line, labels: list[Part], dates: list[PrintedDate]) -> Entry | None:
    kinds = {label.kind for label in labels} - {"person"}
    if kinds == {"date"} and not dates:
        return None
    values = _values(line.simple, labels, dates)
    rest = rest_of(line.simple, [*labels, *values], dates)
    timed = bool(dates) and _is_timed(blanked(line.simple, dates))
    if weigh(rest) > (30 if kinds else 16):
        return None
    doubtful = kinds <= {"date"}
    if doubtful and facts().search(rest if not timed or not kinds else line.simple):
        return None
    if (
        not kinds
        and not timed
        and (len({date.day for date in dates}) != 1 or (weigh(rest) and not outlet().search(rest)))
    ):
        return None
    # `The form was stamped 2024-10-28 14:30 at the office.`
    if not kinds and line.ends_sentence and weigh(rest) > 6:
        return None
    day, trust = _best(dates, labels, timed)
    return Entry(0, len(line.text), day, trust, _publisher(line, values, dates, labels))


def _is_timed(rest: str) -> bool:
    return _DIGIT.search(rest) is not None and TIME.search(rest) is not None


def _at_start(line: Line, head: str, labels: list[Part], dates: list[PrintedDate]) -> Entry | None:
    """Read metadata with which a line of the body begins: `发布时间：2021-05-03 来源：市外办 5月2日，…`."""
    if not dates:
        return None
    at, used = 0, []
    while part := _next_part(head, _skipped(head, at), labels, dates):
        used.append(part)
        at = part.end
    own = [label for label in labels if label.end <= at]
    days = [date for date in dates if date.end <= at]
    timed = any(part.kind == "time" for part in used)
    by_clock = timed and _CLOCK.match(head[:at]) is not None and head[at : at + 1] == " "
    kinds = {label.kind for label in own} & {"published", "updated", "date", "source"}
    if not days or not (kinds or by_clock):
        return None
    # `时间：2019年5月3日 地点：市政府` tells of the event.
    if kinds == {"date"} and facts().plain.search(line.simple, at, at + 12):
        return None
    day, trust = _best(days, own, timed)
    publisher = next((_name(line.text[p.start : p.end]) for p in used if p.kind == "value:source"), None)
    return Entry(0, at, day, trust, publisher)


def _next_part(head: str, at: int, labels: list[Part], dates: list[PrintedDate]) -> Part | None:
    for date in dates:
        if date.start == at:
            return Part(at, date.end, "day")
    for label in labels:
        if label.start == at:
            return Part(at, label.end, label.kind)
        if (
            label.end <= at
            and not head[label.end : at].strip()
            and label.kind in ("source", "person", "counter")
        ):
            value = _VALUE.match(head, at)
            return Part(at, value.end(), f"value:{label.kind}") if value else None
    return _lead(head, at)


def _skipped(head: str, at: int) -> int:
    match = _SKIP.match(head, at)
    return match.end() if match else at


def _lead(head: str, at: int) -> Part | None:
    """Return the time, the weekday or the noise at a place."""
    for kind, pattern in (("time", TIME), ("weekday", WEEKDAY), ("noise", noise().plain)):
        match = pattern.match(head, at)
        if match and match.end() > at:
            return Part(at, match.end(), kind)
    return None


def _at_end(line: Line) -> Entry | None:
    tail = max(0, len(line.simple) - 60)
    last = line.simple.rstrip(" ")[-1:]
    if last in "）)】]" and (match := _SOURCE_AT_END.search(line.simple, tail)):
        name = _name(line.text[match.start("name") : match.end("name")])
        return Entry(match.start(), len(line.text), publisher=name)
    if (last in "）)" or last.isdigit()) and (match := _CNA_AT_END.search(line.simple, tail)):
        found = find_dates(f"({match.group().strip('()（）')})")
        return Entry(match.start(), len(line.text), found[0].day, TIMED) if found else None
    return _day_at_end(line, tail)


def _day_at_end(line: Line, tail: int) -> Entry | None:
    """Read a day and its label at the end of a line: `The city runs it. Page reviewed 2015-04-28`."""
    if not _DAY_AT_END.search(line.simple, max(0, len(line.simple) - _LONGEST_DAY)):
        return None
    for label in labels_in(line.simple):
        if label.start < tail or label.kind not in ("published", "updated"):
            continue
        found = [date for date in find_dates(line.simple) if 0 <= date.start - label.end <= 2]
        if found and not weigh(rest_of(line.simple[found[0].end :], [], [])):
            return Entry(label.start, len(line.text), found[0].day, UPDATED)
    return None


def _values(simple: str, labels: list[Part], dates: list[PrintedDate]) -> list[Part]:
    """Return what stands after each label, up to the next label, date, bracket or gap."""
    stops = sorted([label.start for label in labels] + [date.start for date in dates] + [len(simple)])
    values = []
    for label in labels:
        start = label.end + len(simple[label.end :]) - len(simple[label.end :].lstrip())
        stop = next((at for at in stops if at >= label.end), len(simple))
        if start >= stop:
            continue
        gap = _VALUE_END.search(simple, start)
        end = min(stop, gap.start() if gap else stop, start + 90)
        if label.kind in ("source", "person", "counter"):
            values.append(Part(start, end, label.kind))
    return values


def _best(dates: list[PrintedDate], labels: list[Part], timed: bool) -> tuple[dt.date | None, int]:
    """Return the day that the line vouches for most: each date belongs to the label before it."""
    best: tuple[dt.date | None, int] = (None, 0)
    for date in dates:
        before = [label.kind for label in labels if label.end <= date.start]
        kind = next((kind for kind in reversed(before) if kind in ("published", "updated", "date")), None)
        trust = LABELLED if kind == "published" else UPDATED if kind == "updated" else TIMED
        if kind is None and not labels and not timed:
            trust = ALONE
        if trust > best[1]:
            best = (date.day, trust)
    return best


def _publisher(line: Line, values: list[Part], dates: list[PrintedDate], labels: list[Part]) -> str | None:
    for value in values:
        name = _name(line.text[value.start : value.end]) if value.kind == "source" else None
        if name:
            return name
    rest = without_times(blanked(blanked(blanked(line.text, values), labels), dates), "  ")
    for chunk in _CHUNK_ENDS.split(without_weekdays(rest, "  ")):
        name = _name(_BESIDE_NAME.sub("", chunk.strip(_EDGES)))
        if name and outlet().search(name):
            return name
    return None


def _name(printed: str) -> str | None:
    name = printed.strip(_EDGES)
    return None if _NO_NAME.match(name) or len(name) > 80 else name

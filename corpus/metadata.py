"""What the lines about a page tell: when it was published, and by whom, in whatever layout."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from corpus.lines import Line, weigh
from corpus.printed_dates import TIME, WEEKDAY, PrintedDate, find_dates
from corpus.words import either, words

KINDS = ("published", "updated", "date", "source", "person", "counter", "picker")
# How far a date is believed: a label says so; a time of day beside it; an update; nothing but the date.
LABELLED, TIMED, UPDATED, ALONE = 4, 3, 2, 1

_LONGEST_LINE = 320
_VALUE_END = re.compile(r"\s{2,}|[|｜【〖\[\]】〗\t]|$")
# Without a colon and without a year there is neither a label nor a date.
_SIGN = re.compile(r"[:：]|\d{3}|[〇○零一二三四五六七八九]{3}|民[國国]")
_SKIP = re.compile(r"[\s|｜【】\[\]()（）〖〗,，、;；/·•.:：-]*")
_EDGES = ' \t,，、;；:：|｜/()（）[]【】〖〗-—·."“”'
_IN_SENTENCE = re.compile(r"[。！]|[a-z]{2}[.!?] +[A-Z]")
_SOURCE_AT_END = re.compile(
    r"[（(【\[] ?(?:(?:文章|信息|新闻|稿件|资料)?来源|稿源|[Ss]ource) ?[:：] ?"
    r"(?P<name>[^（(）)】\]]{2,40})[）)】\]] ?$"
)
_CNA_AT_END = re.compile(
    r"[(（]1\d\d(?:0[1-9]|1[0-2])[0-3]\d[)）]$|(?<=[。）)])1[01]\d(?:0[1-9]|1[0-2])[0-3]\d$"
)
# What parts the facts of a page from each other: `National | 2017-08-31 | Page 5`, `【要闻】2021年5月18日  A14`.
_PIECES = re.compile(r"\s{2,}|[|｜•·\t【】〖〗\[\]]|//| [-–—/] |(?<=\w)／")
# A day in words that say who put the text there: `Posted by Ann on 14 October 2018`, `112.5.18 出刊`.
_POSTED = re.compile(
    r"^(?:(?:First )?(?:Posted|Published|Written|Submitted|Uploaded|Created|Added|Filed|Reported|Contributed)\b"
    r"|By |Date of (?:issue|publication)|Issue of|Edition of)[^\d]{0,50}$",
    re.I,
)
_ISSUED = re.compile(r"^\s*(?:出刊|出版|发行|刊出|刊登|刊载|见报|印发|发布|供稿|稿|讯|电子报|新闻稿|星期|第?\w?\d+版)")
_PAGE = re.compile(r"第?\s?[A-Z]?\d{1,3}\s?[版期页]|\b[A-Z]\d{1,2}\b|\b(?:[Pp]age|[Pp]\.|No\.|Issue)\s?\w?\d{1,4}")
_NO_NAME = re.compile(
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


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    kind: str


def examine(line: Line) -> Entry | None:
    """Return what metadata `line` holds, or None for a line of the body.

    >>> line = "Source:常德政府网 Date:2021-11-07 08:40:54 【Fonts:Small Big"
    >>> entry = examine(Line(0, len(line), line, line))
    >>> entry.day.isoformat(), entry.publisher
    ('2021-11-07', '常德政府网')
    """
    if not _SIGN.search(line.simple, 0, _LONGEST_LINE):
        return _at_end(line)
    entry = _whole(line) if len(line.text) <= _LONGEST_LINE else None
    return entry or _at_start(line) or _in_pieces(line) or _at_end(line)


def is_outlet(line: Line) -> bool:
    """Tell whether a short line is the name of a paper, an agency or a site: `The Lakeside Gazette`."""
    return line.weight <= 10 and _outlet().search(line.simple) is not None


def says_nothing(simple: str) -> bool:
    """Tell whether a line holds only what pages print beside metadata: `【Print】【Close】`, `-`, `大 中 小`.

    >>> says_nothing("打印 | 关闭"), says_nothing("1995"), says_nothing("Bonn")
    (True, False, False)
    """
    if len(simple) > 80 or any(char.isdigit() for char in simple):
        return False
    return not any(char.isalpha() for char in _noise().sub(" ", simple))


def _whole(line: Line) -> Entry | None:
    labels, dates = _labels(line.simple), find_dates(line.simple)
    if not labels and not dates:
        return None
    kinds = {label.kind for label in labels} - {"person"}
    values = _values(line.simple, labels, dates)
    rest = _rest(line.simple, [*labels, *values], dates)
    timed = bool(dates) and TIME.search(_blanked(line.simple, dates)) is not None
    if _IN_SENTENCE.search(line.simple) or weigh(rest) > (30 if kinds else 16):
        return None
    doubtful = kinds <= {"date"}
    if doubtful and _facts().search(rest if not timed or not kinds else line.simple):
        return None
    if (
        not kinds
        and not timed
        and (len({date.day for date in dates}) != 1 or (weigh(rest) and not _outlet().search(rest)))
    ):
        return None
    # `The form was stamped 2024-10-28 14:30 at the office.`
    if not kinds and line.ends_sentence and weigh(rest) > 6:
        return None
    if kinds == {"date"} and not dates:
        return None
    day, trust = _best(dates, labels, timed)
    return Entry(0, len(line.text), day, trust, _publisher(line, values, dates, labels))


def _at_start(line: Line) -> Entry | None:
    """Read metadata with which a line of the body begins: `发布时间：2021-05-03 来源：市外办 5月2日，…`."""
    head = line.simple[:_LONGEST_LINE]
    labels, dates = _labels(head), find_dates(head)
    if not labels and not dates:
        return None
    at, used = 0, []
    while part := _next_part(head, _SKIP.match(head, at).end(), labels, dates):  # type: ignore[union-attr]
        used.append(part)
        at = part.end
    own = [label for label in labels if label.end <= at]
    days = [date for date in dates if date.end <= at]
    timed = any(part.kind == "time" for part in used)
    by_clock = (
        timed and re.match(r"\d{4}[-/.]|.*\d:\d\d:\d\d", head[:at]) is not None and head[at : at + 1] == " "
    )
    kinds = {label.kind for label in own} & {"published", "updated", "date", "source"}
    if not days or not (kinds or by_clock):
        return None
    # `时间：2019年5月3日 地点：市政府` tells of the event.
    if kinds == {"date"} and _facts().search(line.simple, at, at + 12):
        return None
    day, trust = _best(days, own, timed)
    publisher = next((_name(line.text[p.start : p.end]) for p in used if p.kind == "value:source"), None)
    return Entry(0, at, day, trust, publisher)


def _in_pieces(line: Line) -> Entry | None:
    """Read a line of short facts about the page, one of which is a day: `National | 2017-08-31 | Page 5`."""
    if len(line.text) > 160 or _IN_SENTENCE.search(line.simple):
        return None
    dates = find_dates(line.simple)
    if len({date.day for date in dates}) != 1:
        return None
    date = dates[0]
    cuts = [match.span() for match in _PIECES.finditer(line.simple) if not date.start < match.end() <= date.end]
    start = max((end for _, end in cuts if end <= date.start), default=0)
    stop = min((begin for begin, _ in cuts if begin >= date.end), default=len(line.simple))
    lead, tail = line.simple[start : date.start], line.simple[date.end : stop]
    signed = bool(_POSTED.match(lead.strip()) or _ISSUED.match(tail))
    beside = line.simple[:start] + "  " + line.simple[stop:]
    paged = _PAGE.search(beside + " " + tail) is not None
    others, own = _rest(_PAGE.sub(" ", beside), [], []), _rest(_PAGE.sub(" ", lead + " " + tail), [], [])
    if signed:
        fits = weigh(own) <= 14 and weigh(others) <= 40
    else:
        # `Bonn  Germany  May 5, 2016`, `Lyon | Deyang | signed May 3, 1999` are rows of tables.
        ruled = paged or re.search(r"[|｜•·/【\[]", beside) is not None
        told = not paged and _facts().search(own + others) is not None
        fits = ruled and not told and weigh(own) <= 4 and weigh(others) <= 16
    if not fits or line.ends_sentence:
        return None
    return Entry(0, len(line.text), date.day, UPDATED if signed else ALONE)


def _next_part(head: str, at: int, labels: list[_Part], dates: list[PrintedDate]) -> _Part | None:
    for date in dates:
        if date.start == at:
            return _Part(at, date.end, "day")
    for label in labels:
        if label.start == at:
            return _Part(at, label.end, label.kind)
        if (
            label.end <= at
            and not head[label.end : at].strip()
            and label.kind in ("source", "person", "counter")
        ):
            value = re.compile(r"[^\s|【〖\[]{2,24}(?=\s|[|【〖\[])").match(head, at)
            return _Part(at, value.end(), f"value:{label.kind}") if value else None
    for kind, pattern in (("time", TIME), ("weekday", WEEKDAY), ("noise", _noise())):
        match = pattern.match(head, at)
        if match and match.end() > at:
            return _Part(at, match.end(), kind)
    return None


def _at_end(line: Line) -> Entry | None:
    tail = max(0, len(line.simple) - 60)
    if match := _SOURCE_AT_END.search(line.simple, tail):
        name = _name(line.text[match.start("name") : match.end("name")])
        return Entry(match.start(), len(line.text), publisher=name)
    if match := _CNA_AT_END.search(line.simple, tail):
        found = find_dates(f"({match.group().strip('()（）')})")
        return Entry(match.start(), len(line.text), found[0].day, TIMED) if found else None
    return None


def _labels(simple: str) -> list[_Part]:
    return [
        _Part(match.start(), match.end(), str(match.lastgroup)) for match in _label_pattern().finditer(simple)
    ]


def _values(simple: str, labels: list[_Part], dates: list[PrintedDate]) -> list[_Part]:
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
            values.append(_Part(start, end, label.kind))
    return values


def _blanked(simple: str, parts: list[PrintedDate] | list[_Part]) -> str:
    for part in parts:
        simple = simple[: part.start] + " " * (part.end - part.start) + simple[part.end :]
    return simple


def _rest(simple: str, parts: list[_Part], dates: list[PrintedDate]) -> str:
    rest = _blanked(_blanked(simple, parts), dates)
    for pattern in (TIME, WEEKDAY, _noise()):
        rest = pattern.sub(" ", rest)
    return rest


def _best(dates: list[PrintedDate], labels: list[_Part], timed: bool) -> tuple[dt.date | None, int]:
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


def _publisher(line: Line, values: list[_Part], dates: list[PrintedDate], labels: list[_Part]) -> str | None:
    for value in values:
        name = _name(line.text[value.start : value.end]) if value.kind == "source" else None
        if name:
            return name
    rest = TIME.sub("  ", _blanked(_blanked(_blanked(line.text, values), labels), dates))
    rest = WEEKDAY.sub("  ", rest)
    for chunk in re.split(r"\s{2,}|[|｜【】\[\]〖〗()（）\t,，]", rest):
        name = _name(re.sub(r"^[Bb]y |\b(?:on|at)\s*$", "", chunk.strip(_EDGES)))
        if name and _outlet().search(name):
            return name
    return None


def _name(printed: str) -> str | None:
    name = printed.strip(_EDGES)
    return None if _NO_NAME.match(name) or len(name) > 80 else name


@cache
def _label_pattern() -> re.Pattern[str]:
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
def _noise() -> re.Pattern[str]:
    tables = words("metadata")
    counters = [
        *tables["en"]["counter"],
        *tables["zh"]["counter"],
        *tables["zh"]["picker"],
        *tables["en"]["picker"],
    ]
    return re.compile(either([*tables["noise"]["words"], *counters]) + r"(?:[:：]? ?\d{1,7})?")


@cache
def _facts() -> re.Pattern[str]:
    return re.compile(either(words("metadata")["noise"]["facts"]), re.I)


@cache
def _outlet() -> re.Pattern[str]:
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

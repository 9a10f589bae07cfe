"""The page around a bulletin: which lines are its body, and what the others tell about it."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.bylines import byline_cuts, is_byline
from corpus.late import late
from corpus.lines import Line
from corpus.metadata import ALONE, TIMED, Entry, examine, is_outlet, says_nothing
from corpus.printed_dates import Dateline, dateline
from corpus.site_words import site_words
from corpus.words import words

_STEP = late("[>»›→＞]")
_STEPS = late(">{1,3}|[»›→＞]")
_SPONSOR = late(
    r"(?:Sponsored by|Presented by|Powered by|Hosted by|Copyright ?©?|©|主办单位|主办|版权所有)"
    r" {0,2}[:：©]? {0,2}"
    r"(?:\d{4}(?:-\d{4})? )?"
    r"(?P<name>[^\s|。:：©\d][^|。:：©\d\n]{2,140}?)(?=\s{2,}|[|。]|\. | All [Rr]ights| 承办| 技术|$)"
)
_FILE = late(r"\S{1,80}\.(?:jpe?g|png|gif|bmp|pdf|docx?|xlsx?|mp4)$|_fororder_", re.I)
_NOTHING = " \t()（）[]【】。"
_VENUE = late(r"(?:地点|地址|会场|Venue|Place|Location) ?[:：]")
_HEAD, _FOOT, _DATELINES = 14, 4, 6


@dataclass(slots=True)
class Frame:
    """What the page tells about its bulletin, and the stretches of each line that belong to the body.

    `body` holds offsets [start, end) of the cleaned text, in order; `home` is a place that a dateline names.
    """

    body: list[tuple[int, int]] = field(default_factory=list)
    title: str | None = None
    publisher: str | None = None
    sponsor: str | None = None
    published: dt.date | None = None
    dateline: Dateline | None = None


def read_frame(page: list[Line], text: str) -> Frame:
    r"""Tell the body of a page from what stands around it.

    >>> from corpus.lines import lines_of
    >>> text = "Home > News\nA new friend\nUpdated: May 3, 2019\nDeyang has a new friend."
    >>> frame = read_frame(lines_of(text, text), text)
    >>> frame.title, frame.published.isoformat(), [text[start:end] for start, end in frame.body]
    ('A new friend', '2019-05-03', ['A new friend', 'Deyang has a new friend.'])
    """
    frame = Frame()
    outside = _outside(page, text) if len(page) > 1 else set()
    entries = {index: entry for index, line in enumerate(page) if (entry := examine(line))}
    _settle_dates(frame, page, entries, outside)
    for index, line in enumerate(page):
        entry = entries.get(index)
        if entry and entry.publisher and not frame.publisher:
            frame.publisher = entry.publisher
        if index in outside:
            frame.sponsor = frame.sponsor or _sponsor(line)
        elif not is_byline(line):
            frame.body += _kept(line, entry)
    frame.title = _title(page, entries, outside)
    _settle_dateline(frame, text)
    return frame


def _kept(line: Line, entry: Entry | None) -> list[tuple[int, int]]:
    cuts = byline_cuts(line) + ([(entry.start, entry.end)] if entry else [])
    if not cuts:
        return [(line.start, line.end)] if line.text.strip(_NOTHING) else []
    kept, at = [], 0
    for start, end in [*sorted(cuts), (len(line.text), len(line.text))]:
        part = line.text[at:start]
        if part.strip(_NOTHING):
            left = at + len(part) - len(part.lstrip(" \t"))
            kept.append((line.start + left, line.start + start))
        at = max(at, end)
    if kept:
        start, end = kept[-1]
        kept[-1] = (start, start + len(line.text[start - line.start : end - line.start].rstrip(" \t")))
    return kept


def _settle_dates(frame: Frame, page: list[Line], entries: dict[int, Entry], outside: set[int]) -> None:
    """Set the day of publication, and drop the entries that are dates of the body after all."""
    prose = (index for index, line in enumerate(page) if line.is_prose and index not in outside)
    first_prose = next(prose, len(page))
    near = set(range(min(_HEAD, first_prose + 1))) | set(range(max(0, len(page) - _FOOT), len(page)))
    alone = {index: entry for index, entry in entries.items() if entry.trust == ALONE}
    believed = [entry for index, entry in entries.items() if entry.trust > ALONE and entry.day]
    # A chronicle prints a date over each of its paragraphs; a page prints its own once.
    single = len({entry.day for entry in alone.values()}) == 1 and len(page) > 1
    for index, entry in alone.items():
        same = any(entry.day == other.day for other in believed)
        if not (single and index in near and (same or not believed)):
            del entries[index]
    for index, entry in list(entries.items()):
        venue = index + 1 < len(page) and _VENUE.match(page[index + 1].simple)
        if entry.trust == TIMED and entry.day and (venue or not _frames(index, page, near, outside)):
            del entries[index]
    best = max(
        (entry for entry in entries.values() if entry.day), key=lambda entry: entry.trust, default=None
    )
    frame.published = best.day if best else None


def _frames(index: int, page: list[Line], near: set[int], outside: set[int]) -> bool:
    """Tell whether a line with a date and a time belongs to the page rather than to a programme of events."""
    return index in near or index in outside or len(page[index].text) > 40 or page[index].end < 600


def _settle_dateline(frame: Frame, text: str) -> None:
    heads = (text[start : min(end, start + 120)] for start, end in frame.body[:_DATELINES])
    frame.dateline = next((found for head in heads if (found := dateline(head))), None)
    line = frame.dateline
    if frame.published is None and line and line.year and line.month and line.day:
        try:
            frame.published = dt.date(line.year, line.month, line.day)
        except ValueError:
            return


def _title(page: list[Line], entries: dict[int, Entry], outside: set[int]) -> str | None:
    """Return the line over the metadata, else the first line if it reads as a headline."""

    def may_be(index: int) -> bool:
        line = page[index]
        whole = index in entries and entries[index].end - entries[index].start > len(line.text) // 2
        return not (index in outside or whole or is_byline(line) or len(line.text) > 250)

    dated = next(
        (index for index in sorted(entries)[:4] if index < _HEAD and entries[index].start == 0), None
    )
    if dated is not None:
        above = [i for i in range(dated - 1, -1, -1) if may_be(i) and not page[i].is_prose]
        if len(above) > 1 and is_outlet(page[above[0]]):
            above.pop(0)
        if above:
            return page[above[0]].text
    first = next((index for index in range(len(page)) if may_be(index)), None)
    if first is None or len(page) == 1 or page[first].text[-1] in ".。；;,，" or page[first].weight > 80:
        return None
    return page[first].text


def _sponsor(line: Line) -> str | None:
    match = _SPONSOR.search(line.simple[:400])
    return line.text[match.start("name") : match.end("name")].strip(" .,") if match else None


def _outside(page: list[Line], text: str) -> set[int]:
    """Return the numbers of the lines that belong to the site: menus, links, other headlines, the footer."""
    outside = {index for index, line in enumerate(page) if _is_navigation(line)}
    outside |= _menu_runs(page, text)
    in_related = in_footer = False
    for index, line in enumerate(page):
        footer = _is_footer(line)
        if line.is_prose and not footer:
            in_related = in_footer = False
        elif in_related or in_footer:
            outside.add(index)
        if _begins(line, "related") and line.weight <= 20:
            in_related = True
            outside.add(index)
        if footer:
            outside.add(index)
            in_footer = index * 3 > len(page) * 2
    return outside


def _is_navigation(line: Line) -> bool:
    if "notices" in line.lists and line.weight <= 60 and _gives_notice(line):
        # `By using our site you agree to our use of cookies and our privacy policy.`
        return True
    if line.is_prose or line.weight > 120:
        return False
    if ("." in line.simple or "_" in line.simple) and _FILE.match(line.simple):
        return True
    steps = len(_STEPS.findall(line.simple)) if _STEP.search(line.simple) else 0
    if steps >= 2 or (steps and _holds(line, "menu_core")):
        return line.weight <= 60
    if line.lists:
        links = next(_found(line, "navigation"), None)
        if links and (not line.simple[: links.start()].strip(" 【[(（<《·|*") or line.weight <= 12):
            return True
        if _is_menu(line):
            return True
    return says_nothing(line.simple)


def _gives_notice(line: Line) -> bool:
    return len({notice.group().lower() for notice in _found(line, "notices")}) > 1


def _is_menu(line: Line) -> bool:
    if line.ends_sentence or not _holds(line, "menu_core"):
        return False
    hits = [match.group() for match in _found(line, "menu")]
    covered = sum(map(len, hits))
    return (len(hits) >= 4 and covered * 10 >= len(line.simple) * 4) or line.simple in words("navigation")[
        "menu_core"
    ]


def _menu_runs(page: list[Line], text: str) -> set[int]:
    """Return the lines of menus that print one item a line, over the first sentence of the page."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate([*page, None]):
        joined = bool(run) and line is not None and text.count("\n", page[run[-1]].end, line.start) == 1
        short = line is not None and line.weight <= 10 and not line.ends_sentence
        if not (short and (joined or not run)):
            if len(run) >= 4 and _is_menu_run([page[number] for number in run]):
                found.update(run)
            run = []
        if short:
            run.append(index)
        if line is not None and line.is_prose:
            break
    return found


def _is_menu_run(lines: list[Line]) -> bool:
    items = sum(_holds(line, "menu") for line in lines)
    return items * 10 >= len(lines) * 6 and any(_holds(line, "menu_core") for line in lines)


def _is_footer(line: Line) -> bool:
    if "footer" not in line.lists or (line.is_prose and line.weight > 60) or len(line.simple) > 1500:
        return False
    said = words("footer")["also_said"] if line.is_prose else []
    return any(
        # `费用由市财政与承办单位分担。`
        match[0] not in said or not match.start() or line.simple[match.end() : match.end() + 1] in (":", "：")
        for match in _found(line, "footer")
    )


def _found(line: Line, name: str) -> Iterator[re.Match[str]]:
    """Return where a line holds words of a list about the site."""
    return site_words(name).finditer(line.simple) if name in line.lists else iter(())


def _holds(line: Line, name: str) -> bool:
    return next(_found(line, name), None) is not None


def _begins(line: Line, name: str) -> bool:
    return name in line.lists and site_words(name).plain.match(line.simple) is not None

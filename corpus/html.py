"""HTML to the main text of a page, with what its head says about it."""

import datetime as dt
import re
from typing import Any

from corpus.decode import UnreadableError
from corpus.limits import ATTRIBUTES, PAGE_TAGS, TAGS
from corpus.page import Page
from corpus.printed_dates import find_dates
from corpus.visible import line_of, visible_lines

_LOOKS_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s{0,200}(?:<!--.{0,500}?-->\s{0,50})?"
    rb"(?:<\?xml[^>]{0,200}>\s{0,50})?<(?:!doctype html|html|head|body)",
    re.I | re.S,
)
_DATES = (
    "article:published_time",
    "og:published_time",
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "date",
    "createdate",
    "weibo: article:create_at",
)
_SITES = (
    "og:site_name",
    "sitename",
    "contentsource",
    "source",
    "application-name",
    "dc.publisher",
    "publisher",
)
_TITLES = ("articletitle", "og:title", "dc.title", "twitter:title")
_ENOUGH, _PROSE, _NEAR_HEAD = 120, 40, 400
_LONGEST_FACT = 400
_TAG = re.compile(r"""<[A-Za-z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")


def is_html(data: bytes) -> bool:
    """Tell whether `data` begins as an HTML page does.

    >>> is_html(b"<!DOCTYPE html><html></html>"), is_html(b"A < B")
    (True, False)
    """
    return _LOOKS_HTML.match(data[:4096]) is not None


def read_html(markup: str, name: str) -> Page:
    """Return the main text of a page; `name` is what the error calls it.

    The title comes first and the line with the date second, where the main text has lost them.

    Raises:
        UnreadableError: the page has no body, or nothing to read in it.

    """
    from trafilatura import load_html

    tags = _tags(markup, name)
    tree = load_html(markup) if markup.strip() else None
    body = tree.find(".//body") if tree is not None else None
    if body is None:
        raise UnreadableError(name, "is HTML without a body")
    visible = visible_lines(body)
    if not visible:
        raise UnreadableError(name, "is HTML with an empty body")
    metas = _metas(tree)
    title = _title(tree, metas)
    # What tells the main text takes time that grows with the square of the cells in a row.
    whole = tags > PAGE_TAGS
    return Page(
        text=_headed("\n".join(visible) if whole else _main_text(markup, visible), title, visible),
        title=title,
        site=_first(metas, _SITES),
        published=_published(metas),
        warnings=("the page has too many tags to tell its main text from the rest",) if whole else (),
    )


def _tags(markup: str, name: str) -> int:
    """Return about how many tags there are, where no parser chokes on them."""
    count = markup.count("<")
    if count > TAGS:
        raise UnreadableError(name, f"is HTML with more than {TAGS:,} tags")
    for match in _TAG.finditer(markup):
        # The parser compares each attribute with all before it.
        if match.end() - match.start() > ATTRIBUTES and len(_QUOTED.sub("", match.group())) > ATTRIBUTES:
            raise UnreadableError(name, "is HTML with a tag that has thousands of attributes")
    return count


def _main_text(markup: str, visible: list[str]) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(markup, include_comments=False, include_tables=True, favor_recall=True)
    content = getattr(found, "body", None)
    main = "\n".join(visible_lines(content)) if content is not None else ""
    # Short pages and bare tables: the whole page is a better reading than a fragment of it.
    prose = [line for line in visible if len(line) > _PROSE]
    merged = any(sum(line in found_line for line in prose[:40]) > 1 for found_line in main.split("\n")[:40])
    if merged or len(main) < _ENOUGH or len(main) * 4 < sum(map(len, prose)):
        main = "\n".join(visible)
    return main


def _headed(main: str, title: str | None, visible: list[str]) -> str:
    from corpus.lines import Line
    from corpus.metadata import examine
    from corpus.simplify import simplified

    head = main[:2000]
    lines = [] if not title or title in head else [title]
    for line in visible[:_NEAR_HEAD]:
        if len(line) <= 300 and line not in head:
            entry = examine(Line(0, len(line), line, simplified(line)))
            if entry and entry.day and entry.start == 0 and entry.end == len(line):
                lines.append(line)
                break
    return "\n".join([*lines, main])


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "")[:_LONGEST_FACT].strip()
        if key and content:
            found.setdefault(key, content)
    return found


def _first(metas: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((metas[key] for key in keys if key in metas), None)


def _published(metas: dict[str, str]) -> dt.date | None:
    for key in _DATES:
        dates = find_dates(metas.get(key, ""))
        if dates:
            return dates[0].day
    return None


def _title(tree: Any, metas: dict[str, str]) -> str | None:
    headings = [line_of(" ".join(heading.itertext())) for heading in tree.iter("h1")]
    headings = [heading for heading in headings if 4 <= len(heading) <= 250]
    if len(headings) == 1:
        return headings[0]
    named = _first(metas, _TITLES)
    if named:
        return line_of(named)
    whole = tree.find(".//title")
    text = line_of(" ".join(whole.itertext())) if whole is not None else ""
    if len(text) > _LONGEST_FACT:
        return None
    # `A new friend - Foreign Affairs Office of Deyang`: the name of the site follows a mark.
    return re.split(r"\s[-|_–—]\s|[|_]|--", text)[0].strip() or None

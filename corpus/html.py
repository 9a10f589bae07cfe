"""HTML to the main text of a page, with what its head says about it."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from corpus.decode import UnreadableError
from corpus.printed_dates import find_dates

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
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
        # What trafilatura calls a heading, an item, a line break, a row and a cell.
        "head",
        "item",
        "lb",
        "row",
        "cell",
        "quote",
    ]
)
_HIDDEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "select",
        "option",
        "button",
        "textarea",
        "svg",
        "iframe",
    ]
)
_ROWS, _CELLS = frozenset({"tr", "row"}), frozenset({"td", "th", "cell"})
_LONGEST_CELL = 120
_ENOUGH, _PROSE, _NEAR_HEAD = 120, 40, 400


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page as a reader sees it, and what its tags tell."""

    text: str
    title: str | None = None
    site: str | None = None
    published: dt.date | None = None


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
    from trafilatura import bare_extraction, load_html

    tree = load_html(markup) if markup.strip() else None
    body = tree.find(".//body") if tree is not None else None
    if body is None:
        raise UnreadableError(name, "is HTML without a body")
    visible = _visible_lines(body)
    if not visible:
        raise UnreadableError(name, "is HTML with an empty body")
    metas = _metas(tree)
    title = _title(tree, metas)
    found = bare_extraction(markup, include_comments=False, include_tables=True, favor_recall=True)
    content = getattr(found, "body", None)
    main = "\n".join(_visible_lines(content)) if content is not None else ""
    # Short pages and bare tables: the whole page is a better reading than a fragment of it.
    prose = [line for line in visible if len(line) > _PROSE]
    merged = any(sum(line in found_line for line in prose[:40]) > 1 for found_line in main.split("\n")[:40])
    if merged or len(main) < _ENOUGH or len(main) * 4 < sum(map(len, prose)):
        main = "\n".join(visible)
    return Page(
        text=_headed(main, title, visible),
        title=title,
        site=_first(metas, _SITES),
        published=_published(metas),
    )


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
        content = (meta.get("content") or "").strip()
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
    headings = [_line(" ".join(heading.itertext())) for heading in tree.iter("h1")]
    headings = [heading for heading in headings if 4 <= len(heading) <= 250]
    if len(headings) == 1:
        return headings[0]
    named = _first(metas, _TITLES)
    if named:
        return _line(named)
    whole = tree.find(".//title")
    text = _line(" ".join(whole.itertext())) if whole is not None else ""
    # `A new friend - Foreign Affairs Office of Deyang`: the name of the site follows a mark.
    return re.split(r"\s[-|_–—]\s|[|_]|--", text)[0].strip() or None


def _line(text: str) -> str:
    return re.sub(r"(?: *\t *)+", "\t", re.sub(r"[^\S\t]+", " ", text)).strip()


def _visible_lines(body: Any) -> list[str]:
    """Return the text of a tree by blocks, as a reader sees it; the cells of a row stand apart by tabs."""
    lines: list[str] = []
    current: list[str] = []

    def close() -> None:
        line = _line("".join(current))
        if line:
            lines.append(line)
        current.clear()

    # Each entry: a node, whether it has been entered, and whether it stands in a row of short cells.
    stack: list[tuple[Any, bool, bool]] = [(body, False, False)]
    while stack:
        node, left, in_row = stack.pop()
        row = node.tag in _ROWS and _holds_data(node)
        block = node.tag in _BLOCKS and not in_row
        if left:
            if block or row:
                close()
            current.append("\t" if in_row and node.tag in _CELLS else "")
            current.append((node.tail or "").replace("\t", " ") if node is not body else "")
            continue
        stack.append((node, True, in_row))
        if not isinstance(node.tag, str) or node.tag in _HIDDEN:
            continue
        if block or row:
            close()
        current.append((node.text or "").replace("\t", " "))
        stack += [(child, False, in_row or row) for child in reversed(node)]
    close()
    return lines


def _holds_data(row: Any) -> bool:
    """Tell a row of a table from one that only lays out the page: its cells are short."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    return len(cells) > 1 and all(len("".join(cell.itertext()).strip()) <= _LONGEST_CELL for cell in cells)

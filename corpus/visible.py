"""The text of a tree of blocks, line by line, as a reader sees it."""

import re
from typing import Any

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


def line_of(text: str) -> str:
    """Return `text` on one line, each run of blanks as one; tabs stand for gaps between columns."""
    return re.sub(r"(?: *\t *)+", "\t", re.sub(r"[^\S\t]+", " ", text)).strip()


def visible_lines(body: Any, *, tabs: bool = False) -> list[str]:
    """Return the text of a tree by blocks, as a reader sees it; the cells of a row stand apart by tabs.

    `tabs`: those in the text are gaps too, and not mere blanks as in HTML.
    """
    lines: list[str] = []
    current: list[str] = []

    def add(text: str | None) -> None:
        current.append((text or "") if tabs else (text or "").replace("\t", " "))

    def close() -> None:
        line = line_of("".join(current))
        if line:
            lines.append(line)
        current.clear()

    # Each entry: a node, whether it has been entered, whether it is a row of short cells or stands in one.
    stack: list[tuple[Any, bool, bool, bool]] = [(body, False, False, False)]
    while stack:
        node, left, row, in_row = stack.pop()
        row = row if left else node.tag in _ROWS and _holds_data(node)
        block = row or (node.tag in _BLOCKS and not in_row)
        if left:
            if block:
                close()
            current.append("\t" if in_row and node.tag in _CELLS else "")
            add(node.tail if node is not body else "")
            continue
        stack.append((node, True, row, in_row))
        if not isinstance(node.tag, str) or node.tag in _HIDDEN:
            continue
        if block:
            close()
        add(node.text)
        stack += [(child, False, False, in_row or row) for child in reversed(node)]
    close()
    return lines


def _holds_data(row: Any) -> bool:
    """Tell a row of a table from one that only lays out the page: its cells are short."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    return len(cells) > 1 and all(_is_short(cell) for cell in cells)


def _is_short(cell: Any) -> bool:
    """Tell whether the text of a cell, without blanks around it, is short; read no more than that takes."""
    length = blanks = 0
    for part in cell.itertext():
        text = part if length else part.lstrip()
        bare = text.rstrip()
        if bare:
            length, blanks = length + blanks + len(bare), len(text) - len(bare)
        else:
            blanks += len(text)
        if length > _LONGEST_CELL:
            return False
    return True

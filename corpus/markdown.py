"""Markdown to text: what a reader of the rendered page sees, and what the front matter tells."""

import re
from typing import Any

from corpus.decode import UnreadableError
from corpus.limits import MARKDOWN_LIMIT, MEGABYTE
from corpus.page import Page
from corpus.printed_dates import find_dates
from corpus.scripts import WIDE
from corpus.visible import visible_lines

_TOLD = re.compile(r"^(title|date)[ \t]*:[ \t]*(\S.{0,400})$", re.M | re.I)


def read_markdown(text: str, name: str) -> Page:
    r"""Return the text of Markdown (CommonMark, tables) without addresses of links, images, blocks of code.

    Raises:
        UnreadableError: it is beyond the limit, or there is nothing to read in it.

    >>> page = read_markdown("---\ntitle: Visits\n---\n# In May\n我市与[波恩](/b)\n结好。", "a.md")
    >>> page.title, page.text
    ('Visits', 'In May\n我市与波恩结好。')

    """
    from lxml import html  # type: ignore[import-untyped]
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    if len(text) > MARKDOWN_LIMIT:
        most = f"{MARKDOWN_LIMIT // MEGABYTE} million characters"
        raise UnreadableError(
            name, f"is Markdown of more than {most}; save it as .txt to have it read as it is"
        )
    # Blocks of code by their indent alone are paragraphs of those who indent.
    parser = MarkdownIt("commonmark").enable("table").disable("code").use(front_matter_plugin)
    parser.add_render_rule("softbreak", _softbreak)
    parser.add_render_rule("fence", _nothing)
    parser.add_render_rule("image", _nothing)
    tokens = parser.parse(text)
    front = next((token.content for token in tokens if token.type == "front_matter"), "")
    tree = html.document_fromstring(f"<html><body>{parser.renderer.render(tokens, parser.options, {})}")
    body = tree.find("body")
    lines = visible_lines(body) if body is not None else []
    if not lines:
        raise UnreadableError(name, "is Markdown without text")
    told = {key.lower(): value.strip(" \t\"'") for key, value in reversed(_TOLD.findall(front))}
    days = find_dates(told.get("date", ""))
    return Page(
        text="\n".join(lines), title=told.get("title") or None, published=days[0].day if days else None
    )


def _nothing(*_: Any) -> str:
    return ""


def _softbreak(_: Any, tokens: Any, index: int, *__: Any) -> str:
    """Return what stands for a line break inside a paragraph: nothing beside a Chinese character."""
    before = tokens[index - 1].content[-1:] if index else ""
    after = tokens[index + 1].content[:1] if index + 1 < len(tokens) else ""
    return "" if WIDE.match(before) or WIDE.match(after) else "\n"

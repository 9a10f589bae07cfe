"""The kinds of file that hold a bulletin, and how each is told: by its bytes, or else by its name."""

from pathlib import PurePath
from typing import Literal

Kind = Literal["text", "html", "markdown", "pdf", "docx"]

# A `.txt` may hold a page of HTML: of all others, the name tells what the bytes leave open.
_BY_SUFFIX: dict[str, Kind | None] = {
    ".txt": None,
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".docx": "docx",
}
SUFFIXES = tuple(_BY_SUFFIX)


def kind_named(name: str | PurePath) -> Kind | None:
    """Return the kind that the suffix of a file name tells, None where it tells nothing.

    >>> kind_named("visits/2019.PDF"), kind_named("notes.md"), kind_named("visit.txt")
    ('pdf', 'markdown', None)
    """
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def kind_of(data: bytes, said: Kind | None = None) -> Kind:
    """Return the kind of `data`; `said`, what the name or the caller tells, gives way to bytes that are sure.

    >>> kind_of(b"%PDF-1.7 ...", "html"), kind_of(b"<html><body>", "pdf"), kind_of(b"# Visits", "markdown")
    ('pdf', 'html', 'markdown')
    >>> kind_of(b"<html><body>"), kind_of(b"<html><body>", "text")
    ('html', 'text')
    """
    from corpus.docx import is_docx
    from corpus.html import is_html

    if data.startswith(b"%PDF-"):
        return "pdf"
    if is_docx(data):
        return "docx"
    # What was to be a document is often the page that says why there is none.
    if said in (None, "pdf", "docx") and is_html(data):
        return "html"
    return said or "text"

"""What reading a page or a document gives."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page as a reader sees it, and what its tags or properties tell.

    `warnings` say what was left unread and why.
    """

    text: str
    title: str | None = None
    site: str | None = None
    published: dt.date | None = None
    warnings: tuple[str, ...] = ()

"""The kinds of file that hold a bulletin."""

from typing import Literal

Kind = Literal["text", "html", "markdown", "pdf", "docx"]

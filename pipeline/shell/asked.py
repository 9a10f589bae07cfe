"""What several commands take, and how all of them end."""

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer


def examples(*lines: str) -> str:
    r"""Return the lines that help shows at its end, behind `\b`, which keeps them apart."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class LanguageChoice(StrEnum):
    """The language to read; `auto` tells the languages of a bulletin apart by script."""

    en = "en"
    zh = "zh"
    auto = "auto"


def _day(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day in the form 2021-05-03.") from None


Published = Annotated[
    dt.date | None,
    typer.Option(parser=_day, metavar="DATE", help="The day of publication, such as 2021-05-03."),
]
Home = Annotated[str | None, typer.Option(metavar="PLACE", help="The place that `our city`, `我市` means.")]
Language = Annotated[LanguageChoice, typer.Option(help="The language to read; auto: both.")]


@contextmanager
def orderly() -> Iterator[None]:
    """End without a traceback, and without a word where the user or the next command wished to stop."""
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # What is still buffered goes nowhere, so that the interpreter does not complain of it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(141) from None

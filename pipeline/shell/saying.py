"""What is said on the standard error: a bar while reading, and one line for each thing that went wrong."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from pipeline.render.printable import one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Voice(Protocol):
    """Says lines, and how far the reading is."""

    def say(self, line: str) -> None:
        """Say a line."""

    def next(self, name: str) -> None:
        """Tell that the reading has come to `name`."""


class Plain:
    """Says the lines and nothing of the progress: for logs and pipes."""

    def say(self, line: str) -> None:
        """Say a line."""
        print(one_line(line), file=sys.stderr, flush=True)  # noqa: T201 - the commands speak here

    def next(self, name: str) -> None:
        """Say nothing."""


class Barred:
    """Says the lines above a bar."""

    def __init__(self, progress: "Progress", task: "TaskID") -> None:
        self._progress, self._task, self._begun = progress, task, False

    def say(self, line: str) -> None:
        """Say a line above the bar."""
        from rich.text import Text

        # As Text: of a str, rich would draw `:city:` as a picture.
        self._progress.console.print(Text(one_line(line)), soft_wrap=True)

    def next(self, name: str) -> None:
        """Count the input before, and name the one that is read now."""
        self._progress.update(self._task, advance=1 if self._begun else 0, description=one_line(name)[-40:])
        self._begun = True


@contextmanager
def voice(names: Sequence[str]) -> Iterator[Voice]:
    """Return what speaks while `names` are read: with a bar on a terminal, if there is more than one."""
    if not sys.stderr.isatty() or len(names) < 2:
        yield Plain()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(names))
        yield Barred(progress, task)
        progress.update(task, completed=len(names), refresh=True)

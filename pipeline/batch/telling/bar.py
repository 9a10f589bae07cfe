"""A bar on a terminal, with what is said in lines above it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from pipeline.batch.telling.pace import Pace, Standing
from pipeline.batch.telling.summary import Summary, counted
from pipeline.render.printable import one_line

# Redraws a second: enough to see that it goes on, and little to send over a slow line.
REDRAWS = 4


class Barred:
    """Says lines above a bar that shows the pace."""

    def __init__(self, progress: Progress, pace: Pace) -> None:
        self._progress, self._pace = progress, pace

    def say(self, level: str, event: str, message: str, **fields: object) -> None:  # noqa: ARG002
        """Say a line above the bar."""
        self._print(message)

    def count(self, *, ok: bool, held: bool, characters: int, read_bytes: int) -> None:
        """Count a bulletin; the bar shows it when it is redrawn."""
        self._pace.count(ok=ok, held=held, characters=characters, read_bytes=read_bytes)

    def close(self, summary: Summary) -> None:
        """Remove the bar, and say what came of a run with more than one bulletin."""
        self._progress.stop()
        if summary.of_many:
            for line in summary.lines():
                self._print(line)

    def _print(self, line: str) -> None:
        # As Text: of a str, rich would draw `:city:` as a picture.
        self._progress.console.print(Text(one_line(line)), soft_wrap=True)


class _Shown(Progress):
    """A bar that asks how far the run is whenever it is drawn, so that counting costs next to nothing."""

    def __init__(self, pace: Pace, console: Console) -> None:
        self._pace = pace
        columns = (
            *(TextColumn(f"{{task.fields[{name}]}}", markup=False) for name in ("done", "errors")),
            BarColumn(bar_width=20),
            *(TextColumn(f"{{task.fields[{name}]}}", markup=False) for name in ("share", "rate")),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}", markup=False),
        )
        super().__init__(
            *columns,
            console=console,
            get_time=pace.clock,
            refresh_per_second=REDRAWS,
            transient=True,
            # Records go to the standard output, which may well be a file.
            redirect_stdout=False,
        )
        self._shown = self.add_task("", total=pace.total_bytes, **_words(pace.now()))

    def get_renderables(self) -> Iterable[RenderableType]:
        """Return what is drawn now."""
        if self.tasks:
            now = self._pace.now()
            self.update(self._shown, completed=now.bytes, **_words(now))
        yield from super().get_renderables()


@contextmanager
def bar(stream: TextIO, pace: Pace) -> Iterator[Barred]:
    """Return what speaks with a bar on `stream`, a terminal; the bar is gone in the end."""
    with _Shown(pace, Console(file=stream)) as progress:
        yield Barred(progress, pace)


def _words(now: Standing) -> dict[str, Any]:
    left = "" if now.seconds_left is None else f"{_clock(now.seconds_left)} left"
    return {
        "done": counted(now.bulletins, "bulletin"),
        "errors": counted(now.errors, "error"),
        "share": "" if now.share is None else f"{int(now.share * 100)}%",
        "rate": f"{now.rate:.1f}/s",
        "left": left,
    }


def _clock(seconds: float) -> str:
    return str(dt.timedelta(seconds=round(seconds)))

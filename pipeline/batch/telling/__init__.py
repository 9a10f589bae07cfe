"""How a run goes, told on the standard error: a bar on a terminal, elsewhere failures only, or JSON."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, Protocol, TextIO

from corpus.limits import MEGABYTE
from pipeline.batch.telling.pace import Pace
from pipeline.batch.telling.plain import Plain
from pipeline.batch.telling.summary import Summary, counted, own_peak

__all__ = ["Format", "Level", "Summary", "Voice", "counted", "own_peak", "voice"]

Format = Literal["text", "json"]
Level = Literal["info", "warning", "error"]


class Voice(Protocol):
    """Tells how a run goes."""

    def say(self, level: Level, event: str, message: str, **fields: object) -> None:
        """Tell of an event, such as `failed`, `warning`, `died` or `retried`.

        In text, `message` is a line; in JSON it is a field among `fields`. Infos are said above a bar, else
        not. Messages and fields may hold what strangers wrote.
        """

    def count(self, *, ok: bool, held: bool, characters: int, read_bytes: int) -> None:
        """Count a bulletin that was read, or is held from an earlier run.

        `read_bytes` is how many bytes more of the inputs are read than at the call before.
        """

    def close(self, summary: Summary) -> None:
        """End the bar, and tell what came of the run; in text, only of one with more than one bulletin."""


@contextmanager
def voice(
    log_format: Format,
    total_bytes: int | None,
    sources: int,
    *,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Voice]:
    """Return what speaks on `stream`, or else on the standard error, while `sources` inputs are read.

    `total_bytes` is the size of all of them, None where it is not known; `clock` is in seconds. There is no
    bar for a single input of less than a megabyte, or of unknown size.
    """
    stream = stream or sys.stderr
    pace = Pace(total_bytes, clock)
    if log_format == "json":
        from pipeline.batch.telling.json_lines import json_lines

        with json_lines(stream, pace, sources) as lines:
            yield lines
    elif stream.isatty() and (sources > 1 or (total_bytes or 0) >= MEGABYTE):
        from pipeline.batch.telling.bar import bar

        with bar(stream, pace) as barred:
            yield barred
    else:
        yield Plain(stream)

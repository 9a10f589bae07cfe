"""How a run goes as one object of JSON a line, for machines; all that strangers wrote is escaped."""

import datetime as dt
import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from threading import Event, Lock, Thread
from typing import Any, TextIO

from pipeline.batch.telling.pace import Pace
from pipeline.batch.telling.summary import Summary
from pipeline.render.printable import printable

# Seconds between two lines of progress.
PERIOD = 10.0


def _utc() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class JsonLines:
    """Writes events as lines of JSON; each has a `time` (RFC 3339, UTC), a `level` and an `event`."""

    def __init__(self, stream: TextIO, pace: Pace, now: Callable[[], dt.datetime] = _utc) -> None:
        self._stream, self._pace, self._now = stream, pace, now
        # Progress is told by a thread of its own, so that a run that is stuck still speaks.
        self._lock = Lock()

    def say(self, level: str, event: str, message: str, **fields: object) -> None:
        """Write an event."""
        self._write(level, event, {"message": message, **fields})

    def count(self, *, ok: bool, held: bool, characters: int, read_bytes: int) -> None:
        """Count a bulletin."""
        self._pace.count(ok=ok, held=held, characters=characters, read_bytes=read_bytes)

    def started(self, sources: int) -> None:
        """Write what is going to be read."""
        self._write("info", "started", {"sources": sources, "total_bytes": self._pace.total_bytes})

    def progress(self) -> None:
        """Write how far the run is."""
        self._write("info", "progress", asdict(self._pace.now()))

    def close(self, summary: Summary) -> None:
        """Write what came of the run."""
        self._write("info", "summary", summary.fields())

    def _write(self, level: str, event: str, fields: Mapping[str, object]) -> None:
        time = self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        head = {"time": time, "level": level, "event": event}
        # In ASCII: whatever the encoding of the stream is, what it cannot hold would not be JSON.
        line = json.dumps(_plain({**head, **fields, **head}), allow_nan=False)
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()


@contextmanager
def json_lines(stream: TextIO, pace: Pace, sources: int, period: float = PERIOD) -> Iterator[JsonLines]:
    """Return what writes to `stream`, and tells of the progress every `period` seconds."""
    lines, done = JsonLines(stream, pace), Event()

    def tick() -> None:
        while not done.wait(period):
            try:
                lines.progress()
            except (OSError, ValueError):  # Nobody reads any more: the run itself finds out.
                return

    lines.started(sources)
    ticking = Thread(target=tick, name="progress", daemon=True)
    ticking.start()
    try:
        yield lines
    finally:
        done.set()
        ticking.join()


def _plain(value: object) -> Any:
    """Return a value that any reader of JSON takes: no halves of surrogate pairs, and no infinite number."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, float):
        return round(value, 3) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {printable(str(key)): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, int) else printable(str(value))

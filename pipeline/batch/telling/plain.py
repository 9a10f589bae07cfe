"""What is said where no bar can be: for logs and pipes, and of a single bulletin."""

from typing import TextIO

from pipeline.batch.telling.summary import Summary
from pipeline.render.printable import one_line


class Plain:
    """Says what went wrong, a line each, and nothing of the progress."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def say(self, level: str, event: str, message: str, **fields: object) -> None:  # noqa: ARG002
        """Say a warning or an error."""
        if level != "info":
            self._print(message)

    def count(self, *, ok: bool, held: bool, characters: int, read_bytes: int) -> None:
        """Say nothing."""

    def close(self, summary: Summary) -> None:
        """Say what came of a run with more than one bulletin."""
        if summary.of_many:
            for line in summary.lines():
                self._print(line)

    def _print(self, line: str) -> None:
        # In one piece, so that lines of other processes do not come between a line and its end.
        self._stream.write(one_line(line) + "\n")
        self._stream.flush()

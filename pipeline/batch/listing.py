"""Side files of a run, such as errors.jsonl: a JSON object a line, there only where one is written."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO


class SideFile:
    """Writes lines under a temporary name, and renames it when closed; `path` None writes nothing.

    With no lines, there is no file in the end, and one of an earlier run is removed.
    """

    def __init__(self, path: Path | None) -> None:
        self.path, self.lines = path, 0
        self._partial = path.with_name(f".{path.name}.part") if path else None
        self._file: TextIO | None = None

    def add(self, **fields: Any) -> None:
        """Write an object of these fields."""
        self.lines += 1
        if self._partial is None:
            return
        if self._file is None:
            self._file = self._partial.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        self._file.write(json.dumps(fields, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Put what was written under its name."""
        if self.path is None or self._partial is None:
            return
        if self._file is None:
            with suppress(FileNotFoundError):
                self.path.unlink()
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._partial.replace(self.path)

    def drop(self) -> None:
        """Remove what was written."""
        if self._file is not None and self._partial is not None:
            self._file.close()
            with suppress(FileNotFoundError):
                self._partial.unlink()

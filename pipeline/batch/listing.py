"""Side files of a run, such as errors.jsonl: a JSON object a line, there only where one is written."""

import json
from pathlib import Path
from typing import Any

from pipeline.batch.outputs import Out, stream


class SideFile:
    """Writes lines, and gives the file its name when closed; `path` None writes nothing.

    With no lines, there is no file in the end, and one of an earlier run is removed.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._out: Out | None = None

    def add(self, **fields: Any) -> None:
        """Write an object of these fields."""
        if self._path is None:
            return
        if self._out is None:
            self._out = stream(str(self._path))
        line = json.dumps(fields, ensure_ascii=False) + "\n"
        self._out.file.write(line.encode("utf-8", "backslashreplace"))

    def close(self) -> None:
        """Put what was written under its name."""
        if self._out is not None:
            self._out.close()
        elif self._path is not None and self._path.is_file():
            self._path.unlink()

    def drop(self) -> None:
        """Remove what was written."""
        if self._out is not None:
            self._out.drop()

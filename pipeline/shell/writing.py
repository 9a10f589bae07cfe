"""Results to a file, which is written whole or not at all, or to the standard output."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO


def hindrance(out: str, inputs: list[str]) -> str | None:
    """Return why `out` cannot be written, or None; asked before anything is read."""
    if out == "-":
        return None
    path = Path(out)
    if path.is_dir():
        return f"{out} is a folder"
    if not path.absolute().parent.is_dir():
        return f"there is no folder {path.parent}"
    if not os.access(path.absolute().parent, os.W_OK):
        return f"nothing may be written in {path.absolute().parent}"
    real = os.path.realpath(out)
    if path.exists() and any(given != "-" and os.path.realpath(given) == real for given in inputs):
        return f"{out} is one of the inputs"
    return None


@contextmanager
def written(out: str) -> Iterator[TextIO]:
    """Open `out` for text in UTF-8; `-` is the standard output.

    A file gets its new content when the block ends well, by renaming, and otherwise stays as it was.
    """
    if out == "-":
        yield standard_output()
        return
    # The file that a link leads to is replaced, not the link.
    target = Path(os.path.realpath(out))
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8") as device:
            yield device
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def standard_output() -> TextIO:
    """Return the standard output, set to UTF-8 whatever the locale, since records are UTF-8."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="replace")
    return sys.stdout

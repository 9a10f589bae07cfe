"""Where an export goes: refused where something else is, written whole or not at all."""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_HEAD = 4096


class OutputError(Exception):
    """A place to which nothing can be written; the message names it and says why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


def check_file(path: Path, form: str, marker: re.Pattern[bytes]) -> None:
    """Hold that `path` is free, or a file that begins as exports in `form` do.

    Raises:
        OutputError: it is something else, or nothing can be written there.

    """
    _check_parent(path)
    if path.is_dir():
        raise OutputError(path, f"is a folder; {form} is one file")
    if not path.exists():
        return
    if not path.is_file():
        raise OutputError(path, "is no file")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head and not marker.match(head):
        raise OutputError(path, f"is no {form} of youcheng and is not replaced; name another file")


def check_folder(path: Path, form: str, names: Sequence[str]) -> None:
    """Hold that `path` is free, or a folder of nothing but files with `names`.

    Raises:
        OutputError: it is something else, or nothing can be written there.

    """
    _check_parent(path)
    if not path.exists():
        return
    if not path.is_dir():
        raise OutputError(path, f"is a file; {form} is a folder of files")
    strange = sorted({entry.name for entry in os.scandir(path)} - set(names))
    if strange:
        raise OutputError(path, f"holds other files, such as {strange[0]}; name a folder of its own")


def _check_parent(path: Path) -> None:
    parent = path.absolute().parent
    if not parent.is_dir():
        raise OutputError(path, f"there is no folder {path.parent}")
    if not os.access(parent, os.W_OK):
        raise OutputError(path, f"nothing may be written in {path.parent}")


@contextmanager
def new_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Give a path beside each of `paths` to write to; all take their places when the block ends well."""
    # The file that a link leads to is replaced, not the link.
    targets = [Path(os.path.realpath(path)) for path in paths]
    partial = [_beside(target, "part") for target in targets]
    try:
        yield partial
        for path in partial:
            _settle(path)
        for path, target in zip(partial, targets, strict=True):
            path.replace(target)
    finally:
        for path in partial:
            with suppress(OSError):
                path.unlink()


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give a folder to fill, which takes the place of `path` when the block ends well."""
    target = Path(os.path.realpath(path))
    partial, old = _beside(target, "part"), _beside(target, "old")
    partial.mkdir()
    try:
        yield partial
        for file in partial.iterdir():
            _settle(file)
        if target.exists():
            target.rename(old)
        try:
            partial.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{suffix}")


def _settle(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())

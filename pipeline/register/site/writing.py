"""The folder of the site: made beside its place, and put there only when it is whole."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from pipeline.register.site.pages import Pages
from pipeline.register.store import RegisterError, reason_of, shown
from pipeline.shell.saying import Voice, voice

# Says that the folder is ours and may be replaced.
SIGN = "youcheng-site.txt"
_SIGN_TEXT = "A site made by `youcheng site`, which replaces this folder whole. Open index.html.\n"


def write_site(engine: Engine, folder: Path) -> int:
    """Write the site of a register into `folder`, and return how many pages it has.

    A site that stands there is replaced when the new one is whole, and stays as it was if that fails.

    Raises:
        RegisterError: something else is there, the folder cannot be written, or the register not be read.

    """
    target = Path(os.path.realpath(folder))
    _check(target, str(folder))
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.mkdir()
        with engine.connect() as connection:
            count = _fill(partial, Pages(connection))
        _put(partial, target)
    except OSError as error:
        raise RegisterError(str(folder), f"cannot be written: {error.strerror or error}") from None
    except SQLAlchemyError as error:
        raise RegisterError(shown(str(engine.url)), reason_of(error)) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return count


def _check(target: Path, name: str) -> None:
    if target.is_dir():
        if any(target.iterdir()) and not (target / SIGN).is_file():
            raise RegisterError(name, "is a folder with other files in it; name a new folder")
    elif target.exists():
        raise RegisterError(name, "is a file, not a folder")
    elif not target.parent.is_dir():
        raise RegisterError(name, f"there is no folder {target.parent}")


def _fill(folder: Path, pages: Pages) -> int:
    with voice(pages.names) as speaker:
        for address, pieces in pages.fixed():
            _write(folder / address, pieces)
        count = 1 + _fill_each(folder, pages, speaker)
    # Last, so that a folder with it is whole.
    _write(folder / SIGN, [_SIGN_TEXT])
    return count


def _fill_each(folder: Path, pages: Pages, speaker: Voice) -> int:
    count = 0
    for name, address, content in pages.each():
        speaker.next(name)
        _write(folder / address, [content])
        count += 1
    return count


def _write(path: Path, pieces: Iterable[str]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _put(partial: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    if not target.exists():
        partial.rename(target)
        return
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    target.rename(old)
    try:
        partial.rename(target)
    except OSError:
        with suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)

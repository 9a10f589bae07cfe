"""The forms of output: which one a name asks for, and what stands in the way of writing it."""

import os
import sqlite3
from collections.abc import Sequence
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from pipeline.batch.outputs.manifest import stranger
from pipeline.shell import writing
from pipeline.shell.extras import lacking


class Form(StrEnum):
    """The forms by the names that `--format` knows them by, which are the endings of their files too."""

    jsonl = "jsonl"
    jsonl_gz = "jsonl.gz"
    jsonl_zst = "jsonl.zst"
    parquet = "parquet"
    sqlite = "sqlite"
    csv = "csv"


_ENDINGS = {**{f".{form.value}": form for form in Form}, ".db": Form.sqlite}
_LIBRARIES = {Form.jsonl_zst: "zstandard", Form.parquet: "pyarrow"}
# These are written from the first byte to the last, so that a pipe can take them.
_STREAMS = (Form.jsonl, Form.jsonl_gz, Form.jsonl_zst, Form.csv)
_PRINTED = (Form.jsonl, Form.csv)
_STRICT_TABLES = (3, 37, 0)


def form_of(target: str, told: str | None, *, flat: bool) -> Form:
    """Return the form that is told, else the one that the ending of `target` asks for.

    The standard output and devices get JSON lines where nothing is told.

    >>> form_of("out/records.jsonl.zst", None, flat=False).value, form_of("-", "csv", flat=True).value
    ('jsonl.zst', 'csv')

    Raises:
        ValueError: there is no such form, or it holds facts only; the message says what there is.

    """
    possible = [ending for ending, form in _ENDINGS.items() if flat or form is not Form.csv]
    if told is not None:
        if told not in set(Form):
            names = ", ".join(form.value for form in Form if flat or form is not Form.csv)
            raise ValueError(f"there is no form {told!r}; the forms are {names}")
        form = Form(told)
    elif target == "-" or is_device(target):
        form = Form.jsonl
    else:
        found = [form for ending, form in _ENDINGS.items() if target.lower().endswith(ending)]
        if not found:
            raise ValueError(
                f"the name {target} does not tell the form; give --format, or end it in one of "
                f"{', '.join(possible)}"
            )
        form = found[0]
    if form is Form.csv and not flat:
        raise ValueError(f"{form.value} holds one fact a row; give --flat, or another form")
    return form


def is_device(target: str) -> bool:
    """Return whether `target` is neither file nor folder, so that it is written as it stands."""
    path = Path(target)
    return path.exists() and not path.is_file() and not path.is_dir()


def hindrance(
    target: str, form: Form, inputs: Sequence[str] = (), *, part_size: int | None = None
) -> str | None:
    """Return why `target` cannot be written, or None; asked before anything is read.

    With `part_size`, `target` is the folder of the parts.
    """
    if missing := _missing(form):
        return missing
    if part_size is not None:
        return _no_parts(target, inputs, part_size)
    if target == "-":
        if form in _PRINTED:
            return None
        return f"the standard output takes {' and '.join(_PRINTED)}, not {form.value}; name a file"
    if is_device(target):
        if form not in _STREAMS:
            return f"{target} is no file, and {form.value} has to be one"
        return None if os.access(target, os.W_OK) else f"{target} may not be written to"
    real = os.path.realpath(target)
    found = writing.hindrance(target, list(inputs))
    return found or (writing.hindrance(real, list(inputs)) if Path(target).is_symlink() else None)


def _missing(form: Form) -> str | None:
    library = _LIBRARIES.get(form)
    if library and find_spec(library) is None:
        return lacking(ModuleNotFoundError(name=library)) or f"{library} is not installed"
    if form is Form.sqlite and sqlite3.sqlite_version_info < _STRICT_TABLES:
        return f"this Python has SQLite {sqlite3.sqlite_version}; 3.37 or newer is needed"
    return None


def _no_parts(target: str, inputs: Sequence[str], size: int) -> str | None:
    folder = Path(target)
    if size < 1:
        return f"a part holds one bulletin or more, not {size}"
    if target == "-" or (folder.exists() and not folder.is_dir()):
        return f"{'the standard output' if target == '-' else target} is no folder; parts are written to one"
    if not folder.exists():
        # What is wrong with a new folder is what would be wrong with a new file.
        return writing.hindrance(target, [])
    if not os.access(folder, os.W_OK):
        return f"nothing may be written in {folder}"
    if strange := stranger(folder):
        return f"{folder} holds other files, such as {strange}; name a folder of its own"
    real = Path(os.path.realpath(folder))
    for given in inputs:
        if given != "-" and Path(os.path.realpath(given)).is_relative_to(real):
            return f"{given}, one of the inputs, is in {folder}"
    return None

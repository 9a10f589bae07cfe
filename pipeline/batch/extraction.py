"""What was asked on the command line, made a job, an engine and a sink."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.batch.engines import Engine, EngineError, Settings
from pipeline.batch.items import Columns, Told
from pipeline.batch.journal import JournalError
from pipeline.batch.outputs import Sink, form_of, hindrance, is_device, opened
from pipeline.batch.outputs.waiting import Waiting
from pipeline.batch.run import Job, TooManyErrorsError, run
from pipeline.batch.telling import Format
from pipeline.batch.version import pipeline_version
from pipeline.shell.saying import Plain
from pipeline.shell.writing import hindrance as text_hindrance

PARTS = "jsonl.gz"


class UsageError(Exception):
    """What was asked cannot be done; `option` is what to mend."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(reason)
        self.option = option


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of `youcheng extract`; `timeout` is in seconds, `memory` in bytes."""

    inputs: Sequence[str]
    out: str
    form: str | None
    flat: bool
    part_size: int
    told: Told
    columns: Columns
    resume: bool
    dedupe: bool
    workers: int | None
    timeout: float
    memory: int | None
    max_errors: int | None
    errors: str | None
    log_format: Format
    engine: str
    address: str | None


def extract(asked: Asked) -> int:
    """Do what is asked; return the exit status.

    Raises:
        UsageError: what is asked cannot be done; nothing has been read or written.

    """
    to_file = _is_kept(asked.out)
    settings = Settings(
        # Asked for by the journal and the manifest, of which a stream has none.
        version=pipeline_version() if to_file else "",
        told=asked.told,
        columns=asked.columns,
        signatures=asked.dedupe,
        workers=asked.workers,
        timeout=asked.timeout,
        memory=asked.memory,
    )
    open_sink, engine = _sink(asked, settings.version), _engine(asked)
    if asked.errors and (problem := text_hindrance(asked.errors, list(asked.inputs))):
        raise UsageError("--errors", problem)
    job = Job(
        named=asked.inputs,
        settings=settings,
        journal=_journal(asked.out) if to_file else None,
        errors=Path(asked.errors) if asked.errors else _beside(asked.out, "errors") if to_file else None,
        duplicates=_beside(asked.out, "duplicates") if to_file and asked.dedupe else None,
        resume=asked.resume,
        dedupe=asked.dedupe,
        max_errors=asked.max_errors,
        log_format=asked.log_format,
        outputs=(asked.out,) if to_file else (),
    )
    try:
        summary = run(job, engine, open_sink)
    except (EngineError, JournalError, TooManyErrorsError) as error:
        Plain().say(f"youcheng: {error}")
        return 3
    return 1 if summary.errors else 0


def _sink(asked: Asked, version: str) -> Callable[[], Sink]:
    """Return what opens the sink.

    Raises:
        UsageError: it cannot be written, or not in the form that is asked for.

    """
    on_terminal = asked.out == "-" and sys.stdout.isatty()
    if asked.resume and not _is_kept(asked.out):
        raise UsageError("--resume", f"{asked.out} is no file, and leaves no journal; name one with -o")
    if asked.form == "table" or (asked.form is None and on_terminal and not asked.flat):
        if asked.flat:
            raise UsageError("--flat", "a table has no rows of facts; choose another --format")
        if problem := text_hindrance(asked.out, list(asked.inputs)):
            raise UsageError("-o", problem)
        from pipeline.batch.outputs.table import TableSink

        opens: Callable[[], Sink] = partial(TableSink, asked.out, to_terminal=on_terminal)
    else:
        opens = _rows(asked, version)
    return (lambda: Waiting(opens())) if on_terminal else opens


def _rows(asked: Asked, version: str) -> Callable[[], Sink]:
    """Return what opens the sink of a form that programs read."""
    in_parts = _is_folder(asked.out)
    part_size = asked.part_size if in_parts else None
    try:
        told = asked.form or (PARTS if in_parts else None)
        form = form_of(asked.out, told, flat=asked.flat)
    except ValueError as error:
        raise UsageError("--format", str(error)) from None
    if problem := hindrance(asked.out, form, asked.inputs, part_size=part_size):
        raise UsageError("-o", problem)
    return partial(opened, asked.out, form, flat=asked.flat, part_size=part_size, version=version)


def _engine(asked: Asked) -> Engine:
    if asked.engine == "ray":
        from pipeline.batch.engines.on_ray import RayEngine

        return RayEngine(asked.address)
    if asked.address:
        raise UsageError("--address", "only Ray joins a cluster; add --engine ray")
    from pipeline.batch.engines.local import LocalEngine

    return LocalEngine()


def _is_folder(out: str) -> bool:
    return out.endswith(("/", os.sep)) or Path(out).is_dir()


def _is_kept(out: str) -> bool:
    """Tell whether an output is a file or a folder, not a stream."""
    return out != "-" and not is_device(out)


def _beside(out: str, what: str) -> Path:
    """Return where a side file of an output goes: in the folder of parts, or beside the file."""
    if _is_folder(out):
        return Path(out) / f"{what}.jsonl"
    path = Path(os.path.realpath(out))
    return path.with_name(f"{path.name.partition('.')[0] or path.name}.{what}.jsonl")


def _journal(out: str) -> Path:
    path = os.path.realpath(out)
    return Path(f"{path}.journal")

"""What was asked on the command line, made a job, an engine and a sink."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.engines import Engine, Settings
from pipeline.batch.items import Columns, Told
from pipeline.batch.journal import JournalError
from pipeline.batch.outputs import Form, Sink, form_of, hindrance, opened
from pipeline.batch.run import Job, TooManyErrorsError, run
from pipeline.batch.version import pipeline_version
from pipeline.batch.voice import LogFormat


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
    log_format: LogFormat
    engine: str
    address: str | None


def extract(asked: Asked) -> int:
    """Do what is asked; return the exit status."""
    ...

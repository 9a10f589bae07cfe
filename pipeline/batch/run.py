"""A run: sources listed, read by an engine, kept in the journal, written in order."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.limits import MEGABYTE
from pipeline.batch.drawing import Drawing, Drawn
from pipeline.batch.engines import Engine, Settings
from pipeline.batch.engines.finding import failed
from pipeline.batch.items import End, Held, Outcome, Problem
from pipeline.batch.journal import Journal
from pipeline.batch.listing import SideFile
from pipeline.batch.outputs import Sink
from pipeline.batch.sources import list_sources
from pipeline.batch.telling import Format, Summary, Voice, counted, own_peak, voice
from pipeline.nearness import Nearness


class TooManyErrorsError(Exception):
    """More bulletins failed than the caller allows; nothing was written, what was read is in the journal."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to read and how; `journal`, `errors` and `duplicates` are files, None where none is kept.

    With `resume`, what the journal holds is not read again, and it is kept after the end for the next run.
    """

    named: Iterable[str]
    settings: Settings
    journal: Path | None = None
    errors: Path | None = None
    duplicates: Path | None = None
    resume: bool = False
    dedupe: bool = False
    max_errors: int | None = None
    log_format: Format = "text"
    outputs: tuple[str, ...] = ()


def run(job: Job, engine: Engine, open_sink: Callable[[], Sink]) -> Summary:
    """Read all that is named and write it to a sink, opened when the journal is; return how it went.

    Raises:
        EngineError: nothing can be read.
        JournalError: the journal cannot be used.
        TooManyErrorsError: more than `max_errors` failed.

    """
    begun = time.monotonic()
    with _journal(job) as journal, ExitStack() as last:
        files = open_sink(), SideFile(job.errors), SideFile(job.duplicates)
        last.enter_context(_whole_or_not(*files))
        sources, lost = _list(job, journal)
        speaker = last.enter_context(voice(job.log_format, journal.bytes_in_all(), sources))
        last.enter_context(_told_if_stopped(job, journal, speaker))
        nearness = last.enter_context(Nearness()) if job.dedupe else None
        drawing = Drawing(journal, *files, nearness, speaker)
        read = _read(job, engine, journal, drawing, speaker, _Read(errors=lost))
        for file in files:
            file.close()
        summary = _summary(job, read, drawing.drawn, time.monotonic() - begun)
        speaker.close(summary)
    return summary


@contextmanager
def _journal(job: Job) -> Iterator[Journal]:
    """Open the journal; in the end it goes, unless it holds what another run can take up."""
    journal = Journal(job.journal, resume=job.resume)
    try:
        yield journal
    except BaseException:
        if journal.read:
            journal.close()
        else:
            journal.remove()
        raise
    if job.resume:
        journal.forget_the_rest()
        journal.close()
    else:
        journal.remove()


@contextmanager
def _whole_or_not(*files: Sink | SideFile) -> Iterator[None]:
    """Drop all files where something goes wrong before they are closed."""
    try:
        yield
    except BaseException:
        for file in files:
            file.drop()
        raise


@contextmanager
def _told_if_stopped(job: Job, journal: Journal, speaker: Voice) -> Iterator[None]:
    """Say what a run that is stopped has read."""
    try:
        yield
    except BaseException:
        if job.journal and (read := journal.read):
            line = f"{job.journal} holds {counted(read, 'bulletin')}; the same command with --resume goes on"
            speaker.say("warning", "stopped", line, journal=str(job.journal), bulletins=read)
        raise


def _list(job: Job, journal: Journal) -> tuple[int, int]:
    """Keep all sources in the journal; return how many there are, and how many of them cannot be found."""
    count = lost = 0
    for found in list_sources(job.named, tables=job.settings.columns.text is not None):
        count += 1
        if isinstance(found, Problem):
            lost += 1
            journal.take(failed(found))
            journal.take(End(found.source, 1))
        else:
            journal.add_source(found)
    return count, lost


@dataclass(slots=True)
class _Read:
    """What was read in this run, what was held, and the most bytes that a process took."""

    bulletins: int = 0
    held: int = 0
    errors: int = 0
    characters: int = 0
    memory: int = 0


def _read(job: Job, engine: Engine, journal: Journal, drawing: Drawing, speaker: Voice, read: _Read) -> _Read:
    """Take what the engine yields, and draw it as far as it goes."""
    progress = _Progress()
    drawing.catch_up()
    _hold_to_limit(job, read)
    for event in engine.run(journal.sources(), job.settings, journal.holds()):
        if journal.take(event) and not isinstance(event, End):
            held = isinstance(event, Held)
            well = isinstance(event, Held) or event.stage is None
            characters = 0 if isinstance(event, Held) else event.characters
            gained = progress.gained(event, drawing.sources)
            speaker.count(ok=well, held=held, characters=characters, read_bytes=gained)
            read.held += held
            read.errors += not well
            read.bulletins += well and not held
            read.characters += characters
            read.memory = max(read.memory, 0 if isinstance(event, Held) else event.memory)
        drawing.catch_up()
        _hold_to_limit(job, read)
    return read


def _hold_to_limit(job: Job, read: _Read) -> None:
    if job.max_errors is not None and read.errors > job.max_errors:
        raise TooManyErrorsError(f"given up: more than {job.max_errors} inputs failed")


def _summary(job: Job, read: _Read, drawn: Drawn, seconds: float) -> Summary:
    return Summary(
        bulletins=read.bulletins,
        seconds=seconds,
        held=read.held,
        failed=drawn.failed,
        duplicates=drawn.duplicates,
        characters=read.characters,
        warnings=drawn.warnings,
        found=drawn.found,
        outputs=job.outputs,
        driver_megabytes=own_peak() / MEGABYTE or None,
        worker_megabytes=read.memory / MEGABYTE or None,
    )


class _Progress:
    """How many bytes of the sources have been read, told by how far each source is."""

    def __init__(self) -> None:
        self._read_to: dict[int, int] = {}

    def gained(self, event: Outcome | Held, done: int) -> int:
        """Return how many bytes are new; sources before `done` are no longer kept."""
        before = self._read_to.get(event.source, 0)
        self._read_to[event.source] = max(before, event.read_to)
        for source in [one for one in self._read_to if one < done]:
            del self._read_to[source]
        return max(0, event.read_to - before)

"""A run: sources listed, read by an engine, kept in the journal, written in order."""

import time
from collections.abc import Iterable, Iterator
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
from pipeline.batch.telling import Format, Summary, Voice, own_peak, voice
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


def run(job: Job, engine: Engine, sink: Sink) -> Summary:
    """Read all that is named and write it to the sink; return how it went.

    Raises:
        JournalError: the journal cannot be used.
        TooManyErrorsError: more than `max_errors` failed.

    """
    begun = time.monotonic()
    errors, duplicates = SideFile(job.errors), SideFile(job.duplicates)
    with _journal(job) as journal, ExitStack() as last:
        sources = _list(job, journal)
        speaker = last.enter_context(voice(job.log_format, journal.bytes_in_all(), sources))
        with _whole_or_not(sink, errors, duplicates):
            nearness = last.enter_context(Nearness()) if job.dedupe else None
            drawing = Drawing(journal, sink, errors, duplicates, nearness, speaker)
            read = _read(job, engine, journal, drawing, speaker)
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
        if not journal.read:
            journal.remove()
        journal.close()
        raise
    if job.resume:
        journal.forget_the_rest()
        journal.close()
    else:
        journal.remove()


@contextmanager
def _whole_or_not(*files: Sink | SideFile) -> Iterator[None]:
    """Finish all files where all goes well, and drop all where it does not."""
    try:
        yield
        for file in files:
            file.close()
    except BaseException:
        for file in files:
            file.drop()
        raise


def _list(job: Job, journal: Journal) -> int:
    """Keep all sources in the journal; return how many there are."""
    count = 0
    for found in list_sources(job.named, tables=job.settings.columns.text is not None):
        count += 1
        if isinstance(found, Problem):
            journal.take(failed(found))
            journal.take(End(found.source, 1))
        else:
            journal.add_source(found)
    return count


@dataclass(slots=True)
class _Read:
    """What was read in this run, what was held, and the most bytes that a process took."""

    bulletins: int = 0
    held: int = 0
    errors: int = 0
    characters: int = 0
    memory: int = 0


def _read(job: Job, engine: Engine, journal: Journal, drawing: Drawing, speaker: Voice) -> _Read:
    """Take what the engine yields, and draw it as far as it goes."""
    progress, read = _Progress(), _Read()
    drawing.catch_up()
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
        if job.max_errors is not None and read.errors > job.max_errors:
            raise TooManyErrorsError(_given_up(job))
    return read


def _given_up(job: Job) -> str:
    hint = "; mend them and go on with --resume" if job.journal else ""
    return f"given up: more than {job.max_errors} inputs failed{hint}"


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

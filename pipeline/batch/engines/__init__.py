"""Engines: what reads the items of sources, on this machine or on many."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pipeline.batch.items import NO_COLUMNS, NOTHING_TOLD, Columns, Event, Source, Told

# Tells whether the outcome of an item of that digest is held from an earlier run.
Holds = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Settings:
    """How items are read, the same on every machine; picklable.

    `version` names the pipeline, so that what another one read is not taken for its own. `workers` None: as
    many processes as the engine finds fit. `timeout` is in seconds of one bulletin, `memory` in bytes of one
    process.
    """

    version: str
    told: Told = NOTHING_TOLD
    columns: Columns = NO_COLUMNS
    signatures: bool = False
    workers: int | None = None
    timeout: float = 300.0
    memory: int | None = None

    @property
    def fingerprint(self) -> bytes:
        """Return what the digests of items have to share with those of an earlier run."""
        return repr((self.version, self.told, self.signatures)).encode("utf-8", "surrogatepass")


class EngineError(Exception):
    """Nothing can be read; the message says why, and what to do."""


class Engine(Protocol):
    """Reads sources."""

    def run(self, sources: Iterable[Source], settings: Settings, holds: Holds) -> Iterator[Event]:
        """Yield what comes of every item, in any order, and an End for each source.

        For an item whose digest is held, Held is yielded, and it is not read.
        """

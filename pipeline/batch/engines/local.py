"""The engine of one machine: a process a core, or none where there is little to read."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain

from pipeline.batch.engines import Holds, Settings
from pipeline.batch.engines.finding import to_read
from pipeline.batch.items import Event, Item, Source

# Kinds whose reading needs no protection from what the file may do to its process.
_HARMLESS = frozenset({"text", "html", "markdown", None})
_BINARY = (b"%PDF", b"PK")
# As many bytes as are read in the time that a process takes to start, and as few events as tell of them.
_LITTLE, _FEW = 50_000, 32


class LocalEngine:
    """Reads on this machine, in `settings.workers` processes or in as many as there are cores."""

    def run(self, sources: Iterable[Source], settings: Settings, holds: Holds) -> Iterator[Event]:
        """Yield what comes of every item, in any order, and an End for each source.

        Raises:
            StartError: no process could be started.

        """
        found = to_read(sources, settings, holds)
        first, is_all = _beginning(found) if settings.workers is None else ([], False)
        if is_all:
            yield from _read_here(first, settings)
            return
        from pipeline.batch.engines.pool import Pool

        with Pool(settings, settings.workers or usable_cores()) as pool:
            yield from pool.outcomes(chain(first, found))


def usable_cores() -> int:
    """Return how many cores this process may use.

    >>> usable_cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _beginning(found: Iterator[Item | Event]) -> tuple[list[Item | Event], bool]:
    """Take events as long as they are few, small and harmless; tell whether these were all."""
    taken: list[Item | Event] = []
    size = 0
    for one in found:
        taken.append(one)
        if isinstance(one, Item):
            size += len(one.data)
            if one.kind not in _HARMLESS or one.data.startswith(_BINARY):
                return taken, False
        if size > _LITTLE or len(taken) > _FEW:
            return taken, False
    return taken, True


def _read_here(found: list[Item | Event], settings: Settings) -> Iterator[Event]:
    """Yield what comes of items that are read in this very process, where no other has to be started."""
    from pipeline.batch.reading import read_item
    from pipeline.reader import load

    for one in found:
        yield read_item(load(), one, settings) if isinstance(one, Item) else one

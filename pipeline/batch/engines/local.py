"""The engine of one machine: a process a core, or none for a single small bulletin."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from pipeline.batch.engines import Holds, Settings
from pipeline.batch.engines.finding import to_read
from pipeline.batch.items import End, Event, Item, Source

# Kinds whose reading needs no protection from what the file may do to its process.
_HARMLESS = frozenset({"text", "html", "markdown", None})
_SMALL = 200_000


class LocalEngine:
    """Reads on this machine, in `settings.workers` processes or in as many as there are cores."""

    def run(self, sources: Iterable[Source], settings: Settings, holds: Holds) -> Iterator[Event]:
        """Yield what comes of every item, in any order, and an End for each source.

        Raises:
            StartError: no process could be started.

        """
        found = to_read(sources, settings, holds)
        # A bulletin, the end of its source, and nothing after it?
        first = list(islice(found, 3))
        if settings.workers is None and _is_one_small_bulletin(first):
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


def _is_one_small_bulletin(found: list[Item | Event]) -> bool:
    match found:
        case [Item(kind=kind, data=data), End()]:
            return kind in _HARMLESS and len(data) <= _SMALL
    return False


def _read_here(found: list[Item | Event], settings: Settings) -> Iterator[Event]:
    """Yield what comes of items that are read in this very process, where no other has to be started."""
    from pipeline.batch.reading import read_item
    from pipeline.reader import load

    for one in found:
        yield read_item(load(), one, settings) if isinstance(one, Item) else one

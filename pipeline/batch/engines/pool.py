"""Processes that read at once, each with a thread here that hands it items and takes what comes of them."""

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Self

from pipeline.batch.engines import Settings
from pipeline.batch.engines.process import ReadingProcess
from pipeline.batch.items import Event, Item, Outcome

# Items that wait for each worker, so that none is idle while the driver writes or opens the next source.
_AHEAD = 16
# Bytes that wait in all, beyond which one more item at most is held.
_MOST_BYTES = 64_000_000
# Seconds: Ctrl-C that comes just before a wait is heard after it only, on Windows always.
_LISTEN = 0.2
# Seconds that the processes have to end. A fork server that is only starting ends by itself later.
_END_LIMIT = 1.0


class Pool:
    """Processes that read items, at most `workers` of them; started when there are items for them.

    >>> from pipeline.batch.items import Item
    >>> items = [Item(0, 0, "visit", "visit.txt", "text", b"Konin gave 5,000 euros.")]
    >>> with Pool(Settings("1"), workers=1) as pool:
    ...     [outcome] = pool.outcomes(items)
    >>> outcome.id, outcome.records is not None
    ('visit', True)
    """

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings = settings
        self._workers = max(1, workers)
        self._hands: list[tuple[Thread, ReadingProcess]] = []
        self._waiting: SimpleQueue[Item | None] = SimpleQueue()
        self._done: SimpleQueue[tuple[int, Outcome | Exception]] = SimpleQueue()
        self._count = self._bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pids(self) -> list[int]:
        """Return the numbers of the processes that there are now."""
        return [process.pid for _, process in self._hands if process.pid is not None]

    def outcomes(self, items: Iterable[Item | Event]) -> Iterator[Event]:
        """Yield what comes of each item, in any order; events among the items are passed on.

        Items are taken only as there is room for them. May be called again when all was taken; if it is left
        before, the pool is closed.

        Raises:
            StartError: no process could be started.

        """
        try:
            for found in items:
                if isinstance(found, Item):
                    while self._is_full():
                        yield self._take()
                    self._put(found)
                else:
                    yield found
                while not self._done.empty():
                    yield self._take()
            while self._count:
                yield self._take()
        finally:
            if self._count:
                self.close()

    def close(self) -> None:
        """End the processes; what they were reading is lost."""
        for _, process in self._hands:
            process.stop()
        for _ in self._hands:
            self._waiting.put(None)
        limit = time.monotonic() + _END_LIMIT
        for thread, _ in self._hands:
            thread.join(max(0.0, limit - time.monotonic()))
        self._hands.clear()

    def _is_full(self) -> bool:
        return self._count >= self._workers * _AHEAD or (self._count > 0 and self._bytes >= _MOST_BYTES)

    def _put(self, item: Item) -> None:
        self._count += 1
        self._bytes += len(item.data)
        self._waiting.put(item)
        if len(self._hands) < min(self._count, self._workers):
            process = ReadingProcess(self._settings)
            thread = Thread(target=self._hand, args=(process,), name="youcheng reading", daemon=True)
            self._hands.append((thread, process))
            thread.start()

    def _take(self) -> Outcome:
        size, outcome = self._next()
        self._count -= 1
        self._bytes -= size
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _next(self) -> tuple[int, Outcome | Exception]:
        while True:
            with suppress(Empty):
                return self._done.get(timeout=_LISTEN)

    def _hand(self, process: ReadingProcess) -> None:
        """Hand items to a process until there are none; in a thread."""
        while not process.stopped and (item := self._waiting.get()) is not None:
            try:
                self._done.put((len(item.data), process.read(item)))
            except Exception as error:
                self._done.put((len(item.data), error))
        process.close()

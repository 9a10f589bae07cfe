"""The dataset of a round: parcels in, chunks of bulletins between, chunks of events out."""

import pickle
import queue
import threading
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.batch.engines import Holds, Settings
from pipeline.batch.engines.finding import failed, to_read
from pipeline.batch.engines.on_ray.places import is_taken, unpacked
from pipeline.batch.items import End, Event, Item, Problem, Source

if TYPE_CHECKING:
    from ray.data import Dataset

    from pipeline.batch.engines.pool import Pool

# A chunk is what an actor reads at a stretch, and what is read anew when its node dies.
_ITEMS, _BYTES, _EVENTS = 32, 1 << 18, 1024
# Tasks that open parcels, at most, and chunks of events that wait to be written.
_BLOCKS, _WAITING = 4096, 4
_Row = dict[str, bytes]


def flow(parcels: list[bytes], settings: Settings, holds: Any, actors: int) -> "Dataset":
    """Return the dataset whose column `events` holds chunks of events; `holds` is Ray's reference to it."""
    import ray.data

    # Many small blocks: each is read by another actor, and what is below 100 kB is kept by the driver and
    # cannot be lost with a node.
    rows = [{"parcel": parcel} for parcel in parcels]
    blocks = min(len(rows), _BLOCKS)
    dataset: Any = ray.data.from_items(rows, override_num_blocks=blocks)
    context = dataset.context
    context.target_max_block_size = 1
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    # What is given up comes again in the next round.
    context.max_errored_blocks = -1
    # Opening waits for disks and networks, and must find room beside actors that hold every CPU.
    at_once = min(actors, blocks)
    found = dataset.flat_map(find, fn_args=(settings, holds), num_cpus=0, concurrency=at_once)
    read: Dataset = found.map(
        Reading,
        fn_constructor_args=(settings,),
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=actors),
        num_cpus=1,
    )
    return read


@lru_cache(maxsize=1)
def _fetched(reference: Any) -> Holds:
    """Return the object of a reference; once a process, since it may be large."""
    import ray

    holds: Holds = ray.get(reference)
    return holds


def find(row: _Row, settings: Settings, holds: Any) -> Iterator[_Row]:
    """Yield what the sources of a parcel hold, in chunks: items to read and events of those that are not."""
    for chunk in chunks(_found(row["parcel"], settings, _fetched(holds))):
        yield {"found": pickle.dumps(chunk)}


def _found(parcel: bytes, settings: Settings, holds: Holds) -> Iterator[Item | Event]:
    for source, places in unpacked(parcel):
        found = to_read([source], settings, holds) if source.url != "-" else _no_input(source)
        for one in found:
            if isinstance(one, End) or not is_taken(places, one.number):
                yield one


def _no_input(source: Source) -> Iterator[Event]:
    reason = "the standard input cannot be read on other machines: name a file, or take --engine local"
    yield failed(Problem(source.number, 0, source.url, "find", reason))
    yield End(source.number, 1)


def chunks(found: Iterable[Item | Event]) -> Iterator[list[Item | Event]]:
    """Yield what was found in chunks of a few items, and of many events, which cost nothing to pass on."""
    chunk: list[Item | Event] = []
    items = size = 0
    for one in found:
        chunk.append(one)
        if isinstance(one, Item):
            items, size = items + 1, size + len(one.data)
        if items == _ITEMS or size >= _BYTES or len(chunk) == _EVENTS:
            yield chunk
            chunk, items, size = [], 0, 0
    if chunk:
        yield chunk


class Reading:
    """An actor: reads chunks with a pool of one process, which is started for the first item."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: Pool | None = None

    def __call__(self, row: _Row) -> _Row:
        """Return the events of a chunk."""
        found: list[Item | Event] = pickle.loads(row["found"])
        if self._pool is None and any(isinstance(one, Item) for one in found):
            from pipeline.batch.engines.pool import Pool

            self._pool = Pool(self._settings, 1)
            self._pool.__enter__()
        events = self._pool.outcomes(found) if self._pool is not None else found
        return {"events": zlib.compress(pickle.dumps(list(events)), 1)}

    def __del__(self) -> None:
        """End the process of the pool; Ray drops the object when the actor ends well."""
        if self._pool is not None:
            self._pool.__exit__(None, None, None)


class Stream:
    """The events of a dataset as they come, taken in a thread, so that waiting for them can be given up."""

    def __init__(self, dataset: "Dataset") -> None:
        self._dataset, self._given_up = dataset, threading.Event()
        self._waiting: queue.Queue[list[Event] | BaseException | None] = queue.Queue(_WAITING)
        self._thread = threading.Thread(target=self._take, name="ray-data", daemon=True)
        self._thread.start()

    def next(self, seconds: float) -> list[Event] | None:
        """Return some events, None at the end.

        Raises:
            TimeoutError: nothing came for so long.
            Exception: what broke the dataset off.

        """
        try:
            came = self._waiting.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(came, BaseException):
            raise came
        return came

    def close(self) -> None:
        """Give up what has not come; where the cluster does not answer, the thread is left behind."""
        self._given_up.set()
        self._thread.join(10)

    def _take(self) -> None:
        try:
            for batch in self._dataset.iter_batches(
                batch_size=None, batch_format="pyarrow", prefetch_batches=0
            ):
                for row in batch["events"]:
                    if not self._put(pickle.loads(zlib.decompress(row.as_py()))):
                        return
            self._put(None)
        except BaseException as error:
            self._put(error)

    def _put(self, one: list[Event] | BaseException | None) -> bool:
        while not self._given_up.is_set():
            try:
                self._waiting.put(one, timeout=0.2)
            except queue.Full:
                continue
            return True
        return False

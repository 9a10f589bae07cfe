"""The engine of many machines: Ray Data opens sources and reads their bulletins wherever a CPU is free.

Sources go out in parcels. A task on any node opens those of a parcel and gives chunks of bulletins; actors
read chunks, each with a pool of one process, so that a bulletin that kills or holds up its process costs one
line here too. Ray does again what was lost with a node. What it does twice is dropped by its place, and what
it gives up goes out again in another round, until every source has all its outcomes.
"""

import time
from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline.batch.engines import Holds, Settings
from pipeline.batch.engines.finding import failed
from pipeline.batch.engines.on_ray.cluster import ClusterError, complaints, joined, lost_nodes, said_last
from pipeline.batch.engines.on_ray.flow import Stream, flow
from pipeline.batch.engines.on_ray.places import Places, packed, parcels, unpacked
from pipeline.batch.items import End, Event, Outcome, Problem, Source

__all__ = ["ClusterError", "RayEngine"]

# The driver keeps so many sources in memory, packed: 20 to 100 bytes each.
_AT_A_TIME = 500_000
# In seconds: how often nodes are counted while nothing comes, and how long that may last after one was lost.
_LOOK, _PATIENCE = 5.0, 120.0


class RayEngine:
    """Reads sources on a Ray cluster; `address` None starts Ray on this machine, and ends it with the run.

    `address` is `auto`, or the `host:port` of a cluster that this machine is a node of.
    """

    def __init__(self, address: str | None = None) -> None:
        self.address = address

    def run(self, sources: Iterable[Source], settings: Settings, holds: Holds) -> Iterator[Event]:
        """Yield what comes of every item once, in any order, and an End for each source.

        Raises:
            ClusterError: the cluster cannot be joined, or nothing comes from it.
            ModuleNotFoundError: Ray is not installed.

        """
        run, rest = _Run(self.address, settings, holds), iter(sources)
        while left := run.parcels(islice(rest, _AT_A_TIME)):
            yield from run.read(left)


class _Run:
    """A run: the places that are taken, and what the cluster last complained of."""

    def __init__(self, address: str | None, settings: Settings, holds: Holds) -> None:
        self._address, self._settings, self._holds = address, settings, holds
        self._places, self._complaint = Places(), ""
        self._any = False

    def parcels(self, sources: Iterable[Source]) -> list[bytes]:
        """Return the parcels of sources that have not come."""
        return [parcel for some in parcels(sources) if (parcel := packed(some, self._places))]

    def read(self, left: list[bytes]) -> Iterator[Event]:
        """Yield the events of the sources in parcels, in as many rounds as it takes."""
        fruitless = 0
        while left:
            new = 0
            for event in self._round(left):
                if self._places.take(event):
                    new += 1
                    self._any = self._any or (isinstance(event, Outcome) and event.records is not None)
                    yield event
            left = self.parcels(_sources(left))
            fruitless = 0 if new else fruitless + 1
            if fruitless == 2:
                yield from self._given_up(left)
                return

    def _round(self, parcels: list[bytes]) -> Iterator[Event]:
        """Yield what the cluster makes of parcels, some of it twice; where nodes are lost, not all of it."""
        with joined(self._address, self._settings.workers) as actors, complaints() as told:
            import ray

            # Whatever breaks a round off, the next one begins where it ended.
            stream = Stream(flow(parcels, self._settings, ray.put(self._holds), actors))
            try:
                yield from _events(stream)
            except Exception as error:
                told.last = said_last(error)
            finally:
                stream.close()
                self._complaint = told.last or self._complaint

    def _given_up(self, parcels: list[bytes]) -> Iterator[Event]:
        """Yield a failure for each item that does not come, whatever is tried."""
        reason = self._complaint or "no node gave a reason; see the logs of Ray"
        if not self._any:
            raise ClusterError(f"the cluster reads nothing: {reason}")
        for source in _sources(parcels):
            missing = list(self._places.missing(source.number))
            for number in missing:
                yield failed(
                    Problem(source.number, number, source.url, "unpack", f"the cluster gave up: {reason}")
                )
            if self._places.count(source.number) is None:
                yield End(source.number, missing[-1] + 1)


def _sources(parcels: list[bytes]) -> Iterator[Source]:
    return (source for parcel in parcels for source, _ in unpacked(parcel))


def _events(stream: Stream) -> Iterator[Event]:
    """Yield the events of a stream; end it early where it stands still after a node was lost."""
    nodes, since = lost_nodes(), time.monotonic()
    while True:
        try:
            events = stream.next(_LOOK)
        except TimeoutError:
            # The work of a lost node may wait for a CPU that those who wait for it hold.
            if time.monotonic() - since > _PATIENCE and lost_nodes() > nodes:
                return
            continue
        if events is None:
            return
        yield from events
        since = time.monotonic()

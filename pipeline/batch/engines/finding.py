"""What every engine does first: the items of sources found, those held from an earlier run left out."""

from collections.abc import Iterable, Iterator

from pipeline.batch.engines import Holds, Settings
from pipeline.batch.items import Event, Held, Item, Outcome, Problem, Source
from pipeline.batch.sources import items_of


def to_read(sources: Iterable[Source], settings: Settings, holds: Holds) -> Iterator[Item | Event]:
    """Yield the items that are to be read, and, in their places, the events of those that are not."""
    for source in sources:
        for found in items_of(source, settings.columns):
            if isinstance(found, Problem):
                yield failed(found)
            elif isinstance(found, Item) and holds(digest := found.digest(settings.fingerprint)):
                yield Held(found.source, found.number, digest, found.name, found.read_to)
            else:
                yield found


def failed(problem: Problem) -> Outcome:
    """Return the outcome of an item that gave no bulletin."""
    return Outcome(
        problem.source,
        problem.number,
        id="",
        name=problem.name,
        stage=problem.stage,
        reason=problem.reason,
        read_to=problem.read_to,
    )

"""Sources: from what is named on the command line to the bytes of each bulletin.

`list_sources` finds files; `items_of` opens one and yields its bulletins.
"""

from collections.abc import Iterator, Sequence

from pipeline.batch.items import Columns, End, Item, Problem, Source


def list_sources(named: Sequence[str]) -> Iterator[Source | Problem]:
    """Yield the sources in what is named, in the order named, each once."""
    raise NotImplementedError


def items_of(source: Source, columns: Columns) -> Iterator[Item | Problem | End]:
    """Yield the bulletins of a source, a Problem for each that cannot be had, and an End; raise nothing."""
    raise NotImplementedError

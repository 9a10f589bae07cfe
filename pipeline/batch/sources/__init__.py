"""Sources: from what is named on the command line to the bytes of each bulletin.

`list_sources` finds files; `items_of` opens one and yields its bulletins.
"""

from collections.abc import Iterable, Iterator

from pipeline.batch.items import Columns, End, Item, Problem, Source
from pipeline.batch.sources.limits import LIMITS, Limits


def list_sources(named: Iterable[str], *, tables: bool = False) -> Iterator[Source | Problem]:
    """Yield the sources in what is named, in the order named, each once.

    A name is a file, which is read whatever its suffix, a folder (all files of known suffixes at any depth,
    sorted, without hidden ones), a pattern (`*`, `**`), a file list (`@list.txt`), a URL that fsspec knows,
    or `-`. `tables`: a column of texts was told, so that tables are read. A Problem has a number among the
    sources, as the only item of one that is not there. Files are listed as they are asked for; what grows
    with their number is a file on the disk.
    """
    from pipeline.batch.sources.listing import find

    return find(named, tables=tables)


def named_in(path: str) -> Iterator[str]:
    """Yield what a file list names, a path, pattern or URL a line; lines that begin with `#` are comments.

    Raises:
        UnreadableError: the list cannot be read.

    """
    from corpus import UnreadableError
    from pipeline.batch.sources.found import BrokenError
    from pipeline.batch.sources.listing import named_in

    try:
        yield from named_in(path)
    except BrokenError as error:
        raise UnreadableError(path, error.reason) from None


def items_of(source: Source, columns: Columns, limits: Limits = LIMITS) -> Iterator[Item | Problem | End]:
    """Yield the bulletins of a source, a Problem for each that cannot be had, and an End; raise nothing.

    The same bytes give the same items in the same order. A file of one bulletin has the id of the source; a
    row or page has a number behind it, a member of an archive its path. A row with an id of its own has that,
    with a number behind it where the source had it before.
    """
    from pipeline.batch.sources.opening import open_items

    return open_items(source, columns, limits)

"""What the driver remembers of a run on a cluster: the places that have come, and the sources, in parcels."""

import pickle
import zlib
from collections.abc import Iterable, Iterator

from pipeline.batch.items import End, Event, Source

# Of loose files, so many are opened by one task; a file of more bytes goes alone.
_SOURCES, _BYTES = 64, 4 << 20


class Places:
    """The places of a run that have been taken: a bit each while their source is open, then a bit a source.

    >>> places = Places()
    >>> [places.take(End(0, 0)), places.take(End(0, 0)), places.has_all(0), places.has_all(1)]
    [True, False, True, False]
    """

    def __init__(self) -> None:
        self._open: dict[int, _Open] = {}
        self._whole = _Bits()

    def take(self, event: Event) -> bool:
        """Return whether the event is new."""
        if event.source in self._whole:
            return False
        source = self._open.setdefault(event.source, _Open())
        new = source.take(event)
        if source.count == source.taken:
            self._whole.add(event.source)
            del self._open[event.source]
        return new

    def has_all(self, source: int) -> bool:
        """Return whether the source has ended and all its places are taken."""
        return source in self._whole

    def of(self, source: int) -> bytes:
        """Return the places of a source that have come, a bit each; none where all have."""
        return bytes(self._open[source].places.bits) if source in self._open else b""

    def count(self, source: int) -> int | None:
        """Return how many items a source that is still open has, None while that is not known."""
        return self._open[source].count if source in self._open else None

    def missing(self, source: int) -> Iterator[int]:
        """Yield the numbers of the items that have not come; the one after the last where there is no End."""
        seen = self._open.get(source, _Open())
        upto = seen.places.length if seen.count is None else seen.count
        yield from (number for number in range(upto) if number not in seen.places)
        if seen.count is None:
            yield upto


class _Bits:
    """A set of small whole numbers."""

    def __init__(self, bits: bytes = b"") -> None:
        self.bits = bytearray(bits)

    def __contains__(self, number: int) -> bool:
        return is_taken(self.bits, number)

    @property
    def length(self) -> int:
        """Return one more than the largest number."""
        return max(0, len(self.bits) * 8 - 8) + self.bits[-1].bit_length() if self.bits else 0

    def add(self, number: int) -> None:
        self.bits.extend(bytes(max(0, (number >> 3) + 1 - len(self.bits))))
        self.bits[number >> 3] |= 1 << (number & 7)


class _Open:
    """What is known of a source some of whose places are still to come."""

    def __init__(self) -> None:
        self.places, self.taken = _Bits(), 0
        self.count: int | None = None

    def take(self, event: Event) -> bool:
        if isinstance(event, End):
            new = self.count is None
            self.count = event.count
        elif new := event.number not in self.places:
            self.places.add(event.number)
            self.taken += 1
        return new


def parcels(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Yield groups of sources that one task opens: small files together, others alone.

    >>> sizes = [10, 20, 5_000_000, None, 30]
    >>> [[source.number for source in parcel] for parcel in parcels(
    ...     Source(number, str(number), str(number), size) for number, size in enumerate(sizes))]
    [[2], [3], [0, 1, 4]]
    """
    small: list[Source] = []
    held = 0
    for source in sources:
        if source.size is None or source.size > _BYTES:
            yield [source]
            continue
        small.append(source)
        held += source.size
        if len(small) == _SOURCES or held >= _BYTES:
            yield small
            small, held = [], 0
    if small:
        yield small


def packed(parcel: list[Source], places: Places) -> bytes:
    """Return a parcel as bytes, with the places that need not be read again; empty where none is left."""
    rest = [(source, places.of(source.number)) for source in parcel if not places.has_all(source.number)]
    return zlib.compress(pickle.dumps(rest), 1) if rest else b""


def unpacked(parcel: bytes) -> list[tuple[Source, bytes]]:
    """Return the sources of a parcel, each with the places that need not be read again."""
    opened: list[tuple[Source, bytes]] = pickle.loads(zlib.decompress(parcel))
    return opened


def is_taken(places: bytes | bytearray, number: int) -> bool:
    """Return whether a place is among those of `Places.of`."""
    return number >> 3 < len(places) and bool(places[number >> 3] >> (number & 7) & 1)

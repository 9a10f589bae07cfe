"""What is read of a person at one place of a text, and the person that several readings make up."""

import bisect
from collections.abc import Sequence
from typing import Generic, TypeVar

from corpus.frozen import dataclass

Span = tuple[int, int]
Key = TypeVar("Key", covariant=True)
# No place in a text is longer, in characters.
_LONGEST_PLACE = 60


def places_near(places: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Return the spans of `places`, which are in order, that may share a character with [start, end).

    >>> places_near([(0, 2), (90, 94), (99, 102)], 92, 99)
    [(90, 94)]
    """
    first = bisect.bisect_left(places, (start - _LONGEST_PLACE, -1))
    return places[first : bisect.bisect_left(places, (end, -1))]


@dataclass(frozen=True, slots=True)
class PersonReading:
    """A name as printed without honorifics, and the offices that are given beside it.

    `titles` and `of` (bodies or places of the titles) stand in the order of the text, `title_spans` and
    `of_spans` tell where; `also` holds other forms of the name printed beside it. `short` marks a form that
    refers back to a person named in full.
    """

    name: str
    titles: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    short: bool = False
    title_spans: tuple[Span, ...] = ()
    of_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Person(Generic[Key]):
    """A person: the forms of the name, the titles and what they belong to, and the keys of the mentions."""

    names: tuple[str, ...]
    titles: tuple[str, ...]
    of: tuple[str, ...]
    members: tuple[Key, ...]

"""What is read of a person at one place of a text, and the person that several readings make up."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Span = tuple[int, int]
Key = TypeVar("Key", covariant=True)


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

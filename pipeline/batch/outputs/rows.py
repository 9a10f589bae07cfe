"""What is written, and where: bulletins that were read, and the sinks that take them."""

from dataclasses import dataclass
from typing import Protocol

from pydantic import ValidationError

from models import BulletinRecords


@dataclass(frozen=True, slots=True)
class Row:
    """A bulletin that was read: what messages call its input, and its records as one line of JSON."""

    name: str
    records: bytes


class Sink(Protocol):
    """Where rows are written, in the order in which they come."""

    def add(self, row: Row) -> None:
        """Write a bulletin.

        Raises:
            ValueError: the form cannot hold it; nothing of it was written.
            OSError: nothing more can be written.

        """

    def close(self) -> None:
        """Finish: what was written stands under its final name."""

    def drop(self) -> None:
        """Give up: what was written under temporary names is removed."""


class CountingSink(Sink, Protocol):
    """A sink that counts the `rows` of its file: bulletins, or facts where it holds one a row."""

    rows: int


def records_of(row: Row) -> BulletinRecords:
    r"""Return the records of a row.

    >>> records_of(Row("a.txt", b'{"document": {"id": "a", "language": "en"}}'))
    Traceback (most recent call last):
    ...
    ValueError: these are no records: document.sha256: Field required

    Raises:
        ValueError: its bytes are no records.

    """
    try:
        return BulletinRecords.model_validate_json(row.records)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"these are no records: {place + ': ' if place else ''}{first['msg']}"
        raise ValueError(message) from None

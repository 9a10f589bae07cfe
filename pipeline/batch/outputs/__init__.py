"""Outputs: rows to a file of one form, under a temporary name until it is whole, or to numbered parts."""

from dataclasses import dataclass
from typing import Protocol


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

        """

    def close(self) -> None:
        """Finish: what was written stands under its final name."""

    def drop(self) -> None:
        """Give up: what was written under temporary names is removed."""

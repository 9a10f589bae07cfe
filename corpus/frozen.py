"""Dataclasses that nothing changes once they are made, and that cost little to make.

Type checkers hold them frozen, at run time nothing does: a class that is frozen then sets each of its fields
by a call, and takes five times as long to make, for each of the hundreds of mentions of a bulletin.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses

    def dataclass(*, frozen, slots):
        """Return a decorator that makes a dataclass, equal and hashed by its fields as a frozen one is."""
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)

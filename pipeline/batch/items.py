"""What passes through a run: sources, the items found in them, and what came of each item."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal

from corpus import Kind
from pipeline.reader import LanguageChoice

# Where an input failed: it was not found, its container not opened, its bytes no text, its text not read, or
# its records not written.
Stage = Literal["find", "unpack", "decode", "read", "write"]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What the caller, or a column beside the text, says of a bulletin: it outweighs what the text says."""

    published: dt.date | None = None
    home: str | None = None
    language: LanguageChoice = "auto"
    title: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that hold a bulletin's text and what is told of it; None: there is none."""

    text: str | None = None
    id: str | None = None
    published: str | None = None
    home: str | None = None
    language: str | None = None
    title: str | None = None
    publisher: str | None = None


NOTHING_TOLD, NO_COLUMNS = Told(), Columns()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, which holds one bulletin or many; `-` is the standard input.

    `number` counts the sources of a run from 0. `id` is unique among them. `size` is in bytes, None where
    nothing tells it.
    """

    number: int
    id: str
    url: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A bulletin to read: its bytes, and what they are.

    `source` and `number` give its place in the run: items of a source are counted from 0, without gaps.
    `name` is what messages call it; `kind` None: the bytes tell it. `read_to` counts the bytes of the source
    that were read so far.
    """

    source: int
    number: int
    id: str
    name: str
    kind: Kind | None
    data: bytes
    told: Told = NOTHING_TOLD
    read_to: int = 0

    def digest(self, settings: bytes) -> bytes:
        """Return 16 bytes that are the same only for the same id, bytes and `settings` of the run."""
        asked = repr((self.id, self.kind, self.told)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(
            b"".join(len(part).to_bytes(8, "big") + part for part in (settings, asked, self.data)),
            digest_size=16,
        ).digest()


@dataclass(frozen=True, slots=True)
class Problem:
    """An item that gave no bulletin to read; it takes a number among the items of its source."""

    source: int
    number: int
    name: str
    stage: Stage
    reason: str
    read_to: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """All items of a source were found; there were `count`, problems among them."""

    source: int
    count: int


@dataclass(frozen=True, slots=True)
class Held:
    """An item whose outcome of an earlier run still stands, so that it was not read."""

    source: int
    number: int
    digest: bytes
    name: str
    read_to: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item: records as one line of JSON in UTF-8, or a stage and a reason.

    `found` counts the facts in the records by kind.
    `signature` is that of pipeline.nearness, where near-duplicates are asked for. `seconds` is the time that
    reading took, `characters` the length of the text as given. `memory` is the most, in bytes, that a process
    of its own had taken when it had read the item, 0 where there was none.
    """

    source: int
    number: int
    id: str
    name: str
    digest: bytes = b""
    records: bytes | None = None
    found: tuple[tuple[str, int], ...] = ()
    stage: Stage | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()
    signature: bytes | None = None
    characters: int = 0
    seconds: float = 0.0
    read_to: int = 0
    memory: int = 0

    @property
    def place(self) -> Place:
        """Return the place of the item in the run."""
        return self.source, self.number


Event = Outcome | Held | End

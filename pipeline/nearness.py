"""Texts that are near-duplicates: reposts and mirrors, with other lines around and parts cut off.

MinHash (datasketch) estimates how much two texts share of their runs of characters. Signatures are cut into
bands; texts that share a band are compared. Of too short a text, all letters and digits are compared instead.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from corpus.simplify import simplified

if TYPE_CHECKING:
    from datasketch import MinHash

PERMUTATIONS = 128
_SHINGLE = 8
# Share of the set of both, from which two texts are one. Of 152 bulletins, reposts with a sixth cut off and
# other lines around share 0.7 or more of their text, different bulletins 0.1 at most.
ALIKE = 0.5
# Smaller sets are alike by accident.
_LEAST_SHINGLES = 40
# Bands and rows: texts just alike share a band with a chance of 0.87, those a tenth above with 0.99.
TEXT_BANDS = (25, 5)
# Shingles hashed at once: each takes a kilobyte meanwhile, whatever the length of the text.
_PIECE = 512
_EXACT = 16
# The most texts that are kept in a band, where a boilerplate that many share makes it crowded.
CROWD = 16
_CACHE_KIB = 32 * 1024


def signature(text: str) -> bytes | None:
    """Return what tells whether a text is alike to another; None where it has no letter and no digit.

    Two lengths occur: 512 bytes, the MinHash as 32-bit integers, and 16 bytes, a hash of the letters and
    digits of a text of too few for that.

    >>> alike(signature("友好城市！"), signature("友好城市")), signature("-- * --")
    (True, None)
    """
    letters = _letters(text)
    if not letters:
        return None
    found = minhash(_shingles(letters), _LEAST_SHINGLES)
    if found is None:
        return hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=_EXACT).digest()
    return to_bytes(found)


def bands(signature: bytes) -> tuple[bytes, ...]:
    """Return the keys of which two texts share at least one, most likely, if they are alike.

    The first key stands for the whole signature, so that copies share it; a short text has no other.
    """
    whole = b"\xff" + hashlib.blake2b(signature, digest_size=8).digest()
    if len(signature) == _EXACT:
        return (whole,)
    return whole, *(bytes([band]) + key for band, key in enumerate(band_keys(signature, *TEXT_BANDS)))


def alike(one: bytes, other: bytes) -> bool:
    """Tell by their signatures whether two texts are near-duplicates; short texts, whether they are the same.

    >>> alike(signature("Mayor Wu Lan came."), signature("Mayor Wu Lan left."))
    False
    """
    if one == other:
        return True
    long = len(one) == len(other) > _EXACT
    return long and texts_alike(from_bytes(one), from_bytes(other))


class Nearness:
    """The texts that came so far, each only if none before it was alike; they stand in a temporary file.

    A text is compared with those that share a band with it. Of each band, the first CROWD texts are kept:
    where more share it, it comes from a boilerplate, and to compare them all would take a time that grows
    with the square of their number. So a repost is not seen where each band that it shares with the first
    text was full when that one came. Copies always are, and what shares no band never is.
    """

    def __init__(self) -> None:
        """Make the temporary file."""
        self._connection = sqlite3.connect("", isolation_level=None)
        for line in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            f"PRAGMA cache_size = -{_CACHE_KIB}",
            "CREATE TABLE texts (number INTEGER PRIMARY KEY, id BLOB NOT NULL, signature BLOB NOT NULL)",
            "CREATE TABLE bands (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID",
            "BEGIN",
        ):
            self._connection.execute(line)

    def first_alike(self, name: str, signature: bytes) -> str | None:
        """Return the id of the earliest text that is alike; if there is none, add this one and return None.

        A text that is alike only to one that was left out itself stays. `name` is the id of the text: any
        string, which need not be unique.

        Raises:
            sqlite3.Error: the temporary file cannot grow.

        """
        keys = [_integer(key) for key in bands(signature)]
        found: dict[int, list[int]] = {key: [] for key in keys}
        marks = ", ".join("?" * len(keys))
        for key, number in self._connection.execute(f"SELECT * FROM bands WHERE key IN ({marks})", keys):
            found[key].append(number)
        for number in sorted(set(chain.from_iterable(found.values()))):
            earlier, other = self._text(number)
            if alike(signature, other):
                return earlier
        self._add(name, signature, [key for key, numbers in found.items() if len(numbers) < CROWD])
        return None

    def close(self) -> None:
        """Remove the temporary file."""
        self._connection.close()

    def __enter__(self) -> "Nearness":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _text(self, number: int) -> tuple[str, bytes]:
        name, other = self._connection.execute(
            "SELECT id, signature FROM texts WHERE number = ?", (number,)
        ).fetchone()
        return name.decode("utf-8", "surrogatepass"), other

    def _add(self, name: str, signature: bytes, keys: Sequence[int]) -> None:
        row = name.encode("utf-8", "surrogatepass"), signature
        number = self._connection.execute("INSERT INTO texts (id, signature) VALUES (?, ?)", row).lastrowid
        self._connection.executemany("INSERT INTO bands VALUES (?, ?)", ((key, number) for key in keys))


def minhash(parts: Iterable[set[str]], least: int) -> "MinHash | None":
    """Return the MinHash of the items of all parts together; None where there are fewer than `least`."""
    from datasketch import MinHash

    found = MinHash(num_perm=PERMUTATIONS, permutations=_permutations(), scheme="affine32")
    few: set[str] = set()
    for part in parts:
        if len(few) < least:
            few |= part
        found.update_batch([item.encode("utf-8", "surrogatepass") for item in part])
    return found if len(few) >= least else None


def text_minhash(text: str) -> "MinHash | None":
    """Return the MinHash of a text, traditional characters as simplified ones; None where it is too short."""
    return minhash(_shingles(_letters(text)), _LEAST_SHINGLES)


def texts_alike(one: "MinHash", other: "MinHash") -> bool:
    """Tell whether two texts are near-duplicates."""
    return float(one.jaccard(other)) >= ALIKE


def band_keys(signature: bytes, count: int, rows: int) -> Iterator[bytes]:
    """Yield the first `count` bands, of `rows` hash values each, in 8 bytes."""
    for start in range(0, 4 * count * rows, 4 * rows):
        yield hashlib.blake2b(signature[start : start + 4 * rows], digest_size=8).digest()


def to_bytes(minhash: "MinHash") -> bytes:
    """Return the hash values as 32-bit integers, the low byte first."""
    return bytes(minhash.hashvalues.astype("<u4").tobytes())


def from_bytes(data: bytes) -> "MinHash":
    """Return the MinHash that `to_bytes` wrote."""
    import numpy as np
    from datasketch import MinHash

    values = np.frombuffer(data, dtype="<u4").astype(np.uint64)
    return MinHash(hashvalues=values, permutations=_permutations(), scheme="affine32")


def _letters(text: str) -> str:
    return "".join(char for char in simplified(text).casefold() if char.isalnum())


def _shingles(letters: str) -> Iterator[set[str]]:
    for start in range(0, len(letters) - _SHINGLE + 1, _PIECE):
        end = min(start + _PIECE, len(letters) - _SHINGLE + 1)
        yield {letters[at : at + _SHINGLE] for at in range(start, end)}


def _integer(key: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big", signed=True)


@cache
def _permutations() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS).permutations

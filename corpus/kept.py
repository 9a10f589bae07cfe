"""What is compiled once and kept in the user's cache: sections of bytes behind a header, mapped into memory.

A file is a header and its sections, each starting at a multiple of 8 bytes. The header holds a checksum of
all else: taking it costs milliseconds, and a file that is cut, overwritten or spoilt by the disk
is never believed, above all not by the automaton, which would follow wrong numbers into other memory.
"""

import hashlib
import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path

from corpus.garbage import no_search

Sections = tuple[memoryview, ...]
_MAGIC = b"YCKEPT\0\1"
_HEADER = struct.Struct("<8sII")
_SIZE = struct.Struct("<Q")


@cache
def version_of(library: str) -> str:
    """Return the version of a library: what tells it is long, and read anew at each question."""
    return version(library)


def folder(name: str) -> Path:
    """Return the folder of that name in the user's cache; `name` tells all that its files are made from."""
    from platformdirs import user_cache_path

    return user_cache_path("youcheng") / name


def kept(
    what: str, libraries: Sequence[str], given: object, compiled: Callable[[], Sequence[bytes]]
) -> Sections:
    """Return the sections of a file that is made from `libraries` and from what is `given` (as JSON).

    `what` names the file, with a number that goes up by one whenever its layout or making changes.
    """
    versions = "-".join(f"{name}{version_of(name)}" for name in libraries)
    told = hashlib.blake2b(json.dumps(given).encode(), digest_size=8).hexdigest()
    return sections(folder(f"{what}-{versions}") / told, compiled)


def sections(path: Path, compiled: Callable[[], Sequence[bytes]]) -> Sections:
    """Return the sections of the file at `path`, compiled and stored first where it is missing or broken."""
    with suppress(OSError, ValueError):
        return opened(path)
    with no_search():
        data = packed(compiled())
    # A home that nothing may be written to: each run compiles anew.
    with suppress(OSError):
        store(path, data)
        return opened(path)
    return parsed(memoryview(data))


def opened(path: Path) -> Sections:
    """Map a file into memory and return its sections.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is empty or broken, or of another version.

    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    found = parsed(memoryview(mapped))
    # The checksum went over all pages; of these, only what is looked up has to stay in memory.
    _let_go(mapped)
    return found


def copied(section: memoryview) -> bytes:
    """Return a copy of a section, of whose file no page stays in memory for it."""
    copy = bytes(section)
    _let_go(section.obj)
    return copy


def _let_go(mapped: object) -> None:
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def packed(parts: Sequence[bytes]) -> bytes:
    """Return sections behind their header, as one file holds them.

    >>> [bytes(part) for part in parsed(memoryview(packed([b"one", b""])))]
    [b'one', b'']
    """
    body = b"".join(_SIZE.pack(len(part)) for part in parts)
    body += b"".join(part + bytes(-len(part) % 8) for part in parts)
    return _HEADER.pack(_MAGIC, len(parts), _checksum(len(parts), body)) + body


def parsed(data: memoryview) -> Sections:
    """Return the sections of a file's bytes.

    Raises:
        ValueError: these are no sections of this version, or not as they were written.

    """
    if len(data) < _HEADER.size:
        raise ValueError("too short for a compiled file")
    magic, count, checksum = _HEADER.unpack_from(data)
    body = data[_HEADER.size :]
    if magic != _MAGIC or _checksum(count, body) != checksum:
        raise ValueError("no compiled file of this version, or broken")
    sizes = [_SIZE.unpack_from(body, index * _SIZE.size)[0] for index in range(count)]
    starts = accumulate((size + -size % 8 for size in sizes), initial=count * _SIZE.size)
    return tuple(body[start : start + size] for start, size in zip(starts, sizes, strict=False))


def _checksum(count: int, body: bytes | memoryview) -> int:
    return zlib.crc32(body, count)


def store(path: Path, data: bytes) -> None:
    """Write beside `path` and rename, so that two processes that compile at once do no harm."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise

"""One bulletin out of a file or a stream, no more of it read than a bulletin may hold."""

import stat
from pathlib import Path
from typing import IO

from corpus import Kind
from pipeline.batch.sources.found import BrokenError, reason_of
from pipeline.batch.sources.limits import Limits, megabytes


def read_path(path: Path, kind: Kind | None, limits: Limits) -> bytes:
    """Return the bytes of a file.

    Raises:
        BrokenError: there is no such file, it cannot be read, or it holds too much.

    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BrokenError(not_regular(status.st_mode), "find")
        # The largest there is, for only its first bytes tell what an unknown suffix stands for.
        if status.st_size > limits.document(kind or "pdf", b""):
            raise _too_large(limits.document(kind or "pdf", b""), status.st_size)
        data = path.read_bytes()
    except OSError as error:
        raise BrokenError(reason_of(error), "find") from None
    if len(data) > (limit := limits.document(kind, data[:8])):
        raise _too_large(limit, len(data))
    return data


def read_stream(stream: IO[bytes], kind: Kind | None, limits: Limits, size: int | None = None) -> bytes:
    """Return the bytes of a stream; `size` is what a header says of it, which may be false.

    Raises:
        BrokenError: it cannot be read, or it holds too much.

    """
    head = stream.read(8)
    limit = limits.document(kind, head)
    if size is not None and size > limit:
        raise _too_large(limit, size)
    # A buffer of the whole limit would be made first for read(limit).
    parts, length = [head], len(head)
    while length <= limit and (part := stream.read(min(1 << 20, limit + 1 - length))):
        parts.append(part)
        length += len(part)
    if length > limit:
        raise _too_large(limit)
    return b"".join(parts)


def not_regular(mode: int) -> str:
    """Return why a path of that mode is not read."""
    if stat.S_ISDIR(mode):
        return "is a folder, not a file"
    return "is no regular file; to read a stream, pipe it in and name -"


def _too_large(limit: int, size: int | None = None) -> BrokenError:
    held = megabytes(size) if size is not None else f"more than {megabytes(limit)}"
    return BrokenError(f"holds {held}; one bulletin may hold {megabytes(limit)} at most", "decode")

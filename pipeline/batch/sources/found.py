"""What is found in a source before it has its number, and the errors by which opening gives up."""

from dataclasses import dataclass, field

from corpus import Kind
from pipeline.batch.items import Stage, Told


@dataclass(frozen=True, slots=True)
class Document:
    """A bulletin: its bytes, and what is known of it."""

    id: str
    name: str
    kind: Kind | None
    data: bytes
    told: Told = field(default_factory=Told)


@dataclass(frozen=True, slots=True)
class Lost:
    """What cannot be had, and why."""

    name: str
    stage: Stage
    reason: str


Found = Document | Lost


@dataclass(frozen=True, slots=True)
class Where:
    """What a file in a source is called; `depth` counts the archives that it is in, and itself."""

    name: str
    id: str
    depth: int = 1


class BrokenError(Exception):
    """A file or a member of one that cannot be opened or read on; the rest of what holds it may be."""

    def __init__(self, reason: str, stage: Stage = "unpack") -> None:
        super().__init__(reason)
        self.reason = reason
        self.stage = stage


class LimitError(BrokenError):
    """A limit of the whole source is reached: nothing more of it is read."""


def reason_of(error: BaseException) -> str:
    r"""Return what a library says went wrong, in one line.

    >>> reason_of(PermissionError(13, "Permission denied")), reason_of(FileNotFoundError(2, "No such file"))
    ('may not be read: permission denied', 'there is no such file')
    >>> reason_of(ValueError("Bad magic number\nin the header"))
    'is damaged: Bad magic number'
    """
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "may not be read: permission denied"
    said = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"is damaged: {said}"

"""Which pipeline this is, so that what another one read is not taken for its own."""

import hashlib
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_ROOMS = ("corpus", "models", "pipeline")
# Rooms of the pipeline that come after the records are made.
_LATER = frozenset({"batch", "register", "render", "shell"})
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def pipeline_version() -> str:
    """Return the version of the program with 12 letters of a hash of its code, its words and its libraries.

    >>> pipeline_version() == pipeline_version()
    True
    """
    digest = hashlib.blake2b(digest_size=6)
    for path in _files():
        digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for line in _libraries():
        digest.update(line.encode() + b"\0")
    return f"{version('youcheng')}+{digest.hexdigest()}"


def _files() -> Iterator[Path]:
    for room in _ROOMS:
        for path in sorted((_ROOT / room).rglob("*")):
            parts = path.relative_to(_ROOT).parts
            if path.suffix in (".py", ".toml", ".json") and not (room == "pipeline" and parts[1] in _LATER):
                yield path


def _libraries() -> Iterator[str]:
    for line in sorted(requires("youcheng") or ()):
        found = _NAME.match(line)
        if found and "extra ==" not in line:
            try:
                yield f"{found[0]} {version(found[0])}"
            except PackageNotFoundError:
                yield f"{found[0]} none"

"""The manifest of a folder of parts, and which names in such a folder are ours."""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

from models import SCHEMA_VERSION
from pipeline.batch.outputs.files import NewFile

NAME = "manifest.json"
_KIND = "youcheng parts"
_PART = r"part-\d{5,}\.(?:jsonl(?:\.gz|\.zst)?|parquet|sqlite|csv)"
_OURS = re.compile(_PART)
_TEMPORARY = re.compile(rf"\.(?:{_PART}|{re.escape(NAME)})\.part")


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part: its file, and what is in it; `rows` are bulletins, or facts where it holds these."""

    file: str
    bulletins: int
    rows: int
    bytes: int
    sha256: str
    first: str
    last: str


@dataclass(slots=True)
class Manifest:
    """What a folder of parts says of itself; `complete` only when no part is to come."""

    form: str
    flat: bool
    pipeline_version: str
    bulletins_per_part: int
    parts: list[Part] = field(default_factory=list)
    complete: bool = False

    def write(self, folder: Path) -> None:
        """Put the manifest in place of the one that is there, at once."""
        told = {
            "kind": _KIND,
            "form": self.form,
            "flat": self.flat,
            "schema_version": SCHEMA_VERSION,
            "pipeline_version": self.pipeline_version,
            "bulletins_per_part": self.bulletins_per_part,
            "complete": self.complete,
            "bulletins": sum(part.bulletins for part in self.parts),
            "rows": sum(part.rows for part in self.parts),
            "parts": [asdict(part) for part in self.parts],
        }
        new = NewFile(folder / NAME)
        try:
            new.path.write_text(
                json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
            )
            new.settle()
        except BaseException:
            new.drop()
            raise


def has_manifest(folder: Path) -> bool:
    """Return whether a folder holds the manifest of parts."""
    try:
        told = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("kind") == _KIND


def stranger(folder: Path) -> str | None:
    """Return a name in a folder that is not ours, None where parts may be written there.

    A folder with a manifest of parts is ours, whatever else somebody has put there.
    """
    if has_manifest(folder):
        return None
    return min((path.name for path in folder.iterdir() if not _TEMPORARY.fullmatch(path.name)), default=None)


def clear(folder: Path, kept: set[str]) -> None:
    """Remove the parts of earlier runs but those `kept`, and what killed runs left half-written."""
    for path in folder.iterdir():
        if path.name not in kept and (_OURS.fullmatch(path.name) or _TEMPORARY.fullmatch(path.name)):
            path.unlink()

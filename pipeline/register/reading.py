"""Files of records and of texts, read for the register; what is wrong with one is told, and where."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from corpus import UnreadableError, given_text
from models import SCHEMA_VERSION, BulletinRecords, Document
from pipeline.register.store import RegisterError

SUFFIXES = (".txt", ".html", ".htm")


def records_in(path: Path) -> Iterator[BulletinRecords]:
    """Yield the records in a file of JSON lines.

    Raises:
        RegisterError: it cannot be read, or a line is no record of this schema version; the message says
        which.

    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _record(path, number, line)
    except OSError as error:
        raise RegisterError(str(path), error.strerror or str(error)) from None


def _record(path: Path, number: int, line: bytes) -> BulletinRecords:
    where = f"{path}, line {number}"
    try:
        data = json.loads(line)
    except UnicodeDecodeError as error:
        raise RegisterError(where, f"not UTF-8, byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise RegisterError(where, f"no JSON at column {error.colno}: {error.msg}") from None
    document = data.get("document") if isinstance(data, dict) else None
    version = document.get("schema_version", SCHEMA_VERSION) if isinstance(document, dict) else SCHEMA_VERSION
    if version != SCHEMA_VERSION:
        raise RegisterError(
            where,
            f"records of schema version {version}; this program reads version {SCHEMA_VERSION}: "
            "extract the bulletins again",
        )
    try:
        return BulletinRecords.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise RegisterError(
            where, f"no record: {field}: {first['msg'].removeprefix('Value error, ')}"
        ) from None


class TextFolders:
    """The texts of bulletins, found in folders by their ids; `problems` says which could not be taken."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.problems: list[str] = []
        self._paths: dict[str, list[Path]] = {}
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.suffix.lower() in SUFFIXES and path.is_file():
                    self._paths.setdefault(path.stem, []).append(path)

    def __call__(self, document: Document) -> str | None:
        """Return the text that a bulletin was read from, None where no file holds just that text."""
        paths = self._paths.get(document.id, [])
        for path in paths:
            try:
                text = given_text(path)
            except UnreadableError as error:
                self.problems.append(str(error))
                continue
            if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == document.sha256:
                return text
            self.problems.append(f"{path}: not the text that {document.id} was read from; left out")
        return None

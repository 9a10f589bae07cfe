"""Files of records and of texts, read for the register; what is wrong with one is told, and where."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from corpus import UnreadableError, given_text
from corpus.kinds import SUFFIXES
from models import SCHEMA_VERSION, BulletinRecords, Document
from pipeline.register.store import RegisterError

_GZIP = b"\x1f\x8b"
# What a line may hold that JSON allows and no database does, looked for before it is looked into.
_LONG_NUMBER = re.compile(rb"\d{19}")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def records_in(path: Path) -> Iterator[BulletinRecords]:
    """Yield the records in a file of JSON lines.

    Raises:
        RegisterError: it cannot be read, or a line is no record of this schema version; the message says
        which.

    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if number == 1 and line.startswith(_GZIP):
                    raise RegisterError(str(path), "compressed by gzip; unpack it first")
                if line.strip():
                    yield _record(path, number, line)
    except OSError as error:
        raise RegisterError(str(path), error.strerror or str(error)) from None


def _record(path: Path, number: int, line: bytes) -> BulletinRecords:
    where = f"{path}, line {number}"
    data = _json(where, line)
    document = data.get("document") if isinstance(data, dict) else None
    version = document.get("schema_version", SCHEMA_VERSION) if isinstance(document, dict) else SCHEMA_VERSION
    if version != SCHEMA_VERSION:
        raise RegisterError(
            where,
            f"records of schema version {version!r}; this program reads version {SCHEMA_VERSION}: "
            "extract the bulletins again",
        )
    try:
        record = BulletinRecords.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise RegisterError(
            where, f"no record: {field}: {first['msg'].removeprefix('Value error, ')}"
        ) from None
    if _SURROGATE.search(line):
        _check_characters(where, record)
    return record


def _json(where: str, line: bytes) -> Any:
    try:
        return json.loads(line, parse_int=_number) if _LONG_NUMBER.search(line) else json.loads(line)
    except UnicodeDecodeError as error:
        raise RegisterError(where, f"not UTF-8, byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise RegisterError(where, f"no JSON at column {error.colno}: {error.msg}") from None
    except OverflowError as error:
        raise RegisterError(where, str(error)) from None
    except RecursionError:
        raise RegisterError(where, "no record: brackets within brackets, too many") from None


def _number(digits: str) -> int:
    if len(digits) > 18:
        raise OverflowError(f"a number that is too large: {digits[:18]}...")
    return int(digits)


def _check_characters(where: str, record: BulletinRecords) -> None:
    try:
        record.to_json()
    except PydanticSerializationError:
        raise RegisterError(where, "half a surrogate pair, which is no character") from None


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

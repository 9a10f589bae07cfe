"""Gold, records and texts from files, checked before anything is scored.

A gold folder holds a folder for each split (`dev`, `test`, `seeds`) with one JSON file a bulletin, or the
files themselves.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from corpus.kinds import SUFFIXES
from models.gold import GoldBulletin
from models.records import BulletinRecords

Line = TypeVar("Line", bound=BaseModel)


class InputError(ValueError):
    """A file that cannot be scored: the message names file, line and field, and what is wrong."""


def load_gold(folder: Path, split: str | None) -> dict[str, GoldBulletin]:
    """Return the gold of a split by the ids of the bulletins; of the folder itself if it has no splits.

    Raises:
        InputError: no such folder or split, nothing in it, or a file that is no gold.

    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; name the gold with --gold")
    chosen = folder / split if split and any((folder / name).is_dir() for name in SPLITS) else folder
    paths = sorted(chosen.glob("*.json")) if chosen.is_dir() else []
    gold = {path.stem: read_gold(path) for path in paths if path.name != "manifest.json"}
    if not gold:
        raise InputError(f"{chosen}: no gold here; one JSON file a bulletin is wanted")
    return gold


SPLITS = ("dev", "test", "seeds")


def read_gold(path: Path) -> GoldBulletin:
    """Return the gold in a file, whose name is the id of its bulletin."""
    try:
        gold = GoldBulletin.model_validate(_parsed(path, path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise InputError(f"{path}: {field_errors(error)}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8, byte {error.start}") from None
    if gold.document.id != path.stem:
        raise InputError(f"{path}: document.id is {gold.document.id!r}, not the name of the file")
    return gold


def ids_of_other_splits(folder: Path, split: str) -> frozenset[str]:
    """Return the ids of the bulletins that are in the gold, but not in this split."""
    others = (folder / name for name in SPLITS if name != split)
    return frozenset(path.stem for other in others for path in other.glob("*.json"))


def load_records(
    path: Path, gold: Mapping[str, GoldBulletin], ignored: Collection[str] = ()
) -> dict[str, BulletinRecords]:
    """Return the records of the gold's bulletins by id, out of JSON lines, without those `ignored`.

    Raises:
        InputError: a line that is no record, an id that the gold does not have or that comes twice, another
        text
            than the gold's, or a bulletin of the gold without a line.

    """
    found: dict[str, BulletinRecords] = {}
    for line, record in json_lines(path, BulletinRecords):
        name = record.document.id
        if name in ignored:
            continue
        if name not in gold:
            raise InputError(f"{path}, line {line}: document.id: {name!r} is not in the gold")
        if name in found:
            raise InputError(f"{path}, line {line}: document.id: {name!r} has come before")
        if record.document.sha256 != gold[name].document.sha256:
            raise InputError(
                f"{path}, line {line}: document.sha256: {name!r} was read from another text than the gold's"
            )
        found[name] = record
    if missing := sorted(set(gold) - set(found)):
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        raise InputError(
            f"{path}: no line for {', '.join(missing[:3])}{more}; a bulletin without facts has a line too"
        )
    return found


def load_texts(folder: Path, gold: Mapping[str, GoldBulletin]) -> dict[str, tuple[Path, str]]:
    """Return file and text of each bulletin of the gold, found in `folder` by its id.

    Raises:
        InputError: a text is not there, is there twice, or is not the one that was annotated.

    """
    from corpus import UnreadableError, given_text

    texts = {}
    for name, bulletin in gold.items():
        paths = text_files(folder, name)
        if len(paths) != 1:
            raise InputError(
                f"{folder}: {len(paths) or 'no'} files named {name}.*; "
                "name the folder of the texts with --texts"
            )
        try:
            text = given_text(paths[0])
        except UnreadableError as error:
            raise InputError(str(error)) from None
        _check_text(paths[0], text, bulletin)
        texts[name] = paths[0], text
    return texts


def text_files(folder: Path, name: str) -> list[Path]:
    """Return the files in `folder` that may hold the text of the bulletin called `name`."""
    return [path for suffix in SUFFIXES if (path := folder / f"{name}{suffix}").is_file()]


def _check_text(path: Path, text: str, gold: GoldBulletin) -> None:
    if hashlib.sha256(text.encode()).hexdigest() != gold.document.sha256:
        raise InputError(f"{path}: not the text that was annotated: its SHA-256 is not document.sha256")
    try:
        GoldBulletin.check(gold.model_dump(by_alias=True), text)
    except ValidationError as error:
        raise InputError(f"gold of {path}: {field_errors(error)}") from None


def check_spans(
    path: Path, records: Mapping[str, BulletinRecords], texts: Mapping[str, tuple[Path, str]]
) -> None:
    """Hold the evidence of all records against the texts.

    Raises:
        InputError: a span is not in the text, or has other characters there.

    """
    for name, record in records.items():
        try:
            BulletinRecords.check(record, texts[name][1])
        except ValidationError as error:
            raise InputError(f"{path}: {name}: {field_errors(error)}") from None


def json_lines(path: Path, model: type[Line]) -> Iterator[tuple[int, Line]]:
    """Yield the lines of a file of JSON lines, each with its number, as `model`.

    Raises:
        InputError: the file cannot be read, or a line is no `model`.

    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8, byte {error.start}") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    # Only a line feed ends a line of JSON: U+2028 and the like may stand in a string.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, model.model_validate(_parsed(path, line, number))
            except ValidationError as error:
                raise InputError(f"{path}, line {number}: {field_errors(error)}") from None


def _parsed(path: Path, text: str, line: int | None = None) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = line if line is not None else error.lineno
        raise InputError(f"{path}, line {where}, column {error.colno}: no JSON: {error.msg}") from None


def field_errors(error: ValidationError) -> str:
    """Return the first wrong field and what is wrong with it, and how many more there are."""
    first, *others = error.errors(include_url=False, include_context=False)
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
    more = f" (and {len(others)} more)" if others else ""
    return f"{field.lstrip('.') or 'the whole'}: {first['msg'].removeprefix('Value error, ')}{more}"

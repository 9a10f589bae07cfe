"""A release of the gold: what belongs to it, under which hashes, and whether all of that still holds."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evaluation.inputs import SPLITS, InputError, field_errors, load_texts, read_gold, text_files
from models.gold import GoldBulletin
from models.records import Language

MANIFEST = "manifest.json"
CHANGELOG = "CHANGELOG.md"


class Entry(BaseModel):
    """One bulletin of a release; `annotators` counts those who annotated it blind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    split: str
    language: Language
    traits: tuple[str, ...]
    facts: int
    annotators: int
    text_sha256: str
    gold_sha256: str


class Manifest(BaseModel):
    """A version of the gold, with the SHA-256 of every text and every gold file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    released: date
    bulletins: tuple[Entry, ...]


def gold_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield split and path of every gold file."""
    for split in SPLITS:
        for path in sorted((folder / split).glob("*.json")):
            yield split, path


def manifest_of(folder: Path, version: str, released: date, blind: Mapping[str, int]) -> Manifest:
    """Return the manifest of the gold in `folder`; `blind` counts the annotations of each bulletin.

    Raises:
        InputError: a file is no gold.

    """
    entries = [_entry(split, path, blind) for split, path in gold_files(folder)]
    return Manifest(version=version, released=released, bulletins=tuple(entries))


def _entry(split: str, path: Path, blind: Mapping[str, int]) -> Entry:
    gold = read_gold(path)
    return Entry(
        id=gold.document.id,
        split=split,
        language=gold.document.language,
        traits=gold.document.traits,
        facts=sum(not fact.optional for _, fact in gold.facts()),
        annotators=max(1, blind.get(gold.document.id, 0)),
        text_sha256=gold.document.sha256,
        gold_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def blind_counts(folder: Path) -> dict[str, int]:
    """Return how many blind annotations each bulletin has in the folders of `folder`, one an annotator."""
    counts: dict[str, int] = {}
    for path in folder.glob("*/*.json"):
        counts[path.stem] = counts.get(path.stem, 0) + 1
    return counts


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest beside the splits."""
    text = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a folder.

    Raises:
        InputError: there is none, or it is broken.

    """
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except ValidationError as error:
        raise InputError(f"{path}: {field_errors(error)}") from None


def problems(folder: Path, texts: Sequence[Path]) -> tuple[list[str], list[str]]:
    """Return what is wrong with the gold in `folder`, and what could not be checked for want of a text.

    Every file is validated, every span held against its text where one of `texts` has it, and every hash
    against the manifest.
    """
    found: list[str] = []
    unread: list[str] = []
    gold: dict[str, GoldBulletin] = {}
    for _, path in gold_files(folder):
        try:
            bulletin = read_gold(path)
            if path.stem in gold:
                found.append(f"{path}: the bulletin is in two splits")
            gold[path.stem] = bulletin
            if not _text_holds(bulletin, texts):
                unread.append(path.stem)
        except InputError as error:
            found.append(str(error))
    found += _against_manifest(folder)
    return found, unread


def _text_holds(bulletin: GoldBulletin, texts: Sequence[Path]) -> bool:
    """Check the text of a bulletin; return False when no folder has it."""
    name = bulletin.document.id
    for folder in texts:
        if text_files(folder, name):
            load_texts(folder, {name: bulletin})
            return True
    return False


def _against_manifest(folder: Path) -> list[str]:
    try:
        manifest = read_manifest(folder)
    except InputError as error:
        return [str(error)]
    told = {(entry.split, entry.id): entry for entry in manifest.bulletins}
    there = {(split, path.stem): path for split, path in gold_files(folder)}
    found = [
        f"{folder / split / name}.json: in the manifest, but not there"
        for split, name in told
        if (split, name) not in there
    ]
    for key, path in there.items():
        entry = told.get(key)
        if entry is None:
            found.append(f"{path}: not in the manifest; release a new version")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry.gold_sha256:
            found.append(f"{path}: not the file of version {manifest.version}; release a new version")
    changelog = folder / CHANGELOG
    if not changelog.is_file() or f"## {manifest.version}" not in changelog.read_text(encoding="utf-8"):
        found.append(f"{changelog}: says nothing of version {manifest.version}")
    return found

"""Numbered parts in a folder: each is whole as soon as it has its name, and a manifest tells of it."""

import hashlib
import json
from pathlib import Path

from pipeline.batch.outputs.form import Form
from pipeline.batch.outputs.manifest import Manifest, Part, clear, has_manifest
from pipeline.batch.outputs.rows import CountingSink, Row
from pipeline.batch.outputs.single import single


class Parts:
    """Writes `size` bulletins to each of `part-00000.FORM`, `part-00001.FORM` … of a folder, made if need be.

    `manifest.json` lists the parts that are finished, and says `complete` when the last one is. What an
    earlier run left in the folder is replaced part by part; its manifest stands until the first is finished.
    """

    def __init__(self, folder: str | Path, form: Form, size: int, *, flat: bool, version: str) -> None:
        self._folder, self._form, self._size, self._flat = Path(folder), form, size, flat
        self._manifest = Manifest(form.value, flat, version, size)
        self._sink: CountingSink | None = None
        self._held: list[Row] = []
        self._count = 0
        self._folder.mkdir(exist_ok=True)
        # A run that is killed before its first part leaves a folder that the next one knows for its own.
        if not has_manifest(self._folder):
            self._manifest.write(self._folder)

    def add(self, row: Row) -> None:
        """Write a bulletin, and finish the part when it is full."""
        if self._sink is None:
            self._sink = single(str(self._folder / self._name), self._form, flat=self._flat)
        self._sink.add(row)
        self._count += 1
        # Of the rows of a part, the manifest tells the first and the last.
        self._held[1:] = [row]
        if self._count == self._size:
            self._finish(self._sink)

    def close(self) -> None:
        """Finish the last part; parts and temporary files of earlier runs are removed."""
        if self._sink is not None and self._count:
            self._finish(self._sink)
        self.drop()
        if not self._manifest.parts:
            self._manifest.write(self._folder)
        clear(self._folder, {part.file for part in self._manifest.parts})
        self._manifest.complete = True
        self._manifest.write(self._folder)

    def drop(self) -> None:
        """Remove the part that is not finished."""
        if self._sink is not None:
            self._sink.drop()
            self._sink = None

    @property
    def _name(self) -> str:
        return f"part-{len(self._manifest.parts):05}.{self._form.value}"

    def _finish(self, sink: CountingSink) -> None:
        if not self._manifest.parts:
            # From here on the parts of an earlier run go; its manifest must not speak for these.
            self._manifest.write(self._folder)
        sink.close()
        path = self._folder / self._name
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        ids = [json.loads(row.records)["document"]["id"] for row in self._held]
        self._manifest.parts.append(
            Part(path.name, self._count, sink.rows, path.stat().st_size, digest, ids[0], ids[-1])
        )
        self._manifest.write(self._folder)
        self._sink, self._held, self._count = None, [], 0

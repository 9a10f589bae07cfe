"""What the name of a file says of its shape."""

import os
from dataclasses import dataclass
from typing import Literal

from corpus import Kind
from corpus.kinds import SUFFIXES, kind_named
from pipeline.batch.sources.names import Use

Form = Literal["document", "json", "csv", "tsv", "parquet", "warc", "zip", "tar"]
# The last two are only met in what servers send.
Packing = Literal["gz", "bz2", "xz", "zst", "deflate", "br"]
TABLES: frozenset[Form] = frozenset({"json", "csv", "tsv", "parquet"})
_PACKED: dict[str, tuple[Form, Packing | None]] = {
    ".warc.gz": ("warc", "gz"),
    ".warc": ("warc", None),
    ".zip": ("zip", None),
    ".tar": ("tar", None),
    ".tar.gz": ("tar", "gz"),
    ".tgz": ("tar", "gz"),
    ".tar.bz2": ("tar", "bz2"),
    ".tar.xz": ("tar", "xz"),
    ".tar.zst": ("tar", "zst"),
    ".parquet": ("parquet", None),
}
_LINES: dict[str, Form] = {".jsonl": "json", ".ndjson": "json", ".csv": "csv", ".tsv": "tsv"}
for _suffix, _form in _LINES.items():
    _PACKED |= {_suffix: (_form, None), f"{_suffix}.gz": (_form, "gz"), f"{_suffix}.zst": (_form, "zst")}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a file is: `stem` is its name without what tells so."""

    stem: str
    form: Form
    kind: Kind | None = None
    packing: Packing | None = None

    @property
    def use(self) -> Use:
        """Return what its id stands for."""
        if self.form == "document":
            return "bulletin"
        return "archive" if self.form in ("zip", "tar") else "rows"


def shape_of(name: str) -> Shape | None:
    """Return the shape that the last part of a path tells, None where its suffix is not known.

    >>> shape_of("in/Crawl.WARC.gz")
    Shape(stem='Crawl', form='warc', kind=None, packing='gz')
    >>> shape_of("visit.2019.htm").stem, shape_of("picture.png")
    ('visit.2019', None)
    """
    # Not by pathlib, which takes ten times as long; this is asked of every file.
    stem, last = os.path.splitext(os.path.basename(name))
    inner, before = os.path.splitext(stem)
    for suffix, rest in ((before + last, inner), (last, stem)):
        if suffix.lower() in _PACKED:
            form, packing = _PACKED[suffix.lower()]
            return Shape(rest, form, packing=packing)
    return Shape(stem, "document", kind_named(name)) if last.lower() in SUFFIXES else None


def shape_named(name: str) -> Shape:
    """Return the shape of a file that was named itself: with an unknown suffix, its bytes tell what it is."""
    return shape_of(name) or Shape(os.path.splitext(os.path.basename(name))[0], "document")


def is_read(name: str, *, tables: bool) -> bool:
    """Tell whether a file that is met in a folder or in an archive is read.

    >>> [is_read(name, tables=False) for name in ("a.txt", ".a.txt", "a.png", "a.csv")]
    [True, False, False, False]
    """
    if name.startswith("."):
        return False
    shape = shape_of(name)
    return shape is not None and (tables or shape.form not in TABLES)


def suffixes(*, tables: bool) -> str:
    """Return the suffixes that are read, in words."""
    packed = [suffix for suffix, (form, _) in _PACKED.items() if tables or form not in TABLES]
    return " ".join([*SUFFIXES, *packed])

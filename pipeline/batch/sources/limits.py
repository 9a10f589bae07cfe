"""How much of a source is read: what is above is a problem that names the limit."""

from dataclasses import dataclass

from corpus import Kind
from corpus.limits import DOCUMENT_LIMIT, LIMIT, MEGABYTE

# What a PDF or a Word file begins with: these hold pictures and fonts beside their text.
_OFFICE = (b"%PDF", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read, in bytes where nothing else is said.

    `text` and `office`, for PDF and Word, are what the corpus reads.

    `ratio` holds for what a source unpacks to, all layers added up, once that is above `ratio_from`: text
    packs to a third or a tenth, pages of one mould to a fiftieth, and zeros to a thousandth. `total` is what
    a crawl of 200 GB unpacks to.

    `depth` counts archives in archives: a delivery has one or two. `members` are counted over the whole
    source. `row` is a line of JSON or a row of CSV: a text of the most, each Chinese character escaped in
    six. `header` is what an archive tells of one member: a path, the fields of an HTTP answer. `directory`
    is the list at the end of a zip file, which has to be held at once: about 300,000 members. `spool` is a
    zip or Parquet file in an archive, put on the disk because its list stands at its end. `damages` are
    places of one crawl after which the next record was looked for.
    """

    text: int = LIMIT
    office: int = DOCUMENT_LIMIT
    ratio: int = 200
    ratio_from: int = 10 * MEGABYTE
    total: int = 1_000_000 * MEGABYTE
    depth: int = 3
    members: int = 10_000_000
    row: int = 2 * LIMIT
    header: int = MEGABYTE
    directory: int = 32 * MEGABYTE
    spool: int = 2_000 * MEGABYTE
    damages: int = 1_000

    def document(self, kind: Kind | None, head: bytes) -> int:
        """Return the most for one bulletin of a kind; None: as its first bytes tell."""
        office = kind in ("pdf", "docx") or (kind is None and head.startswith(_OFFICE))
        return self.office if office else self.text


LIMITS = Limits()


def megabytes(size: int) -> str:
    """Return a number of bytes in words.

    >>> megabytes(10_000_000), megabytes(32_500_000), megabytes(1200)
    ('10 MB', '32.5 MB', '1,200 bytes')
    """
    return f"{size / MEGABYTE:,.1f}".removesuffix(".0") + " MB" if size >= MEGABYTE else f"{size:,} bytes"

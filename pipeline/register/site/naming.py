"""What the files and the anchors of the site are called: safe on every file system, the same each time."""

import hashlib
import re
from dataclasses import dataclass

_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_UNSAFE = re.compile(r"[^a-z0-9]+")
# Windows opens a device under these names, whatever the suffix.
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_LETTERS = {
    "city_pairs": "P",
    "delegations": "V",
    "leaders": "L",
    "amounts": "S",
    "dates": "D",
    "tie_totals": "T",
}


def file_stem(name: str) -> str:
    """Return a file name without suffix for the id of a bulletin or an entity, a different one for each.

    >>> file_stem("lahti-2021"), file_stem("Lahti-2021"), file_stem("../../友城")
    ('lahti-2021', 'lahti-2021-a68928ad07', 'x-3f7e12ce7c')
    """
    if _SAFE.fullmatch(name) and not _DEVICES.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{_UNSAFE.sub('-', name.lower()).strip('-')[:60].strip('-') or 'x'}-{digest}"


@dataclass(frozen=True, slots=True)
class FactName:
    """The id of a fact, taken apart: `BULLETIN:KIND:NUMBER`."""

    bulletin: str
    kind: str
    number: str

    @classmethod
    def of(cls, fact: str) -> "FactName":
        """Take an id apart; the bulletin's own id may hold colons."""
        bulletin, kind, number = fact.rsplit(":", 2)
        return cls(bulletin, kind, number)

    @property
    def label(self) -> str:
        """Return what the page of the bulletin calls the fact.

        >>> FactName.of("a:b:delegations:3").label
        'V3'
        """
        return f"{_LETTERS.get(self.kind, 'X')}{self.number}"

    @property
    def href(self) -> str:
        """Return where the words that tell the fact are marked, from the root of the site.

        >>> FactName.of("lahti:amounts:1").href
        'bulletins/lahti.html#S1-0'
        """
        return f"bulletins/{file_stem(self.bulletin)}.html#{self.label}-0"

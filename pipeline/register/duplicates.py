"""Bulletins that are one source: reposts and mirrors by their text, halves of two languages by their facts.

MinHash (datasketch) estimates how much of two sets is shared: of the runs of characters of the texts
(`pipeline.nearness`), or, across languages, of the facts in a form that no language shows. Signatures are cut
into bands; bulletins that share a band are compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.simplify import simplified
from pipeline.nearness import (
    PERMUTATIONS,
    TEXT_BANDS,
    band_keys,
    from_bytes,
    minhash,
    text_minhash,
    texts_alike,
    to_bytes,
)
from pipeline.people.pinyin import letters, spellings
from pipeline.register.places import place_id, places_of

if TYPE_CHECKING:
    from datasketch import MinHash

# Share of the facts of both, from which two bulletins are one source. Of 152 bulletins, halves of one page in
# two languages share 0.36 to 1 of their facts where they tell the same, other bulletins 0.1 at most.
FACTS_ALIKE = 0.3
# Fewer facts, and fewer shared ones, are alike by accident.
_LEAST_FACTS = 6
# Bands and rows: bulletins just alike share a band with a chance of 0.68, those a tenth above with 0.93.
_FACT_BANDS = (42, 3)


@dataclass(frozen=True, slots=True)
class Signature:
    """The MinHashes of a bulletin's text and facts, None where there is too little, and how many facts."""

    text: "MinHash | None"
    facts: "MinHash | None"
    features: int

    def to_bytes(self) -> bytes:
        """Return both as 32-bit integers, a byte each before them for whether they are there."""
        return b"".join(b"\0" if one is None else b"\1" + to_bytes(one) for one in (self.text, self.facts))

    @classmethod
    def from_bytes(cls, data: bytes, features: int) -> "Signature":
        """Return the signature that `to_bytes` wrote."""
        size = 4 * PERMUTATIONS
        parts: list[MinHash | None] = []
        for _ in range(2):
            there, data = data[:1] == b"\1", data[1:]
            parts.append(from_bytes(data[:size]) if there else None)
            data = data[size:] if there else data
        return cls(parts[0], parts[1], features)

    def bands(self, bulletin: str, language: str) -> Iterator[tuple[str, str]]:
        """Yield the bands of a bulletin: key, and what has to differ in two bulletins that share it."""
        for one, cut, kind, marker in (
            (self.text, TEXT_BANDS, f"text {language}", bulletin),
            (self.facts, _FACT_BANDS, "facts", language),
        ):
            if one is not None:
                for band, key in enumerate(band_keys(to_bytes(one), *cut)):
                    yield f"{kind} {band} {key.hex()}", marker


def alike(one: Signature, other: Signature, *, across: bool) -> bool:
    """Tell whether two bulletins are one source; `across` says that they are in different languages."""
    if across:
        if one.facts is None or other.facts is None:
            return False
        share = float(one.facts.jaccard(other.facts))
        shared = share / (1 + share) * (one.features + other.features)
        return share >= FACTS_ALIKE and round(shared) >= _LEAST_FACTS
    return one.text is not None and other.text is not None and texts_alike(one.text, other.text)


def signature_of(data: Mapping[str, Any], text: str | None) -> Signature:
    """Return the signature of a bulletin's records, in JSON's terms; without its text, of its evidence."""
    told = set(_features(data))
    return Signature(
        text_minhash(text if text is not None else _evidence(data)),
        minhash([told], _LEAST_FACTS),
        len(told),
    )


def _evidence(data: Mapping[str, Any]) -> str:
    kinds = ("city_pairs", "delegations", "leaders", "amounts", "dates")
    spans = {
        (span["start"], span["text"]) for kind in kinds for fact in data[kind] for span in fact["evidence"]
    }
    return " ".join(text for _, text in sorted(spans))


def _features(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the facts without their language."""
    for date in data["dates"]:
        yield f"date {date['start']} {date['end']}"
    for amount in data["amounts"]:
        yield f"sum {amount['amount']} {amount['upper']} {amount['currency']}"
    for kind in ("city_pairs", "delegations"):
        for fact in data[kind]:
            yield from (f"place {place_id(place)}" for place in places_of(fact) if place["geonames_id"])
    for group in data["delegations"]:
        if group["size"]:
            yield f"group {group['role']} {group['size']}"
    for leader in data["leaders"]:
        yield from (f"name {key}" for name in leader["names"] for key in _sounds(name))


def _sounds(name: str) -> set[str]:
    """Return the letters of a name in alphabetical order, the same for `Hui Zhao`, `ZHAO Hui`, `赵辉`."""
    spelt = spellings(simplified(name)) or {letters(name)}
    return {"".join(sorted(one)) for one in spelt if one}

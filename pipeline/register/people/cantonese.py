"""Cantonese names, compared by the first and the last consonants of their syllables.

The spellings of Hong Kong follow habit: vowels and aspiration are not kept apart, consonants are.
"""

import re
from functools import lru_cache

_SYLLABLE = re.compile(
    r"(ng(?=[aeiou])|gw|kw|gu(?=[aeo])|ch|ts|tz|sh|[bpmfdtnlgkhwszcjyi]?)([aeiouy]+|)(ng|[mnptkh]?)"
)
_INITIALS = {
    "ng": "", "gw": "K", "kw": "K", "gu": "K", "g": "K", "k": "K", "b": "P", "p": "P", "d": "T", "t": "T",
    "ch": "C", "ts": "C", "tz": "C", "z": "C", "c": "C", "s": "S", "sh": "S", "y": "Y", "i": "Y",
}  # fmt: skip
_CODAS = {"ng": "N", "n": "N", "h": ""}


@lru_cache(maxsize=4096)
def heard(name: str) -> str | None:
    """Return the consonants of a name in Chinese characters, None where a character has no reading.

    >>> heard("黄国强") == printed(("Wong", "Kwok-keung")), heard("黄国华") == printed(("Wong", "Kwok-keung"))
    (True, False)
    """
    from ToJyutping import get_jyutping_list

    told = [reading.split()[0][:-1] if reading else "" for _, reading in get_jyutping_list(name)]
    # In Jyutping `j` is the sound of `y`, and `z` that of `j` in `Joe`.
    return _skeleton([reading.replace("j", "y") for reading in told])


@lru_cache(maxsize=4096)
def printed(parts: tuple[str, ...]) -> str | None:
    """Return the consonants of a name whose syllables stand apart, None for other names."""
    pieces = [piece.casefold() for part in parts for piece in re.split(r"[-‐‑\s]", part)]
    return _skeleton([re.sub(r"^j", "z", piece) for piece in pieces])


def _skeleton(pieces: list[str]) -> str | None:
    if not 3 <= len(pieces) <= 4:
        return None
    found = [_SYLLABLE.fullmatch(piece) for piece in pieces]
    if not all(match and (match[2] or match[3]) for match in found):
        return None
    return "-".join(
        _INITIALS.get(match[1], match[1].upper()) + "." + _CODAS.get(match[3], match[3].upper())
        for match in found
        if match
    )

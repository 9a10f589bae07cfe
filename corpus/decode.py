"""Bytes to text: the encoding is found from the bytes and never assumed."""

import codecs
import re
from functools import cache
from typing import NamedTuple

from corpus.late import late
from corpus.limits import LIMIT, MEGABYTE
from corpus.words import words


class UnreadableError(ValueError):
    """An input that cannot be read as a bulletin; the message names it and says why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def too_large(name: str, size: int, limit: int) -> UnreadableError:
    """Return the error for an input of `size` bytes where one may hold `limit`."""
    return UnreadableError(
        name, f"holds {size / MEGABYTE:.1f} MB; one bulletin may hold {limit // MEGABYTE} MB at most"
    )


class Decoded(NamedTuple):
    """The text, the encoding it was in, and what had to be passed over."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


_KINDS = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document, or one with a password",
    b"\x89PNG": "a PNG image",
    b"GIF8": "a GIF image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"{\\rtf": "an RTF document",
    b"\x7fELF": "a program",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = late("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?\s{0,3}([A-Za-z0-9_.:-]{2,40})""", re.I)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_HAN = late("[\u3400-\u9fff]")
_PAGE_TEXT = late("[\t\n\r -~\u00a0-\u00ff\u2010-\u2027\u3000-\u30ff\u3400-\u9fff\uff01-\uff5e]")
_SAMPLE = 200_000
# What a guess from frequencies alone may name: the one-byte alphabets of the web, nothing from mainframes.
_GUESSES = ("cp125", "iso8859", "latin_1", "koi8", "mac_", "tis_620", "euc", "ptcp154", "cp866", "cp874")
_FAMILIES = ("gb18030", "big5hkscs", "shift_jis", "euc_kr", "euc_jp")


def decode(data: bytes, name: str, *, html: bool = False) -> Decoded:
    """Return the text of `data`; `name` is what the error calls it.

    Raises:
        UnreadableError: the data is too large, binary, or in no encoding that can be told.

    >>> decode("市长会见德国代表团".encode("gb18030"), "a.txt").text
    '市长会见德国代表团'

    """
    if len(data) > LIMIT:
        raise too_large(name, len(data), LIMIT)
    if data.startswith(tuple(_KINDS)):
        kind = next(kind for magic, kind in _KINDS.items() if data.startswith(magic))
        raise UnreadableError(name, f"is {kind}, not a text file")
    # Nearly every file is in UTF-8, and then nothing else is tried.
    if decoded := _by_mark(data) or _as_utf8(data) or _as_wide(data):
        return _checked(decoded, name)
    if data.count(0):
        raise UnreadableError(name, "is a binary file, not text")
    decoded = (_as_declared(data) if html else None) or _by_evidence(data) or _by_guess(data)
    if decoded is None:
        raise UnreadableError(name, "is in an unknown encoding, or not text")
    return _checked(decoded, name)


def _checked(decoded: Decoded, name: str) -> Decoded:
    controls = len(_CONTROLS.findall(decoded.text))
    if (controls > 8 and controls * 50 > len(decoded.text)) or (
        decoded.text and controls * 4 > len(decoded.text)
    ):
        raise UnreadableError(name, "is a binary file, not text")
    return decoded


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strictly(data, encoding) or _nearly(data, encoding)
            return Decoded(text, encoding) if text is not None else None
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    text = _strictly(data, "utf-8")
    if text is not None:
        # An English text in UTF-16 without its mark is valid UTF-8, with a NUL at every other character.
        return Decoded(text, "utf-8") if text.count("\0") * 20 <= len(text) else None
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(char > "\x7f" for char in text[:_SAMPLE]) - text[:_SAMPLE].count("\ufffd")
    # Cut inside a character, or with a few bytes gone, it is still UTF-8; GBK breaks at every step.
    if whole >= 20 * broken:
        return Decoded(text, "utf-8", (f"{broken} damaged characters in the file could not be read",))
    return None


def _as_wide(data: bytes) -> Decoded | None:
    """Read UTF-16 without a byte order mark, if nearly all of it then is what pages hold."""
    if len(data) < 8:
        return None
    even = data[: len(data) & ~1]
    best: tuple[float, str, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strictly(even, encoding)
        if text is None:
            continue
        sample = text[:_SAMPLE]
        share = len(_PAGE_TEXT.findall(sample)) / len(sample)
        common = _common_share(sample)
        if share > 0.95 and (common > 0.15 or sample.isascii()) and (best is None or share > best[0]):
            best = (share, text, encoding)
    return Decoded(best[1], best[2]) if best else None


def _as_declared(data: bytes) -> Decoded | None:
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    encoding = match[1].decode("ascii").lower()
    encoding = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}.get(
        encoding, encoding
    )
    try:
        codecs.lookup(encoding)
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError, ValueError, AssertionError):
        return None
    return Decoded(text, encoding) if isinstance(text, str) else None


def _by_evidence(data: bytes) -> Decoded | None:
    """Read one of the encodings of East Asia, if the characters that come out are the common ones."""
    runs = _HIGH_RUN.findall(data[:_SAMPLE])
    high = sum(map(len, runs))
    single = sum(len(run) % 2 for run in runs)
    # `Pécs`, `Chongqing’s` in Windows-1252: single bytes among English letters.
    if high * 8 < len(data[:_SAMPLE]) and single * 10 >= len(runs) * 8:
        text = _strictly(data, "cp1252")
        return Decoded(text, "cp1252") if text is not None else None
    best: tuple[float, str, str] | None = None
    for encoding in _FAMILIES:
        text = _strictly(data, encoding) or _nearly(data, encoding)
        if text is None:
            continue
        score = _common_share(text[:_SAMPLE])
        if best is None or score > best[0] + 0.02:
            best = (score, text, encoding)
    if best is None or (best[0] < 0.12 and high > 12) or best[0] == 0:
        return None
    return Decoded(best[1], best[2])


def _nearly(data: bytes, encoding: str) -> str | None:
    """Decode with a few damaged bytes passed over, as where a file was cut inside a character."""
    text = data.decode(encoding, errors="replace")
    return text if text.count("\ufffd") * 500 <= len(text) else None


@cache
def _common() -> frozenset[str]:
    return frozenset(words("characters")["common"])


def _common_share(text: str) -> float:
    """Return which share of the East Asian characters are common ones; wrong readings give rare ones."""
    han = _HAN.findall(text)
    kana = len(re.findall("[\u3041-\u3096\u30a1-\u30fa]", text))
    hangul = len(re.findall("[\uac00-\ud7a3]", text))
    marks = len(re.findall("[，。、：；！？（）《》“”‘’—…·「」]", text))
    odd = len(re.findall("[\u0080-\u009f\ue000-\uf8ff\uff61-\uff9f\ufffd]", text))
    total = len(han) + kana + hangul + odd
    if total == 0:
        # Only quotation marks and dashes of an English text are not ASCII.
        return 0.5 if marks else 0.0
    hits = sum(char in _common() for char in han)
    return (hits + 0.5 * kana + 0.5 * hangul) / total


def _by_guess(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or best.chaos > 0.1:
        return None
    text = _strictly(data, best.encoding)
    letters = sum(char.isalpha() or char.isspace() for char in (text or "")[:_SAMPLE])
    if text is None or letters * 10 < len(text[:_SAMPLE]) * 7 or not best.encoding.startswith(_GUESSES):
        return None
    return Decoded(text, best.encoding)

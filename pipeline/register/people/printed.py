"""A printed name without honorifics, cut into its parts."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.simplify import simplified
from pipeline.lexicon import words
from pipeline.people.pinyin import is_chinese_name

HAN = re.compile(r"[\u3400-\u9fff々〇]")
_DOTS = re.compile(r"\s*[·•・‧∙．˙⋅\-－‐‑]\s*")
_BRACKET = re.compile(r"[(（]([^()（）]+)[)）]")
_WORD = re.compile(r"[^\s.,;]+")
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)


class Name(NamedTuple):
    """A name in Chinese characters (simplified) or in Latin letters, and its parts in the printed order.

    The parts of a Latin name keep their marks and hyphens; those of a Chinese one stand between dots.
    """

    han: bool
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The parts as one string, with `·` or a blank between them."""
        return ("·" if self.han else " ").join(self.parts)


@lru_cache(maxsize=16384)
def read_names(printed: str) -> tuple[Name, ...]:
    """Return the names in a printed form, two where one stands in brackets behind the other.

    >>> read_names("Ms. Anna Kowalska"), read_names("吳弭(Michelle Wu)")[0].text
    ((Name(han=False, parts=('Anna', 'Kowalska')),), '吴弭')
    """
    pieces = [_BRACKET.sub(" ", printed), *_BRACKET.findall(printed)]
    names = (_chinese(piece) if HAN.search(piece) else _latin(piece) for piece in pieces)
    return tuple(name for name in names if name.parts)


@lru_cache(maxsize=16384)
def folded(part: str) -> str:
    """Return the plain small letters of a Latin name: no marks, signs, and one spelling of umlauts and `y`.

    >>> folded("Müller") == folded("Mueller"), folded("O’Brien")
    (True, 'obrien')
    """
    marked = unicodedata.normalize("NFKD", part.casefold().translate(_LETTERS))
    plain = "".join(char for char in marked if char.isalpha() and char.isascii())
    return re.sub(r"([aou])e", r"\1", plain).replace("y", "i") if len(plain) > 1 else plain


def _chinese(piece: str) -> Name:
    text = re.sub(r"(.)々", r"\1\1", simplified(re.sub(r"[^\u3400-\u9fff々〇·•・‧∙．˙⋅－‐‑-]", "", piece)))
    endings = (*words("zh", "names")["honorifics"], *words("zh", "titles")["heads"])
    known = sorted((end for end in endings if text.endswith(end)), key=len)
    if known and len(text) > len(known[-1]) and (len(text) - len(known[-1]) == 1 or known[-1] in _spoken()):
        text = text[: -len(known[-1])]
    return Name(True, tuple(part for part in _DOTS.split(text) if part))


@cache
def _spoken() -> frozenset[str]:
    return frozenset(words("zh", "names")["honorifics"])


def _latin(piece: str) -> Name:
    parts = _WORD.findall(piece)
    while len(parts) > 1 and _plain(parts[0]) in _before():
        parts = parts[1:]
    while len(parts) > 1 and _plain(parts[-1]) in _behind():
        parts = parts[:-1]
    parts = [rest for part in parts if (rest := _without_particle(part))]
    kept = [part for part in parts if part not in words("en", "names")["particles"]] or parts
    if len(kept) > 2 and not is_chinese_name(kept):
        particles = set(words("en", "names")["particles"])
        kept = [part for part in kept if _plain(part) not in particles] or kept
    return Name(False, tuple(part for part in kept if any(char.isalpha() for char in part)))


def _without_particle(part: str) -> str:
    """Return `Fahim` of `Al-Fahim`."""
    first, sign, rest = part.partition("-")
    return rest if sign and rest and _plain(first) in words("en", "names")["particles"] else part


def _plain(part: str) -> str:
    return part.casefold().strip(".,")


@cache
def _before() -> frozenset[str]:
    names, titles = words("en", "names"), words("en", "titles")
    told = [*names["honorifics"], *names["titled_honorifics"], *titles["heads"]]
    # Dean and Tan are names as well.
    also = {_plain(word) for word in (*names["also_names"], *names["weak_honorifics"])}
    return frozenset(_plain(word) for word in told if " " not in word) - also


@cache
def _behind() -> frozenset[str]:
    return frozenset(_plain(word) for word in words("en", "names")["suffixes"])

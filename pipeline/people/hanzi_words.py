"""What our lexicon and Babel know of Chinese characters and words: surnames, function words, countries."""

from functools import cache

from corpus.late import late
from pipeline.lexicon import words

# Without 丶, which stands for the sign of lists.
HAN = r"[\u3400-\u4dbf\u4e00-\u4e35\u4e37-\u9fff々〇]"
_DOTS = "·•・‧∙．˙⋅"
DOT = f"[{_DOTS}]"
_RUN = late(f"{HAN}*")
_DOT = late(DOT)
_ALL_DOTS = frozenset(_DOTS)


@cache
def countries() -> frozenset[str]:
    """Return the Chinese names of countries."""
    from babel import Locale

    return frozenset(str(name) for code, name in Locale("zh").territories.items() if len(code) == 2)


@cache
def characters(table: str) -> frozenset[str]:
    """Return the characters that a table of the lexicon of names lists."""
    return frozenset("".join(words("zh", "names")[table].split()))


@cache
def japanese_surnames() -> frozenset[str]:
    """Return the Japanese surnames that the lexicon lists."""
    return frozenset(words("zh", "names")["japanese_surnames"].split())


@cache
def listed(table: str) -> frozenset[str]:
    """Return the words of a table of the lexicon of names."""
    return frozenset(words("zh", "names")[table])


def is_han(text: str, at: int) -> bool:
    """Tell whether a Chinese character stands at `at`."""
    return 0 <= at < len(text) and _is_han(text[at])


def han_until(text: str, start: int, limit: int) -> int:
    """Return where the Chinese characters from `start` on end, `limit` at the latest.

    >>> han_until("赵辉（右）", 0, 5), han_until("赵辉", 0, 1)
    (2, 1)
    """
    return _RUN.match(text, start, limit).end()  # type: ignore[union-attr]


def han_from(text: str, end: int, limit: int) -> int:
    """Return where the Chinese characters before `end` begin, `limit` at the earliest.

    >>> han_from("（赵辉）", 3, 0), han_from("赵辉", 2, 1)
    (1, 1)
    """
    before = text[limit:end][::-1]
    return end - _RUN.match(before).end()  # type: ignore[union-attr]


def all_han(text: str) -> bool:
    """Tell whether all characters are Chinese."""
    return all(map(_is_han, text))


def _is_han(char: str) -> bool:
    return ("\u4e00" <= char <= "\u9fff" and char != "丶") or "\u3400" <= char <= "\u4dbf" or char in "々〇"


def holds_dot(text: str) -> bool:
    """Tell whether a sign stands in `text` that parts the names of a foreigner: `彼得·史密斯`."""
    return not _ALL_DOTS.isdisjoint(text)


def parted(name: str) -> list[str]:
    """Return the parts of a name between such signs.

    >>> parted("彼得·史密斯"), parted("赵辉")
    (['彼得', '史密斯'], ['赵辉'])
    """
    return _DOT.split(name)


def is_surname(char: str) -> bool:
    """Tell whether a character is a common surname."""
    return char in characters("common_surnames")


def japanese_surname(name: str) -> str | None:
    """Return the Japanese surname of two or three characters that a longer name begins with.

    >>> japanese_surname("黑须隆一"), japanese_surname("赵辉")
    ('黑须', None)
    """
    return next((name[:cut] for cut in (3, 2) if name[:cut] in japanese_surnames() and len(name) > cut), None)

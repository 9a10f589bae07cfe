"""What English titles are put together from: heads and what may stand before them, and their plurals."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pipeline.lexicon import alternatives, words
from pipeline.people.occurrences import alike

LETTERS = re.compile(r"[^\W\d_]+")
_WORDS_AND_SIGNS = re.compile(r"[^\W\d_]+|[\W\d_]")
_HYPHEN = re.compile("[-‐‑]")


def _plurals(head: str) -> Iterator[str]:
    noun, *rest = re.split(r"(?=[ -](?:general|of|to|pro|and|&)\b)", head, maxsplit=1)
    if noun.endswith("man"):
        plural = noun[:-3] + "men"
    elif noun.endswith("y"):
        plural = noun[:-1] + "ies"
    else:
        plural = noun + ("es" if noun.endswith(("s", "ch")) else "s")
    yield plural + "".join(rest)
    if rest and rest[0].lstrip(" -") == "general":
        yield head + "s"


@cache
def heads() -> dict[str, bool]:
    """Return the heads of titles, in small letters, and whether each is a plural."""
    table = dict.fromkeys((head.lower() for head in words("en", "titles")["heads"]), False)
    for head in tuple(table):
        for plural in _plurals(head):
            table.setdefault(plural, True)
    for short in words("en", "names")["titled_honorifics"]:
        table[short.lower()] = short.rstrip("s.") in {"Cr", "Cllr", "Councillor"} and short.rstrip(
            "."
        ).endswith("s")
    return table


@cache
def _last_words() -> frozenset[str]:
    after = {suffix.split()[-1] for suffix in words("en", "titles")["suffixes"]}
    return (
        frozenset(re.split(r"[\s-]+", head)[-1] for head in heads())
        | after
        | {head for head in heads() if head.endswith(".")}
    )


@cache
def _parts() -> tuple[str, ...]:
    """Return what titles are put together from."""
    titles = words("en", "titles")
    parts = (*titles["modifiers"], *titles["fields"], *heads(), *titles["suffixes"])
    return tuple(map(alike, parts))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(match[0] for part in _parts() if (match := LETTERS.match(part)))


@cache
def _all_words() -> frozenset[str]:
    """Return the words of titles, and the signs in them."""
    signs = {sign for part in _parts() for sign in part if not sign.isalpha()}
    return frozenset(word for part in _parts() for word in LETTERS.findall(part)) | signs | {"-", "\n"}


@lru_cache(maxsize=1 << 12)
def may_be_in_title(word: str) -> bool:
    """Tell whether titles hold such a word, or sign.

    >>> may_be_in_title("Vice-Mayor"), may_be_in_title("Deyang")
    (True, False)
    """
    return all(part in _all_words() for part in _WORDS_AND_SIGNS.findall(alike(word)))


def ending_titles(words: Sequence[str]) -> list[int]:
    """Return which of the words titles may end with, by their numbers.

    >>> ending_titles(["Vice", "mayor", "and", "Vice-Mayor"])
    [1, 3]
    """
    last = _last_words()
    # No word holds a blank: all are made small at once.
    small = " ".join(words).lower().split(" ")
    return [
        number
        for number, word in enumerate(small)
        if (word if word.isalnum() else _HYPHEN.split(word)[-1]) in last
    ]


@cache
def _pattern() -> re.Pattern[str]:
    titles = words("en", "titles")
    head = alternatives(heads()).replace(r"\-", r"[\s-]")
    modifier, field = alternatives(titles["modifiers"]), alternatives(titles["fields"])
    before = rf"(?:(?:{modifier})[\s-]+){{0,4}}(?:(?:{field})[ -]+){{0,2}}"
    again = rf"(?:(?:{modifier})[\s-]+){{0,2}}"
    return re.compile(
        rf"(?:{before}{again})(?P<head>{head})(?:[ -](?:{alternatives(titles['suffixes'])}))?$",
        re.IGNORECASE,
    )


@cache
def _with_plurals() -> list[tuple[str, str]]:
    return [(head, plural) for head in heads() for plural in _plurals(head)]


@lru_cache(maxsize=1 << 10)
def singular(title: str) -> str:
    """Return the title of one of those who share it: `Vice Mayors` as `Vice Mayor`."""
    small = " ".join(title.lower().split())
    for head, plural in _with_plurals():
        if small.endswith(plural):
            kept = len(title) - len(plural)
            same = next((i for i, (a, b) in enumerate(zip(plural, head, strict=False)) if a != b), len(head))
            rest = head[same:]
            as_title = title[kept:].istitle() and " " in rest
            return title[: kept + same] + (rest.title() if as_title else rest)
    return title


@lru_cache(maxsize=1 << 12)
def may_begin_title(word: str) -> bool:
    """Tell whether titles begin with such a word, which is of letters only.

    >>> may_begin_title("Vice"), may_begin_title("Affairs")
    (True, False)
    """
    return alike(word) in _first_words()


# Few titles are ever printed, and those in bulletin after bulletin.
@lru_cache(maxsize=1 << 12)
def head_of(title: str) -> str | None:
    """Return the head of a title, None for what is no title.

    >>> head_of("Deputy Foreign Minister"), head_of("Minister Li")
    ('Minister', None)
    """
    match = _pattern().match(title)
    return match["head"] if match else None

"""Where forms of names stand in a text: as `re` would find them, with no pattern to compile for each text."""

import re
from collections.abc import Iterable, Iterator

from pipeline.people.reading import Span

# Letters that `re` takes for one with another where it ignores case, though their small letters differ; and
# two whose small letter depends on what is around, or is two characters.
_ALIKE = str.maketrans(
    "İıſΣςµ\u0345\u1fbe\u1fd3\u1fe3ϐϵϑϰϖϱϕ\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88ẛﬅ",
    "iisσσμιι\u0390\u03b0βεθκπρφвдосттъѣꙋṡﬆ",
)
_ODD = re.compile(f"[{''.join(map(chr, _ALIKE))}]")


def occurrences(text: str, forms: Iterable[str]) -> Iterator[Span]:
    """Yield where forms stand, the leftmost and then the longest first, none over another.

    A blank in a form stands for any blanks.

    >>> list(occurrences("赵辉和赵辉煌", ["赵辉", "赵辉煌"]))
    [(0, 2), (3, 6)]
    """
    return _without_overlaps(_found(text, forms))


def words_alike(text: str, forms: Iterable[str]) -> Iterator[Span]:
    r"""Yield where forms stand as whole words, in capitals or small letters, as `occurrences` does.

    >>> list(words_alike("LI NA met Li\nNa and Li Nan", ["Li Na"]))
    [(0, 5), (10, 15)]
    """
    whole = (
        (start, rank, end)
        for start, rank, end in _found(alike(text), map(alike, forms))
        if not (start and _is_word(text[start - 1])) and not (end < len(text) and _is_word(text[end]))
    )
    return _without_overlaps(whole)


def alike(text: str) -> str:
    """Return the text with all that `re` takes for one where it ignores case made one; no character moves.

    >>> alike("ΣΑΣ İzmir")
    'σασ izmir'
    """
    if not text.isascii() and _ODD.search(text):
        text = text.translate(_ALIKE)
    return text.lower()


def _found(text: str, forms: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    """Yield each place of each form: where it starts, the rank of the form, and where it ends."""
    for rank, form in enumerate(sorted(set(forms), key=lambda form: (-len(form), form))):
        first, *rest = form.split(" ")
        start = text.find(first)
        while start >= 0:
            end = _past(text, start + len(first), rest)
            if end:
                yield start, rank, end
            start = text.find(first, start + 1)


def _past(text: str, at: int, parts: Iterable[str]) -> int:
    """Return where the parts end that follow at `at`, each after blanks; 0 where they do not."""
    for part in parts:
        begin = at
        while at < len(text) and text[at].isspace():
            at += 1
        if at == begin or not text.startswith(part, at):
            return 0
        at += len(part)
    return at


def _without_overlaps(found: Iterable[tuple[int, int, int]]) -> Iterator[Span]:
    reached = 0
    for start, _, end in sorted(found):
        if start >= reached:
            yield start, end
            reached = end


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"

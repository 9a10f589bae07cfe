"""Later mentions of persons named before: the full name again, or the surname alone."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pipeline.lexicon import alternatives
from pipeline.mentions import Mention
from pipeline.people import hanzi_words, latin, latin_words
from pipeline.people.pinyin import is_chinese_name, spellings
from pipeline.people.reading import PersonReading, Span

_HAN_NAME = re.compile(rf"{hanzi_words.HAN}{{2,8}}")


def later_mentions(
    text: str,
    language: Literal["en", "zh"],
    found: Sequence[Mention[PersonReading]],
    places: Sequence[Span] = (),
) -> list[Mention[PersonReading]]:
    """Find where names of `found` stand again, untitled, outside the mentions found already.

    >>> from pipeline.people.english import read_english
    >>> text = "Mayor Zhao Hui spoke. Zhao smiled."
    >>> [(m.value.name, m.value.short) for m in later_mentions(text, "en", read_english(text))]
    [('Zhao', True)]
    """
    full = dict.fromkeys(m.value.name for m in found if not m.value.short)
    taken = bytearray(len(text))
    for mention in found:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    again: list[Mention[PersonReading]] = []
    spans = _english(text, tuple(full), places) if language == "en" else _chinese(text, tuple(full))
    for start, end, short in spans:
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        name = " ".join(text[start:end].split())
        again.append(Mention(start, end, "named before", PersonReading(name, short=short)))
    return again


def _english(text: str, full: Sequence[str], places: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    if not full:
        return
    forms = {form for name in full for form in _orders(name)}
    for match in re.finditer(rf"(?<!\w)(?:{alternatives(forms)})(?!\w)", text, re.IGNORECASE):
        if match[0][0].isupper():
            yield match.start(), match.end(), False
    surnames = {form for name in full for form in _surnames(name)}
    if not surnames:
        return
    on = latin.page(text, places)
    for index, token in enumerate(on.tokens):
        if token.text in surnames and _alone(on, index):
            yield token.start, token.end, True


def _orders(name: str) -> Iterator[str]:
    """Yield the name, its two words turned round, and its first and last word without the middle."""
    yield name
    words = name.split()
    if len(words) == 2:
        yield f"{words[1]} {words[0]}"
    elif len(words) == 3 and len(words[1].rstrip(".")) == 1:
        yield f"{words[0]} {words[2]}"


def _surnames(name: str) -> Iterator[str]:
    words = [word for word in name.split() if word.rstrip(".") not in {"Jr", "Sr", "II", "III"}]
    if len(words) > 1:
        yield words[0] if is_chinese_name(words) else words[-1]


def _alone(on: latin.Page, index: int) -> bool:
    """Tell whether a surname stands by itself, not in another name and not as a place."""
    before = latin.spaced(on, index) and latin.may_name(on, index - 1)
    after = latin.spaced(on, index + 1) and latin_words.is_capital(on.word(index + 1))
    said = re.match(
        r"(?:said|says|added|noted|told|hoped|explained|expressed|stressed|recalled|pointed)$",
        on.word(index + 1),
    )
    return not before and not after and (bool(said) or on.place_from(index) == index)


def _chinese(text: str, full: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    if not full:
        return
    for match in re.finditer(alternatives(full), text):
        yield match.start(), match.end(), False
    for name in full:
        yield from _homophones(text, name)
    parts = {part for name in full for part in _parts(name)}
    if parts:
        for match in re.finditer(alternatives(parts), text):
            if not re.match(hanzi_words.DOT, text[match.end() : match.end() + 1] or " "):
                yield match.start(), match.end(), True


def _parts(name: str) -> Iterator[str]:
    """Yield what may stand for a long name: its last part, its Japanese surname."""
    pieces = re.split(hanzi_words.DOT, name)
    if len(pieces) > 1:
        yield from (piece for piece in (pieces[-1],) if len(piece) > 1)
    elif _HAN_NAME.fullmatch(name) and len(name) >= 3:
        surname = hanzi_words.japanese_surname(name)
        if surname:
            yield surname


def _homophones(text: str, name: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the name with one other character of the same sound: 冯玉臻 for 冯玉瑧."""
    if not _HAN_NAME.fullmatch(name) or len(name) != 3:
        return
    one, two, three = (re.escape(char) for char in name)
    for match in re.finditer(f"{one}{two}{hanzi_words.HAN}|{one}{hanzi_words.HAN}{three}", text):
        if match[0] != name and spellings(match[0]) & spellings(name):
            yield match.start(), match.end(), False

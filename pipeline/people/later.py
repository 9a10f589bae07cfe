"""Later mentions of persons named before: the full name again, or the surname alone."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.mentions import Mention
from pipeline.people import hanzi_words, latin, latin_words
from pipeline.people.occurrences import occurrences, words_alike
from pipeline.people.pinyin import is_chinese_name, spellings
from pipeline.people.reading import PersonReading

_SAID = frozenset(
    {
        "said",
        "says",
        "added",
        "noted",
        "told",
        "hoped",
        "explained",
        "expressed",
        "stressed",
        "recalled",
        "pointed",
    }
)
# Where a name stands again, and whether only a part of it.
_Again = Iterable[tuple[int, int, bool]]


def again_in_english(on: latin.Page, found: Sequence[Mention[PersonReading]]) -> list[Mention[PersonReading]]:
    """Find where names of `found` stand again, untitled, outside the mentions found already.

    >>> from pipeline.people.english import read_english
    >>> on = latin.page("Mayor Zhao Hui spoke. Zhao smiled.")
    >>> [(m.value.name, m.value.short) for m in again_in_english(on, read_english(on))]
    [('Zhao', True)]
    """
    full = _full_names(found)
    return _outside(on.text, found, [*_in_full(on.text, full), *_surnames_alone(on, full)])


def again_in_chinese(text: str, found: Sequence[Mention[PersonReading]]) -> list[Mention[PersonReading]]:
    """Find where names of `found` stand again, as in English.

    >>> from pipeline.people.chinese import read_chinese
    >>> text = "市长赵辉致辞。赵辉说"
    >>> [(m.start, m.value.name) for m in again_in_chinese(text, read_chinese(text))]
    [(7, '赵辉')]
    """
    full = _full_names(found)
    spans = [(start, end, False) for start, end in occurrences(text, full)]
    for name in full:
        spans.extend((start, start + 3, False) for start in _homophones(text, name))
    parts = {part for name in full for part in _parts(name)}
    spans.extend(
        (start, end, True)
        for start, end in occurrences(text, parts)
        if not hanzi_words.holds_dot(text[end : end + 1])
    )
    return _outside(text, found, spans)


def _full_names(found: Sequence[Mention[PersonReading]]) -> list[str]:
    return list(dict.fromkeys(mention.value.name for mention in found if not mention.value.short))


def _outside(
    text: str, found: Sequence[Mention[PersonReading]], spans: _Again
) -> list[Mention[PersonReading]]:
    """Return the mentions of `spans` that share no character with those found nor with one before them."""
    taken = bytearray(len(text))
    for mention in found:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    again: list[Mention[PersonReading]] = []
    for start, end, short in spans:
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        name = " ".join(text[start:end].split())
        again.append(Mention(start, end, "named before", PersonReading(name, short=short)))
    return again


def _in_full(text: str, full: Sequence[str]) -> _Again:
    forms = {form for name in full for form in _orders(name)}
    for start, end in words_alike(text, forms) if forms else ():
        if text[start].isupper():
            yield start, end, False


def _surnames_alone(on: latin.Page, full: Sequence[str]) -> _Again:
    surnames = {form for name in full for form in _surnames(name)}
    if surnames:
        for index, word in enumerate(on.words):
            if word in surnames and _alone(on, index):
                yield on.starts[index], on.ends[index], True


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
    said = on.word(index + 1) in _SAID
    return not before and not after and (said or on.place_from(index) == index)


def _parts(name: str) -> Iterator[str]:
    """Yield what may stand for a long name: its last part, its Japanese surname."""
    last = hanzi_words.parted(name)[-1]
    if last != name:
        yield from (piece for piece in (last,) if len(piece) > 1)
    elif 3 <= len(name) <= 8 and hanzi_words.all_han(name):
        surname = hanzi_words.japanese_surname(name)
        if surname:
            yield surname


def _homophones(text: str, name: str) -> Iterator[int]:
    """Yield where the name stands with one other character of the same sound: 冯玉臻 for 冯玉瑧."""
    if len(name) != 3 or not hanzi_words.all_han(name):
        return
    start = text.find(name[0])
    while start >= 0:
        other = text[start : start + 3]
        alike = (
            len(other) == 3 and (other[1] == name[1] or other[2] == name[2]) and hanzi_words.all_han(other)
        )
        if alike and other != name and spellings(other) & spellings(name):
            yield start
        start = text.find(name[0], start + (3 if alike else 1))

"""The body of a page as passages, each in one language."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal, cast

from corpus.aligned import Aligned
from corpus.bulletin import BulletinLanguage, Passage, PassageLanguage
from corpus.late import late
from corpus.lines import weigh
from corpus.scripts import EASTERN, HAN, han_count, language
from corpus.words import words

_NO_HAN = late(f"[A-Za-z\u00c0-\u024f\u201c\"'‘][^{HAN}\n]*")
_LATIN_WORD = late("[A-Za-z\u00c0-\u024f]{2,}")
# A run of eight words is a sentence; a shorter one is a name within the other language.
_SENTENCE_WORDS, _SENTENCE_HAN = 8, 8
_WEAK = 30

Segment = tuple[int, int, str]


def passages_of(
    aligned: Aligned, simple: str, body: list[tuple[int, int]], forced: Literal["auto", "en", "zh"]
) -> tuple[tuple[Passage, ...], dict[str, int]]:
    """Return the passages of the stretches in `body`, and how many characters of other languages were left.

    With `forced` other than `auto` all that is written in Chinese or Latin letters counts as that language.
    """
    segments = [segment for stretch in body for segment in _segments(aligned.text, *stretch)]
    if forced != "auto":
        latin = {"en", "zh", "none", *_of_latin_script()}
        segments = [(start, end, forced if lang in latin else lang) for start, end, lang in segments]
    else:
        segments = _smoothed(aligned.text, segments)
    unread = Counter[str]()
    for start, end, lang in segments:
        if lang not in ("en", "zh", "none"):
            unread[lang] += end - start
    return tuple(_grouped(aligned, simple, segments)), dict(unread)


def _of_latin_script() -> frozenset[str]:
    return frozenset(words("function_words"))


def language_of(passages: tuple[Passage, ...]) -> BulletinLanguage:
    """Return `mul` where both languages have a real share of the body, else the one that is read.

    >>> language_of(())
    'und'
    """
    if len({passage.language for passage in passages}) < 2:
        return passages[0].language if passages else "und"
    shares = Counter[str]()
    for passage in passages:
        shares[passage.language] += weigh(passage.text)
    least = min(shares.values())
    if least >= 14 and least * 8 >= sum(shares.values()):
        return "mul"
    return cast(BulletinLanguage, max(shares, key=lambda key: shares[key]))


def _segments(text: str, start: int, end: int) -> Iterator[Segment]:
    """Cut a line where a whole sentence of the other language begins."""
    line = text[start:end]
    whole = language(line)
    if whole not in ("en", "zh") or len(line) < 24 or not _may_be_mixed(line):
        yield start, end, whole
        return
    english = [
        match.span()
        for match in _NO_HAN.finditer(line)
        if len(_LATIN_WORD.findall(match.group())) >= _SENTENCE_WORDS and not _quoted(line, match.start())
    ]
    chinese = sum(han_count(part) for part in _between(line, english)) >= _SENTENCE_HAN
    if not english or not chinese:
        yield start, end, whole
        return
    at = 0
    for left, right in [*english, (len(line), len(line))]:
        if han_count(line[at:left]) >= _SENTENCE_HAN:
            yield start + at, start + left, "zh"
            at = left
        if left < right:
            yield start + at, start + right, "en"
            at = right
    if at < len(line):
        yield start + at, end, "en"


def _may_be_mixed(line: str) -> bool:
    """Tell whether there is as much of either language as a sentence holds."""
    if line.isascii() or not EASTERN.search(line) or len(_LATIN_WORD.findall(line)) < _SENTENCE_WORDS:
        return False
    return han_count(line) >= _SENTENCE_HAN


def _between(line: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for left, right in spans:
        yield line[at:left]
        at = right
    yield line[at:]


def _quoted(line: str, start: int) -> bool:
    """Tell whether an English stretch is a title or a gloss inside a Chinese sentence."""
    return start > 0 and (line[start - 1] in "（(《“「『[【<〈" or line[start] in '“"')


def _smoothed(text: str, segments: list[Segment]) -> list[Segment]:
    """Give short lines the foreign language around them, as a Japanese heading without any kana."""
    weights = Counter[str]()
    for start, end, lang in segments:
        weights[lang] += end - start
    foreign = [lang for lang in weights if lang not in ("en", "zh", "none")]
    if not foreign:
        return segments
    main = max(foreign, key=lambda lang: weights[lang])
    prevails = weights[main] * 2 > sum(weights.values())
    smoothed: list[Segment] = []
    for index, (start, end, lang) in enumerate(segments):
        before = smoothed[-1][2] if smoothed else None
        after = segments[index + 1][2] if index + 1 < len(segments) else None
        kin = "zh" if main == "Japanese" else "en" if main in _of_latin_script() else None
        weak = lang == kin and weigh(text[start:end]) <= _WEAK
        if weak and (prevails or before == after == main):
            lang = main
        smoothed.append((start, end, lang))
    return smoothed


def _grouped(aligned: Aligned, simple: str, segments: list[Segment]) -> Iterator[Passage]:
    """Join neighbours in one language, with the newline between their lines, to one passage."""
    group: list[tuple[int, int]] = []
    current = ""
    waiting: list[tuple[int, int]] = []
    for start, end, lang in segments:
        if lang == "none":
            waiting.append((start, end))
            continue
        if lang != current:
            if current in ("en", "zh"):
                yield _passage(aligned, simple, group, current)
            group, current = [], lang
        group += [*waiting, (start, end)]
        waiting = []
    if current in ("en", "zh"):
        yield _passage(aligned, simple, group + waiting, current)


def _passage(aligned: Aligned, simple: str, stretches: list[tuple[int, int]], lang: str) -> Passage:
    pieces: list[tuple[int, int]] = []
    for start, end in stretches:
        if pieces:
            newline = aligned.text.find("\n", pieces[-1][1], start)
            if newline >= 0:
                pieces.append((newline, newline + 1))
        pieces.append((start, end))
    picked = aligned.pick(pieces)
    return Passage(
        language=cast(PassageLanguage, lang),
        text=picked.text,
        simplified="".join(simple[start:end] for start, end in pieces),
        offsets=picked.offsets,
    )

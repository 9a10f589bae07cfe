"""Spaces and line breaks that belong to the page and not to the sentence."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from corpus.aligned import Aligned, Edit
from corpus.late import late
from corpus.scripts import EASTERN, HAN
from corpus.words import words

# `关 于 我 市`: four single characters or more, each apart from the next.
_APART = late(rf"[ \t][{HAN}](?=[ \t])")
_LETTERSPACED = late(rf"(?<![{HAN}])[{HAN}](?:[ \t]{{1,2}}[{HAN}](?![{HAN}])){{3,40}}")
_MEASURE = "年月日号时分人名个位家万亿千百余多元美欧岁届次批对期周天种项座国省市县所件幅处间条场"
_AROUND_NUMBER = late(
    rf" (?:(?<=[{HAN}，、（：“] )(?=\d[\d.,]{{0,12}} [{_MEASURE}])"
    rf"|(?<=[年月] )(?=\d{{1,2}} ?[月日])|(?<=\d )(?=[{_MEASURE}]))"
)
_PUNCTUATION = "，。、；：！？）》”’」』】"
_BEFORE_MARK = late(rf" (?<=[{HAN}A-Za-z\d] ) *(?=[{_PUNCTUATION}])")
_HAN_SIGNS = late(rf"[{HAN}]")
_GAP = late(r"(?:  (?<=\S  ) *|\t(?<=\S\t)\t*)(?=\S)")
_HYPHEN_AT_END = late(r"-[ \t]*\n")
_WORD_BREAK = late(r"(?<![A-Za-z-])([A-Za-z]{1,20})-[ \t]*\n[ \t]*([a-z]{2,20})")

_ENDS_SENTENCE = late(r"[.!?。！？…；;:：](?:[”’\"')）」』】\]]{0,3})[ \t]*$")
# A line that ends in one of these ends a sentence.
_STOPS = frozenset(".!?。！？…;；:：")
_CONTINUES = late(r"[,.;)）\]，。、；！？”’】》](?!\S*\d{4}[-年])")
_LIST_ITEM = late(
    r"(?:[-*•·●◆■□○▪►>※]|\d{1,3}[.)、．）]|[(（]\d{1,2}[)）]|[IVX]{1,4}\.|[A-Za-z][.)]\s|"
    r"[(（]?[一二三四五六七八九十]{1,3}[、)）.．]|第[一二三四五六七八九十]{1,3}|【|《|\d{4}[年.-])"
)
_WIDEST = 130
_HAN_COMMA = late("[，。；、,]")
_WIDE = late(rf"[{HAN}\u3001-\u3020\uff01-\uff60“”‘’…—]+")


def spaced(aligned: Aligned) -> Aligned:
    r"""Return the text without the spaces that only set characters apart; gaps between columns stay.

    >>> spaced(Aligned.of("于 2021 年 5 月，关 于 我 市\n日本  长野市")).text
    '于2021年5月，关于我市\n日本  长野市'
    """
    if EASTERN.search(aligned.text) and _HAN_SIGNS.search(aligned.text):
        if _APART.search(aligned.text):
            aligned = aligned.replace(_LETTERSPACED, lambda match: re.sub(r"[ \t]+", "", match.group()))
        aligned = aligned.replace(_AROUND_NUMBER, "").replace(_BEFORE_MARK, "")
    return aligned.edited(_narrowed(aligned.text))


def _narrowed(text: str) -> Iterable[Edit]:
    """Yield the double spaces of prose; `Japan  Nagano  1981` has as many gaps as words and is left alone."""
    if "  " not in text and "\t" not in text:
        return
    for start, end in lines(text):
        line = text[start:end]
        gaps = list(_GAP.finditer(line)) if "  " in line or "\t" in line else []
        if not gaps or len(gaps) * 60 > len(line) or any(len(gap.group()) > 2 for gap in gaps):
            continue
        if not _HAN_SIGNS.search(line):
            yield from (Edit(start + gap.start(), start + gap.end(), " ") for gap in gaps)


def lines(text: str) -> Iterable[tuple[int, int]]:
    """Yield start and end of each line, without its newline."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def unwrapped(aligned: Aligned) -> Aligned:
    r"""Return the text with lines joined that a page broke inside a sentence.

    >>> unwrapped(Aligned.of("the mayor of\nLyon, who is\nwell known")).text
    'the mayor of Lyon, who is well known'
    """
    if "\n" not in aligned.text:
        return aligned
    if _HYPHEN_AT_END.search(aligned.text):
        aligned = aligned.replace(_WORD_BREAK, _one_word)
    return aligned.edited(_joins(aligned.text))


def unhyphenated(text: str) -> str:
    r"""Return `text` with the words whole that were parted at the ends of lines.

    >>> unhyphenated("in Gothen-\nburg, a well-\nknown port")
    'in Gothenburg, a well-known port'
    """
    return _WORD_BREAK.sub(_one_word, text)


def _one_word(match: re.Match[str]) -> str:
    left, right = match.groups()
    compound = (
        left.lower() in words("layout")["hyphen_heads"] or right.lower() in words("layout")["hyphen_tails"]
    )
    return f"{left}-{right}" if compound else left + right


def _joins(text: str) -> Iterable[Edit]:
    found = [(start, end) for start, end in lines(text)]
    widths = _Widths(text, found)
    for (start, end), (below, below_end) in itertools.pairwise(found):
        if start == end or below == below_end:
            continue
        upper = text[start:end].rstrip()
        if not upper or upper[-1] in _STOPS:
            continue
        lower = text[below:below_end]
        stripped = lower.lstrip()
        if not stripped or not _goes_on(upper, lower, stripped, widths):
            continue
        gap_start, gap_end = start + len(upper), below + len(lower) - len(stripped)
        narrow = _HAN_SIGNS.match(upper[-1]) or upper[-1] in _PUNCTUATION or _CONTINUES.match(stripped)
        yield Edit(gap_start, gap_end, "" if narrow else " ")


def _goes_on(upper: str, lower: str, stripped: str, widths: "_Widths") -> bool:
    if _ENDS_SENTENCE.search(upper[-6:]) or _LIST_ITEM.match(stripped) or _columns(upper) or _columns(lower):
        return False
    if _HAN_SIGNS.search(upper[-4:]) or _HAN_SIGNS.match(stripped):
        indented = len(lower) - len(stripped) >= 2
        if indented or upper[-1] in "，、（《“" or stripped[0] in "，。、；）》”":
            return not indented
        # Rows of a list are as long as one another too, but they hold no commas.
        full = abs(_columns_of(upper) - widths.han) <= 3
        return full and _HAN_COMMA.search(upper + stripped) is not None
    return _goes_on_in_english(upper, stripped, widths.latin)


def _goes_on_in_english(upper: str, stripped: str, width: int) -> bool:
    last = upper.rsplit(None, 1)[-1]
    if _CONTINUES.match(stripped):
        return True
    if len(upper.split()) >= 2 and last in words("layout")["goes_on"]:
        return True
    if stripped[0].islower():
        # A menu in small letters, `home` over `about us`, has short lines only.
        return len(upper) >= 25 or upper[-1] == ","
    return bool(width) and len(upper.strip()) * 10 >= width * 8 and len(stripped) <= width + 1


def _columns(line: str) -> bool:
    return "|" in line or (("  " in line or "\t" in line) and _GAP.search(line.strip()) is not None)


class _Widths:
    """Where the page wraps its lines, in columns of Chinese, in characters of English text; 0: nowhere.

    That is the width which several lines share that are cut inside a sentence, Chinese ones nearly exactly.
    """

    def __init__(self, text: str, found: list[tuple[int, int]]) -> None:
        self._text, self._found = text, found

    @cached_property
    def _full(self) -> list[str]:
        full = [self._text[start:end].rstrip() for start, end in self._found if end > start]
        return full if 3 <= len(full) <= 100_000 else []

    @cached_property
    def han(self) -> int:
        return _han_width(self._full)

    @cached_property
    def latin(self) -> int:
        return _latin_width([line.strip() for line in self._full])


def _columns_of(line: str) -> int:
    """Return the width of a line as printed, two for each character that is as wide as high."""
    return len(line) + sum(map(len, _WIDE.findall(line)))


def _han_width(full: list[str]) -> int:
    cut = Counter(
        _columns_of(line)
        for line in full
        if _HAN_SIGNS.search(line[-4:]) and not _ENDS_SENTENCE.search(line[-6:]) and not _columns(line)
    )
    cut = Counter({width: count for width, count in cut.items() if 30 <= width <= _WIDEST})
    if not cut:
        return 0
    width = max(cut, key=lambda key: (cut[key] + cut[key - 1] + cut[key + 1], key))
    beyond = sum(_columns_of(line) > width + 3 for line in full)
    near = sum(cut[key] for key in range(width - 3, width + 4))
    return width if near >= 2 and beyond <= max(3, near // 2) else 0


def _latin_width(full: list[str]) -> int:
    widest = max(map(len, full), default=0)
    if len(full) < 5 or not 45 <= widest <= _WIDEST:
        return 0
    return widest if sum(len(line) * 10 >= widest * 8 for line in full) * 20 >= len(full) * 11 else 0

"""Debris out, with an exact way back: entities, tags, odd spaces, pinyin, split ligatures, line wraps."""

import html
import re
import unicodedata

from corpus import layout, ligatures, mojibake, pinyin
from corpus.aligned import Aligned
from corpus.late import late

_NEWLINE = late("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = late(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+"
)
_SOFT_BREAK = late("\u00ad *\n *")
_ENTITY = late(
    r"&(?:amp;){0,3}(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,24};|nbsp(?![A-Za-z]))"
)
_BREAK_TAG = late(
    r"<\s?/?\s?(?:br|p|div|li|ul|ol|tr|table|h[1-6]|hr|section|article)(?:\s[^<>\n]{0,300})?/?>", re.I
)
_TAG = late(
    r"</?(?:a|abbr|b|big|center|cite|code|em|figcaption|figure|font|i|iframe|img|input|label|nobr|o:p|small|span|"
    r"strong|style|sub|sup|tbody|td|th|thead|tt|u)(?:\s[^<>\n]{0,400})?/?>|<!--[^<>\n]{0,400}-->",
    re.I,
)
_COMPATIBLE = late("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe6b]")
_LOST_INDENT = late(r"^[?？]{2,}(?=\S)|^\?(?=[A-Z])", re.M)
_LOST_SPACE = late(r"(?<=[a-z]{2})\?(?=[a-z]{2,20} )")
_MARK_AND_S = late("[’'‘`´] ?s")
_POSSESSIVE = late(r"(?<=[A-Za-z])( ?)([’'‘`´])( ?)s(?![A-Za-z’'])")
# `& x2 C! m7 Q`: letters that a forum adds at the ends of lines against copying.
_JAMMER = late(r"(?:^|(?<=[^!-~ \n])|(?<=[.!?。]))[ ]?[!-~]{1,2}(?: [!-~]{1,2}){3,11} ?$", re.M)
_JAMMED = late("(?: [!-~]{1,2}){3} ?$")
_ODD = late(r"[^\w\s]|[A-Za-z]\d|\d[A-Za-z]|_")

_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE |= {
    ord(wide): ord(plain) for wide, plain in zip("％＄＃＆＋＝＠．－＊＂＇￥", "%$#&+=@.-*\"'¥", strict=True)
}
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F], 0x20)
_HYPHENS = {0x2010: 0x2D, 0x2011: 0x2D, 0x2212: 0x2D}
_FOLD = _WIDE | _SPACES | _HYPHENS
_FOLDED = late(f"[{''.join(map(re.escape, map(chr, _FOLD)))}]")
# What a new line may be, what is not seen, and what is folded.
_STRANGE = late(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u1680\u2000-\u2011\u2028-\u202f\u205f-\u206f\u2212\u2e80-\u3000"
    "\uf900-\uffff]"
)
_WIDE_SPACES = late("\u3000+")


def clean(text: str) -> Aligned:
    """Return `text` without debris, aligned with it.

    Lines stay lines, but for those that a page cut inside a sentence. Chinese marks and the script stay.

    >>> clean("友(you)好(hao)　２０２１年&nbsp;signifi cant fi elds").text
    '友好  2021年 significant fields'
    """
    aligned = given = mojibake.mended(Aligned.of(text))
    strange = _STRANGE.search(given.text) is not None
    if strange:
        aligned = aligned.replace(_NEWLINE, "\n")
        aligned = aligned.replace(_SOFT_BREAK, "").replace(_UNSEEN, "")
    if "&" in aligned.text:
        aligned = aligned.replace(_ENTITY, _entity)
    if "<" in aligned.text:
        aligned = aligned.replace(_BREAK_TAG, "\n").replace(_TAG, "")
    if strange or aligned is not given:
        aligned = _folded(aligned)
    if _may_be_jammed(aligned.text):
        aligned = aligned.replace(_JAMMER, _jammer)
    aligned = pinyin.without_pinyin(aligned)
    if "?" in aligned.text or "？" in aligned.text:
        aligned = aligned.replace(_LOST_INDENT, "").replace(_LOST_SPACE, " ")
    if _may_be_loose(aligned.text):
        aligned = aligned.replace(_POSSESSIVE, _possessive)
    aligned = ligatures.rejoined(aligned)
    aligned = layout.spaced(aligned)
    return layout.unwrapped(aligned)


def _folded(aligned: Aligned) -> Aligned:
    """Return the text with plain characters for those that look or mean the same."""
    wide = set(_FOLDED.findall(aligned.text))
    if wide:
        aligned = aligned.exchange({char: chr(_FOLD[ord(char)]) for char in wide})
    if "\u3000" in aligned.text:
        # Two columns stand apart by one wide space, so it counts as two.
        aligned = aligned.replace(_WIDE_SPACES, lambda match: "  " * len(match.group()))
    return aligned.replace(_COMPATIBLE, _compatible) if _COMPATIBLE.search(aligned.text) else aligned


def _may_be_jammed(text: str) -> bool:
    """Tell whether a line ends in words as short as those of a jammer."""
    ends = (line[-10:] for line in text.split("\n"))
    return any(end.count(" ") > 2 and _JAMMED.search(end) for end in ends)


def _may_be_loose(text: str) -> bool:
    """Tell whether there is a blank before or behind the mark of a possessive."""
    found = _MARK_AND_S.finditer(text)
    return any(" " in text[max(0, match.start() - 1) : match.end()] for match in found)


def _entity(match: re.Match[str]) -> str | None:
    plain = match.group()
    for _ in range(4):
        plain = html.unescape(plain)
    if plain.startswith("&") and len(plain) > 1:
        return None
    return plain.translate(_FOLD).replace("\u00ad", "")


def _compatible(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def _jammer(match: re.Match[str]) -> str | None:
    tokens = match.group().split()
    odd = sum(_ODD.search(token) is not None for token in tokens)
    mixed = any(char.isalpha() for token in tokens for char in token)
    return "" if odd >= 3 and odd * 2 >= len(tokens) and mixed else None


def _possessive(match: re.Match[str]) -> str | None:
    before, mark, after = match.groups()
    return f"{mark}s" if before or after else None

"""Characters that were read in the wrong encoding before the bulletin came to us, and what they were."""

import re

from corpus.aligned import Aligned
from corpus.late import late

# The bytes 80 to 9f as Windows prints them; some pages keep the bare control characters instead.
_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# What all of them begin with.
_SIGN = late(f"[¡¨£\u00b0-\u00f7][@A-F\u0080-\u00ff{_WINDOWS}]")
_UTF8 = late(f"[\u00c3-\u00f4][\u0080-\u00bf{_WINDOWS}]{{1,3}}|\u00c2[\u00a0-\u00bf]")
# `Quzhou¡¯s`, `9 ¨C10`: punctuation of GBK, two bytes each, printed as two letters of Latin-1.
_GBK_MARK = late("¡[\u00a1-\u00fe]|¨[A-F@]|£[¡-¯º-¿Û-ßû-þ]")
_GBK_RUN = late("(?:[\u00b0-\u00f7][\u00a1-\u00fe]){4,}")
_GBK_CLEAR = late("¡[\u00a1-\u00b8\u00ad]|¨C")


def mended(aligned: Aligned) -> Aligned:
    """Return the text with such characters put right where it is plain what they were.

    >>> mended(Aligned.of("Quzhou¡¯s friends, 9 ¨C10 May, and Quzhouâ€™s")).text
    'Quzhou’s friends, 9 –10 May, and Quzhou’s'
    """
    text = aligned.text
    if text.isascii() or not _SIGN.search(text):
        return aligned
    aligned = aligned.replace(_UTF8, _from_utf8)
    if _GBK_CLEAR.search(text):
        aligned = aligned.replace(_GBK_MARK, _from_gbk)
    return aligned.replace(_GBK_RUN, _from_gbk_run)


def _bytes(text: str) -> bytes | None:
    try:
        return b"".join(char.encode("latin-1") if ord(char) < 256 else char.encode("cp1252") for char in text)
    except UnicodeEncodeError:
        return None


def _from_utf8(match: re.Match[str]) -> str | None:
    data = _bytes(match.group())
    for end in range(len(data or b""), 1, -1):
        try:
            return (data or b"")[:end].decode("utf-8") + match.group()[end:]
        except UnicodeDecodeError:
            continue
    return None


def _from_gbk(match: re.Match[str]) -> str | None:
    printed = match.group()
    if printed == "¨C":
        return "–"
    try:
        return printed.encode("latin-1").decode("gbk")
    except UnicodeDecodeError:
        return None


def _from_gbk_run(match: re.Match[str]) -> str | None:
    try:
        return match.group().encode("latin-1").decode("gb2312")
    except UnicodeDecodeError:
        return None

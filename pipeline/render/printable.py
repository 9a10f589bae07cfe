"""Text from a bulletin or a file name, made safe to print: nothing in it may steer the terminal."""

import re

# Controls (an escape sequence starts with one) and lone surrogates, which no output can encode.
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
# Marks that turn the direction of all that follows, past the end of the bulletin.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    r"""Return `text`, character for character as long, with what would steer a terminal or a page replaced.

    >>> printable("a\x1b[31mb\r\nc")
    'a\ufffd[31mb \nc'
    """
    ended = _LINE_ENDS.sub("\n", text).replace("\r", " ")
    return _TURNING.sub("\u200b", _STEERING.sub("\ufffd", ended))


def one_line(text: str) -> str:
    r"""Return `text` as one line without double spaces.

    >>> one_line("no\n such  file")
    'no such file'
    """
    return printable(" ".join(text.split()))


def shortened(text: str, width: int = 60) -> str:
    """Return one line of at most `width` characters, cut in the middle.

    >>> shortened("from the first word to the very last one", 20)
    'from the fi … st one'
    """
    line = one_line(text)
    if len(line) <= width:
        return line
    tail = (width - 3) * 2 // 5
    return f"{line[: width - 3 - tail]} … {line[-tail:]}"

"""Text from a bulletin or a file name, made safe to print: nothing in it may steer the terminal."""

import re

# Controls (escape sequences start with one), the marks that turn the direction of writing, lone surrogates.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return `text`, character for character as long, with what would steer a terminal or a page replaced.

    >>> printable("a\x1b[31mb")
    'a\ufffd[31mb'
    """
    return _STEERING.sub("\ufffd", text)


def one_line(text: str) -> str:
    r"""Return `text` as one line without double spaces.

    >>> one_line("no\n such  file")
    'no such file'
    """
    return printable(" ".join(text.split()))


def shortened(text: str, width: int = 60) -> str:
    """Return one line of at most `width` characters, cut in the middle.

    >>> shortened("from the first word to the very last one", 20)
    'from the f … ast one'
    """
    line = one_line(text)
    if len(line) <= width:
        return line
    tail = (width - 3) * 2 // 5
    return f"{line[: width - 3 - tail]} … {line[-tail:]}"

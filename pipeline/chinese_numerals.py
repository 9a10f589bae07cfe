"""Chinese numerals: Han digits and units, Arabic digits before 万 and 亿, and mixtures of the two."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pipeline.lexicon import alternatives, words
from pipeline.numerals import DIGITS, Modifier, Numeral, plain_number

_TEN, _BIG = Decimal(10), Decimal(10_000)


@cache
def _values(part: str) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in words("zh", "numbers")[part].items()}


@cache
def _latin_scales() -> dict[str, Decimal]:
    table = words("en", "numbers")
    return {
        word: Decimal(value) for part in ("scales", "short_scales") for word, value in table[part].items()
    }


@cache
def _may_begin() -> re.Pattern[str]:
    """Return the pattern of a character that a numeral begins with: few characters of a text do."""
    return re.compile(rf"[\d点多余几来{''.join(_values('words'))}{''.join(_values('scales'))}]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a whole numeral and that of one piece of it."""
    digits, scales = "".join(_values("words")), "".join(_values("scales"))
    pieces = (
        rf"(?P<arabic>{DIGITS})(?:\s(?=[{scales}]))?"
        rf"|(?P<han>[{digits}]{{1,20}}(?:点[{digits}]{{1,9}})?|(?<=[{scales}])点[{digits}]{{1,9}})"
        rf"|(?P<scale>[{scales}])|(?P<inner>(?<=[{scales}\d{digits}])[多余几来](?=[{scales}]))"
    )
    whole = re.sub(r"\?P<\w+>", "?:", pieces)
    latin = alternatives(_latin_scales())
    # Most figures are digits alone, with nothing behind that could go on.
    plain = rf"(?<!\d)(?<!\d\.)(?P<plain>\d{{1,20}})(?![\d,，.’\sA-Za-z点多余几来{digits}{scales}])"
    mixed = rf"(?:{whole}){{1,40}}(?P<latin>(?<=\d)\s?(?:{latin})(?<!\s[kmb])(?![A-Za-z]))?"
    return (
        re.compile(rf"{plain}|{mixed}"),
        re.compile(pieces),
    )


def chinese_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a Chinese text from left to right.

    >>> [str(numeral.value) for numeral in chinese_numerals("一千九百三十八点九五万、1.2万亿、二〇一五")]
    ['19389500.00', '1200000000000.0', '2015']
    """
    han, pieces = _values("words"), _patterns()[1]
    for match in _wholes(text):
        printed, position = match.group(), match.start()
        if match.lastgroup == "plain":
            yield Numeral(position, match.end(), Decimal(printed))
            continue
        if printed in han:
            yield Numeral(position, match.end(), han[printed], arabic=False)
            continue
        end = match.start("latin") if match["latin"] else match.end()
        while position < end:
            adding = _Sum(text)
            for piece in pieces.finditer(text, position, end):
                if piece.start() != (adding.end or position) or not adding.take(piece):
                    break
            if adding.last:
                latin = match["latin"] if adding.end == end else None
                yield adding.numeral(position, _latin_scales()[latin.strip()] if latin else None, match.end())
            position = max(adding.end, position + 1)


def _wholes(text: str) -> Iterator[re.Match[str]]:
    begins, whole = _may_begin(), _patterns()[0]
    position = 0
    while begin := begins.search(text, position):
        match = whole.match(text, begin.start())
        position = match.end() if match else begin.end()
        if match:
            yield match


class _Sum:
    """Adds the pieces of a Chinese numeral up from left to right; refuses the first that cannot belong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = 0
        self.last = ""
        self.total = Decimal(0)  # in whole 万, 亿, 兆
        self.section = Decimal(0)  # below the next of these
        self.pending = Decimal(0)  # a figure that waits for its unit
        self.spread = Decimal(0)  # 两三百: from the lower figure to the upper
        self.last_unit = Decimal(0)
        self.last_big = Decimal(0)
        self.scale = Decimal(1)
        self.modifier: Modifier | None = None
        self.bare = False
        self.arabic = False
        self.single = False  # the figure is one Han digit with no zero before it

    def take(self, piece: re.Match[str]) -> bool:
        """Add a piece in, unless it begins another number."""
        kind = str(piece.lastgroup)
        if kind == "scale":
            value = _values("scales")[piece.group()]
            taken = self._big(value) if value >= _BIG else self._unit(value)
            kind = "big" if value >= _BIG else "unit"
            self.scale *= value if taken else 1
        elif kind == "inner":
            taken = True
            self.modifier = "about" if piece.group() == "来" else "over"
        else:
            taken = self._arabic(piece) if kind == "arabic" else self._han(piece)
        if taken:
            self.last, self.end = kind, piece.end()
        return taken

    def _arabic(self, piece: re.Match[str]) -> bool:
        value = plain_number(piece["arabic"])
        ceiling = self.last_unit or self.last_big
        if self.last and (self.last not in ("unit", "big") or self.bare or value >= ceiling):
            return False
        if self.last and self.text[piece.end() : piece.end() + 1] in ("年", "月", "日"):
            # `投资3亿2015年`
            return False
        self.arabic = self.arabic or not self.last
        self.pending, self.single, self.scale = value, False, Decimal(1)
        return True

    def _han(self, piece: re.Match[str]) -> bool:
        printed = piece["han"]
        if self.bare or self.last not in ("", "unit", "big") or (not self.last and printed[0] == "点"):
            return False
        digits = [_values("words")[char] for char in printed if char != "点"]
        self.scale = Decimal(1)
        self.single = len(printed) == 1
        if any(value >= _TEN for value in digits):
            # 廿, 卅
            self.pending = digits[0] + (digits[1] if len(digits) == 2 else 0)
            return len(digits) <= 2
        approximate = printed == "三五" or (len(digits) == 2 and digits[1] == digits[0] + 1)
        if approximate and len(printed) == 2 and digits[0] > 0:
            # 两三百, 七八个
            self.pending, self.spread = digits[0], digits[1] - digits[0]
            return True
        whole, _, fraction = printed.partition("点")
        figures = ["".join(str(int(_values("words")[char])) for char in part) for part in (whole, fraction)]
        self.pending = Decimal(f"{figures[0] or 0}.{figures[1]}" if fraction else figures[0])
        return not self.last or len(whole) <= 2

    def _unit(self, unit: Decimal) -> bool:
        if self.last_unit and unit >= self.last_unit:
            return False
        figure = self.pending
        if self.last in ("", "big", "unit") or not figure:
            self.bare = self.last == "" and unit > _TEN
            if self.last not in ("", "big") and not (self.last == "han" and unit == _TEN):
                return False
            if self.last == "big" and unit != _TEN:
                return False
            figure = Decimal(1)
        self.section += figure * unit
        self.spread *= unit
        self.pending, self.last_unit = Decimal(0), unit
        return True

    def _big(self, big: Decimal) -> bool:
        if self.last_big and big >= self.last_big and self.last != "big":
            return False
        self.bare = self.bare or not self.last
        part = self.section + self.pending
        if self.last == "big":
            if big <= self.last_big:
                return False
            # 万亿
            self.total *= big
        else:
            self.total += (part if self.last else Decimal(1)) * big
        self.spread *= big
        self.section = self.pending = self.last_unit = Decimal(0)
        self.last_big = big
        return True

    def numeral(self, start: int, latin: Decimal | None, latin_end: int) -> Numeral:
        """Return what has been added up, multiplied by an English multiplier printed after it."""
        last_multiplier = self.last_unit or self.last_big
        if self.last == "han" and self.single and last_multiplier > _TEN:
            # 两万五, 三百五: the last unit left out
            self.pending *= last_multiplier / 10
        value = self.total + self.section + self.pending
        times = latin or Decimal(1)
        return Numeral(
            start=start,
            end=latin_end if latin else self.end,
            value=value * times,
            scale=self.scale * times,
            upper=(value + self.spread) * times if self.spread else None,
            modifier=self.modifier,
            bare=self.bare,
            arabic=self.arabic,
        )

"""Numerals are looked for only where a digit or a number word stands, and none is lost by that."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline import chinese_numerals, english_numerals

_ENGLISH = st.lists(
    st.sampled_from(
        [
            *(
                "one",
                "seven",
                "seventeen",
                "twenty",
                "half",
                "and",
                "a",
                "an",
                "half-a",
                "Half",
                "AND A",
                "tens",
            ),
            *(
                "dozen",
                "hundred",
                "hundreds",
                "thousand",
                "millions",
                "thousandth",
                "billionaire",
                "billionth",
            ),
            *("k", "m", "K", "b", "bn", "mil", "million", "€", "rmb", "R", "euros", "x", "th", "s", "İ", "ſ"),
            *("1", "12", "123", "000", "2015", "1,390", "4.7", "1.2.3", "12,34,567", "2’000’000", "54,0000"),
            *("１２", "٣", "²", "1234567890" * 3, ".", ",", ", ", "-", "\n", "\u00a0"),
            *[" "] * 20,
        ]
    ),
    max_size=14,
).map("".join)
_CHINESE = st.lists(
    st.sampled_from(
        [
            *"零〇一二两三五七八九十廿百千万亿兆多余几来点年月人约、，至aA€-.,’ ",
            *(
                "1",
                "12",
                "123",
                "000",
                "2015",
                "1,390",
                "4.7",
                "１２",
                "1234567890" * 3,
                "k",
                "bn",
                " million",
            ),
        ]
    ),
    max_size=14,
).map("".join)


@given(_ENGLISH)
def test_english_tokens_are_those_of_one_pattern_tried_everywhere(text: str) -> None:
    everywhere = re.compile(
        rf"(?P<digits>{english_numerals._figure().pattern})"
        rf"|(?<=\d)(?P<short>{english_numerals._short_scale().pattern})"
        rf"|(?<![a-z])(?:{english_numerals._number_word().pattern})"
    )
    lower = "".join(char.lower() if char.isascii() else char for char in text)
    tokens = [(token.start, token.end) for token in english_numerals._english_tokens(text)]
    assert tokens == [match.span() for match in everywhere.finditer(lower)], text


@given(_CHINESE)
def test_chinese_numerals_begin_at_few_characters(text: str) -> None:
    whole, _ = chinese_numerals._patterns()
    found = [match.span() for match in chinese_numerals._wholes(text)]
    assert found == [match.span() for match in whole.finditer(text)], text


@given(_CHINESE)
def test_plain_chinese_figures_are_what_the_sum_makes_of_them(text: str) -> None:
    _, pieces = chinese_numerals._patterns()
    for numeral in chinese_numerals.chinese_numerals(text):
        printed = text[numeral.start : numeral.end]
        if printed.isdecimal() or printed in chinese_numerals._values("words"):
            adding = chinese_numerals._Sum(text)
            (piece,) = pieces.finditer(text, numeral.start, numeral.end)
            assert adding.take(piece)
            assert adding.numeral(numeral.start, None, numeral.end) == numeral, text

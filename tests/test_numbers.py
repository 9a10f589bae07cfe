"""Numbers written out read back to themselves, and no multiplier is ever lost."""

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import words
from pipeline.money import read_amounts
from pipeline.numbers import read_numerals, read_quantities
from pipeline.whereabouts import Whereabouts

_SMALL = [
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_CHINESE_SCALES = ((10**8, "亿"), (10**4, "万"))


def english(number: int, joint: str = " and ") -> str:
    for scale, word in _ENGLISH_SCALES:
        if number >= scale:
            rest = number % scale
            return f"{english(number // scale, joint)} {word}" + (f" {english(rest, joint)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{_SMALL[number // 100]} hundred" + (f"{joint}{english(rest, joint)}" if rest else "")
    if number >= 20:
        return _TENS[number // 10] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    return _SMALL[number]


def chinese(number: int) -> str:
    for scale, word in _CHINESE_SCALES:
        if number >= scale:
            rest = number % scale
            gap = "零" if rest and rest < scale // 10 else ""
            return f"{chinese(number // scale)}{word}{gap}{chinese(rest) if rest else ''}"
    text, zero = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            text += ("零" if zero and text else "") + "零一二三四五六七八九"[digit] + word
            zero = False
        else:
            zero = True
    return text or "零"


@given(st.integers(0, 10**15 - 1), st.sampled_from([" and ", " "]))
def test_english_words_read_back(number: int, joint: str) -> None:
    text = english(number, joint)
    assert [numeral.value for numeral in read_numerals(text, "en")] == [number], text


@given(st.integers(0, 10**12 - 1))
def test_chinese_words_read_back(number: int) -> None:
    text = chinese(number)
    assert [numeral.value for numeral in read_numerals(text, "zh")] == [number], text


@given(st.integers(0, 10**15), st.sampled_from(["en", "zh"]))
def test_grouped_digits_read_back(number: int, language: str) -> None:
    assert [numeral.value for numeral in read_numerals(f"{number:,}", language)] == [number]  # type: ignore[arg-type]


@given(st.decimals("0.01", "9999", places=2), st.sampled_from(["万", "亿", "万亿", "千万", "百万", "十万"]))
def test_no_chinese_factor_is_lost(figure: Decimal, unit: str) -> None:
    factors = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
    expected = figure
    for char in unit:
        expected *= factors[char]
    for text in (f"投资{figure}{unit}元", f"投资人民币{figure}{unit}", f"投资约{figure}{unit}美元左右"):
        assert [mention.value.amount for mention in read_amounts(text, "zh")] == [expected], text


@given(
    st.decimals("0.01", "999", places=2),
    st.sampled_from(["thousand", "million", "billion", "trillion", "mln", "bn", "mn", "tn"]),
)
def test_no_english_factor_is_lost(figure: Decimal, unit: str) -> None:
    factor = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    factor |= {"mln": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
    for text in (f"cost US${figure} {unit} in all", f"RMB{figure}{unit}", f"about {figure} {unit} yuan"):
        assert [mention.value.amount for mention in read_amounts(text, "en")] == [figure * factor[unit]], text


@given(
    st.text(alphabet="0123456789,.$元万亿多至约-一二三百千点 amillionto", max_size=60),
    st.sampled_from(["en", "zh"]),
)
def test_mentions_are_ordered_and_inside(text: str, language: str) -> None:
    for mentions in (read_amounts(text, language), read_quantities(text, language)):  # type: ignore[arg-type]
        spans = [(mention.start, mention.end) for mention in mentions]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= two[0] for one, two in pairwise(spans)), spans


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "a 6-member delegation", [(6, None, None)]),
        ("en", "some 40 guests and nearly 30 hosts", [(40, None, "about"), (30, None, "nearly")]),
        ("en", "two dozen pupils, 30-odd parents", [(24, None, None), (30, None, "over")]),
        ("en", "between 20 and 30 people, 1,000+ fans", [(20, 30, None), (1000, None, "over")]),
        ("en", "the 9th visit, in 2015, Room 305, 12 percent, dozens of pupils", []),
        ("en", "the twenty-first century", []),
        ("zh", "一行7人，三十余名，近150位", [(7, None, None), (30, None, "over"), (150, None, "nearly")]),
        ("zh", "上百人、千余人、数十名、几十人", [(100, None, "over"), (1000, None, "over")]),
        ("zh", "20至30名、七八个人、廿三人", [(20, 30, None), (7, 8, None), (23, None, None)]),
        ("zh", "第12届、2015年、三亚、四川、百分之三十、前三名", []),
        ("zh", "附近3家、签约5个项目", [(3, None, None), (5, None, None)]),
    ],
)
def test_quantities(language: str, text: str, expected: list[tuple[int, int | None, str | None]]) -> None:
    found = [mention.value for mention in read_quantities(text, language)]  # type: ignore[arg-type]
    assert [(value.value, value.upper, value.modifier) for value in found] == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "piece"), [("en", "1,"), ("zh", "万亿"), ("en", "one "), ("zh", "3、"), ("en", "5 and ")]
)
def test_time_grows_with_length_alone(language: str, piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.perf_counter()
        read_amounts(text, language)  # type: ignore[arg-type]
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(160_000) < 40 * max(seconds(20_000), 0.02)


@pytest.mark.parametrize("label", words("en", "numbers")["context"]["labels"])
def test_a_labelled_number_counts_nothing(label: str) -> None:
    assert read_quantities(f"They met in {label.title()} 12 of them.", "en") == []
    assert read_quantities(f"They met in {label}: 12 of them.", "en") == []
    assert read_quantities(f"They met in {label} of 12 people.", "en") != []


@pytest.mark.parametrize("label", words("zh", "numbers")["context"]["labels"])
def test_a_labelled_chinese_number_counts_nothing(label: str) -> None:
    assert read_quantities(f"在{label}12人", "zh") == []
    assert read_quantities(f"在{label}：12人", "zh") == []


def test_a_long_s_in_a_currency_breaks_nothing() -> None:
    text = "A price of $40 in Hamburg, and of 5 ſ $ or 5 İ S$ in Singapore."
    where = Whereabouts("DE", sure=False, named={"SG": 2, "AU": 2})
    assert [mention.value.currency for mention in read_amounts(text, "en", where)][:1] == ["SGD"]

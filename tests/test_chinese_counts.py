from hypothesis import given
from hypothesis import strategies as st

from pipeline.delegations import chinese
from pipeline.numbers import read_quantities

PIECES = [
    *"一二两三十廿百千万亿零点多余几来约近个人名0357,. ",
    "5.2",
    "million",
    "k",
    "左右",
    "以上",
    "至",
    "+",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_whatever_a_number_ends_with_a_unit_behind_it_is_seen(text: str) -> None:
    for count in read_quantities(text, "zh"):
        counted = text[: count.end] + "名"
        assert chinese._may_count(counted, 0, len(counted))


def test_sentences_without_a_unit_behind_a_number_hold_no_counts() -> None:
    assert not chinese._may_count("2015年4月，两市结好。", 0, 12)
    assert chinese._may_count("30余人参加。", 0, 7)
    assert not chinese._may_count("来了30人。", 0, 3)

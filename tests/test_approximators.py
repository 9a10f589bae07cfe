"""Approximators before a number are tried only where one may begin, and none is lost by that."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline import approximators
from pipeline.lexicon import words

_ENGLISH = [phrase for phrases in words("en", "numbers")["before"].values() for phrase in phrases]
_CHINESE = [phrase for phrases in words("zh", "numbers")["before"].values() for phrase in phrases]
_NOISE = [
    "a total of",
    "group of",
    "about",
    "More",
    "than",
    "(",
    "-",
    "\n",
    "  ",
    " ",
    " ",
    " ",
    "x",
    "é",
    "ſ",
]


@given(
    st.lists(st.sampled_from([*_ENGLISH, *(phrase.title() for phrase in _ENGLISH), *_NOISE * 4]), max_size=8)
)
def test_english_leads_are_those_of_the_pattern_tried_everywhere(parts: list[str]) -> None:
    ahead = "".join(parts)[-approximators.REACH :]
    plain = approximators._before("en").search(ahead)
    found = approximators._english_lead(ahead)
    assert (found and found.span()) == (plain and plain.span()), ahead


@given(st.lists(st.sampled_from([*_CHINESE, *"附不条人有 \n"]), max_size=8))
def test_chinese_leads_are_those_of_the_pattern_tried_everywhere(parts: list[str]) -> None:
    ahead = "".join(parts)[-approximators.REACH :]
    plain = approximators._before("zh").search(ahead)
    found = approximators._chinese_lead(ahead)
    assert (found and found.span()) == (plain and plain.span()), ahead

"""Sentences whose counts are not read hold no group: with all counts read, the same groups are found."""

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis import Analysis
from pipeline.delegations import english

NUMBERS = [
    "40",
    "16",
    "some 300",
    "2008",
    "1990 to 2010",
    "twelve",
    "two hundred",
    "nearly 30",
    "1,200",
    "half a",
    "and a half",
]
BEHIND = [
    "or so",
    "+",
    "-odd",
    "pupils",
    "others",
    "people",
    "runners",
    "visits",
    "persons",
    "person-times",
    "schools",
]
VERBS = [
    "attended",
    "visited",
    "came",
    "turned out",
    "have been to",
    "altogether",
    "in all",
    "in the group",
    "strong",
]
LEADS = [
    "He",
    "The mayor",
    "came with",
    "drew",
    "played to",
    "accompanied by",
    "and",
    "since",
    "a total of",
    "on",
    "from",
]
WORDS = [
    *NUMBERS,
    *BEHIND,
    *VERBS,
    *LEADS,
    "million",
    "dozen",
    "Linz",
    "delegation",
    "party",
    "the",
    "of",
    "k",
]
JOINS = [" ", " ", " ", " ", ", ", ". ", "\n", ".\n", "; ", " (", ") ", "-", ".", ""]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(JOINS)), max_size=24).map(
    lambda pieces: "".join(word + join for word, join in pieces)
)


@settings(max_examples=600)
@given(text=TEXTS, longest=st.sampled_from([12, 30, 3000]))
def test_no_group_stands_where_nothing_tells_of_one(text: str, longest: int) -> None:
    with (
        patch("pipeline.sentences.LONGEST", longest),
        patch("pipeline.delegations.counting.LONGEST", longest),
    ):
        found = list(english.anchors(Analysis(text, "en")))
        with patch("pipeline.delegations.english.may_tell", return_value=True):
            assert found == list(english.anchors(Analysis(text, "en")))

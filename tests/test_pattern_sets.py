"""A set of patterns finds what each of them finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import words
from pipeline.pattern_sets import PatternSet
from pipeline.required_literals import leading_literals
from tests.test_anchored import patterns, texts


@given(st.lists(patterns, min_size=1, max_size=4), st.sampled_from([0, re.IGNORECASE]), texts)
def test_a_set_of_patterns_finds_what_each_finds(forms: list[str], flags: int, text: str) -> None:
    try:
        plain = {str(number): re.compile(form, flags) for number, form in enumerate(forms)}
    except re.error:
        return
    expected = sorted((match.start(), name) for name, one in plain.items() for match in one.finditer(text))

    assert PatternSet({name: one.pattern for name, one in plain.items()}, flags).find(text) == expected


def test_matches_that_overlap_are_one() -> None:
    found = PatternSet({"tie": "缔结|结好|好友", "more": "结好友"}).find("缔结好友，结好友")

    assert found == [(0, "tie"), (1, "more"), (2, "tie"), (5, "more"), (5, "tie")]


def test_case_inside_a_pattern_is_its_own() -> None:
    assert leading_literals("(?i)Twin") == leading_literals("(?i:T)win") == ()
    assert leading_literals("Twin", re.IGNORECASE) == ("twin",)
    assert PatternSet({"tie": "(?i:T)win"}).find("TWIN twin Twin") == [(5, "tie"), (10, "tie")]


def test_nearly_all_signs_of_ties_begin_with_literals() -> None:
    without = {
        (language, name)
        for language in ("en", "zh")
        for name, pattern in words(language, "likely").items()
        if not leading_literals(pattern)
    }

    assert without == {("en", "total"), ("zh", "total")}

"""An anchored pattern answers as the plain one does; a set of literals is found as it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.literals import Literals
from pipeline.patterns.anchored import anchored

LETTERS = "abkKsſıİé市州"
atoms = st.one_of(
    st.text("abks市", min_size=1, max_size=3).map(re.escape),
    st.sampled_from(["[aA]", "[^b]", r"\w", ".", r"\b", "^", "$", "(?=a)", "(?<!k)", "[a-z]", "K", "é"]),
)
patterns = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"({part})"),
        inner.map(lambda part: f"(?i:{part})"),
        inner.map(lambda part: f"(?>{part})"),
        inner.flatmap(
            lambda part: st.sampled_from(["?", "*", "+", "{2}", "{1,2}?"]).map(
                lambda times: f"(?:{part}){times}"
            )
        ),
    ),
    max_leaves=8,
)
texts = st.text(LETTERS + "ABS ", max_size=30)


@given(patterns, st.sampled_from([0, re.IGNORECASE]), texts, st.booleans(), st.data())
def test_an_anchored_pattern_finds_what_the_plain_one_finds(
    pattern: str, flags: int, text: str, long: bool, data: st.DataObject
) -> None:
    try:
        plain = re.compile(pattern, flags)
    except re.error:
        return
    text = text * 20 if long else text
    start = data.draw(st.integers(-3, len(text)))
    end = data.draw(st.integers(max(start, 0), len(text)))
    fast = anchored(pattern, flags)

    for bounds in ((), (start,), (start, end)):
        expected = [match.span() for match in plain.finditer(text, *bounds)]
        assert [match.span() for match in fast.finditer(text, *bounds)] == expected
        first = fast.search(text, *bounds)
        assert (first.span() if first else None) == (expected[0] if expected else None)
        assert fast.may_match(text, *bounds) or not expected


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\b(?:led|headed)\s+by", ("headed", "led")),
        (r"(?:the )?[Mm]ayor of", ("Mayor of", "mayor of")),
        (r"(\w+)\1?(?P<what>团|队)长", ("团长", "队长")),
        (r"visit(?:ed|s)?", ("visit",)),
        (r"\d+|third", ()),
        (r"\w*", ()),
        (r"(?i)TWINNED \w+", ("twinned ",)),
    ],
)
def test_the_literals_that_a_pattern_needs(pattern: str, literals: tuple[str, ...]) -> None:
    assert anchored(pattern).literals == literals


def test_a_pattern_is_not_tried_where_its_literals_do_not_stand() -> None:
    text = "met " * 200 + "visited Bonn " + "met " * 200
    fast = anchored(r"(?:visit|tour|stay|call)\w* (\w+)")

    assert not fast.may_match(text, 0, 800)
    assert fast.may_match(text, 800, 813)
    assert not fast.may_match(text, 801, 813)
    assert not fast.may_match(text, 800, 804)


@given(st.sets(st.text("ab市", min_size=1, max_size=3)), st.text("ab市 ", max_size=20))
def test_literals_are_found_leftmost_and_longest(forms: set[str], text: str) -> None:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    found = Literals(ordered)
    plain = [match.span() for match in re.finditer("|".join(ordered), text)] if ordered else []

    assert [(start, end) for start, end, _ in found.find(text)] == plain
    assert all(text[start:end] == ordered[number] for start, end, number in found.find(text))
    assert {(start, end) for start, end, _ in found.find_all(text)} == {
        (at, at + len(form)) for form in ordered for at in range(len(text)) if text.startswith(form, at)
    }
    assert found.holds(text) == bool(plain)


def test_an_empty_literal_is_refused() -> None:
    with pytest.raises(ValueError, match="stands everywhere"):
        Literals(["", "a"])

"""The sentences of a passage that tells of ties, and their clauses: read in one pass, as one at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analysis import Analysis, within
from pipeline.mentions import Mention, PassageLanguage
from pipeline.numbers import read_numerals
from pipeline.pairs import totals
from pipeline.pairs.lists import list_of
from pipeline.pairs.sentence import sentences, shared_out
from pipeline.pairs.wording import clause, setting
from pipeline.places import PlaceReading

_SIZE = 40


@given(
    st.sets(st.integers(0, _SIZE), max_size=12),
    st.lists(st.tuples(st.integers(0, _SIZE), st.integers(1, 9)), max_size=12),
)
def test_mentions_are_shared_out_as_if_looked_for_in_each_stretch(
    cuts: set[int], spans: list[tuple[int, int]]
) -> None:
    edges = sorted(cuts)
    stretches = list(zip(edges[::2], edges[1::2], strict=False))
    mentions = [Mention(start, start + length, "", None) for start, length in sorted(spans)]
    shared = [list(own) for own in shared_out(mentions, stretches)]
    assert shared == [within(mentions, *stretch) for stretch in stretches]


@pytest.mark.parametrize("language", ["en", "zh"])
@given(st.data())
def test_a_clause_ends_at_the_stops_next_to_it(language: str, data: st.DataObject) -> None:
    stops: list[str] = setting(language, "clause_stops")
    parts = data.draw(st.lists(st.sampled_from([*stops, "a", " and ", "签约", "，", " "]), max_size=30))
    text = "".join(parts)
    left, start, end, right = sorted(data.draw(st.integers(0, len(text))) for _ in range(4))
    before = [
        at + (len(" and ") if stop.startswith(" and ") else len(stop))
        for stop in stops
        if (at := text.rfind(stop, left, start)) >= 0
    ]
    behind = [at for stop in stops if (at := text.find(stop, end, right)) >= 0]
    expected = max([left, *before]), min([right, *behind])
    assert clause(language, text, (left, right), start, end) == expected


def test_a_list_reaches_from_its_first_place_to_its_last() -> None:
    one, two, three = (
        Mention(start, start + 3, "", PlaceReading(name=name, country=None, level="city", role="place"))
        for start, name in ((2, "Aba"), (7, "Ebe"), (12, "Ibi"))
    )
    assert list_of([two], [one, three])[2:] == (2, 15)
    assert list_of([], [two])[2:] == list_of([two], [])[2:] == (7, 10)


@pytest.mark.parametrize(("language", "text"), [("en", "They met. They left."), ("zh", "来访。两市会谈。")])
def test_a_passage_without_a_word_for_a_relation_has_no_sentences(language: str, text: str) -> None:
    assert sentences(Analysis(text, "zh" if language == "zh" else "en")) == []


_PARTS = {
    "en": [
        "12",
        "about",
        "more",
        "than",
        "\n",
        "sister",
        "cities",
        "has",
        "with",
        "The number of",
        "stands at",
        ".",
    ],
    "zh": ["12", "近", "个", "友城", "我市共有", "\n", "友好城市", "与", "城市", "结为友好", "增至", "。"],
}


@pytest.mark.parametrize("language", ["en", "zh"])
@given(st.data())
def test_no_number_that_may_count_ties_is_passed_over(language: str, data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.sampled_from(_PARTS[language]), max_size=16))
    known: PassageLanguage = "zh" if language == "zh" else "en"
    analysis = Analysis((" " if language == "en" else "").join(parts), known)
    numerals = [n for n in read_numerals(analysis.text, known) if 1 <= n.value <= 2000]
    kept = list(totals.by_ties(analysis, numerals))
    assert [n for n in numerals if totals.may_count(analysis, n)] == [
        n for n in kept if totals.may_count(analysis, n)
    ]

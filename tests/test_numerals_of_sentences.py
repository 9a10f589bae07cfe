"""A sentence by itself has the numerals that its passage has there, but for those at its edges."""

from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.analysis import Analysis
from pipeline.delegations.counting import numerals_of_sentences
from pipeline.mentions import PassageLanguage
from pipeline.numbers import read_numerals

ENGLISH = [
    *(
        "40",
        "R 250 000",
        "k 3",
        "and",
        "a half",
        "half a",
        "million",
        "hundred",
        "two",
        "1,200",
        "3.5",
        "5",
        "m",
        "A",
    ),
    *(
        "2.000.000",
        "1’000",
        "RMB 250 000",
        "250",
        "000",
        "bn",
        "thousand",
        "dozen",
        "3,5",
        "th",
        "euros",
        "K5",
    ),
]
CHINESE = [*"三百万亿点几多余一两年月人k5", "40", "二〇", "1,200", "2.5", "million", "1.000.000", "1’000"]
JOINS = {
    "en": [" ", " ", " ", ". ", ".\n", "\n", ", ", "! ", "", "-"],
    "zh": ["", "", "", "。", "\n", " ", "！”", "，", "？", "）"],
}


def texts(language: PassageLanguage) -> st.SearchStrategy[tuple[str, PassageLanguage]]:
    words = ENGLISH if language == "en" else CHINESE
    pieces = st.tuples(st.sampled_from(words), st.sampled_from(JOINS[language]))
    return st.lists(pieces, max_size=20).map(lambda found: ("".join(map("".join, found)), language))


@settings(max_examples=600)
@given(texts("en") | texts("zh"), st.sampled_from([7, 12, 30, 3000]))
@example(("They came, two and\na half million.", "en"), 3000)
@example(("It cost 1,200 and\nand a half of that.", "en"), 3000)
def test_sentences_share_the_numerals_of_their_passage(
    read: tuple[str, PassageLanguage], longest: int
) -> None:
    text, language = read
    with (
        patch("pipeline.sentences.LONGEST", longest),
        patch("pipeline.delegations.counting.LONGEST", longest),
    ):
        analysis = Analysis(text, language)
        shared = list(zip(analysis.sentences, numerals_of_sentences(analysis), strict=True))
    for (start, end), numerals in shared:
        if numerals is None or (numerals and (numerals[0].start < start or numerals[-1].end >= end)):
            continue
        moved = [one._replace(start=one.start - start, end=one.end - start) for one in numerals]
        assert moved == list(read_numerals(text[start:end], language))

"""Dates, times and codes are looked for only around figures, and none is lost by that."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline import uncounted
from pipeline.mentions import PassageLanguage

_LANGUAGES: list[PassageLanguage] = ["en", "zh"]

_TEXTS = st.lists(
    st.sampled_from(
        [
            *("1", "5", "12", "123", "2015", "0731", "01234567", "84460000", "1234567", "１２", "٣"),
            *"-/.:：()（）、．+&,–[' \u3000\u00a0\n\tabZé年",
            *("st", "th", "nd", "to", "and", " to ", "GB", "COVID", "Covid-", "abcdefgh", "abcdefghi"),
            *("May", "Jan", "Sept", "September", "March", "Mar", "May.", "Dec.,", "xMay", "_June"),
            *("http://", "https://", "www.", "www", "://", "http"),
        ]
    ),
    max_size=14,
).map("".join)


@given(_TEXTS, st.sampled_from(_LANGUAGES))
def test_stretches_are_those_of_the_pattern_tried_everywhere(text: str, language: PassageLanguage) -> None:
    found = uncounted.uncounted(text, language)
    spans = [match.span() for match in uncounted._pattern(language).finditer(text)]
    assert list(zip(found.starts, found.ends, strict=True)) == spans, text

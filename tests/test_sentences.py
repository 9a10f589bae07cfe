"""The ends of sentences are found sign by sign; the pattern that tells them plainly finds the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.sentences import _ends

_SHORT = alternatives(words("en", "sentences")["abbreviations"])
_PLAIN = {
    "zh": r"[。！？!?]+[”’」』）)]*|\n+",
    "en": (
        rf"(?<![\s.(][A-Z])(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr|No|Co|Lt))(?<!\bMrs)(?<!^[A-Z])"
        rf"[.]+[”\"’')]*(?=\s+[\"“‘\[]?[A-Z0-9])(?!\s+(?:{_SHORT})\b)|[!?]+[”\"’')]*(?=\s)|\n+"
    ),
}
_PIECES = {
    "zh": list("。！？!?”’」』）)\n中a "),
    "en": [
        *words("en", "sentences")["abbreviations"],
        *" \n.!?”’\"')(“[A1b",
        "Mr",
        "Mrs",
        "J.",
        "..",
        " J. K.",
    ],
}


@pytest.mark.parametrize("language", ["en", "zh"])
@given(data=st.data())
def test_ends_are_those_of_the_plain_pattern(language: PassageLanguage, data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(_PIECES[language]), max_size=12)))
    plain = [match.span() for match in re.finditer(_PLAIN[language], text)]
    assert [match.span() for match in _ends(language).finditer(text)] == plain

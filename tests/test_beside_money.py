"""A numeral is looked at closely for its currency wherever one, or an approximator, may stand behind it."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.approximators import modifier_after
from pipeline.mentions import PassageLanguage
from pipeline.money_figures import _openers
from pipeline.printed_currencies import may_stand_after

BEHIND = st.text(st.sampled_from("-+ \u3000ſKİ＄$€元美日人多余左以onrw(（uU年"), max_size=3) | st.text(
    max_size=3
)


@given(BEHIND, st.sampled_from(["en", "zh"]))
def test_what_may_stand_behind_a_figure_begins_with_an_opener(behind: str, language: PassageLanguage) -> None:
    text = "5" + behind
    if may_stand_after(text, 1, language) or modifier_after(text, 1, language):
        first = behind[:1].lower()[:1]
        foreign = language == "en" and not first.isascii()
        assert first in _openers(language) or first.isspace() or foreign

"""Patterns tried at their beginnings alone find what the plain patterns find."""

import re
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.records import TieStep
from pipeline.pairs.wording import spotted
from pipeline.patterns.headed import HeadedSet

NAMES = ("relation", "ordinal", *get_args(TieStep))
# Parted by bars.
ENGLISH = (
    "the |its |sister city|sister\ncities|Sister\u3000City|ſister city|İ|12th |１２th\t|first |became "
    "|sisters|was |twenty-first |Bonn's |Bonn-Beuel’s |sister; |been  twined |renewed "
    "|their agreement|terminated|with |signed |a |letter of intent|. |in 2011|first contacts |were made"
    "|friendly exchanges |since |twin towns |approved "
)
CHINESE = (
    "友好城市|友好|交流|关系|缔结|结为|结好|第|１２|十二|个|首|首个|自|２０１１年|续签|协议|终止|意向书|签署|，|。"
    "|姊妹|市|批准|升级为|交往|始于|中断|的|与"
)
ATOMS = r"a b B 市 é [aA] [^b] \w+ [\w-]+ \d{1,2} \s \s{0,2} \b ^ $ (?=a) (?=\sb) (?!a) (?<!a) ab\s (?i:aB)"
atoms = st.sampled_from(ATOMS.split())
patterns = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.builds("(?:{}){}".format, inner, st.sampled_from(["?", "*", "+", "{2}", "{1,2}?"])),
    ),
    max_leaves=7,
)  # fmt: skip


@given(patterns, st.text("abB市éſı1２ \n\u3000-", max_size=30), st.booleans(), st.integers(0, 9))
def test_a_headed_pattern_finds_what_the_plain_one_finds(
    pattern: str, text: str, long: bool, cut: int
) -> None:
    """Where a pattern has beginnings at all."""
    text = text * 30 if long else text
    try:
        headed = HeadedSet({"one": "b|市", "other": pattern})["other"]
    except ValueError:
        assume(False)
    for bounds in ((), (cut,), (cut, len(text) - cut)):
        expected = [match.span() for match in re.compile(pattern).finditer(text, *bounds)]
        assert [match.span() for match in headed.matches(text, *bounds)] == expected


def texts(pieces: str) -> st.SearchStrategy[str]:
    """Build texts out of pieces, some of them longer than what is looked through anew each time."""
    parts = st.lists(st.sampled_from(pieces.split("|"))).map("".join)
    return st.tuples(parts, st.sampled_from(["", "x " * 300])).map("".join)


@pytest.mark.parametrize("name", NAMES)
@given(english=texts(ENGLISH), chinese=texts(CHINESE), start=st.integers(0, 40), length=st.integers(0, 200))
def test_what_is_spotted_is_the_same(name: str, english: str, chinese: str, start: int, length: int) -> None:
    """Blanks, cases and digits of all kinds are those of the plain pattern."""
    for language, text in (("en", english), ("zh", chinese)):
        headed = spotted(language, name)
        plain = [(m.span(), m.groupdict()) for m in headed.plain.finditer(text, start, start + length)]
        assert [(m.span(), m.groupdict()) for m in headed.matches(text, start, start + length)] == plain
        assert headed.cut_from(text) == headed.plain.sub("", text)


@pytest.mark.parametrize("pattern", [r".+ twin", r"(?:the )?\w*x", "(?i)ä", r"[^a]b", "x?"])
def test_a_pattern_without_beginnings_is_refused(pattern: str) -> None:
    """Such a one is for `Anchored`."""
    with pytest.raises(ValueError, match="may begin with anything"):
        HeadedSet({"only": pattern})

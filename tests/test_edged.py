import random
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.delegations import wording
from pipeline.lexicon import alternatives, branching, words
from pipeline.patterns.edged import Edged
from pipeline.patterns.tails import tail_literals

EXAMPLES = Path(__file__).parent / "examples"
# Letters that `re` takes for others where case is passed over, blanks of several kinds, and a line's end.
ODD = "ſıKİ\u3000\u00a0\n\t’-—ß"


def texts(language: str) -> list[str]:
    told = tomllib.loads((EXAMPLES / f"delegations.{language}.toml").read_text(encoding="utf-8"))
    sentences = [case["text"] for case in told["case"]]
    rng = random.Random(6)
    mutilated = []
    for sentence in rng.sample(sentences, 60):
        characters = list(sentence)
        for _ in range(6):
            characters[rng.randrange(len(characters))] = rng.choice([*ODD, *sentence])
        mutilated.append("".join(characters).upper() if rng.random() < 0.2 else "".join(characters))
    return [*rng.sample(sentences, 60), *mutilated]


def told(match: re.Match[str] | None) -> object:
    return match and (match.span(), match.groups())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_patterns_sought_by_their_literals_match_as_plain_ones_do(language: str) -> None:
    rng = random.Random(7)
    given_texts = texts(language)
    for name in words(language, "delegations")["patterns"]:
        plain = re.compile(wording._filled(language, name, alternatives))
        edged = wording.edged(language, name)
        for text in given_texts:
            start = rng.choice([0, rng.randrange(len(text))])
            end = rng.choice([len(text), rng.randrange(start, len(text) + 1)])
            expected = [match.span() for match in plain.finditer(text, start, end) if match[0]]
            assert [m.span() for m in edged.finditer(text, start, end) if m[0]] == expected, name
            for one, other in (
                (edged.search(text, start, end), plain.search(text, start, end)),
                (edged.match(text, start, end), plain.match(text, start, end)),
            ):
                assert (one and (one.span(), one.groups())) == (other and (other.span(), other.groups())), (
                    name
                )


@given(st.lists(st.text("abc -|(", min_size=1), min_size=1), st.text("abc -|("), st.integers(0, 3))
def test_a_branching_pattern_prefers_what_the_alternatives_do(
    phrases: list[str], text: str, start: int
) -> None:
    for behind in ("", r"\b", "(?!a)", "$"):
        spans = [
            [match.span() for match in re.compile(f"(?:{form(phrases)}){behind}").finditer(text, start)]
            for form in (branching, alternatives)
        ]
        assert spans[0] == spans[1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_phrase_begins_with_one_in_other_case(language: str) -> None:
    for listed in words(language, "delegations").values():
        phrases = set(listed)
        for one in phrases:
            beginnings = {one[:end].lower() for end in range(1, len(one))}
            assert all(one.startswith(other) for other in phrases if other.lower() in beginnings)


@given(st.text("ab c.\n", max_size=40), st.lists(st.integers(0, 40), max_size=8))
def test_matches_are_shared_out_as_each_stretch_would_find_them(text: str, cuts: list[int]) -> None:
    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    stretches = list(pairwise(edges))
    for pattern in (r"\b(?:ab|ca)b*(?!\s)", r"\s?b+", "(?i)A.|c$"):
        found = Edged(pattern).shared_out(text, stretches)
        plain = re.compile(pattern)
        for number, stretch in enumerate(stretches):
            expected = [match.span() for match in plain.finditer(text, *stretch)]
            assert [match.span() for match in found.get(number, [])] == expected


def test_literals_at_the_end_of_patterns() -> None:
    assert tail_literals(r"(?:sent|took)\s[^.]{0,30}$") == []
    assert tail_literals(r"(?:led (?:by )?|of\s?)$|with\s*$") == ["led", "led by", "of", "with"]
    assert tail_literals(r"(?:led (?:by )?|of\s?)$|with") == []
    assert tail_literals(r"(?i)\bMET\b(?:\sher)?\s+$") == ["her", "met"]

"""What is found in patterns is kept between runs; a pattern is not compiled before it is used."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import kept
from corpus.late import late
from corpus.literals import folded, matches_at
from pipeline.patterns import known as findings
from pipeline.patterns.anchored import anchored
from pipeline.patterns.heads import heads_of
from pipeline.patterns.needed import required_literals
from pipeline.patterns.tails import tail_literals

PATTERN = r"(?i)\b(?:led|\d{1,3}(?:st|nd))\sby\s*$"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the findings an empty folder, and take back what they keep in mind."""
    monkeypatch.setattr(kept, "folder", lambda _: tmp_path)
    findings._findings.cache_clear()
    yield tmp_path
    findings._findings.cache_clear()


def found() -> object:
    return required_literals(PATTERN), heads_of(PATTERN, folds=True, blanks=True), tail_literals(PATTERN)


def test_what_is_kept_is_what_was_found(folder: Path) -> None:
    first = found()
    findings._findings()._store()
    findings._findings.cache_clear()

    (file,) = folder.iterdir()
    assert len(findings._findings()._known) == 3
    assert [list(part) for part in found()] == [list(part) for part in first]  # type: ignore[attr-defined]
    assert file.stat().st_size < 2000


@pytest.mark.parametrize("broken", [b"", b"spoilt", kept.packed([b"{"])])
def test_a_broken_file_is_not_believed(folder: Path, broken: bytes) -> None:
    first = found()
    findings._findings()._store()
    (file,) = folder.iterdir()
    file.write_bytes(broken)
    findings._findings.cache_clear()

    assert found() == first


def test_findings_without_a_place_to_keep_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(kept, "store", refused)
    assert anchored(PATTERN).literals == ("by",)
    findings._findings()._store()


def test_no_more_is_kept_than_there_are_patterns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "_MOST", 2)
    found()
    findings._findings()._store()
    findings._findings.cache_clear()

    assert len(findings._findings()._known) == 2


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    broken = late("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("a")
    fast = anchored("(?P<city>Bonn)")
    assert fast.search("Lahti") is None
    assert "plain" not in vars(fast)
    assert fast.search("Bonn")
    assert "plain" in vars(fast)


@given(st.sampled_from(["a(b)?", "(?i)B+", r"\s*"]), st.text("abB \n", max_size=12))
def test_a_late_pattern_answers_as_a_compiled_one(pattern: str, text: str) -> None:
    plain, own = re.compile(pattern), late(pattern)
    assert [match.span() for match in own.finditer(text)] == [match.span() for match in plain.finditer(text)]
    assert (own.sub("-", text), own.split(text)) == (plain.sub("-", text), plain.split(text))
    assert own.findall(text) == plain.findall(text)
    assert (own.flags, own.groups) == (plain.flags, plain.groups)


@given(st.text("aAsSſiIıİkK\u212aéÉ市 ", max_size=12))
def test_folding_moves_nothing_and_finds_what_re_does(text: str) -> None:
    assert len(folded(text)) == len(text)
    for letter in "aisk":
        assert [at for at, one in enumerate(folded(text)) if one == letter] == [
            match.start() for match in re.finditer(letter, text, re.IGNORECASE)
        ]


@given(st.text("ab", max_size=12), st.integers(0, 12))
def test_matches_at_all_places_are_those_of_finditer(text: str, end: int) -> None:
    pattern = re.compile("ab?a|b+")
    starts = range(len(text) + 1)
    assert [m.span() for m in matches_at(pattern, text, starts, end)] == [
        m.span() for m in pattern.finditer(text, 0, end)
    ]

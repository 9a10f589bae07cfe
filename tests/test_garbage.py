"""The search for garbage rests while a bulletin is read, and reading leaves none that only it could find."""

import gc
from pathlib import Path

import pytest

import corpus
import pipeline
from corpus.garbage import no_search

BULLETINS = sorted((Path(__file__).parent.parent / "corpus" / "bulletins").glob("*1-*.txt"))


def test_the_search_rests_and_goes_on() -> None:
    with no_search():
        assert not gc.isenabled()
        with no_search():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(corpus.UnreadableError):
        pipeline.load().read_file("no such file")
    assert gc.isenabled()


def test_reading_leaves_no_cycles() -> None:
    reader = pipeline.load()
    for path in BULLETINS:
        reader.read_file(path)
    gc.collect()
    for path in BULLETINS:
        reader.read_file(path)
    assert gc.collect() < len(BULLETINS)

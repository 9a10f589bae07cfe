"""Reading takes time that grows with the length of the text, and with nothing else."""

import time

import pytest

import pipeline
from evaluation.benchmarks.texts import LANGUAGES, long_text

# Four times the text may take a little more than four times as long: other records meet in a longer bulletin.
FACTOR, ALLOWED = 4, 7.0
# For 10,000 characters that are no bulletin; most take a tenth of it.
BEARABLE = 15.0
TIE = "Lahti has been a sister city of Deyang since 2000. "
RUNS = [
    *(
        ",",
        "(",
        "$",
        "“",
        "1 ",
        "2019 ",
        "May 2, ",
        "Mayor ",
        "word",
        "Lahti and ",
        "Zhang Wei, ",
        "delegation of ",
    ),
    *(
        "，",
        "的",
        "市",
        "我市",
        "市长",
        "赵市长",
        "副",
        "一",
        "万元",
        "5月2日",
        "代表团一行",
        "拉赫蒂市、",
        "友(you)",
    ),
]


@pytest.fixture(scope="module")
def reader() -> pipeline.Reader:
    reader = pipeline.load()
    for language in LANGUAGES:
        reader.read(long_text(language, 20_000))
    return reader


def seconds(reader: pipeline.Reader, text: str) -> float:
    """Return the processor's time, which other processes do not add to."""
    begin = time.process_time()
    reader.read(text)
    return time.process_time() - begin


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_bulletins(reader: pipeline.Reader, language: str) -> None:
    short, long = (seconds(reader, long_text(language, size)) for size in (50_000, FACTOR * 50_000))
    assert long < ALLOWED * short


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_a_line_of_one_thing_over_and_over(reader: pipeline.Reader, run: str) -> None:
    assert seconds(reader, TIE + run * (10_000 // len(run))) < BEARABLE

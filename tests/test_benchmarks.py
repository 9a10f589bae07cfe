"""The benchmark: texts that differ, rates and ratios by round, shares that add up, files written."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.benchmarks.report import as_json, chart, lengths_table, names_table, shares_table, table
from evaluation.benchmarks.rounds import Measured, measure
from evaluation.benchmarks.sampling import shares
from evaluation.benchmarks.texts import long_text, varied
from evaluation.benchmarks.tools import TOOLS, Reading, Tool


def _counting() -> Reading:
    return len


def _refusing() -> Reading:
    return lambda text: 1 / 0


COUNTING = Tool("Counting", "youcheng", "en", _counting)


def test_no_text_comes_twice_and_rounds_differ() -> None:
    first, second = (list(itertools.islice(varied("zh", seed), 200)) for seed in (1, 2))
    assert len({*first}) == 200
    assert not {*first} & {*second}
    assert first == list(itertools.islice(varied("zh", 1), 200))


def test_a_long_text_ends_with_a_line() -> None:
    text = long_text("en", 30_000)
    assert 28_000 < len(text) <= 30_000
    assert text in "\n\n".join(itertools.islice(varied("en", 30_000), 100))


def test_each_round_gives_a_rate() -> None:
    told: list[str] = []
    (result,) = measure([COUNTING], rounds=3, seconds=0.01, tell=told.append)
    assert len(result.rates) == 3
    assert min(result.rates) > 0
    assert result.megabytes > 5
    assert told[-1] == "round 3 of 3"


def test_a_tool_that_fails_ends_the_run() -> None:
    with pytest.raises(EOFError):
        measure([COUNTING._replace(ready=_refusing)], rounds=1, seconds=0.01, tell=str)


def test_ratios_are_taken_round_by_round() -> None:
    ours, theirs = Measured(COUNTING, [10.0, 40.0, 30.0]), Measured(COUNTING, [10.0, 20.0, 10.0])
    assert ours.ratio(theirs) == (2.0, 1.0, 3.0)
    lines = list(table([ours, theirs]))
    assert "| Counting | 0.1.0 | 10 | 10, 20 | 2 [1, 3] | 0 |" in lines


def test_figures_tables_and_chart() -> None:
    other = COUNTING._replace(name="Other")
    results = [Measured(COUNTING, [10.0, 30.0, 20.0]), Measured(other, [5.0, 5.0, 6.0])]
    parts, lengths = {"en": {"corpus": 0.75, "models": 0.25}}, {"en": {10: 5.0}}
    figures = as_json(results, parts, lengths, {"en": {1000: 7.0}})
    assert [tool["median"] for tool in figures["tools"]] == [20, 5]
    assert figures["lengths"] == {"en": {"10": 5}}
    assert list(shares_table(parts))[2] == "| corpus | 75.0 % |"
    assert list(names_table({"en": {1000: 7.0}}))[2] == "| 1,000 English | 7 |"
    assert list(lengths_table(lengths))[2] == "| English | 5 |"
    assert b"Counting" in chart(results)
    assert b"Other" in chart(results)


def test_shares_add_up() -> None:
    found = shares("en", 10)
    assert sum(found.values()) == pytest.approx(1)
    assert "corpus" in found
    assert all(name.partition("/")[0] in ("corpus", "models", "pipeline", "elsewhere") for name in found)


def test_every_tool_has_its_package_and_language() -> None:
    assert {tool.language for tool in TOOLS} == {"en", "zh"}
    assert all(tool.version for tool in TOOLS if tool.package in ("youcheng", "spacy", "jieba"))


@pytest.mark.slow
def test_a_run_prints_tables_and_writes_files(tmp_path: Path) -> None:
    options = [
        "--rounds",
        "1",
        "--seconds",
        "0.02",
        "--bulletins",
        "2",
        "--sizes",
        "10000",
        "-o",
        str(tmp_path),
    ]
    ran = subprocess.run(
        [sys.executable, "-m", "evaluation.benchmarks", *options, "--only", "jieba.lcut"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "| jieba.lcut |" in ran.stdout
    assert "JioNLP" not in ran.stdout
    figures = json.loads((tmp_path / "speed.json").read_text())
    assert {tool["name"] for tool in figures["tools"]} == {"Youcheng", "jieba.lcut"}
    assert (tmp_path / "speed.svg").read_text().startswith("<?xml")

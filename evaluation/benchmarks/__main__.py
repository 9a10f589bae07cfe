"""`python -m evaluation.benchmarks`: measure, print the tables, write them as JSON and as a chart.

Exit status: 0 measured, 2 wrong usage.
"""

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from evaluation.benchmarks import names
from evaluation.benchmarks.report import as_json, chart, lengths_table, names_table, shares_table, table
from evaluation.benchmarks.rounds import measure
from evaluation.benchmarks.sampling import shares
from evaluation.benchmarks.texts import long_text
from evaluation.benchmarks.tools import TOOLS

_SIZES = [10_000, 100_000, 1_000_000]
_EXAMPLES = """\b
Examples:
  make bench
  python -m evaluation.benchmarks --rounds 3 --only jieba --only Youcheng
  python -m evaluation.benchmarks --output /tmp/bench"""
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(epilog=_EXAMPLES)
def bench(
    rounds: Annotated[int, typer.Option(min=1, help="How many rounds; each has texts of its own.")] = 7,
    seconds: Annotated[float, typer.Option(min=0.01, help="How long each tool reads in a round.")] = 1.0,
    only: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="Measure only tools with this in their name.")
    ] = None,
    core: Annotated[int | None, typer.Option(min=0, help="The core to run on; else the last.")] = None,
    bulletins: Annotated[int, typer.Option(min=1, help="How many to read for the shares.")] = 300,
    sizes: Annotated[list[int], typer.Option(min=1, help="Lengths of one text, in characters.")] = _SIZES,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where to write.")] = Path(
        __file__
    ).parent,
) -> None:
    """Measure the reader beside other tools: whole bulletins, one core, caches warm, rounds in turn."""
    tools = [
        tool
        for tool in TOOLS
        if tool.version and (not only or tool.name == "Youcheng" or any(part in tool.name for part in only))
    ]
    for tool in TOOLS:
        if not tool.version:
            _tell(f"{tool.name}: not installed, left out")
    results = measure(tools, rounds, seconds, _tell, _last_core() if core is None else core)
    languages = list(dict.fromkeys(tool.language for tool in tools))
    lengths = {language: {size: _rate(language, size) for size in sizes} for language in languages}
    known = {language: names.rates(language) for language in languages}
    parts = {language: shares(language, bulletins) for language in languages}
    tables = (*table(results), *lengths_table(lengths), "", *names_table(known), "", *shares_table(parts))
    for line in tables:
        typer.echo(line)
    output.mkdir(parents=True, exist_ok=True)
    figures = json.dumps(as_json(results, parts, lengths, known), ensure_ascii=False, indent=1)
    (output / "speed.json").write_text(figures + "\n", encoding="utf-8")
    (output / "speed.svg").write_bytes(chart(results))
    _tell(f"written to {output / 'speed.json'} and {output / 'speed.svg'}")


def _rate(language: str, size: int) -> float:
    """Return the characters a second at which one text of so many is read, after a shorter one."""
    from pipeline import load

    reader = load()
    reader.read(long_text(language, 20_000))
    text = long_text(language, size)
    begin = time.perf_counter()
    reader.read(text)
    return len(text) / (time.perf_counter() - begin)


def _last_core() -> int | None:
    import os

    return max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    app(prog_name="python -m evaluation.benchmarks")

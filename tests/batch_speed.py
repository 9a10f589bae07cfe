"""Measures runs with one and with two workers, side by side, and the start of a run (`make throughput`).

The bulletins are those of corpus/bulletins, several times over with a line of their own each.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[1] / "corpus" / "bulletins"
TIMES, ROUNDS, STARTS = 3, 3, 5
ONE = {
    "English": "Mayor Anna Virta of Lahti led a delegation of 7 people to Deyang on 2 May 2019.\n",
    "Chinese": "2019年5月2日，拉赫蒂市市长率7人代表团访问德阳市。\n",
}
# Modules are compiled once, as those of an installed package are, whatever the environment says.
INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
EXTRACT = ("-m", "pipeline", "extract")


def python(*args: str) -> tuple[float, str]:
    """Run Python; return its CPU time in seconds, without that of processes it left to others, and stderr."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run([sys.executable, *args], check=True, capture_output=True, text=True, env=INSTALLED)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, ended.stderr


def write_table(path: Path) -> None:
    """Write the bulletins of the corpus, each `TIMES` times, as JSON lines."""
    texts = [one.read_text("utf-8", errors="replace") for one in sorted(CORPUS.glob("*.txt"))]
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts * TIMES):
            row = {"id": f"b{number:05}", "body": f"{text}\n({number})\n"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def run(table: Path, workers: int) -> dict[str, Any]:
    """Read the table with so many workers; return the summary."""
    out = table.with_suffix(f".{workers}.out.jsonl")
    options = ["--text-column", "body", "--id-column", "id", "-o", str(out), "--log-format", "json"]
    _, said = python(*EXTRACT, str(table), *options, "--workers", str(workers))
    summary: dict[str, Any] = json.loads(said.splitlines()[-1])
    return summary


def throughput(folder: Path) -> None:
    """Print the rates with one and two workers, and their ratio in each round."""
    table = folder / "bulletins.jsonl"
    write_table(table)
    run(table, 1)
    rounds = [{workers: run(table, workers) for workers in (1, 2)} for _ in range(ROUNDS)]
    tell("| workers | bulletins/s | characters/s | driver MB | largest worker MB |")
    tell("|---|---|---|---|---|")
    for workers in (1, 2):
        rates = [one[workers]["rate"] for one in rounds]
        characters = statistics.median(one[workers]["characters_per_second"] for one in rounds)
        last = rounds[-1][workers]
        tell(
            f"| {workers} | {statistics.median(rates):.1f} [{min(rates):.1f}, {max(rates):.1f}] | "
            f"{characters:,.0f} | {last['driver_megabytes']:.0f} | {last['worker_megabytes']:.0f} |"
        )
    ratios = [one[2]["rate"] / one[1]["rate"] for one in rounds]
    tell(f"\nratio {statistics.median(ratios):.2f} [{min(ratios):.2f}, {max(ratios):.2f}]\n")


def start(folder: Path) -> None:
    """Print the CPU time of a run with one bulletin, and of what it imports."""
    runs: dict[str, tuple[str, ...]] = {
        "import spacy": ("-c", "import spacy"),
        "import pipeline.reader": ("-c", "import pipeline.reader"),
    }
    for language, text in ONE.items():
        path = folder / f"{language}.txt"
        path.write_text(text, encoding="utf-8")
        runs[f"extract one bulletin, {language}"] = (*EXTRACT, str(path))
    tell("| start | CPU s |\n|---|---|")
    for name, args in runs.items():
        python(*args)
        times = [python(*args)[0] for _ in range(STARTS)]
        tell(f"| {name} | {statistics.median(times):.2f} [{min(times):.2f}, {max(times):.2f}] |")


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        INSTALLED["PYTHONPYCACHEPREFIX"] = made
        start(Path(made))
        tell("")
        throughput(Path(made))

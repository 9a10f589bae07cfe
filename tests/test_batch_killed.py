"""Runs that are killed at random moments: what they leave, and what the same command makes of it."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from made_bulletins import write_folder

from pipeline.batch.journal import Journal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="no process can be killed by a signal there"),
]
# A bulletin takes about so many bytes in the journal's log.
COUNT, LOGGED = 400, 10_000


def command(folder: Path, out: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", "extract", str(folder), "-o", out, "--workers", "2", *options]


def summary(err: str) -> dict[str, Any]:
    [found] = [line for line in map(json.loads, err.splitlines()) if line["event"] == "summary"]
    return dict(found)


def held(out: str) -> int:
    """Return how many bulletins the journal of a killed run holds."""
    path = Path(f"{out.rstrip('/')}.journal")
    if not path.exists():
        return 0
    with Journal(path, resume=True) as journal:
        return journal.read


def contents(out: Path) -> dict[str, bytes]:
    if out.is_file():
        return {out.name: out.read_bytes()}
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name != "manifest.json"}


def kill_somewhere(started: list[str], out: str, moment: random.Random) -> None:
    """Start a run, and kill it at a random moment after the first bulletins that it reads."""
    log, wanted = Path(f"{out.rstrip('/')}.journal-wal"), moment.randint(1, COUNT // 10) * LOGGED
    process = subprocess.Popen(started, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (log.exists() and log.stat().st_size >= wanted):
        time.sleep(0.01)
    time.sleep(moment.random() / 50)
    process.kill()
    assert process.wait() == -signal.SIGKILL, "it had ended before"


@pytest.mark.parametrize("form", ["records.jsonl", "records.jsonl.zst", "parts/"])
def test_killed_runs_lose_nothing_and_repeat_nothing(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "in"
    write_folder(folder, COUNT)
    options = ["--part-size", "30", "--log-format", "json"]
    whole, target = tmp_path / "whole" / form, tmp_path / "killed" / form
    for path in (whole, target):
        path.parent.mkdir(parents=True, exist_ok=True)
    end = "/" if form.endswith("/") else ""
    subprocess.run(command(folder, f"{whole}{end}", *options), check=True, capture_output=True)

    moment, out = random.Random(form), f"{target}{end}"
    for _ in range(3):
        kill_somewhere(command(folder, out, "--resume", *options), out, moment)
        if not end:
            assert not target.exists(), "no half file stands under the final name"
    saved = held(out)
    assert 0 < saved < COUNT
    ended = subprocess.run(
        command(folder, out, "--resume", *options), check=True, capture_output=True, text=True
    )
    assert summary(ended.stderr)["held"] == saved, "what was read before is not read again"
    assert contents(target) == contents(whole), "all bulletins, each once, in the order of the input"

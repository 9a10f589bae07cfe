"""Rounds of measuring: each tool in a process of its own, all on one core, by turns."""

import contextlib
import itertools
import logging
import multiprocessing
import os
import re
import statistics
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from evaluation.benchmarks.texts import varied
from evaluation.benchmarks.tools import Reading, Tool
from pipeline.batch.telling.summary import own_peak

# Texts read before the first round, so that caches are filled and what is heavy is loaded.
_WARM = 12


@dataclass
class Measured:
    """What was measured of one tool: characters a second in each round, its peak memory in MB, its start."""

    tool: Tool
    rates: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    start: float = 0.0

    @property
    def rate(self) -> float:
        """The median, in characters a second."""
        return statistics.median(self.rates)

    def ratio(self, other: "Measured") -> tuple[float, float, float]:
        """Return the median, least and greatest ratio to another tool's rate in the same round."""
        ratios = [mine / theirs for mine, theirs in zip(self.rates, other.rates, strict=True)]
        return statistics.median(ratios), min(ratios), max(ratios)


def measure(
    tools: Sequence[Tool], rounds: int, seconds: float, tell: Callable[[str], None], core: int | None = None
) -> list[Measured]:
    """Measure the tools, each for about so many seconds in each round, on texts that no round has twice."""
    with contextlib.ExitStack() as stack:
        workers = [stack.enter_context(_worker(tool, core)) for tool in tools]
        results = [Measured(tool) for tool in tools]
        for result, worker in zip(results, workers, strict=True):
            result.start = worker.run([], 0.0)[0]
            worker.run(list(itertools.islice(varied(result.tool.language, 0), _WARM)), seconds)
            tell(f"{result.tool.name}: ready")
        for number in range(1, rounds + 1):
            texts = {
                language: list(itertools.islice(varied(language, number), _enough(seconds)))
                for language in {tool.language for tool in tools}
            }
            for result, worker in zip(results, workers, strict=True):
                took, characters, result.megabytes = worker.run(texts[result.tool.language], seconds)
                result.rates.append(characters / took)
            tell(f"round {number} of {rounds}")
    return results


def _enough(seconds: float) -> int:
    """Return how many texts the quickest tool may get through."""
    return max(20, int(seconds * 2_000))


@dataclass
class _Worker:
    pipe: Connection

    def run(self, texts: list[str], seconds: float) -> tuple[float, int, float]:
        """Read texts for so many seconds; return seconds, characters and the peak of memory in MB."""
        self.pipe.send((texts, seconds))
        answer: tuple[float, int, float] = self.pipe.recv()
        return answer


@contextlib.contextmanager
def _worker(tool: Tool, core: int | None) -> Iterator[_Worker]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, tool, core), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _Worker(ours)
    finally:
        ours.close()
        process.join(timeout=5)
        process.kill()


def _serve(pipe: Connection, tool: Tool, core: int | None) -> None:
    """Make the tool ready, tell how long that took, then read the texts that come until none come."""
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    warnings.simplefilter("ignore")
    logging.disable()  # JioNLP logs each sum that it takes for a time
    begin = time.process_time()
    with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
        read = tool.ready()
    pipe.recv()
    pipe.send((time.process_time() - begin, 0, _peak()))
    with contextlib.suppress(EOFError):
        while True:
            texts, seconds = pipe.recv()
            pipe.send((*_read(read, texts, seconds), _peak()))


def _read(read: Reading, texts: Sequence[str], seconds: float) -> tuple[float, int]:
    """Read one text after another until the time is over; return the time and the characters."""
    begin, characters = time.perf_counter(), 0
    for text in texts:
        read(text)
        characters += len(text)
        if time.perf_counter() - begin > seconds:
            break
    return time.perf_counter() - begin, characters


def _peak() -> float:
    """Return the peak memory of this process in MB; `own_peak` may hold the parent's too."""
    status = Path("/proc/self/status")
    if status.exists() and (peak := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(peak[1]) / 1024
    return own_peak() / 2**20

"""Where the time of reading goes, by component: samples of what runs, taken while bulletins are read."""

import itertools
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from evaluation.benchmarks.texts import varied

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = ("corpus", "models", "pipeline")
_EVERY = 0.001  # seconds of processor time
_WARM = 12


def shares(language: str, bulletins: int) -> dict[str, float]:
    """Return the share of each component in the time of reading so many bulletins, the greatest first.

    A sample counts for the innermost frame of ours: `pipeline/dates`, `corpus`, `pipeline/money.py`.
    """
    from pipeline import load

    reader = load()
    texts = varied(language, 1)
    for text in itertools.islice(texts, _WARM):
        reader.read(text)
    with _sampled() as counts:
        for text in itertools.islice(texts, bulletins):
            reader.read(text)
    total = counts.total()
    return {name: count / total for name, count in counts.most_common()}


@contextmanager
def _sampled() -> Iterator[Counter[str]]:
    counts: Counter[str] = Counter()

    def sample(_: int, frame: FrameType | None) -> None:
        counts[_component(frame)] += 1

    before = signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    try:
        yield counts
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _component(frame: FrameType | None) -> str:
    while frame is not None:
        path = Path(sys.intern(frame.f_code.co_filename))
        if path.is_relative_to(_ROOT):
            parts = path.relative_to(_ROOT).parts
            if parts[0] in _PACKAGES:
                return "/".join(parts[:2]) if parts[0] == "pipeline" else parts[0]
        frame = frame.f_back
    return "elsewhere"

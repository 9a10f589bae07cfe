"""How the search for places slows down with the number of names that it knows."""

import random
import time
from collections.abc import Callable

from evaluation.benchmarks.texts import long_text

_SHARES = (0.1, 0.3, 1.0)
_SIZE, _TIMES = 1_000_000, 5


def rates(language: str) -> dict[int, float]:
    """Return the characters a second at which a tenth, three tenths and all of the names are looked for."""
    from daachorse import CharwiseDoubleArrayAhoCorasick

    from pipeline.gazetteer.sources import names_of

    names, text, chance = sorted(names_of(language)), long_text(language, _SIZE), random.Random(1)
    found = {}
    for share in _SHARES:
        some = sorted(chance.sample(names, round(len(names) * share)))
        automaton = CharwiseDoubleArrayAhoCorasick(some)
        found[len(some)] = len(text) / min(_once(automaton.find_overlapping, text) for _ in range(_TIMES))
    return found


def _once(find: Callable[[str], object], text: str) -> float:
    begin = time.perf_counter()
    find(text)
    return time.perf_counter() - begin

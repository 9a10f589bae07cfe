"""The time of reading at several lengths: `make speed`, or `python tests/reading_time.py [SIZE_IN_KB ...]`.

Texts are the bulletins of corpus/bulletins, one after another and again, each time in another order and with
other numbers, so that no passage is met twice and passed over. A language is measured apart from the other.
"""

import random
import re
import sys
import time
from pathlib import Path

from pipeline import Reader, load

BULLETINS = Path(__file__).parent.parent / "corpus" / "bulletins"
SIZES = (10_000, 100_000, 1_000_000)
PREFIXES = {"en": "e", "zh": "c", "mixed": "emtc"}


def long_text(language: str, size: int) -> str:
    """Return at least `size` characters of bulletins, cut at a line end."""
    texts = [
        path.read_text("utf-8")
        for path in sorted(BULLETINS.glob("*.txt"))
        if path.name[0] in PREFIXES[language]
    ]
    chance = random.Random(size)
    parts: list[str] = []
    length = 0
    while length < size:
        for text in chance.sample(texts, len(texts)):
            varied = re.sub(r"\d", lambda digit: _other(digit[0], chance), text)
            parts.append(varied)
            length += len(varied)
    whole = "\n\n".join(parts)[:size]
    return whole[: whole.rfind("\n")]


def _other(digit: str, chance: random.Random) -> str:
    # 0, 1 and 2 stay, so that years remain years and months months.
    return digit if digit in "012" or not digit.isascii() else str(chance.randint(3, 9))


def seconds(reader: Reader, text: str) -> float:
    """Return how long the reading of `text` takes."""
    begin = time.perf_counter()
    reader.read(text)
    return time.perf_counter() - begin


def main() -> None:
    """Print a line for each language and size, after a first reading that loads what is heavy."""
    sizes = [int(size) * 1000 for size in sys.argv[1:]] or SIZES
    reader = load()
    for language in PREFIXES:
        seconds(reader, long_text(language, 20_000))
    print(f"{'':8}{'characters':>12}{'seconds':>10}{'chars/s':>10}")  # noqa: T201
    for language in PREFIXES:
        for size in sizes:
            text = long_text(language, size)
            took = seconds(reader, text)
            print(f"{language:8}{len(text):12,}{took:10.2f}{len(text) / took:10,.0f}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

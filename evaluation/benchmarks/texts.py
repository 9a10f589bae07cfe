"""Texts to measure with: those of corpus/bulletins, each time with other numbers and in another order."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

BULLETINS = Path(__file__).resolve().parents[2] / "corpus" / "bulletins"
# The share of Han characters in a text of each language, at least and at most.
LANGUAGES = {"en": (0.0, 0.02), "zh": (0.5, 1.0), "mixed": (0.0, 1.0)}
_HAN = re.compile("[\u4e00-\u9fff]")
_DIGIT = re.compile("[3-9]")


def varied(language: str, seed: int) -> Iterator[str]:
    """Yield bulletins without end, none twice the same: other digits, the lines in another order."""
    low, high = LANGUAGES[language]
    texts = (path.read_text("utf-8") for path in sorted(BULLETINS.glob("*.txt")))
    originals = [text for text in texts if low <= len(_HAN.findall(text)) / len(text) <= high]
    chance = random.Random(seed)
    while True:
        for text in chance.sample(originals, len(originals)):
            head, *lines = text.split("\n")
            chance.shuffle(lines)
            yield _other_digits("\n".join((head, *lines)), chance)


def long_text(language: str, size: int) -> str:
    """Return at least `size` characters of bulletins, cut at a line end."""
    parts: list[str] = []
    length = 0
    for text in varied(language, size):
        parts.append(text)
        length += len(text)
        if length >= size:
            break
    whole = "\n\n".join(parts)[:size]
    return whole[: whole.rfind("\n")]


def _other_digits(text: str, chance: random.Random) -> str:
    # 0, 1 and 2 stay, so that years remain years and months months.
    return _DIGIT.sub(lambda _: str(chance.randint(3, 9)), text)

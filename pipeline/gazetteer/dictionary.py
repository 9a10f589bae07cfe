"""The words of jieba's dictionary, read only when something is compiled."""

from functools import cache
from pathlib import Path


@cache
def dictionary() -> dict[str, tuple[int, str]]:
    """Return jieba's words with how often they occur and what kind of word they are."""
    import jieba

    with Path(jieba.__file__).with_name("dict.txt").open(encoding="utf-8") as lines:
        rows = (line.split() for line in lines)
        return {word: (int(count), tag) for word, count, tag in rows}


def frequency(name: str) -> int:
    """Return how often a word occurs, 0 where the dictionary has it not; it often takes cities for verbs."""
    return dictionary().get(name, (0, ""))[0]

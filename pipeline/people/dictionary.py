"""What jieba's dictionary says of Chinese words and characters, compiled once into the user's cache."""

import json
import math
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.kept import Sections, kept
from corpus.word_table import WordTable, packed_words
from pipeline.lexicon import words

_NOWHERE = -1


class Word(NamedTuple):
    """What is said of a word.

    `often` tells how often it occurs, 0 where the dictionary has it not, or only as a beginning of others
    (`begins`). It may be marked as a person, else as a place; and as a verb or function word. `plain` is how
    often it occurs as what is no person.
    """

    often: int = 0
    plain: int = 0
    begins: bool = False
    person: bool = False
    place: bool = False
    verb: bool = False


_UNKNOWN = Word()


# Names and their neighbours are asked for again and again, in one bulletin and in the next.
@lru_cache(maxsize=1 << 14)
def said(word: str) -> Word:
    """Return what the dictionary says of a word, or of the beginning of one.

    >>> said("友好").often > 1000, said("德阳").begins, said("阳德").begins
    (True, True, False)
    >>> said("李白").person, said("访问").verb, said("城市").verb
    (True, True, False)
    """
    return _table().get(word) or _UNKNOWN


def count(word: str) -> int:
    """Return how often a word occurs.

    >>> count("友好") > 1000, count("友好城")
    (True, 0)
    """
    return said(word).often


def is_place(word: str) -> bool:
    """Tell whether a word is a country or marked as a place.

    >>> is_place("北京"), is_place("芬兰"), is_place("访问")
    (True, True, False)
    """
    return said(word).place


@cache
def given_weights() -> Mapping[str, float]:
    """Return the characters that are commoner, or much rarer, in given names than in other words.

    The weights are positive for the characters of names, negative for the others; rare characters have none.
    """
    weights: dict[str, float] = json.loads(bytes(_file()[1]))
    return weights


@cache
def given_names() -> frozenset[str]:
    """Return the given names of two characters in the names that the dictionary holds."""
    return frozenset(json.loads(bytes(_file()[2])))


# Most words share a line with thousands of others, which are as seldom and of the same kinds.
@cache
def _word(line: str) -> Word:
    """Read what `_compiled` writes: how often, -1 where jieba has it not; and letters for what it may be."""
    often, _, kinds = line.partition(" ")
    count = max(int(often), 0)
    person = "n" in kinds
    return Word(
        often=count,
        plain=0 if person else count,
        begins=int(often) != _NOWHERE,
        person=person,
        place="p" in kinds,
        verb="v" in kinds,
    )


@cache
def _table() -> WordTable[Word]:
    return WordTable(_file()[0], _word)


@cache
def _file() -> Sections:
    return kept("words-2", ("jieba", "Babel", "marisa-trie"), [_taught(), _surnames()], _compiled)


def _taught() -> list[str]:
    """Return the words of our lexicon that jieba learns."""
    return [*words("zh", "places")["known"], *words("zh", "delegations")["groups"]]


def _surnames() -> str:
    return "".join(words("zh", "names")["common_surnames"].split())


def _compiled() -> tuple[bytes, ...]:
    import jieba

    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    for word in _taught():
        tokenizer.add_word(word)
    counts: dict[str, int] = tokenizer.FREQ
    persons, places, verbs = _tagged()
    kinds = (("n", persons), ("p", places), ("v", verbs))
    lines = {
        word: f"{counts.get(word, _NOWHERE)} {''.join(kind for kind, found in kinds if word in found)}"
        for word in counts.keys() | persons | places | verbs
    }
    names = sorted(word[1:] for word in persons if len(word) == 3 and word[0] in _surnames())
    return packed_words(lines), json.dumps(_weights(counts)).encode(), json.dumps(names).encode()


def _tagged() -> tuple[set[str], set[str], set[str]]:
    """Return the words that are marked as persons, as places, and as verbs or function words."""
    import jieba
    from babel import Locale

    persons, verbs = set(), set()
    places = {str(name) for name in Locale("zh").territories.values()}
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode("utf-8").split()
            if tag.startswith("nr"):
                persons.add(word)
            elif tag == "ns" and len(word) > 1:
                places.add(word)
            elif tag[0] in "vdpctru":
                verbs.add(word)
    return persons - places, places, verbs


def _weights(counts: Mapping[str, int]) -> dict[str, float]:
    from jieba.posseg.prob_emit import P

    told: dict[str, int] = {}
    for word, count in counts.items():
        for char in word if count else ():
            told[char] = told.get(char, 0) + count
    weights = {}
    for char, count in told.items():
        sure = max(-13.0, *(P[place, "nr"].get(char, -13.0) for place in "ME"))
        ratio = sure + 16 - math.log(count + 300)
        if ratio >= -1:
            weights[char] = 0.2
        elif ratio <= -4.1 and count > 20_000:
            weights[char] = -0.8
    return weights

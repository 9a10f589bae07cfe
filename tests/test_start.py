import random
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import places
from corpus.word_table import WordTable, packed_words
from pipeline.people import dictionary, pinyin

SCRIPT = """
import sys
from pipeline import load
reader = load()
reader.read("Zhao Hui, Mayor of Deyang, gave Konin, Poland, 5,000 euros on 3 May 2015.")
reader.read("2000年9月7日，德阳市与芬兰拉赫蒂市缔结友好城市关系。德阳市市长赵辉率团访问，受赠300万日元。")
heavy = {"dateparser", "jieba", "numpy", "opencc", "pandas", "spacy", "trafilatura"}
print(sorted(heavy & set(sys.modules)))
"""


def test_a_bulletin_is_read_without_what_is_heavy_to_load() -> None:
    # What is compiled at the very first reading stands in the cache.
    dictionary.count("友好"), pinyin.is_pinyin_surname("Zhao"), list(places.sightings("Konin"))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_a_table_of_words_says_what_was_packed() -> None:
    rng = random.Random(1)
    given = {"".join(rng.choices("ab友好𠮷", k=rng.randint(1, 4))): f"{at}\t好" for at in range(200)}
    table = WordTable(packed_words(given), str)
    assert {word: table.get(word) for word in given} == given
    assert table.get("c") is table.get("") is table.get("aaaaa") is table.get("\ud800") is None
    assert table.words() == sorted(given)


@pytest.mark.slow
def test_the_compiled_dictionary_says_what_jieba_does() -> None:
    import jieba

    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    for word in dictionary._taught():
        tokenizer.add_word(word)
    known = sorted(tokenizer.FREQ)
    for word in [*random.Random(1).sample(known, 3000), "浦项", "阳德", "x"]:
        assert dictionary.count(word) == tokenizer.FREQ.get(word, 0)
        assert dictionary.said(word).begins == (word in tokenizer.FREQ)

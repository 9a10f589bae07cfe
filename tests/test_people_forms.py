"""The quick ways in which persons are looked for find what the plain patterns find."""

import re
from itertools import product

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import alternatives, words
from pipeline.mentions import Mention
from pipeline.people import (
    chinese_titles,
    dictionary,
    english_title_words,
    english_titles,
    hanzi_shapes,
    latin,
    merging,
)
from pipeline.people.hanzi_words import han_from, han_until, is_han
from pipeline.people.occurrences import alike, occurrences, words_alike
from pipeline.people.reading import PersonReading

WORDS = [
    "li",
    "Li",
    "LI",
    "Na",
    "na",
    "van",
    "ſi",
    "İ",
    "ı",
    "Σας",
    "σας",
    "é",
    ".",
    "_",
    "3",
    "\n",
    "\xa0",
    " ",
]
HAN = [
    *"赵李辉娜国建委市长书记主任副代表驻总理事会的了和向率 　\n、，（）",
    "市长",
    "驻华",
    "总领事",
    "市议会议长",
]
ENGLISH = [
    *("deputy", "Vice", "vice-", "mayor", "Mayor", "director", "general", "Director-General", "co-", "chair"),
    *("foreign", "affairs", "Secretary", "elect", "chargé d'affaires", "Lt.", "Cr.", "under", "of", "the"),
    *(" ", " ", " ", "-", "\n", ", ", "'", "ſ", "K", "Li", "2", "_"),
]


def texts(pieces: list[str], most: int = 30) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


names = st.lists(
    texts(WORDS, 5).map(lambda text: " ".join(text.split())).filter(bool), min_size=1, max_size=4
)


@given(texts(WORDS), names)
def test_forms_are_found_as_alternatives_are(text: str, forms: list[str]) -> None:
    plain = re.compile(alternatives(forms))
    assert list(occurrences(text, forms)) == [match.span() for match in plain.finditer(text)]


@given(texts(WORDS), names)
def test_words_are_found_alike_in_capitals(text: str, forms: list[str]) -> None:
    plain = re.compile(rf"(?<!\w)(?:{alternatives(forms)})(?!\w)", re.IGNORECASE)
    assert list(words_alike(text, forms)) == [match.span() for match in plain.finditer(text)]


@pytest.mark.parametrize("char", "aKkſsİıiΣςσµμßẞẛṡﬅﬆΐ\u0345ᲀвéÉǅ")
def test_letters_are_alike_where_re_takes_them_for_one(char: str) -> None:
    pattern = re.compile(re.escape(char), re.IGNORECASE)
    others = [other for other in map(chr, range(0x10000)) if not "\ud800" <= other <= "\udfff"]
    assert [other for other in others if pattern.fullmatch(other)] == [
        other for other in others if alike(other) == alike(char)
    ]


@given(texts([*ENGLISH, "d'Arc", "D.C.", "St.", "x.", "Mr.", "o’s"]))
def test_plain_words_are_cut_as_others_are(text: str) -> None:
    slow = [match.span() for match in re.finditer(latin._WORD, text)]
    on = latin.page(text)
    assert list(zip(on.starts, on.ends, strict=True)) == slow


@given(texts([*ENGLISH, "Vice-Mayor", "vice‑MAYOR", "Co-", "-", "İ", "ΣΑΣ", "Affairs", "gov."]))
def test_each_word_is_asked_whether_titles_end_with_it(text: str) -> None:
    last, found = english_title_words._last_words(), latin.page(text).words
    plain = [at for at, word in enumerate(found) if re.split("[-‐‑]", word.lower())[-1] in last]
    assert english_title_words.ending_titles(found) == plain


@given(texts(ENGLISH))
def test_english_titles_begin_where_the_pattern_first_matches(text: str) -> None:
    plain = re.compile(rf"(?<![^\W_]){english_title_words._pattern().pattern}", re.IGNORECASE)
    on = latin.page(text)
    for index, end in enumerate(on.ends):
        begin = on.starts[max(0, index - 6)]
        match = plain.search(text, begin, end)
        assert english_titles._leftmost(on, index) == (match and (match.start(), match["head"]))


def titles() -> list[str]:
    table = words("zh", "titles")
    return [*HAN, *table["heads"], *table["modifiers"], *table["fields"], *table["compounds"]]


@given(texts(titles()))
def test_chinese_titles_begin_at_heads_or_before_them(text: str) -> None:
    pattern, found, reached = chinese_titles._pattern(), [], 0
    for start in chinese_titles._may_begin(text):
        match = pattern.match(text, start) if start >= reached else None
        if match:
            found.append(match.span())
            reached = match.end()
    assert found == [match.span() for match in pattern.finditer(text)]


def test_beginnings_of_words_are_known() -> None:
    # What stands across a border is looked for no further than a beginning that is none.
    with jieba.get_dict_file() as lines:
        told = [line.decode().split()[0] for line in lines][::200]
    for word in told:
        assert dictionary.said(word).often
        assert all(dictionary.said(word[:cut]).begins for cut in range(1, len(word)))


@given(st.text("赵李佐藤彼得斯阮山克与的在市花会见南森", min_size=2, max_size=8))
def test_a_shapeless_name_looks_like_less_than_half_a_name(name: str) -> None:
    looks, _ = hanzi_shapes.shape(name)
    if hanzi_shapes.is_shapeless(name) and not dictionary.said(name).person:
        assert looks < 0.5
        assert len(name) < 7 or looks < -4


@given(texts(HAN), st.integers(0, 9), st.integers(0, 9))
def test_runs_of_chinese_characters(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    forward = next((at for at in range(start, end) if not is_han(text, at)), end)
    assert han_until(text, start, end) == forward
    back = next((at for at in range(end, start, -1) if not is_han(text, at - 1)), start)
    assert han_from(text, end, start) == back


def test_chinese_persons_are_the_same_however_they_are_spelt() -> None:
    chosen = ["赵辉", "赵慧", "赵辉", "李娜", "李那", "欧阳文", "彼得·史密斯", "史密斯", "小林健"]
    for one, other, third in product(chosen, repeat=3):
        readings = [
            (at, Mention(at * 9, at * 9 + 3, "", PersonReading(name, ("市长",), short=name == "史密斯")))
            for at, name in enumerate((one, other, third))
        ]
        latin_too = (9, Mention(90, 95, "", PersonReading("Xx Yy", ("Mayor",))))
        without = merging.merge_people(readings)
        assert merging.merge_people([*readings, latin_too])[: len(without)] == without

"""Characters are read as pypinyin reads them."""

import random

import pytest

from corpus.sounds import initial_and_final, plain_readings, sounds

TEXTS = ["长沙", "重庆市", "曾庆红", "Ponta 蓬塔", "a市", "阿Q", "𠮷野家", "一个", "乐山, 音乐", "\u9fff长"]


def _texts() -> list[str]:
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    chance = random.Random(1)
    phrases, single = sorted(PHRASES_DICT), [chr(code) for code in sorted(PINYIN_DICT)]
    parts = [*chance.sample(phrases, 1500), *chance.sample(single, 300), "x", "，", " "]
    cut = [part[: chance.randint(1, len(part))] for part in parts]
    return ["".join(chance.choices(parts + cut, k=chance.randint(1, 4))) for _ in range(1500)]


@pytest.mark.slow
def test_readings_are_those_of_pypinyin() -> None:
    from pypinyin import Style, lazy_pinyin, pinyin

    for text in [*TEXTS, *_texts()]:
        found = sounds(text)
        toned = [list(dict.fromkeys(sound.readings)) or [sound.printed] for sound in found]
        assert toned == [known for known in pinyin(text, heteronym=True) if known != [""]]
        assert [plain_readings(sound) for sound in found] == [
            known for known in pinyin(text, style=Style.NORMAL, heteronym=True) if known != [""]
        ]
        read = [initial_and_final(sound.readings[0]) for sound in found if sound.readings]
        for place, style in enumerate((Style.INITIALS, Style.FINALS)):
            assert [parts[place] for parts in read] == lazy_pinyin(
                text, style=style, strict=False, errors="ignore"
            )


def test_a_phrase_settles_its_readings() -> None:
    assert [sound.readings[0] for sound in sounds("长沙")] == ["cháng", "shā"]
    assert len(sounds("长")[0].readings) == 2


def test_what_is_not_read_stays_together() -> None:
    assert [sound.printed for sound in sounds("Q3, 市")] == ["Q3, ", "市"]
    assert sounds("") == []

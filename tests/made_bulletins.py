"""Bulletins made of sentences with other numbers, days and cities in each, for runs over many of them."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

_PAIRS = (
    ("Deyang", "德阳", "Lahti", "拉赫蒂"),
    ("Changsha", "长沙", "Kagoshima", "鹿儿岛"),
    ("Wuxi", "无锡", "Leverkusen", "勒沃库森"),
    ("Xi'an", "西安", "Edinburgh", "爱丁堡"),
    ("Kunming", "昆明", "Chittagong", "吉大港"),
    ("Nanning", "南宁", "Bundaberg", "班达伯格"),
)
_ENGLISH = (
    "On {day} {month} {year} a delegation of {size} people from {there} visited {here}.",
    "The mayor of {there} thanked the hosts, and both sides signed a contract worth {sum} million euros.",
    "{there} has been a sister city of {here} since {since}.",
    "The guests saw school number {number} and planted {size} trees.",
)
_CHINESE = (
    "{year}年{m}月{day}日，{there}市代表团一行{size}人访问{here}市。",
    "双方签署了总额{sum}万欧元的合作协议。",
    "{since}年，{here}与{there}结为友好城市。",
    "客人参观了第{number}中学，并种下{size}棵树。",
)
_MONTHS = ("January", "March", "May", "June", "September", "November")


def bulletin(number: int) -> str:
    """Return a bulletin; every third is in Chinese. The same number gives the same text."""
    chance = random.Random(number)
    here, here_zh, there, there_zh = chance.choice(_PAIRS)
    chinese = number % 3 == 0
    month = chance.randrange(len(_MONTHS))
    filled = {
        "here": here_zh if chinese else here,
        "there": there_zh if chinese else there,
        "day": chance.randint(1, 28),
        "month": _MONTHS[month],
        "m": (1, 3, 5, 6, 9, 11)[month],
        "year": chance.randint(1990, 2024),
        "since": chance.randint(1980, 1989),
        "size": chance.randint(3, 60),
        "sum": chance.randint(2, 900),
        "number": number,
    }
    sentences = [one.format(**filled) for one in (_CHINESE if chinese else _ENGLISH)]
    return ("" if chinese else " ").join(sentences) + "\n"


def write_folder(folder: Path, count: int) -> None:
    """Write bulletins as files of text, a thousand in a folder."""
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"b{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(bulletin(number), encoding="utf-8")


def rows(count: int) -> Iterator[str]:
    """Yield bulletins as JSON lines with the columns `id` and `body`."""
    for number in range(count):
        yield json.dumps({"id": f"b{number:06}", "body": bulletin(number)}, ensure_ascii=False) + "\n"

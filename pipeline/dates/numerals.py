"""Small whole numbers as dates print them: digits, English words up to ninety-nine, Chinese numerals."""

from functools import cache, lru_cache

from pipeline.lexicon import alternatives, words

# `二OO八年` is printed with Latin letters.
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "o": 0,
    **{str(digit): digit for digit in range(10)},
    "两": 2,
    "廿": 20,
    "卅": 30,
}
CHINESE = "零〇○一二三四五六七八九十廿卅百"


@cache
def english_numbers() -> dict[str, int]:
    """Return the English words for 1 to 99, hyphened and not.

    >>> english_numbers()["twenty-one"], english_numbers()["a"]
    (21, 1)
    """
    table = words("en", "date_numbers")
    units, teens, tens = table["units"], table["teens"], table["tens"]
    numbers = dict.fromkeys(table["one"], 1)
    numbers |= {word: value for value, word in enumerate([*units, *teens], start=1)}
    for value, ten in enumerate(tens, start=2):
        numbers[ten] = value * 10
        for unit, word in enumerate(units, start=1):
            numbers[f"{ten}-{word}"] = numbers[f"{ten} {word}"] = value * 10 + unit
    return numbers


@cache
def english_ordinals() -> dict[str, int]:
    """Return the English ordinal words for 1 to 31.

    >>> english_ordinals()["thirty-first"]
    31
    """
    table = words("en", "date_numbers")
    units, teens = table["ordinal_units"], table["ordinal_teens"]
    ordinals = {word: value for value, word in enumerate([*units, *teens], start=1)}
    for value, (ten, ordinal) in enumerate(
        zip(table["tens"][:2], table["ordinal_tens"], strict=True), start=2
    ):
        ordinals[ordinal] = value * 10
        for unit, word in enumerate(units, start=1):
            ordinals[f"{ten}-{word}"] = ordinals[f"{ten} {word}"] = value * 10 + unit
    return {word: value for word, value in ordinals.items() if value <= 31}


@cache
def number_pattern() -> str:
    """Return the pattern of a number in digits or English words up to ninety-nine."""
    table = words("en", "date_numbers")
    units = alternatives(table["units"])
    small = alternatives([*table["one"], *table["teens"]])
    return rf"(?:\d{{1,3}}|(?:{alternatives(table['tens'])})(?:[\s-](?:{units}))?|{small}|{units})"


@cache
def ordinal_pattern() -> str:
    """Return the pattern of an ordinal in English words up to thirty-first."""
    table = words("en", "date_numbers")
    units, tens = alternatives(table["ordinal_units"]), alternatives(table["tens"][:2])
    whole = alternatives([*table["ordinal_teens"], *table["ordinal_tens"]])
    return rf"(?:(?:{tens})[\s-](?:{units})|{whole}|{units})"


def english_number(word: str) -> int:
    """Return the value of digits (`12`, `12th`) or of a number word or ordinal.

    >>> english_number("12th"), english_number("seven"), english_number("first")
    (12, 7, 1)
    """
    word = " ".join(word.lower().split())
    digits = "".join(character for character in word if character.isdigit())
    if digits:
        return int(digits)
    return english_numbers().get(word) or english_ordinals()[word]


@lru_cache(maxsize=1024)
def chinese_number(numeral: str) -> int:
    """Return the value of digits or of a Chinese numeral, read by place (`二〇一九`) or by ten (`二十九`).

    >>> [chinese_number(n) for n in ("12", "二〇一九", "二十九", "十", "廿五", "一百零八", "一〇八")]
    [12, 2019, 29, 10, 25, 108, 108]
    """
    if numeral.isdecimal():
        return int(numeral)
    if not set(numeral) & set("十百廿卅"):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    total, pending = 0, 0
    for character in numeral:
        if character == "百":
            total, pending = total + (pending or 1) * 100, 0
        elif character == "十":
            total, pending = total + (pending or 1) * 10, 0
        elif character in "廿卅":
            total += _DIGITS[character]
        else:
            pending = _DIGITS[character]
    return total + pending


def republic_year(printed: str) -> int:
    """Return the year of our era for one of the Republic of China.

    >>> republic_year("一○八"), republic_year("109"), republic_year("一百一十")
    (2019, 2020, 2021)
    """
    return 1911 + chinese_number(printed.replace("百十", "百一十"))


def full_year(short: int) -> int:
    """Complete a year of two digits, or one of the republic (`108年5月`)."""
    if short >= 1000:
        return short
    if short >= 100:
        return 1911 + short
    return (1900 if short >= 50 else 2000) + short

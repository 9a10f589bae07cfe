"""Korean names printed in Chinese characters: surnames by habit, given names by the sounds that both keep.

No permissively licensed library gives the Korean readings of characters. But Mandarin and Korean took them
from one language: a final ng is ng in both, a final n is n or m, and the classes of initials agree.
"""

import re
from functools import cache, lru_cache

from pipeline.lexicon import words
from pipeline.people.pinyin import letters, syllables

# The initials that a Korean syllable may have for one of Mandarin, as patterns.
_INITIALS = {
    "b": "[bp]", "p": "[bp]", "m": "m", "f": "[bp]", "d": "(?:[dt]|j|ch)", "t": "(?:[dt]|j|ch)",
    "n": "[nily]?", "l": "[rlny]?", "g": "[gkh]", "k": "[gkh]", "h": "(?:[hkg]|hw)?", "j": "(?:[gkhj]|ch)",
    "q": "(?:[gkhjs]|ch)", "x": "(?:[hkgs]|sh|j)", "zh": "(?:[jdts]|ch)", "ch": "(?:[jdts]|ch|sh)",
    "sh": "(?:s|sh|j)", "z": "(?:j|ch|s)", "c": "(?:j|ch|s)", "s": "(?:s|sh)", "r": "[inyl]?",
    "": "[gmnlhw]?",
}  # fmt: skip
_VOWELS = "[aeiouwy]+"


@cache
def _surnames() -> dict[str, frozenset[str]]:
    return {name: frozenset(forms) for name, forms in words("zh", "identity")["surnames"].items()}


def surname_forms(name: str) -> frozenset[str]:
    """Return the Latin forms of the surname of a Korean name.

    >>> sorted(surname_forms("朴贤俊"))
    ['bak', 'pak', 'park']
    """
    return _surnames().get(name[:1], frozenset())


@lru_cache(maxsize=4096)
def may_spell(name: str, parts: tuple[str, ...]) -> bool:
    """Tell whether Latin parts may be the Korean reading of a name, the surname first or last.

    >>> may_spell("金相宇", ("Sang-woo", "Kim")), may_spell("金相宇", ("Kim", "Hyun-min"))
    (True, False)
    """
    plain = [letters(part) for part in parts]
    orders = ((plain[0], "".join(plain[1:])), (plain[-1], "".join(plain[:-1])))
    forms = surname_forms(name)
    return any(surname in forms and _given(name[1:]).fullmatch(given) for surname, given in orders)


@lru_cache(maxsize=4096)
def _given(name: str) -> re.Pattern[str]:
    return re.compile("".join(f"(?:{'|'.join(map(_syllable, syllables(char)))})" for char in name))


def _syllable(reading: str) -> str:
    from pypinyin.contrib.tone_convert import to_initials

    initial = to_initials(reading, strict=True)
    coda = "ng" if reading.endswith("ng") else "[nm]" if reading.endswith("n") else "(?:[gklpbth]|ck)?"
    return _INITIALS.get(initial, "") + _VOWELS + coda

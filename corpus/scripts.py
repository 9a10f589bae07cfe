"""Which script and which language a stretch of text is in."""

from collections import Counter
from functools import cache
from itertools import chain

from corpus.late import late
from corpus.words import words

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
# Characters beside which lines are joined without a space.
WIDE = late(rf"[{HAN}\u3001-\u3020\uff01-\uff60]")

# Told in a third of the time that Chinese characters take, which are all among these.
EASTERN = late("[^\0-\u3006\U00040000-\U0010ffff]")
_HAN_RUN = late(f"[{HAN}]+")
_LATIN_WORD = late(f"[{LATIN}][{LATIN}'’.-]*")
# The same in a text of ASCII in small letters.
_ASCII_WORD = late("[a-z][a-z'.-]*")
# So many words show which language they are.
_ENOUGH = 400
_GLOSS = late("[（(][^（(）)]{1,200}[）)]")
_KANA = late("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
# Each script that is told by its letters alone, with the language or script named in the warning.
_SCRIPTS = {
    "Korean": late("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    "Cyrillic": late("[\u0400-\u052f]"),
    "Arabic": late("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "Hebrew": late("[\u0590-\u05ff]"),
    "Greek": late("[\u0370-\u03ff]"),
    "Thai": late("[\u0e00-\u0e7f]"),
    "Devanagari": late("[\u0900-\u097f]"),
    "Mongolian": late("[\u1800-\u18af]"),
    "Tibetan": late("[\u0f00-\u0fff]"),
}
_ELSEWHERE = late("[\u0370-\u1cff\u3041-\u30fa\u3130-\u318f\uac00-\ud7af\ufb50-\ufefc\uff66-\uff9d]")


def han_count(text: str) -> int:
    """Return how many Chinese characters `text` holds."""
    if text.isascii() or not EASTERN.search(text):
        return 0
    return sum(map(len, _HAN_RUN.findall(text)))


def language(text: str) -> str:
    """Return `en`, `zh`, the English name of another language or script, or `none` for no letters.

    >>> language("Deyang has five sister cities."), language("德阳市现有5个友好城市"), language("2019-05-30")
    ('en', 'zh', 'none')
    >>> language("両市は友好都市の協定を結びました"), language("La delegación de la ciudad visitó a Bonn")
    ('Japanese', 'Spanish')
    """
    if text.isascii():
        words = _ASCII_WORD.findall(text.lower())
        return _latin_language(words[:_ENOUGH]) if words else "none"
    latin = _LATIN_WORD.findall(text)
    han = han_count(text)
    if _ELSEWHERE.search(text):
        other = _other_script(text, han, len(latin))
        if other:
            return other
    if han == 0 and not latin:
        return "none"
    if han and latin and ("(" in text or "（" in text):
        # `市长（Tan Sri Abang Johari）会见…`: a gloss in brackets does not decide.
        bare = _GLOSS.sub("", text)
        han, latin = han_count(bare) or han, _LATIN_WORD.findall(bare)
    # A Chinese character carries about as much as two thirds of an English word.
    if han * 2 >= len(latin) * 3:
        return "zh"
    return _latin_language(" ".join(latin[:_ENOUGH]).lower().split(" "))


def _other_script(text: str, han: int, latin: int) -> str | None:
    kana = len(_KANA.findall(text))
    # A shop's name in kana, or the の of a Taiwanese brand, does not make a Chinese line Japanese.
    if kana >= 2 and kana * 6 >= han and kana >= latin:
        return "Japanese"
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    name = max(counts, key=lambda key: counts[key])
    return name if counts[name] >= 2 and counts[name] > han and counts[name] > latin * 3 else None


@cache
def _english_words() -> frozenset[str]:
    return frozenset(words("function_words")["English"])


@cache
def _languages_by_word() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}
    for language, listed in words("function_words").items():
        for word in set(listed):
            languages.setdefault(word, []).append(language)
    return languages


def _latin_language(tokens: list[str]) -> str:
    """Return the language whose function words show; names alone, which show none, count as English."""
    if len(tokens) < 5:
        return "en"
    english = sum(map(_english_words().__contains__, tokens)) / len(tokens)
    if english >= 0.25:
        return "en"
    known = _languages_by_word()
    if not any(token in known for token in tokens):
        return "en"
    counts = Counter(chain.from_iterable(known[token] for token in tokens if token in known))
    shares: dict[str, float] = {name: counts[name] / len(tokens) for name in words("function_words")}
    best = max(shares, key=lambda name: shares[name])
    # `Rio de Janeiro`, `Santa Cruz de la Sierra` in an English list: a few foreign particles, no more.
    if best != "English" and shares[best] >= 0.2 and shares[best] > 2 * english:
        return best
    return "en"

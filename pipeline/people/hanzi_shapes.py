"""How much a string of Chinese characters looks like a name: Chinese, Japanese, or written by sound."""

from functools import cache, lru_cache

from pipeline.lexicon import words
from pipeline.people.dictionary import given_names, given_weights, said
from pipeline.people.hanzi_words import characters, japanese_surnames, listed

# One character that ends a name for certain, and one that some names hold too.
_HARD = frozenset(
    "的了是在与及也则还曾说称率等被把给他她这很都将就从并又再已不未该您你我让赴抵访邀陪偕啥吗呢吧么哪谁叫携谓亦由但而或作做"
)
# 李在明, 任从容: in the middle of a name these are no border.
_INNER = frozenset("在将就从再未由与亦并作")
_VIETNAMESE = "阮黎武裴邓潘范陈黄吴胡杨段"
# The second character of most Japanese surnames.
_JAPANESE_SECOND = frozenset(
    "田村川山野本井上木岛崎原口藤泽谷松桥冈内林森部间濑岩下中津宫仓塚冢根浦河尾池吉屋形垣城坂瀬沢"
)
_NEVER_FIRST = (_HARD - frozenset("将从再未但都")) | frozenset(
    "和同及为对以我该本其此各多几两一二三四五六七八九十省市外办"
)
BODY_ENDS = frozenset("市省县区州局部院委厅处署团队组社馆台站镇乡村町郡议党府们所后前届届员")


# A string of no known shape is worth less, however common its characters are in names.
_SHAPELESS = 0.95
_NO_WEIGHTS: dict[str, float] = {}


def _penalty(char: str, *, last: bool) -> tuple[float, ...]:
    """Return what speaks against a character in a given name, one by one: sums would round differently."""
    wide = (3.0,) if char in "市县省" else ()
    if char in _HARD and (last or char not in _INNER):
        return (*wide, 4.0)
    if char in _HARD or char in listed("function"):
        return (*wide, 0.8)
    return (*wide, 1.2) if last and char in BODY_ENDS else wide


@cache
def _penalties(*, last: bool) -> dict[str, tuple[float, ...]]:
    return {char: _penalty(char, last=last) for char in _HARD | BODY_ENDS | listed("function")}


def given_weight(given: str) -> float:
    """Return what the given name adds: function words and the ends of bodies are seldom in one."""
    score = 0.0
    if len(given) > 1:
        score = -2.5 if given in listed("function") or given[-2:] in listed("function") else 0.0
    weights = given_weights() if len(given) < 4 else _NO_WEIGHTS
    penalties, final = _penalties(last=False), len(given) - 1
    for at, char in enumerate(given):
        if at == final:
            penalties = _penalties(last=True)
        score += weights.get(char, 0.0)
        for penalty in penalties.get(char, ()):
            score -= penalty
    return score


# From how often a word occurs on, and how little it looks like a name then.
_PLACE_STEPS = ((1000, -3.0), (100, -1.5), (0, -0.7))
_WORD_STEPS = ((2000, -4.0), (500, -2.2), (30, -1.0), (0, -0.4))


def _word_like(name: str) -> float:
    """Return what the dictionary says of the whole: a name, or a word, the worse the commoner it is."""
    word = said(name)
    if word.person:
        return 0.8
    if not word.often:
        return 0.0
    if len(name) > 2:
        return -3.0
    steps = _PLACE_STEPS if word.place else _WORD_STEPS
    return next(weight for least, weight in steps if word.often >= least)


def never_begins(characters: str) -> bool:
    """Tell whether no name begins with these two characters.

    >>> never_begins("的赵"), never_begins("五味")
    (True, False)
    """
    return characters[0] in _NEVER_FIRST and characters not in japanese_surnames()


# Who is named once is named again, and what stands around names is much the same everywhere.
@lru_cache(1 << 12)
def shape(name: str) -> tuple[float, bool]:
    """Return how much a string without dots looks like a name, and whether it is a surname alone."""
    if never_begins(name[:2]):
        return -9.0, False
    best, alone = _chinese(name), False
    # 市长于去年, 主席向客人: a preposition that is a surname too, before a word.
    if best > -9 and name[0] in listed("function") and said(name[1:]).often >= 500 and len(name) > 2:
        best -= 2.0
    japanese = _japanese_shape(name)
    if japanese is not None and japanese[0] > best:
        best, alone = japanese
    if len(name) >= 2 and characters("transliteration").issuperset(name):
        best = max(best, min(2.6, 0.7 + 0.35 * len(name)))
        alone = alone and (best < 1.5 or name in japanese_surnames())
    if best < _SHAPELESS and 2 <= len(name) <= 6:
        best = max(best, (0.3 if 3 <= len(name) <= 5 and not holds_word(name) else -0.9) + given_weight(name))
    return best + _word_like(name), alone


@cache
def _openings() -> frozenset[str]:
    """Return the characters that names of a known shape begin with where they are longer than three."""
    double = words("zh", "names")["compound_surnames"]
    return frozenset(name[0] for name in (*double, *japanese_surnames(), *_VIETNAMESE))


def is_shapeless(name: str) -> bool:
    """Tell whether a name is neither Chinese, Japanese nor written by sound; not asked of three characters.

    It looks like less than half a name then, unless the dictionary marks it as one.
    """
    if len(name) == 3:
        return False
    if len(name) == 2 and (name[0] in characters("surnames") or name in japanese_surnames()):
        return False
    if len(name) > 3 and (name[0] in _openings() or (len(name) == 4 and name[1] in _JAPANESE_SECOND)):
        return False
    return not characters("transliteration").issuperset(name)


def holds_word(name: str) -> bool:
    """Tell whether a word of the dictionary that is no name stands inside."""
    for start in range(len(name) - 1):
        for end in (start + 2, start + 3):
            if end <= len(name) and said(name[start:end]).plain >= 50:
                return True
    return False


def _chinese(name: str) -> float:
    if 3 <= len(name) <= 4 and name[:2] in listed("compound_surnames"):
        return 2.7 + given_weight(name[2:])
    if name[0] in characters("surnames"):
        base = 2.0 if name[0] in characters("common_surnames") else 0.9
    # 字建军: what is no surname in the lists may be one before a given name that others bear.
    elif len(name) == 3 and name[1:] in given_names() and not said(name[:2]).begins:
        base = 0.3
    else:
        return -9.0
    if len(name) in (2, 3):
        return base + (0.7 if len(name) == 3 else 0.4) + given_weight(name[1:])
    # 阮氏秋河
    if len(name) == 4 and name[0] in _VIETNAMESE:
        return 0.6 + given_weight(name[1:]) + (1.5 if name[1] in "氏文德春" else 0)
    return -9.0


@cache
def _japanese_beginnings() -> frozenset[str]:
    return frozenset(name[0] for name in japanese_surnames())


def _japanese_given(given: str) -> float:
    """隆之, 达也, 正和: what is a function word elsewhere ends many given names."""
    return given_weight(given[:1]) if len(given) == 2 and given[1] in "之也和与" else given_weight(given)


def _japanese_shape(name: str) -> tuple[float, bool] | None:
    for cut in (3, 2, 1) if name[0] in _japanese_beginnings() else ():
        if name[:cut] in japanese_surnames() and (cut > 1 or name[0] not in characters("common_surnames")):
            given = name[cut:]
            if not given and cut > 1:
                return 0.9, True
            if 1 <= len(given) <= 3 and (cut > 1 or len(given) > 1):
                return (2.9 if cut > 1 else 1.5) + (0.4 if len(given) == 2 else 0.1) + _japanese_given(
                    given
                ), False
    if len(name) == 4 and name[1] in _JAPANESE_SECOND and not holds_word(name[1:]):
        return 1.6 + given_weight(name[2:]), False
    return None

"""Whether two mentions may be of one person, by what they themselves say."""

from pipeline.register.people import chinese, japanese, korean
from pipeline.register.people.mention import PersonMention
from pipeline.register.people.printed import HAN, folded
from pipeline.register.people.profile import (
    Profile,
    latin_forms,
    profile,
    spellings,
    surname_key,
    surnames_of,
)
from pipeline.transliteration import ALIKE, likeness, unlike

_NAMED = ("han:", "py:", "ja:", "la:", "yue:")


def blocks(mention: PersonMention) -> frozenset[str]:
    """Return the keys of a mention: two that may be of one person share at least one.

    A key joins a name with what it needs beside it, so that few mentions share one by accident.

    >>> sorted(blocks(PersonMention(("Wang Wei",), ("Speaker",), (), ("geonames:1",), ("CN",))))[0]
    'py:wang|wei@geonames:1'
    """
    return profile(mention).keys


def same(one: PersonMention, other: PersonMention) -> bool:
    """Tell whether two mentions may be of one person; symmetric.

    >>> mayor = PersonMention(("赵辉",), ("市长",), ("德阳",), ("geonames:1812961",), ("CN",))
    >>> same(mayor, PersonMention(("ZHAO Hui",), ("Mayor",), ("Deyang",), ("geonames:1812961",), ("CN",)))
    True
    >>> same(mayor, mayor._replace(names=("赵慧",)))
    False
    """
    a, b = profile(one), profile(other)
    shared = a.keys & b.keys
    if not shared or (a.countries and b.countries and not a.countries & b.countries) or apart(a, b):
        return False
    kinds = {key[: key.index(":") + 1] for key in shared}
    if kinds & set(_NAMED):
        return True
    if "sur:" in kinds and (_surname_alone(a, b) or _initials(a, b) or _of_korea_or_japan(a, b)):
        return True
    return "post:" in kinds and _sounds_alike(a, b)


def apart(one: Profile, other: Profile) -> bool:
    """Tell whether full names of one script contradict each other."""
    chinese, latin = _chinese_agree(one, other), _latin_agree(one, other)
    if chinese is False:
        # 特朗普 and 川普 are one where both are printed with the same Latin name.
        foreign = not spellings(one) & spellings(other)
        return not (latin and foreign and _any_sounded(one) and _any_sounded(other))
    return latin is False and chinese is not True


def _any_sounded(told: Profile) -> bool:
    return bool(told.sounded) or any("·" in name for name in told.chinese)


def _chinese_agree(one: Profile, other: Profile) -> bool | None:
    """Tell whether full names in Chinese characters agree, None where one side has none."""
    first, second = one.chinese | one.sounded, other.chinese | other.sounded
    if not first or not second:
        return None
    if first & second:
        return True
    return any(_last_part(a, b) or _last_part(b, a) for a in first for b in second)


def _last_part(short: str, full: str) -> bool:
    return "·" not in short and full.endswith("·" + short)


def _latin_agree(one: Profile, other: Profile) -> bool | None:
    """Tell whether full Latin names agree, None where one side has none."""
    if not one.latin or not other.latin:
        return None
    return any(_one_latin_name(a, b, in_japan=one.japanese) for a in one.latin for b in other.latin)


def _one_latin_name(a: tuple[str, ...], b: tuple[str, ...], *, in_japan: bool) -> bool:
    spelt = chinese.spelt(a), chinese.spelt(b)
    if all(spelt):
        return bool(spelt[0] & spelt[1])
    if in_japan and sorted(map(japanese.romaji, a)) == sorted(map(japanese.romaji, b)):
        return True
    return bool(latin_forms(a) & latin_forms(b)) and _middles_agree(a, b)


def _middles_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """John F. Smith is John Francis Smith, and not John G. Smith."""
    middles = "".join(map(folded, a[1:-1])), "".join(map(folded, b[1:-1]))
    joined = {"".join(map(folded, a)), "".join(map(folded, b))}
    return len(joined) == 1 or not all(middles) or any(x.startswith(y) for x, y in (middles, middles[::-1]))


def _surname_alone(one: Profile, other: Profile) -> bool:
    """Tell whether one of the mentions has nothing but a surname, which is that of the other."""
    for short, full in ((one, other), (other, one)):
        if short.level == 5 and any(_is_surname(name, short, full) for name in short.surnames):
            return True
        if short.level == 3 and any(_last_part(a, b) for a in short.sounded for b in full.chinese):
            return True
    return False


def _is_surname(name: str, short: Profile, full: Profile) -> bool:
    sounds = {s for whole in full.chinese | full.sounded for s in surnames_of(whole, full)}
    sounds |= {s for whole in full.surnames if HAN.search(whole) for s in surnames_of(whole, full)}
    if not HAN.search(name):
        sounds |= {surname_key(part, full) for part in _ends(full)}
        return surname_key(name, short) in sounds
    if sounds:
        # 赵 is the surname of 赵辉, and not of 肇辉.
        return name in sounds
    return not {surname_key(part, full) for part in _ends(full)}.isdisjoint(surnames_of(name, short))


def _ends(told: Profile) -> set[str]:
    alone = {(name,) for name in told.surnames if not HAN.search(name)}
    names = told.latin | told.initials | alone
    return {part for parts in names for part in (parts[0], parts[-1])}


def _initials(one: Profile, other: Profile) -> bool:
    """Tell whether a name with initials is that of the other: `J. Smith` and `John Smith`."""
    return any(
        _abbreviates(short, full)
        for a, b in ((one, other), (other, one))
        for short in a.initials
        for full in b.latin | b.initials
    )


def _abbreviates(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    a, b = [folded(part) for part in short], [folded(part) for part in full]
    for order in (b, [*b[1:], b[0]]):
        given = order[:-1]
        if a[-1] == order[-1] and all(x[0] == y[0] for x, y in zip(a[:-1], given, strict=False)):
            return True
    return False


def _of_korea_or_japan(one: Profile, other: Profile) -> bool:
    for han, latin in ((one, other), (other, one)):
        for name in han.chinese:
            for parts in latin.latin:
                if han.korean and korean.may_spell(name, parts):
                    return True
                if han.japanese and not japanese.readings(name) and _japanese_surname(name, parts):
                    return True
    return False


def _japanese_surname(name: str, parts: tuple[str, ...]) -> bool:
    ends = {japanese.romaji(parts[0]), japanese.romaji(parts[-1])}
    return any(reading in ends for _, reading in japanese.surnames(name))


def _sounds_alike(one: Profile, other: Profile) -> bool:
    """Tell whether a foreign name in Chinese characters sounds like a Latin one of the same post."""
    for han, latin in ((one, other), (other, one)):
        names = [*latin.latin, *latin.initials, *((name,) for name in latin.surnames if not HAN.search(name))]
        for name in han.chinese | han.sounded:
            if any(_heard(name, parts) for parts in names):
                return True
    return False


def _heard(name: str, parts: tuple[str, ...]) -> bool:
    """Tell whether the last part sounds like the surname, or all like all, and the first not unlike."""
    pieces = name.split("·")
    if len(pieces) > 1 and len(parts) > 1 and unlike(pieces[0], parts[0]):
        return False
    surname = likeness(pieces[-1], parts[-1])
    return max(surname, likeness(name.replace("·", ""), "".join(parts))) >= ALIKE

"""A mention with its names read: what they spell, and the keys under which the mention is looked for."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from pipeline.people.pinyin import is_pinyin_surname, letters, syllables
from pipeline.register.people import cantonese, chinese, japanese, korean
from pipeline.register.people.mention import PersonMention
from pipeline.register.people.printed import HAN, folded, read_names
from pipeline.register.people.titles import classes

_CHINA = frozenset({"CN", "TW"})
_KOREA = frozenset({"KR", "KP"})
# Where officials spell their names as in Hong Kong.
_CANTONESE = frozenset({"HK", "MO", "MY", "SG"})
_NEARBY = _CHINA | _KOREA | {"JP", "VN", "HK", "MO"}


class Profile(NamedTuple):
    """The names of a mention by kind, its office, and its keys.

    `chinese` are full names in Chinese characters; `sounded` are foreign names in Chinese characters without
    a dot, which may be a surname alone; `latin` are full Latin names, `initials` those like `J. Smith`, and
    `surnames` names of one part.
    """

    chinese: frozenset[str]
    sounded: frozenset[str]
    latin: frozenset[tuple[str, ...]]
    initials: frozenset[tuple[str, ...]]
    surnames: frozenset[str]
    classes: frozenset[str]
    places: frozenset[str]
    countries: frozenset[str]
    keys: frozenset[str]

    @property
    def japanese(self) -> bool:
        """Whether the office is one of Japan."""
        return "JP" in self.countries

    @property
    def korean(self) -> bool:
        """Whether the office is one of Korea."""
        return bool(self.countries & _KOREA)

    @property
    def level(self) -> int:
        """How little the names say: 0 for a full name in Chinese characters, 5 for a surname alone."""
        if self.chinese:
            return 0
        if self.latin:
            return 1 if any(len(parts) > 2 for parts in self.latin) else 2
        return 3 if self.sounded else 4 if self.initials else 5


@lru_cache(maxsize=8192)
def profile(mention: PersonMention) -> Profile:
    """Read the names and titles of a mention."""
    countries = frozenset(mention.countries)
    kinds: dict[str, set[str]] = {"chinese": set(), "sounded": set(), "surnames": set()}
    latin, initials = set(), set()
    for printed in mention.names:
        for name in read_names(printed):
            if name.han:
                text = japanese.as_chinese(name.text) if "JP" in countries else name.text
                kinds[_kind(text, countries)].add(text)
            elif len(name.parts) == 1:
                kinds["surnames"].add(name.parts[0])
            elif sum(len(folded(part)) > 1 for part in name.parts) < 2:
                initials.add(name.parts)
            else:
                latin.add(name.parts)
    bare = Profile(
        frozenset(kinds["chinese"]),
        frozenset(kinds["sounded"]),
        frozenset(latin),
        frozenset(initials),
        frozenset(kinds["surnames"]),
        classes(mention.titles),
        frozenset(mention.places),
        countries,
        frozenset(),
    )
    return bare._replace(keys=frozenset(_keys(bare)))


def _kind(name: str, countries: frozenset[str]) -> str:
    if "·" in name:
        return "chinese"
    if len(name) == 1 or name in chinese.compounds():
        return "surnames"
    if "JP" in countries:
        return "surnames" if any(name == known for known, _ in japanese.surnames(name)) else "chinese"
    if countries and not countries & _NEARBY:
        return "sounded"
    return "chinese" if chinese.is_shaped_chinese(name) or countries & _NEARBY else "sounded"


def _keys(told: Profile) -> Iterator[str]:
    posts = [f"@{place}@{office}" for place, office in product(told.places, told.classes)]
    near = [f"@{place}" for place in told.places]
    office = [f"@{office}" for office in told.classes]
    at_home = [f"@{office}@{country}" for office, country in product(told.classes, told.countries)]
    for name in told.chinese:
        # 赵辉 is a common name, 赵辉明 is not.
        yield from _with(["han:" + name], [""] if len(name) > 2 else [*near, *office])
    yield from _with(("han:" + name for name in told.sounded), near)
    for spelling in spellings(told):
        # A country has several vice mayors whose names are spelt Wang Wei.
        yield from _with(["py:" + spelling], near if chinese.is_short(spelling) else [*near, *at_home])
    yield from _with(("ja:" + reading for reading in readings(told)), [*near, *office])
    yield from _with(_latin_keys(told), [*near, *office])
    yield from _with(("sur:" + surname for surname in _surnames(told)), posts)
    yield from _with(("yue:" + skeleton for skeleton in consonants(told)), posts)
    yield from _with(["post:"] if is_foreign(told) else [], posts)


def _latin_keys(told: Profile) -> Iterator[str]:
    for parts in told.latin:
        if not chinese.spelt(parts):
            yield from ("la:" + form for form in latin_forms(parts))


def _with(keys: Iterable[str], ends: Sequence[str]) -> Iterator[str]:
    return (key + end for key in keys for end in ends)


def is_foreign(told: Profile) -> bool:
    """Tell whether a name in Chinese characters may be the sound of a Latin one."""
    if told.countries:
        return not told.countries <= _NEARBY
    return bool(told.sounded) or any("·" in name for name in told.chinese) or bool(told.latin)


def spellings(told: Profile) -> frozenset[str]:
    """Return what the full names spell in pinyin."""
    shaped = [name for name in told.chinese | told.sounded if chinese.is_shaped_chinese(name)]
    spoken = [chinese.spoken(name) for name in shaped]
    return frozenset().union(*spoken, *map(chinese.spelt, told.latin))


def readings(told: Profile) -> frozenset[str]:
    """Return the Japanese readings of the full names, both parts in the order of letters."""
    if not told.japanese:
        return frozenset()
    spelt = (" ".join(sorted(map(japanese.romaji, parts))) for parts in told.latin)
    return frozenset(spelt).union(*map(japanese.readings, told.chinese))


@lru_cache(maxsize=16384)
def latin_forms(parts: tuple[str, ...]) -> frozenset[str]:
    """Return a Latin name with its parts in the order of letters, whole, joined and without middle names.

    >>> sorted(latin_forms(("John", "F.", "Smith")))
    ['f john smith', 'fsmith john', 'john smith', 'johnf smith']
    """
    plain = [folded(part) for part in parts]
    forms = [plain, [plain[0], plain[-1]], [plain[0], "".join(plain[1:])], ["".join(plain[:-1]), plain[-1]]]
    if len(plain) > 2 and len(plain[1]) > 1:
        # José García López is José García.
        forms.append(plain[:2])
    return frozenset(" ".join(sorted(form)) for form in forms)


def consonants(told: Profile) -> frozenset[str]:
    """Return the consonants of names that may be Cantonese."""
    if not told.countries & _CANTONESE:
        return frozenset()
    shaped = [name for name in told.chinese | told.sounded if chinese.is_shaped_chinese(name)]
    found = [*map(cantonese.heard, shaped), *map(cantonese.printed, told.latin)]
    return frozenset(skeleton for skeleton in found if skeleton)


def _surnames(told: Profile) -> Iterator[str]:
    for name in told.chinese | told.sounded | {name for name in told.surnames if HAN.search(name)}:
        yield from surnames_of(name, told)
    for parts in told.latin | told.initials | {(name,) for name in told.surnames if not HAN.search(name)}:
        for part in {parts[0], parts[-1]}:
            yield surname_key(part, told)


def surname_key(part: str, told: Profile) -> str:
    """Return a Latin surname as it is compared."""
    return japanese.romaji(part) if told.japanese else folded(part)


def surnames_of(name: str, told: Profile) -> Iterator[str]:
    """Return the surnames that a name in Chinese characters may begin or end with, in both scripts."""
    if "·" in name:
        yield name.rsplit("·", 1)[1]
        return
    yield name
    if told.japanese:
        for surname, reading in japanese.surnames(name):
            yield from (surname, reading)
        return
    cut = 2 if name[:2] in chinese.compounds() else 1
    yield name[:cut]
    yield from korean.surname_forms(name) if told.korean else ()
    if cut == 2:
        yield "".join(folded(letters(syllables(char)[0])) for char in name[:2])
        return
    for reading in syllables(name[0]):
        if is_pinyin_surname(reading):
            yield folded(letters(reading).replace("v", "u"))

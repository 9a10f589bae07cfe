"""Which mentions speak of one person: the same name in either order or script, a surname with its office."""

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from corpus.late import late
from corpus.simplify import simplified
from pipeline.mentions import Mention
from pipeline.people.hanzi_words import is_surname, japanese_surname
from pipeline.people.pinyin import is_chinese_name, is_pinyin_surname, letters, spellings, syllables
from pipeline.people.reading import Key, Person, PersonReading

_HAN = late(r"[\u3400-\u9fff]")
_DOT = late(r"[·•・‧∙．˙⋅]")
_LONG_NAME = 10
_Own = TypeVar("_Own")


@dataclass(slots=True, eq=False)
class _Group(Generic[_Own]):
    names: list[str] = field(default_factory=list)
    shorts: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    of: list[str] = field(default_factory=list)
    members: list[tuple[int, _Own]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def take(self, place: int, key: _Own, reading: PersonReading) -> None:
        forms = self.shorts if reading.short else self.names
        for form in (reading.name, *reading.also):
            if form not in forms:
                forms.append(form)
        for title in reading.titles:
            if not any(title.casefold() == known.casefold() for known in self.titles):
                self.titles.append(title)
        self.of.extend(body for body in reading.of if body not in self.of)
        self.members.append((place, key))
        bisect.insort(self.places, place)


def merge_people(readings: Sequence[tuple[Key, Mention[PersonReading]]]) -> list[Person[Key]]:
    """Join the mentions of one person, in the order of the text; who never bears a title is left out.

    >>> readings = [
    ...     (1, Mention(6, 14, "", PersonReading("Zhao Hui", ("Mayor",)))),
    ...     (2, Mention(30, 34, "", PersonReading("Zhao", ("Mayor",), short=True))),
    ...     (3, Mention(0, 2, "", PersonReading("赵辉", ("市长",)))),
    ... ]
    >>> [(person.names, person.members) for person in merge_people(readings)]
    [(('Zhao Hui', '赵辉'), (1, 2, 3))]
    """
    scripts = {_HAN.search(form) is None for _, mention in readings for form in _forms(mention.value)}
    known: _Known[Key] = _Known(across=len(scripts) > 1)
    readings = _with_parts_short(readings)
    for place, (key, mention) in enumerate(readings):
        if not mention.value.short:
            known.group_of(mention.value).take(place, key, mention.value)
    for place, (key, mention) in enumerate(readings):
        if mention.value.short:
            known.referred(place, mention.value).take(place, key, mention.value)
    people = [_person(group) for group in known.groups if group.titles]
    return [person for _, person in sorted(people, key=lambda item: item[0])]


def _with_parts_short(
    readings: Sequence[tuple[Key, Mention[PersonReading]]],
) -> list[tuple[Key, Mention[PersonReading]]]:
    """Mark `阿南普市长` and `花田町长` as short where the text names 弗朗西丝·阿南普 and 花田靖 in full."""
    names = {form for _, mention in readings if not mention.value.short for form in _forms(mention.value)}
    parts = {part for name in names for part in _last_parts(_simplified(name))}
    if not parts:
        return list(readings)
    return [
        (key, replace(mention, value=replace(mention.value, short=True)))
        if not mention.value.short and _simplified(mention.value.name) in parts
        else (key, mention)
        for key, mention in readings
    ]


def _forms(reading: PersonReading) -> tuple[str, ...]:
    return (reading.name, *reading.also)


def _last_parts(name: str) -> list[str]:
    """Return the forms of a Chinese name that look like a full name and yet may stand for it."""
    if "·" in name:
        return [part for part in name.split("·") if len(part) > 1]
    if _HAN.search(name) and len(name) >= 3:
        surname = japanese_surname(name)
        return [surname] if surname else [] if is_surname(name[0]) else [name[:2]]
    return []


class _Known(Generic[_Own]):
    """The persons so far, found again by the forms of their names.

    Only where there are names in both scripts (`across`) is it worked out how Chinese ones are spelt.
    """

    def __init__(self, *, across: bool) -> None:
        self._across = across
        self.groups: list[_Group[_Own]] = []
        self._same: dict[str, list[_Group[_Own]]] = {}
        self._near: dict[str, list[_Group[_Own]]] = {}
        self._short: dict[str, list[_Group[_Own]]] = {}

    def group_of(self, reading: PersonReading) -> _Group[_Own]:
        """Return the person of a full name, a new one where none is known."""
        forms = (reading.name, *reading.also)
        for form in forms:
            for key in _same_keys(form, self._across):
                for group in self._same.get(key, ()):
                    if any(_same(form, name) for name in group.names):
                        return self._indexed(group, forms)
        for form in forms:
            for key in _near_keys(form):
                for group in self._near.get(key, ()):
                    if any(_nearly(form, name) for name in group.names) and _fits(group, reading):
                        return self._indexed(group, forms)
        return self._indexed(self._new(), forms)

    def referred(self, place: int, reading: PersonReading) -> _Group[_Own]:
        """Return the person that a surname refers to: the nearest before it, else the first after it."""
        form = _simplified(reading.name)
        able = self._short.get(form if _HAN.search(form) else letters(form), [])
        fitting = [group for group in able if _fits(group, reading)]
        # Mr Holmes, a captain: the one Holmes named, a surname being common only where it is Chinese.
        if not fitting and len(able) == 1 and not _HAN.search(form) and not is_pinyin_surname(form):
            fitting = able
        # 通沙万外长 is 外交部长通沙万·丰威汉.
        if not fitting and len(able) == 1 and any("·" in _simplified(name) for name in able[0].names):
            fitting = able
        # Governor Singson is not Vice Governor Singson, where both are named.
        fitting = [group for group in fitting if _bears(group, reading)] or fitting
        alone = "alone " + form
        fitting = fitting or [group for group in self._short.get(alone, ()) if _fits(group, reading)]
        if not fitting:
            self._short.setdefault(alone, []).append(self._new())
            return self.groups[-1]

        def distance(group: _Group[_Own]) -> tuple[bool, int]:
            at = bisect.bisect_left(group.places, place)
            return (False, place - group.places[at - 1]) if at else (True, group.places[0])

        return min(fitting, key=distance)

    def _new(self) -> _Group[_Own]:
        self.groups.append(_Group())
        return self.groups[-1]

    def _indexed(self, group: _Group[_Own], forms: Iterable[str]) -> _Group[_Own]:
        for form in forms:
            if form in group.names:
                continue
            for table, keys in (
                (self._same, _same_keys(form, self._across)),
                (self._near, _near_keys(form)),
                (self._short, _short_keys(form, self._across)),
            ):
                for key in keys:
                    rows = table.setdefault(key, [])
                    if group not in rows:
                        rows.append(group)
        return group


@lru_cache(maxsize=1024)
def _same_keys(name: str, across: bool) -> frozenset[str]:
    name = _simplified(name)
    if _HAN.search(name):
        return frozenset({name, *(spellings(name) if across and len(name) <= 4 else ())})
    parts = [letters(part) for part in name.split()]
    return _orders(name) | {f"{parts[0]} {parts[-1]}"} if parts else frozenset()


@lru_cache(maxsize=1024)
def _near_keys(name: str) -> frozenset[str]:
    """Return parts of a name of which one slip leaves at least one whole."""
    name = _simplified(name)
    if _HAN.search(name):
        return frozenset({name[:2], name[-2:], name[0] + name[-1]} if len(name) > 2 else ())
    plain = letters(name)
    half = len(plain) // 2
    return frozenset({plain[:half], plain[-half:]} if len(plain) >= _LONG_NAME - 1 else ())


@lru_cache(maxsize=1024)
def _short_keys(name: str, across: bool) -> frozenset[str]:
    """Return the surnames, or the first and last parts, that may stand for a name later."""
    name = _simplified(name)
    if "·" in name:
        return frozenset(name.split("·"))
    if _HAN.search(name):
        sounds = {letters(reading) for reading in syllables(name[0])} if across and len(name) <= 4 else set()
        return frozenset({name[:cut] for cut in (1, 2, 3) if cut < len(name)} | sounds)
    parts = [letters(part) for part in name.split()]
    return frozenset({parts[0], parts[-1], *parts[1:2]} if parts else ())


def _person(group: _Group[Key]) -> tuple[int, Person[Key]]:
    members = sorted(group.members, key=lambda member: member[0])
    names = group.names or group.shorts
    person = Person(tuple(names), tuple(group.titles), tuple(group.of), tuple(key for _, key in members))
    return members[0][0], person


def _fits(group: _Group[Any], reading: PersonReading) -> bool:
    """Tell whether the titles do not speak against one person: none on one side, or the same last word."""
    if not reading.titles or not group.titles:
        return True
    return bool({_head(title) for title in reading.titles} & {_head(title) for title in group.titles})


def _bears(group: _Group[Any], reading: PersonReading) -> bool:
    """Tell whether a group bears one of the very titles of the reading."""
    return bool({t.casefold() for t in reading.titles} & {t.casefold() for t in group.titles})


def _head(title: str) -> str:
    return title[-2:] if _HAN.search(title) else re.split(r"[\s-]", title.casefold())[-1]


@lru_cache(maxsize=4096)
def _simplified(name: str) -> str:
    return simplified(_DOT.sub("·", name)) if _HAN.search(name) else name


@lru_cache(maxsize=4096)
def _orders(name: str) -> frozenset[str]:
    parts = [letters(part) for part in name.split()]
    found = {"".join(parts[cut:] + parts[:cut]) for cut in (0, 1, len(parts) - 1) if cut < max(1, len(parts))}
    return frozenset(found | {form.replace("v", "u") for form in found})


def _same(one: str, other: str) -> bool:
    """Tell whether two full names are one name: spacing, order, marks, capitals and script apart."""
    one, other = _simplified(one), _simplified(other)
    if one == other:
        return True
    han = [bool(_HAN.search(name)) for name in (one, other)]
    if all(han):
        return False
    if any(han):
        chinese, latin = (one, other) if han[0] else (other, one)
        return 2 <= len(chinese) <= 4 and bool(spellings(chinese) & _orders(latin))
    return bool(_orders(one) & _orders(other)) or _ends_alike(one, other)


def _ends_alike(one: str, other: str) -> bool:
    """John F. Smith is John Smith; Wang Li Na is not Wang Na."""
    first, second = ([letters(part) for part in name.split()] for name in (one, other))
    if min(len(first), len(second)) != 2 or max(len(first), len(second)) < 3:
        return False
    longer = first if len(first) > len(second) else second
    alike = (first[0], first[-1]) == (second[0], second[-1])
    return alike and not is_chinese_name(longer)


def _nearly(one: str, other: str) -> bool:
    """Tell whether two full names differ by one slip of a long name."""
    one, other = _simplified(one), _simplified(other)
    if _HAN.search(one) and _HAN.search(other):
        differing = sum(a != b for a, b in zip(one, other, strict=False))
        alike = len(one) == len(other) >= 3 and differing == 1
        return alike and (len(one) > 4 or bool(spellings(one) & spellings(other)))
    if _HAN.search(one) or _HAN.search(other):
        return False
    return min(len(one), len(other)) >= _LONG_NAME and _one_edit(letters(one), letters(other))


def _one_edit(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    tails = {(1, 1), (1, 0), (0, 1)}
    return any(one[same + a :] == other[same + b :] for a, b in tails)

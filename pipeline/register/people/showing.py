"""The name under which a person is shown."""

from collections import Counter
from collections.abc import Sequence

from pipeline.people.pinyin import is_chinese_name, letters
from pipeline.register.people import chinese
from pipeline.register.people.mention import PersonMention
from pipeline.register.people.printed import Name, read_names


def shown(mentions: Sequence[PersonMention]) -> tuple[str, str | None, str | None]:
    """Return the name to show, the Latin and the Chinese one; None where there is none in the script.

    Of several forms the fullest, and of these the one of most mentions, is taken; the Latin one is shown
    where there is one. A Chinese name has its surname first, which its characters tell.

    >>> shown([PersonMention(("Huiming ZHAO", "趙輝明")), PersonMention(("Zhao", "赵辉明"))])
    ('Zhao Huiming', 'Zhao Huiming', '赵辉明')
    """
    counts: Counter[Name] = Counter()
    for mention in mentions:
        names = {name for printed in mention.names for name in read_names(printed)}
        counts.update(name._replace(parts=_calm(name)) for name in names)
    han = _best([(count, name) for name, count in counts.items() if name.han])
    latin = _best([(count, _ordered(name, han)) for name, count in counts.items() if not name.han])
    texts = tuple(name.text if name else None for name in (latin, han))
    return texts[0] or texts[1] or "", texts[0], texts[1]


def _calm(name: Name) -> tuple[str, ...]:
    """Return the parts without words all in capitals."""
    return tuple(_capitalised(part) if len(part) > 2 and part.isupper() else part for part in name.parts)


def _capitalised(part: str) -> str:
    return "-".join(piece.capitalize() for piece in part.split("-"))


def _ordered(name: Name, han: Name | None) -> Name:
    """Put the surname of a Chinese name first."""
    if han is None or not chinese.is_shaped_chinese(han.text) or len(name.parts) < 2:
        return name
    surnames = {spelling.split("|")[0] for spelling in chinese.spoken(han.text)}
    spelt = chinese.spelt(name.parts) & chinese.spoken(han.text)
    first, last = letters(name.parts[0]), letters(name.parts[-1])
    if spelt and last in surnames and not any(s.startswith(first + "|") for s in spelt):
        return Name(False, (name.parts[-1], *name.parts[:-1]))
    return name


def _best(told: list[tuple[int, Name]]) -> Name | None:
    """Return the fullest name, of these the most frequent, a Chinese one with its surname first."""
    counts: Counter[Name] = Counter()
    for count, name in told:
        counts[name] += count
    if not counts:
        return None
    return min(
        counts,
        key=lambda name: (-_fullness(name), -counts[name], not is_chinese_name(name.parts), name.text),
    )


def _fullness(name: Name) -> int:
    if name.han:
        return 2 if len(name.parts) > 1 else min(2, len(name.text) - 1)
    long = sum(len(part.strip(".")) > 1 for part in name.parts)
    return min(2, long)

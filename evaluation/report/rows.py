"""Errors as they are shown: the text of both sides, their slots, what differs."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.errors import Error, differing
from evaluation.report.excerpts import Piece, Stretch, pieces, visible, windows
from evaluation.slots import Said
from evaluation.summary import GROUPS, Summary
from models.gold import GoldBulletin, GoldPlace
from models.records import DateValue, Fact, Place

_HAN = re.compile(r"[\u3400-\u9fff]")
# The slots whose name is not that of the field.
_FIELDS = {"name": "names", "from": "from_"}
# Several offices are several things; several names are one thing under its forms.
_SEVERAL = frozenset({"titles"})


class Slot(NamedTuple):
    """What both sides say in a slot; empty where they say nothing."""

    name: str
    gold: str
    found: str
    differs: bool


class Side(NamedTuple):
    """Each shown stretch of the text in pieces, and how many places of the fact are not shown."""

    excerpts: Sequence[Sequence[Piece]]
    hidden: int


@dataclass(frozen=True, slots=True)
class Row:
    """One error; `number` counts from 1 in the order of the summary, `lang` is the tag of its text."""

    number: int
    bulletin: str
    language: str
    kind: str
    type: str
    details: str
    rule: str
    lang: str
    has_gold: bool
    has_found: bool
    gold: Side
    found: Side
    slots: Sequence[Slot]


def rows_of(
    summary: Summary, answers: Mapping[str, GoldBulletin], bulletins: Mapping[str, tuple[Path, str]]
) -> list[Row]:
    """Return all errors with the text around their evidence; without its text, only the evidence itself."""
    found: dict[tuple[str, str], list[Stretch]] = {
        (score.id, kind): _stretches(fact for _, fact in verdict.right) + _stretches(verdict.spurious)
        for score in summary.scores
        for kind, verdict in score.verdicts.items()
    }

    @cache
    def neighbours(bulletin: str, kind: str) -> tuple[list[Stretch], list[Stretch]]:
        answer = answers.get(bulletin)
        gold = [_evidence(fact) for fact in getattr(answer, kind, ())]
        return [stretch for stretches in gold for stretch in stretches], found.get((bulletin, kind), [])

    return [
        _row(number, error, answers.get(error.bulletin), bulletins.get(error.bulletin), neighbours)
        for number, error in enumerate(summary.errors, start=1)
    ]


def language_name(language: str) -> str:
    """Return a language as the page names it, the same for errors and scores."""
    return {"und": "unknown", "mul": "bilingual", "all": "all languages"}.get(language) or GROUPS[language]


def plain(name: str) -> str:
    """Return the name of a kind or slot for readers.

    >>> plain("city_pairs")
    'city pairs'
    """
    return name.replace("_", " ")


def _row(
    number: int, error: Error, answer: GoldBulletin | None, given: tuple[Path, str] | None, neighbours: Any
) -> Row:
    text = given[1] if given and _stands(error, given[1]) else None
    near = neighbours(error.bulletin, error.kind)
    gold, found = _sides(error, text, *near)
    words = "".join(piece.text for excerpt in (*gold.excerpts, *found.excerpts) for piece in excerpt)
    return Row(
        number=number,
        bulletin=visible(error.bulletin),
        language=language_name(error.language),
        kind=error.kind,
        type=error.type,
        details=", ".join(map(plain, error.details)),
        rule=visible(error.rule or "no rule named") if error.found else "–",
        lang=_language(error.language, answer, words),
        has_gold=error.gold is not None,
        has_found=error.found is not None,
        gold=gold,
        found=found,
        slots=_slots(error),
    )


def _stands(error: Error, text: str) -> bool:
    return all(
        text[span.start : span.end] == span.text
        for side in (error.gold, error.found)
        if side
        for span in side.fact.evidence
    )


def _sides(
    error: Error, text: str | None, near_gold: Sequence[Stretch], near_found: Sequence[Stretch]
) -> tuple[Side, Side]:
    if text is None:
        return _quoted(error.gold), _quoted(error.found)
    spans = [side.spans if side else () for side in (error.gold, error.found)]
    shown = windows(text, *spans)
    gold, found = (
        Side(
            [pieces(text, window, own, near) for window in shown],
            sum(not any(one.start <= start < one.end for one in shown) for start, _ in own),
        )
        for own, near in zip(spans, (near_gold, near_found), strict=True)
    )
    return gold, found


def _quoted(side: Said | None) -> Side:
    evidence = side.fact.evidence if side else ()
    return Side([[Piece(visible(span.text), "own")] for span in evidence[:4]], max(0, len(evidence) - 4))


def _language(language: str, answer: GoldBulletin | None, words: str) -> str:
    """Return the language tag by which a browser chooses the forms of Chinese characters."""
    han = len(_HAN.findall(words))
    if language == "en" or (language != "zh" and han * 4 < len(words)):
        return "en"
    return "zh-Hant" if answer and "traditional" in answer.document.traits else "zh-Hans"


def _stretches(facts: Iterable[Said]) -> list[Stretch]:
    return [stretch for fact in facts for stretch in fact.spans]


def _evidence(fact: Fact) -> list[Stretch]:
    return [(span.start, span.end) for span in fact.evidence]


def _slots(error: Error) -> list[Slot]:
    gold, found = error.gold, error.found
    names = list(dict.fromkeys([*(gold.slots if gold else ()), *(found.slots if found else ())]))
    wrong = differing(gold, found) if gold and found else ()
    slots = [Slot(plain(name), _shown(gold, name), _shown(found, name), name in wrong) for name in names]
    places = Slot("at", _at(gold), _at(found), error.type == "wrong span")
    return [*(slot for slot in slots if slot.gold or slot.found), places]


def _at(side: Said | None) -> str:
    stretches = side.spans if side else ()
    more = " …" if len(stretches) > 4 else ""
    return ", ".join(f"{start}–{end}" for start, end in stretches[:4]) + more


def _shown(side: Said | None, name: str) -> str:
    if side is None or not side.slots.get(name):
        return ""
    value = getattr(side.fact, _FIELDS.get(name, name), None)
    if value is None:
        return visible(" + ".join(min(fill) for fill in side.slots[name]))
    return visible(_words(value, " + " if name in _SEVERAL else " / "))


def _words(value: Any, between: str) -> str:
    """Return a value as it was read: strokes between forms of one thing, a plus between several things."""
    match value:
        case GoldPlace():
            return " / ".join(value.names)
        case Place():
            return value.name
        case DateValue():
            return f"{value.start} – {value.end}" if value.end != value.start else str(value.start)
        case Decimal():
            return f"{value.normalize():,f}"
        case tuple():
            joined = " + " if value and isinstance(value[0], Place) else between
            return joined.join(_words(part, between) for part in value)
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)

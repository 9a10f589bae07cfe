"""The scores of a whole set of bulletins: counts added up, intervals, errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.alignment import SlotCounts
from evaluation.errors import Error, errors_of
from evaluation.scoring import ALL, LEVELS, BulletinScore, score
from evaluation.statistics import MACRO, Interval, counts_of, f1_of, intervals, macro_of, weights
from evaluation.tally import Tally, total
from models.gold import KINDS, GoldBulletin
from models.records import BulletinRecords

GROUPS = {"en": "English", "zh": "Chinese", "mul": "both", ALL: "all"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One score: the counts behind it and the 95 % interval of F1. A macro mean has no counts."""

    f1: float | None
    interval: Interval
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """All scores of one system on one set of bulletins.

    `cells[group][level][kind]`: a group is a language or `all`; a kind may be `all` (the micro mean) or
    `macro`.
    """

    scores: Sequence[BulletinScore]
    cells: Mapping[str, Mapping[str, Mapping[str, Cell]]]
    attributes: Mapping[tuple[str, str], Tally]
    slots: Mapping[str, SlotCounts]
    errors: Sequence[Error]
    blank_bulletins: int
    false_alarms: int


def summarise(gold: Mapping[str, GoldBulletin], records: Mapping[str, BulletinRecords]) -> Summary:
    """Score the records of all bulletins of the gold."""
    scores = [score(gold[name], records[name]) for name in sorted(gold)]
    blank = [one for one in scores if not one.has_facts]
    return Summary(
        scores=scores,
        cells=cells(scores),
        attributes={
            key: total(one.attributes.get(key, Tally()) for one in scores)
            for key in sorted({key for one in scores for key in one.attributes})
        },
        slots={kind: sum((one.slots[kind] for one in scores), SlotCounts()) for kind in KINDS},
        errors=[error for one in scores for error in errors_of(one)],
        blank_bulletins=len(blank),
        false_alarms=sum(one.false_alarms for one in blank),
    )


def cells(scores: Sequence[BulletinScore]) -> dict[str, dict[str, dict[str, Cell]]]:
    """Return the scores with their intervals by group, level and kind."""
    counts, drawn = counts_of(scores), weights([one.language for one in scores])
    table = {}
    for group in GROUPS:
        places = [index for index, one in enumerate(scores) if group in (ALL, one.language)]
        if places:
            table[group] = _group([scores[i] for i in places], counts[places], drawn[:, places])
    return table


def _group(scores: Sequence[BulletinScore], counts: Any, drawn: Any) -> dict[str, dict[str, Cell]]:
    spread, macro = intervals(counts, drawn), f1_of(counts.sum(axis=0))
    table: dict[str, dict[str, Cell]] = {}
    for level in LEVELS:
        row = table[level] = {}
        for kind in (*KINDS, ALL):
            tally = total(one.tallies[level, kind] for one in scores)
            f1 = tally.f1 if tally.found or tally.gold else None
            row[kind] = Cell(f1, spread[level, kind], tally)
        mean = float(macro_of(macro, level))
        row[MACRO] = Cell(None if mean != mean else mean, spread[level, MACRO])
    return table


def as_json(summary: Summary, split: str | None) -> dict[str, Any]:
    """Return the scores for other programs: counts, ratios and intervals of every cell."""
    return {
        "split": split,
        "bulletins": len(summary.scores),
        "bulletins_without_facts": summary.blank_bulletins,
        "false_alarms": summary.false_alarms,
        "scores": {
            group: {level: {kind: _cell(cell) for kind, cell in row.items()} for level, row in levels.items()}
            for group, levels in summary.cells.items()
        },
        "attributes": {f"{kind}.{name}": _tally(tally) for (kind, name), tally in summary.attributes.items()},
        "slots": {
            kind: {name: getattr(counts, name) for name in ("correct", "incorrect", "missing", "spurious")}
            for kind, counts in summary.slots.items()
        },
    }


def _cell(cell: Cell) -> dict[str, Any]:
    interval = {"f1": cell.f1, "low": cell.interval.low, "high": cell.interval.high}
    return interval if cell.tally is None else {**_tally(cell.tally), **interval}


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "correct": tally.correct,
        "found": tally.found,
        "gold": tally.gold,
    }

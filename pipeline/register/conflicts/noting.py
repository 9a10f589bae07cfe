"""What sources disagree on: kept side by side, never settled."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.register.blocks import FactRow, Rows, sources


class Value(NamedTuple):
    """One of the values that are told, as people write it, and the facts that tell it."""

    shown: str
    facts: Sequence[FactRow]


def add_conflict(rows: Rows, kind: str, entity: str, message: str, values: Sequence[Value]) -> None:
    """Add a conflict over `entity`; the value that most sources tell comes first."""
    ordered = sorted(values, key=lambda value: (-sources(value.facts), value.shown))
    told = [
        {
            "value": value.shown,
            "facts": sorted({fact.id for fact in value.facts}),
            "sources": sources(value.facts),
        }
        for value in ordered
    ]
    number = sum(row["entity"] == entity and row["kind"] == kind for row in rows.tables["conflicts"]) + 1
    rows.add(
        "conflicts",
        id=f"{kind}/{entity}/{number}",
        kind=kind,
        entity=entity,
        message=message,
        values=json.dumps(told, ensure_ascii=False),
    )

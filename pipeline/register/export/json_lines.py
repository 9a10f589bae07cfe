"""JSON lines: one place, person, tie, visit, sum, conflict or bulletin a line, with its evidence."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.register import schema as db
from pipeline.register.export import tables as tidy
from pipeline.register.export.source import Row, Source, told_values

MARKER = re.compile(rb'\{"type": "(?:place|person|tie|visit|sum|conflict|bulletin)", "id": ')


@dataclass(frozen=True, slots=True)
class _Entity:
    """A kind of line: the table of its own fields, and those whose rows it holds, by the name they get."""

    type: str
    table: tidy.Table
    parts: tuple[tuple[str, tidy.Table, str], ...] = ()


_EVIDENCE = ("evidence", tidy.EVIDENCE, "entity")
_ENTITIES = (
    _Entity("place", tidy.PLACES, (("names", tidy.PLACE_NAMES, "place"), _EVIDENCE)),
    _Entity(
        "person",
        tidy.PEOPLE,
        (("names", tidy.PERSON_NAMES, "person"), ("offices", tidy.OFFICES, "person"), _EVIDENCE),
    ),
    _Entity("tie", tidy.TIES, (("events", tidy.TIE_EVENTS, "tie"), _EVIDENCE)),
    _Entity(
        "visit",
        tidy.VISITS,
        (("places", tidy.VISIT_PLACES, "visit"), ("leaders", tidy.VISIT_LEADERS, "visit"), _EVIDENCE),
    ),
    _Entity("sum", tidy.SUMS, (_EVIDENCE,)),
    _Entity("conflict", tidy.CONFLICTS),
    _Entity("bulletin", tidy.BULLETINS),
)


def write_json_lines(source: Source, path: Path) -> None:
    """Write all entities, kind by kind, in the order of their ids."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entity in _ENTITIES:
            # The values of a conflict are a column of the register, which no tidy table has as it is.
            more = (db.conflicts.c["values"],) if entity.type == "conflict" else ()
            for page in source.pages(entity.table, *more):
                for line in _lines(source, entity, page):
                    file.write(json.dumps(line, ensure_ascii=False, default=dt.date.isoformat) + "\n")


def _lines(source: Source, entity: _Entity, page: Sequence[Row]) -> list[Row]:
    ids = [row["id"] for row in page]
    parts = [(name, column, source.under(table, column, ids)) for name, table, column in entity.parts]
    facts = _facts_of_events(source, parts)
    lines = []
    for row in page:
        line: dict[str, Any] = {"type": entity.type, **row}
        for name, column, found in parts:
            line[name] = [
                {key: value for key, value in part.items() if key != column}
                for part in found.get(row["id"], ())
            ]
        for event in line.get("events", ()):
            event["facts"] = facts.get(event["id"], [])
        if entity.type == "conflict":
            line["values"] = _values(row)
        lines.append(line)
    return lines


def _facts_of_events(
    source: Source, parts: Sequence[tuple[str, str, dict[str, list[Row]]]]
) -> dict[str, list[str]]:
    events = [
        event["id"]
        for name, _, found in parts
        if name == "events"
        for rows in found.values()
        for event in rows
    ]
    if not events:
        return {}
    found = source.under(tidy.TIE_EVENT_FACTS, "event", events)
    return {event: [row["fact"] for row in rows] for event, rows in found.items()}


def _values(row: Row) -> list[Row]:
    values: dict[int, Row] = {}
    for _, position, value, sources, fact in told_values(row["id"], row["values"]):
        told = values.setdefault(position, {"value": value, "sources": sources, "facts": []})
        told["facts"].append(fact)
    return list(values.values())

"""QuickStatements for Wikidata: ties as statements of P190, and what a person has to look at first.

A tie becomes two statements (twinned administrative body, both ways) where both places have one item, it is
an established or ended sister relation, its dates are exact and no source contradicts, and a reference can be
given. All others are rows of the review.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import select

from pipeline.register import schema as db
from pipeline.register.export import tables as tidy
from pipeline.register.export.csv_folder import write_rows
from pipeline.register.export.source import Row, Source
from pipeline.register.export.tables import place_a, place_b
from pipeline.register.export.wikidata_values import Bulletin, InexactError, reference, time_value

MARKER = re.compile(rb"Q\d+\tP190\t")
REVIEW_MARKER = re.compile(rb"tie,reason,")
QUERY_MARKER = re.compile(rb"SELECT \?geonames_id \?qid\b")
REVIEW = (
    "tie",
    "reason",
    "a",
    "a_name",
    "a_country",
    "a_geonames_id",
    "a_items",
    "a_search",
    "b",
    "b_name",
    "b_country",
    "b_geonames_id",
    "b_items",
    "b_search",
    "relation",
    "stage",
    "start",
    "until",
    "granularity",
    "precision",
    "modifier",
    "ended",
    "sources",
    "bulletins",
    "evidence",
)
_REFERENCES = 3
_DOUBTFUL = ("tie-date", "tie-stage")
_VAGUE = {"approx", "before", "after"}
_QUERY = """\
SELECT ?geonames_id ?qid WHERE {{
  VALUES ?geonames_id {{ {ids} }}
  ?qid wdt:P1566 ?geonames_id .
}}
ORDER BY ?geonames_id ?qid
"""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user adds: the items of GeoNames numbers, and where bulletins stand in the web."""

    items: Mapping[int, frozenset[str]] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Tie:
    """A tie with all that a statement needs."""

    row: Row
    start: Row | None
    end: Row | None
    doubtful: bool
    bulletins: Sequence[Bulletin]
    evidence: Sequence[str]


@dataclass(slots=True)
class Tally:
    """How many ties were stated and how many are left to review, and the GeoNames numbers without an item."""

    stated: int = 0
    left: int = 0
    missing: set[int] = field(default_factory=set)


def write_statements(source: Source, paths: Sequence[Path], given: Given) -> Tally:
    """Write the statements, the review and a query for the items that are missing, each into its path."""
    out, review, query = paths
    tally = Tally()
    with out.open("w", encoding="utf-8", newline="\n") as file:
        write_rows(review, REVIEW, _left(source, given, file, tally))
    ids = " ".join(f'"{number}"' for number in sorted(tally.missing))
    query.write_text(_QUERY.format(ids=ids), encoding="utf-8", newline="\n")
    return tally


def _left(source: Source, given: Given, file: TextIO, tally: Tally) -> Iterator[tuple[Any, ...]]:
    """Write what can be stated to `file`, and give the rows of the review."""
    for tie in _ties(source):
        lines, reason, times = _stated(tie, given)
        file.writelines(f"{line}\n" for line in lines)
        tally.missing |= _without_item(tie.row, given)
        if reason:
            tally.left += 1
            yield _review(tie, reason, times, given)
        else:
            tally.stated += 1


def _stated(tie: _Tie, given: Given) -> tuple[list[str], str, tuple[str, str]]:
    """Return the statements of a tie, or none and the reason; and its times as statements give them."""
    times, inexact = ("", ""), ""
    try:
        times = _times(tie)
    except InexactError as error:
        inexact = str(error)
    items = [given.items.get(tie.row[f"{end}_geonames_id"], frozenset()) for end in "ab"]
    references = [reference(one, given.urls.get(one.id)) for one in _chosen(tie.bulletins, given.urls)]
    reasons = {
        f"relation is {tie.row['relation']}": tie.row["relation"] != "sister",
        f"stage is {tie.row['stage']}": tie.row["stage"] not in ("established", "ended"),
        "no item known for a place": not all(items),
        "several items for a place": any(len(one) > 1 for one in items),
        "both places are one item": items[0] == items[1] and bool(items[0]),
        "sources differ": tie.doubtful,
        inexact: bool(inexact),
        "ended, but not told when": tie.row["stage"] == "ended" and not times[1],
        "no title or URL to refer to": not any(references),
    }
    reason = next((reason for reason, holds in reasons.items() if holds), "")
    if reason:
        return [], reason, times
    qualifiers = [
        part for name, time in zip(("P580", "P582"), times, strict=True) if time for part in (name, time)
    ]
    a, b = (next(iter(one)) for one in items)
    # The first property of every further reference is marked, so that they stay apart.
    told = [part for number, one in enumerate(filter(None, references)) for part in _marked(one, number)]
    return ["\t".join((one, "P190", other, *qualifiers, *told)) for one, other in ((a, b), (b, a))], "", times


def _marked(parts: Sequence[str], number: int) -> list[str]:
    return [f"!{parts[0]}" if number else parts[0], *parts[1:]]


def _times(tie: _Tie) -> tuple[str, str]:
    """Return start and end as QuickStatements writes them, nothing where not told.

    Raises:
        InexactError: one of them is vaguer than Wikidata can say.

    """
    told = []
    for when in (tie.start or tie.row, tie.end if tie.row["stage"] == "ended" else None):
        if when is None or when["start"] is None:
            told.append("")
            continue
        if when.get("modifier") in _VAGUE:
            raise InexactError(f"a date is not exact: {when['modifier']}")
        told.append(time_value(when["start"], when["until"], when["granularity"]))
    return told[0], told[1]


def _chosen(bulletins: Sequence[Bulletin], urls: Mapping[str, str]) -> list[Bulletin]:
    """Return the bulletins to refer to: one a source, those with a URL first, then by day."""
    ordered = sorted(
        bulletins, key=lambda one: (one.id not in urls, not one.title, one.published or "9999", one.id)
    )
    by_source: dict[str, Bulletin] = {}
    for one in ordered:
        by_source.setdefault(one.source, one)
    return list(by_source.values())[:_REFERENCES]


def _ties(source: Source) -> Iterator[_Tie]:
    numbers = (place_a.c.geonames_id.label("a_geonames_id"), place_b.c.geonames_id.label("b_geonames_id"))
    for page in source.pages(tidy.TIES, *numbers):
        ids = [row["id"] for row in page]
        events = source.under(tidy.TIE_EVENTS, "tie", ids)
        doubtful = source.under(tidy.CONFLICTS, "entity", ids)
        evidence = source.under(tidy.EVIDENCE, "entity", ids)
        bulletins = _bulletins(source, {row["bulletin"] for rows in evidence.values() for row in rows})
        for row in page:
            told = evidence.get(row["id"], [])
            steps = events.get(row["id"], [])
            yield _Tie(
                row,
                _step(steps, "signing", row["relation"], row["start"]),
                _step(steps, "end", row["relation"]),
                any(one["kind"] in _DOUBTFUL for one in doubtful.get(row["id"], ())),
                [bulletins[name] for name in sorted({one["bulletin"] for one in told})],
                sorted({one["text"] for one in told if one["text"]}),
            )


def _step(steps: Sequence[Row], event: str, relation: str, start: Any = None) -> Row | None:
    """Return the dated step of that name that most sources tell, of those of `start` if it is given."""
    named = [step for step in steps if (step["event"], step["relation"]) == (event, relation)]
    fitting = [step for step in named if step["start"] and start in (None, step["start"])]
    return min(fitting, key=lambda step: (-step["sources"], step["id"]), default=None)


def _bulletins(source: Source, ids: set[str]) -> dict[str, Bulletin]:
    columns = [db.bulletins.c[name] for name in ("id", "source", "language", "title", "published")]
    found = source.all(select(*columns).where(db.bulletins.c.id.in_(sorted(ids))))
    return {row["id"]: Bulletin(**row) for row in found}


def _without_item(row: Row, given: Given) -> set[int]:
    numbers = {row[f"{end}_geonames_id"] for end in "ab"} - {None}
    return {number for number in numbers if number not in given.items}


def _review(tie: _Tie, reason: str, times: tuple[str, str], given: Given) -> tuple[Any, ...]:
    row = {
        **tie.row,
        "tie": tie.row["id"],
        "reason": reason,
        "modifier": tie.start["modifier"] if tie.start else None,
        # What a time ends with in a statement, such as 11 for a day.
        "precision": times[0].rpartition("/")[2],
        "ended": tie.end["start"] if tie.end else None,
        "bulletins": "; ".join(one.id for one in tie.bulletins),
        "evidence": " | ".join(tie.evidence),
    }
    for end in "ab":
        number = row[f"{end}_geonames_id"]
        row[f"{end}_items"] = "; ".join(sorted(given.items.get(number, ())))
        row[f"{end}_search"] = f"haswbstatement:P1566={number}" if number else row[f"{end}_name"]
    return tuple(row[name] for name in REVIEW)

"""The tidy tables that a register is written as, and their codebook: every column, and what it means.

A column says here what it holds, where it comes from and what may stand in it; the files, their types and
the codebook all follow from this.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, FromClause, Select, select

from models.records import AmountModifier, DateModifier, Granularity, Language, PlaceLevel, Relation, TieStep
from pipeline.register import schema as db

Type = Literal["text", "integer", "number", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, in which unit, and what may stand in it or which standard says so.

    `value` is where the register has it; None where it is worked out.
    """

    name: str
    type: Type
    meaning: str
    value: ColumnElement[Any] | None = None
    unit: str = ""
    values: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A tidy table: one row for each `meaning`, in the order of its `key`."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    source: FromClause
    key: tuple[ColumnElement[Any], ...]

    def select(self) -> Select[Any]:
        """Return what reads the rows, in the order of the columns."""
        values = [column.value.label(column.name) for column in self.columns if column.value is not None]
        return select(*values).select_from(self.source).order_by(*self.key)


def _one_of(literal: Any, *more: str) -> str:
    return ", ".join([*get_args(literal), *more])


_DAY = "ISO 8601"
_PLACE = "id of places"
_ISO2 = "ISO 3166-1 alpha-2"
_SOURCES = "how many sources tell it; bulletins that are near-duplicates of each other count as one"
_STAGES = "established, intended, ended"
place_a, place_b = db.places.alias("place_a"), db.places.alias("place_b")


def _when(table: FromClause, what: str) -> tuple[Column, ...]:
    return (
        Column("start", "date", f"first day of the time {what}", table.c.start, "day", _DAY),
        Column("until", "date", "last day of that time, inclusive", table.c.until, "day", _DAY),
        Column(
            "granularity",
            "text",
            "how finely the time was told: a year is 1 January to 31 December",
            table.c.granularity,
            values=_one_of(Granularity),
        ),
    )


PLACES = Table(
    "places",
    "a city, county, district, province, state or country that a bulletin names",
    (
        Column("id", "text", "identifier of the place", db.places.c.id, values="geonames:N or name:CC:name"),
        Column(
            "name", "text", "English name where known, else the name printed most often", db.places.c.name
        ),
        Column("name_en", "text", "English name of the gazetteer", db.places.c.name_en),
        Column("name_zh", "text", "Chinese name of the gazetteer", db.places.c.name_zh),
        Column("country", "text", "country that the place lies in, or is", db.places.c.country, values=_ISO2),
        Column(
            "subdivision",
            "text",
            "first-level subdivision that the place lies in, or is",
            db.places.c.subdivision,
            values="ISO 3166-2",
        ),
        Column("level", "text", "administrative level", db.places.c.level, values=_one_of(PlaceLevel)),
        Column("geonames_id", "integer", "number in GeoNames", db.places.c.geonames_id, values="GeoNames"),
        Column(
            "latitude",
            "number",
            "latitude; of a country or subdivision that of its largest city",
            db.places.c.latitude,
            "degree",
            "WGS 84, -90 to 90",
        ),
        Column("longitude", "number", "longitude", db.places.c.longitude, "degree", "WGS 84, -180 to 180"),
    ),
    db.places,
    (db.places.c.id,),
)

PLACE_NAMES = Table(
    "place_names",
    "a name that a place is printed under",
    (
        Column("place", "text", "the place", db.place_names.c.place, values=_PLACE),
        Column("name", "text", "name as printed", db.place_names.c.name),
        Column("sources", "integer", _SOURCES, db.place_names.c.sources, "source"),
    ),
    db.place_names,
    (db.place_names.c.place, db.place_names.c.name),
)

PEOPLE = Table(
    "people",
    "a person with an office or a role",
    (
        Column("id", "text", "identifier of the person", db.people.c.id),
        Column("name", "text", "name to show", db.people.c.name),
        Column("name_latin", "text", "name in Latin letters, where printed", db.people.c.name_latin),
        Column("name_han", "text", "name in Chinese characters, where printed", db.people.c.name_han),
    ),
    db.people,
    (db.people.c.id,),
)

PERSON_NAMES = Table(
    "person_names",
    "a name that a person is printed under",
    (
        Column("person", "text", "the person", db.person_names.c.person, values="id of people"),
        Column("name", "text", "name as printed", db.person_names.c.name),
        Column("sources", "integer", _SOURCES, db.person_names.c.sources, "source"),
    ),
    db.person_names,
    (db.person_names.c.person, db.person_names.c.name),
)

OFFICES = Table(
    "offices",
    "an office that sources give a person",
    (
        Column("person", "text", "the person", db.offices.c.person, values="id of people"),
        Column("title", "text", "title as printed", db.offices.c.title),
        Column(
            "body", "text", "place or body that it belongs to, as printed; may be empty", db.offices.c.body
        ),
        Column("place", "text", "that place, where it is one", db.offices.c.place, values=_PLACE),
        Column("first", "date", "first day that a source tells of it", db.offices.c.first, "day", _DAY),
        Column("last", "date", "last day that a source tells of it", db.offices.c.last, "day", _DAY),
        Column("sources", "integer", _SOURCES, db.offices.c.sources, "source"),
    ),
    db.offices,
    (db.offices.c.person, db.offices.c.title, db.offices.c.body),
)

TIES = Table(
    "ties",
    "a tie of two places, as it stands now as far as told",
    (
        Column("id", "text", "identifier of the tie", db.ties.c.id),
        Column("a", "text", "one place, the one of the lesser id", db.ties.c.a, values=_PLACE),
        Column("a_name", "text", "its name", place_a.c.name),
        Column("a_country", "text", "its country", place_a.c.country, values=_ISO2),
        Column("b", "text", "the other place", db.ties.c.b, values=_PLACE),
        Column("b_name", "text", "its name", place_b.c.name),
        Column("b_country", "text", "its country", place_b.c.country, values=_ISO2),
        Column("relation", "text", "kind of tie", db.ties.c.relation, values=_one_of(Relation)),
        Column("stage", "text", "how far it has come", db.ties.c.stage, values=_STAGES),
        *_when(db.ties, "at which it was established; empty where not told"),
        Column("sources", "integer", _SOURCES, db.ties.c.sources, "source"),
    ),
    db.ties.outerjoin(place_a, place_a.c.id == db.ties.c.a).outerjoin(place_b, place_b.c.id == db.ties.c.b),
    (db.ties.c.id,),
)

TIE_EVENTS = Table(
    "tie_events",
    "a step in the history of a tie; two dates for one step are two rows",
    (
        Column("id", "text", "identifier of the step", db.tie_events.c.id),
        Column("tie", "text", "the tie", db.tie_events.c.tie, values="id of ties"),
        Column("event", "text", "what happened", db.tie_events.c.event, values=_one_of(TieStep)),
        Column(
            "relation",
            "text",
            "kind of tie that it was for",
            db.tie_events.c.relation,
            values=_one_of(Relation),
        ),
        *_when(db.tie_events, "at which it happened; empty where not told"),
        Column(
            "modifier",
            "text",
            "part or vagueness of the time",
            db.tie_events.c.modifier,
            values=_one_of(DateModifier),
        ),
        Column("sources", "integer", _SOURCES, db.tie_events.c.sources, "source"),
    ),
    db.tie_events,
    (db.tie_events.c.id,),
)

TIE_EVENT_FACTS = Table(
    "tie_event_facts",
    "a fact that tells a step of a tie",
    (
        Column("event", "text", "the step", db.event_facts.c.event, values="id of tie_events"),
        Column("fact", "text", "the fact", db.event_facts.c.fact, values="fact of evidence"),
    ),
    db.event_facts,
    (db.event_facts.c.event, db.event_facts.c.fact),
)

VISITS = Table(
    "visits",
    "a journey of a group, a counted crowd, or a total over journeys",
    (
        Column("id", "text", "identifier of the visit", db.visits.c.id),
        Column(
            "role",
            "text",
            "a group that travelled, a crowd at an event, or a sum over journeys",
            db.visits.c.role,
            values="delegation, attendance, total",
        ),
        Column("size", "integer", "how many people", db.visits.c.size, "person"),
        Column(
            "modifier", "text", "how exact the size is", db.visits.c.modifier, values=_one_of(AmountModifier)
        ),
        Column("visits", "integer", "how many journeys; 1 but for totals", db.visits.c.visits, "journey"),
        Column("kind", "text", "kind of group, in the words of the bulletin", db.visits.c.kind),
        *_when(db.visits, "of the visit; empty where not told"),
        Column("sources", "integer", _SOURCES, db.visits.c.sources, "source"),
    ),
    db.visits,
    (db.visits.c.id,),
)

VISIT_PLACES = Table(
    "visit_places",
    "a place that a visit came from or went to",
    (
        Column("visit", "text", "the visit", db.visit_places.c.visit, values="id of visits"),
        Column("side", "text", "whence or whither", db.visit_places.c.side, values="from, to"),
        Column("place", "text", "the place", db.visit_places.c.place, values=_PLACE),
        Column("name", "text", "its name", place_a.c.name),
        Column("country", "text", "its country", place_a.c.country, values=_ISO2),
    ),
    db.visit_places.outerjoin(place_a, place_a.c.id == db.visit_places.c.place),
    (db.visit_places.c.visit, db.visit_places.c.side, db.visit_places.c.place),
)

VISIT_LEADERS = Table(
    "visit_leaders",
    "a person who led a visit",
    (
        Column("visit", "text", "the visit", db.visit_leaders.c.visit, values="id of visits"),
        Column("name", "text", "name of the leader", db.visit_leaders.c.name),
        Column(
            "person",
            "text",
            "the person, where an office is told",
            db.visit_leaders.c.person,
            values="id of people",
        ),
    ),
    db.visit_leaders,
    (db.visit_leaders.c.visit, db.visit_leaders.c.name),
)

SUMS = Table(
    "sums",
    "a sum of money; the register does not know who gave it to whom",
    (
        Column("id", "text", "identifier of the sum", db.sums.c.id),
        Column("source", "text", "source that names it", db.sums.c.source, values="source of bulletins"),
        Column(
            "amount", "number", "the sum, or the lower end of a range", db.sums.c.amount, "one of currency"
        ),
        Column("upper", "number", "upper end of a range", db.sums.c.upper, "one of currency"),
        Column("currency", "text", "currency", db.sums.c.currency, values="ISO 4217"),
        Column(
            "modifier", "text", "how exact the sum is", db.sums.c.modifier, values=_one_of(AmountModifier)
        ),
        Column("text", "text", "the sum as printed", db.sums.c.text),
    ),
    db.sums,
    (db.sums.c.id,),
)

CONFLICTS = Table(
    "conflicts",
    "a question on which sources differ; nothing is settled",
    (
        Column("id", "text", "identifier of the conflict", db.conflicts.c.id),
        Column(
            "kind",
            "text",
            "what they differ on",
            db.conflicts.c.kind,
            values="tie-date, tie-stage, visit-size, visit-date, tie-total",
        ),
        Column(
            "entity", "text", "what it is about", db.conflicts.c.entity, values="id of ties, visits or places"
        ),
        Column("message", "text", "the conflict in words", db.conflicts.c.message),
    ),
    db.conflicts,
    (db.conflicts.c.id,),
)

# One row of the register is as many here as its values have facts: see `told_values`.
CONFLICT_VALUES = Table(
    "conflict_values",
    "a fact that tells one of the values of a conflict",
    (
        Column("conflict", "text", "the conflict", db.conflicts.c.id, values="id of conflicts"),
        Column("position", "integer", "1 for the value that most sources tell, then on", values="1, 2 …"),
        Column("value", "text", "the value: JSON where it is more than a word or a number"),
        Column("sources", "integer", _SOURCES, unit="source"),
        Column("fact", "text", "a fact that tells it", values="fact of evidence"),
    ),
    db.conflicts,
    (db.conflicts.c.id,),
)

BULLETINS = Table(
    "bulletins",
    "a bulletin that was read",
    (
        Column("id", "text", "identifier of the bulletin", db.bulletins.c.id),
        Column("source", "text", "the same for near-duplicates: the least id of them", db.bulletins.c.source),
        Column("language", "text", "its language", db.bulletins.c.language, values=_one_of(Language)),
        Column("title", "text", "its title", db.bulletins.c.title),
        Column("published", "date", "day of publication", db.bulletins.c.published, "day", _DAY),
        Column("publisher", "text", "its publisher, as printed", db.bulletins.c.publisher),
        Column("home", "text", "the place whose bulletin it is", db.bulletins.c.home, values=_PLACE),
        Column("sha256", "text", "SHA-256 of its text as given, in UTF-8", db.bulletins.c.sha256),
    ),
    db.bulletins,
    (db.bulletins.c.id,),
)

EVIDENCE = Table(
    "evidence",
    "a stretch of a bulletin that tells of a place, person, tie, visit or sum",
    (
        Column("entity", "text", "what it tells of", db.evidence.c.entity, values="id of another table"),
        Column("fact", "text", "the fact as it was read", db.facts.c.id, values="BULLETIN:KIND:NUMBER"),
        Column("kind", "text", "its kind in the records", db.facts.c.kind),
        Column("rule", "text", "the rule that read it", db.facts.c.rule),
        Column("bulletin", "text", "the bulletin", db.facts.c.bulletin, values="id of bulletins"),
        Column("source", "text", "its source", db.bulletins.c.source, values="source of bulletins"),
        Column("language", "text", "its language", db.bulletins.c.language, values=_one_of(Language)),
        Column("published", "date", "its day of publication", db.bulletins.c.published, "day", _DAY),
        Column("start", "integer", "where the stretch begins in the text", db.spans.c.start, "code point"),
        Column("end", "integer", "where it ends, exclusive", db.spans.c.end, "code point"),
        Column("text", "text", "the characters that stand there", db.spans.c.text),
    ),
    db.evidence.join(db.facts, db.facts.c.id == db.evidence.c.fact)
    .outerjoin(db.bulletins, db.bulletins.c.id == db.facts.c.bulletin)
    .outerjoin(db.spans, db.spans.c.fact == db.facts.c.id),
    (db.evidence.c.entity, db.evidence.c.fact, db.spans.c.start, db.spans.c.end),
)

TABLES = (
    PLACES,
    PLACE_NAMES,
    PEOPLE,
    PERSON_NAMES,
    OFFICES,
    TIES,
    TIE_EVENTS,
    TIE_EVENT_FACTS,
    VISITS,
    VISIT_PLACES,
    VISIT_LEADERS,
    SUMS,
    CONFLICTS,
    CONFLICT_VALUES,
    BULLETINS,
    EVIDENCE,
)

CODEBOOK_HEAD = ("table", "column", "type", "meaning", "unit", "values", "row")


def codebook(tables: tuple[Table, ...] = TABLES) -> Iterator[tuple[str, ...]]:
    """Return the codebook: one row a column, its fields those of CODEBOOK_HEAD."""
    for table in tables:
        for column in table.columns:
            yield (
                table.name,
                column.name,
                column.type,
                column.meaning,
                column.unit,
                column.values,
                table.meaning,
            )


def markdown(columns: tuple[Column, ...]) -> str:
    """Return the codebook of some columns as a table of Markdown."""
    lines = ["| column | type | meaning | unit | values |", "|---|---|---|---|---|"]
    cells = ((one.name, one.type, one.meaning, one.unit, one.values) for one in columns)
    lines.extend(f"| {' | '.join(row)} |" for row in cells)
    return "\n".join(lines) + "\n"


Row = Mapping[str, Any]

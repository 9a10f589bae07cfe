"""The columns of a table with one fact a row, and what each of them means.

A column says where the records of each kind have it, so that kinds share a column where they mean the same.
The types follow from the models.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from models.records import AmountModifier, DateModifier, Granularity, Language, PlaceLevel, Relation
from pipeline.batch.outputs.shapes import Kind, Shape, records_shape

Type = Literal["text", "integer", "number", "money", "date", "json"]
# The kinds of fact, by the names that they have among the records.
KINDS = {
    name: name.removesuffix("s") for name, shape in records_shape().fields.items() if shape.kind == "list"
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `paths` are where the records have it, a kind each, the first item of a list being `0`.

    A column of JSON holds what one value cannot: lists, and records in them.
    """

    name: str
    type: Type
    meaning: str
    paths: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of fact that have it; none where it tells of the bulletin."""
        return tuple(KINDS[kind] for kind in (path.partition(".")[0] for path in self.paths) if kind in KINDS)


def within(path: str) -> Shape:
    """Return the shape at a path, such as `dates.start`, of a fact of that kind or of the document.

    Raises:
        KeyError: there is no such field.

    """
    kind, _, rest = path.partition(".")
    shape = records_shape().fields[kind]
    return (shape.item or shape).at(rest)


_TYPES: dict[Kind, Type] = {
    "text": "text",
    "integer": "integer",
    "number": "number",
    "money": "money",
    "date": "date",
    "record": "json",
    "list": "json",
}


def _column(name: str, meaning: str, *paths: str) -> Column:
    return Column(name, _TYPES[within(paths[0]).kind], meaning, paths)


def _one_of(literal: Any) -> str:
    return ", ".join(get_args(literal))


_OF_PLACE = {
    "name": "name as printed",
    "country": "its country (ISO 3166-1 alpha-2)",
    "geonames_id": "its number in GeoNames",
    "level": f"its level: {_one_of(PlaceLevel)}",
    "subdivision": "the subdivision that it lies in, or is (ISO 3166-2)",
    "latitude": "its latitude in degrees (WGS 84); of a country or subdivision that of its largest city",
    "longitude": "its longitude in degrees (WGS 84)",
    "name_en": "its English name in the gazetteer",
    "name_zh": "its Chinese name in the gazetteer",
}


def _place(prefix: str, what: str, *paths: str) -> tuple[Column, ...]:
    return tuple(
        _column(f"{prefix}_{field}", f"{what}: {meaning}", *(f"{path}.{field}" for path in paths))
        for field, meaning in _OF_PLACE.items()
    )


def _time(name: str, meaning: str, field: str) -> Column:
    return _column(
        name,
        meaning,
        f"city_pairs.since.{field}",
        f"delegations.dates.{field}",
        f"dates.{field}",
        f"tie_totals.as_of.{field}",
    )


def _of_all(name: str, meaning: str, field: str) -> Column:
    return _column(name, meaning, *(f"{kind}.{field}" for kind in KINDS))


COLUMNS: tuple[Column, ...] = (
    _column("bulletin", "id of the bulletin", "document.id"),
    Column("source", "text", "what messages call the input that the bulletin was read from"),
    _column("title", "title of the bulletin", "document.title"),
    _column("published", "day of publication (ISO 8601)", "document.published"),
    _column("publisher", "who published it", "document.publisher"),
    _column("language", f"language of the bulletin: {_one_of(Language)}", "document.language"),
    Column("kind", "text", f"kind of the fact: {', '.join(KINDS.values())}"),
    Column("number", "integer", "number of the fact among those of its kind in the bulletin, from 1"),
    _column(
        "relation", f"kind of the tie: {_one_of(Relation)}", "city_pairs.relation", "tie_totals.relation"
    ),
    _column("stage", "stage of the tie: established, intended, ended", "city_pairs.stage"),
    _column("role", "what the group is: delegation, attendance, total", "delegations.role"),
    _column("group_kind", "kind of the group, in the words of the bulletin", "delegations.kind"),
    _column("size", "how many people", "delegations.size"),
    _column("visits", "how many journeys", "delegations.visits"),
    _column("tie_count", "how many ties the place is said to have", "tie_totals.count"),
    _column("amount", "sum in plain units of its currency; of a range, its lower end", "amounts.amount"),
    _column("upper", "upper end of a range", "amounts.upper"),
    _column("currency", "currency of the sum (ISO 4217)", "amounts.currency"),
    _column(
        "number_modifier",
        f"what is said of the size, sum or count: {_one_of(AmountModifier)}",
        "delegations.modifier",
        "amounts.modifier",
        "tie_totals.modifier",
    ),
    _time(
        "start",
        "first day of the time: since when a tie is, when a group travelled, what is counted",
        "start",
    ),
    _time("until", "last day of that time, inclusive", "end"),
    _time("granularity", f"how finely it was told: {_one_of(Granularity)}", "granularity"),
    _time("time_modifier", f"what part of it, or how near: {_one_of(DateModifier)}", "modifier"),
    _column("text", "the words of the sum or time", "amounts.text", "dates.text"),
    _column(
        "leader",
        "name of the person, or of the group's leader: the first",
        "leaders.names.0",
        "delegations.leader.0",
    ),
    _column(
        "leader_names",
        "all names of the person, or of the group's leaders",
        "leaders.names",
        "delegations.leader",
    ),
    _column("office", "the person's office: the first", "leaders.titles.0"),
    _column("offices", "all offices of the person", "leaders.titles"),
    _column("body", "place or body that the offices belong to: the first", "leaders.of.0"),
    _column("bodies", "all of these places and bodies", "leaders.of"),
    *_place(
        "place_a", "first place of the tie, or place with the ties", "city_pairs.places.0", "tie_totals.place"
    ),
    *_place("place_b", "second place of the tie", "city_pairs.places.1"),
    *_place("origin", "first place that the group is from", "delegations.from.0"),
    _column("origins", "all places that it is from", "delegations.from"),
    *_place("destination", "first place that it went to", "delegations.to.0"),
    _column("destinations", "all places that it went to", "delegations.to"),
    _column("history", "steps of the tie, each with its date and evidence", "city_pairs.history"),
    _of_all("rule", "the rules that read the fact", "rule"),
    _of_all(
        "evidence_start",
        "first place in the bulletin that tells it: where it starts, in characters",
        "evidence.0.start",
    ),
    _of_all("evidence_end", "where it ends, exclusive", "evidence.0.end"),
    _of_all("evidence_text", "the characters that stand there", "evidence.0.text"),
    _of_all("evidence", "all places in the bulletin that tell it", "evidence"),
    *_place("home", "place whose bulletin it is", "document.home"),
    _column("sha256", "SHA-256 of the bulletin's text in UTF-8", "document.sha256"),
    _column("warnings", "warnings about the bulletin", "document.warnings"),
    _column("schema_version", "version of the shape of records", "document.schema_version"),
)


def codebook() -> str:
    """Return a line for each column of a table of facts: name, type, meaning, and the kinds that have it.

    >>> [line.split(maxsplit=2) for line in codebook().splitlines()][16]
    ['upper', 'money', 'upper end of a range (amount)']
    """
    wide = max(len(column.name) for column in COLUMNS)
    lines = []
    for column in COLUMNS:
        few = 0 < len(column.kinds) < len(KINDS)
        kinds = f" ({', '.join(column.kinds)})" if few else ""
        lines.append(f"{column.name:<{wide}}  {column.type:<7}  {column.meaning}{kinds}\n")
    return "".join(lines)

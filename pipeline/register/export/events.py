"""Events in the terms of PLOVER and CAMEO: visits made and hosted, agreements signed, relations ended."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from pipeline.register import schema as db
from pipeline.register.export import tables as tidy
from pipeline.register.export.csv_folder import write_rows
from pipeline.register.export.source import Row, Source
from pipeline.register.export.tables import Column, markdown, place_a, place_b

_ISO3 = "ISO 3166-1 alpha-3"
_SECTOR = "PLOVER: GOV, LEG, BUS, EDU, MED, JRN, CVL"


def _actor(number: int, who: str) -> tuple[Column, ...]:
    actor = f"actor{number}"
    return (
        Column(actor, "text", f"code of {who}", values="country and sector, such as CHNGOV"),
        Column(f"{actor}_name", "text", "its name: the place that acts"),
        Column(f"{actor}_country", "text", "its country", values=_ISO3),
        Column(f"{actor}_sector", "text", "its sector", values=_SECTOR),
        Column(f"{actor}_place", "text", "its place in the register", values="id of places"),
        Column(f"{actor}_geonames_id", "integer", "its number in GeoNames", values="GeoNames"),
    )


COLUMNS = (
    Column("id", "text", "identifier of the event"),
    Column("link", "text", "the visit or tie of the register; the same for all events that follow from it"),
    Column("date", "date", "first day of the event; empty where not told", unit="day", values="ISO 8601"),
    Column("enddate", "date", "last day, inclusive", unit="day", values="ISO 8601"),
    Column("precision", "text", "how finely the time was told", values="as granularity of tie_events"),
    Column("modifier", "text", "part or vagueness of the time", values="as modifier of tie_events"),
    Column("label", "text", "the event in words"),
    Column("event", "text", "what was done", values="PLOVER 0.8: AGREE, CONSULT, SUPPORT, SANCTION"),
    Column(
        "mode",
        "text",
        "how it was done",
        values="PLOVER 0.8: visit, discontinue; and host, of its conversion table",
    ),
    Column("context", "text", "what it was about", values="PLOVER 0.8: diplomatic"),
    Column(
        "quad_code", "integer", "class of the event", values="1 verbal, 2 material cooperation, 3, 4 conflict"
    ),
    Column("cameo", "text", "event code", values="CAMEO 1.1b3: 032, 040, 042, 043, 057, 161"),
    Column("directed", "integer", "1: actor 1 acts on actor 2; 0: both act", values="0, 1"),
    *_actor(1, "the source: who visits or hosts, or the place of a tie with the lesser id"),
    *_actor(2, "the recipient, or the other place of a tie"),
    Column("place_name", "text", "where it happened: the place that hosts; empty for ties"),
    Column("place_geonames_id", "integer", "number of that place in GeoNames", values="GeoNames"),
    Column("latitude", "number", "its latitude", unit="degree", values="WGS 84"),
    Column("longitude", "number", "its longitude", unit="degree", values="WGS 84"),
    Column("size", "integer", "how many people visit", unit="person"),
    Column("kind", "text", "what the bulletin calls the group, or the relation of a tie"),
    Column("sources", "integer", "how many sources tell it, near-duplicates as one", unit="source"),
    Column("bulletins", "text", "the bulletins that tell it, by id, with `; ` between them"),
)
HEAD = tuple(column.name for column in COLUMNS)
MARKER = re.compile(rb"id(?:,|\t)link(?:,|\t)date(?:,|\t)enddate(?:,|\t)precision\b")
_ABOUT = """\
# Events in the terms of PLOVER and CAMEO

One row an event, as event data are loaded: who did what to whom, when and where.

- A visit is two events, as in CAMEO: made (042, by the visitor) and hosted (043, by the host); for one event
  a visit, as in PLOVER, keep those whose mode is `visit`. A visit of several places is an event for each
  pair. Only journeys count, no crowds and no totals.
- What both places of a tie do together is one event with `directed` 0. Signing, renewal and upgrade are 057
  (SUPPORT), intent and approval 032 (AGREE), first contact 040 (CONSULT), suspension and end 161 (SANCTION).
- There is no AID (07): the register knows sums, but not who gave them to whom.
- The sector is GOV, a city acting as such, unless the bulletin calls the visitors otherwise (`kind`).
- Texts that a spreadsheet would run as a formula have a `'` before them.

"""

Place = Mapping[str, Any]


def write_events(source: Source, paths: Sequence[Path]) -> None:
    """Write the events into the first path, with tabs if it is a .tsv, and their codebook into the second."""
    out, book = paths
    delimiter = "\t" if ".tsv" in out.suffixes else ","
    write_rows(out, HEAD, _events(source), delimiter)
    book.write_text(_ABOUT + markdown(COLUMNS), encoding="utf-8", newline="\n")


def _events(source: Source) -> Iterator[list[Any]]:
    for found in (_of_ties(source), _of_visits(source)):
        for event in found:
            yield [event.get(name) for name in HEAD]


def _of_ties(source: Source) -> Iterator[Row]:
    codes = _codes()["steps"]
    for page in source.pages(tidy.TIE_EVENTS):
        ties = _ties(source, [row["tie"] for row in page])
        facts = _bulletins(source, db.event_facts.c.event, db.event_facts.c.fact, [row["id"] for row in page])
        for row in page:
            a, b = ties[row["tie"]]
            yield {
                **_coded(codes[row["event"]]),
                **_timed(row),
                **_acting(1, a, "GOV"),
                **_acting(2, b, "GOV"),
                "id": row["id"],
                "link": row["tie"],
                "directed": 0,
                "kind": row["relation"],
                "bulletins": "; ".join(facts.get(row["id"], ())),
            }


def _of_visits(source: Source) -> Iterator[Row]:
    more = (place_a.c.geonames_id, place_a.c.latitude, place_a.c.longitude)
    for page in source.pages(tidy.VISITS, where=db.visits.c.role == "delegation"):
        ids = [row["id"] for row in page]
        places = source.under(tidy.VISIT_PLACES, "visit", ids, *more)
        facts = _bulletins(source, db.evidence.c.entity, db.evidence.c.fact, ids)
        for row in page:
            shared = {
                **_timed(row),
                "link": row["id"],
                "directed": 1,
                "size": row["size"],
                "kind": row["kind"],
                "bulletins": "; ".join(facts.get(row["id"], ())),
            }
            for event in _made_and_hosted(places.get(row["id"], []), sector(row["kind"])):
                yield {**shared, **event, "id": f"{row['id']}/{event['id']}"}


def _made_and_hosted(places: Sequence[Row], visiting: str) -> Iterator[Row]:
    """Return the events of a visit, without what they share; a side that is not told has no events."""
    sides = {side: [place for place in places if place["side"] == side] for side in ("from", "to")}
    for side, code in _codes()["visits"].items():
        number = 0
        for actor in sides[side]:
            others = [
                place
                for place in sides["to" if side == "from" else "from"]
                if place["place"] != actor["place"]
            ]
            for other in others or (None,):
                number += 1
                host = other if side == "from" else actor
                acting, receiving = (visiting, "GOV") if side == "from" else ("GOV", visiting)
                yield {
                    **_coded(code),
                    **_acting(1, actor, acting),
                    **_acting(2, other, receiving),
                    **_where(host),
                    "id": f"{code['cameo']}/{number}",
                }


def _ties(source: Source, ids: Sequence[str]) -> dict[str, tuple[Place, Place]]:
    statement = tidy.TIES.select().add_columns(
        place_a.c.geonames_id.label("a_geonames_id"), place_b.c.geonames_id.label("b_geonames_id")
    )
    found: dict[str, tuple[Place, Place]] = {}
    for row in source.all(statement.where(db.ties.c.id.in_(ids))):
        a, b = (
            {
                "place": row[end],
                "name": row[f"{end}_name"],
                "country": row[f"{end}_country"],
                "geonames_id": row[f"{end}_geonames_id"],
            }
            for end in "ab"
        )
        found[row["id"]] = a, b
    return found


def _bulletins(source: Source, key: Any, fact: Any, ids: Sequence[str]) -> dict[str, list[str]]:
    statement = (
        select(key.label("of"), db.facts.c.bulletin)
        .join(db.facts, db.facts.c.id == fact)
        .where(key.in_(ids))
        .distinct()
        .order_by(key, db.facts.c.bulletin)
    )
    found: dict[str, list[str]] = {}
    for row in source.all(statement):
        found.setdefault(row["of"], []).append(row["bulletin"])
    return found


def _coded(code: Mapping[str, Any]) -> Row:
    told = {name: code[name] for name in ("label", "event", "mode", "context", "cameo")}
    return {**told, "quad_code": code["quad"]}


def _timed(row: Row) -> Row:
    return {
        "date": row["start"],
        "enddate": row["until"],
        "precision": row["granularity"],
        "modifier": row["modifier"] if "event" in row else None,
        "sources": row["sources"],
    }


def _acting(number: int, place: Place | None, sector_code: str) -> Row:
    if place is None:
        return {}
    country = iso3(place["country"])
    told = {
        "": f"{country or ''}{sector_code}",
        "_name": place["name"],
        "_country": country,
        "_sector": sector_code,
        "_place": place["place"],
        "_geonames_id": place["geonames_id"],
    }
    return {f"actor{number}{name}": value for name, value in told.items()}


def _where(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "place_name": place["name"],
        "place_geonames_id": place["geonames_id"],
        "latitude": place["latitude"],
        "longitude": place["longitude"],
    }


def iso3(country: str | None) -> str | None:
    """Return the three letters of a country for its two.

    >>> iso3("FI"), iso3(None)
    ('FIN', None)
    """
    import pycountry

    found = pycountry.countries.get(alpha_2=country) if country else None
    return found.alpha_3 if found else None


@cache
def sector(kind: str | None) -> str:
    """Return PLOVER's sector for what a bulletin calls a group.

    >>> sector("students"), sector("经贸"), sector(None)
    ('EDU', 'BUS', 'GOV')
    """
    told = (kind or "").casefold()
    for one in _codes()["sectors"]:
        if any(word in told for word in one["zh"]):
            return str(one["code"])
        if any(re.search(rf"\b{re.escape(word)}", told) for word in one["en"]):
            return str(one["code"])
    return "GOV"


@cache
def _codes() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).with_name("codes.toml")).read_text(encoding="utf-8"))

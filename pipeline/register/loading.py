"""What was read goes into the register, a bulletin's facts in place of those that it had before."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from models import BulletinRecords, Document
from pipeline.register import duplicates
from pipeline.register.blocks import PAGE, Rows, mark, mark_all_of, remove
from pipeline.register.offices import contexts_of, mention_of
from pipeline.register.people import blocks
from pipeline.register.places import place_id, places_of
from pipeline.register.schema import bands, bulletins, evidence, facts, people
from pipeline.register.store import RegisterError

KINDS = ("city_pairs", "delegations", "leaders", "amounts", "dates", "tie_totals")
Texts = Callable[[Document], str | None]


def load(connection: Connection, records: Iterable[BulletinRecords], texts: Texts) -> None:
    """Put records into the register, and mark all that depends on them to be worked out anew.

    Raises:
        RegisterError: two different bulletins have one id.

    """
    seen: dict[str, str] = {}
    page: dict[str, tuple[BulletinRecords, str]] = {}
    for record in records:
        name, digest = record.document.id, _digest(record)
        if seen.setdefault(name, digest) != digest:
            raise RegisterError(name, "two different bulletins have this id; give each one of its own")
        page[name] = record, digest
        if len(page) >= PAGE:
            _load_page(connection, page, texts)
            page = {}
    _load_page(connection, page, texts)


def _load_page(connection: Connection, page: Mapping[str, tuple[BulletinRecords, str]], texts: Texts) -> None:
    wanted = select(bulletins.c.id, bulletins.c.digest, bulletins.c.sha256, bulletins.c.text)
    found = connection.execute(wanted.where(bulletins.c.id.in_(list(page)))).all()
    before = {row[0]: row[1] for row in found}
    kept = {(row[0], row[2]): row[3] for row in found}
    rows = Rows()
    changed = []
    for name, (record, digest) in sorted(page.items()):
        text = texts(record.document)
        if text is None:
            # A bulletin read again without its text is still the one that had it.
            text = kept.get((name, record.document.sha256))
        if text is not None:
            digest += "+text"
        if before.get(name) != digest:
            changed.append(name)
            rows.extend(_rows(record, text, digest))
    _forget(connection, [name for name in changed if name in before])
    rows.write(connection)
    mark(connection, "bulletin", changed)
    marked: dict[str, set[str]] = {}
    for row in rows.tables["fact_keys"]:
        marked.setdefault(row["kind"], set()).add(row["key"])
    for row in rows.tables["bulletins"]:
        if row["home"]:
            marked.setdefault("place", set()).add(row["home"])
    for kind, keys in marked.items():
        mark(connection, kind, keys)


def _forget(connection: Connection, names: list[str]) -> None:
    """Delete bulletins with all that they alone told, and mark what depended on them."""
    if not names:
        return
    mark_all_of(connection, names)
    mine = select(facts.c.id).where(facts.c.bulletin.in_(names))
    persons = select(people.c.block).join(evidence, evidence.c.entity == people.c.id)
    mark(connection, "component", connection.execute(persons.where(evidence.c.fact.in_(mine))).scalars())
    sources = select(bulletins.c.source).where(bulletins.c.id.in_(names))
    mark(connection, "source", connection.execute(sources).scalars())
    mark(
        connection,
        "band",
        connection.execute(select(bands.c.key).where(bands.c.bulletin.in_(names)).distinct()).scalars(),
    )
    told = list(connection.execute(mine).scalars())
    for table in ("spans", "evidence", "event_facts", "fact_keys"):
        remove(connection, table, "fact", told)
    remove(connection, "facts", "bulletin", names)
    remove(connection, "bands", "bulletin", names)
    for column in ("one", "other"):
        remove(connection, "near", column, names)
    remove(connection, "bulletins", "id", names)


def _rows(record: BulletinRecords, text: str | None, digest: str) -> Rows:
    data = record.model_dump(mode="json", by_alias=True)
    document, rows = data["document"], Rows()
    signature = duplicates.signature_of(data, text)
    rows.add(
        "bulletins",
        **{
            field: document[field]
            for field in ("id", "sha256", "language", "title", "published", "publisher")
        },
        home=place_id(document["home"]) if document["home"] else None,
        document=_json(document),
        digest=digest,
        source=document["id"],
        text=text,
        features=signature.features,
        signature=signature.to_bytes(),
    )
    for key, marker in signature.bands(document["id"], document["language"]):
        rows.add("bands", bulletin=document["id"], key=key, marker=marker)
    for kind in KINDS:
        contexts = contexts_of(data) if kind == "leaders" else [{}] * len(data[kind])
        for number, fact in enumerate(data[kind], start=1):
            _add_fact(rows, f"{document['id']}:{kind}:{number}", kind, fact, contexts[number - 1])
    return rows


def _add_fact(rows: Rows, name: str, kind: str, fact: dict[str, Any], context: dict[str, Any]) -> None:
    bulletin = name.rsplit(":", 2)[0]
    rows.add(
        "facts",
        id=name,
        bulletin=bulletin,
        kind=kind,
        rule=fact["rule"],
        record=_json(fact),
        context=_json(context),
    )
    told = [*fact["evidence"], *(span for step in fact.get("history", ()) for span in step["evidence"])]
    # One text for each stretch, even where records made elsewhere have two.
    texts = {(span["start"], span["end"]): span["text"] for span in reversed(told)}
    for (start, end), text in sorted(texts.items()):
        rows.add("spans", fact=name, start=start, end=end, text=text)
    for what, key in sorted(set(_keys(kind, fact, context, bulletin))):
        rows.add("fact_keys", kind=what, key=key, fact=name)


def _keys(
    kind: str, fact: dict[str, Any], context: dict[str, Any], bulletin: str
) -> Iterator[tuple[str, str]]:
    """Yield the blocks that a fact belongs to."""
    ids = [place_id(place) for place in places_of(fact)]
    yield from (("place", one) for one in ids)
    if kind == "city_pairs" and len(set(ids)) > 1:
        # Two names of one place, `Groveland` and `Groveland City`, make no tie.
        yield "tie", tie_key(fact)
    elif kind == "delegations":
        yield "visit", visit_key(fact, bulletin)
    elif kind == "leaders":
        yield from (("person", key) for key in blocks(mention_of(fact, context)))
    elif kind == "tie_totals" and ids:
        yield "total", ids[0]


def tie_key(fact: Mapping[str, Any]) -> str:
    """Return the block of a pair: its two places, the lesser id first."""
    return "~".join(sorted(map(place_id, fact["places"])))


def visit_key(fact: Mapping[str, Any], bulletin: str) -> str:
    """Return the block of a group: its role, and where it came from, or went to, or else its bulletin."""
    for side in ("from", "to"):
        ids = sorted(map(place_id, fact[side]))
        if ids:
            return f"{fact['role']}|{side}|{ids[0]}"
    return f"{fact['role']}||{bulletin}"


def _digest(record: BulletinRecords) -> str:
    return hashlib.sha256(record.to_json().encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

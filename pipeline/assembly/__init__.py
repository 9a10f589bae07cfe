"""Assembly: mentions to records, one fact one record, with all its evidence."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import ValidationError

from corpus import Bulletin
from models import BulletinRecords
from pipeline.assembly.drafts import Draft
from pipeline.assembly.groups import delegation_records
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.people import People
from pipeline.assembly.placebook import PlaceBook
from pipeline.assembly.tie_totals import total_records
from pipeline.assembly.ties import pair_records
from pipeline.assembly.values import amount_records, date_records
from pipeline.linking import LinkedPlace, NamedPlace, linked

__all__ = ["assemble"]

Facts = dict[str, list[Draft]]


def assemble(
    bulletin: Bulletin, places: PlaceBook, passages: Sequence[ReadPassage], sha256: str
) -> BulletinRecords:
    """Return the validated records of a bulletin whose passages have been read."""
    people = People(bulletin.text, passages, places)
    facts: Facts = {
        "city_pairs": pair_records(bulletin.text, bulletin.title, passages, places),
        "delegations": delegation_records(bulletin.text, passages, places, people),
        "leaders": people.records(),
        "amounts": amount_records(bulletin.text, passages),
        "dates": date_records(bulletin.text, passages),
        "tie_totals": total_records(bulletin.text, passages, places),
    }
    partners = [fact["places"] for fact in facts["city_pairs"]]
    analyses = [read.analysis for read in passages]
    known = linked(places.home, _places(facts), partners, analyses, places.key)
    _link(facts, known)
    nothing = () if any(facts.values()) or bulletin.warnings else ("nothing was found in it",)
    document = {
        "id": bulletin.id,
        "language": bulletin.language,
        "title": bulletin.title,
        "published": bulletin.published,
        "publisher": bulletin.publisher,
        "home": known[places.home] if places.home else None,
        "sha256": sha256,
        "warnings": (*bulletin.warnings, *nothing),
    }
    try:
        return BulletinRecords.check({"document": document, **facts}, bulletin.text)
    except ValidationError as error:
        facts, refused = _without(facts, error)
        warned = {**document, "warnings": (*bulletin.warnings, *nothing, *refused)}
        return BulletinRecords.check({"document": warned, **facts}, bulletin.text)


def _places(facts: Facts) -> Iterator[NamedPlace]:
    """Yield the places that the facts name, in their order."""
    for pair in facts["city_pairs"]:
        yield from pair["places"]
    for group in facts["delegations"]:
        yield from (*group["from"], *group["to"])
    for total in facts["tie_totals"]:
        if total["place"]:
            yield total["place"]


def _link(facts: Facts, known: Mapping[NamedPlace, LinkedPlace]) -> None:
    """Put what is known of the places in the place of their names."""
    for pair in facts["city_pairs"]:
        pair["places"] = [known[place] for place in pair["places"]]
    for group in facts["delegations"]:
        for side in ("from", "to"):
            group[side] = [known[place] for place in group[side]]
    for total in facts["tie_totals"]:
        total["place"] = known[total["place"]] if total["place"] else None


def _without(facts: Facts, error: ValidationError) -> tuple[Facts, list[str]]:
    """Leave out the facts that the models refuse, lest one cost the bulletin; say which and why."""
    reasons = {(str(kind), at): fault["msg"] for fault in error.errors() for kind, at in [fault["loc"][:2]]}
    kept: Facts = {
        kind: [record for at, record in enumerate(records) if (kind, at) not in reasons]
        for kind, records in facts.items()
    }
    return kept, [f"one of its {kind} was left out: {reason}" for (kind, _), reason in reasons.items()]

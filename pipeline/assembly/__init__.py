"""Assembly: mentions to records, one fact one record, with all its evidence."""

from collections.abc import Sequence

from pydantic import ValidationError

from corpus import Bulletin
from models import BulletinRecords, Document, Fact
from pipeline.assembly.groups import delegation_records
from pipeline.assembly.passages import ReadPassage
from pipeline.assembly.people import People
from pipeline.assembly.placebook import PlaceBook
from pipeline.assembly.tie_totals import total_records
from pipeline.assembly.ties import pair_records
from pipeline.assembly.values import amount_records, date_records
from pipeline.linking import linked

__all__ = ["assemble"]

Facts = dict[str, Sequence[Fact]]


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
    home, facts = linked(places.home, facts, [read.analysis for read in passages], places.key)
    nothing = () if any(facts.values()) or bulletin.warnings else ("nothing was found in it",)
    document = Document(
        id=bulletin.id,
        language=bulletin.language,
        title=bulletin.title,
        published=bulletin.published,
        publisher=bulletin.publisher,
        home=home,
        sha256=sha256,
        warnings=(*bulletin.warnings, *nothing),
    )
    try:
        return BulletinRecords.check({"document": document, **facts}, bulletin.text)
    except ValidationError as error:
        facts, refused = _without(facts, error)
        warned = document.model_copy(update={"warnings": (*document.warnings, *refused)})
        return BulletinRecords.check({"document": warned, **facts}, bulletin.text)


def _without(facts: Facts, error: ValidationError) -> tuple[Facts, list[str]]:
    """Leave out the facts that the models refuse, lest one cost the bulletin; say which and why."""
    reasons = {(str(kind), at): fault["msg"] for fault in error.errors() for kind, at in [fault["loc"][:2]]}
    kept: Facts = {
        kind: [record for at, record in enumerate(records) if (kind, at) not in reasons]
        for kind, records in facts.items()
    }
    return kept, [f"one of its {kind} was left out: {reason}" for (kind, _), reason in reasons.items()]

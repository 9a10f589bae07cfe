"""One bulletin's gold against one bulletin's records, at all levels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluation.alignment import SlotCounts, align
from evaluation.mentions import SCHEMAS, Mention, Schema, mentions_of, score_mentions
from evaluation.slots import Said, said
from evaluation.tally import Tally, total
from evaluation.values import Verdict, attributes, judge
from models.gold import KINDS, GoldBulletin, Kind
from models.records import BulletinRecords

# The headline first. `slot` and `record` are the two measures of the record level.
LEVELS = ("value", "attribute", "slot", "record", *(f"mention-{schema}" for schema in SCHEMAS))
ALL = "all"
Key = tuple[str, str]  # a level, and a kind or ALL


@dataclass(frozen=True, slots=True)
class BulletinScore:
    """What is right and wrong in one bulletin.

    `tallies` holds the counts of each level by kind and over all kinds, `attributes` those of each attribute
    by kind. `false_alarms` counts the facts found in a bulletin that has none.
    """

    id: str
    language: str
    verdicts: Mapping[Kind, Verdict]
    tallies: Mapping[Key, Tally]
    attributes: Mapping[tuple[Kind, str], Tally]
    slots: Mapping[Kind, SlotCounts]
    has_facts: bool
    false_alarms: int


def score(gold: GoldBulletin, records: BulletinRecords | GoldBulletin) -> BulletinScore:
    """Compare the records of a bulletin with its gold; another's gold is compared by all its names."""
    wanted = {kind: _said(kind, getattr(gold, kind)) for kind in KINDS}
    found = {kind: _said(kind, getattr(records, kind)) for kind in KINDS}
    verdicts = {kind: judge(wanted[kind], found[kind]) for kind in KINDS}
    by_attribute = {
        (kind, name): tally for kind in KINDS for name, tally in attributes(verdicts[kind]).items()
    }
    aligned = {kind: align(wanted[kind], found[kind]) for kind in KINDS}
    tallies: dict[Key, Tally] = {}
    for kind in KINDS:
        tallies["value", kind] = verdicts[kind].tally
        tallies["attribute", kind] = total(tally for (of, _), tally in by_attribute.items() if of == kind)
        tallies["slot", kind] = aligned[kind].slots.tally
        tallies["record", kind] = aligned[kind].exact
    for level in ("value", "attribute", "slot", "record"):
        tallies[level, ALL] = total(tallies[level, kind] for kind in KINDS)
    tallies |= _mention_tallies(wanted, found)
    has_facts = any(wanted.values())
    return BulletinScore(
        id=gold.document.id,
        language=gold.document.language,
        verdicts=verdicts,
        tallies=tallies,
        attributes=by_attribute,
        slots={kind: aligned[kind].slots for kind in KINDS},
        has_facts=has_facts,
        false_alarms=0 if has_facts else sum(map(len, found.values())),
    )


def _said(kind: Kind, facts: Iterable) -> list[Said]:  # type: ignore[type-arg]
    return [said(kind, fact) for fact in facts]


def _mention_tallies(wanted: Mapping[Kind, list[Said]], found: Mapping[Kind, list[Said]]) -> dict[Key, Tally]:
    """Return the counts of mentions by kind, each kind alone, and over all kinds together."""
    tallies: dict[Key, Tally] = {}
    groups: dict[str, tuple[Kind, ...]] = {**{kind: (kind,) for kind in KINDS}, ALL: KINDS}
    for name, kinds in groups.items():
        facts = [fact for kind in kinds for fact in wanted[kind]]
        required = mentions_of(fact for fact in facts if not fact.optional)
        optional: set[Mention] = set(mentions_of(fact for fact in facts if fact.optional)) - set(required)
        seen = mentions_of(fact for kind in kinds for fact in found[kind])
        by_schema: Mapping[Schema, Tally] = score_mentions(required, seen, optional)
        tallies |= {(f"mention-{schema}", name): tally for schema, tally in by_schema.items()}
    return tallies

"""How far two annotators who worked blind from each other agree: the ceiling for any system."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotations.identifiers import Key, Line, read_tables
from evaluation.inputs import InputError, read_gold
from evaluation.scoring import BulletinScore, score
from evaluation.shares import Share, shares
from evaluation.slots import Said, is_same, said
from evaluation.summary import Cell, cells
from models.gold import KINDS, GoldBulletin


def annotations_in(folder: Path) -> dict[str, GoldBulletin]:
    """Return the annotations of one annotator by the ids of the bulletins.

    Raises:
        InputError: a file is no gold, or there is none.

    """
    found = {path.stem: read_gold(path) for path in sorted(folder.glob("*.json"))}
    if not found:
        raise InputError(f"{folder}: no annotations here")
    return found


def agreement(first: Path, second: Path) -> tuple[int, Mapping[str, Mapping[str, Mapping[str, Cell]]]]:
    """Return on how many bulletins two annotators are compared, and the scores of one against the other.

    What either calls optional is required of neither.

    Raises:
        InputError: the two have no bulletin in common, or annotated different texts.

    """
    ones, others = annotations_in(first), annotations_in(second)
    both = sorted(set(ones) & set(others))
    if not both:
        raise InputError(f"{first}, {second}: no bulletin in common")
    for name in both:
        if ones[name].document.sha256 != others[name].document.sha256:
            raise InputError(f"{second / name}.json: document.sha256: another text than in {first}")
    return len(both), cells([_compared(ones[name], others[name]) for name in both])


def _compared(one: GoldBulletin, other: GoldBulletin) -> BulletinScore:
    """Score what the second requires against the first; what either doubts is required of neither."""
    return score(_doubted(one, other), _firm(other))


def _firm(gold: GoldBulletin) -> GoldBulletin:
    """Return gold without what is optional."""
    firm: dict[str, Any] = {
        kind: tuple(fact for fact in getattr(gold, kind) if not fact.optional) for kind in KINDS
    }
    return gold.model_copy(update=firm)


def _doubted(one: GoldBulletin, other: GoldBulletin) -> GoldBulletin:
    """Return gold in which that is optional, too, which the other annotator has as optional only."""
    changed: dict[str, Any] = {}
    for kind in KINDS:
        facts = [said(kind, fact) for fact in getattr(other, kind)]
        changed[kind] = tuple(
            fact.model_copy(update={"optional": True}) if _only_doubted(said(kind, fact), facts) else fact
            for fact in getattr(one, kind)
        )
    return one.model_copy(update=changed)


def _only_doubted(fact: Said, facts: Sequence[Said]) -> bool:
    same = [other for other in facts if is_same(fact, other)]
    return bool(same) and all(other.optional for other in same)


@dataclass(frozen=True, slots=True)
class PlaceAgreement:
    """How far two tables name the same entries of GeoNames, by language, and where they do not."""

    bulletins: int
    shares: Mapping[str, Share]
    differing: Sequence[tuple[Line, Line]]


def place_agreement(first: Path, second: Path, languages: Mapping[str, str]) -> PlaceAgreement:
    """Compare two tables of identifiers on the places that both have.

    Two lines agree when they have an identifier in common, or none at all. `languages` are those of the
    bulletins; one that it does not have counts for all languages only.

    Raises:
        InputError: a file that is no table, or the two have no place in common.

    """
    ones, others = read_tables([first]), read_tables([second])
    both = {name: list(_both(ones[name], others[name])) for name in sorted(set(ones) & set(others))}
    if not any(both.values()):
        raise InputError(f"{first}, {second}: no place in common")
    differing = {name: [pair for pair in pairs if not _agree(*pair)] for name, pairs in both.items()}
    return PlaceAgreement(
        len(both),
        shares(
            [len(pairs) - len(differing[name]) for name, pairs in both.items()],
            [len(pairs) for pairs in both.values()],
            [languages.get(name, "und") for name in both],
        ),
        [pair for pairs in differing.values() for pair in pairs],
    )


def _both(first: Mapping[Key, Line], second: Mapping[Key, Line]) -> Iterator[tuple[Line, Line]]:
    return ((line, second[key]) for key, line in first.items() if key in second)


def _agree(one: Line, other: Line) -> bool:
    return bool(one.identifiers & other.identifiers) or not (one.identifiers or other.identifiers)

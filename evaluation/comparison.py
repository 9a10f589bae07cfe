"""Two runs over the same bulletins: is the difference more than chance, and what did one fix and break."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from evaluation.errors import Error
from evaluation.statistics import Difference, compare, counts_of
from evaluation.summary import Summary


class Change(NamedTuple):
    """An error that one run has and the other has not."""

    bulletin: str
    kind: str
    what: str  # missing or spurious
    told: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`before` is the other run, `after` the one that is scored."""

    differences: Sequence[Difference]
    fixed: Sequence[Change]
    broken: Sequence[Change]


def compare_runs(before: Summary, after: Summary) -> Comparison:
    """Compare two runs on the same gold."""
    languages = [one.language for one in after.scores]
    old, new = Counter(_wrong(before)), Counter(_wrong(after))
    return Comparison(
        compare(counts_of(before.scores), counts_of(after.scores), languages),
        fixed=sorted((old - new).elements()),
        broken=sorted((new - old).elements()),
    )


def _wrong(summary: Summary) -> Iterator[Change]:
    for one in summary.scores:
        for kind, verdict in one.verdicts.items():
            for what, facts in (("missing", verdict.missing), ("spurious", verdict.spurious)):
                for fact in facts:
                    yield Change(one.id, kind, what, told(fact))


def told(fact: Any) -> str:
    """Return a fact in a line: its filled slots, as they are compared.

    The first form in alphabetical order stands for all names of a place or person.
    """
    slots = {name: [min(fill) for fill in fills] for name, fills in fact.slots.items() if fills}
    return ", ".join(f"{name} {' + '.join(forms)}" for name, forms in slots.items())


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison for other programs."""
    return {
        "differences": [
            {"score": one.name, "before": one.first, "after": one.second, "p": one.p, "p_holm": one.adjusted}
            for one in comparison.differences
        ],
        "fixed": [change._asdict() for change in comparison.fixed],
        "broken": [change._asdict() for change in comparison.broken],
    }


def by_type(errors: Sequence[Error]) -> Counter[tuple[str, str]]:
    """Return the number of errors by kind and type."""
    return Counter((error.kind, error.type) for error in errors)

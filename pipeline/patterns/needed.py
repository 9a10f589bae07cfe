"""The literals of which each match of a pattern holds at least one."""

from collections.abc import Iterable
from itertools import product
from re import _constants as ops  # type: ignore[attr-defined]
from typing import Any

from pipeline.patterns.known import known
from pipeline.patterns.trees import MOST, NOTHING, REPEATS, Forms, forms_of, parsed, parts

# How long the shortest literal of a set is decides between sets, up to here; then the number of them.
_LONG = 4


def required_literals(pattern: str, flags: int = 0) -> tuple[list[str], bool]:
    r"""Return the literals, in order, none where the pattern needs none, and whether case is passed over.

    Where case is passed over, the literals are in lower case, and are to be sought in a text so folded.

    >>> required_literals(r"\d+ (?:day|week)s?\b")
    ([' day', ' week'], False)
    >>> required_literals("[Mm]ayor|(?i:Governor) of")
    (['governor of', 'mayor'], True)
    """
    literals, folds = _read(pattern, flags)
    return literals, folds


@known
def _read(pattern: str, flags: int) -> list[Any]:
    tree, folds = parsed(pattern, flags)
    found = _needed(tree, folds) or frozenset()
    if folds:
        found = frozenset(form.lower() for form in found)
    return [sorted(_shortest(found)), folds]


def _needed(tree: Iterable[Any], folds: bool) -> Forms | None:
    """Return the best set of literals of which each match of a sequence holds one, or None."""
    best: Forms | None = None
    run = NOTHING  # all that the nodes just before, one after another, can match
    for op, value in tree:
        forms = forms_of(op, value, folds)
        if forms is not None and len(run) * len(forms) <= MOST:
            run = frozenset(left + right for left, right in product(run, forms))
            continue
        best = _better(_better(best, run), _needed_in(op, value, folds))
        run = forms if forms is not None else NOTHING
    return _better(best, run)


def _needed_in(op: Any, value: Any, folds: bool) -> Forms | None:
    """Return the literals of which each match of one node holds one, or None."""
    if op is ops.BRANCH:
        found: Forms = frozenset()
        for part in value[1]:
            needed = _needed(part, folds)
            if needed is None or len(found) + len(needed) > MOST:
                return None
            found |= needed
        return found
    if (op in REPEATS and value[0] == 0) or op is ops.GROUPREF_EXISTS:
        return None
    held = parts(op, value)
    return _needed(held[0], folds) if held else None


def _better(first: Forms | None, second: Forms | None) -> Forms | None:
    """Return the set that stands in fewer places: of longer literals, or of fewer."""
    if not second or "" in second:
        return first
    if not first:
        return second
    return max(first, second, key=lambda forms: (min(_LONG, min(map(len, forms))), -len(forms)))


def _shortest(forms: Forms) -> Forms:
    """Leave out each literal that holds another one."""
    kept: list[str] = []
    for form in sorted(forms, key=len):
        if not any(short in form for short in kept):
            kept.append(form)
    return frozenset(kept)

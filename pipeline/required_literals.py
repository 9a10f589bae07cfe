"""The literals of which each match of a pattern holds at least one, taken from the pattern's parse tree."""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# More literals than these make a poor anchor; shorter alternatives are then looked for.
_MOST = 400
# A class of more characters than these is none of literals: `[a-z]`.
_CLASS = 8
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_ZERO_WIDTH = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
# How long the shortest literal of a set is decides between sets, up to here; then the number of them.
_LONG = 4

Forms = frozenset[str]
_NOTHING: Forms = frozenset(("",))


def required_literals(pattern: str, flags: int = 0) -> tuple[tuple[str, ...], bool]:
    r"""Return the literals, in order, none where the pattern needs none, and whether case is passed over.

    Where case is passed over, the literals are in lower case, and are to be sought in a text in lower case.

    >>> required_literals(r"\d+ (?:day|week)s?\b")
    ((' day', ' week'), False)
    >>> required_literals("[Mm]ayor|(?i:Governor) of")
    (('governor of', 'mayor'), True)
    """
    tree = parser.parse(pattern, flags)
    folds = bool(tree.state.flags & re.IGNORECASE) or _folds(tree)
    found = _needed(tree, folds) or frozenset()
    if folds:
        found = frozenset(form.lower() for form in found)
    return tuple(sorted(_shortest(found))), folds


def _folds(tree: Iterable[Any]) -> bool:
    """Tell whether case is passed over in any part of the pattern."""
    for op, value in tree:
        if op is ops.SUBPATTERN and value[1] & re.IGNORECASE:
            return True
        if any(_folds(part) for part in _parts(op, value)):
            return True
    return False


def _parts(op: Any, value: Any) -> Sequence[Any]:
    """Return the trees that a node of the tree holds."""
    if op is ops.BRANCH:
        return list(value[1])
    if op is ops.SUBPATTERN:
        return [value[3]]
    if op in _REPEATS:
        return [value[2]]
    if op is ops.ATOMIC_GROUP:
        return [value]
    if op is ops.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def _needed(tree: Iterable[Any], folds: bool) -> Forms | None:
    """Return the best set of literals of which each match of a sequence holds one, or None."""
    best: Forms | None = None
    run = _NOTHING  # all that the nodes just before, one after another, can match
    for op, value in tree:
        forms = _forms(op, value, folds)
        if forms is not None and len(run) * len(forms) <= _MOST:
            run = frozenset(left + right for left, right in product(run, forms))
            continue
        best = _better(_better(best, run), _needed_in(op, value, folds))
        run = forms if forms is not None else _NOTHING
    return _better(best, run)


def _needed_in(op: Any, value: Any, folds: bool) -> Forms | None:
    """Return the literals of which each match of one node holds one, or None."""
    if op is ops.BRANCH:
        found: Forms = frozenset()
        for part in value[1]:
            needed = _needed(part, folds)
            if needed is None or len(found) + len(needed) > _MOST:
                return None
            found |= needed
        return found
    if (op in _REPEATS and value[0] == 0) or op is ops.GROUPREF_EXISTS:
        return None
    parts = _parts(op, value)
    return _needed(parts[0], folds) if parts else None


def _forms(op: Any, value: Any, folds: bool) -> Forms | None:
    """Return all that a node can match, where that is a small set of strings, or None."""
    if op is ops.LITERAL:
        return frozenset((chr(value),)) if _plain(value, folds) else None
    if op in _ZERO_WIDTH:
        return _NOTHING
    if op is ops.IN:
        return _of_class(value, folds)
    if op in _REPEATS:
        least, most, part = value
        if most > 1:
            return None
        forms = _of_sequence(part, folds)
        return forms | _NOTHING if forms is not None and least == 0 else forms
    if op is ops.BRANCH:
        branches = [_of_sequence(part, folds) for part in value[1]]
        if any(forms is None for forms in branches):
            return None
        union = frozenset[str]().union(*(forms for forms in branches if forms is not None))
        return union if len(union) <= _MOST else None
    if op in (ops.SUBPATTERN, ops.ATOMIC_GROUP):
        return _of_sequence(_parts(op, value)[0], folds)
    return None


def _of_sequence(tree: Iterable[Any], folds: bool) -> Forms | None:
    run = _NOTHING
    for op, value in tree:
        forms = _forms(op, value, folds)
        if forms is None or len(run) * len(forms) > _MOST:
            return None
        run = frozenset(left + right for left, right in product(run, forms))
    return run


def _of_class(members: Sequence[Any], folds: bool) -> Forms | None:
    """Return the characters of a small class: `[Mm]`."""
    found: set[str] = set()
    for op, value in members:
        if op not in (ops.LITERAL, ops.RANGE):
            return None
        for code in (value,) if op is ops.LITERAL else range(value[0], value[1] + 1):
            if not _plain(code, folds) or len(found) >= _CLASS:
                return None
            found.add(chr(code))
    return frozenset(found)


def _plain(code: int, folds: bool) -> bool:
    """Tell whether a character is sure to be found in a text in lower case, where case is passed over."""
    return not folds or code < 128 or chr(code).lower() == chr(code).upper()


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

"""What the nodes of a pattern's parse tree hold and match."""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# More literals than these make a poor anchor; shorter alternatives are then looked for.
MOST = 400
# A class of more characters than these is none of literals: `[a-z]`.
_CLASS = 8
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_ZERO_WIDTH = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)

Forms = frozenset[str]
NOTHING: Forms = frozenset(("",))


def parsed(pattern: str, flags: int = 0) -> tuple[Any, bool]:
    """Return the parse tree of a pattern, and whether case is passed over in any part of it."""
    tree = parser.parse(pattern, flags)
    return tree, bool(tree.state.flags & re.IGNORECASE) or _folds(tree)


def _folds(tree: Iterable[Any]) -> bool:
    """Tell whether case is passed over in any part of the pattern."""
    for op, value in tree:
        if op is ops.SUBPATTERN and value[1] & re.IGNORECASE:
            return True
        if any(_folds(part) for part in parts(op, value)):
            return True
    return False


def parts(op: Any, value: Any) -> Sequence[Any]:
    """Return the trees that a node of the tree holds."""
    if op is ops.BRANCH:
        return list(value[1])
    if op is ops.SUBPATTERN:
        return [value[3]]
    if op in REPEATS:
        return [value[2]]
    if op is ops.ATOMIC_GROUP:
        return [value]
    if op is ops.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def forms_of(op: Any, value: Any, folds: bool) -> Forms | None:
    """Return all that a node can match, where that is a small set of strings, or None."""
    if op is ops.LITERAL:
        return frozenset((chr(value),)) if _plain(value, folds) else None
    if op in _ZERO_WIDTH:
        return NOTHING
    if op is ops.IN:
        return _of_class(value, folds)
    if op in REPEATS:
        least, most, part = value
        if most > 1:
            return None
        forms = _of_sequence(part, folds)
        return forms | NOTHING if forms is not None and least == 0 else forms
    if op is ops.BRANCH:
        branches = [_of_sequence(part, folds) for part in value[1]]
        if any(forms is None for forms in branches):
            return None
        union = frozenset[str]().union(*(forms for forms in branches if forms is not None))
        return union if len(union) <= MOST else None
    if op in (ops.SUBPATTERN, ops.ATOMIC_GROUP):
        return _of_sequence(parts(op, value)[0], folds)
    return None


def _of_sequence(tree: Iterable[Any], folds: bool) -> Forms | None:
    run = NOTHING
    for op, value in tree:
        forms = forms_of(op, value, folds)
        if forms is None or len(run) * len(forms) > MOST:
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

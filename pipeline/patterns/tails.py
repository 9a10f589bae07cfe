"""The literals with one of which whatever a pattern with a `$` matches ends."""

import re
from collections.abc import Sequence
from itertools import product
from re import _constants as ops  # type: ignore[attr-defined]
from typing import Any

from pipeline.patterns.known import known
from pipeline.patterns.trees import MOST, NOTHING, REPEATS, Forms, forms_of, parsed, parts


@known
def tail_literals(pattern: str) -> list[str]:
    r"""Return literals of which what a pattern with a `$` matches ends with one, blanks behind it left off.

    There are none where the pattern does not end with `$`. Where case is passed over they are in lower case.

    >>> tail_literals(r"(?:led|brought)\s(?:with\s(?:him|her)\s)?$"), tail_literals("led")
    (['brought', 'her', 'him', 'led'], [])
    """
    tree, folds = parsed(pattern)
    if not _closes(tree) or tree.state.flags & re.MULTILINE:
        return []
    found = {(form.lower() if folds else form).rstrip() for form in _tails(list(tree), folds) or ("",)}
    if "" in found:
        return []
    return sorted(form for form in found if not any(form[at:] in found for at in range(1, len(form))))


def _closes(tree: Any) -> bool:
    """Tell whether a sequence ends with `$`."""
    if not len(tree):
        return False
    op, value = tree[-1]
    if op is ops.BRANCH:
        return all(_closes(part) for part in value[1])
    return op is ops.AT and value in (ops.AT_END, ops.AT_END_STRING)


def _tails(nodes: Sequence[Any], folds: bool) -> Forms | None:
    """Return literals of which what a sequence matches ends with one, or None."""
    run = NOTHING
    for index in range(len(nodes) - 1, -1, -1):
        op, value = nodes[index]
        if run == NOTHING and _is_blank(op, value):
            continue
        forms = forms_of(op, value, folds)
        if forms is None or len(run) * len(forms) > MOST:
            tails = _tails_of(nodes, index, folds) if "" in run else None
            if tails is not None and len(run) * len(tails) <= MOST:
                run = _before(run, tails)
            break
        run = _before(run, forms)
    return None if "" in run else run


def _tails_of(nodes: Sequence[Any], index: int, folds: bool) -> Forms | None:
    """Return such literals of a node and, where it may match nothing, of those before it, or None."""
    op, value = nodes[index]
    if op is ops.GROUPREF_EXISTS or not parts(op, value):
        return None
    tails = [_tails(list(part), folds) for part in parts(op, value)]
    if op in REPEATS and value[0] == 0:
        tails.append(_tails(nodes[:index], folds))
    return None if None in tails else frozenset[str]().union(*(part for part in tails if part))


def _before(run: Forms, forms: Forms) -> Forms:
    """Return each form of a run with each of the forms put before it."""
    return frozenset(form + behind for behind, form in product(run, forms))


def _is_blank(op: Any, value: Any) -> bool:
    r"""Tell whether a node matches nothing but blanks: `\s`, `\s?`."""
    if op in REPEATS:
        return len(value[2]) == 1 and _is_blank(*value[2][0])
    return op is ops.IN and list(value) == [(ops.CATEGORY, ops.CATEGORY_SPACE)]

"""The literals with which the matches of a pattern begin."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from re import _constants as ops  # type: ignore[attr-defined]
from typing import Any

from pipeline.patterns.known import known
from pipeline.patterns.trees import REPEATS, forms_of, parsed, parts

# A phrase of which more beginnings would be told is told by a shorter beginning.
_BEGINNINGS = 200
# What may precede a literal in a match: a run of letters that are no blanks, or of digits and what is told.
WORD, DIGITS = "word", "digits "

Head = tuple[str, str | None]
_Heads = frozenset[Head]
_START: _Heads = frozenset({("", None)})


def heads_of(pattern: str, folds: bool, blanks: bool = False) -> list[Head]:
    r"""Return the literals with which the matches of a pattern begin, "" where these may be any.

    With each stands the run that may precede it in the match. Where `folds` is set, all is in lower case;
    with `blanks`, a space in a literal stands for any blank.

    >>> sorted(heads_of(r"(?:in|Since) \d{4}|\d{1,3}(?:st|nd)", folds=True))
    [('in ', None), ('nd', 'digits '), ('since ', None), ('st', 'digits ')]
    """
    return [(head, run) for head, run in _found(pattern.replace(r"\s", r"\ ") if blanks else pattern, folds)]


@known
def _found(pattern: str, folds: bool) -> list[Head]:
    heads = _heads(parsed(pattern)[0], folds, first=True)
    if folds:
        heads = frozenset((head.lower(), run) for head, run in heads)
    return sorted(
        (
            (head, run)
            for head, run in heads
            if not any((head[:end], run) in heads for end in range(1, len(head)))
        ),
        key=str,
    )


@known
def folds_case(pattern: str) -> bool:
    """Tell whether case is passed over in any part of a pattern."""
    return parsed(pattern)[1]


def _heads(nodes: Iterable[Any], folds: bool, *, first: bool) -> _Heads:
    """Return how a sequence begins; only where it comes `first` in its pattern may a run begin it."""
    heads = _START
    nodes = list(_ungrouped(nodes))
    for at, (op, value) in enumerate(nodes):
        opens = heads == _START
        if op is ops.ASSERT and value[0] > 0 and not opens:
            ahead = [head for head, _ in _heads(value[1], folds, first=False)]
            return _joined(heads, ahead) if len(heads) * len(ahead) <= _BEGINNINGS else heads
        forms = forms_of(op, value, folds)
        run = _run(op, value) if opens and first and forms is None else None
        if forms is not None and (opens or len(heads) * len(forms) <= _BEGINNINGS):
            heads = _joined(heads, forms)
        elif run is not None:
            heads = frozenset({("", run)})
        elif opens:
            return _heads_of(nodes, at, folds, first=first)
        else:
            begins = _heads_of(nodes, at, folds, first=False)
            few = len(heads) * len(begins) <= _BEGINNINGS
            return _joined(heads, [begin for begin, _ in begins]) if few else heads
    return heads


def _ungrouped(nodes: Iterable[Any]) -> Iterator[Any]:
    """Yield the nodes of a sequence, those of groups in place of the groups."""
    for op, value in nodes:
        if op in (ops.SUBPATTERN, ops.ATOMIC_GROUP):
            yield from _ungrouped(parts(op, value)[0])
        else:
            yield op, value


def _joined(heads: _Heads, forms: Iterable[str]) -> _Heads:
    return frozenset((head + form, run) for (head, run), form in product(heads, forms))


def _heads_of(nodes: Sequence[Any], at: int, folds: bool, *, first: bool) -> _Heads:
    """Return how a sequence begins from the node `at` on."""
    op, value = nodes[at]
    if op is ops.BRANCH:
        return frozenset().union(*(_heads(part, folds, first=first) for part in value[1]))
    if op not in REPEATS:
        return _START
    least, _, part = value
    begins = _heads(part, folds, first=first)
    return begins if least else begins | _heads(nodes[at + 1 :], folds, first=first)


def _run(op: Any, value: Any) -> str | None:
    r"""Return the run that a node is, if it is one: `\d{1,3}`, `[\w-]+`."""
    if op not in REPEATS or value[0] == 0 or len(value[2]) != 1 or value[2][0][0] is not ops.IN:
        return None
    members = value[2][0][1]
    kinds = {member for op, member in members if op is ops.CATEGORY}
    letters = [chr(member) for op, member in members if op is ops.LITERAL]
    if len(kinds) + len(letters) < len(members) or any(map(str.isspace, letters)):
        return None
    if kinds == {ops.CATEGORY_DIGIT}:
        return DIGITS + "".join(letters)
    return WORD if kinds == {ops.CATEGORY_WORD} else None

"""Visits, crowds and totals: one each, told by any number of bulletins."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, TypeVar

from pipeline.register.blocks import Block, FactRow, Rows, sources
from pipeline.register.conflicts.noting import Value, add_conflict
from pipeline.register.days import Time, time_of
from pipeline.register.halves import halves_of, scripts_of
from pipeline.register.places import place_id

# Days between the leaving that one bulletin tells and the arrival that another tells.
_SLACK = 3
_Told = TypeVar("_Told", bound=Hashable)
# The persons that bulletins name as leaders, by (bulletin, name).
Persons = Mapping[tuple[str, str], str]


def derive(block: Block, persons: Persons) -> Rows:
    """Return the rows of the visits of one block, and what sources disagree on."""
    rows = Rows()
    for told in _one_each(block.facts, persons):
        _add_visit(rows, block.key, told, persons)
    return rows


def _one_each(facts: Sequence[FactRow], persons: Persons) -> list[list[FactRow]]:
    """Put together the facts that tell one visit: the likest first, and none with one that tells another.

    Those of one bulletin are different visits, unless one is told in Chinese and the other in English.
    """
    groups: dict[str, list[FactRow]] = {fact.id: [fact] for fact in facts}
    scored = [(_likeness(one, other, persons), one.id, other.id) for one, other in _near(facts)]
    for _, one, other in sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1:])):
        first, second = groups[one], groups[other]
        if first is second or any(_differ(mine, theirs, persons) for mine in first for theirs in second):
            continue
        first += second
        for fact in second:
            groups[fact.id] = first
    return list({id(group): sorted(group, key=lambda fact: fact.id) for group in groups.values()}.values())


def _differ(one: FactRow, other: FactRow, persons: Persons) -> bool:
    """Tell whether two facts cannot tell one visit."""
    if halves_of(one) & halves_of(other):
        return True
    if not _agree(time_of(one.data["dates"]), time_of(other.data["dates"])):
        return True
    same_script = scripts_of(one) == scripts_of(other)
    if _led_by_one(one, other, persons):
        return False
    if same_script and _leaders(one) and _leaders(other):
        return True
    # A mayor's party of 6 and a choir of 40 on one day are two, a party of 6 or 7 is one.
    kinds = one.data["kind"], other.data["kind"]
    return same_script and None not in kinds and kinds[0] != kinds[1] and not _one_size([one, other])


def _led_by_one(one: FactRow, other: FactRow, persons: Persons) -> bool:
    """Tell whether two groups have a leader in common, by name or as the register knows who that is."""
    mine, theirs = ({(fact.bulletin, name) for name in _leaders(fact)} for fact in (one, other))
    known = {persons[led] for led in mine if led in persons} & {
        persons[led] for led in theirs if led in persons
    }
    return bool(known) or bool(_leaders(one) & _leaders(other))


def _near(facts: Sequence[FactRow]) -> Iterator[tuple[FactRow, FactRow]]:
    """Yield the pairs that may tell one visit: near in time, or of one source where a time is missing."""
    dated = [(time, fact) for fact in facts if (time := time_of(fact.data["dates"]))]
    dated.sort(key=lambda item: (item[0].order, item[1].id))
    open_: list[tuple[str, FactRow]] = []
    for time, fact in dated:
        open_ = [(until, other) for until, other in open_ if until >= time.start]
        yield from ((other, fact) for _, other in open_)
        last = dt.date.fromisoformat(time.until)
        # The last days of the year 9999 have none after them.
        last += min(dt.timedelta(days=_SLACK), dt.date.max - last)
        open_.append((last.isoformat(), fact))
    by_source: dict[str, list[FactRow]] = defaultdict(list)
    for fact in facts:
        by_source[fact.source].append(fact)
    for told in by_source.values():
        yield from (
            (one, other)
            for one, other in combinations(told, 2)
            if not (one.data["dates"] and other.data["dates"])
        )


def _likeness(one: FactRow, other: FactRow, persons: Persons) -> int:
    """Return how sure it is that two facts tell one visit: 0 that they do not."""
    if not _sides_agree(one, other) or _differ(one, other, persons):
        return 0
    same_leader = _led_by_one(one, other, persons)
    times = time_of(one.data["dates"]), time_of(other.data["dates"])
    same_size = one.data["size"] is not None and one.data["size"] == other.data["size"]
    if one.source == other.source:
        if one.bulletin == other.bulletin and None in times:
            return 3 if same_size and same_leader else 0
        return 3 if same_size or same_leader or None not in times else 0
    if one.data["role"] == "total":
        same = same_size and one.data["visits"] == other.data["visits"]
        return 2 if same and times[0] == times[1] else 0
    if times[0] is None or times[1] is None:
        return 0
    fine = max(times[0].coarseness, times[1].coarseness) <= 1
    if one.data["role"] == "attendance":
        return 2 if fine and same_size else 0
    return 2 if fine or same_leader else 0


def _sides_agree(one: FactRow, other: FactRow) -> bool:
    """Tell whether two facts may go the same way: each side that both tell has a place in common."""
    for side in ("from", "to"):
        mine, theirs = _ids(one, side), _ids(other, side)
        if mine and theirs and not mine & theirs:
            return False
    return bool(_ids(one, "to") & _ids(other, "to") or _ids(one, "from") & _ids(other, "from"))


def _agree(one: Time | None, other: Time | None) -> bool:
    if one is None or other is None:
        return True
    fine = one.granularity == other.granularity == "day"
    return one.days_apart(other) <= (_SLACK if fine else 0)


def _ids(fact: FactRow, side: str) -> set[str]:
    return {place_id(place) for place in fact.data[side]}


def _leaders(fact: FactRow) -> frozenset[str]:
    """Return the persons that lead, by the names that the bulletin has for them."""
    leader = fact.data["leader"] or ()
    return frozenset([leader] if isinstance(leader, str) else leader)


def _add_visit(rows: Rows, block: str, told: Sequence[FactRow], persons: Persons) -> None:
    visit = f"visit:{hashlib.sha256(told[0].id.encode()).hexdigest()[:16]}"
    size = _most([((fact.data["size"], fact.data["modifier"]), fact) for fact in told if fact.data["size"]])
    times = [(time, fact) for fact in told if (time := time_of(fact.data["dates"]))]
    finest = min((time.coarseness for time, _ in times), default=0)
    time = _most([(time, fact) for time, fact in times if time.coarseness == finest])
    rows.add(
        "visits",
        id=visit,
        block=block,
        role=told[0].data["role"],
        size=size[0] if size else None,
        modifier=size[1] if size else None,
        visits=_most([(fact.data["visits"], fact) for fact in told]),
        kind=_most([(fact.data["kind"], fact) for fact in told if fact.data["kind"]]),
        start=time.start if time else None,
        until=time.until if time else None,
        granularity=time.granularity if time else None,
        sources=sources(told),
    )
    rows.prove(visit, told)
    for side in ("from", "to"):
        for place in sorted({place for fact in told for place in _ids(fact, side)}):
            rows.add("visit_places", visit=visit, side=side, place=place)
    for name in sorted({name for fact in told for name in _leaders(fact)}):
        known = [persons.get((fact.bulletin, name)) for fact in told if name in _leaders(fact)]
        person = min(filter(None, known), default=None)
        rows.add("visit_leaders", visit=visit, name=name, person=person)
    _add_conflicts(rows, visit, told, times)


def _most(told: Sequence[tuple[_Told, FactRow]]) -> Any:
    """Return the value that most sources tell, None for none."""
    by_value: dict[_Told, set[str]] = defaultdict(set)
    for value, fact in told:
        by_value[value].add(fact.source)
    return min(by_value, key=lambda value: (-len(by_value[value]), str(value))) if by_value else None


def _add_conflicts(
    rows: Rows, visit: str, told: Sequence[FactRow], times: Sequence[tuple[Time, FactRow]]
) -> None:
    sizes: dict[str, list[FactRow]] = defaultdict(list)
    for fact in told:
        if fact.data["size"]:
            sizes[" ".join(filter(None, (fact.data["modifier"], str(fact.data["size"]))))].append(fact)
    if len(sizes) > 1 and not _one_size(told):
        add_conflict(
            rows,
            "visit-size",
            visit,
            f"{len(sizes)} sizes of one group",
            [Value(*item) for item in sizes.items()],
        )
    days: dict[str, list[FactRow]] = defaultdict(list)
    for time, fact in times:
        days[time.shown()].append(fact)
    if _apart([time for time, _ in times]):
        values = [Value(*item) for item in days.items()]
        add_conflict(rows, "visit-date", visit, f"{len(values)} times of one visit", values)


def _apart(times: Sequence[Time]) -> bool:
    """Tell whether two times do not meet, and none that is told covers both."""
    return any(
        one.days_apart(other) and not any(one.within(all_) and other.within(all_) for all_ in times)
        for one, other in combinations(times, 2)
    )


def _one_size(told: Iterable[FactRow]) -> bool:
    """Tell whether sizes can all be true: `over 30` and 32 can."""
    exact = Counter(fact.data["size"] for fact in told if fact.data["size"] and not fact.data["modifier"])
    if len(exact) > 1:
        return False
    bounds = [(fact.data["modifier"], fact.data["size"]) for fact in told if fact.data["modifier"]]
    size = next(iter(exact), None)
    for modifier, bound in bounds:
        if size is None:
            size = bound
        over, about = modifier == "over" and size >= bound, modifier in ("about", "nearly", "over")
        if not (
            over or (about and abs(size - bound) <= 0.15 * bound) or (modifier == "up to" and size <= bound)
        ):
            return False
    return True

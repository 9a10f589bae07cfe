"""Counts of ties that bulletins tell, held against the ties that the register knows."""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.register.blocks import FactRow, Rows
from pipeline.register.conflicts.noting import Value, add_conflict
from pipeline.register.days import time_of


def derive(
    place: str, told: Sequence[FactRow], known: Sequence[tuple[str, str, str | None, list[FactRow]]]
) -> Rows:
    """Return the conflicts between the counts told of a place and its ties.

    `known` are its ties that stand: relation, id, the last day of when they began, and their facts. A count
    is contradicted where more ties than it says had begun by the end of the time that it is told for; one
    told for no time, such as `its first sister city`, by nothing.
    """
    rows = Rows()
    by_count: dict[tuple[str | None, int, str], list[FactRow]] = defaultdict(list)
    for fact in told:
        time = time_of(fact.data["as_of"])
        if time and fact.data["modifier"] in (None, "nearly", "up to", "under"):
            by_count[fact.data["relation"], fact.data["count"], time.until].append(fact)
    for (relation, count, day), facts in sorted(by_count.items(), key=lambda item: str(item[0])):
        listed = [tie for tie in known if relation in (None, tie[0]) and tie[2] is not None and tie[2] <= day]
        if len(listed) > count:
            values = [
                Value(f"{count} told by {day}", facts),
                Value(f"{len(listed)} known", [fact for tie in listed for fact in tie[3]]),
            ]
            add_conflict(rows, "tie-total", place, f"{count} ties told by {day}, {len(listed)} known", values)
    return rows

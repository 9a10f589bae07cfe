"""Ties with their history: each step once, however many bulletins tell it, and where they differ."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.register.blocks import Block, FactRow, Rows, sources
from pipeline.register.conflicts.noting import Value, add_conflict
from pipeline.register.days import Time, time_of
from pipeline.register.halves import scripts_of

_FIRST_STEP = {"established": "signing", "ended": "signing", "intended": "intent"}


class Step(NamedTuple):
    """A step as one fact tells it."""

    event: str
    relation: str
    time: Time | None
    fact: FactRow


def derive(block: Block) -> Rows:
    """Return the rows of the tie between two places: the tie, its history, and what sources disagree on."""
    rows = Rows()
    if not block.facts:
        return rows
    tie = f"tie:{block.key}"
    a, b = block.key.split("~")
    steps = _merged([step for fact in block.facts for step in _steps(fact)])
    relation = _relation(block.facts, steps)
    own = [fact for fact in block.facts if fact.data["relation"] == relation]
    stage = _stage(relation, own, steps)
    start = _start(relation, stage, steps)
    rows.add(
        "ties",
        id=tie,
        a=a,
        b=b,
        relation=relation,
        stage=stage,
        start=start.start if start else None,
        until=start.until if start else None,
        granularity=start.granularity if start else None,
        sources=sources(block.facts),
    )
    rows.prove(tie, block.facts)
    for (event, of, time), told in sorted(steps.items(), key=_order):
        _add_event(rows, tie, (event, of, time), told)
    _date_conflicts(rows, tie, steps)
    _stage_conflict(rows, (tie, relation), own, steps)
    _relation_conflicts(rows, tie, block.facts)
    return rows


Steps = dict[tuple[str, str, Time | None], list[FactRow]]


def _order(item: tuple[tuple[str, str, Time | None], list[FactRow]]) -> tuple[str, ...]:
    event, relation, time = item[0]
    return event, relation, *(time.order if time else ())


def _steps(fact: FactRow) -> Iterator[Step]:
    """Yield the steps that a fact tells; what it is since is its signing, or its intent."""
    relation, told = fact.data["relation"], set()
    for step in fact.data["history"]:
        told.add(step["event"])
        yield Step(step["event"], relation, time_of(step["date"]), fact)
    first, since = _FIRST_STEP[fact.data["stage"]], time_of(fact.data["since"])
    if first == "intent" and "approval" in told:
        return
    dated = any(step["event"] == first and step["date"] for step in fact.data["history"])
    if not dated and (since or first not in told):
        yield Step(first, relation, since, fact)
    if fact.data["stage"] == "ended" and "end" not in told:
        yield Step("end", relation, None, fact)


def _merged(steps: Sequence[Step]) -> Steps:
    """Return the steps that differ: a coarse or missing date gives way to finer ones that it agrees with."""
    told: Steps = defaultdict(list)
    for event, relation in sorted({(step.event, step.relation) for step in steps}):
        same = [step for step in steps if (step.event, step.relation) == (event, relation)]
        times = sorted({step.time for step in same if step.time}, key=_firmness)
        finest: list[Time] = []
        for time in times:
            if not any(time.allows(fine) for fine in finest):
                finest.append(time)
        for step in same:
            held = [fine for fine in finest if step.time is None or step.time.allows(fine)]
            if step.time is None and len(held) > 1:
                # It may be any of them, and makes none more sure.
                continue
            told[event, relation, min(held, key=_when, default=None)].append(step.fact)
    return told


def _firmness(time: Time) -> tuple[bool, int, tuple[str, ...]]:
    return time.modifier in ("before", "after"), time.coarseness, time.order


def _when(time: Time) -> tuple[str, ...]:
    return time.order


def _relation(facts: Sequence[FactRow], steps: Steps) -> str:
    """Return the closest relation that stands; without one, the closest that has ended, or is intended."""
    own = {
        relation: [fact for fact in facts if fact.data["relation"] == relation]
        for relation in ("sister", "friendly-exchange")
    }
    stages = {relation: _stage(relation, told, steps) for relation, told in own.items() if told}
    if stages.get("sister") == "ended" and stages.get("friendly-exchange") == "established":
        # What came before the closer relation went up in it, and stands after it only where that is told.
        end = _ended_by("sister", own["sister"], steps)
        later = [fact for fact in own["friendly-exchange"] if _stands_after(fact, end)]
        return "friendly-exchange" if later else "sister"
    return min(stages, key=lambda relation: _CLOSEST.index((stages[relation], relation)))


_CLOSEST = [
    (stage, relation)
    for stage in ("established", "ended", "intended")
    for relation in ("sister", "friendly-exchange")
]


def _stands_after(fact: FactRow, end: str | None) -> bool:
    since = time_of(fact.data["since"])
    days = [day for day in (since.start if since else None, fact.published) if day]
    return fact.data["stage"] == "established" and end is not None and any(day > end for day in days)


def _stage(relation: str, facts: Sequence[FactRow], steps: Steps) -> str:
    """Return how a relation stands: what has ended is ended, unless begun or renewed on a later day."""
    stages = {fact.data["stage"] for fact in facts}
    if "ended" in stages:
        return "established" if _renewed(relation, facts, steps) else "ended"
    return "established" if "established" in stages else "intended"


def _renewed(relation: str, facts: Sequence[FactRow], steps: Steps) -> list[str]:
    """Return the days on which a relation was begun or renewed after its end."""
    end = _ended_by(relation, facts, steps)
    return [
        time.start
        for (event, of, time) in steps
        if event in ("signing", "renewal", "upgrade") and of == relation and time and end and time.start > end
    ]


def _ended_by(relation: str, facts: Sequence[FactRow], steps: Steps) -> str | None:
    """Return the day by which a relation had last ended, None where no source has a day."""
    days = [time.until for (event, of, time) in steps if event == "end" and of == relation and time]
    if days:
        return max(days)
    told = [fact.published for fact in facts if fact.data["stage"] == "ended" and fact.published]
    return min(told, default=None)


def _start(relation: str, stage: str, steps: Steps) -> Time | None:
    event = "intent" if stage == "intended" else "signing"
    dated = [
        (time, told) for (what, of, time), told in steps.items() if (what, of) == (event, relation) and time
    ]
    return (
        min(dated, key=lambda item: (-sources(item[1]), item[0].coarseness, item[0].order))[0]
        if dated
        else None
    )


def _add_event(rows: Rows, tie: str, step: tuple[str, str, Time | None], told: Sequence[FactRow]) -> None:
    event, relation, time = step
    # In full: two quarters, or fiscal years, may be shown alike.
    days = f"{time.start}/{time.until}" if time else ""
    name = f"{tie}/{event}/{relation}/{days}"
    if time and time.modifier:
        name += f"/{time.modifier}"
    rows.add(
        "tie_events",
        id=name,
        tie=tie,
        event=event,
        relation=relation,
        start=time.start if time else None,
        until=time.until if time else None,
        granularity=time.granularity if time else None,
        modifier=time.modifier if time else None,
        sources=sources(told),
    )
    for fact in sorted({fact.id for fact in told}):
        rows.add("event_facts", event=name, fact=fact)


def _date_conflicts(rows: Rows, tie: str, steps: Steps) -> None:
    """Note the steps that happen once and are told with dates that cannot both be."""
    for event, relation in sorted({(event, relation) for event, relation, _ in steps}):
        if event not in ("signing", "end"):
            continue
        dated = {
            time: told for (what, of, time), told in steps.items() if (what, of) == (event, relation) and time
        }
        if len(dated) > 1:
            values = [Value(time.shown(), told) for time, told in dated.items()]
            add_conflict(rows, "tie-date", tie, f"{len(values)} dates for the {event} ({relation})", values)


def _stage_conflict(rows: Rows, of: tuple[str, str], facts: Sequence[FactRow], steps: Steps) -> None:
    """Note a relation that has ended and is told as alive by a later bulletin, without a renewal."""
    tie, relation = of
    ended = [fact for fact in facts if fact.data["stage"] == "ended"]
    day = _ended_by(relation, facts, steps)
    if not ended or _renewed(relation, facts, steps):
        return
    alive = [
        fact
        for fact in facts
        if fact.data["stage"] == "established" and (not day or not fact.published or fact.published > day)
    ]
    if alive:
        values = [Value("ended", ended), Value("established", alive)]
        add_conflict(rows, "tie-stage", tie, "told as ended, and later as alive", values)


def _relation_conflicts(rows: Rows, tie: str, facts: Sequence[FactRow]) -> None:
    """Note the sources whose Chinese and English halves have no word in common on what the tie is."""
    by_source: dict[str, list[FactRow]] = defaultdict(list)
    for fact in facts:
        by_source[fact.source].append(fact)
    for _, told in sorted(by_source.items()):
        chinese, other = (
            {_standing(fact) for fact in told if script in scripts_of(fact)} for script in (True, False)
        )
        if chinese and other and not chinese & other:
            values = [
                Value(standing, [fact for fact in told if _standing(fact) == standing])
                for standing in sorted(chinese | other)
            ]
            add_conflict(
                rows, "tie-relation", tie, "the two languages of a source tell different ties", values
            )


def _standing(fact: FactRow) -> str:
    return f"{fact.data['relation']}, {fact.data['stage']}"

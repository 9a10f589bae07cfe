"""Registers built by chance: whatever comes, goes and changes, only what is there in the end counts."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from models import BulletinRecords
from pipeline.register.building import register
from pipeline.register.store import create_register
from tests.test_register import content, rows
from tests.told import DEYANG, LAHTI, VANCOUVER, bulletin, when

# `~`, `|` and `:` part the keys of the register.
_PLACES: Sequence[dict[str, Any]] = (
    DEYANG,
    DEYANG | {"name": "德阳市"},
    LAHTI,
    VANCOUVER,
    {"name": "Groveland", "country": "US"},
    {"name": "Groveland City", "country": "US"},
    {"name": "Groveland", "country": "US", "geonames_id": 11, "name_en": "Groveland"},
    {"name": "Groveland", "country": "US", "geonames_id": 12, "name_en": "Groveland"},
    {"name": "格罗夫兰", "country": "US", "geonames_id": 11, "name_zh": "格罗夫兰"},
    {"name": "格罗夫兰", "country": "US"},
    {"name": "Vancouver", "country": "CA"},
    {"name": "Lahti"},
    {"name": "A~B|c:d/e", "country": "FR"},
)
_PEOPLE = ("Zhao Hui", "Hui Zhao", "赵辉", "赵慧", "Zhao", "J. Smith", "John Smith", "Jane Smith")
_TITLES = ("Mayor", "市长", "former Mayor", "Vice Mayor", "副市长")
_BODIES = ("Deyang", "德阳市", "Lahti", "Groveland", "our city")
_IDS = ("a", "b", "a:b", "b|c~d", "e/'\"", "😀")
_DATES = (
    "2000",
    "2000-09",
    "2000-09-07",
    "2000-09-05/2000-09-09",
    "2000-09-11/2000-09-14",
    "2001-05-01",
    None,
)
_SPANS = (
    [{"start": 0, "end": 5, "text": "words"}],
    [{"start": 9, "end": 12, "text": "代表团"}],
    [{"start": 0, "end": 5, "text": "words"}, {"start": 9, "end": 12, "text": "代表团"}],
)
_STEPS = ("contact", "intent", "approval", "signing", "renewal", "upgrade", "suspension", "end")
_FAMILIES = (
    "In the spring the two cities exchanged gardeners, and the gardeners exchanged seeds, which grew well. ",
    "A choir of forty sang beside the lake until the ferry left, and the whole harbour sang its answer. ",
    "两座城市的园丁在春天互赠花种，秋天在河的两岸品尝彼此的南瓜，市民们都说这是一年里最好的一天。",
)

places = st.sampled_from(_PLACES)
spans = st.sampled_from(_SPANS)
_SPANNING = (
    {"start": "2000-01-01", "end": "2000-03-31", "granularity": "quarter"},
    {"start": "2000-07-01", "end": "2000-09-30", "granularity": "quarter"},
    {"start": "2000-07-01", "end": "2000-12-31", "granularity": "half"},
    {"start": "2000-04-01", "end": "2001-03-31", "granularity": "year"},
    {"start": "2000-07-01", "end": "2001-06-30", "granularity": "year", "modifier": "before"},
    {"start": "2000-07-01", "end": "2001-06-30", "granularity": "year", "modifier": "after"},
    {"start": "2000-01-01", "end": "2009-12-31", "granularity": "decade", "modifier": "approx"},
)
dates = st.sampled_from([*(when(date) if date else None for date in _DATES), *_SPANNING])
steps = st.fixed_dictionaries({"event": st.sampled_from(_STEPS), "date": dates, "evidence": spans})
pairs = st.fixed_dictionaries(
    {
        "places": st.lists(places, min_size=2, max_size=2, unique_by=lambda place: place["name"]),
        "relation": st.sampled_from(["sister", "friendly-exchange"]),
        "stage": st.sampled_from(["established", "intended", "ended"]),
        "since": dates,
        "history": st.lists(steps, max_size=2),
        "evidence": spans,
    }
)
groups = st.fixed_dictionaries(
    {
        "role": st.sampled_from(["delegation", "attendance", "total"]),
        "size": st.sampled_from([None, 6, 7]),
        "modifier": st.sampled_from([None, "over"]),
        "from": st.lists(places, max_size=2),
        "to": st.lists(places, max_size=1),
        "leader": st.sampled_from([None, *_PEOPLE, ["Zhao Hui", "John Smith"]]),
        "dates": dates,
        "evidence": spans,
    }
)
leaders = st.fixed_dictionaries(
    {
        "names": st.lists(st.sampled_from(_PEOPLE), min_size=1, max_size=2, unique=True),
        "titles": st.lists(st.sampled_from(_TITLES), min_size=1, max_size=1),
        "of": st.lists(st.sampled_from(_BODIES), max_size=1),
        "evidence": spans,
    }
)
amounts = st.fixed_dictionaries(
    {
        "text": st.sampled_from(["5 euros", "5欧元"]),
        "amount": st.sampled_from([5, 6]),
        "currency": st.just("EUR"),
        "evidence": spans,
    }
)
totals = st.fixed_dictionaries(
    {
        "place": st.none() | places,
        "count": st.integers(1, 2),
        "modifier": st.sampled_from([None, "over"]),
        "relation": st.sampled_from([None, "sister"]),
        "as_of": dates,
        "evidence": spans,
    }
)
texts = st.none() | st.builds(
    lambda family, end: _FAMILIES[family] * 2 + end, st.integers(0, 2), st.sampled_from(["", "End.", "完。"])
)
# What makes halves in two languages one source: the same dates.
many_dates = st.booleans().map(
    lambda many: [
        {"text": "x", **when(f"20{n}-01-02"), "evidence": _SPANS[0]} for n in range(10, 16 if many else 10)
    ]
)


@st.composite
def told(draw: st.DrawFn) -> tuple[BulletinRecords, str | None]:
    """Return the records of a bulletin, and its text or None."""
    text = draw(texts)
    records = bulletin(
        draw(st.sampled_from(_IDS)),
        published=draw(st.sampled_from([None, "2000-12-01", "2010-05-01"])),
        language=draw(st.sampled_from(["en", "zh", "mul"])),
        home=draw(st.none() | places),
        text=text,
        city_pairs=draw(st.lists(pairs, max_size=2)),
        delegations=draw(st.lists(groups, max_size=2)),
        leaders=draw(st.lists(leaders, max_size=2)),
        amounts=draw(st.lists(amounts, max_size=2)),
        dates=draw(many_dates),
        tie_totals=draw(st.lists(totals, max_size=1)),
    )
    return records, text


Told = tuple[BulletinRecords, str | None]


def _named(one: Told) -> str:
    return one[0].document.id


def _merge(engine: Engine, run: Sequence[Told]) -> None:
    known = {_named(one): one[1] for one in run}
    register([one[0] for one in run], engine, texts=lambda document: known[document.id])


runs = st.lists(st.lists(told(), min_size=1, max_size=4, unique_by=_named), min_size=1, max_size=5)


@pytest.mark.slow
@given(runs)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_only_what_is_there_in_the_end_counts(given_runs: list[list[Told]]) -> None:
    engine = create_register("sqlite://")
    last: dict[str, Told] = {}
    for run in given_runs:
        _merge(engine, run)
        last |= {_named(one): one for one in run}
    at_once = create_register("sqlite://")
    _merge(at_once, [one for _, one in sorted(last.items())])
    assert content(engine) == content(at_once)
    assert rows(engine, "dirty") == []
    _assert_whole(engine)
    engine.dispose()
    at_once.dispose()


# Column of a table, and the column that must hold each of its values.
_REFERENCES = (
    ("facts.bulletin", "bulletins.id"),
    ("bulletins.source", "bulletins.id"),
    ("bulletins.home", "places.id"),
    ("bands.bulletin", "bulletins.id"),
    ("near.one", "bulletins.id"),
    ("near.other", "bulletins.id"),
    ("spans.fact", "facts.id"),
    ("fact_keys.fact", "facts.id"),
    ("evidence.fact", "facts.id"),
    ("place_names.place", "places.id"),
    ("person_names.person", "people.id"),
    ("offices.person", "people.id"),
    ("offices.place", "places.id"),
    ("ties.a", "places.id"),
    ("ties.b", "places.id"),
    ("tie_events.tie", "ties.id"),
    ("event_facts.event", "tie_events.id"),
    ("event_facts.fact", "facts.id"),
    ("visit_places.visit", "visits.id"),
    ("visit_places.place", "places.id"),
    ("visit_leaders.visit", "visits.id"),
    ("visit_leaders.person", "people.id"),
    ("sums.source", "bulletins.source"),
    # And what is there is known from something.
    ("facts.id", "spans.fact"),
    ("people.id", "evidence.entity"),
    ("ties.id", "evidence.entity"),
    ("visits.id", "evidence.entity"),
    ("sums.id", "evidence.entity"),
    ("places.id", "place_names.place"),
    ("people.id", "person_names.person"),
    ("tie_events.id", "event_facts.event"),
)
_ENTITIES = ("places", "people", "ties", "visits", "sums")


def _assert_whole(engine: Engine) -> None:
    """Nothing refers to what is not there, and nothing is there that no bulletin tells."""

    def values(column: str) -> set[Any]:
        table, name = column.split(".")
        return {row[name] for row in rows(engine, table)} - {None}

    for column, held in _REFERENCES:
        assert values(column) <= values(held), (column, held)
    entities = {name for table in _ENTITIES for name in values(f"{table}.id")}
    assert values("evidence.entity") <= entities
    assert values("conflicts.entity") <= entities
    assert values("places.id") <= values("evidence.entity") | values("bulletins.home")

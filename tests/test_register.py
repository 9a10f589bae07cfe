"""The register: one entity for each thing that bulletins tell, whatever comes first, and all its evidence."""

import itertools
import json
import os
import random
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner

from models import BulletinRecords
from pipeline.cli import app, main
from pipeline.register.building import register
from pipeline.register.conflicts.cli import found_in
from pipeline.register.schema import METADATA, dirty
from pipeline.register.store import RegisterError, create_register, open_register
from tests.told import DEYANG, LAHTI, VANCOUVER, bulletin, leader, money, pair, total, visit

STORY = (
    "In the spring the two cities exchanged gardeners, and the gardeners exchanged seeds. The seeds were "
    "sown on both sides of the river, and by autumn the mayors had tasted each other's pumpkins."
)


def built(records: Iterable[BulletinRecords], path: Path | str = ":memory:", **texts: str) -> Engine:
    engine = create_register("sqlite://" if path == ":memory:" else path)
    register(records, engine, texts=lambda document: texts.get(document.id))
    return engine


def rows(engine: Engine, table: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(METADATA.tables[table])).mappings()]


def content(engine: Engine) -> dict[str, list[str]]:
    """Return all rows of all tables, each table in order."""
    tables = [name for name in METADATA.tables if name != "dirty"]
    return {name: sorted(repr(sorted(row.items())) for row in rows(engine, name)) for name in tables}


def kinds(engine: Engine) -> list[str]:
    return [conflict["kind"] for conflict in found_in(engine)]


A_STORY = [
    bulletin(
        "a",
        published="2001-01-03",
        city_pairs=[pair(DEYANG, LAHTI, "2000-09-07")],
        delegations=[visit(DEYANG, LAHTI, 6, "2000-09-05/2000-09-09", leader="Zhao Hui")],
        leaders=[leader("Zhao Hui")],
        amounts=[money(460_000_000, "USD")],
    ),
    bulletin(
        "b",
        published="2002-02-02",
        language="zh",
        city_pairs=[pair(DEYANG | {"name": "德阳"}, LAHTI | {"name": "拉赫蒂市"}, "2000")],
        delegations=[
            visit(DEYANG | {"name": "德阳"}, LAHTI | {"name": "拉赫蒂"}, 7, "2000-09-07", leader="赵辉"),
            visit(LAHTI | {"name": "拉赫蒂"}, DEYANG | {"name": "德阳"}, 9, "2001-05-01"),
        ],
        leaders=[leader("赵辉", title="市长", of="德阳")],
        amounts=[money(460_000_000, "USD", "4.6亿美元")],
    ),
    bulletin(
        "c",
        published="2010-05-01",
        city_pairs=[pair(DEYANG, LAHTI, "2001"), pair(DEYANG, VANCOUVER, stage="intended")],
        delegations=[visit(LAHTI, DEYANG, None, "2001-05")],
        leaders=[leader("Hui Zhao", title="Mayor"), leader("Wu Lan", title="Vice Mayor")],
        tie_totals=[total(DEYANG, 1, "2010")],
    ),
    bulletin("d", text=STORY, amounts=[money(5, "EUR")], home=None),
    bulletin("e", text=STORY + " The end.", amounts=[money(5, "EUR")], home=None),
    bulletin("f", home=LAHTI, delegations=[visit(DEYANG, LAHTI, 6, "2000-09-06")]),
]
TEXTS = {"d": STORY, "e": STORY + " The end."}


def test_merges_places_across_names_and_languages() -> None:
    engine = built(A_STORY)
    names = {row["id"]: row["name"] for row in rows(engine, "places")}
    assert names == {
        "geonames:1812961": "Deyang",
        "geonames:649360": "Lahti",
        "geonames:6173331": "Vancouver",
    }
    printed = {row["name"] for row in rows(engine, "place_names") if row["place"] == "geonames:649360"}
    assert printed == {"Lahti", "拉赫蒂", "拉赫蒂市"}


def test_keeps_unknown_places_apart_by_name_and_country() -> None:
    groveland = {"name": "Groveland", "country": "US"}
    engine = built(
        [
            bulletin("a", city_pairs=[pair(DEYANG, groveland)]),
            bulletin("b", city_pairs=[pair(DEYANG, groveland | {"name": "Groveland City"})]),
            bulletin("c", city_pairs=[pair(DEYANG, groveland | {"country": "AU"})]),
        ]
    )
    assert {row["id"] for row in rows(engine, "places")} == {
        "geonames:1812961",
        "name:US:groveland",
        "name:AU:groveland",
    }


def test_merges_a_tie_and_keeps_both_dates() -> None:
    engine = built(A_STORY)
    ties = {(row["a"], row["b"]): row for row in rows(engine, "ties")}
    tie = ties["geonames:1812961", "geonames:649360"]
    assert (tie["relation"], tie["stage"], tie["start"], tie["granularity"], tie["sources"]) == (
        "sister",
        "established",
        "2000-09-07",
        "day",
        3,
    )
    signings = {
        (row["start"], row["sources"]) for row in rows(engine, "tie_events") if row["tie"] == tie["id"]
    }
    assert signings == {("2000-09-07", 2), ("2001-01-01", 1)}
    (conflict,) = (one for one in found_in(engine) if one["kind"] == "tie-date")
    assert [value["value"] for value in conflict["values"]] == ["2000-09-07", "2001"]
    assert conflict["name"] == "Deyang – Lahti"
    assert [span["bulletin"] for span in conflict["values"][1]["evidence"]] == ["c"]


def test_merges_visits_and_keeps_both_sizes() -> None:
    engine = built(A_STORY)
    out, back = sorted(rows(engine, "visits"), key=lambda row: row["start"])
    assert (out["size"], out["sources"], out["start"]) == (6, 3, "2000-09-05")
    assert (back["size"], back["sources"]) == (9, 2)
    (conflict,) = (one for one in found_in(engine) if one["kind"] == "visit-size")
    assert [value["value"] for value in conflict["values"]] == ["6", "7"]


def test_two_visits_of_one_bulletin_stay_two() -> None:
    twice = [visit(DEYANG, LAHTI, 6, "2000-09-05"), visit(DEYANG, LAHTI, 6, "2000-09-05")]
    assert len(rows(built([bulletin("a", delegations=twice)]), "visits")) == 2


def test_halves_of_a_bulletin_that_differ_are_one_visit_and_a_conflict() -> None:
    chinese = {"start": 9, "end": 12, "text": "代表团"}
    halves = [
        visit(DEYANG, LAHTI, 6, "2015-10-12"),
        visit(DEYANG, LAHTI, 7, "2015-10-12") | {"evidence": [chinese]},
    ]
    engine = built([bulletin("a", language="mul", delegations=halves)])
    assert [row["sources"] for row in rows(engine, "visits")] == [1]
    assert kinds(engine) == ["visit-size"]


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (visit(DEYANG, LAHTI, 7, "2015-10-14"), 1),
        (visit(DEYANG, LAHTI, 6, "2015-10-23"), 1),  # they came home two days later
        (visit(DEYANG, LAHTI, 6, "2015-11-14"), 2),
        (visit(DEYANG, VANCOUVER, 6, "2015-10-14"), 2),
        (visit(LAHTI, DEYANG, 6, "2015-10-14"), 2),
        (visit(DEYANG, LAHTI, 6, "2015"), 2),  # which of that year's visits is not told
        (visit(DEYANG, LAHTI, 6, "2015", leader="Zhao Hui"), 1),
        (visit(DEYANG, LAHTI, 6, "2015-10-14", leader="Wu Lan"), 2),
        (visit(DEYANG, LAHTI, 6, None), 2),
    ],
)
def test_tells_one_visit_from_another(other: dict[str, Any], count: int) -> None:
    one = visit(DEYANG, LAHTI, 6, "2015-10-12/2015-10-21", leader="Zhao Hui")
    engine = built([bulletin("a", delegations=[one]), bulletin("b", delegations=[other])])
    assert len(rows(engine, "visits")) == count


def test_visits_are_not_joined_through_others() -> None:
    days = {"a": "2015-10-05", "b": "2015-10-08", "c": "2015-10-11", "d": "2015-10"}
    told = [bulletin(name, delegations=[visit(DEYANG, LAHTI, 6, day)]) for name, day in days.items()]
    assert [row["sources"] for row in rows(built(told), "visits")] == [3, 1]


def test_two_groups_on_one_day_are_two_where_kind_and_size_differ() -> None:
    mayor = bulletin("a", delegations=[visit(DEYANG, LAHTI, 6, "2015-10-05", kind="government")])
    choir = bulletin("b", delegations=[visit(DEYANG, LAHTI, 40, "2015-10-05", kind="culture")])
    other = bulletin("c", delegations=[visit(DEYANG, LAHTI, 7, "2015-10-05", kind="government")])
    assert len(rows(built([mayor, choir]), "visits")) == 2
    assert len(rows(built([mayor, other]), "visits")) == 1


def test_one_leader_under_two_names_led_one_visit() -> None:
    told = [
        bulletin(
            name,
            published="2015-11-01",
            delegations=[visit(DEYANG, LAHTI, 6, "2015-10-05", leader=led)],
            leaders=[leader(led)],
        )
        for name, led in (("a", "Zhao Hui"), ("b", "Hui Zhao"))
    ]
    assert len(rows(built(told), "visits")) == 1


def test_joins_persons_across_scripts_and_keeps_when_they_held_office() -> None:
    engine = built(A_STORY)
    people = {row["name"]: row for row in rows(engine, "people")}
    assert set(people) == {"Zhao Hui", "Wu Lan"}
    assert people["Zhao Hui"]["name_han"] == "赵辉"
    offices = {
        row["title"]: row for row in rows(engine, "offices") if row["person"] == people["Zhao Hui"]["id"]
    }
    assert set(offices) == {"Mayor", "市长"}
    # From the visit that Zhao Hui led, to the day of publication of the last bulletin that calls him so.
    assert (offices["Mayor"]["first"], offices["Mayor"]["last"]) == ("2000-09-05", "2010-05-01")
    assert offices["Mayor"]["place"] == "geonames:1812961"
    led = {row["name"]: row["person"] for row in rows(engine, "visit_leaders")}
    assert led == {"Zhao Hui": people["Zhao Hui"]["id"], "赵辉": people["Zhao Hui"]["id"]}


def test_counts_near_duplicates_as_one_source() -> None:
    engine = built(A_STORY, **TEXTS)
    source = {row["id"]: row["source"] for row in rows(engine, "bulletins")}
    assert source == {"a": "a", "b": "b", "c": "c", "d": "d", "e": "d", "f": "f"}
    assert [row["text"] for row in rows(engine, "sums") if row["currency"] == "EUR"] == ["EUR 5"]


def test_copies_are_paired_alike_in_whatever_order_they_come() -> None:
    copies = [bulletin(name, text=STORY) for name in ("c", "b", "a")]
    copies.append(bulletin("d", text=STORY + " The end."))
    texts = {"a": STORY, "b": STORY, "c": STORY, "d": STORY + " The end."}
    engine = create_register("sqlite://")
    for one in copies:
        register([one], engine, texts=lambda document: texts[document.id])
    assert content(engine) == content(built(sorted(copies, key=lambda one: one.document.id), **texts))
    assert {row["source"] for row in rows(engine, "bulletins")} == {"a"}
    register([bulletin("a", text="another")], engine)
    assert {row["id"]: row["source"] for row in rows(engine, "bulletins")} == {
        "a": "a",
        "b": "b",
        "c": "b",
        "d": "b",
    }


def test_halves_in_two_languages_are_one_source_by_their_facts() -> None:
    dates = [
        {
            "text": "x",
            "start": f"20{n}-01-02",
            "end": f"20{n}-01-02",
            "evidence": [{"start": 0, "end": 1, "text": "x"}],
        }
        for n in range(10, 15)
    ]
    engine = built(
        [
            bulletin("en", dates=dates, amounts=[money(460_000_000, "USD", "$460 million")]),
            bulletin("zh", language="zh", dates=dates, amounts=[money(460_000_000, "USD", "4.6亿美元")]),
        ]
    )
    assert {row["source"] for row in rows(engine, "bulletins")} == {"en"}
    (one,) = rows(engine, "sums")
    assert len([row for row in rows(engine, "evidence") if row["entity"] == one["id"]]) == 2


def test_equal_sums_of_different_sources_are_two() -> None:
    assert len([row for row in rows(built(A_STORY), "sums") if row["amount"] == 460_000_000]) == 2


def test_a_tie_told_as_ended_and_later_as_alive_is_a_conflict() -> None:
    ended = bulletin("a", published="2015-01-01", city_pairs=[pair(DEYANG, LAHTI, "2000", stage="ended")])
    alive = bulletin("b", published="2016-01-01", city_pairs=[pair(DEYANG, LAHTI, "2000")])
    earlier = bulletin("c", published="2014-01-01", city_pairs=[pair(DEYANG, LAHTI, "2000")])
    assert kinds(built([ended, alive])) == ["tie-stage"]
    assert kinds(built([ended, earlier])) == []
    assert [row["stage"] for row in rows(built([ended, earlier]), "ties")] == ["ended"]


def test_a_lesser_tie_that_is_told_after_the_end_of_a_closer_one_is_what_stands() -> None:
    ended = bulletin("a", published="2015-01-01", city_pairs=[pair(DEYANG, LAHTI, "2000", stage="ended")])
    friendly = pair(DEYANG, LAHTI, relation="friendly-exchange")
    before = bulletin("b", published="1999-01-01", city_pairs=[friendly])
    after = bulletin("b", published="2018-01-01", city_pairs=[friendly])
    for second, told in ((before, ("sister", "ended")), (after, ("friendly-exchange", "established"))):
        (tie,) = rows(built([ended, second]), "ties")
        assert (tie["relation"], tie["stage"]) == told


def test_a_renewal_after_the_end_makes_a_tie_stand_and_no_conflict() -> None:
    end = {"event": "end", "date": date("2010"), "evidence": [SPAN]}
    again = {"event": "renewal", "date": date("2012"), "evidence": [SPAN]}
    other = {"event": "end", "date": date("2009"), "evidence": [SPAN]}
    ended = bulletin("a", city_pairs=[pair(DEYANG, LAHTI, "2000", stage="ended", history=[end])])
    alive = bulletin("b", published="2014-01-01", city_pairs=[pair(DEYANG, LAHTI, "2000", history=[again])])
    engine = built([ended, alive])
    assert ([row["stage"] for row in rows(engine, "ties")], kinds(engine)) == (["established"], [])
    lesser = pair(DEYANG, LAHTI, relation="friendly-exchange", stage="ended", history=[other])
    engine = built([ended, bulletin("c", city_pairs=[lesser])])
    assert [row["stage"] for row in rows(engine, "ties")] == ["ended"]


def test_what_has_no_date_makes_none_of_several_more_sure() -> None:
    dated = [bulletin("a", city_pairs=[pair(DEYANG, LAHTI, "2001")])]
    dated += [bulletin(name, city_pairs=[pair(DEYANG, LAHTI, "2005")]) for name in "bc"]
    undated = [bulletin(name, city_pairs=[pair(DEYANG, LAHTI)]) for name in "defg"]
    engine = built(dated + undated)
    (tie,) = rows(engine, "ties")
    assert (tie["start"], tie["sources"]) == ("2005-01-01", 7)
    assert sorted(row["sources"] for row in rows(engine, "tie_events")) == [1, 2]


def test_two_quarters_of_a_year_are_two_dates() -> None:
    days = (("2000-01-01", "2000-03-31"), ("2000-07-01", "2000-09-30"))
    told = [pair(DEYANG, LAHTI) for _ in days]
    for one, (start, end) in zip(told, days, strict=True):
        one["since"] = {"start": start, "end": end, "granularity": "quarter"}
    engine = built([bulletin(name, city_pairs=[one]) for name, one in zip("ab", told, strict=True)])
    (conflict,) = found_in(engine)
    assert [value["value"] for value in conflict["values"]] == ["2000-01 to 2000-03", "2000-07 to 2000-09"]


def test_a_bound_that_a_date_keeps_to_is_no_other_date() -> None:
    bound = pair(DEYANG, LAHTI, "2003")
    bound["since"] |= {"modifier": "before"}
    for year, found in (("2001", []), ("2005", ["tie-date"])):
        told = [bulletin("a", city_pairs=[bound]), bulletin("b", city_pairs=[pair(DEYANG, LAHTI, year)])]
        assert kinds(built(told)) == found


@pytest.mark.parametrize(
    ("count", "day", "found"),
    [(1, "2010", ["tie-total"]), (2, "2010", []), (1, "2003", []), (1, None, [])],
)
def test_a_count_that_the_listed_ties_contradict_is_a_conflict(
    count: int, day: str | None, found: list[str]
) -> None:
    ties = bulletin("a", city_pairs=[pair(DEYANG, LAHTI, "2000"), pair(DEYANG, VANCOUVER, "2005")])
    assert kinds(built([ties, bulletin("b", tie_totals=[total(DEYANG, count, day)])])) == found


def test_a_rounded_size_that_may_be_right_is_no_conflict() -> None:
    one = bulletin("a", delegations=[visit(DEYANG, LAHTI, 32, "2015-10-12")])
    other = bulletin("b", delegations=[visit(DEYANG, LAHTI, 30, "2015-10-12", modifier="over")])
    assert kinds(built([one, other])) == []


def test_history_keeps_every_step_that_is_told() -> None:
    steps = [
        {"event": "intent", "date": date("1998"), "evidence": [SPAN]},
        {"event": "signing", "date": date("2000"), "evidence": [SPAN]},
        {"event": "renewal", "date": date("2010"), "evidence": [SPAN]},
        {"event": "suspension", "date": None, "evidence": [SPAN]},
    ]
    engine = built([bulletin("a", city_pairs=[pair(DEYANG, LAHTI, "2000", history=steps)])])
    told = {(row["event"], (row["start"] or "")[:4]) for row in rows(engine, "tie_events")}
    assert told == {("intent", "1998"), ("signing", "2000"), ("renewal", "2010"), ("suspension", "")}


SPAN = {"start": 0, "end": 5, "text": "words"}


def date(year: str) -> dict[str, Any]:
    return {"start": f"{year}-01-01", "end": f"{year}-12-31", "granularity": "year"}


def test_order_of_arrival_makes_no_difference() -> None:
    expected = content(built(A_STORY, **TEXTS))
    for order in itertools.islice(itertools.permutations(A_STORY), 0, 720, 71):
        engine = create_register("sqlite://")
        for record in order:  # each in a run of its own
            register([record], engine, texts=lambda document: TEXTS.get(document.id))
        assert content(engine) == expected
        assert rows(engine, "dirty") == []


@pytest.mark.slow
@given(st.lists(st.integers(0, len(A_STORY) - 1), min_size=1, max_size=8), st.randoms())
@settings(max_examples=15, deadline=None)
def test_what_came_and_went_leaves_no_trace(again: list[int], shuffle: random.Random) -> None:
    """Bulletins replaced by others of the same id, and put back, in any order."""
    engine = built(A_STORY, **TEXTS)
    expected = content(engine)
    for at in again:
        other = A_STORY[shuffle.randrange(len(A_STORY))]
        name = A_STORY[at].document.id
        changed = other.model_copy(update={"document": other.document.model_copy(update={"id": name})})
        register([changed], engine)
    register(A_STORY, engine, texts=lambda document: TEXTS.get(document.id))
    assert content(engine) == expected


def test_a_bulletin_read_again_replaces_its_own_evidence_and_nothing_else() -> None:
    engine = built(A_STORY, **TEXTS)
    before = content(engine)
    register([A_STORY[1]], engine)
    assert content(engine) == before
    register([bulletin("b", published="2002-02-02", language="zh")], engine)
    facts = {row["id"] for row in rows(engine, "facts")}
    assert not any(name.startswith("b:") for name in facts)
    kept = {row for row in before["facts"] if "'b'" not in row}
    assert set(content(engine)["facts"]) == kept
    assert {row["fact"] for row in rows(engine, "evidence")} <= facts
    assert next(row for row in rows(engine, "people") if row["name"] == "Zhao Hui")["name_han"] is None


def test_evidence_leads_from_every_entity_to_its_words() -> None:
    engine = built(A_STORY)
    facts, spans = (
        {row["id"] for row in rows(engine, "facts")},
        {row["fact"] for row in rows(engine, "spans")},
    )
    assert facts == spans
    proved = {row["entity"] for row in rows(engine, "evidence")}
    for table in ("people", "ties", "visits", "sums"):
        assert {row["id"] for row in rows(engine, table)} <= proved


def test_one_id_for_two_bulletins_is_refused_and_nothing_is_merged(tmp_path: Path) -> None:
    engine = built(A_STORY[:2], tmp_path / "r.sqlite")
    before = content(engine)
    with pytest.raises(RegisterError, match="c: two different bulletins have this id"):
        register([A_STORY[2], bulletin("c", home=LAHTI)], engine)
    assert content(engine) == before


def test_a_full_disk_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    engine = built(A_STORY[:1], tmp_path / "r.sqlite")
    before = content(engine)

    def little_room(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(
            f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0] + 1}"
        )

    engine.dispose()
    event.listen(engine, "connect", little_room)
    with pytest.raises(OperationalError, match="database or disk is full"):
        register([bulletin(f"n{n}", city_pairs=[pair(DEYANG, LAHTI)] * 20) for n in range(50)], engine)
    assert content(create_register(tmp_path / "r.sqlite")) == before


@pytest.fixture(params=["duckdb", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return an empty database of another kind than SQLite."""
    if request.param == "duckdb":
        pytest.importorskip("duckdb_engine", reason="the extra duckdb is not installed")
        return f"duckdb:///{tmp_path / 'r.duckdb'}"
    server = os.environ.get("YOUCHENG_POSTGRESQL_URL")
    if not server:
        pytest.skip("YOUCHENG_POSTGRESQL_URL names no database that may be emptied")
    engine = create_engine(server)
    METADATA.drop_all(engine)
    engine.dispose()
    return server


def test_other_databases_hold_the_same(url: str) -> None:
    engine = create_register(url)
    for record in [*A_STORY, *A_STORY[:2]]:
        register([record], engine, texts=lambda document: TEXTS.get(document.id))
    engine.dispose()
    again = open_register(url)
    assert content(again) == content(built(A_STORY, **TEXTS))
    again.dispose()


# From here on through the command.

RUN = CliRunner()


def lines(path: Path, records: Sequence[BulletinRecords]) -> Path:
    path.write_text("".join(record.to_json() + "\n" for record in records), encoding="utf-8")
    return path


def test_the_command_merges_files_and_says_what_it_has(tmp_path: Path) -> None:
    one, two = lines(tmp_path / "1.jsonl", A_STORY[:3]), lines(tmp_path / "2.jsonl", A_STORY[3:])
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "d.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "texts" / "e.txt").write_text("another text", encoding="utf-8")
    out = tmp_path / "r.sqlite"
    done = RUN.invoke(
        app, ["register", str(one), str(two), "-o", str(out), "--texts", str(tmp_path / "texts")]
    )
    assert done.exit_code == 0, done.output
    assert "6 bulletins, 3 places, 2 people, 2 ties, 2 visits" in done.stdout
    assert "e.txt: not the text that e was read from; left out" in done.stderr
    listed = RUN.invoke(app, ["conflicts", str(out), "--json"])
    assert listed.exit_code == 0
    assert {json.loads(line)["kind"] for line in listed.stdout.splitlines()} == {
        "tie-date",
        "visit-size",
    }
    shown = RUN.invoke(app, ["conflicts", str(out), "--kind", "tie-date"])
    assert "Deyang – Lahti: 2 dates for the signing (sister)" in shown.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{nonsense", "line 2: no JSON at column 2"),
        ("[]", "line 2: no record: the whole: Input should be"),
        ('{"document": {"id": "x", "language": "en", "sha256": "0"}}', "line 2: no record: document.sha256"),
        (
            '{"document": {"schema_version": 1}}',
            "line 2: records of schema version 1; this program reads version 2",
        ),
        ('{"document": {"schema_version": 3}}', "line 2: records of schema version 3"),
        (b"\xff\xfe", "line 2: not UTF-8"),
    ],
)
def test_a_bad_line_is_named_and_the_register_stays_as_it_was(
    tmp_path: Path, line: str | bytes, said: str
) -> None:
    out = tmp_path / "r.sqlite"
    built(A_STORY[:1], out).dispose()
    before = out.read_bytes()
    bad = lines(tmp_path / "bad.jsonl", A_STORY[1:2])
    bad.write_bytes(bad.read_bytes() + (line if isinstance(line, bytes) else line.encode()) + b"\n")
    for target in (out, tmp_path / "new.sqlite"):
        done = RUN.invoke(app, ["register", str(bad), "-o", str(target)])
        assert done.exit_code == 1
        assert f"youcheng: {bad}, {said}" in done.stderr
    assert out.read_bytes() == before
    assert not (tmp_path / "new.sqlite").exists()


def test_without_its_libraries_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy.exc", None)
    monkeypatch.setattr(sys, "argv", ["youcheng", "conflicts", str(tmp_path / "r.sqlite")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == (
        "youcheng: sqlalchemy.exc is not installed; pip install 'youcheng[register]'\n"
    )


def test_what_is_no_register_of_ours_is_refused(tmp_path: Path) -> None:
    records = lines(tmp_path / "r.jsonl", A_STORY[:1])
    text, other, newer = tmp_path / "text", tmp_path / "other.sqlite", tmp_path / "newer.sqlite"
    text.write_text("not a database, but a letter of some length " * 99, encoding="utf-8")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    built(A_STORY[:1], newer).dispose()
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'format'")
    said = {text: "is no register", other: "is no register", newer: "a newer program made it (format 99"}
    for path, words in said.items():
        before = path.read_bytes()
        for command in (["register", str(records), "-o", str(path)], ["conflicts", str(path)]):
            done = RUN.invoke(app, command)
            assert done.exit_code == 1, command
            assert f"youcheng: {path}: {words}" in done.stderr
        assert path.read_bytes() == before
    missing = RUN.invoke(app, ["conflicts", str(tmp_path / "none.sqlite")])
    assert missing.exit_code == 1
    assert "there is no such register" in missing.stderr


def test_the_table_of_what_is_to_do_is_empty_after_each_run() -> None:
    engine = built(A_STORY)
    with engine.connect() as connection:
        assert connection.execute(select(dirty)).all() == []

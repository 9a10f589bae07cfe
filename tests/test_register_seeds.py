"""A real bulletin in two languages: what its halves tell is one, and where they differ, both are kept."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

import pipeline
from evaluation.inputs import read_gold
from models import BulletinRecords
from pipeline.register.building import register
from pipeline.register.conflicts.cli import found_in
from pipeline.register.schema import METADATA
from pipeline.register.store import create_register

NAME = "002_1f750dffed22c0ed"
ROOT = Path(__file__).parent.parent
GOLD = ROOT / "annotations" / "gold" / "seeds" / f"{NAME}.json"
TEXT = ROOT.parent / "shared" / "seeds" / f"{NAME}.txt"


@pytest.fixture(params=["by hand", "as read"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return the register of the bulletin, as it was annotated and as it is read."""
    records: BulletinRecords
    if request.param == "by hand":
        records = read_gold(GOLD).as_records()
    else:
        if not TEXT.exists():
            pytest.skip("the real bulletins are not part of the project, and not beside it")
        records = pipeline.load().read_file(TEXT)
    engine = create_register("sqlite://")
    register([records], engine)
    return engine


def rows(engine: Engine, table: str, **fields: Any) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        found = [dict(row) for row in connection.execute(select(METADATA.tables[table])).mappings()]
    return [row for row in found if all(row[field] == value for field, value in fields.items())]


def test_a_partner_of_both_halves_is_one_place_and_one_tie(engine: Engine) -> None:
    (seattle,) = rows(engine, "places", geonames_id=5809844)
    assert len([tie for tie in rows(engine, "ties") if seattle["id"] in (tie["a"], tie["b"])]) == 1
    assert len(rows(engine, "places", country="US", name=seattle["name"])) == 1


def test_a_person_of_both_halves_is_one(engine: Engine) -> None:
    people = {
        row["person"] for row in rows(engine, "person_names") if row["name"] in ("黃奇帆", "Huang Qifan")
    }
    assert len(people) == 1


def test_a_sum_of_both_halves_is_one(engine: Engine) -> None:
    (one,) = rows(engine, "sums", amount=460_000_000, currency="USD")
    facts = {row["fact"] for row in rows(engine, "evidence", entity=one["id"])}
    texts = {row["text"] for row in rows(engine, "spans") if row["fact"] in facts}
    assert {"4.6億美元", "$460 million"} <= texts


def test_ties_that_the_halves_tell_differently_are_conflicts() -> None:
    engine = create_register("sqlite://")
    register([read_gold(GOLD).as_records()], engine)
    told = {
        frozenset(one["name"].split(" – ")): [value["value"] for value in one["values"]]
        for one in found_in(engine, "tie-relation")
    }
    assert told == {
        frozenset({"重慶", "金奈市"}): ["friendly-exchange, intended", "sister, established"],
        frozenset({"重慶", "北威州"}): ["friendly-exchange, established", "sister, established"],
    }

from pathlib import Path

import pytest
from exported import export, read

from pipeline.register.export.events import COLUMNS, sector

# PLOVER


def test_events_have_actors_and_dates(register: Path, tmp_path: Path):
    rows = read(export(register, "plover", tmp_path / "events.tsv"), "\t")
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert len({row["id"] for row in rows}) == len(rows)
    made = [row for row in rows if row["cameo"] == "042"]
    assert {(row["actor1"], row["actor2"], row["place_name"]) for row in made} == {
        ("CHNGOV", "POLGOV", "Konin"),
        ("CHNGOV", "FINGOV", "Lahti"),
    }
    assert {(row["event"], row["mode"], row["date"], row["enddate"], row["size"]) for row in made} == {
        ("CONSULT", "visit", "2015-10-12", "2015-10-21", "6")
    }
    hosted = next(row for row in rows if row["label"] == "visit hosted" and row["kind"] == "students")
    assert (hosted["actor1"], hosted["actor2"], hosted["precision"]) == ("CHNGOV", "", "month")
    ended = next(row for row in rows if row["label"] == "relation ended")
    assert (ended["event"], ended["cameo"], ended["date"], ended["directed"]) == (
        "SANCTION",
        "161",
        "2018-04-02",
        "0",
    )
    signed = [
        row for row in rows if row["label"] == "agreement signed" and "KONIN" in row["actor2_name"].upper()
    ]
    assert {(row["event"], row["cameo"], row["bulletins"]) for row in signed} >= {
        ("SUPPORT", "057", "visit-2015")
    }
    assert {row["label"] for row in rows if row["event"] == "AGREE"} == {"intent declared"}
    assert not [row for row in rows if row["size"] == "1000"]


def test_events_have_a_codebook(register: Path, tmp_path: Path):
    export(register, "plover", tmp_path / "events.csv")
    book = (tmp_path / "events.csv.codebook.md").read_text(encoding="utf-8")
    assert all(f"| {column.name} |" in book for column in COLUMNS)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("school", "EDU"), ("政府、企业", "GOV"), ("Business", "BUS"), ("preschool", "GOV"), ("马拉松", "GOV")],
)
def test_the_sector_is_that_of_the_group(kind: str, code: str):
    assert sector(kind) == code

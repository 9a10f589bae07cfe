from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from made_rows import KONIN, SOME, row, span, write
from read_rows import query, read_facts

from pipeline.batch.outputs import Form, codebook
from pipeline.batch.outputs.columns import COLUMNS, KINDS, within
from pipeline.batch.outputs.shapes import Shape, records_shape, shape_of


def test_a_row_of_each_kind(tmp_path: Path):
    told = read_facts(write(tmp_path / "a.csv", Form.csv, SOME[:1], flat=True), Form.csv)
    assert {fact["kind"] for fact in told} == set(KINDS.values())
    for fact in told:
        assert (fact["bulletin"], fact["source"], fact["title"]) == ("a", "a.txt", "=Ties, 友城")
        assert (fact["published"], fact["home_name"], fact["warnings"]) == (
            "2015-10-13",
            "德阳",
            ["one", "two"],
        )
    by_kind = {(fact["kind"], fact["number"]): fact for fact in told}
    tie, group, guests = by_kind["city_pair", 1], by_kind["delegation", 1], by_kind["delegation", 2]
    assert (tie["place_a_name"], tie["place_b_country"], tie["stage"]) == ("德阳", "PL", "established")
    assert (tie["start"], tie["until"], tie["granularity"]) == ("2000-09-07", "2000-09-07", "day")
    assert [step["event"] for step in tie["history"]] == ["signing"]
    assert (tie["evidence_start"], tie["evidence_end"], tie["evidence_text"]) == (0, 4, "ties")
    assert tie["evidence"] == [span("ties"), span("友好", 90)]
    assert (group["size"], group["visits"], group["number_modifier"]) == (6, 2, "about")
    assert (group["time_modifier"], group["group_kind"]) == ("approx", "government")
    assert (group["origin_geonames_id"], group["destination_longitude"]) == (1812961, 18.25)
    assert [place["name"] for place in group["destinations"]] == ["Konin", "Bonn"]
    assert (group["leader"], group["leader_names"]) == ("Zhao Hui", ["Zhao Hui"])
    assert (guests["leader"], guests["leader_names"]) == ("Zhao Hui", ["Zhao Hui", "Wu Lan"])
    assert "origin_name" not in guests
    leader = by_kind["leader", 1]
    assert (leader["leader"], leader["leader_names"]) == ("Zhao Hui", ["Zhao Hui", "赵辉"])
    assert (leader["office"], leader["offices"], leader["body"]) == ("Mayor", ["Mayor", "Chair"], "Deyang")
    assert (by_kind["amount", 1]["amount"], by_kind["amount", 2]["upper"]) == (Decimal("5.3"), Decimal(3))
    assert (by_kind["date", 1]["start"], by_kind["date", 1]["text"]) == ("2015-05-01", "May")
    total = by_kind["tie_total", 1]
    assert (total["tie_count"], total["place_a_name"], total["until"]) == (12, "Konin", "2015-05-31")


def leaves(shape: Shape, path: str) -> Iterator[str]:
    if shape.item is not None:
        yield from leaves(shape.item, path)
    elif shape.kind != "record":
        yield path
    for name, part in shape.fields.items():
        yield from leaves(part, f"{path}.{name}")


def lost(kind: str, shape: Shape) -> list[str]:
    """Return the fields that no column has, neither spelled out nor as a part of JSON."""
    plain = {".".join(part for part in path.split(".") if part != "1") for _, path in _paths()}
    whole = {path for kind, path in _paths() if kind == "json"}
    return [
        leaf
        for leaf in leaves(shape, kind)
        if leaf not in plain and not any(f"{leaf}.".startswith(f"{path}.") for path in whole)
    ]


def _paths() -> list[tuple[str, str]]:
    return [
        (column.type, ".".join(part for part in path.split(".") if part != "0"))
        for column in COLUMNS
        for path in column.paths
    ]


@pytest.mark.parametrize("kind", list(records_shape().fields))
def test_every_field_of_the_models_has_a_column(kind: str):
    assert lost(kind, records_shape().fields[kind]) == []


def test_both_places_of_a_tie_have_their_columns():
    paths = {path for column in COLUMNS for path in column.paths}
    for field in within("city_pairs.places.0").fields:
        assert {f"city_pairs.places.0.{field}", f"city_pairs.places.1.{field}"} <= paths


def test_a_field_without_a_column_would_be_told():
    dates = records_shape().fields["dates"].item
    more = Shape("record", fields={**dates.fields, "weekday": Shape("text")})
    assert lost("dates", more) == ["dates.weekday"]


def test_kinds_share_columns_of_one_type():
    for column in COLUMNS:
        kinds = {within(path).kind for path in column.paths}
        assert len({"json" if kind in ("list", "record") else kind for kind in kinds}) <= 1, column.name
    names = [column.name for column in COLUMNS]
    assert len(names) == len(set(names))


def test_the_codebook_tells_of_every_column():
    told = codebook().splitlines()
    assert [line.split()[0] for line in told] == [column.name for column in COLUMNS]
    assert all(len(line.split()) > 3 for line in told)


def test_no_column_needs_quotes_in_sql(tmp_path: Path):
    names = ", ".join(column.name for column in COLUMNS)
    file = write(tmp_path / "a.sqlite", Form.sqlite, SOME, flat=True)
    table = write(tmp_path / "a.parquet", Form.parquet, SOME, flat=True)
    found = query(file, f"SELECT {names} FROM facts")
    assert len(duckdb.sql(f"SELECT {names} FROM '{table}'").fetchall()) == len(found) == 9


def test_an_annotation_that_no_form_knows_is_told():
    with pytest.raises(TypeError, match="no form of output holds"):
        shape_of(dict[str, int])
    with pytest.raises(TypeError, match="no form of output holds"):
        shape_of(int | str)


def test_cells_of_csv_run_nothing(tmp_path: Path):
    text = write(tmp_path / "a.csv", Form.csv, SOME, flat=True).read_text(encoding="utf-8")
    assert text.startswith("bulletin,source,title,")
    assert ',"\'=Ties, 友城",' in text
    assert ",=" not in text
    south = row({"tie_totals": [{"place": {**KONIN, "latitude": -33.5}, "count": 1, "evidence": [span()]}]})
    assert ",-33.5,18.25," in write(tmp_path / "b.csv", Form.csv, [south], flat=True).read_text()

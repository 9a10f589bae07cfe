import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from made_rows import BOTH, BULLETINS, DOCUMENT, FULL, SOME, row, rows, span, write
from read_rows import lines_in, query, read_bulletins, read_facts

from models import SCHEMA_VERSION, BulletinRecords
from pipeline.batch.outputs import Form, Row, files, opened, parquet
from pipeline.batch.outputs.columns import COLUMNS, KINDS
from pipeline.batch.outputs.shapes import records_shape

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


@contextmanager
def _no_waiting() -> Iterator[None]:
    """Write many small files without waiting for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "sync", lambda path: None)
        yield


@given(rows)
@settings(max_examples=40)
def test_every_form_holds_the_records(folder: Path, some: list[Row]):
    records = [BulletinRecords.model_validate_json(one.records) for one in some]
    for form in BULLETINS:
        with _no_waiting():
            read = read_bulletins(write(folder / f"a.{form}", form, some), form)
        assert [told for _, told in read] == records, form
        if form in (Form.parquet, Form.sqlite):
            assert [source for source, _ in read] == [one.name for one in some]


@given(rows)
@settings(max_examples=40)
def test_every_flat_form_tells_the_same_facts(folder: Path, some: list[Row]):
    with _no_waiting():
        told = {form: read_facts(write(folder / f"a.{form}", form, some, flat=True), form) for form in Form}
    for form in Form:
        assert told[form] == told[Form.jsonl], form
    expected = [
        (one.name, KINDS[kind], number, fact["evidence"])
        for one in some
        for kind in KINDS
        for number, fact in enumerate(json.loads(one.records)[kind], start=1)
    ]
    columns = ("source", "kind", "number", "evidence")
    assert [tuple(fact[column] for column in columns) for fact in told[Form.jsonl]] == expected


@pytest.mark.parametrize("form", [Form.jsonl, Form.jsonl_gz, Form.jsonl_zst])
def test_lines_are_the_bytes_that_were_read(form: Form, tmp_path: Path):
    path = write(tmp_path / f"a.{form}", form, SOME)
    assert lines_in(path) == b"".join(one.records + b"\n" for one in SOME)


@pytest.mark.parametrize(("form", "flat"), BOTH)
def test_the_same_rows_give_the_same_bytes(form: Form, flat: bool, tmp_path: Path):
    some = [row(FULL, f"bulletin-{number}", **DOCUMENT) for number in range(40)]
    first = write(tmp_path / "one", form, some, flat=flat)
    assert first.read_bytes() == write(tmp_path / "other", form, some, flat=flat).read_bytes()
    assert first.read_bytes() != write(tmp_path / "fewer", form, some[:-1], flat=flat).read_bytes()


def test_gzip_names_no_file_and_no_time(tmp_path: Path):
    head = write(tmp_path / "a.jsonl.gz", Form.jsonl_gz, SOME).read_bytes()[:10]
    assert head[3:8] == bytes(5)


@pytest.mark.parametrize(("form", "flat"), BOTH)
def test_nothing_is_a_file_of_nothing(form: Form, flat: bool, tmp_path: Path):
    path = write(tmp_path / "a", form, [], flat=flat)
    assert (read_facts(path, form) if flat else read_bulletins(path, form)) == []


# Parquet and SQLite, by the programs that read them


def test_parquet_in_duckdb(tmp_path: Path):
    path = write(tmp_path / "a.parquet", Form.parquet, SOME)
    told = duckdb.sql(
        f"""SELECT source, document.title, tie.places[2].name, tie.since.start, tie.evidence[2].text
            FROM (SELECT source, document, UNNEST(city_pairs) AS tie FROM '{path}')"""
    ).fetchall()
    assert [(*one[:3], str(one[3]), one[4]) for one in told] == [
        ("a.txt", "=Ties, 友城", "Konin", "2000-09-07", "友好")
    ]
    sums = f"SELECT sum(s.amount) FROM (SELECT UNNEST(amounts) AS s FROM '{path}')"
    assert duckdb.sql(sums).fetchall() == [(Decimal("7.3"),)]
    assert duckdb.sql(
        f"SELECT d.\"from\"[1].name, d.leader FROM (SELECT UNNEST(delegations) AS d FROM '{path}')"
    ).fetchall() == [
        ("德阳", ["Zhao Hui"]),
        (None, ["Zhao Hui", "Wu Lan"]),
    ]
    flat = write(tmp_path / "b.parquet", Form.parquet, SOME, flat=True)
    assert duckdb.sql(f"SELECT kind, count(*) FROM '{flat}' GROUP BY 1 ORDER BY 1").fetchall() == [
        ("amount", 2),
        ("city_pair", 1),
        ("date", 2),
        ("delegation", 2),
        ("leader", 1),
        ("tie_total", 1),
    ]


def test_parquet_in_pandas(tmp_path: Path):
    table = pd.read_parquet(write(tmp_path / "a.parquet", Form.parquet, SOME))
    assert list(table.columns) == ["source", *records_shape().fields]
    assert list(table["source"]) == ["a.txt", "b.txt", "c.txt"]
    assert table["city_pairs"][0][0]["places"][1]["country"] == "PL"
    facts = pd.read_parquet(write(tmp_path / "b.parquet", Form.parquet, SOME, flat=True))
    assert list(facts.columns) == [column.name for column in COLUMNS]
    assert facts.groupby("kind")["amount"].sum()["amount"] == Decimal("7.3")


def test_parquet_tells_its_schema_and_packs(tmp_path: Path):
    file = pq.ParquetFile(write(tmp_path / "a.parquet", Form.parquet, SOME))
    assert file.metadata.metadata[b"youcheng.schema_version"] == str(SCHEMA_VERSION).encode()
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    schema = file.schema_arrow
    assert schema.names[0] == "source"
    assert str(schema.field("amounts").type.value_type.field("amount").type) == "decimal128(38, 6)"
    assert str(schema.field("document").type.field("published").type) == "date32[day]"
    assert schema.field("document").type.field("published").nullable
    assert not schema.field("document").type.field("id").nullable


@pytest.mark.parametrize("flat", [False, True])
def test_groups_of_rows_are_bounded(flat: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parquet, "_BATCH", 10_000)
    monkeypatch.setattr(parquet, "_GROUP", 20_000)
    some = [row(FULL, f"b{number}", **DOCUMENT) for number in range(60)]
    path = write(tmp_path / "a.parquet", Form.parquet, some, flat=flat)
    groups = pq.ParquetFile(path).metadata
    assert groups.num_row_groups > 2
    column = "bulletin" if flat else "document"
    ids = pq.read_table(path, columns=[column])[column].to_pylist()
    assert list(dict.fromkeys(one if flat else one["id"] for one in ids)) == [
        f"b{number}" for number in range(60)
    ]


def test_sqlite_is_queried_as_json(tmp_path: Path):
    path = write(tmp_path / "a.sqlite", Form.sqlite, SOME)
    told = query(
        path,
        """SELECT b.id, p.value ->> '$.places[1].name', p.value ->> '$.since.start'
           FROM bulletins AS b, json_each(b.city_pairs) AS p""",
    )
    assert told == [("a", "Konin", "2000-09-07")]
    assert query(path, "SELECT source, home ->> 'name_en' FROM bulletins WHERE id = 'a'") == [
        ("a.txt", "Deyang")
    ]
    counts = "SELECT id, json_array_length(dates) FROM bulletins ORDER BY rowid"
    assert query(path, counts) == [("a", 1), ("b", 0), ("c", 1)]
    assert query(path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert query(path, "PRAGMA application_id") == [(int.from_bytes(b"youc"),)]
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, "SELECT strict FROM pragma_table_list WHERE name = 'bulletins'") == [(1,)]


def test_sums_in_sqlite_add_up(tmp_path: Path):
    path = write(tmp_path / "a.sqlite", Form.sqlite, SOME, flat=True)
    assert query(path, "SELECT sum(amount) FROM facts WHERE kind = 'amount'") == [(7.3,)]
    assert query(path, "SELECT typeof(upper) FROM facts WHERE upper = 3") == [("integer",)]


# What a form cannot hold


def sum_of(amount: str) -> Row:
    return row({"amounts": [{"text": "x", "amount": amount, "currency": "CNY", "evidence": [span()]}]}, "sum")


def _size(size: int) -> Row:
    return row({"dates": FULL["dates"], "delegations": [{"size": size, "evidence": [span()]}]}, "size")


REFUSED = [
    (Form.parquet, sum_of("1" + "0" * 32), "the sum 1000.* does not fit"),
    (Form.parquet, sum_of("0.0000001"), "the sum 1E-7 does not fit"),
    (Form.parquet, _size(2**63), "the number 9223372036854775808 has more than 64 bits"),
    (Form.sqlite, sum_of(str(2**63 + 1)), "the sum 9223372036854775809 has more digits"),
    (Form.sqlite, sum_of("1" + "1" * 400), "the sum 1111.* has more digits"),
    (Form.sqlite, _size(2**63), "the number 9223372036854775808 has more than 64 bits"),
]


@pytest.mark.parametrize(("form", "refused", "reason"), REFUSED)
def test_what_a_table_cannot_hold_is_refused_alone(form: Form, refused: Row, reason: str, tmp_path: Path):
    sink = opened(str(tmp_path / "a"), form, flat=True, version="1")
    sink.add(SOME[0])
    with pytest.raises(ValueError, match=reason):
        sink.add(refused)
    sink.add(SOME[2])
    sink.close()
    told = read_facts(tmp_path / "a", form)
    assert [fact["bulletin"] for fact in told] == ["a"] * 8 + ["c"]


@pytest.mark.parametrize(
    ("refused", "reason"), [(one, why) for form, one, why in REFUSED if form is Form.parquet]
)
def test_what_nested_parquet_cannot_hold_is_refused_alone(refused: Row, reason: str, tmp_path: Path):
    sink = opened(str(tmp_path / "a"), Form.parquet, version="1")
    sink.add(SOME[0])
    with pytest.raises(ValueError, match=reason):
        sink.add(refused)
    sink.close()
    assert [source for source, _ in read_bulletins(tmp_path / "a", Form.parquet)] == ["a.txt"]


def test_large_sums_that_fit_stay_exact(tmp_path: Path):
    some = [sum_of("9" * 32 + ""), sum_of("1" + "0" * 20)]
    told = read_facts(write(tmp_path / "a", Form.parquet, some, flat=True), Form.parquet)
    assert [fact["amount"] for fact in told] == [Decimal("9" * 32), Decimal(10**20)]
    told = read_facts(write(tmp_path / "b", Form.sqlite, some[1:], flat=True), Form.sqlite)
    assert told[0]["amount"] == 10**20


@pytest.mark.parametrize(("form", "flat"), BOTH)
def test_what_is_no_line_of_records_is_refused(form: Form, flat: bool, tmp_path: Path):
    sink = opened(str(tmp_path / "a"), form, flat=flat, version="1")
    broken = Row("x.txt", SOME[0].records[:-1] + b"\n")
    with pytest.raises(ValueError, match=r"no records: |more than one line") as told:
        sink.add(broken)
    assert "\n" not in str(told.value)
    sink.close()
    assert (read_facts(tmp_path / "a", form) if flat else read_bulletins(tmp_path / "a", form)) == []

"""Bulletins in the rows of tables."""

import datetime as dt
import json
import tracemalloc
from pathlib import Path

import pytest
from made_sources import CHINESE, PAGE, TEXT, opened, problems, table, texts, write

import corpus
from pipeline.batch.items import Columns, Item, Source, Told
from pipeline.batch.sources import items_of

# Tables


FORMS = ["jsonl", "ndjson", "jsonl.gz", "jsonl.zst", "csv", "csv.gz", "csv.zst", "tsv", "tsv.gz", "parquet"]
ALL = Columns("body", "key", "day", "place", "tongue", "head", "by")


@pytest.mark.parametrize("form", FORMS)
def test_reads_the_columns_of_a_table(tmp_path: Path, form: str) -> None:
    rows = [
        {
            "key": "first",
            "body": TEXT + '"two\tlines", and\r\nmore',
            "day": dt.date(2019, 5, 3),
            "place": "德阳",
            "tongue": "en",
            "head": "A visit",
            "by": "City news",
            "odd": "x",
        },
        {
            "key": "",
            "body": CHINESE,
            "day": None,
            "place": "",
            "tongue": "fr",
            "head": None,
            "by": "",
            "odd": "x",
        },
    ]
    path = table(form, tmp_path / f"t.{form}", rows)
    first, second = opened(path, ALL)
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.id, first.data) == ("first", rows[0]["body"].encode())
    assert first.told == Told(dt.date(2019, 5, 3), "德阳", "en", "A visit", "City news")
    assert (second.id, second.data, second.kind, second.told) == ("t-2", CHINESE.encode(), None, Told())
    assert second.name == f"{path}, {'line' if 'json' in form else 'row'} 2"


@pytest.mark.parametrize("form", FORMS)
def test_a_bad_row_costs_no_other(tmp_path: Path, form: str) -> None:
    days = ["2019-05-03", "soon", "3 May 2019", "2019-05-03T11:30:00+08:00", "", "2019年5月3日"]
    rows = [{"body": TEXT, "day": day} for day in days] + [{"body": "", "day": ""}]
    path = table(form, tmp_path / f"t.{form}", rows)
    found = opened(path, Columns("body", published="day"))
    assert [one.told.published for one in found if isinstance(one, Item)] == [
        dt.date(2019, 5, 3) if day else None for day in days if day != "soon"
    ]
    assert [(place.partition(", ")[2].split()[1], stage) for place, stage, _ in problems(found)] == [
        ("2", "find"),
        ("7", "find"),
    ]
    assert "'soon'" in problems(found)[0][2]
    assert "no text in the column 'body'" in problems(found)[1][2]


@pytest.mark.parametrize("form", FORMS)
def test_names_the_columns_that_are_there(tmp_path: Path, form: str) -> None:
    path = table(form, tmp_path / f"t.{form}", [{"Text": TEXT, "day": "2019-05-03"}] * 3)
    [(_, stage, said)] = problems(opened(path))
    assert (stage, said) == ("find", "has no column 'text'; there are: Text, day")


def test_a_column_that_no_line_of_json_has_is_told_once(tmp_path: Path) -> None:
    lines = [json.dumps({"text": TEXT, "day": None}), json.dumps({"text": TEXT})]
    path = write(tmp_path / "t.jsonl", "\n".join(lines))
    assert len(opened(path, Columns("text", published="day"))) == 2
    assert problems(opened(path, Columns("text", title="head"))) == [
        ("t.jsonl", "find", "has no line with the column 'head'")
    ]
    assert opened(write(tmp_path / "empty.jsonl", "")) == []


def test_lines_of_json_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT})
    lines = [good, "{broken", "[1]", "", '{"text": 3}', "[" * 100_000, '{"other": 1}', good]
    found = opened(write(tmp_path / "t.jsonl", "\n".join(lines)))
    assert list(texts(found)) == ["t-1", "t-8"]
    said = {place.split()[-1]: (stage, said) for place, stage, said in problems(found)}
    assert said["2"][0] == "unpack"
    assert said["2"][1].startswith("is no JSON: ")
    assert said["3"] == ("unpack", "is no JSON object")
    assert said["5"] == ("find", "has no text in the column 'text' but 3")
    assert said["6"][1].startswith("is no JSON that is read")
    assert said["7"][0] == "find"


def test_a_row_of_csv_that_is_torn_is_told(tmp_path: Path) -> None:
    content = f"text;home\n{TEXT.strip()};Deyang\n\none;two;three\nlast\n"
    found = opened(write(tmp_path / "t.csv", content), Columns("text", home="home"))
    assert texts(found) == {"t-1": TEXT.strip(), "t-3": "last"}
    [(place, _, said)] = problems(found)
    assert place.endswith("row 2")
    assert said.startswith("has 3 fields where the header has 2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le"])
def test_finds_the_encoding_of_a_table(tmp_path: Path, encoding: str) -> None:
    text = "市長會見代表團，雙方談到明年的交流和學生的來訪。" * 400
    content = "".join(["text,title\r\n", *(f'"{text}",的\r\n' for _ in range(20))])
    found = opened(write(tmp_path / "t.csv", content.encode(encoding)), Columns("text", title="title"))
    assert [one.data.decode() for one in found if isinstance(one, Item)] == [text] * 20


def test_bytes_in_another_encoding_reach_the_reader_as_they_are(tmp_path: Path) -> None:
    odd = CHINESE.strip().encode("gb18030")
    ascii_rows = b"an English text to begin with\n" * 5000
    found = opened(write(tmp_path / "t.csv", b"text\n" + ascii_rows + odd + b"\n"))
    last = found[-1]
    assert isinstance(last, Item)
    assert last.data == odd
    assert corpus.read_bytes(last.data, id="x").text == CHINESE.strip()


def test_a_cell_is_read_as_what_it_holds(tmp_path: Path) -> None:
    cells = [
        PAGE,
        "<5 guests came, and 3 > 2",
        "# 5 guests",
        CHINESE,
        "\ufeffwith a mark",
        "half of a sign: \ud83d",
        "é",
    ]
    path = write(tmp_path / "t.jsonl", "\n".join(json.dumps({"text": cell}) for cell in cells))
    found = [one for one in opened(path) if isinstance(one, Item)]
    read = [corpus.read_bytes(one.data, id=one.id, kind=one.kind).text for one in found]
    assert "<p>" not in read[0]
    assert TEXT.strip() in read[0]
    assert read[1:] == [*cells[1:4], "with a mark", "half of a sign: ?", "é"]


def test_reads_bytes_and_times_out_of_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    day = dt.datetime(2019, 5, 3, 12, tzinfo=dt.UTC)
    made = pa.table(
        {
            "text": pa.array([PAGE.encode("gb18030"), None]),
            "day": pa.array([day, day], pa.timestamp("ns", "Asia/Shanghai")),
            "home": pa.array(["Deyang", "Deyang"]).dictionary_encode(),
        }
    )
    write_table(made, tmp_path / "t.parquet")
    first, second = opened(tmp_path / "t.parquet", Columns("text", published="day", home="home"))
    assert isinstance(first, Item)
    assert first.data == PAGE.encode("gb18030")
    assert first.told == Told(dt.date(2019, 5, 3), "Deyang")
    assert problems([second])[0][2] == "has no text in the column 'text'"
    write_table(pa.table({"text": [[1], [2]]}), tmp_path / "n.parquet")
    assert "but [1]" in problems(opened(tmp_path / "n.parquet"))[0][2]
    assert "is damaged" in problems(opened(write(tmp_path / "bad.parquet", b"PAR1 and no more")))[0][2]


def test_ids_of_a_column_are_given_once(tmp_path: Path) -> None:
    path = table(
        "csv.gz", tmp_path / "t.csv.gz", [{"text": TEXT, "id": name} for name in ("a", "b", "a", "")]
    )
    assert list(texts(opened(path, Columns("text", id="id")))) == ["a", "b", "a-2", "t-4"]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "jsonl.gz", "jsonl.zst", "parquet"])
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, form: str) -> None:
    def peak(count: int) -> int:
        rows = [{"text": f"{number} {TEXT * 5}", "home": f"City {number}"} for number in range(count)]
        path = table(form, tmp_path / f"{count}.{form}", rows)
        del rows
        source = Source(0, "t", str(path), path.stat().st_size)
        tracemalloc.start()
        assert sum(1 for _ in items_of(source, Columns("text", home="home"))) == count + 1
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)
    # Python's table of words that are kept once grows at some of them, by megabytes: not at each try.
    assert min(peak(20_000) for _ in range(2)) < 1.2 * peak(2_000) + 50_000

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from exported import export, read

from pipeline.register.export import wikidata_values

ITEMS = (
    "geonames_id,qid\n1812961,http://www.wikidata.org/entity/Q101\n3095321,Q102\n649360,Q103\n2946447,Q104\n"
)
ITEMS += "6173331,Q105\n1848354,Q106\n2998324,Q107\n1853909,Q108\n1853909,Q109\n"


@pytest.fixture
def items(tmp_path: Path) -> Path:
    path = tmp_path / "items.csv"
    path.write_text(ITEMS, encoding="utf-8")
    return path


# QuickStatements

VALUE = {
    "item": re.compile(r"Q\d+"),
    "time": re.compile(r"\+\d{4}-\d\d-\d\dT00:00:00Z/(\d+)"),
    "text": re.compile(r'([a-z-]+):"(.*)"'),
    "string": re.compile(r'"(.*)"'),
}


def parsed(line: str) -> SimpleNamespace:
    """Read a line of version 1 as Help:QuickStatements tells."""
    assert "/*" not in line
    item, prop, value, *rest = line.split("\t")
    assert VALUE["item"].fullmatch(item)
    assert VALUE["item"].fullmatch(value)
    assert len(rest) % 2 == 0
    qualifiers, references = {}, []
    for name, told in zip(rest[::2], rest[1::2], strict=True):
        assert any(form.fullmatch(told) for form in VALUE.values()), told
        if re.fullmatch(r"P\d+", name):
            assert not references
            qualifiers[name] = told
            continue
        mark, source = re.fullmatch(r"(!?)S(\d+)", name).groups()
        if mark or not references:
            references.append({})
        references[-1][f"P{source}"] = told
    return SimpleNamespace(ends=(item, value), property=prop, qualifiers=qualifiers, references=references)


def test_statements_go_both_ways(register: Path, items: Path, tmp_path: Path):
    out = export(register, "quickstatements", tmp_path / "ties.qs", "--items", items)
    told = {one.ends: one for one in map(parsed, out.read_text(encoding="utf-8").splitlines())}
    assert set(told) == {
        (one, other)
        for pair in (("Q101", "Q102"), ("Q101", "Q104"), ("Q105", "Q106"))
        for one, other in (pair, pair[::-1])
    }
    assert {one.property for one in told.values()} == {"P190"}
    assert told["Q101", "Q102"].qualifiers == {"P580": "+2000-09-07T00:00:00Z/11"}
    assert told["Q105", "Q106"].qualifiers == {"P580": "+1965-00-00T00:00:00Z/9"}
    ended = {"P580": "+1998-06-00T00:00:00Z/10", "P582": "+2018-04-02T00:00:00Z/11"}
    assert told["Q104", "Q101"].qualifiers == ended
    title = {
        "P1476": 'en:"Deyang visits Konin | a title"',
        "P577": "+2015-10-13T00:00:00Z/11",
        "P407": "Q1860",
    }
    assert told["Q102", "Q101"].references == [title]


def test_what_is_not_stated_is_left_to_review(register: Path, items: Path, tmp_path: Path):
    out = export(register, "quickstatements", tmp_path / "ties.qs", "--items", items)
    rows = read(tmp_path / "ties.qs.review.csv")
    reasons = {tuple(sorted((row["a_name"], row["b_name"]))): row["reason"] for row in rows}
    nowhere = next(pair for pair in reasons if any("HYPERLINK" in name for name in pair))
    assert reasons.pop(nowhere) == "no item known for a place"
    assert reasons == {
        ("Deyang", "Lahti"): "sources differ",
        ("Deyang", "Lille"): "relation is friendly-exchange",
        ("Deyang", "Osaka"): "stage is intended",
        ("Lahti", "Osaka"): "several items for a place",
        ("Konin", "Lille"): "no title or URL to refer to",
        ("Bonn", "Konin"): "a date is not exact: approx",
        ("Bonn", "Lahti"): "ended, but not told when",
    }
    lahti = next(row for row in rows if row["reason"] == "sources differ")
    assert (lahti["a_search"], lahti["precision"]) == ("haswbstatement:P1566=1812961", "11")
    assert lahti["bulletins"] == "ties-2019; visit-2015"
    assert out.exists()


def test_without_items_there_is_a_query_for_them(register: Path, tmp_path: Path):
    out = export(register, "quickstatements", tmp_path / "ties.qs")
    assert out.read_bytes() == b""
    query = (tmp_path / "ties.qs.items.sparql").read_text(encoding="utf-8")
    numbers = {int(number) for number in re.findall(r'"(\d+)"', query)}
    assert numbers == {1812961, 3095321, 649360, 2946447, 6173331, 1848354, 2998324, 1853909}
    assert {row["reason"] for row in read(tmp_path / "ties.qs.review.csv")} >= {"no item known for a place"}


def test_urls_are_referred_to(register: Path, items: Path, tmp_path: Path):
    urls = tmp_path / "urls.csv"
    urls.write_text("bulletin,url\nvisit-2015,https://example.org/a?b=1\n", encoding="utf-8")
    out = export(register, "quickstatements", tmp_path / "ties.qs", "--items", items, "--urls", urls)
    told = {one.ends: one for one in map(parsed, out.read_text(encoding="utf-8").splitlines())}
    assert told["Q101", "Q102"].references[0]["P854"] == '"https://example.org/a?b=1"'


@pytest.mark.parametrize(
    ("start", "until", "granularity"),
    [
        ("2001-01-01", "2001-03-31", "quarter"),
        ("1901-01-01", "2000-12-31", "century"),
        ("2001-05-01", "2001-05-03", "day"),
        ("2001-01-01", "2002-12-31", "year"),
    ],
)
def test_what_wikidata_cannot_say_is_not_said(start: str, until: str, granularity: str):
    with pytest.raises(wikidata_values.InexactError):
        wikidata_values.time_value(dt.date.fromisoformat(start), dt.date.fromisoformat(until), granularity)

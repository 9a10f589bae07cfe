"""Which place of the gazetteer each place of the records is: `tests/linking/*.toml`, and single rules.

A `[[case]]` holds a bulletin (`text`, and `home` where it needs one) and `links`: for each name as printed
the GeoNames id of the place that is meant, 0 where none may be given; the records must hold just these.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pipeline
from models import BulletinRecords, Place
from models.records import PlaceLevel, Record
from pipeline.gazetteer import known
from pipeline.lexicon import words
from pipeline.linking import alone
from pipeline.linking.choosing import Context, Wanted, choose
from pipeline.linking.kinds import _behind, kind_beside, printed

COUNTY: tuple[PlaceLevel, ...] = ("admin2", "district")
FOLDER = Path(__file__).parent / "linking"


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1):
            assert set(case) <= {"text", "home", "links", "why"}, f"{path.name}, case {number}"
            yield pytest.param(path.stem, case, id=f"{path.stem}-{number}")


@pytest.fixture(scope="session")
def reader() -> pipeline.Reader:
    return pipeline.load()


def places(value: Any) -> Iterator[Place]:
    if isinstance(value, Place):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from places(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from places(item)


def links(records: BulletinRecords) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in places(records):
        number = place.geonames_id or 0
        assert found.setdefault(place.name, number) == number, f"two places named {place.name}"
    return found


@pytest.mark.parametrize(("language", "case"), list(cases()))
def test_case(reader: pipeline.Reader, language: str, case: dict[str, Any]) -> None:
    records = reader.read(
        case["text"], home=case.get("home"), language="auto" if language == "mixed" else language
    )
    assert links(records) == case["links"]


def test_a_linked_place_has_all_that_is_known(reader: pipeline.Reader) -> None:
    records = reader.read("2009年6月，德阳市与德国北威州缔结友好关系。", home="德阳")
    place = next(one for one in records.city_pairs[0].places if one.name == "北威州")
    held = known(2861876)
    assert held is not None
    assert place.model_dump() == {
        "name": "北威州",
        "country": "DE",
        "geonames_id": 2861876,
        "level": "admin1",
        "subdivision": "DE-NW",
        "latitude": held.latitude,
        "longitude": held.longitude,
        "name_en": "North Rhine-Westphalia",
        "name_zh": "北莱茵-威斯特法伦",
    }


def test_an_unknown_place_has_nothing_but_its_country(reader: pipeline.Reader) -> None:
    records = reader.read("2009年6月，德阳市与芬兰乌斯基涅米市缔结友好城市关系。", home="德阳")
    place = next(one for one in records.city_pairs[0].places if one.name == "乌斯基涅米市")
    assert place == Place(name="乌斯基涅米市", country="FI")


def test_the_home_is_linked(reader: pipeline.Reader) -> None:
    home = reader.read("Guests came to our city.", home="Deyang").document.home
    assert home is not None
    assert (home.geonames_id, home.subdivision, home.name_zh) == (1812961, "CN-SC", "德阳")


def test_a_country_told_once_is_that_of_the_name_elsewhere(reader: pipeline.Reader) -> None:
    records = reader.read(
        "2001年，德阳市与意大利帕尔马市缔结友好城市关系。2003年5月，帕尔马市代表团一行6人访问德阳市。",
        home="德阳",
    )
    assert links(records)["帕尔马市"] == 3171457


def test_short_names_have_their_places(reader: pipeline.Reader) -> None:
    for short, names in words("zh", "places")["short_names"].items():
        assert any(alone(name) for name in names), short
    records = reader.read("2018年5月，德国多特蒙德市政府代表团一行6人抵蓉访问。")
    assert records.delegations[0].to[0].geonames_id == 1815286


@pytest.mark.parametrize(
    ("wanted", "context", "number"),
    [
        (Wanted("Wellington", told="NZ"), Context(), 2179537),
        (Wanted("Wellington"), Context(frozenset({"NZ"})), 2179537),
        (Wanted("Wellington", told="FI"), Context(), None),
        (Wanted("Springfield", told="US"), Context(), None),
        (Wanted("Springfield", told="US"), Context(subdivisions=frozenset({"US-IL"})), 4250542),
        (Wanted("Springfield", told="US", region="Oregon"), Context(), 5754005),
        (Wanted("Lyon", told="FR", region="Bretagne"), Context(), None),
        (Wanted("Hiroshima"), Context(), 1862415),
        (Wanted("Hiroshima", partner="admin1"), Context(), 1862413),
        (Wanted("Quebec"), Context(), 6115047),
        (Wanted("Quebec", partner="city"), Context(), 6325494),
        (Wanted("Quebec City", ("city", "admin2")), Context(), 6325494),
        (Wanted("Georgia"), Context(), 4197000),
        (Wanted("Georgia", country_read=True), Context(), 614540),
        (Wanted("Singapore", country_read=True), Context(), 1880251),
        (Wanted("Singapore", country_read=True, paired=True), Context(), 1880252),
        (Wanted("松山", not_in="CN"), Context(), 1926099),
        (Wanted("海南县", ("admin1", "admin2", "district")), Context(), None),
        (Wanted("Hastings", others=("黑斯廷斯",), told="NZ"), Context(), 2190224),
        (Wanted("Nowhere at All", told="US"), Context(), None),
        (Wanted("漳浦县", COUNTY, guessed="CN"), Context(home=known(1785018)), 1793910),
        (Wanted("漳浦县", COUNTY), Context(), None),  # spelt so only; nothing tells where
        (Wanted("东山县", COUNTY), Context(home=known(1785018)), 1789658),
        (Wanted("东山县", COUNTY, guessed="CN"), Context(), None),  # one of many
        (Wanted("东山县", COUNTY), Context(home=known(1812961)), None),  # none near Deyang
        (Wanted("Feixi County", COUNTY), Context(), 1796149),
        (Wanted("Feixi County", COUNTY, told="US"), Context(), None),
        (Wanted("Wuzhong District", COUNTY, guessed="CN"), Context(), None),  # Wuzhong has districts
        (Wanted("Danyang"), Context(home=known(1784642)), 8394482),
        (Wanted("Danyang"), Context(home=known(2950159)), None),
    ],
)
def test_what_decides(wanted: Wanted, context: Context, number: int | None) -> None:
    found = choose(wanted, context)
    assert (found.geonames_id if found else None) == number


@pytest.mark.parametrize(
    ("name", "bare", "first"),
    [
        ("宫城县", "宫城", "admin1"),
        ("恩施土家族苗族自治州", "恩施", "admin2"),
        ("Kilifi County", "Kilifi", "admin2"),
        ("Wanju-gun", "Wanju", "admin2"),
        ("Quebec City", "Quebec", "city"),
        ("苏州", None, None),
        ("Province", None, None),
    ],
)
def test_kinds_of_names(name: str, bare: str | None, first: str | None) -> None:
    form = printed(name)
    assert (form.bare, form.levels[0] if form.levels else None) == (bare, first)


@pytest.mark.parametrize(
    ("text", "name", "first"),
    [
        ("in the state of Georgia", "Georgia", "admin1"),
        ("Deyang city hosted", "Deyang", "city"),
        ("Guro District of Seoul", "Seoul", None),
        ("a district of Seoul", "Seoul", None),
        ("Hastings District Council", "Hastings", None),
        ("guests from Seoul", "Seoul", None),
    ],
)
def test_kinds_beside_names(text: str, name: str, first: str | None) -> None:
    start = text.index(name)
    levels = kind_beside(text, start, start + len(name))
    assert (levels[0] if levels else None) == first


@pytest.mark.parametrize("kind", words("en", "places")["kind_levels"])
def test_a_kind_behind_a_name_is_seen_however_it_is_written(kind: str) -> None:
    levels = tuple(words("en", "places")["kind_levels"][kind])
    # `ſ` and the sign for kelvin are an s and a k in another case; so is `ı` an i.
    odd = kind.translate(str.maketrans("sSkiI", "ſſ\N{KELVIN SIGN}ıı"))
    for written in (kind, kind.lower(), kind.upper(), odd):
        text = f"Kilifi {written}, Kenya"
        assert kind_beside(text, 0, 6) == (levels if written.title() == kind else _levels_of(text))


def _levels_of(text: str) -> tuple[PlaceLevel, ...]:
    """Return what the plain pattern leaves."""
    match = _behind().match(text, 6)
    assert match
    return tuple(words("en", "places")["kind_levels"].get(match["kind"].title(), ()))

"""What the records refuse, and what they say of it."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from models import (
    Amount,
    BulletinRecords,
    CityPair,
    DatedFact,
    DateValue,
    Delegation,
    Document,
    Leader,
    Place,
    Span,
    TieTotal,
    json_schema,
)

TEXT = "Lahti and Deyang, 2000"
EVIDENCE = [Span(start=0, end=5, text="Lahti")]
DAY = dt.date(2000, 9, 7)
DOCUMENT = {"id": "a", "language": "en", "sha256": "0" * 64}


@pytest.mark.parametrize(
    ("model", "fields", "said"),
    [
        (Span, {"start": -1, "end": 2, "text": "abc"}, "start\n  Input should be greater than or equal to 0"),
        (Span, {"start": 3, "end": 3, "text": ""}, "a span must hold at least one character, not [3, 3)"),
        (Span, {"start": 3, "end": 1, "text": "a"}, "a span must hold at least one character, not [3, 1)"),
        (Span, {"start": 0, "end": 3, "text": "ab"}, "the span [0, 3) is 3 characters long, its text 'ab' 2"),
        (Place, {"name": ""}, "name\n  String should have at least 1 character"),
        (Place, {"name": "London", "country": "UK"}, "'UK' is no ISO 3166-1 alpha-2 country code"),
        (Place, {"name": "Lahti", "country": "fi"}, "'fi' is no ISO 3166-1 alpha-2 country code"),
        (Place, {"name": "Lahti", "geonames_id": 0}, "geonames_id\n  Input should be greater than 0"),
        (Place, {"name": "Lahti", "latitude": 61}, "a point needs both latitude and longitude"),
        (Place, {"name": "Lahti", "latitude": 91, "longitude": 0}, "less than or equal to 90"),
        (Place, {"name": "Lahti", "subdivision": "Finland"}, "subdivision\n  String should match pattern"),
        (TieTotal, {"count": 0, "evidence": EVIDENCE}, "greater than or equal to 1"),
        (
            Document,
            DOCUMENT | {"schema_version": 1},
            "records of schema version 1; this program reads version",
        ),
        (
            DateValue,
            {"start": DAY, "end": dt.date(2000, 9, 6)},
            "a date ends before it starts: 2000-09-07 to 2000-09-06",
        ),
        (
            DateValue,
            {"start": DAY, "end": DAY, "granularity": "hour"},
            "granularity\n  Input should be 'day'",
        ),
        (DateValue, {"start": DAY, "end": DAY, "modifier": "late"}, "modifier\n  Input should be 'start'"),
        (DateValue, {"start": "2000-02-30", "end": "2000-03-01"}, "start\n  Input should be a valid date"),
        (DatedFact, {"start": DAY, "end": DAY, "text": "x", "evidence": []}, "at least 1 item"),
        (
            Amount,
            {"text": "5", "amount": 5, "currency": "EURO", "evidence": EVIDENCE},
            "'EURO' is no ISO 4217 currency code",
        ),
        (
            Amount,
            {"text": "5", "amount": -5, "currency": "EUR", "evidence": EVIDENCE},
            "amount\n  Input should be greater than or equal to 0",
        ),
        (
            Amount,
            {"text": "5", "amount": 5, "upper": 5, "currency": "EUR", "evidence": EVIDENCE},
            "the upper end 5 of a range must exceed its lower end 5",
        ),
        (
            Leader,
            {"names": [], "titles": ["mayor"], "evidence": EVIDENCE},
            "names\n  Tuple should have at least 1",
        ),
        (
            Leader,
            {"names": ["A"], "titles": [], "evidence": EVIDENCE},
            "titles\n  Tuple should have at least 1",
        ),
        (Delegation, {"size": 0, "evidence": EVIDENCE}, "size\n  Input should be greater than or equal to 1"),
        (
            Delegation,
            {"visits": 0, "evidence": EVIDENCE},
            "visits\n  Input should be greater than or equal to 1",
        ),
        (Delegation, {"role": "crowd", "evidence": EVIDENCE}, "role\n  Input should be 'delegation'"),
        (
            CityPair,
            {"places": [{"name": "Lahti"}, {"name": "Lahti"}], "evidence": EVIDENCE},
            "a pair needs two places, not 'Lahti' twice",
        ),
        (
            CityPair,
            {"places": [{"name": "Lahti"}, {"name": "Lahti", "country": "FI"}], "evidence": EVIDENCE},
            "a pair needs two places, not 'Lahti' twice",
        ),
        (CityPair, {"places": [{"name": "Lahti"}], "evidence": EVIDENCE}, "places.1\n  Field required"),
        (Document, DOCUMENT | {"sha256": "abc"}, "sha256\n  String should match pattern"),
        (Document, DOCUMENT | {"language": "de"}, "language\n  Input should be 'en'"),
        (BulletinRecords, {"document": DOCUMENT, "visits": []}, "visits\n  Extra inputs are not permitted"),
    ],
)
def test_refuses_what_cannot_be(model: Any, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as error:
        model(**fields)
    assert said in str(error.value)


def test_towns_of_one_name_in_two_countries_are_a_pair() -> None:
    places = [{"name": "Richmond", "country": "US"}, {"name": "Richmond", "country": "GB"}]
    assert CityPair(places=places, evidence=EVIDENCE).places[1].country == "GB"


def test_holds_spans_against_the_text_as_given() -> None:
    pair = {
        "places": [{"name": "Lahti"}, {"name": "Deyang"}],
        "evidence": [{"start": 10, "end": 16, "text": "Deyang"}],
    }
    records = {"document": DOCUMENT, "city_pairs": [pair]}
    assert BulletinRecords.check(records, TEXT).city_pairs[0].evidence[0].text == "Deyang"
    with pytest.raises(ValidationError) as error:
        BulletinRecords.check(records, TEXT.replace("and", "an"))
    assert "city_pairs.0.evidence.0\n" in str(error.value)
    assert "the bulletin has 'eyang,' at [10, 16), not 'Deyang'" in str(error.value)


def test_holds_records_made_before_against_the_text() -> None:
    pair = CityPair(places=(Place(name="Lahti"), Place(name="Deyang")), evidence=tuple(EVIDENCE))
    records = {"document": DOCUMENT, "city_pairs": [pair]}
    assert BulletinRecords.check(records, TEXT).city_pairs == (pair,)
    with pytest.raises(ValidationError, match="the bulletin has 'Bonn '"):
        BulletinRecords.check(records, TEXT.replace("Lahti", "Bonn"))


def test_is_frozen() -> None:
    place = Place(name="Lahti")
    with pytest.raises(ValidationError, match="Instance is frozen"):
        place.name = "Deyang"


def test_writes_the_shape_of_the_contract_and_reads_it_again() -> None:
    group = Delegation.model_validate(
        {"size": 6, "from": [{"name": "Lahti"}], "leader": ["A", "B"], "evidence": EVIDENCE}
    )
    money = Amount(text="5.5", amount="5.50", upper="2e3", currency="EUR", evidence=EVIDENCE)
    records = BulletinRecords(document=Document(**DOCUMENT), delegations=[group], amounts=[money])
    line = records.to_json()
    assert "\n" not in line
    assert '"from":[{"name":"Lahti","country":null,"geonames_id":null,"level":null,' in line
    assert '"amount":5.5,"upper":2000,' in line
    assert BulletinRecords.model_validate_json(line).to_json() == line
    assert [kind for kind, _ in records.facts()] == ["delegations", "amounts"]


def test_the_schema_names_every_field_and_forbids_others() -> None:
    schema = json_schema()
    assert schema["additionalProperties"] is False
    assert {"from", "to", "role", "size"} <= set(schema["$defs"]["Delegation"]["properties"])
    assert all(part.get("additionalProperties") is False for part in schema["$defs"].values())

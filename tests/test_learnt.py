"""The two learnt choices: whose bulletin it is, and which places have a tie that no rule reads."""

import json
from pathlib import Path

import pytest

import pipeline
from pipeline.assembly.likely.candidates import NAMES as LIKELY_NAMES
from pipeline.assembly.likely.records import WEIGHTS as LIKELY_WEIGHTS
from pipeline.home.candidates import NAMES as HOME_NAMES
from pipeline.home.candidates import key_of
from pipeline.home.choosing import WEIGHTS as HOME_WEIGHTS
from pipeline.weights import weights_in

TEXTS = Path(__file__).resolve().parents[1] / "corpus" / "bulletins"
COUNCIL = """Lismore City Council
Ordinary meeting, 3 May 2016
Report: our sister city

Councillors heard that Lismore ratepayers had paid nothing for the trip to China. Cr Ann Doyle said residents
of Lismore wrote to pupils in Conghua, China, every month, and we hope that more of our schools will do so.
Lismore City Council will send Conghua a quilt. The quilt was made by volunteers at Lismore Library.
"""
OFFICE = """Foreign Affairs Office of Leshan Municipal People's Government
Updated: May 3, 2016  Click: 31

On April 29, Mr. Ueda, Mayor of Ichikawa, Japan, came to our city for visit. Leshan and Ichikawa look back
upon long years of exchange. The guests from Ichikawa visited the Giant Buddha, and Leshan Normal University.
"""


@pytest.mark.parametrize(("text", "home"), [(COUNCIL, "Lismore"), (OFFICE, "Leshan")])
def test_a_page_is_of_the_side_that_wrote_it(text: str, home: str) -> None:
    found = pipeline.load().read(text).document.home
    assert found is not None
    assert found.name == home


def test_what_the_caller_says_of_the_home_stands() -> None:
    found = pipeline.load().read(COUNCIL, home="Conghua").document.home
    assert found is not None
    assert found.name == "Conghua"


def test_likely_ties_are_marked_as_such_and_left_out_of_scraps() -> None:
    records = pipeline.load().read(COUNCIL)
    for pair in records.city_pairs:
        assert {place.name for place in pair.places} == {"Lismore", "Conghua"}
    guests = pipeline.load().read_file(TEXTS / "k01-yancheng-jinqiu.txt")
    likely = {pair.places[1].name for pair in guests.city_pairs if pair.rule == "pairs.likely"}
    assert {"鹿岛市", "桂阳区"} <= likely
    short = "Lismore wrote to pupils in Conghua, China."
    assert pipeline.load().read(short, home="Lismore").city_pairs == ()


@pytest.mark.parametrize(("path", "names"), [(HOME_WEIGHTS, HOME_NAMES), (LIKELY_WEIGHTS, LIKELY_NAMES)])
def test_weights_fit_the_features(path: Path, names: tuple[str, ...]) -> None:
    assert set(weights_in(path, (*names, "none"))) == {*names, "none"}
    assert len(set(names)) == len(names)


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"none": 0.0}), encoding="utf-8")
    with pytest.raises(ValueError, match="run make train"):
        weights_in(path, HOME_NAMES)


def test_places_are_the_same_with_and_without_their_kind() -> None:
    assert key_of("Hastings District") == key_of("Hastings")
    assert key_of("德陽市") == key_of("德阳")

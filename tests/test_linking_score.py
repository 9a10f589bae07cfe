"""Place linking: what is right, what is counted, and what context adds."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.linking import Group, Linking, link_places
from evaluation.links import GOOD, Outcome, links_of
from evaluation.statistics import chance
from models.gold import GoldBulletin
from models.records import BulletinRecords
from tests.made import SHA, group, pair

Place = Mapping[str, Any]
KONIN: Place = {"name": "Konin", "country": "PL", "geonames_id": 1, "also_geonames": [2]}
DEYANG: Place = {"name": "Deyang", "country": "CN", "geonames_id": 3, "aliases": ["德阳", "德阳市"]}
HAMLET: Place = {"name": "Fairhaven-by-Nowhere", "country": "GB"}
# What a bare name is linked to.
ATLAS = {"Konin": 1, "Deyang": 77, "Akita City": 5}


def alone(names: Iterable[str]) -> dict[str, int | None]:
    return {name: ATLAS.get(name) for name in names}


def gold(
    *places: Place, name: str = "a", language: str = "en", known: bool = True, **facts: Any
) -> GoldBulletin:
    document = {"id": name, "language": language, "sha256": SHA, "places_identified": known}
    return GoldBulletin.model_validate({"document": document, "delegations": [group(3, to=places)], **facts})


def found(*places: Place, name: str = "a", **fields: Any) -> BulletinRecords:
    document = {"id": name, "language": "en", "sha256": SHA, **fields}
    return BulletinRecords.model_validate({"document": document, "delegations": [group(9, to=places)]})


def outcomes(answer: GoldBulletin, records: BulletinRecords) -> dict[str, str]:
    return {link.place.name: link.outcome.value for link in links_of(answer, records)}


def scored(answers: Iterable[GoldBulletin], records: Iterable[BulletinRecords]) -> Linking:
    linking = link_places(
        {one.document.id: one for one in answers}, {one.document.id: one for one in records}, alone
    )
    assert linking is not None
    return linking


@pytest.mark.parametrize(
    ("wanted", "printed", "outcome"),
    [
        (KONIN, {"name": "Konin", "country": "PL", "geonames_id": 1}, "right"),
        (KONIN, {"name": "KONIN", "geonames_id": 2}, "right"),
        (DEYANG, {"name": "德陽市", "country": "CN", "geonames_id": 3}, "right"),
        (KONIN, {"name": "Konin", "country": "PL", "geonames_id": 9}, "wrong"),
        # The other country is what went wrong, not another place.
        (KONIN, {"name": "Konin", "country": "GB", "geonames_id": 9}, "wrong"),
        (KONIN, {"name": "Konin", "country": "PL"}, "unlinked"),
        (HAMLET, {"name": "Fairhaven-by-Nowhere", "country": "GB", "geonames_id": 9}, "invented"),
        (HAMLET, {"name": "Fairhaven-by-Nowhere", "country": "GB"}, "rightly none"),
        (KONIN, {"name": "Kolin", "country": "PL", "geonames_id": 1}, "not found"),
    ],
)
def test_every_outcome(wanted: Place, printed: Place, outcome: str) -> None:
    assert outcomes(gold(wanted), found(printed)) == {wanted["name"]: outcome}


def test_places_are_found_wherever_the_records_have_them() -> None:
    answer = gold(KONIN, DEYANG)
    document = {"id": "a", "language": "en", "sha256": SHA}
    linked = {"name": "Konin", "country": "PL", "geonames_id": 1}
    evidence = [{"start": 0, "end": 1, "text": "x"}]
    ways: list[dict[str, Any]] = [
        {"document": {**document, "home": linked}},
        {"city_pairs": [{"places": [linked, {"name": "Bonn"}], "evidence": evidence}]},
        {"delegations": [{"from": [linked], "evidence": evidence}]},
        {"tie_totals": [{"place": linked, "count": 3, "evidence": evidence}]},
    ]
    for way in ways:
        records = BulletinRecords.model_validate({"document": document, **way})
        assert outcomes(answer, records) == {"Konin": "right", "Deyang": "not found"}


def test_a_place_counts_once_however_often_it_is_told() -> None:
    answer = gold(KONIN, city_pairs=[{**pair("Konin", "Deyang"), "places": [KONIN, DEYANG]}])
    right = {"name": "Konin", "country": "PL", "geonames_id": 1}
    assert outcomes(answer, found(right, right)) == {"Konin": "right", "Deyang": "not found"}
    # Linked once rightly and once not: somebody who joins the records meets the wrong one.
    assert outcomes(answer, found(right, {**right, "geonames_id": 8}))["Konin"] == "wrong"


def test_what_only_optional_facts_name_is_not_counted() -> None:
    doubted = [{**pair("Konin", "Deyang"), "places": [KONIN, DEYANG], "optional": True}]
    records = found({"name": "Deyang", "geonames_id": 8})
    assert outcomes(gold(KONIN, city_pairs=doubted), records) == {"Konin": "not found"}


def test_a_place_that_the_bulletin_does_not_settle_is_not_counted() -> None:
    unsure = {"name": "Springfield", "country": "US", "unsure": True}
    records = found({"name": "Springfield", "country": "US", "geonames_id": 8})
    assert outcomes(gold(KONIN, unsure), records) == {"Konin": "not found"}


def test_a_name_that_two_places_share_goes_to_the_one_that_fits() -> None:
    city = {"name": "Akita City", "aliases": ["Akita"], "country": "JP", "geonames_id": 5}
    prefecture = {"name": "Akita Prefecture", "aliases": ["Akita"], "country": "JP", "geonames_id": 6}
    answer = gold(city, prefecture)
    for identifier, expected in ((5, "right/not found"), (6, "not found/right"), (7, "wrong/wrong")):
        linked = outcomes(answer, found({"name": "Akita", "country": "JP", "geonames_id": identifier}))
        assert "/".join(linked.values()) == expected
    kents = gold(
        {"name": "Kent", "country": "GB", "geonames_id": 10},
        {"name": "Kent", "country": "US", "geonames_id": 11},
    )
    links = links_of(
        kents, found({"name": "Kent", "country": "US", "geonames_id": 11}, {"name": "Kent", "country": "GB"})
    )
    assert [link.outcome for link in links] == [Outcome.UNLINKED, Outcome.RIGHT]


def test_shares_and_counts_of_a_known_case() -> None:
    answers = [
        gold(KONIN, DEYANG, HAMLET),
        gold(DEYANG, name="b", language="zh"),
        gold(name="c", known=False),
    ]
    records = [
        found(
            {"name": "Konin", "country": "PL", "geonames_id": 1},
            {"name": "德阳", "country": "CN"},
            {"name": "Fairhaven-by-Nowhere"},
        ),
        found({"name": "德阳市", "country": "CN", "geonames_id": 3}, name="b"),
        found(name="c"),
    ]
    linking = scored(answers, records)
    assert linking.bulletins == 2
    every, english = linking.groups["all"], linking.groups["en"]
    assert (every.found.part, every.found.whole) == (4, 4)
    assert (every.linked.part, english.right.part, every.right.part, every.right.whole) == (2, 2, 3, 4)
    assert (every.right_country.part, every.right_country.whole) == (3, 4)
    # Alone, Deyang is another one; Konin is right, and of the hamlet nothing is known.
    assert (every.bare.right.part, every.bare.change.part) == (2, 1)
    assert (english.bare.change.part, linking.groups["zh"].bare.change.part) == (0, 1)
    assert english.bare.p == 1.0
    low, high = every.right.interval.low, every.right.interval.high
    assert low is not None
    assert high is not None
    assert low <= 0.75 <= high
    assert [link.outcome for link in linking.wrong] == [Outcome.UNLINKED]


def test_without_identified_places_there_is_no_score_and_no_lookup() -> None:
    def never(names: Iterable[str]) -> dict[str, int | None]:
        raise AssertionError(names)

    assert link_places({"a": gold(known=False)}, {"a": found()}, never) is None


def test_gains_that_all_point_one_way_are_no_chance() -> None:
    assert chance([2, 1, 1, 3, 1, 1, 2, 1]) < 0.05
    assert chance([2, -2, 1, -1]) == 1.0


_identifiers = st.sampled_from([None, 1, 3, 9])
_bulletins = st.lists(
    st.tuples(
        st.lists(st.sampled_from([KONIN, DEYANG, HAMLET]), unique_by=lambda place: place["name"], max_size=3),
        st.lists(st.tuples(st.sampled_from(["Konin", "德阳", "Deyang", "Bonn"]), _identifiers), max_size=4),
        st.sampled_from(["en", "zh", "mul"]),
    ),
    min_size=1,
    max_size=5,
)
Made = list[tuple[list[Place], list[tuple[str, int | None]], str]]


def made(bulletins: Made) -> tuple[list[GoldBulletin], list[BulletinRecords]]:
    answers = [
        gold(*places, name=str(number), language=language)
        for number, (places, _, language) in enumerate(bulletins)
    ]
    records = [
        found(*({"name": name, "geonames_id": identifier} for name, identifier in linked), name=str(number))
        for number, (_, linked, _) in enumerate(bulletins)
    ]
    return answers, records


def counts(scores: Group) -> list[int]:
    shares = (
        scores.found,
        scores.linked,
        scores.right,
        scores.right_of_all,
        scores.bare.right,
        scores.bare.change,
    )
    return [number for share in shares for number in (share.part, share.whole)]


@settings(max_examples=30)
@given(_bulletins)
def test_many_bulletins_score_as_the_sum_of_each(bulletins: Made) -> None:
    answers, records = made(bulletins)
    each = [counts(scored([a], [r]).groups["all"]) for a, r in zip(answers, records, strict=True)]
    assert counts(scored(answers, records).groups["all"]) == [
        sum(column) for column in zip(*each, strict=True)
    ]


@settings(max_examples=30)
@given(_bulletins, st.randoms())
def test_order_does_not_matter(bulletins: Made, random: Any) -> None:
    answers, records = made(bulletins)
    expected = scored(answers, records).groups
    shuffled = [one.model_copy(update={"delegations": _mixed(one.delegations, random)}) for one in records]
    random.shuffle(answers)
    random.shuffle(shuffled)
    assert scored(answers, shuffled).groups == expected


def _mixed(groups: Any, random: Any) -> Any:
    [one] = groups
    return (one.model_copy(update={"to": tuple(random.sample(one.to, len(one.to)))}),)


@settings(max_examples=30)
@given(_bulletins)
def test_shares_hold_together(bulletins: Made) -> None:
    for scores in scored(*made(bulletins)).groups.values():
        assert sum(scores.outcomes.values()) == scores.found.whole
        assert scores.right.part == sum(scores.outcomes[one] for one in GOOD) == scores.right_of_all.part
        assert scores.right.part - scores.bare.right.part == scores.bare.change.part
        assert scores.right.part <= scores.found.part <= scores.found.whole

"""Gold and records made for tests: small worlds of facts, by hand and by Hypothesis."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from models.gold import KINDS, GoldBulletin
from models.records import BulletinRecords

TEXT = "x" * 400
SHA = hashlib.sha256(TEXT.encode()).hexdigest()
Facts = Mapping[str, Sequence[Mapping[str, Any]]]


def span(start: int, end: int, text: str = TEXT) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}


def date(start: str = "2015-05-01", end: str | None = None, at: int = 0, **more: Any) -> dict[str, Any]:
    return {"text": "x", "start": start, "end": end or start, "evidence": [span(at, at + 4)], **more}


def amount(value: str, currency: str = "CNY", at: int = 0, **more: Any) -> dict[str, Any]:
    return {"text": "x", "amount": value, "currency": currency, "evidence": [span(at, at + 4)], **more}


def leader(name: str, title: str = "Mayor", at: int = 0, **more: Any) -> dict[str, Any]:
    return {"names": [name], "titles": [title], "evidence": [span(at, at + 4)], **more}


def group(size: int | None, at: int = 0, **more: Any) -> dict[str, Any]:
    return {"size": size, "evidence": [span(at, at + 4)], **more}


def pair(one: str, other: str, at: int = 0, **more: Any) -> dict[str, Any]:
    return {"places": [{"name": one}, {"name": other}], "evidence": [span(at, at + 4)], **more}


def gold(facts: Facts, name: str = "a", language: str = "en") -> GoldBulletin:
    document = {"id": name, "language": language, "sha256": SHA}
    return GoldBulletin.model_validate({"document": document, **facts})


def records(facts: Facts, name: str = "a", language: str = "en") -> BulletinRecords:
    document = {"id": name, "language": language, "sha256": SHA}
    return BulletinRecords.model_validate({"document": document, **facts})


_places = st.sampled_from(["Konin", "Bonn", "拉赫蒂", "德陽", "Lahti"])
_at = st.integers(0, 40)
_modifier = st.sampled_from([None, "about", "over"])
_days = st.sampled_from(["2015-05-01", "2015-05-02", "2016-01-01"])
_made: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "dates": st.builds(lambda start, at: date(start, "2016-12-31", at), _days, _at),
    "amounts": st.builds(
        lambda value, unit, at, modifier: amount(value, unit, at, modifier=modifier),
        st.sampled_from(["5.3", "53", "530000000"]),
        st.sampled_from(["CNY", "USD"]),
        _at,
        _modifier,
    ),
    "leaders": st.builds(
        leader, st.sampled_from(["Zhao Hui", "赵辉", "Li Na"]), st.sampled_from(["Mayor", "市长"]), _at
    ),
    "delegations": st.builds(
        lambda size, at, place, modifier: group(size, at, modifier=modifier, to=[{"name": place}]),
        st.sampled_from([None, 6, 12]),
        _at,
        _places,
        _modifier,
    ),
    "city_pairs": st.builds(
        lambda places, at: pair(*places, at), st.sampled_from([("Konin", "德陽"), ("Bonn", "Lahti")]), _at
    ),
}
assert set(_made) == set(KINDS)


def facts() -> st.SearchStrategy[dict[str, list[dict[str, Any]]]]:
    return st.fixed_dictionaries({kind: st.lists(made, max_size=4) for kind, made in _made.items()})

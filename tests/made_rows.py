"""Rows of bulletins made for tests, by hand and by Hypothesis, and written."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from made import SHA

from models.records import BulletinRecords
from pipeline.batch.outputs import Form, Row, opened

# What forms stumble over: formulas, quotes, line ends of every kind, texts beyond ASCII, a null character.
WORDS = [
    "Konin",
    "德阳市",
    "=1+1",
    "'=x",
    "-5",
    'a "b", c',
    "a\r\nb",
    "a\rb",
    "tab\t",
    "null",
    "a\x00b",
    "𠮷",
    "[1]",
]


def span(text: str = "x", start: int = 0) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text}


def place(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, **more}


def row(facts: dict[str, Any], name: str = "a", **document: Any) -> Row:
    told = {"id": name, "language": "en", "sha256": SHA, **document}
    records = BulletinRecords.model_validate({"document": told, **facts})
    return Row(f"{name}.txt", records.to_json().encode())


KONIN = place("Konin", country="PL", geonames_id=3095321, level="city", latitude=52.22, longitude=18.25)
DEYANG = place(
    "德阳", country="CN", geonames_id=1812961, subdivision="CN-SC", name_en="Deyang", name_zh="德阳"
)
SINCE = {"start": "2000-09-07", "end": "2000-09-07", "granularity": "day", "modifier": None}
MAY = {"start": "2015-05-01", "end": "2015-05-31", "granularity": "month", "modifier": "approx"}
FULL = {
    "city_pairs": [
        {
            "places": [DEYANG, KONIN],
            "relation": "sister",
            "stage": "established",
            "since": SINCE,
            "history": [{"event": "signing", "date": SINCE, "evidence": [span("signed", 4)]}],
            "rule": "pairs.trigger",
            "evidence": [span("ties"), span("友好", 90)],
        }
    ],
    "delegations": [
        {
            "role": "delegation",
            "size": 6,
            "modifier": "about",
            "visits": 2,
            "kind": "government",
            "from": [DEYANG],
            "to": [KONIN, place("Bonn")],
            "leader": "Zhao Hui",
            "dates": MAY,
            "rule": "delegations.group_sized",
            "evidence": [span("a group")],
        },
        {"leader": ["Zhao Hui", "Wu Lan"], "evidence": [span("guests")]},
    ],
    "leaders": [
        {"names": ["Zhao Hui", "赵辉"], "titles": ["Mayor", "Chair"], "of": ["Deyang"], "evidence": [span()]}
    ],
    "amounts": [
        {"text": "¥5.3", "amount": "5.3", "currency": "CNY", "modifier": "over", "evidence": [span()]},
        {"text": "2-3", "amount": "2", "upper": "3", "currency": "USD", "evidence": [span()]},
    ],
    "dates": [{"text": "May", **MAY, "rule": "en.month", "evidence": [span("May", 7)]}],
    "tie_totals": [
        {
            "place": KONIN,
            "count": 12,
            "modifier": "over",
            "relation": None,
            "as_of": MAY,
            "evidence": [span()],
        }
    ],
}
DOCUMENT = {
    "title": "=Ties, 友城",
    "published": "2015-10-13",
    "publisher": "Konin",
    "home": DEYANG,
    "warnings": ["one", "two"],
}

SOME = [row(FULL, "a", **DOCUMENT), row({}, "b"), row({"dates": FULL["dates"]}, "c")]
BULLETINS = [form for form in Form if form is not Form.csv]
BOTH = [(form, False) for form in BULLETINS] + [(form, True) for form in Form]


def write(path: Path, form: Form, some: Iterable[Row], *, flat: bool = False) -> Path:
    sink = opened(str(path), form, flat=flat, version="1")
    for one in some:
        sink.add(one)
    sink.close()
    return path


def temporary(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


_words = st.sampled_from(WORDS)
_maybe_words = st.none() | _words
_spans = st.lists(st.builds(span, _words, st.integers(0, 10**6)), min_size=1, max_size=3)
_days = st.dates().map(str)
_count_modifiers = st.sampled_from([None, "about", "up to"])


@st.composite
def _times(draw: st.DrawFn) -> dict[str, Any]:
    start, end = sorted([draw(_days), draw(_days)])
    told = draw(st.sampled_from(["day", "decade"])), draw(st.sampled_from([None, "end"]))
    return {"start": start, "end": end, "granularity": told[0], "modifier": told[1]}


@st.composite
def _places(draw: st.DrawFn) -> dict[str, Any]:
    point = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))) or (None, None)
    return {
        "name": draw(_words),
        "country": draw(st.sampled_from([None, "PL", "CN"])),
        "geonames_id": draw(st.none() | st.integers(1, 2**40)),
        "level": draw(st.sampled_from([None, "city", "admin1"])),
        "subdivision": draw(st.sampled_from([None, "CN-SC"])),
        "latitude": point[0],
        "longitude": point[1],
        "name_zh": draw(_maybe_words),
    }


_rules: dict[str, Any] = {"rule": _maybe_words, "evidence": _spans}
_maybe_times = st.none() | _times()
_sums = st.decimals(0, 10**12, places=2)
_names = st.lists(_words, min_size=2, max_size=3)
_steps = {"event": st.sampled_from(["contact", "end"]), "date": _maybe_times, "evidence": _spans}
_other = place("Elsewhere", country="FI")
_kinds: dict[str, dict[str, Any]] = {
    "city_pairs": {
        "places": _places().map(lambda one: [one, _other]),
        "relation": st.sampled_from(["sister", "friendly-exchange"]),
        "stage": st.sampled_from(["established", "ended"]),
        "since": _maybe_times,
        "history": st.lists(st.fixed_dictionaries(_steps), max_size=2),
    },
    "delegations": {
        "role": st.sampled_from(["delegation", "total"]),
        "size": st.none() | st.integers(1, 10**6),
        "modifier": _count_modifiers,
        "visits": st.integers(1, 99),
        "kind": _maybe_words,
        "from": st.lists(_places(), max_size=2),
        "to": st.lists(_places(), max_size=2),
        "leader": _maybe_words | _names,
        "dates": _maybe_times,
    },
    "leaders": {"names": _names, "titles": _names, "of": st.lists(_words, max_size=2)},
    "amounts": {
        "text": _words,
        "amount": _sums,
        "upper": st.none() | st.integers(10**12 + 1, 2**62),
        "currency": st.sampled_from(["CNY", "JPY"]),
        "modifier": _count_modifiers,
    },
    "tie_totals": {
        "place": st.none() | _places(),
        "count": st.integers(1, 500),
        "modifier": _count_modifiers,
        "relation": st.sampled_from([None, "sister"]),
        "as_of": _maybe_times,
    },
}
_facts = {
    kind: st.lists(st.fixed_dictionaries({**fields, **_rules}), max_size=2) for kind, fields in _kinds.items()
}
_facts["dates"] = st.lists(
    st.builds(
        lambda time, text, rule, spans: {**time, "text": text, "rule": rule, "evidence": spans},
        _times(),
        _words,
        _maybe_words,
        _spans,
    ),
    max_size=2,
)
_documents = st.fixed_dictionaries(
    {
        "title": _maybe_words,
        "published": st.none() | _days,
        "publisher": _maybe_words,
        "home": st.none() | _places(),
        "warnings": st.lists(_words, max_size=2),
    }
)
rows = st.lists(
    st.builds(
        lambda facts, document, name: row(facts, name, **document),
        st.fixed_dictionaries(_facts),
        _documents,
        _words,
    ),
    max_size=4,
)

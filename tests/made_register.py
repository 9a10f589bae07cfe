"""A register made for tests of what is done with registers, out of records of three invented bulletins."""

import hashlib
from pathlib import Path
from typing import Any

from models import BulletinRecords
from pipeline.register.building import register
from pipeline.register.store import create_register

HOSTILE = '=HYPERLINK("http://x"),\n\'𠮷"🙂\x0b</b>\ttie | two */'
FORMULA = "@SUM(A1)"


def place(
    name: str, country: str | None = None, number: int | None = None, at: tuple[float, float] | None = None
):
    latitude, longitude = at or (None, None)
    return {
        "name": name,
        "country": country,
        "geonames_id": number,
        "latitude": latitude,
        "longitude": longitude,
        "name_en": name if number else None,
        "level": "city" if number else None,
    }


DEYANG = place("Deyang", "CN", 1812961, (31.13, 104.38))
KONIN = place("Konin", "PL", 3095321, (52.22, 18.25))
LAHTI = place("Lahti", "FI", 649360, (60.98, 25.66))
BONN = place("Bonn", "DE", 2946447, (50.73, 7.1))
LILLE = place("Lille", "FR", 2998324, (50.63, 3.06))
OSAKA = place("Osaka", "JP", 1853909, (34.69, 135.5))
VANCOUVER = place("Vancouver", "CA", 6173331, (49.25, -123.12))
YOKOHAMA = place("Yokohama", "JP", 1848354, (35.44, 139.64))
NOWHERE = place(HOSTILE)


def span(text: str, start: int = 0) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text}


def date(start: str, end: str | None = None, granularity: str = "day", modifier: str | None = None):
    return {"start": start, "end": end or start, "granularity": granularity, "modifier": modifier}


def year(number: int, modifier: str | None = None) -> dict[str, Any]:
    return date(f"{number:04}-01-01", f"{number:04}-12-31", "year", modifier)


def tie(one: dict[str, Any], other: dict[str, Any], said: str = "friendship city", **more: Any):
    return {"places": [one, other], "evidence": [span(said, 40)], "rule": "pairs.trigger", **more}


def bulletin(name: str, published: str | None, title: str | None, language: str = "en", **facts: Any):
    document = {
        "id": name,
        "language": language,
        "title": title,
        "published": published,
        "publisher": "Deyang Daily",
        "home": DEYANG,
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
    }
    return BulletinRecords.model_validate({"document": document, **facts})


def visit(size: int | None, one: list[Any], other: list[Any], **more: Any) -> dict[str, Any]:
    return {"size": size, "from": one, "to": other, "evidence": [span("delegation", 7)], **more}


BULLETINS = [
    bulletin(
        "visit-2015",
        "2015-10-13",
        "Deyang visits Konin\t| /* a title */",
        city_pairs=[
            tie(DEYANG, KONIN, since=date("2000-09-07")),
            tie(DEYANG, LAHTI, since=date("2002-05-03")),
            tie(VANCOUVER, YOKOHAMA, since=year(1965)),
            tie(KONIN, BONN, since=year(1990, "approx")),
            tie(LAHTI, BONN, stage="ended"),
            tie(DEYANG, NOWHERE, since=date("1899-05-01"), evidence=[span(HOSTILE, 3), span(FORMULA, 60)]),
        ],
        delegations=[
            visit(6, [DEYANG], [KONIN, LAHTI], leader="Zhao Hui", dates=date("2015-10-12", "2015-10-21")),
            visit(
                30,
                [],
                [DEYANG],
                kind="students",
                modifier="over",
                dates=date("2014-03-01", "2014-03-31", "month"),
            ),
            visit(1000, [], [DEYANG], role="attendance", dates=date("2015-10-01")),
        ],
        leaders=[
            {
                "names": ["Zhao Hui", "赵辉"],
                "titles": ["Mayor"],
                "of": ["Deyang"],
                "evidence": [span("Zhao Hui")],
            },
            {"names": [FORMULA], "titles": ["-1"], "evidence": [span(FORMULA)]},
        ],
        amounts=[
            {"text": "$4.7m", "amount": 4700000, "currency": "USD", "evidence": [span("$4.7m")]},
            {"text": "+5", "amount": 0.5, "upper": 2, "currency": "EUR", "evidence": [span("+5")]},
        ],
    ),
    bulletin(
        "ties-2019",
        "2019-08-01",
        "德阳友好城市一览",
        "zh",
        city_pairs=[
            tie(DEYANG, LAHTI, since=date("2003-05-03")),
            tie(
                DEYANG,
                BONN,
                stage="ended",
                since=date("1998-06-01", "1998-06-30", "month"),
                history=[{"event": "end", "date": date("2018-04-02"), "evidence": [span("终止")]}],
            ),
            tie(DEYANG, LILLE, relation="friendly-exchange", since=year(2010)),
            tie(DEYANG, OSAKA, stage="intended", since=date("2019-07-01")),
        ],
    ),
    bulletin(
        "bare", None, None, city_pairs=[tie(LAHTI, OSAKA, since=year(1990, "approx")), tie(KONIN, LILLE)]
    ),
]


def made_register(path: Path) -> Path:
    engine = create_register(path)
    register(BULLETINS, engine)
    engine.dispose()
    return path

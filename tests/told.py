"""Records made by hand, for tests of what is built out of records."""

import hashlib
from typing import Any

from models import BulletinRecords

DEYANG = {
    "name": "Deyang",
    "country": "CN",
    "geonames_id": 1812961,
    "level": "city",
    "subdivision": "CN-SC",
    "latitude": 31.13,
    "longitude": 104.38,
    "name_en": "Deyang",
    "name_zh": "德阳",
}
LAHTI = {
    "name": "Lahti",
    "country": "FI",
    "geonames_id": 649360,
    "level": "city",
    "subdivision": "FI-16",
    "latitude": 60.98,
    "longitude": 25.66,
    "name_en": "Lahti",
    "name_zh": "拉赫蒂",
}
VANCOUVER = {
    "name": "Vancouver",
    "country": "CA",
    "geonames_id": 6173331,
    "level": "city",
    "subdivision": "CA-BC",
    "latitude": 49.25,
    "longitude": -123.12,
    "name_en": "Vancouver",
    "name_zh": "温哥华",
}


def when(text: str) -> dict[str, Any]:
    """Return the date `2000`, `2000-09`, `2000-09-07` or `2015-10-12/2015-10-21`."""
    if "/" in text:
        start, end = text.split("/")
        return {"start": start, "end": end, "granularity": "day"}
    if len(text) == 4:
        return {"start": f"{text}-01-01", "end": f"{text}-12-31", "granularity": "year"}
    if len(text) == 7:
        return {"start": f"{text}-01", "end": f"{text}-28", "granularity": "month"}
    return {"start": text, "end": text, "granularity": "day"}


def pair(a: dict[str, Any], b: dict[str, Any], since: str | None = None, **fields: Any) -> dict[str, Any]:
    """Return a city pair."""
    return {"places": [a, b], "since": when(since) if since else None, "evidence": [SPAN], **fields}


def visit(
    from_: dict[str, Any], to: dict[str, Any], size: int | None, dates: str | None, **fields: Any
) -> dict[str, Any]:
    """Return a delegation."""
    return {
        "from": [from_],
        "to": [to],
        "size": size,
        "dates": when(dates) if dates else None,
        "evidence": [SPAN],
        **fields,
    }


def leader(*names: str, title: str = "Mayor", of: str = "Deyang") -> dict[str, Any]:
    """Return a leader."""
    return {"names": names, "titles": [title], "of": [of], "evidence": [SPAN]}


def money(amount: float, currency: str, text: str | None = None) -> dict[str, Any]:
    """Return an amount."""
    return {
        "amount": amount,
        "currency": currency,
        "text": text or f"{currency} {amount}",
        "evidence": [SPAN],
    }


def total(place: dict[str, Any], count: int, as_of: str | None = None) -> dict[str, Any]:
    """Return a count of ties."""
    return {"place": place, "count": count, "as_of": when(as_of) if as_of else None, "evidence": [SPAN]}


def bulletin(
    name: str,
    *,
    published: str | None = None,
    language: str = "en",
    home: dict[str, Any] | None = DEYANG,
    text: str | None = None,
    **facts: Any,
) -> BulletinRecords:
    """Return the records of a bulletin with these facts."""
    sha256 = hashlib.sha256((text or name).encode()).hexdigest()
    document = {"id": name, "language": language, "published": published, "home": home, "sha256": sha256}
    return BulletinRecords.model_validate({"document": document, **facts})


SPAN = {"start": 0, "end": 5, "text": "words"}

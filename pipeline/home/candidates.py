"""The places that may be a bulletin's own, each with what speaks for it, as numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log1p

from corpus import Bulletin
from corpus.simplify import simplified
from pipeline.analysis import CHINESE, looks_chinese
from pipeline.home.signs import sign
from pipeline.mentions import Mention
from pipeline.places import PlaceReading, read_places

HAN = re.compile(r"[㐀-鿿]")
_HAN_STYLE = re.compile(r"(?<=..)[市县区州省府]$")
_SAMPLE = 30_000
_FOOT = 400

NAMES = (
    "as_framed", "count", "share_of_side", "share_of_all", "title_first", "title_later", "publisher", "head",
    "foot", "own_organisation", "own_organisation_head", "mayor", "going", "explained", "first_place",
    "first_of_side", "early", "abroad", "abroad_outside", "chinese_outside", "abroad_us", "chinese_site",
    "abroad_site", "our_city_chinese", "region", "country", "unknown", "alone_abroad", "abroad_words",
    "only_side", "owner", "with", "here", "explained_china", "city_of", "subject", "explained_country",
    "side_explained", "other_side_explained", "part",
)  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A place, how often each of its printed forms stands in the body, and its features by name."""

    key: str
    reading: PlaceReading
    forms: dict[str, int] = field(default_factory=dict)
    count: int = 0
    first: float = 1.0
    features: dict[str, float] = field(default_factory=dict)

    @property
    def chinese(self) -> bool:
        """Whether the place lies in China, or is spelt as if it did."""
        country = self.reading.country
        return country in CHINESE if country else bool(looks_chinese(self.reading.name))

    def add(self, name: str, value: float = 1.0) -> None:
        """Count a feature up."""
        self.features[name] = self.features.get(name, 0.0) + value

    def vector(self) -> list[float]:
        """Return the features in the order of `NAMES`."""
        return [self.features.get(name, 0.0) for name in NAMES]


Places = Sequence[tuple[str, Sequence[Mention[PlaceReading]]]]


def candidates(bulletin: Bulletin, body: Places) -> list[Candidate]:
    """Return the places that the bulletin names, with their features.

    `body` holds the analysed text of each passage with the places that were read in it.
    """
    found: dict[str, Candidate] = {}
    text = "\n".join(part for part, _ in body)[:_SAMPLE]
    _read_body(found, body)
    _read_councils(found, text)
    _read_frame(found, bulletin)
    _weigh(found, bulletin, text)
    return list(found.values())


def _candidate(found: dict[str, Candidate], reading: PlaceReading) -> Candidate:
    key = key_of(reading.name)
    candidate = found.get(key)
    if candidate is None:
        candidate = found[key] = Candidate(key, reading)
    elif reading.country and not candidate.reading.country:
        candidate.reading = reading
    return candidate


def key_of(name: str) -> str:
    """Return a name for comparison: without `City` or `市`, simplified and case folded.

    >>> key_of("City of Kent"), key_of("丹陽市")
    ('kent', '丹阳')
    """
    plain = sign("style").sub("", sign("style").sub("", name))
    bare = _HAN_STYLE.sub("", simplified(plain))
    return bare.casefold().replace("’", "'").strip()


def _read_body(found: dict[str, Candidate], body: Places) -> None:
    left, total = _SAMPLE, min(_SAMPLE, sum(len(text) for text, _ in body)) or 1
    for text, mentions in body:
        for number, mention in enumerate(mentions):
            if mention.start >= left:
                break
            if mention.value.role == "home":
                continue
            candidate = _candidate(found, mention.value)
            if mention.value.role == "qualifier":
                continue
            candidate.count += 1
            candidate.first = min(candidate.first, (_SAMPLE - left + mention.start) / total)
            form = text[mention.start : mention.end]
            candidate.forms[form] = candidate.forms.get(form, 0) + 1
            _read_around(candidate, text, mention, mentions[number + 1 : number + 2])
        left -= len(text)
        if left <= 0:
            break


def _read_around(
    candidate: Candidate,
    text: str,
    mention: Mention[PlaceReading],
    following: Sequence[Mention[PlaceReading]],
) -> None:
    before, after = text[max(0, mention.start - 40) : mention.start], text[mention.end : mention.end + 60]
    if sign("own_after").match(after) or sign("own_before").search(before):
        candidate.add("organisations")
    if sign("mayor_after").match(after) or sign("mayor_before").search(before):
        candidate.add("mayors")
    if sign("going").search(before):
        candidate.add("goings")
    for name, pattern in (
        ("withs", sign("with")),
        ("heres", sign("here")),
        ("subjects", sign("subject")),
        ("cities_of", sign("city_of")),
    ):
        if pattern.search(before):
            candidate.add(name)
    if sign("owner_after").match(after):
        candidate.add("owners")
    for other in following:
        if other.value.role == "qualifier" and other.start - mention.end < 12:
            kind = "in_country" if other.value.level == "country" else "explanations"
            candidate.add("in_china" if other.value.country in CHINESE else kind)


def _read_councils(found: dict[str, Candidate], text: str) -> None:
    """Count the places whose councils the page names, known or not."""
    for match in sign("council").finditer(text):
        name = match[1].removeprefix("The ")
        candidate = _candidate(found, PlaceReading(name))
        if not candidate.count:
            candidate.count, candidate.first = 1, match.start() / max(1, len(text))
            candidate.forms[name] = 1
        candidate.add("organisations", 2.0)
        # `Fermanagh and Omagh District Council`: neither is the place.
        for part in re.split(r" (?:and|&|upon|on|of) ", name)[:4]:
            other = found.get(key_of(part))
            if other and other is not candidate:
                other.add("part")
                candidate.count = max(candidate.count, other.count)


def _read_frame(found: dict[str, Candidate], bulletin: Bulletin) -> None:
    """Count the places of the headline, the publisher, and of the lines outside the body."""
    if bulletin.home:
        for mention in _places(bulletin.home)[:1]:
            _candidate(found, mention.value).add("as_framed")
    for rank, mention in enumerate(_places(bulletin.title or "")):
        if mention.value.role != "qualifier":
            _candidate(found, mention.value).add("title_later" if rank else "title_first")
    for mention in _places(bulletin.publisher or ""):
        _candidate(found, mention.value).add("publisher")
    for name, part in _outside(bulletin):
        for mention in _places(part):
            known = mention.value.country or key_of(mention.value.name) in found
            if mention.value.role != "home" and known:
                candidate = _candidate(found, mention.value)
                candidate.add(name)
                after = part[mention.end : mention.end + 60]
                if sign("own_after").match(after) or sign("own_before").search(part[: mention.start]):
                    candidate.add("own_organisation_head")


def _outside(bulletin: Bulletin) -> Iterator[tuple[str, str]]:
    """Yield what stands over the body, with its first line, and under it with the last of it."""
    if not bulletin.passages:
        return
    starts = [passage.offsets[0] for passage in bulletin.passages]
    ends = [passage.offsets[-1] for passage in bulletin.passages]
    head = bulletin.text[: min(starts)][-2000:] + bulletin.text[min(starts) :].split("\n", 1)[0][:200]
    body_end = max(ends)
    foot = bulletin.text[max(0, body_end - _FOOT) : body_end + 1500]
    yield "head", head
    yield "foot", foot


def _places(text: str) -> Sequence[Mention[PlaceReading]]:
    if not text.strip():
        return ()
    chinese = len(HAN.findall(text)) * 4 > len(text.strip())
    shown = text
    if not chinese:
        # A masthead in capitals: `CITY OF RICHMOND`.
        shown = re.sub(r"[A-Z][A-Z’']{2,}(?=\b)", lambda match: match[0].capitalize(), text)
    return read_places(simplified(shown) if chinese else shown, "zh" if chinese else "en")


def _weigh(found: dict[str, Candidate], bulletin: Bulletin, text: str) -> None:
    """Turn counts into features."""
    all_ = [one for one in found.values() if one.reading.level != "country"]
    most = max((one.count for one in all_), default=1) or 1
    sides = {
        side: max((one.count for one in all_ if one.chinese is side), default=1) or 1
        for side in (True, False)
    }
    first = min((one.first for one in all_), default=1.0)
    firsts = {
        side: min((one.first for one in all_ if one.chinese is side), default=1.0) for side in (True, False)
    }
    on_side = {side: sum(one.chinese is side for one in all_) for side in (True, False)}
    us, outside = len(sign("us").findall(text)), len(sign("outside").findall(text))
    our_city, site = bool(sign("our_city").search(text)), bool(sign("chinese_site").search(bulletin.text))
    talk = len(sign("words_abroad").findall(text))
    explained = {
        True: float(any("in_china" in one.features for one in all_)),
        False: float(any("in_country" in one.features for one in all_)),
    }
    for one in found.values():
        raw, country = one.features, one.reading.level == "country"
        chinese, abroad = float(one.chinese), float(not one.chinese and not country)
        one.features = {
            "as_framed": min(1.0, raw.get("as_framed", 0)),
            "count": log1p(one.count),
            "share_of_side": one.count / sides[one.chinese],
            "share_of_all": one.count / most,
            "title_first": min(1.0, raw.get("title_first", 0)),
            "title_later": min(1.0, raw.get("title_later", 0)),
            "publisher": min(1.0, raw.get("publisher", 0)),
            "head": min(1.0, raw.get("head", 0)),
            "foot": min(1.0, raw.get("foot", 0)),
            "own_organisation": log1p(raw.get("organisations", 0)),
            "own_organisation_head": min(1.0, raw.get("own_organisation_head", 0)),
            "mayor": log1p(raw.get("mayors", 0)),
            "going": raw.get("goings", 0) / max(1, one.count),
            "explained": raw.get("explanations", 0) / max(1, one.count),
            "owner": log1p(raw.get("owners", 0)),
            "with": raw.get("withs", 0) / max(1, one.count),
            "here": min(1.0, raw.get("heres", 0)),
            "explained_china": min(1.0, raw.get("in_china", 0)),
            "city_of": log1p(raw.get("cities_of", 0)),
            "subject": raw.get("subjects", 0) / max(1, one.count),
            "explained_country": min(1.0, raw.get("in_country", 0)),
            "side_explained": explained[one.chinese],
            "other_side_explained": explained[not one.chinese],
            "part": min(1.0, raw.get("part", 0)),
            "first_place": float(one.first == first),
            "first_of_side": float(one.first == firsts[one.chinese]),
            "early": 1.0 - one.first,
            "abroad": abroad,
            "abroad_outside": abroad * log1p(outside),
            "chinese_outside": chinese * log1p(outside),
            "abroad_us": abroad * log1p(us),
            "chinese_site": chinese * site,
            "abroad_site": abroad * site,
            "our_city_chinese": chinese * our_city,
            "region": float(one.reading.level == "admin1"),
            "country": float(country),
            "unknown": float(one.reading.country is None),
            "alone_abroad": abroad * (on_side[False] == 1),
            "abroad_words": abroad * log1p(talk),
            "only_side": float(on_side[one.chinese] == 1),
        }

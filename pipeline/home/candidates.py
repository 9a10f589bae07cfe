"""The places that may be a bulletin's own, each with what speaks for it, as numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log1p

from corpus import Bulletin
from corpus.simplify import simplified
from pipeline.analysis import CHINESE, looks_chinese
from pipeline.lexicon import alternatives, words
from pipeline.mentions import Mention
from pipeline.places import PlaceReading, read_places

HAN = re.compile(r"[㐀-鿿]")
_STYLE = re.compile(
    r"(?i)^(?:the )?(?:(?:city|town|county|district|province|state|borough|municipality) of )"
    r"|[ -](?:city|municipality|municipal|town|district|county|province|prefecture|borough|shire|kommun)$"
)
_HAN_STYLE = re.compile(r"(?<=..)[市县区州省府]$")
# An organisation of the place itself speaks: `Hastings District Council`, `Kent Sister Cities`, `德阳市外办`.
_OWN_AFTER = re.compile(
    r"^(?:’s|'s)?(?: (?:City|County|District|Town|Borough|Shire|Regional|Municipal|Lakes|Area|State|Province|Provincial))*"
    r" (?:Council|Commission|Sister Cit|Government|Mayor|Association|Chamber|Daily|Times|News|Herald|Press|Post|Weekly|"
    r"Star|Gazette|Courier|Chronicle|Tribune|Journal|Mirror|Foreign Affairs|City Hall|Yearbook|Office|People)"
    r"|^(?:市|省|州|县|区|镇|乡)?(?:委|政府|人民政府|人大|政协|外办|外事|市长|省长|对外友协|日报|晚报|发布|年鉴|公所|议会)"
)
_OWN_BEFORE = re.compile(
    r"(?:(?:City|Town|County|Borough|District|Municipality|Government|Council|Mayor|mayor|Chamber|Office"
    r"|Municipal Committee|CPC) of|Visit|Bürgermeister von) (?:the )?(?:City of )?$"
)
_MAYOR = re.compile(
    r"^(?:’s|'s)? (?:[Dd]eputy |[Vv]ice[- ]|[Aa]cting )?(?:[Mm]ayor|[Cc]ouncil|[Oo]fficials?)\b"
)
_MAYOR_OF = re.compile(r"(?i)mayor of (?:the city of )?$")
_GOING = re.compile(
    r"(?i)(?:\b(?:visit(?:ed|s|ing)? (?:to )?|trip to |travel\w* to |tour of |(?:delegation|guests|students) from "
    r"|from |to |back from ))(?:the )?(?:city of )?$|(?:访问|前往|赴|来自|访)$"
)
_WITH = re.compile(
    r"(?i)\b(?:with |between |twinned with |sister,? |sister city,? (?:of )?|twin town (?:of )?|partner city (?:of )?)"
    r"(?:the )?(?:city of )?$|[与和同对]$"
)
_OWNER_AFTER = re.compile(
    r"(?:’s|'s|’|') (?:\w+ ){0,2}(?:sister|twin|partner|friendship|relationship)\b"
    r"| (?:has|have|had|is|was|became) (?:\w+ ){0,4}(?:sister|twin|twinned|partner|friendship)\b"
)
_HERE = re.compile(r"(?i)\b(?:here in|to us in|our (?:town|community) of|back in|home to|hall in) $")
_SUBJECT = re.compile(r"(?:^|[.!?] |\n)(?:The )?(?:City of )?$")
_CITY_OF = re.compile(r"(?i)\b(?:city|town|county|district|borough) of $")
_EXPLAINED = re.compile(r"^(?: City)?(?:, | of | in |\s?\()(?:the )?(?:[A-Z][\w.]+,? ?){0,2}(?:province )?")
_US = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b(?! (?:city|province|county))")
_OUR_CITY = re.compile(
    r"(?i)\bour (?:city|province|county|district)\b|[我本](?:市|省|县|区|州)|全市|全县|全省"
)
_CHINESE_SITE = re.compile(r"(?i)\.gov\.cn|ICP|\.cn\b|People['’]s Government of|\bHits\b|\bClick")
_OUTSIDE = re.compile(
    r"\bChinese (?:sister|twin|partner|delegation|visitors|guests|counterpart|party|student|city|town|friend|side)"
    r"|\b(?:from|across|in|to) China\b(?!’s|'s)|, China\b|\bthe Chinese\b"
)
_WORDS_ABROAD = re.compile(
    r"\b(?:[Cc]ouncil(?:l?ors?|members?|woman|man)?|[Cc]r|[Cc]llr|[Rr]esidents|[Tt]axpayers?|[Rr]atepayers?|City Hall"
    r"|[Cc]hamber|501\(c\)\(3\)|[Vv]olunteers?|[Pp]upils|[Ff]undrais\w+)\b"
)
_SAMPLE = 30_000
_FOOT = 400

NAMES = (
    "as_framed", "count", "share_of_side", "share_of_all", "title_first", "title_later", "publisher", "head",
    "foot", "own_organisation", "own_organisation_head", "mayor", "going", "explained", "first_place",
    "first_of_side", "early", "dateline", "abroad", "abroad_outside", "chinese_outside", "abroad_us",
    "chinese_site", "abroad_site", "our_city_chinese", "zh_chinese", "region", "country", "unknown", "alone_abroad",
    "abroad_words", "district", "only_side", "owner", "with", "here", "explained_china", "city_of", "subject", "explained_country",
    "side_explained", "other_side_explained",
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
    bare = _HAN_STYLE.sub("", simplified(_STYLE.sub("", _STYLE.sub("", name))))
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
                candidate.add("qualifier")
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
    if _OWN_AFTER.match(after) or _OWN_BEFORE.search(before):
        candidate.add("organisations")
    if _MAYOR.match(after) or _MAYOR_OF.search(before):
        candidate.add("mayors")
    if _GOING.search(before):
        candidate.add("goings")
    for name, pattern in (
        ("withs", _WITH),
        ("heres", _HERE),
        ("subjects", _SUBJECT),
        ("cities_of", _CITY_OF),
    ):
        if pattern.search(before):
            candidate.add(name)
    if _OWNER_AFTER.match(after):
        candidate.add("owners")
    for other in following:
        if other.value.role == "qualifier" and other.start - mention.end < 12:
            kind = "in_country" if other.value.level == "country" else "explanations"
            candidate.add("in_china" if other.value.country in CHINESE else kind)


_COUNCIL = re.compile(
    r"\b((?!The\b|A\b|Our\b|This\b)[A-Z][\w’'-]+(?: (?:and |& |upon |on |of )?[A-Z][\w’'-]+){0,3}) "
    r"(?:City|County|District|Town|Borough|Shire|Regional|Lakes|Municipal) (?:Council|COUNCIL)\b"
)


def _read_councils(found: dict[str, Candidate], text: str) -> None:
    """Count the places whose councils the page names, known or not: `Fermanagh and Omagh District Council`."""
    for match in _COUNCIL.finditer(text):
        name = match[1].removeprefix("The ")
        candidate = _candidate(found, PlaceReading(name))
        if not candidate.count:
            candidate.count, candidate.first = 1, match.start() / max(1, len(text))
            candidate.forms[name] = 1
        candidate.add("organisations", 2.0)


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
                if _OWN_AFTER.match(after) or _OWN_BEFORE.search(part[: mention.start]):
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
    us, outside = len(_US.findall(text)), len(_OUTSIDE.findall(text))
    our_city, site = bool(_OUR_CITY.search(text)), bool(_CHINESE_SITE.search(bulletin.text))
    talk = len(_WORDS_ABROAD.findall(text))
    mainly_chinese = len(HAN.findall(text)) * 4 > len(text)
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
            "first_place": float(one.first == first),
            "first_of_side": float(one.first == firsts[one.chinese]),
            "early": 1.0 - one.first,
            "dateline": 0.0,
            "abroad": abroad,
            "abroad_outside": abroad * log1p(outside),
            "chinese_outside": chinese * log1p(outside),
            "abroad_us": abroad * log1p(us),
            "chinese_site": chinese * site,
            "abroad_site": abroad * site,
            "our_city_chinese": chinese * our_city,
            "zh_chinese": chinese * mainly_chinese,
            "region": float(one.reading.level == "admin1"),
            "country": float(country),
            "unknown": float(one.reading.country is None),
            "alone_abroad": abroad * (sum(not other.chinese for other in all_) == 1),
            "abroad_words": abroad * log1p(talk),
            "district": float(one.reading.level == "district"),
            "only_side": float(sum(other.chinese is one.chinese for other in all_) == 1),
        }

"""The places that may be a bulletin's own, each with what speaks for it, as numbers."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus import Bulletin
from corpus.late import late
from corpus.simplify import simplified
from pipeline.analysis import CHINESE
from pipeline.home.candidate import NAMES as NAMES
from pipeline.home.candidate import Candidate
from pipeline.home.features import weigh
from pipeline.home.signs import any_stands_before, council, may_be_followed, sign, stands_before
from pipeline.mentions import Mention
from pipeline.places import PlaceReading, read_places

_HAN = late(r"[㐀-鿿]+")
_HAN_STYLE = late(r"(?<=..)[市县区州省府]$")
# A masthead in capitals: `CITY OF RICHMOND`.
_IN_CAPITALS = late(r"[A-Z][A-Z’']{2,}(?=\b)")
_JOINED = late(r" (?:and|&|upon|on|of) ")
_SAMPLE = 30_000
_FOOT = 400

# What is counted of a place for a wording before it.
_COUNTED_BEFORE = {
    "going": "goings",
    "with": "withs",
    "here": "heres",
    "subject": "subjects",
    "city_of": "cities_of",
}
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
    weigh(found.values(), bulletin, text)
    return list(found.values())


def _candidate(found: dict[str, Candidate], reading: PlaceReading) -> Candidate:
    key = key_of(reading.name)
    candidate = found.get(key)
    if candidate is None:
        candidate = found[key] = Candidate(key, reading)
    elif reading.country and not candidate.reading.country:
        candidate.reading = reading
    return candidate


@lru_cache(1024)
def key_of(name: str) -> str:
    """Return a name for comparison: without `City` or `市`, simplified and case folded.

    >>> key_of("City of Kent"), key_of("丹陽市")
    ('kent', '丹阳')
    """
    if " " in name or "-" in name:
        name = sign("style").sub("", sign("style").sub("", name))
    bare = name if name.isascii() else _HAN_STYLE.sub("", simplified(name))
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
    turned, after = (
        text[max(0, mention.start - 40) : mention.start][::-1],
        text[mention.end : mention.end + 60],
    )
    worded, followed = any_stands_before(turned), may_be_followed(after)
    if (followed and sign("own_after").match(after)) or (worded and stands_before("own", turned)):
        candidate.add("organisations")
    if (followed and sign("mayor_after").match(after)) or (worded and stands_before("mayor", turned)):
        candidate.add("mayors")
    for name, counted in _COUNTED_BEFORE.items() if worded else ():
        if stands_before(name, turned):
            candidate.add(counted)
    if followed and sign("owner_after").match(after):
        candidate.add("owners")
    for other in following:
        if other.value.role == "qualifier" and other.start - mention.end < 12:
            kind = "in_country" if other.value.level == "country" else "explanations"
            candidate.add("in_china" if other.value.country in CHINESE else kind)


def _read_councils(found: dict[str, Candidate], text: str) -> None:
    """Count the places whose councils the page names, known or not."""
    for match in council().finditer(text):
        name = match[1].removeprefix("The ")
        candidate = _candidate(found, PlaceReading(name))
        if not candidate.count:
            candidate.count, candidate.first = 1, match.start() / max(1, len(text))
            candidate.forms[name] = 1
        candidate.add("organisations", 2.0)
        # `Fermanagh and Omagh District Council`: neither is the place.
        for part in _JOINED.split(name)[:4]:
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
                if _of_own_body(part, mention):
                    candidate.add("own_organisation_head")


def _of_own_body(part: str, mention: Mention[PlaceReading]) -> bool:
    """Tell whether a place outside the body is that of a council or the like."""
    after = part[mention.end : mention.end + 60]
    if may_be_followed(after) and sign("own_after").match(after):
        return True
    turned = part[max(0, mention.start - 100) : mention.start][::-1]
    return any_stands_before(turned) and stands_before("own", turned)


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


def chinese_characters(text: str) -> int:
    """Return how many characters of a text are Chinese."""
    return 0 if text.isascii() else sum(map(len, _HAN.findall(text)))


# A headline is often the first line too.
@lru_cache(4)
def _places(text: str) -> Sequence[Mention[PlaceReading]]:
    if not text.strip():
        return ()
    chinese = chinese_characters(text) * 4 > len(text.strip())
    shown = text if chinese else _IN_CAPITALS.sub(lambda match: match[0].capitalize(), text)
    return read_places(simplified(shown) if chinese else shown, "zh" if chinese else "en")

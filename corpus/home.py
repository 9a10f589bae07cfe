"""Whose bulletin it is: the place that `our city` and `我市` mean."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from corpus.bulletin import Passage
from corpus.frame import Frame
from corpus.late import late
from corpus.literals import folded
from corpus.outlook import SAMPLE, explains_china, told_from_outside
from corpus.phrases import Phrases
from corpus.places import CHINA, Known, Sighting, province_of, sightings
from corpus.simplify import simplified
from corpus.words import words

# Weights of what speaks for a place. A publisher or the owner of the site settles it, the headline helps, the
# body decides by what it talks of most.
_PUBLISHER, _SPONSOR, _DATELINE, _TITLE, _OFFICE, _SHARE, _SIGNATURE = 12.0, 12.0, 5.0, 4.0, 1.0, 8.0, 4.0
_ENOUGH, _AHEAD = 4.0, 1.1
_OFFICE_AFTER = late(
    r"^(?:市|省|州|县|区)?(?:委|政府|人民政府|人大|政协|外办|外事|市长|省长|领导|代表团|对外友协|日报|发布)"
    r"|^(?:'s|’s)? (?:City|Municipal|Mayor|mayor|vice mayor|Foreign Affairs|Party|Provincial|government|"
    r"has established|had established)"
)
_OFFICE_BEFORE = late(
    r"(?:[Mm]ayor|[Gg]overnor|CPC|[Ss]ecretary|People’s Government|Congress|Affairs Office|Government)"
    r" of (?:the )?$"
)
_OF = (" of ", " of the ", " of \n", " of the \n")
_OFFICE_NAME = late(
    r"([\u3400-\u9fff]{2,4}[县区乡镇旗])(?:公所|人民政府|政府(?!工作)|外事|外办|人民代表大会)"
)
_COUNCIL_LINE = late(
    r"^(?:City of )?([A-Z][\w’']+(?:[ -][A-Z][\w’']+){0,2}?) "
    r"(?i:city|district|town|borough|county|shire|regional|municipal) (?i:council)$",
    re.MULTILINE,
)
_COUNCIL = late(
    r"\b((?!The\b|A\b|Our\b)[A-Z][\w’']+(?:[ -][A-Z][\w’']+)?) "
    r"(?:City|County|District|Town|Borough|Shire|Regional) Council(?:lors?)?\b"
)
_PLACE_FIRST = late(r"([A-Z][\w’' -]{2,24}?)\s?[:|]\s")
_OF_US = late(r"\b(?i:we|our|us)\b(?!\s?city)")
_PARTNER_BEFORE = late(r"(?i)\b(?:with|in|from|to|for) (?:china(?:’s|'s) |chinese )?$")


@dataclass(slots=True)
class _Case:
    """What speaks for one place."""

    place: Known
    score: float = 0.0
    count: int = 0
    named: bool = False
    forms: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def _case_of(cases: dict[str, _Case], place: Known) -> _Case:
    case = cases.get(place.key)
    if case is None:
        case = cases[place.key] = _Case(place)
    return case


def find_home(frame: Frame, passages: tuple[Passage, ...], site: str | None = None) -> str | None:
    """Return the home place as the bulletin prints it, or None where the bulletin leaves it open.

    >>> text = "Deyang and its friends. Our city visited Bonn. Mayor of Deyang met guests."
    >>> find_home(Frame(), (Passage("en", text, text, range(len(text) + 1)),))
    'Deyang'
    """
    cases: dict[str, _Case] = {}
    _read_body(cases, passages)
    english, from_china = _english(passages), _from_china(frame)
    outside = not from_china and (told_from_outside(english) or explains_china(passages))
    abroad = sum(_add(cases, printed, weight, outside) for printed, weight in _named(frame, site)) > 0
    abroad = _add_dateline(cases, frame) or abroad or outside
    abroad = _headed_from_abroad(cases, frame) or abroad
    sides = {True: 0, False: 0}
    for case in cases.values():
        sides[case.place.country in CHINA] += case.count
    most = max((case.count for case in cases.values() if case.place.country not in CHINA), default=0)
    for case in cases.values():
        # A council or a paper abroad speaks of its partner in China more often than of itself.
        own_side = (case.place.country in CHINA) != abroad
        share = case.count / max(most if abroad else sides[True], 1)
        case.score += (1.0 if own_side else 0.25) * (_SHARE * min(share, 1.0) + 0.4 * min(case.count, 6))
    _weigh_levels(cases, passages)
    council = _office_of(frame, passages) or _council_of(passages)
    if not council and "Council" in english and (outside or (not from_china and _speaks_of_us(english))):
        council = _council_told_of(english)
    return council or _best(cases, abroad)


def _english(passages: tuple[Passage, ...]) -> str:
    return "\n".join(passage.text for passage in passages if passage.language == "en")[:SAMPLE]


def _office_of(frame: Frame, passages: tuple[Passage, ...]) -> str | None:
    """Return the township or county whose own office speaks, known or not: `古坑乡公所`, `昭苏县人民政府`."""
    heads = [frame.publisher or "", frame.sponsor or ""]
    heads += [passage.text[:60].split("\n")[0] for passage in passages[:1]]
    for printed in heads:
        match = _OFFICE_NAME.match(simplified(printed).strip())
        if match:
            return printed.strip()[: match.end(1)]
    return None


def _council_of(passages: tuple[Passage, ...]) -> str | None:
    """Return the place whose council heads the page in a line of its own: `HASTINGS DISTRICT COUNCIL`."""
    for passage in passages[:1]:
        head = passage.text[:600]
        match = _COUNCIL_LINE.search(head) if "council" in folded(head) else None
        if match:
            return match[1].title() if match[1].isupper() else match[1]
    return None


def _speaks_of_us(text: str) -> bool:
    """Tell whether a page says `we` and `our`."""
    return len(_OF_US.findall(text)) >= 2


def _council_told_of(text: str) -> str | None:
    """Return the place abroad whose council a page is about: `Clare County Council gave it the go-ahead`."""
    named = Counter(match[1] for match in _COUNCIL.finditer(text))
    if not named:
        return None
    name, _ = named.most_common(1)[0]
    return None if any(seen.place.country in CHINA for seen in sightings(name)) else name


def _named(frame: Frame, site: str | None) -> Iterable[tuple[str, float]]:
    if frame.publisher:
        yield frame.publisher, _PUBLISHER
    if frame.sponsor:
        yield frame.sponsor, _SPONSOR
    if site:
        yield site, _PUBLISHER
    if frame.title:
        yield frame.title, _TITLE


def _from_china(frame: Frame) -> bool:
    """Tell whether a place in China publishes the page or owns its site."""
    named = simplified(f"{frame.publisher or ''}\n{frame.sponsor or ''}")
    return any(seen.place.country in CHINA for seen in sightings(named))


def _headed_from_abroad(cases: dict[str, _Case], frame: Frame) -> bool:
    """Tell whether the headline starts with a place abroad, as a dateline does (`KHON KAEN: Nanning …`)."""
    match = _PLACE_FIRST.match(frame.title or "")
    seen = next(sightings(match[1]), None) if match else None
    if seen is None or seen.place.country in CHINA or seen.end - seen.start < len(match[1] if match else ""):
        return False
    _case_of(cases, seen.place).score += _DATELINE
    return True


def _add(cases: dict[str, _Case], printed: str, weight: float, outside: bool) -> bool:
    """Count the places in a name or a headline, and tell whether a publisher is a place abroad."""
    simple = simplified(printed)
    found = list(sightings(simple))
    for rank, seen in enumerate(sorted(found)):
        case = _case_of(cases, seen.place)
        case.named = True
        partner = weight == _TITLE and _PARTNER_BEFORE.search(simple[: seen.start]) is not None
        case.score += _named_weight(seen.place, rank, weight, outside) * (0.3 if partner else 1.0)
        form = printed[seen.start : seen.end]
        case.forms[form.title() if form.isupper() else form] += 0
    return weight != _TITLE and bool(found) and all(seen.place.country not in CHINA for seen in found)


def _named_weight(place: Known, rank: int, weight: float, outside: bool) -> float:
    """Return the weight of a place in a name; a headline names the partner abroad as often as the home."""
    if weight != _TITLE:
        return weight
    return weight * (1.0 if rank == 0 else 0.6) * (1.0 if (place.country in CHINA) != outside else 0.4)


def _add_dateline(cases: dict[str, _Case], frame: Frame) -> bool:
    """Count the place of a dateline, and tell whether it is one abroad in a paper from there."""
    if frame.dateline is None:
        return False
    abroad = False
    for seen in sightings(simplified(frame.dateline.place)):
        case = _case_of(cases, seen.place)
        if seen.place.country not in CHINA:
            # `CHICAGO, Dec. 5 (Xinhua)`: the reporter was there, and nobody's home is.
            case.score += -_DATELINE if frame.dateline.chinese else _DATELINE
            abroad = abroad or not frame.dateline.chinese
        else:
            case.score += _DATELINE
        case.named = True
        form = frame.dateline.place[seen.start : seen.end]
        case.forms[form.title() if form.isupper() else form] += 0
    return abroad


def _read_body(cases: dict[str, _Case], passages: tuple[Passage, ...]) -> None:
    """Count the places of the body."""
    left = SAMPLE
    for passage in passages:
        text = passage.simplified[:left]
        left -= len(text)
        for seen in sightings(text):
            case = _case_of(cases, seen.place)
            case.count += 1
            case.forms[passage.text[seen.start : seen.end]] += 1
            if case.score < 3 * _OFFICE and _has_office(text, seen):
                case.score += _OFFICE
        if left <= 0:
            break
    _read_signature(cases, passages)


def _has_office(text: str, seen: Sighting) -> bool:
    """Tell whether the office of a place is spoken of: `德阳市外办`, `Mayor of Deyang`."""
    if _OFFICE_AFTER.match(text[seen.end : seen.end + 20]):
        return True
    before = text[max(0, seen.start - 40) : seen.start]
    return before.endswith(_OF) and _OFFICE_BEFORE.search(before) is not None


def _read_signature(cases: dict[str, _Case], passages: tuple[Passage, ...]) -> None:
    """Count the office that signs a report at its end, in short lines of their own."""
    if not passages:
        return
    for line in passages[-1].simplified.rsplit("\n", 3)[1:]:
        if len(line) <= 40 and line[-1:] not in "。.！!":
            for seen in sightings(line):
                case = _case_of(cases, seen.place)
                case.score += _SIGNATURE
                case.named = True


def _weigh_levels(cases: dict[str, _Case], passages: tuple[Passage, ...]) -> None:
    """Let `我省` speak for provinces and `我市` for cities; an unnamed province comes from its cities."""
    text = "\n".join(passage.simplified for passage in passages)[:SAMPLE]
    city = sum(1 for _ in _own("own_city").finditer(text))
    province = sum(1 for _ in _own("own_province").finditer(text))
    if province <= city:
        for case in cases.values():
            case.named = case.named or bool(city)
            case.score += 2.0 if city and case.place.level == "city" and case.place.country == "CN" else 0.0
        return
    regions: dict[str, int] = defaultdict(int)
    for case in cases.values():
        if case.place.country == "CN" and case.place.region:
            regions[case.place.region] += case.count
        if case.place.level == "province":
            case.score += 4.0
    region = max(regions, key=lambda code: regions[code], default="")
    name = province_of(region)
    if name and regions[region] * 2 > sum(regions.values()):
        case = cases.setdefault(name, _Case(Known(name, "province", "CN", region)))
        case.score += 6.0
        case.named = True
        case.forms[name] += 0


@cache
def _own(kind: str) -> Phrases:
    """Return the phrases with which a text speaks of its own place."""
    return Phrases(words("regions")[kind])


def _leads(ranked: list[_Case]) -> bool:
    """Tell whether a place abroad is talked of clearly more often than any other abroad."""
    others = [case.count for case in ranked[1:] if case.place.country not in CHINA]
    return ranked[0].count >= 3 and ranked[0].count >= 2 * max(others, default=0)


def _best(cases: dict[str, _Case], abroad: bool) -> str | None:
    ranked = sorted(cases.values(), key=lambda case: (-case.score, case.place.key))
    if not ranked or ranked[0].score < _ENOUGH:
        return None
    total = sum(case.count for case in ranked if (case.place.country in CHINA) != abroad)
    # Many places of China in a foreign paper, none of them its own.
    if not ranked[0].named and ranked[0].count * 5 < total * 2 and not (abroad and _leads(ranked)):
        return None
    if len(ranked) > 1 and ranked[0].score < _AHEAD * ranked[1].score:
        # A county and its city, a city and its province: the one in the body more often.
        ranked[:2] = sorted(ranked[:2], key=lambda case: -case.count)
        if ranked[0].place.country != "CN" and ranked[0].score < 2 * _ENOUGH:
            return None
    forms = ranked[0].forms
    form = max(forms, key=lambda form: forms[form], default="")
    return (form.title() if form.isupper() and form.isascii() else form) or None

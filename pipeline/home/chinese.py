"""Whose page a Chinese one is where its first lines do not say: a consulate, a paper abroad, `我市`."""

import re
from collections import Counter
from functools import cache
from re import Pattern

from corpus import Bulletin
from corpus.simplify import simplified
from pipeline.analysis import CHINESE
from pipeline.lexicon import alternatives, words
from pipeline.places import read_places

_HEAD_LINES, _LONGEST, _SAMPLE = 8, 120, 30_000
_PLACE = r"[\u4e00-\u9fff]{2,6}?"


def of_mission(bulletin: Bulletin) -> bool:
    r"""Tell whether an embassy or a consulate speaks: its country's places are not its own.

    >>> from corpus import read_text
    >>> of_mission(read_text("中华人民共和国驻大阪总领事馆\n薛总领事会见大阪市市长。"))
    True
    """
    text = simplified(bulletin.text[:_SAMPLE])
    if _sign("own").search(text):
        return False
    return any(_sign("mission").match(line) for line in _heads(text)) or len(_sign("post").findall(text)) > 1


def paper_abroad(bulletin: Bulletin) -> str | None:
    r"""Return the city abroad from which a Chinese paper there reports, as it is printed.

    >>> from corpus import read_text
    >>> paper_abroad(read_text("本报记者 林木 温哥华报道\n温哥华市长昨日到华埠贺节，侨界欢迎。"))
    '温哥华'
    """
    text = simplified(bulletin.text[:_SAMPLE])
    if _sign("own").search(text) or _sign("agency").search(text) or not _sign("overseas").search(text):
        return None
    for line in _heads(text):
        for match in _sign("dateline").finditer(line):
            place = _ending_abroad(match["place"] or match["bracketed"])
            if place and text.count(place) > 1:
                start = text.index(place)
                return bulletin.text[start : start + len(place)]
    return None


def city_of_ours(bulletin: Bulletin) -> str | None:
    r"""Return the city of China that `我市` means: the one that the page tells of most.

    >>> from corpus import read_text
    >>> city_of_ours(read_text("我市与格拉茨\n洪湖市和格拉茨结好。洪湖市副市长说，我市欢迎客人。"))
    '洪湖'
    """
    text = simplified(bulletin.text[:_SAMPLE])
    if not _sign("our_city").search(text):
        return None
    counted: Counter[str] = Counter()
    for mention in read_places(text, "zh"):
        value = mention.value
        if value.role == "place" and value.level not in ("country", "admin1"):
            name = text[mention.start : mention.end]
            # No gazetteer holds every small city.
            if value.country == "CN" or (value.country is None and re.search("..[市县区]$", name)):
                counted[re.sub("(?<=..)[市县区州]$", "", name)] += 1
    first = counted.most_common(2)
    if not first or first[0][1] < 2 or (len(first) > 1 and first[1][1] * 2 > first[0][1]):
        return None
    return first[0][0]


def owner_of_head(bulletin: Bulletin) -> str | None:
    r"""Return the place after which the page's head names a yearbook, a paper or its news.

    >>> from corpus import read_text
    >>> owner_of_head(read_text("丹阳年鉴(2012) > 政务 > 外事\n【概况】2011年，接待来宾12批。"))
    '丹阳'
    """
    text = simplified(bulletin.text[:_SAMPLE])
    for line in _heads(text):
        for match in _sign("head").finditer(line):
            name = match["place"]
            if _known_in_china(name) or (_may_be_city(name) and (match["yearbook"] or text.count(name) > 2)):
                start = text.index(name)
                return bulletin.text[start : start + len(name)]
    return None


def _heads(text: str) -> list[str]:
    lines = (line.strip() for line in text.split("\n")[: 4 * _HEAD_LINES])
    return [line[:_LONGEST] for line in lines if line][:_HEAD_LINES]


def _abroad(name: str) -> bool:
    return any(
        mention.value.country is not None and mention.value.country not in CHINESE and mention.start == 0
        for mention in read_places(name, "zh")
    )


def _ending_abroad(name: str) -> str | None:
    """Return the longest end of a name that is a place abroad: a reporter's name may be glued before it."""
    return next((name[start:] for start in range(len(name) - 1) if _abroad(name[start:])), None)


def _known_in_china(name: str) -> bool:
    return any(
        mention.value.country in CHINESE and mention.value.level != "country" and mention.start == 0
        for mention in read_places(name, "zh")
    )


def _may_be_city(name: str) -> bool:
    """Tell whether a name may be that of a small city: no gazetteer holds them all."""
    return name not in words("zh", "home")["not_places"] and not any(
        mention.value.level == "country" for mention in read_places(name, "zh")
    )


def _is_province(name: str) -> bool:
    found = read_places(simplified(name), "zh")
    return bool(found) and all(mention.value.level == "admin1" for mention in found)


def home_of(bulletin: Bulletin) -> tuple[bool, str | None]:
    """Return whether these signs settle the home, and its name."""
    if of_mission(bulletin):
        return True, None
    name = paper_abroad(bulletin)
    if name is None and (bulletin.home is None or _is_province(bulletin.home)):
        name = (owner_of_head(bulletin) if bulletin.home is None else None) or city_of_ours(bulletin)
    return name is not None, name


@cache
def _sign(name: str) -> Pattern[str]:
    return re.compile(_patterns()[name])


@cache
def _patterns() -> dict[str, str]:
    table = {key: alternatives(phrases) for key, phrases in words("zh", "home").items()}
    return {
        "own": table["own"],
        "our_city": table["our_city"],
        "agency": table["agencies"],
        "overseas": table["overseas"],
        "post": table["post"],
        "head": (
            rf"(?:^|[^\u4e00-\u9fff])(?P<place>[\u4e00-\u9fff]{{2,4}}?)[市县区]?"
            rf"(?:(?P<yearbook>年鉴)|{table['owners']})"
        ),
        "mission": (
            rf"(?:中华人民共和国|中国)?常?驻[\u4e00-\u9fff·]{{1,12}}?(?:{table['missions']})(?:\s|$|网站)"
        ),
        "dateline": (
            rf"(?:{table['reporters']})[^\n。，,]{{0,16}}?(?P<place>{_PLACE})(?:{table['reports']})"
            rf"|[(（【\[](?:{table['reporters']})?(?P<bracketed>{_PLACE})(?:{table['reports']})[)）】\]]"
        ),
    }

"""What is printed around the body of a Chinese office and is no part of its name."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.late import late
from pipeline.lexicon import alternatives, words
from pipeline.people import hanzi_words
from pipeline.people.hanzi_words import HAN
from pipeline.people.reading import Span, places_near

# `驻光州总领事`: where the office is held, which is no part of its name.
POST = late(rf"驻(?P<at>{HAN}{{1,9}}?)(?=(?:特命全权)?(?:副总?|总)?(?:大使|领事|代办|公使|参赞|使节))")
# `市委书记`, `市议会议长`: the body stands inside.
OWN = late("(?:[市省县区州旗盟]委|[市县]议会|市?执委会|大区)(?=(?:副?书记|副?议长|副?主席)$)")
# `前市长`, `原副省长`
STAGE = late("前任?|原任?(?=副?[省市县区州处局部厅院校会主书议])")
_AROUND = late("(?:原|前|还有|以及|及|并有|另有|包括)(?=..)")
# A city stands in these; 高松市小原副市长 names a person.
_WIDER_ENDS = frozenset("道省州县府国")
_PROVINCE = late(rf"{HAN}{{1,5}}[道省县州](?={HAN}{{1,6}}[市郡区町村镇]$)")
_FORMERLY = late(rf"{HAN}{{2,8}}?原(?=市|省|县|[财农商建教水][政业务设育利]|外)")
_STAGE_BEHIND = late("(?:前任|现任|时任|前|原)$")


def trimmed(text: str, body: Span, places: Sequence[Span]) -> Span | None:
    """Return a body without the stage of the office and the country printed before its city.

    >>> trimmed("韩国益山市", (0, 5), [(0, 2), (2, 5)])
    (2, 5)
    """
    start, end = body
    behind = text[end - 1] in "任前原\n" and _STAGE_BEHIND.search(text, start, end)
    if behind and text[end - 2 : end] in hanzi_words.japanese_surnames():
        behind = None
    end = behind.start() if behind and behind.start() - start > 1 else end
    before = _AROUND.match(text, start, end)
    near = places_near(places, start, end)
    if before and not any(s <= start < e for s, e in near):
        start = before.end()
    start = _past_wider(text, start, end, near)
    # 苏黎世市原市政工程局: the stage stands between the place and its office.
    formerly = near and _FORMERLY.match(text, start, end)
    start = formerly.end() if formerly and any(e == formerly.end() - 1 for _, e in near) else start
    return (start, end) if end - start > 1 else None


def _past_wider(text: str, start: int, end: int, near: Sequence[Span]) -> int:
    """Step over a place that another one stands in: `韩国忠清北道忠州市`."""
    for _ in range(3):
        wider = [e for s, e in near if s == start and e < end and _is_wider(text[s:e])]
        inner = [e for e in wider if any(s == e and f <= end and _inside(text[s:f]) for s, f in near)]
        if not inner:
            break
        start = max(inner)
    province = _PROVINCE.match(text, start, end)
    return province.end() if province else start


def _is_wider(place: str) -> bool:
    return place in hanzi_words.countries() or place[-1] in _WIDER_ENDS


def _inside(place: str) -> bool:
    """Tell whether a place may lie in the one before it: 日本台湾交流协会 is no body of a city."""
    return len(place) > 1 and place not in hanzi_words.countries()


@cache
def _fields() -> re.Pattern[str]:
    titles = words("zh", "titles")
    return re.compile(rf"(?:{alternatives([*titles['fields'], *titles['departments']])})+")


def joins_fields(text: str, begin: int, at: int) -> bool:
    """Tell whether `及` joins two tasks of one body: `民政及青年事务局`, `卫生和计划生育委员会`."""
    return (
        text[at] in "及和与暨"
        and bool(_fields().search(text, max(begin, at - 6), at))
        and _ends(text, begin, at)
    )


def _ends(text: str, begin: int, at: int) -> bool:
    return any(match.end() == at for match in _fields().finditer(text, begin, at))

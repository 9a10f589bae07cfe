"""What stands around a Chinese time: whether it is one at all, and what that adds to it."""

import re
from functools import cache
from re import Pattern

from corpus.late import late
from pipeline.dates.reading import Expression, Modifier
from pipeline.lexicon import alternatives, words

# `2010年中日韩`, `5月1日前往`, `2008年初中`, `2010年后来`: the word goes on.
_GOES_ON = {
    "中": "国外方日美俄韩德法欧非华央小学医共老越印巴东西澳文新英意加蒙泰缅荷土波葡墨智阿以希匈捷葬心",
    "初": "中级步次选审赛衷心一二三",
    "前": "往来去夕不总副任市主首国省县州党外期述锋景沿提列端辈身瞻三两几十后",
    "后": "来续备者勤天代盾台排",
    "末": "",
    "底": "特蕴",
    "上下": "午班",
}


_CLOSING = ("", ",", "，", "。", "、")
_ABOUT = late(r"(?<![签条公契合预特盟履节])(?:约|大概|约在|约于)\s*$")
_SINCE = ("自", "自从", "早在", "始于", "建于", "成立于", "创立于", "（", "(")
_TIED = late(r".{0,2}(?:结好|结为|结成|缔结|建交|缔约|成立)(?!.{0,6}周年)")
_LASTING, _STARTING = late(r"[^。；;，,\n]{0,16}(?:以来|起)(?![飞草])"), late(r"\s*(?:起|开始)")


@cache
def _parts() -> tuple[Pattern[str], dict[str, Modifier]]:
    table: dict[Modifier, list[str]] = words("zh", "date_parts")
    values: dict[str, Modifier] = {
        phrase: meaning for meaning, phrases in table.items() for phrase in phrases
    }
    return re.compile(rf"\s*的?(?P<phrase>{alternatives(values)})"), values


def with_part(text: str, item: Expression) -> Expression | None:
    """Return the expression with the modifier behind it (`初`, `中旬`, `底`), or before it (`约`)."""
    if item.rule == "zh.since-opening":
        return item
    pattern, values = _parts()
    match = pattern.match(text, item.end, item.end + 8)
    if match is None or text[match.end() : match.end() + 1] in tuple(_GOES_ON.get(match["phrase"], "")):
        return _approximate(text, item)
    meaning, phrase = values[match["phrase"]], match["phrase"]
    if meaning == "after" and text[max(0, item.start - 1) : item.start] in ("继", "自", "从"):
        # `继2023年之后再度来访`
        return item
    if meaning in ("start", "mid", "end") and item.first.grain == "day":
        return item
    if meaning in ("start", "mid", "end") and item.rule.endswith("-range"):
        # `5月下旬至6月上旬`
        return item._replace(end=match.end())
    if item.optional and item.rule in ("zh.ago", "zh.later", "zh.years-back"):
        return item
    if (
        meaning == "mid"
        and phrase == "中"
        and item.first.grain != "decade"
        and text[match.end() : match.end() + 1] not in _CLOSING
    ):
        return item
    end = match.end() if meaning in ("start", "mid", "end", "approx") else item.end
    return item._replace(end=end, modifier=meaning)


def _approximate(text: str, item: Expression) -> Expression:
    before = text[max(0, item.start - 4) : item.start]
    if ("约" in before or "大概" in before) and _ABOUT.search(before):
        return item._replace(modifier="approx")
    return item


def recurring(text: str, item: Expression) -> bool:
    """Tell whether the time comes again and again (`每年5月`) or is of the lunar calendar."""
    return text.endswith(_recurring(), max(0, item.start - 6), item.start)


@cache
def _recurring() -> tuple[str, ...]:
    context = words("zh", "date_context")
    return (*context["recurring"], *context["lunar"])


def background(text: str, item: Expression) -> bool:
    """Tell whether the time only dates the background: `自1998年…以来`, `（1998年）`."""
    if text.endswith(_SINCE, max(0, item.start - 3), item.start):
        return True
    after = text[item.end : item.end + 20]
    if _TIED.match(after):
        # `两市1998年5月结好`, but `1998年5月，两市结好`
        return True
    lasts = ("起" in after or "以来" in after) and _LASTING.match(after) is not None
    return lasts and not _STARTING.match(after)


def judged(text: str, item: Expression) -> Expression | None:
    """Return a bare year as strong, as optional, or as None where it is no time."""
    before, after = text[max(0, item.start - 20) : item.start], text[item.end : item.end + 12]
    strong = item._replace(weak=False)
    if re.search(r"[〔\[【第号No#：:]\s*$", before) and re.match(r"\s*[〕\]】号]", after):
        # `〔2019〕12号`
        return None
    if item.last is not None and re.search(r"[(（]\s*$", before):
        first, last = item.first.year, item.last.year
        life = isinstance(first, int) and isinstance(last, int) and last - first >= 20
        return strong._replace(optional=life)
    if re.search(r"[(（]\s*$", before) and re.match(r"\s*[)）]", after):
        # `江口年鉴（2019）`
        return strong._replace(optional=before.rstrip("(（ ").endswith("年鉴"))
    # A cell of a table, with a remark or without: `1988（失去联系）`.
    cell = r"\s*(?:[(（][^()（）\n\d]{1,9}[)）]\s*)?(?:$|[\n\t|]|\s{2,})"
    if re.search(r"(?:^|[\n\t|]|\s{2,})\s*$", before) and re.match(cell, after):
        return strong
    if item.last is not None:
        return strong
    return strong._replace(optional=True) if _named(before, after) else None


def _named(before: str, after: str) -> bool:
    if _counted().match(after):
        return False
    return bool(re.match(r"\s?[“《\u4e00-\u9fff]", after) or re.search(r"[\u4e00-\u9fff]\s?$", before))


def counts(text: str, item: Expression) -> bool:
    """Tell whether what looks like a year counts what stands behind it: `2016名`."""
    return item.rule == "zh.bare-year" and bool(_counted().match(text, item.end))


@cache
def _counted() -> Pattern[str]:
    return re.compile(rf"\s*(?:{alternatives(words('zh', 'date_context')['counted'])})")


def titled(text: str, item: Expression) -> Expression:
    """Return a year as optional where it stands in a title or in the name of a plan or a holiday."""
    coarse = item.first.grain in ("year", "decade", "century")
    return item._replace(optional=True) if coarse and _within_title(text, item) else item


def _within_title(text: str, item: Expression) -> bool:
    begin, after = max(0, item.start - 60), text[item.end : item.end + 14]
    if text.rfind("《", begin, item.start) > text.rfind("》", begin, item.start):
        return True
    if text[item.end - 1] == "度" and _YEARLY.match(after):
        # `2017年度友好交流协议书`
        return True
    return _names().match(after) is not None


_YEARLY = late(r"\w{0,6}(?:协议|计划|方案|纲要|备忘录|预算|决算|报告)")


@cache
def _names() -> Pattern[str]:
    names = alternatives(words("zh", "date_context")["names"])
    return re.compile(rf"[^，,。、；\s]{{0,8}}(?:{names})|春节|国庆|元旦|中秋|圣诞|新春")

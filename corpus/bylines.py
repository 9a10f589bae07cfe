"""Names of those who made the page: whole lines of them, and what stands at the ends of other lines."""

import re
from functools import cache

from corpus.late import late
from corpus.lines import Line, weigh
from corpus.words import either, words

_OPEN, _CLOSE = r"[（(【\[〔〖]", r"[）)】\]〕〗]"
_HAN_NAME = r"[\u3400-\u9fff·]{2,4}"
# `（何孝廉　王惠英）`: two names or more in brackets, and nothing else in the line.
_NAMES_ONLY = late(rf"^{_OPEN} ?{_HAN_NAME}(?:[ 、，/]{{1,4}}{_HAN_NAME}){{1,4}} ?{_CLOSE}$")
_REPORTER = late(
    r"^(?:本报|本网|本台|本刊|本社|新华社|[\u4e00-\u9fff]{2,6}(?:报|网|社))?(?:见习|实习|首席|特约|特派)?(?:记者|通讯员)"
    r"[ :：/]{1,3}[\u3400-\u9fff·]{2,4}(?:[ 、，]{1,3}(?:通讯员[ :：/]{0,2})?[\u3400-\u9fff·]{2,4}){0,5}"
    r"(?: {0,3}(?:摄影)?报道| {0,3}文/?图?| {0,3}摄)?(?:(?= {2})|$)"
    r"|^(?:[\u4e00-\u9fff]{2,6})?记者 ?[\u3400-\u9fff]{2,4} ?[/／] ?[\u4e00-\u9fff]{2,8}(?:报导|报道)"
)
_AGENCY_HEAD = late(
    r"^(?:本报讯|本网讯|本台消息|本报消息|本刊讯|特讯|快讯|讯|本报综合消息|本站讯|.{2,8}(?:网|报|社)讯) ?"
)
_BY = late(r"^(?:By|BY)[: ] ?(?:[A-Z][\w.’'-]{1,20},? ?(?:and |& |of |in |for )?){1,8}(?:\([\w .]{2,30}\))?$")
_WRITER = late(
    r"^(?:[A-Z][\w.’'-]{0,20} ){1,4}?(?:[A-Z][\w’'-]{1,20}),? "
    r"(?:Staff Writer|Reporter|Correspondent|Contributor|Editor)$"
)
_BRACKET = late(_OPEN)
_LABEL_SIGN = late("[:：/丨|]")
# What each credit at the end of a line holds.
_CREDIT = late(r"by(?: [A-Z]|:)|[\u3400-\u9fff] ?[:：/]|摄$")
_OUTLET_SIGNATURE = late(r"^(?:—|–|--|-) ?(?:[A-Z][\w.]{1,20},? ?){1,4}$")


def is_byline(line: Line) -> bool:
    """Tell whether the whole line only names who wrote, edited, translated or photographed.

    >>> [is_byline(Line(0, len(text), text, text)) for text in ("编辑：张三", "Photo by Luo", "编辑部")]
    [True, True, False]
    """
    text = line.simple
    if text.strip("（）()[]【】 ") in _endings() or text in _endings():
        return True
    if len(text) > 160 or (line.is_prose and not _bracketed(text) and not _labelled_en(text)):
        return False
    if _NAMES_ONLY.match(text) or _BY.match(text) or _WRITER.match(text) or _OUTLET_SIGNATURE.match(text):
        return True
    inner = text.strip("（）()[]【】〔〕 。.")
    if _labelled_en(inner) or (_LABEL_SIGN.search(inner) and _label_zh().match(inner)):
        return _says_little(inner)
    if (reporter := _reporter(inner)) and not inner[reporter.end() :].strip():
        return True
    return _bracketed(text) and _after_zh().search(inner) is not None and len(inner) <= 40


def byline_cuts(line: Line) -> list[tuple[int, int]]:
    """Return the stretches of a body line, as offsets in it, that only name who made it.

    >>> text = "本报讯（记者 王辉）大会昨日开幕。（本报记者 戴谦）"
    >>> [text[start:end] for start, end in byline_cuts(Line(0, len(text), text, text))]
    ['本报讯（记者 王辉）', '（本报记者 戴谦）']
    """
    text = line.simple
    cuts: list[tuple[int, int]] = []
    for bracket in _BRACKET.finditer(text):
        match = _in_brackets().match(text, bracket.start())
        if match and not (cuts and match.start() < cuts[-1][1]):
            cuts.append(match.span())
    # `本报讯` before the bracket says no more than the bracket does.
    if cuts and (head := _AGENCY_HEAD.match(text)) and head.end() == cuts[0][0]:
        cuts[0] = (0, cuts[0][1])
    if not cuts and (reporter := _reporter(text)):
        cuts.append(reporter.span())
    end = max(0, len(text) - 110)
    tail = _at_end().search(text, end) if _may_credit(text, end) else None
    if tail and not any(start < tail.end() and tail.start() < end for start, end in cuts):
        cuts.append(tail.span())
    return sorted(cuts)


def _may_credit(text: str, end: int) -> bool:
    last = text[end:]
    signed = "by" in last or ":" in last or "：" in last or "/" in last or last[-1:] == "摄"
    return signed and _CREDIT.search(text, end) is not None


def _reporter(text: str) -> re.Match[str] | None:
    return _REPORTER.match(text) if "记者" in text or "通讯员" in text else None


def _labelled_en(text: str) -> bool:
    """Tell whether a line begins with an English role and a colon, or with `Photo by` and the like."""
    signed = ":" in text or "：" in text or "/" in text or " by " in text.lower()
    return signed and _label_en().match(text) is not None


def _bracketed(text: str) -> bool:
    return text[0] in "（([【〔" and text[-1] in "）)]】〕"


def _says_little(text: str) -> bool:
    """Tell a list of names from a sentence that begins with a role: `记者了解到…`, `Source of pride is …`."""
    return weigh(text) <= 44 and not re.search(r"[。；！]|[a-z]{3}\. [A-Z]", text)


@cache
def _endings() -> frozenset[str]:
    return frozenset(words("byline")["endings"])


@cache
def _label_zh() -> re.Pattern[str]:
    roles = "|".join(re.escape(role) for role in sorted(words("byline")["before_zh"], key=len, reverse=True))
    return re.compile(rf"^(?:{roles})(?:/(?:{roles}))? {{0,2}}[:：/丨|]")


@cache
def _label_en() -> re.Pattern[str]:
    roles = sorted(words("byline")["before_en"], key=len, reverse=True)
    forms = "|".join(re.escape(role).replace(r"\ ", " ") for role in roles)
    return re.compile(
        rf"^[\[(|]?(?:(?:{forms})(?:\(s\))? {{0,2}}[:：/]|(?:[A-Z][a-z]+ )?(?:{forms})(?<= by) )", re.I
    )


@cache
def _after_zh() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words('byline')['after_zh']))})$")


@cache
def _in_brackets() -> re.Pattern[str]:
    """Return the pattern of a bracket with a role and a name: `（本报记者 戴谦）`, `(Photo: Song)`."""
    tables = words("byline")
    before = "|".join(re.escape(role) for role in sorted(tables["before_zh"], key=len, reverse=True))
    after = "|".join(re.escape(role) for role in sorted(tables["after_zh"], key=len, reverse=True))
    english = "|".join(re.escape(role) for role in sorted(tables["before_en"], key=len, reverse=True))
    inside = r"[^（(【\[〔〖）)】\]〕〗\n]"
    long = "|".join(re.escape(role) for role in tables["before_zh"] if len(role) > 1)
    # `（记者王辉）` but not `（记者节）`, `（图们江）`: what follows a role at once must look like a name.
    name = rf"(?:{long})(?![节会站团证部室器])[\u4e00-\u9fff]{{2,3}}(?:[/／ ][\u4e00-\u9fff]{{2,10}})?"
    zh = (
        rf"(?:[\u4e00-\u9fff]{{2,6}}(?:报|网|社|台) ?)?(?:(?:{before})[ :：/丨|]{inside}{{1,60}}|{name})"
        rf"|[\u3400-\u9fffA-Za-z·、/ ]{{2,30}}[ /：:](?:{after})"
        r"|[\u3400-\u9fff]{2,4}摄|[\u3400-\u9fff ]{2,24}(?:供图|供稿)"
    )
    en = (
        rf"(?:[A-Z][\w.]{{1,14}} )?(?i:{english})(?: ?[:：/|] ?| by | )(?=[A-Z]){inside}{{2,50}}"
        r"|Xinhua/[A-Z][\w .-]{2,30}|[A-Z]\w{2,15}/[A-Z][a-z]+ [A-Z][a-z]+"
    )
    # `中新社巴黎3月5日电 (王明 李红)`: after the dateline names stand without a role.
    han = r"[\u3400-\u9fff]{2,4}"
    names = rf"(?:(?<=[电讯])|(?<=[电讯] )){_OPEN}{han}(?:[ 、]{{1,2}}{han}){{0,4}}{_CLOSE}"
    return re.compile(rf"{names}|{_OPEN} ?(?:{zh}|{en}) ?{_CLOSE}|{_OPEN}(?:完|End|end){_CLOSE}")


@cache
def _at_end() -> re.Pattern[str]:
    """Return the pattern of a credit at the end of a line, which nothing brackets."""
    tables = words("byline")
    english = [role for role in tables["before_en"] if role.endswith("by")]
    roles = [
        "责任编辑",
        "责编",
        "编辑",
        "摄影",
        "图片",
        "图",
        "文",
        "供稿",
        "翻译",
        "撰稿",
        "通讯员",
        "记者",
        "校对",
        "审核",
        "来源",
        "图源",
        "供图",
    ]
    name = r"[A-Z][\w.’'-]{0,20}(?:[ ,]{1,2}[A-Za-z][\w.’'-]{0,20}){0,5}"
    return re.compile(
        rf"(?:(?<=[.!?。！？”\"）) ])|^)(?:{either(english)} {name}\.?|Edited by: ?[\w. ]{{2,40}}"
        rf"|(?:(?:{'|'.join(roles)}) ?[:：/] ?[^。，；：:]{{2,30}}? *){{1,5}})$"
        r"|(?<=[。！？”]) ?[\u3400-\u9fff ]{2,5}摄$",
    )

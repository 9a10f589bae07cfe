"""What stands around an English time: whether it is one at all, and what that adds to it."""

import re
from functools import cache
from re import Pattern

from corpus.late import late
from pipeline.dates.preceding import ARTICLE, backwards, phrases_before
from pipeline.dates.reading import Expression, Modifier
from pipeline.lexicon import words
from pipeline.patterns.anchored import Anchored, anchored

_REACH = 60


@cache
def _preceding() -> dict[str, Pattern[str]]:
    """Return the phrases that stand right before a time."""
    context, cues = words("en", "date_context"), words("en", "date_cues")
    return {
        "firm": phrases_before(context["firm"], r"[\s-]+"),
        "loose": phrases_before(context["loose"]),
        "signed": phrases_before(context["signed"], r"\s*[:.,–-]?\s*"),
        "article": phrases_before(["the", "a", "an", "its", "their", "this", "our", "his", "annual"]),
        "month": phrases_before(context["month_before"], rf"{ARTICLE}[\s-]+"),
        "recurring": phrases_before(context["recurring"]),
        "one": phrases_before(["a", "an", "one"]),
        "names": phrases_before(context["month_names"]),
        "since": phrases_before(cues["since"], rf"{ARTICLE}\s+"),
    }


@cache
def _patterns() -> dict[str, Pattern[str]]:
    # A tabulator, a bar or several blanks part the columns of a table.
    column = r"(?:^|[\n\t|]|\s{2,})\s*"
    return {
        "bracket": late(
            r"[(\[（]\s*(?:[^()（）\d]{0,50}[,:;–-]\s*|(?:c|ca|circa|est)\.?\s+|[A-Za-z ]{0,20}\s)?$"
        ),
        # `It was 1985 when`
        "it was": late(r"\b(?:[Ii]t\s+(?:was|is)|[Tt]he\s+year\s+(?:was|is))\s+$"),
        "column": late(rf"{column}(?:\d{{1,2}}[.)]\s*)?$"),
        "comma": late(r"[A-Za-z)]\s*[,–—-]\s*$"),
        "line": late(r"(?:^|\n)\s*(?:[#*•·◆●■▪►›-]{1,3}\s*)?$"),
        "sentence": late(r"(?:^|[\n.!?:★•*·◆●■▪►-]|[.!?][\"”’])\s*[\"“]?$"),
        "name": late(r"(?:^|[^A-Za-z])[A-Z][\w’'&-]*\s$"),
        "place": late(r"(?:^|\n|[.!?)]\s)\s*[A-Z][A-Z.’' -]{2,30}(?:,\s*[A-Z][\w.]+){0,2},?\s*\(?$"),
        "agency": late(r"\)?\.?\s*(?:\([A-Z]|/[A-Z]|:|--|[—–])"),
    }


@cache
def _own() -> Anchored:
    """Return the pattern of what makes a year one of its own: `fiscal year 2017`, `born in 1956`."""
    return anchored(
        r"\b(?:fiscal|financial|academic|school)\s+(?:year\s+)?$|\b[Yy]ears?\s+(?:ending|ended)\s+(?:on\s+)?$"
        r"|\b[Bb]orn\s+(?:in|on)\s+$"
    )


@cache
def _parts() -> tuple[Pattern[str], dict[str, Modifier]]:
    table: dict[Modifier, list[str]] = words("en", "date_parts")
    values: dict[str, Modifier] = {
        phrase: meaning for meaning, phrases in table.items() for phrase in phrases
    }
    # `the early part of the 1990s`, read backwards
    phrase = phrases_before(values, rf"{ARTICLE}[\s-]+").pattern.removesuffix(r"(?!\w)")
    return re.compile(rf"{phrase}{ARTICLE}(?![\w-])"), values


def with_part(text: str, item: Expression) -> Expression | None:
    """Return the expression with the modifier before it (`early`), or None where it needs one."""
    pattern, values = _parts()
    match = pattern.match(backwards(text, item.start, 32))
    needs = item.rule in ("en.the-year", "en.the-month")
    if match is None:
        return None if needs else item
    meaning = values[" ".join(match["phrase"][::-1].split())]
    if meaning in ("start", "mid", "end"):
        if item.first.grain == "day":
            return item
        start = item.start - match.end()
        if item.rule.endswith("-range"):
            # `late May to early June`
            return item._replace(start=start, weak=False)
        return item._replace(
            start=start, modifier=meaning, weak=item.weak and item.first.months is None and not needs
        )
    return None if needs else item._replace(modifier=meaning)


def recurring(text: str, item: Expression) -> bool:
    """Tell whether the expression names a time that comes again and again: `every May`."""
    lead, patterns = backwards(text, item.start, 20), _preceding()
    if item.first.year is None and isinstance(item.first.months, tuple) and patterns["one"].match(lead):
        # `on the afternoon of an October 27th`
        return True
    return patterns["recurring"].match(lead) is not None


def background(text: str, item: Expression) -> bool:
    """Tell whether the time only dates the background (`since 1998`, `(1998)`)."""
    lead = text[max(0, item.start - 40) : item.start]
    return _in_bracket(lead) or _preceding()["since"].match(backwards(text, item.start, 40)) is not None


def _in_bracket(lead: str) -> bool:
    opened = "(" in lead or "[" in lead or "（" in lead
    return opened and _patterns()["bracket"].search(lead) is not None


def dateline(text: str, item: Expression) -> bool:
    """Tell whether the expression is that of a dateline (`LYON, May 6 (Agency) --`) or of a title."""
    lead, patterns = text[max(0, item.start - 60) : item.start], _patterns()
    if _of_own(text, item, lead):
        # `Annual report, year ending December 31, 2017`
        return True
    told = patterns["agency"].match(text, item.end, item.end + 40)
    return told is not None and patterns["place"].search(lead) is not None


def _of_own(text: str, item: Expression, lead: str) -> bool:
    """Tell whether a time stands behind what makes a year one of its own."""
    own = _own()
    return own.may_match(text, item.start - len(lead), item.start) and own.plain.search(lead) is not None


def judged(text: str, item: Expression) -> Expression | None:
    """Return a weak expression as strong, as optional, or as None where it is no time."""
    before = text[max(0, item.start - _REACH) : item.start]
    after = text[item.end : item.end + _REACH]
    lead = backwards(text, item.start, _REACH)
    if item.rule.startswith("en.year"):
        following = _following(after)
        if following.lower() not in _among("counted") and _in_column(text, item):
            return item._replace(weak=False)
        if _of_own(text, item, before):
            # `fiscal year 2017`, `born in 1956`
            return item._replace(weak=False, optional=True)
        return _judged_year(item, before, lead, after, following)
    return _judged_month(item, lead, after)


def counts(text: str, item: Expression) -> bool:
    """Tell whether what looks like a year counts what stands behind it: `2000 people`."""
    return _following(text[item.end : item.end + _REACH]).lower() in _among("counted")


@cache
def _among(table: str) -> frozenset[str]:
    return frozenset(words("en", "date_context")[table])


def _judged_month(item: Expression, lead: str, after: str) -> Expression | None:
    patterns = _preceding()
    if not patterns["month"].match(lead):
        return None
    # `photo by April Chen`, but `In April Mayor Zhao`
    if item.modifier is None and patterns["names"].match(lead) and _CAPITAL.match(after):
        return None
    return item._replace(weak=False)


def _following(after: str) -> str:
    match = _FOLLOWING.match(after)
    return match[1] if match else ""


_FOLLOWING, _CAPITAL = late(r"\s+([A-Za-z]+)"), late(r"\s+[A-Z]")
_YEAR_LINE = late(r"\s*(?:19|20)\d\d(?!\d)(?!\s?[-–/]\s?\d)[\s.:–—-]")


def _in_column(text: str, item: Expression) -> bool:
    """Tell whether a year opens its line as another opens the line before or after it: a list by years."""
    start = text.rfind("\n", 0, item.start) + 1
    if text[start : item.start].strip():
        return False
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    below = text.find("\n", item.end, item.end + 400)
    beside = [above] * (start > 0) + [below + 1] * (below >= 0)
    return any(_YEAR_LINE.match(text, line) for line in beside)


def _judged_year(item: Expression, before: str, lead: str, after: str, following: str) -> Expression | None:
    patterns, preceding = _patterns(), _preceding()
    strong = item._replace(weak=False)
    if preceding["firm"].match(lead) and following.lower() not in _among("units"):
        return strong
    if item.last is None and following.lower() in _among("counted"):
        return None
    if item.last is not None and re.search(r"[a-z]\s*[(（]\s*$", before):
        return _life(item, before)
    if patterns["it was"].search(before) and re.match(r"\s*(?:when|that|,|\.)", after):
        return strong
    if preceding["loose"].match(lead):
        return _loose(strong, before, following, after)
    if _in_bracket(before) and re.match(r"\s*(?:[)\]）,;–-]|to\b|and\b)", after):
        return strong
    if preceding["signed"].match(lead):
        return strong
    return _standing_alone(strong, before, lead, after, following)


def _life(item: Expression, before: str) -> Expression:
    """Read `Name (1905 – 1972)` as the dates of a life."""
    first, last = item.first.year, item.last.year if item.last else None
    long = isinstance(first, int) and isinstance(last, int) and last - first >= 20
    named = re.search(r"[A-Z][\w’'.-]+\s*[(（]\s*$", before)
    return item._replace(weak=False, optional=bool(long and named))


def _loose(strong: Expression, before: str, following: str, after: str) -> Expression | None:
    """Read a year behind `of`, `for`, `to`: a plain word behind it is what it counts, a name a name."""
    if not following or following.lower() in _among("after_year"):
        return strong
    if following[0].isupper():
        by = re.search(r"\b(?:[Bb]y|[Bb]etween|[Ff]rom|[Aa]fter|[Bb]efore)\s+$", before)
        return (
            strong
            if by or (strong.last is not None and not re.match(r"\s+[A-Z]\w+\s+[A-Z]", after))
            else strong._replace(optional=True)
        )
    if strong.last is None and (
        _counting(following) or (isinstance(strong.first.year, int) and strong.first.year < 1800)
    ):
        # `before 1500 listeners`
        return None
    return strong if strong.last is not None or strong.modifier is not None else None


def _counting(following: str) -> bool:
    """Tell whether the word behind a figure looks like what it counts: a plain word in the plural."""
    return following.islower() and following.endswith("s") and not following.endswith("ss")


def _standing_alone(
    strong: Expression, before: str, lead: str, after: str, following: str
) -> Expression | None:
    patterns = _patterns()
    if patterns["line"].search(before) and re.match(r"\s*(?:[.:;–—-]+|\|)\s+[\"“‘(]?[A-Z\d]", after):
        # `1992.  Joe Bannister met …`, a paragraph of a chronicle under its year
        return strong
    if patterns["column"].search(before) and re.match(r"\s*(?:$|[\n\t|]|\s{2,})", after):
        return strong
    if patterns["sentence"].search(before):
        if following.lower() in _among("begins") or re.match(r"\s*(?:[:–-]|,\s)", after):
            return strong
        return strong._replace(optional=True) if following[:1].isupper() else None
    if patterns["comma"].search(before) and re.match(r"\s*(?:[.;)\]]|,(?!\d)|$|\n)", after):
        return strong
    named = patterns["name"].search(before) or _preceding()["article"].match(lead)
    if named or following[:1].isupper():
        return strong._replace(optional=True)
    return None

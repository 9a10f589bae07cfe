"""Chinese rules for dates that lost a character, and for years of the Republic without its name."""

import re
from functools import cache, lru_cache
from re import Match

from corpus.late import late
from pipeline.dates.chinese import REPUBLIC
from pipeline.dates.numerals import CHINESE, republic_year
from pipeline.dates.reading import Expression, Moment, Rule
from pipeline.lexicon import alternatives, words


def _year_month(match: Match[str]) -> Expression:
    """Read `20053月`, where 年 is lost: no month has four figures more."""
    moment = Moment(year=int(match["year"]), months=(int(match["month"]), int(match["month"])))
    if not match["day"]:
        return Expression(
            *match.span(), "zh.mended", Moment(year=moment.year, months=moment.months, grain="month")
        )
    return Expression(
        *match.span(), "zh.mended", Moment(year=moment.year, months=moment.months, day=int(match["day"]))
    )


def _month_day(match: Match[str]) -> Expression | None:
    """Read `2014年516日`, where 月 is lost, if the figures can be parted in one way only."""
    figures = match["figures"]
    ways = [
        (int(figures[:cut]), int(figures[cut:]))
        for cut in (1, 2)
        if figures[cut] != "0" and 1 <= int(figures[:cut]) <= 12 and 1 <= int(figures[cut:]) <= 31
    ]
    if len(ways) != 1:
        return None
    year = int(match["year"]) if match["year"] else None
    moment = Moment(year=year, months=(ways[0][0], ways[0][0]), day=ways[0][1])
    start = match.start() if match["year"] else match.start("figures")
    return Expression(start, match.end(), "zh.mended", moment)


def _republic_year(match: Match[str]) -> Expression | None:
    """Read `自109年起` in a text that counts by the years of the Republic of China."""
    if not _by_republic(match.string):
        return None
    moment = Moment(year=republic_year(match["year"]), grain="year")
    return Expression(*match.span("body"), "zh.republic-year", moment)


@lru_cache(maxsize=8)
def _by_republic(text: str) -> bool:
    return re.search(alternatives(words("zh", "date_context")["republic"]), text) is not None or (
        re.search(r"(?<![\d.])1[01]\d年\s?\d{1,2}月|(?<![二一])一[〇零○]\d?[一二三四五六七八九]年", text)
        is not None
    )


@cache
def mended_rules() -> tuple[Rule, ...]:
    """Return the rules for dates that lost a character, and for years of the Republic."""
    year, month, day = r"(?P<year>(?:19|20)\d\d)", "(?P<month>1[0-2]|[1-9])", r"(?P<day>3[01]|[12]\d|[1-9])"
    lead = r"(?:(?<=[自从于在至到及和与、，,。（(])|(?<=截至)|(?<![\w.]))"
    return (
        Rule(
            "zh.mended",
            late(rf"(?<![\d.]){year}{month}月(?:{day}日)?(?!\d)"),
            _year_month,
            "glued month numeral",
        ),
        Rule(
            "zh.mended",
            late(
                rf"(?:(?<!\d){year}年|(?<=日至)|(?<=日到)|(?<=日-)|(?<=日—))(?P<figures>[1-9]\d{{2,3}})日(?!元|圆|之?内|以内|的|行动|攻坚)"
            ),
            _month_day,
            "lost month",
        ),
        Rule(
            "zh.republic-year",
            late(rf"{lead}(?P<body>(?P<year>1[01]\d)年度?)(?![来前后多历代之内中期级\d]|\s?\d)"),
            _republic_year,
            "republic year",
        ),
        Rule(
            "zh.republic-year",
            late(
                rf"(?<![\d.第近约达过整满续{CHINESE}])(?P<body>(?P<year>{REPUBLIC})年度?)(?![来前后多历代内中期级\d]|之[内前后间中]|\s?\d)"
            ),
            _republic_year,
            "republic year",
        ),
    )

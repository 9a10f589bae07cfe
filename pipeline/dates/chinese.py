"""Chinese rules for times printed with their numbers: years, months, days, and lists of them."""

import re
from collections.abc import Iterator
from functools import cache
from re import Match

from corpus.late import late
from pipeline.dates.english import DASH, shifts
from pipeline.dates.numerals import CHINESE, chinese_number, full_year, republic_year
from pipeline.dates.reading import Expression, Moment, Rule, Shift
from pipeline.lexicon import alternatives, words

# `一○八年`, `一百一十年`, `九十四年`: years of the Republic of China.
REPUBLIC = (
    r"(?:一[〇零○0OＯ一二][〇零○0OＯ一二三四五六七八九]|一百(?:[零〇○][一二三四五六七八九]|一?十[一二三四五六七八九]?)?"
    r"|[五六七八九]十[一二三四五六七八九]?)"
)
_UNIT = "[一二三四五六七八九]"
SEPARATOR = rf"\s*(?:{DASH}|[—–]{{2}}|至|到|、|和|及|与|暨|以及)\s*"
_THROUGH = late(rf"{DASH}|[—–]{{2}}|至|到")
_YEAR = r"(?:(?:1[4-9]|20)\d\d|[一二][〇零○0OoＯ一二三四五六七八九]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十{_UNIT}?|廿{_UNIT}?|卅一?|{_UNIT})"
# What somebody does on a day printed in numerals: `市长七日通过视频签署`.
_DOES = late(
    "上午|下午|晚|中午|凌晨|在|于|率|抵|与|赴|宣布|表示|签|会见|会晤|出席|出访|举行|举办|透过|通过|正式|前往"
    "|来访|到访|接见|接待|参加|参访|共同|发表|开幕|闭幕|启程|返|拜会|拜访|指出|说"
)
_BOUNDARY, _ONE_DAY = late(r"(?:^|[,，。；;、：:\s于])$"), late(rf"{_UNIT}日")
# `5月3日（星期五）`
_WEEKDAY = r"(?:\s*[(（]\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）])?"


@cache
def relative_years() -> dict[str, Shift]:
    """Return what each Chinese word for a year counts from, and how far."""
    return shifts("zh", "date_years")


@cache
def year_form() -> str:
    """Return the pattern of a year in any form: `2019年`, `二〇一九年`, `民国一〇八年`, `19年5月`, `去年`."""
    eras = alternatives(words("zh", "date_numbers")["eras"])
    relative = alternatives(relative_years())
    return (
        rf"(?:(?:公元|西元)?(?<![\d.])(?P<year>{_YEAR})\s*年度?(?!级|轮|号)"
        rf"|(?P<era>{eras})\s*(?P<reign>\d{{1,3}}|元|[{CHINESE}]{{1,4}})\s*年"
        rf"|(?<![\d.第近约达过整满续{CHINESE}])(?P<short>[0-9]\d|1[0-2]\d|{REPUBLIC})\s*年"
        rf"(?=\s*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月)"
        # `如今年轻人`, `过去年均`, `以上年龄`, `透明年度` only look like these words.
        rf"|(?<![如过以黎光透年近续第\d])(?P<shift>{relative})(?![轻龄纪均级底末])(?:\s*[(（](?P<told>{_YEAR})年?[)）])?"
        rf"|(?<![如过以黎光透年近续第\d])(?P<shift_part>{relative})(?=[底末])"
        rf"|(?P<split>[今去本明当上])\s*[(（]\s*(?P<inside>{_YEAR}|1[01]\d)\s*年?\s*[)）]\s*年)"
    )


def year_of(match: Match[str]) -> int | Shift | None:
    """Return the year that the groups of `year_form` name."""
    printed = match["year"] or match["told"]
    if printed:
        return chinese_number(printed)
    if match["era"]:
        reign = 1 if match["reign"] == "元" else chinese_number(match["reign"])
        return int(words("zh", "date_numbers")["eras"][match["era"]]) + reign
    short = match["short"] or match["inside"]
    if short:
        return republic_year(short) if "十" in short else full_year(chinese_number(short))
    word = match["shift"] or match["shift_part"]
    return relative_years()[word] if word else None


_MEMBERS = {
    group: late(rf"({number})\s*{unit}?{_WEEKDAY}")
    for group, number, unit in (
        ("years", _YEAR, "年"),
        ("months", _MONTH, "(?:月份?)"),
        ("days", _DAY, "[日号]"),
        ("days only", _DAY, "日"),
    )
}


def _runs(printed: str, kind: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start, end, first, last) of each number or range of numbers in a printed list."""
    run: tuple[int, int, int, int] | None = None
    for figure in _MEMBERS[kind].finditer(printed):
        value = chinese_number(figure[1])
        if run and _THROUGH.search(printed[run[1] : figure.start()]):
            run = (run[0], figure.end(), run[2], value)
            continue
        if run:
            yield run
        run = (figure.start(), figure.end(), value, value)
    if run:
        yield run


def _listed(match: Match[str], kind: str, moment: Moment, rule: str) -> list[Expression]:
    group = kind.removesuffix(" only")
    begin, built = match.start(group), list[Expression]()
    for start, end, first, last in _runs(match[group], kind):
        left = begin + start if built else match.start()
        opening, closing = _ends(moment, group, first, last)
        built.append(Expression(left, begin + end, rule, opening, closing))
    return built


def _ends(moment: Moment, group: str, first: int, last: int) -> tuple[Moment, Moment | None]:
    if group == "days":
        return moment._replace(day=first), moment._replace(day=last) if last != first else None
    if group == "months":
        return moment._replace(months=(first, max(first, last)), grain="month"), None
    return Moment(year=first, grain="year"), Moment(year=last, grain="year") if last != first else None


def _date(match: Match[str]) -> list[Expression] | None:
    year = year_of(match)
    if year is None and not match["months"][0].isdecimal() and _in_name(match):
        return None
    heading = _heading_year(match, year)
    if not match["days"]:
        listed = _listed(match, "months", Moment(year=year), "zh.month")
        return _parted(match, heading, listed, "months")
    months = [run[2] for run in _runs(match["months"], "months")]
    if len(months) != 1:
        return None
    moment = Moment(year=year, months=(months[0], months[0]))
    return _parted(match, heading, _listed(match, "days", moment, "zh.month-day"), "months")


def _heading_year(match: Match[str], year: int | Shift | None) -> Expression | None:
    """Return the year that fills the line above a month, as a time of its own: `1999年` over `5月12日`."""
    lead = match.string[match.start() : match.start("months")]
    if "\n" not in lead or match.string[max(0, match.start() - 1) : match.start()] not in ("", "\n"):
        return None
    end = match.start() + len(lead.rstrip())
    return Expression(match.start(), end, "zh.year", Moment(year=year, grain="year"))


def _parted(
    match: Match[str], heading: Expression | None, listed: list[Expression], group: str
) -> list[Expression]:
    if heading is None or not listed:
        return listed
    return [heading, listed[0]._replace(start=match.start(group)), *listed[1:]]


def _in_name(match: Match[str]) -> bool:
    """Tell whether a month stands in the name of a festival or a song: `“烟花三月”节`."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    after = match.string[match.end() : match.end() + 6]
    named = re.search("[“「『《][\u4e00-\u9fff]{1,6}$|烟花$|阳春$", before)
    return named is not None and re.match("[”」』》]|下|节|[\u4e00-\u9fff]{0,4}[”」』》]", after) is not None


def _relative_month(match: Match[str]) -> list[Expression] | Expression:
    shift = shifts("zh", "date_month_words")[match["month_word"]]
    if match["days"]:
        return _listed(match, "days", Moment(months=shift), "zh.relative-month-day")
    return Expression(*match.span(), "zh.relative-month", Moment(months=shift, grain="month"))


def _days_only(match: Match[str]) -> list[Expression] | None:
    before = match.string[max(0, match.start() - 4) : match.start()]
    context = words("zh", "date_context")
    if before.endswith((*context["duration"], *context["lunar"])):
        return None
    if (
        not match["days"][0].isdecimal()
        and not _BOUNDARY.search(before)
        and not _DOES.match(match.string, match.end())
    ):
        # `访问三日`
        return None
    if (
        _ONE_DAY.fullmatch(match["days"])
        and not _DOES.match(match.string, match.end())
        and match.string[match.end() : match.end() + 1] not in tuple("，,上下晚中至到、")
    ):
        return None
    return _listed(match, "days only", Moment(), "zh.day")


def _year(match: Match[str]) -> Expression:
    year = year_of(match)
    optional = match["shift"] == "当年"
    rule = "zh.relative-year" if isinstance(year, Shift) else "zh.year"
    return Expression(*match.span(), rule, Moment(year=year, grain="year"), optional=optional)


def _years(match: Match[str]) -> list[Expression]:
    return _listed(match, "years", Moment(grain="year"), "zh.year")


def _bare_year(match: Match[str]) -> Expression:
    return Expression(*match.span(), "zh.bare-year", Moment(year=int(match[0]), grain="year"), weak=True)


def _late_short_year(match: Match[str]) -> Expression | None:
    value = int(match["short"])
    return (
        Expression(*match.span(), "zh.short-year", Moment(year=1900 + value, grain="year"))
        if value >= 49
        else None
    )


def days(unit: str) -> str:
    """Return the pattern of a day, a range or a list of days: `14-18日`, `3日、5日`."""
    return (
        rf"{_DAY}(?:\s*{unit}{_WEEKDAY})?(?:{SEPARATOR}{_DAY}(?:\s*{unit}{_WEEKDAY})?){{0,6}}(?<=[日号)）])"
    )


@cache
def chinese_rules() -> tuple[Rule, ...]:
    """Return the rules for printed years, months and days."""
    return (*_date_rules(), *_year_rules())


def _date_rules() -> tuple[Rule, ...]:
    # `五月花`, `三月三`, `三月初三`, `八月十五` are no months of this calendar.
    other = (
        rf"个|[刊均票饼球亮薪租嫂供花]|(?<=三月)三(?![十日号])|初{_UNIT}|初十|十五(?![日至到])|革命|天(?!气)"
    )
    months = rf"(?P<months>{_MONTH}(?:{SEPARATOR}{_MONTH}){{0,5}}\s*月份?)(?!{other})"
    month_word = alternatives(shifts("zh", "date_month_words"))
    not_day = alternatives(words("zh", "date_context")["not_day"])
    split = r"[本上下当]\s*[(（]\s*(?:1[0-2]|[1-9])\s*[)）]\s*月"
    return (
        Rule(
            "zh.date",
            late(
                rf"(?:{year_form()}\s*的?\s*|(?<![\d.一二三四五六七八九十第]))(?:{months})\s*(?P<days>{days('[日号]')})?"
            ),
            _date,
            "date",
        ),
        Rule(
            "zh.relative-month",
            late(rf"(?<![以之\d])(?P<month_word>{month_word})\s*(?P<days>{days('[日号]')})?"),
            _relative_month,
            "date_month_words",
        ),
        Rule("zh.split-month", late(rf"(?:{split})\s*(?P<days>{days('[日号]')})?"), _split_month, "split"),
        Rule(
            "zh.day",
            late(rf"(?<![\d.一二三四五六七八九十廿卅第])(?P<days>{days('日')})(?!{not_day})"),
            _days_only,
            "days",
        ),
    )


def _year_rules() -> tuple[Rule, ...]:
    return (
        Rule(
            "zh.years",
            late(rf"(?<![\d.])(?P<years>{_YEAR}\s*年?(?:{SEPARATOR}{_YEAR}\s*年?){{1,6}}(?<=年))(?!\s*\d)"),
            _years,
            "years",
        ),
        Rule("zh.year", late(rf"{year_form()}(?!期|版|卷|第\d+[期卷号])"), _year, "year form"),
        Rule(
            "zh.short-year",
            late(r"(?<=[自从于在到至,，。（(])(?P<short>[4-9]\d)年(?![来间前后内之里历多的代])"),
            _late_short_year,
            "short year",
        ),
        Rule(
            "zh.bare-year",
            late(r"(?<![\d.,A-Za-z/$¥€£-])(?:1[4-9]|20)\d\d(?![\d.,A-Za-z/%％年])"),
            _bare_year,
            "year",
        ),
    )


def _split_month(match: Match[str]) -> list[Expression] | Expression | None:
    """Read `本(11)月26日`: the month nearest to publication."""
    number = re.search(r"\d+", match[0])
    if number is None:
        return None
    moment = Moment(months=(int(number[0]), int(number[0])), pick="near")
    if match["days"]:
        return _listed(match, "days", moment, "zh.split-month")
    return Expression(*match.span(), "zh.split-month", moment._replace(grain="month"))

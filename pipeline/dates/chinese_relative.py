"""Chinese rules for times told by their distance, weekdays, ends of the year, and counts of years."""

import re
from functools import cache
from re import Match

from corpus.late import late
from pipeline.dates.english import shifts
from pipeline.dates.numerals import CHINESE, chinese_number
from pipeline.dates.reading import Distance, Expression, Moment, Rule, Shift
from pipeline.lexicon import alternatives, words

_WEEKDAYS = {character: number for number, character in enumerate("一二三四五六日")} | {"天": 6}
_CLOCK = r"(?:上午|下午|中午|晚上|晚间|凌晨|清晨|早上|傍晚|深夜)?"
NUMBER = rf"(?:\d{{1,2}}|[{CHINESE}两]{{1,3}})"


def _day(match: Match[str]) -> Expression | None:
    word = match["word"]
    after = match.string[match.end("word") : match.end("word") + 14]
    context = words("zh", "date_context")
    # `前日本首相`, `同日本`, `两次日本之行`; but `昨日本报讯`
    if (
        word[-1] == "日"
        and re.match("[本元圆]", after)
        and not (word in ("今日", "昨日") and after[1:2] in "报市台社网省县区")
    ):
        return None
    # `方有今日之约`
    if word in ("今日", "今天") and after.startswith("之"):
        return None
    # `今日洪湖公众号`
    if word == "今日" and re.match(rf"[^本\W\d]{{0,4}}(?:{alternatives(context['outlets'])})", after):
        return None
    if word in ("今天", "今日") and (_nowadays(match) or after.startswith(tuple(context["today_names"]))):
        return None
    if word in ("明天", "明日") and match.string[: match.start()].endswith(("的", "好", "、", "向")):
        # `美好的明天`
        return None
    return Expression(*match.span(), "zh.relative-day", Moment(day=shifts("zh", "date_days")[word]))


def _nowadays(match: Match[str]) -> bool:
    """Tell whether `今天` means these days: `今天，结对的城市越来越多`."""
    text = match.string
    sentence = re.split(r"[。；;！!？?\n]", text[match.end() : match.end() + 40])[0]
    held = any(sign in sentence for sign in words("zh", "date_context")["nowadays"])
    until = text[max(0, match.start() - 2) : match.start()].endswith(("到", "至", "直到"))
    return held or until or (bool(re.match("的[^是]", sentence)) and "上午" not in sentence)


def _headline_day(match: Match[str]) -> Expression:
    return Expression(
        *match.span(), "zh.headline-day", Moment(day=Shift("now", 0 if match[0] == "今" else -1))
    )


def _years_ago_today(match: Match[str]) -> Expression:
    """Read `四十年前的今天`."""
    count = chinese_number(match["years"].replace("两", "二"))
    return Expression(*match.span(), "zh.ago", Moment(distance=Distance(f"{count}年前", "zh", "now")))


def _same_month(match: Match[str]) -> Expression | None:
    """Read `去年同期` behind a month: the same one, a year before."""
    text = match.string
    told = re.search(r"月(?!.*[\n。].*[\n。])", text[max(0, match.start() - 80) : match.start()])
    # `比去年同期增长`
    if told is None or text[match.start() - 1 : match.start()] in tuple("比较与和同为是"):
        return None
    return Expression(*match.span(), "zh.same-month", Moment(months=Shift("then", -12), grain="month"))


def _split_day(match: Match[str]) -> Expression:
    """Read `今（23）日`, `昨(廿八)晚`: the day of that number nearest to publication."""
    return Expression(*match.span(), "zh.split-day", Moment(day=chinese_number(match["number"]), pick="near"))


def _week(match: Match[str]) -> Expression:
    shift = shifts("zh", "date_weeks")[match["word"]]
    return Expression(*match.span(), "zh.week", Moment(week=shift.by), optional=True)


def _weekday(match: Match[str]) -> Expression:
    week = shifts("zh", "date_weeks")[match["word"]].by if match["word"] else None
    if match["day"] == "末":
        return Expression(
            *match.span(), "zh.weekend", Moment(week=week or 0, weekday=5, days=2), optional=True
        )
    return Expression(*match.span(), "zh.weekday", Moment(week=week, weekday=_WEEKDAYS[match["day"]]))


def _bare_weekday(match: Match[str]) -> Expression:
    day = match["day"] or match["named"]
    return Expression(*match.span(), "zh.weekday", Moment(weekday=_WEEKDAYS[day]))


def _year_end(match: Match[str]) -> Expression:
    """Read `年底`, `年初` without a year; the modifier is read from the word later on."""
    end = match.start() + (0 if match["span"] in ("岁末", "年终", "岁首") else 1)
    return Expression(match.start(), max(end, match.start()), "zh.year-part", Moment(grain="year"))


def _month_end(match: Match[str]) -> Expression:
    return Expression(
        match.start(), match.start() + 1, "zh.month-part", Moment(months=Shift("then", 0), grain="month")
    )


def _since_opening(match: Match[str]) -> Expression:
    return Expression(
        *match.span(),
        "zh.since-opening",
        Moment(year=Shift("now", 0), grain="year"),
        modifier="start",
        optional=True,
    )


def _back(match: Match[str]) -> Expression:
    count = chinese_number((match["count"] or match["since"]).replace("两", "二"))
    return Expression(
        *match.span(), "zh.years-back", Moment(year=Shift("now", 0), years=count, grain="year"), optional=True
    )


def _counted_years(match: Match[str]) -> Expression:
    back = match["way"].endswith("前")
    shift = (-1 if back else 1) * chinese_number(match["count"].replace("两", "二"))
    year = Shift("now" if back else "then", shift)
    return Expression(
        *match.span(), "zh.ago" if back else "zh.later", Moment(year=year, grain="year"), optional=True
    )


@cache
def chinese_relative_rules() -> tuple[Rule, ...]:
    """Return the rules for distances, weekdays, counts of years, and ends of the year."""
    return (*_day_rules(), *_week_rules(), *_end_rules(), *_counting_rules())


def _day_rules() -> tuple[Rule, ...]:
    day_words = alternatives(shifts("zh", "date_days"))
    headline = alternatives(words("zh", "date_context")["headline"])
    number = r"(?P<number>\d{1,2}|[一二三十廿卅][一二三四五六七八九十]{0,2})"
    return (
        Rule(
            "zh.relative-day",
            late(rf"(?<![如连年先每])(?P<word>{day_words}){_CLOCK}"),
            _day,
            "date_days",
        ),
        Rule(
            "zh.headline-day",
            late(rf"(?<![如至而现当迄古从于到自])(?:今|昨)(?={headline})"),
            _headline_day,
            "today",
        ),
        Rule(
            "zh.ago",
            late(rf"(?<![\d.近多第数])(?P<years>{NUMBER})年前的?(?:今天|今日|这一天)"),
            _years_ago_today,
            "ago",
            late("年前"),
        ),
        Rule(
            "zh.same-month",
            late(r"(?:去年|上年)(?:度|的)?同(?:期|月(?!\d))"),
            _same_month,
            "same month",
        ),
        Rule(
            "zh.split-day",
            late(
                rf"[今昨明前本当同]\s*[(（]\s*{number}\s*日?\s*[)）]\s*(?:日|天|晚|早|晨|上午|下午|午|夜|凌晨)"
            ),
            _split_day,
            "split",
        ),
    )


def _week_rules() -> tuple[Rule, ...]:
    weeks = alternatives(shifts("zh", "date_weeks"))
    # A day of the week alone needs a boundary before it and a verb or a comma behind: `周一鸣` is a name.
    behind = (
        r"(?=[,，(（在于上下晚早午凌表说举宣到抵访签会来率与同赴开发接出启迎拜参返乘飞离转前回续由将再)）])"
    )
    # `星期四` has no such look-alike; one behind a day is part of it.
    sure = (
        r"(?<![至到、—(（日号上下这本个每逢\-])(?<![日号逢]\s)"
        r"(?:星期|礼拜)(?P<named>[一二三四五六日天])(?!\s*[至到—、-])"
    )
    return (
        Rule("zh.week", late(rf"(?P<word>{weeks})(?![一二三四五六日天末年岁刊])"), _week, "date_weeks"),
        Rule(
            "zh.weekday",
            late(rf"(?P<word>{weeks})(?P<day>[一二三四五六日天末])(?!\s*(?:至|到|—|-))"),
            _weekday,
            "date_weeks",
        ),
        Rule(
            "zh.bare-weekday",
            late(
                rf"(?:(?<![\w至到、—-])|(?<=[于在定]))(?:周|星期|礼拜)(?P<day>[一二三四五六日]){behind}|{sure}"
            ),
            _bare_weekday,
            "weekday",
        ),
    )


def _end_rules() -> tuple[Rule, ...]:
    # `今年底` and `5月底` are read with their year and month.
    not_after = r"(?<![\d零〇○一二三四五六七八九十今去前明每同当历本次翌新两几那这该年上])"
    return (
        Rule(
            "zh.year-part",
            late(rf"{not_after}(?P<span>年(?=底|末|初(?!中))|岁(?=末(?!年)))"),
            _year_end,
            "year part",
        ),
        Rule(
            "zh.month-part",
            late(r"(?<![\d一二三四五六七八九十本上下当每这个])(?:月(?=底|末(?!日)|初))"),
            _month_end,
            "month part",
        ),
        Rule(
            "zh.since-opening",
            late(alternatives(words("zh", "date_context")["since_opening"])),
            _since_opening,
            "since opening",
        ),
    )


def _counting_rules() -> tuple[Rule, ...]:
    recent = rf"(?:最近|近|过去|过去的|这)(?P<count>{NUMBER})年(?:多)?(?:来|间|里|中|内)?(?![级前后])"
    since = rf"(?<![\d.多几数近第一百])(?P<since>{NUMBER})年来"
    return (
        Rule(
            "zh.years-back",
            late(rf"{recent}|{since}"),
            _back,
            anchor=late("年"),
            holds="years back",
        ),
        Rule(
            "zh.counted-years",
            late(rf"(?<![\d.近多第数])(?P<count>{NUMBER})年(?P<way>之?前|之?后|以?后|以前)(?![往任身来夕])"),
            _counted_years,
            anchor=late("[前后]"),
            holds="counted years",
        ),
    )

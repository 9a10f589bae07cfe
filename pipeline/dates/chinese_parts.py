"""Chinese rules for parts of years, seasons, decades and centuries."""

from functools import cache
from re import Match

from corpus.late import late
from pipeline.dates.chinese import year_form, year_of
from pipeline.dates.chinese_relative import NUMBER
from pipeline.dates.numerals import CHINESE, chinese_number
from pipeline.dates.reading import Expression, Moment, Rule, Shift
from pipeline.lexicon import alternatives, words

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}


def _part_of_year(match: Match[str]) -> Expression | None:
    year, groups = year_of(match), match.groupdict()
    if groups["half"]:
        run = (1, 6) if groups["half"] in "上前" else (7, 12)
        return Expression(*match.span(), "zh.half", Moment(year=year, months=run, grain="half"))
    if groups["quarter"] or groups["first_quarter"]:
        number = chinese_number(groups["quarter"] or "1")
        return Expression(
            *match.span(),
            "zh.quarter",
            Moment(year=year, months=(3 * number - 2, 3 * number), grain="quarter"),
        )
    if groups["quarters"]:
        number = chinese_number(groups["quarters"])
        return Expression(
            *match.span(), "zh.quarter", Moment(year=year, months=(1, 3 * number), grain="quarter")
        )
    return None


def _first_months(match: Match[str]) -> Expression | None:
    count = chinese_number(match["count"].replace("两", "二"))
    if not 1 <= count <= 12:
        return None
    moment = Moment(year=year_of(match), months=(1, count), grain="month")
    return Expression(*match.span(), "zh.months-of-year", moment)


def _season(match: Match[str]) -> Expression:
    table = words("zh", "date_seasons")
    name = next(name for name, spellings in table.items() if match["season"] in spellings)
    year = {"今": Shift("now", 0), "去": Shift("now", -1), "明": Shift("now", 1)}.get(
        match["near"] or "", year_of(match)
    )
    return Expression(
        *match.span(), "zh.season", Moment(year=year, months=_SEASONS[name], grain="month"), optional=True
    )


def _decade(match: Match[str]) -> Expression:
    century = {"上世纪": 1900, "上个世纪": 1900, "本世纪": 2000}.get(match["century"] or "上世纪")
    if century is None:
        century = 100 * chinese_number(match["century"].removesuffix("世纪")) - 100
    if match["pair"]:
        # `五六十年代`
        first, last = (century + 10 * chinese_number(digit) for digit in match["pair"])
        moments = Moment(year=first, grain="decade"), Moment(year=last, grain="decade")
        return Expression(*match.span(), "zh.decade", *moments)
    value = chinese_number(match["decade"])
    return Expression(
        *match.span(), "zh.decade", Moment(year=value if value > 100 else century + value, grain="decade")
    )


def _century(match: Match[str]) -> Expression:
    first = {"上世纪": 1901, "上个世纪": 1901, "本世纪": 2001}.get(match[0])
    if first is None:
        first = 100 * chinese_number(match["number"]) - 99
    return Expression(*match.span(), "zh.century", Moment(year=first, grain="century"), optional=True)


@cache
def chinese_part_rules() -> tuple[Rule, ...]:
    """Return the rules for parts of years and for runs of years."""
    return (*_within_year(), *_beyond_year())


def _within_year() -> tuple[Rule, ...]:
    year = rf"{year_form()}\s*的?\s*"
    seasons = alternatives(word for spellings in words("zh", "date_seasons").values() for word in spellings)
    # `四季如春` is no quarter.
    quarter = r"第?(?P<quarter>[一二三四1-4])季度|(?P<first_quarter>首季)|前(?P<quarters>[二三两23])个?季度"
    return (
        Rule(
            "zh.part-of-year",
            late(rf"(?:{year})?(?:(?P<half>[上下])半年|{quarter})(?!来)"),
            _part_of_year,
            anchor=late("半年|季"),
            holds="part",
        ),
        Rule(
            "zh.months-of-year",
            late(rf"{year}[前头首](?P<count>{NUMBER})个?月"),
            _first_months,
            "first months",
            late("[前头首](?=.{1,3}月)"),
        ),
        Rule(
            "zh.season",
            late(rf"(?:{year}|(?P<near>[今去明])\s*)(?P<season>{seasons})(?![节运城秋奥残令])"),
            _season,
            anchor=late("[春夏秋冬暑]"),
            holds="season",
        ),
    )


def _beyond_year() -> tuple[Rule, ...]:
    century = rf"(?P<century>上个?世纪|本世纪|(?:\d{{1,2}}|[{CHINESE}]{{1,3}})世纪)"
    decade = (
        r"(?:(?P<pair>[一二三四五六七八九]{2})十|(?P<decade>[一二三四五六七八九]十|[1-9]0|(?:1[4-9]|20)\d0))"
    )
    number = r"(?<![\d.近])(?P<number>\d{1,2}|[一二]?十[一二三四五六七八九]?)"
    return (
        Rule(
            "zh.decade",
            late(rf"(?:{century}\s*)?{decade}\s*年代"),
            _decade,
            begins="decade",
            anchor=late("年代"),
        ),
        Rule(
            "zh.century",
            late(rf"(?:上个?世纪|本世纪|{number}世纪)(?!\s*[\d一二三四五六七八九]十?0?\s*年代)"),
            _century,
            "century",
            late("世纪"),
        ),
    )

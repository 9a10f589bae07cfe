"""Rules of dates are tried only at marks: they must find what their patterns find in the whole text."""

from collections.abc import Iterator
from re import Match

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates.anniversary import _counts, _patterns
from pipeline.dates.chinese_marks import chinese_marks
from pipeline.dates.english_marks import english_marks
from pipeline.dates.marks import Marks
from pipeline.dates.reader import _rules
from pipeline.dates.reading import Expression, Rule, _built, scan
from pipeline.lexicon import words
from pipeline.mentions import PassageLanguage

REACH = 60
PHRASES = {
    language: [
        phrase
        for table in (
            "date_years",
            "date_month_words",
            "date_days",
            "date_weeks",
            "date_parts",
            "date_seasons",
        )
        for phrases in words(language, table).values()
        for phrase in phrases
    ]
    for language in ("en", "zh")
}
ENGLISH = """
January May Mar. SEPT december march Fridays Friday MON Sunday between Between the The of in on to and
- – , . ; ( ) ' ’ 5 12 31 1998 2015 2019 1st 2nd 25th 30 0s 80s 1990’s '98 ’05 2004.8 2018.4.28-5.3 2018-05-03
3/4/2019 2019-May-3 twenty-first second third fiscal ago later earlier afterwards from now time’ days weeks
year years decade month half quarter Q3 first last these recent past preceding previous three a couple of
fortnight century centuries anniversary birthday weekend Chicago yearly fromNovember İn ſince Sıxth
"""
CHINESE = """
年 月 日 号 、 和 至 到 - — ～ （ ） ( ) 2019 2018年 二〇一九年 五月 10日 三日 3 12 一○八年 108年 民国
昭和60年 20053月 516日 年底 月初 岁末 前 后 之前 以后 三天前 两个月后 半年 周三 星期五 （星期五） 今 昨 本
今（23）日 本(11)月 去年同期 三年来 近三年 过去五年 这十年 四十年前的今天 上半年 第三季度 首季 前三季度
头两个月 春 夏 80年代 上世纪 19世纪 开年以来 率 抵 的 约 人 ４月 ２０１９年 公元 二十周年 O2019年 O20053月
"""
BLANKS = st.sampled_from(["", " ", " ", "  ", "\n", "\u3000"])


def texts(pieces: list[str]) -> st.SearchStrategy[str]:
    """Build texts of the words that dates are made of."""
    part = st.tuples(st.sampled_from(pieces) | st.text(max_size=4), BLANKS)
    return st.lists(part, max_size=30).map(lambda parts: "".join(word + blank for word, blank in parts))


def plainly(rule: Rule, text: str) -> Iterator[Match[str]]:
    """Yield the matches of a rule without the help of marks."""
    if rule.anchor is None:
        yield from rule.pattern.finditer(text)
        return
    covered = 0
    for literal in rule.anchor.finditer(text):
        if literal.end() > covered:
            begin = max(covered, literal.start() - REACH)
            if match := rule.pattern.search(text, begin, literal.end() + REACH):
                covered = match.end()
                yield match


def spans(matches: Iterator[Match[str]]) -> list[tuple[int, int]]:
    """Return where matches stand."""
    return [match.span() for match in matches]


def chosen(text: str, rules: tuple[Rule, ...], marks: Marks) -> list[Expression]:
    """Return what `scan` is to return, with all matches built before the first choice."""
    waiting: list[tuple[int, int, int, list[Expression]]] = []

    def build(order: int, match: Match[str]) -> None:
        if items := _built(rules[order], match):
            assert match.start() <= items[0].start <= items[-1].end <= match.end(), rules[order].name
            waiting.append((items[0].start, -items[-1].end, order, items))

    for order, rule in enumerate(rules):
        for match in rule.matches(text, marks):
            build(order, match)
    kept: list[Expression] = []
    covered = 0
    while waiting:
        waiting.sort()
        begin, end, order, items = waiting.pop(0)
        if begin >= covered:
            kept += items
            covered = -end
        elif -end > covered:
            again = rules[order].pattern.search(text, covered, -end + 40)
            if again is not None and again.end() <= -end:
                build(order, again)
    return kept


def check(text: str, language: PassageLanguage, marks: Marks) -> None:
    """Hold the matches of all rules of a language against those of their patterns alone."""
    for rule in _rules(language):
        assert spans(rule.matches(text, marks)) == spans(plainly(rule, text)), rule.name
    assert scan(text, _rules(language), marks) == chosen(text, _rules(language), marks)
    plain = _patterns(language)[0].plain
    assert spans(_counts(text, language, marks)) == spans(plain.finditer(text))


@given(texts(ENGLISH.split() + PHRASES["en"]))
@settings(deadline=None, max_examples=150)
def test_english_marks_miss_no_match(text: str) -> None:
    check(text, "en", english_marks(text))


@given(texts(CHINESE.split() + PHRASES["zh"]))
@settings(deadline=None, max_examples=150)
def test_chinese_marks_miss_no_match(text: str) -> None:
    check(text, "zh", chinese_marks(text))


@pytest.mark.parametrize(
    "text",
    [
        "On the Friday 3 May they left; ON THE\n  YEAR BEFORE LAST too.",
        "bathe following day, the   very  same year",
        "the year before last year",
        "１2018-05-03 and 2０18.5",
        "The group came by the twenty first May 2006, the 25th  anniversary.",
        "three weeks ago " + "x" * 58 + " four years laterally",
    ],
)
def test_odd_english(text: str) -> None:
    check(text, "en", english_marks(text))


@pytest.mark.parametrize(
    "text",
    [
        "NO2019年5月，三二〇一九年",
        "５月３日、2０19年",
        "今 （ 23 ）日",
        "民国 一百零八 年的 春天",
        "第一百二十五 周年",
    ],
)
def test_odd_chinese(text: str) -> None:
    check(text, "zh", chinese_marks(text))

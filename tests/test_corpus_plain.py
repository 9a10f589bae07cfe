"""What is looked for only where a sign of it stands is found as if it were looked for everywhere."""

import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from corpus import bylines, clean, labels, layout, ligatures, mojibake, outlook, pinyin, places, printed_dates
from corpus.aligned import Aligned
from corpus.lines import Line
from corpus.phrases import Phrases
from corpus.scripts import HAN, han_count, language
from corpus.simplify import simplified
from corpus.site_words import lists_in, site_words
from corpus.words import either, words

_ODD = ["ſ", "ı", "İ", "\ud800", "é", "·", "Ã©", "¡¯", "¨C", "Öйú", "\u3000", "２", "\u00a0", "\u2010", "ﬁ"]
_BLANKS = [
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "-\n",
    ". ",
    ", ",
    "。",
    "，",
    ": ",
    "：",
    "（",
    "）",
    "(",
    ")",
    "?",
    "’",
    "/",
]


def texts(*given: str) -> st.SearchStrategy[str]:
    pieces = st.sampled_from(
        [*given, *_ODD, *_BLANKS, "a", "The", "the", "Li", "市", "德阳", "said", "3", "20"]
    )
    return st.lists(pieces, max_size=14).map("".join)


@given(texts("Read", "read me", "READ  ME", "reading", "打印", "打印本页", "more"))
def test_phrases_are_found_as_their_pattern_finds_them(text: str) -> None:
    for flags in (0, re.I):
        phrases = ["Read", "Read me", "Read me more", "打印", "打印本页", "more"]
        plain = re.compile(either(phrases) + "!?", flags)
        fast = Phrases(phrases, "!?", flags)
        assert [match.span() for match in fast.finditer(text)] == [
            match.span() for match in plain.finditer(text)
        ]
        assert fast.sub("-", text) == plain.sub("-", text)


@given(
    texts("home", "Home", "Contact  us", "Copyright", "cookies", "COOKIES", "related", "Related", "版权所有")
)
def test_a_line_holds_no_words_about_the_site_but_those_of_its_lists(text: str) -> None:
    for name in ("navigation", "notices", "related", "menu", "menu_core", "footer"):
        assert name in lists_in(text) or not site_words(name).plain.search(text)


def _label_pattern() -> re.Pattern[str]:
    tables, groups = words("metadata"), []
    for kind in labels._KINDS:
        english = {
            form for word in tables["en"][kind] for form in (word, word.lower(), word.upper(), word.title())
        }
        latin = "|".join(
            re.escape(form).replace(r"\ ", " ?")
            for form in sorted(english, key=lambda form: (-len(form), form))
        )
        han = "|".join(map(re.escape, sorted(tables["zh"][kind], key=len, reverse=True)))
        behind = labels._COLON_OR_DATE if kind in labels._DATED else labels._COLON
        groups.append(
            f"(?P<{kind}>(?:(?<![A-Z])(?<![a-z](?=[a-z]))(?:{latin})(?![a-z])|{han})(?:{behind.pattern}))"
        )
    return re.compile("|".join(groups))


_LABELS = _label_pattern()


@given(
    texts(
        "Date",
        "Posted on",
        "Postedon",
        "UPDATED",
        "Date Posted",
        "by",
        "Source",
        "来源",
        "发布时间",
        "May 3",
        "2019",
    )
)
def test_labels_are_those_of_one_pattern(text: str) -> None:
    plain = [(match.start(), match.end(), match.lastgroup) for match in _LABELS.finditer(text)]
    assert [(part.start, part.end, part.kind) for part in labels.labels_in(text)] == plain
    assert all(labels.label_may_begin(text, start) for start, _, _ in plain)


def _plain_dates(text: str) -> Iterator[tuple[int, int]]:
    """Yield the dates of all layouts, each looked for everywhere."""
    if not re.search(rf"\d{{3}}|{printed_dates._HAN_DIGIT}{{3}}|民[國国]", text):
        return
    found: list[tuple[int, int]] = []
    module = printed_dates
    for pattern in (
        *(
            module._NUMBERED,
            module._YEAR_NAMED,
            module._IN_HAN,
            module._ROC_ERA,
            module._ROC,
            module._ROC_HAN,
        ),
        *(module._MONTH_FIRST, module._DAY_FIRST, module._YEAR_LAST, module._SOLID, module._CNA),
    ):
        for match in pattern.finditer(text):
            clear = not any(match.start() < end and start < match.end() for start, end in found)
            if clear and module._day(match.groupdict()):
                found.append(match.span())
    yield from found


@given(
    texts(
        *(
            "2019",
            "-05-",
            "/",
            ".",
            "年",
            "月",
            "日",
            "二○二二",
            "十一",
            "民國",
            "105",
            "95",
            "May",
            "Sept.",
            "3rd",
            " of ",
        ),
        *("1130625", "20190503", "29.06.2015", "May 3, 2019", "3 May 2019", "105年5月6日", "19"),
    )
)
def test_dates_are_those_that_a_search_everywhere_finds(text: str) -> None:
    found = [(date.start, date.end) for date in printed_dates.find_dates(text)]
    assert found == sorted(_plain_dates(text))
    assert all(printed_dates.DATE_BEGINS.match(text, start) or text[start] in "(（" for start, _ in found)


@given(
    texts(
        "our Chinese",
        "sister city",
        "Chinese",
        "delegation",
        "to China",
        "from",
        "China",
        "City Hall",
        "council",
        "of",
    )
)
def test_what_is_said_from_outside_is_found_around_its_signs(text: str) -> None:
    plain = [match.span() for match in outlook._FROM_OUTSIDE.finditer(text)]
    assert [match.span() for match in outlook._near_signs(text)] == plain


@given(
    texts(
        "成都",
        "驻",
        "四川",
        "重庆市",
        "Konin",
        "New York",
        "NEW YORK",
        "New",
        "York’s",
        "St.",
        "Louis",
        "Palmerston North",
    )
)
def test_places_are_the_longest_names_from_left_to_right(text: str) -> None:
    han, latin = places._gazetteer().han, places._gazetteer().latin
    expected, at = [], 0
    while at < len(text):
        length = next(
            (size for size in range(min(8, len(text) - at), 1, -1) if han.get(text[at : at + size])), 1
        )
        if length > 1 and text[max(0, at - 1) : at] != "驻":
            expected.append(text[at : at + length])
        at += length
    for match in re.finditer(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2}", text):
        tokens = match.group().split(" ")
        while tokens:
            names = [
                re.sub(r"(?:[’']s?|\.)$", "", " ".join(tokens[:count])) for count in range(len(tokens), 0, -1)
            ]
            known = [
                latin.get(name) or (len(name) > 3 and name.isupper() and latin.get(name.title()))
                for name in names
            ]
            first = next((index for index, place in enumerate(known) if place), len(tokens) - 1)
            expected += [names[first]] if known[first] else []
            tokens = tokens[len(tokens) - first :]
    assert [text[seen.start : seen.end] for seen in places.sightings(text)] == expected


@given(
    texts(
        "fi",
        "fl",
        "ff",
        "ffi",
        "first",
        "fi eld",
        "elds",
        "o",
        "ce",
        "di",
        "erent",
        "signifi cant",
        "traffi",
        "c",
    )
)
def test_broken_ligatures_are_joined_as_if_all_pairs_of_words_were_tried(text: str) -> None:
    aligned = Aligned.of(text)
    plain = aligned.replace(ligatures._PIECES, ligatures._whole).replace(ligatures._PIECES, ligatures._whole)
    assert ligatures.rejoined(aligned).text == plain.text


@given(texts("國(guó)", "友(you)", "好", "當?shù)", "(guó、", "（Michelle）", "巴士(bus)"))
def test_pronunciations_go_as_if_all_brackets_were_tried(text: str) -> None:
    aligned = Aligned.of(text)
    if pinyin.without_pinyin(aligned) is aligned:
        assert not any(map(pinyin._is_pinyin, pinyin._CLOSED.finditer(text)))
        for pattern in (pinyin._UNCLOSED, pinyin._UNOPENED):
            assert not any(pinyin._is_toned_syllable(match[1]) for match in pattern.finditer(text))


@given(texts(" ’s", "’ s", "x2", "C!", "m7", "Q", "& x2 C! m7", "&nbsp;", "people"))
def test_debris_is_not_overlooked(text: str) -> None:
    aligned = Aligned.of(text)
    assert clean._may_be_jammed(text) or aligned.replace(clean._JAMMER, clean._jammer) is aligned
    assert clean._may_be_loose(text) or aligned.replace(clean._POSSESSIVE, clean._possessive) is aligned
    for pattern in (clean._NEWLINE, clean._UNSEEN, clean._FOLDED, clean._COMPATIBLE, clean._WIDE_SPACES):
        assert clean._STRANGE.search(text) or not pattern.search(text)
    for pattern in (mojibake._UTF8, mojibake._GBK_MARK, mojibake._GBK_RUN):
        assert mojibake._SIGN.search(text) or not pattern.search(text)


@given(texts("我 市 的 朋 友", "关", "于", "年 5 月", "5 月", " ，", "百", "East-", "west"))
def test_blanks_are_told_apart_by_what_stands_around_them(text: str) -> None:
    han = HAN
    for now, plain in (
        (layout._GAP, r"(?<=\S)(?: {2,}|\t+)(?=\S)"),
        (layout._BEFORE_MARK, rf"(?<=[{han}A-Za-z\d]) +(?=[{layout._PUNCTUATION}])"),
    ):
        assert [match.span() for match in now.finditer(text)] == [m.span() for m in re.finditer(plain, text)]
    assert layout._APART.search(text) or not layout._LETTERSPACED.search(text)
    assert layout._HYPHEN_AT_END.search(text) or not layout._WORD_BREAK.search(text)


@given(
    texts(
        "Photo by",
        "Li Hong",
        "记者",
        "通讯员 ",
        "（本报记者 李红）",
        "(Photo: Li)",
        "责任编辑：",
        "摄",
        "Edited by: ",
        "图/",
    )
)
def test_names_of_those_who_made_the_page_are_not_overlooked(text: str) -> None:
    assert bylines._CREDIT.search(text) or not bylines._at_end().search(text)
    assert bylines._labelled_en(text) == (bylines._label_en().match(text) is not None)
    assert bylines._reporter(text) or not bylines._REPORTER.match(text)
    line = text.strip() or "-"
    brackets = [match.span() for match in bylines._in_brackets().finditer(line)]
    head = bylines._AGENCY_HEAD.match(line)
    if brackets and head and head.end() == brackets[0][0]:
        brackets[0] = (0, brackets[0][1])
    assert set(brackets) <= set(bylines.byline_cuts(Line(0, len(line), line, line)))


@given(texts("word " * 12, "a1b ", "友好城市" * 6, "友a", "."))
def test_prose_ends_as_a_sentence_and_says_enough(text: str) -> None:
    line = Line(0, len(text), text, text)
    assert line.is_prose == (line.ends_sentence and line.weight >= 24)


@given(texts("重慶", "广岛", "乾", "𠀀", "〇"))
def test_a_text_without_traditional_characters_stays(text: str) -> None:
    def is_simple(char: str) -> bool:
        try:
            char.encode("gb2312")
        except UnicodeEncodeError:
            return han_count(char) == 0
        return char not in "乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽"

    assert not all(map(is_simple, text)) or simplified(text) is text


@given(
    st.lists(
        st.sampled_from(["the", "of", "de", "la", "und", "Bonn", "wurde", "ciudad"]), min_size=5, max_size=12
    )
)
def test_the_language_is_the_one_whose_function_words_show_most(tokens: list[str]) -> None:
    shares = {
        name: sum(tokens.count(word) for word in set(listed)) / len(tokens)
        for name, listed in words("function_words").items()
    }
    best = max(shares, key=lambda name: shares[name])
    foreign = best != "English" and shares[best] >= 0.2 and shares[best] > 2 * shares["English"]
    expected = best if foreign and shares["English"] < 0.25 else "en"
    assert language(" ".join(tokens)) == language(" ".join([*tokens, "é"])[:-2]) == expected

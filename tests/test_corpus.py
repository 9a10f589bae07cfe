"""Passages by language, the home place, the bulletins that come with the project, and any input at all."""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from way_back import assert_way_back

from corpus import Kind, UnreadableError, read_bytes, read_file, read_text

SHARED = Path(__file__).parents[2] / "shared"


def test_a_bilingual_page_alternates() -> None:
    text = "上海与里昂结好已有多年。\nShanghai and Lyon have long been sister cities.\n两市互访频繁。"
    bulletin = read_text(text)
    assert [passage.language for passage in bulletin.passages] == ["zh", "en", "zh"]
    assert bulletin.language == "mul"


def test_a_line_is_split_only_where_a_sentence_of_the_other_language_begins() -> None:
    line = "两市市长出席了签约仪式并致辞。The mayors of both cities spoke at the signing ceremony in May."
    assert [passage.language for passage in read_text(line).passages] == ["zh", "en"]
    name = "市长（Tan Sri Abang Haji Johari Tun Openg of the State of Sarawak）会见代表团。"
    assert [passage.language for passage in read_text(name).passages] == ["zh"]
    gloss = "The mayor of Taipei, Ko Wen-je (柯文哲), met the guests from 布拉格 in the hall."
    assert [passage.language for passage in read_text(gloss).passages] == ["en"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("友好都市交流\n広島市と重慶市は友好都市です。両市は協定を結びました。", "Japanese"),
        ("우호도시\n두 도시는 우호도시 협정을 맺었습니다.", "Korean"),
        ("Города-побратимы подписали соглашение о дружбе.", "Cyrillic"),
        (
            "Die Stadt hat mit der Stadt Jinan eine Partnerschaft und wurde von der Delegation besucht.",
            "German",
        ),
        (
            "Les deux villes sont jumelées et le maire de la ville a signé une convention avec les élus.",
            "French",
        ),
    ],
)
def test_other_languages_are_reported_and_not_read(text: str, name: str) -> None:
    bulletin = read_text(text)
    assert bulletin.passages == ()
    assert any(name in warning for warning in bulletin.warnings)


def test_other_languages_beside_a_language_that_is_read() -> None:
    bulletin = read_text(
        "Our city has a friend in Japan, and the mayor went there.\n両市は協定を結びました。"
    )
    assert [passage.language for passage in bulletin.passages] == ["en"]
    assert any("Japanese" in warning for warning in bulletin.warnings)


def test_a_language_that_is_given_is_not_looked_for() -> None:
    assert read_text("Lyon, Bonn", language="en").language == "en"
    assert [passage.language for passage in read_text("里昂 Lyon and others", language="zh").passages] == [
        "zh"
    ]


def test_simplified_goes_beside_the_printed_text() -> None:
    [passage] = read_text("高雄市與長野市締結姊妹市。").passages
    assert (passage.text, passage.simplified) == ("高雄市與長野市締結姊妹市。", "高雄市与长野市缔结姊妹市。")


def test_spans_lead_back_to_the_text_as_given() -> None:
    given_text = "　　重慶(chóng qìng)市　與&nbsp;里昂結好，offi ce 簽署。"
    [passage] = read_text(given_text).passages
    start = passage.text.index("重慶市")
    left, right = passage.given(start, start + 3)
    assert given_text[left:right] == "重慶(chóng qìng)市"
    start = passage.text.index("office")
    left, right = passage.given(start, start + 6)
    assert given_text[left:right] == "offi ce"


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("市长会见客人\n来源：宜昌市政府网 2020-01-02\n市长昨日会见德国客人，双方谈了合作。", "宜昌"),
        ("洛阳与里昂\n我市与法国里昂市结好。洛阳市市长会见了里昂市市长，北京也派了代表。", "洛阳"),
        (
            "Our city and Lyon\nThe mayor of Linyi met guests. Our city has friends, said the Linyi FAO.",
            "Linyi",
        ),
        (
            "HELSINKI, May 5 (Xinhua) -- A group from Wuxi visited Lahti. Wuxi and Lahti are friends.",
            "Wuxi",
        ),
        (
            "Guests\nPress Release: Palmerston North City Council\nKunshan is a friend. Kunshan visits.",
            "Palmerston North",
        ),
        ("我省与北海道结好。去年，长沙市、株洲市、湘潭市的代表团访问我省的友好省道，我省外办接待。", "湖南"),
        ("The two sides met and talked about trade.", None),
        ("市领导会见德国驻成都总领事。", None),
    ],
)
def test_finds_whose_bulletin_it_is(text: str, home: str | None) -> None:
    assert read_text(text).home == home


GOLD = sorted((SHARED / "gold").glob("*.json"))


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_date_and_home_of_annotated_bulletins(gold: Path, request: pytest.FixtureRequest) -> None:
    if gold.stem.startswith("r36"):
        # The article is about several counties of Kenya and no place speaks in it.
        request.applymarker(pytest.mark.xfail(reason="a whole country is the home", strict=True))
    expected: dict[str, Any] = json.loads(gold.read_text(encoding="utf-8"))
    bulletin = read_file(SHARED / "bulletins" / f"{gold.stem}.txt")
    assert (bulletin.published.isoformat() if bulletin.published else None) == expected["published"]
    assert bulletin.language == expected["lang"]
    assert bulletin.home in expected["home"]
    assert_way_back(bulletin)


@pytest.mark.parametrize(
    ("start", "published", "home", "language"),
    [
        ("000", "2017-11-07", "Deyang", "en"),
        ("001", "2021-11-07", "Changde", "en"),
        ("002", None, "Chongqing", "mul"),
        ("003", "2018-05-30", "Shaanxi", "en"),
        ("004", None, "Shandong", "en"),
    ],
)
def test_date_and_home_of_real_bulletins(start: str, published: str | None, home: str, language: str) -> None:
    paths = list((SHARED / "seeds").glob(f"{start}*.txt"))
    if not paths:
        pytest.skip("the shared bulletins are not here")
    bulletin = read_file(paths[0])
    found = bulletin.published.isoformat() if bulletin.published else None
    assert (found, bulletin.home, bulletin.language) == (published, home, language)
    assert_way_back(bulletin)


FRAGMENTS = st.one_of(
    st.text(max_size=20),
    st.text(st.characters(exclude_categories=()), max_size=5),
    st.sampled_from(
        [
            *(
                "國(guó)",
                "重慶(chóng qìng)",
                "友(you)",
                "?",
                "(",
                "（",
                "\n",
                "\r\n",
                "\n\n",
                "　",
                "  ",
                "\t",
                "|",
                ">",
            ),
            *(
                "&nbsp;",
                "&amp;amp;",
                "&#x4e2d;",
                "¡¯",
                "¨C",
                "£¬",
                "â€™",
                "Ã©",
                "fi elds",
                "offi ce",
                " ff ",
                "ﬁ",
                "\u00ad",
            ),
            *(
                "发布时间：2021-05-03",
                "来源：市外办",
                "Updated: May 3, 2019",
                "2024-10-2814:30",
                "二○二二年八月十一日",
            ),
            *(
                "（记者 王明）",
                "Photo by Luo Ming",
                "By X",
                "ENDS",
                "© ",
                "Home",
                "首页",
                "上一篇",
                "相关新闻",
                "<br/>",
                "<b>",
            ),
            *(
                "our city",
                "我市",
                "Deyang",
                "德阳市",
                "KUCHING (Oct 19): ",
                "\ud800",
                "日本語です",
                "한국어",
                "the mayor of",
            ),
            *(
                "，",
                "。",
                "sister-\ncity",
                "& x2 C! m7 Q\n",
                "？",
                "関 係 の 市",
                "A & B",
                "2 0 2 1 年",
                "\x00",
                "\x85",
            ),
        ]
    ),
)


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
@example("a\r\n\u00adb\ufeff\n")
@settings(deadline=None, max_examples=300)
def test_every_character_leads_back(text: str) -> None:
    bulletin = read_text(text)
    assert bulletin.text == text
    assert_way_back(bulletin)


@given(st.binary(max_size=400), st.sampled_from([None, *get_args(Kind)]))
@settings(deadline=None, max_examples=200)
def test_bytes_are_read_or_refused(data: bytes, kind: Kind | None) -> None:
    with suppress(UnreadableError):
        assert_way_back(read_bytes(data, id="any", kind=kind))


@given(st.text(max_size=300), st.sampled_from(["gb18030", "big5", "utf-16", "utf-8", "cp1252"]))
@settings(deadline=None, max_examples=100)
def test_text_in_any_encoding_is_read_or_refused(text: str, encoding: str) -> None:
    with suppress(UnreadableError):
        assert_way_back(read_bytes(text.encode(encoding, errors="ignore"), id="any", kind="text"))


SHAPES = {
    "one line of Chinese": "德阳市市长会见德国代表团，双方签署友好城市协议。",
    "one line of English": "The mayor of Deyang met a delegation of 12 from Lyon. ",
    "short lines": "ab\n",
    "open brackets": "國(guó",
    "labels": "来源：",
    "dates": "2019-05-03 10:00 ",
    "menus": "Home > ",
    "gaps": "a  b ",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_in_step_with_length(shape: str) -> None:
    """Count calls, of our functions and of the library's, over a text and one eight times as long."""

    def calls(length: int) -> int:
        text = (SHAPES[shape] * (length // len(SHAPES[shape]) + 1))[:length]
        read_text(text)
        count = 0

        def count_call(_frame: object, event: str, _arg: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count_call)
        try:
            read_text(text)
        finally:
            sys.setprofile(before)
        return count

    assert calls(32_000) <= 9 * calls(4_000) + 2_000


def test_a_megabyte_in_one_line_is_read() -> None:
    bulletin = read_text(SHAPES["one line of English"] * 19_000)
    assert len(bulletin.text) > 1_000_000
    assert bulletin.language == "en"

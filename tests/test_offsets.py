"""Whatever the input, every span of every record is the text as given, and reading is repeatable."""

import random
from typing import Any

import pytest
from hypothesis import example, given, note
from hypothesis import strategies as st

import pipeline
from corpus import UnreadableError, read_bytes
from models import BulletinRecords
from pipeline.assembly.drafts import Draft
from pipeline.assembly.ties import pair_records
from pipeline.linking import NamedPlace, linked

ENGLISH = [
    "Mayor Anna Virta of Lahti led a delegation of 7 people to Deyang on May 2, 2019.",
    "Deyang has been a sister city of Lahti, Finland since September 7th, 2000.",
    "A six-member party headed by Vice Mayor Wu Lan will visit Konin of Poland from 12 to 21 October.",
    "The two cities signed a letter of intent yesterday, and our city gave RMB 6,000 (about $900).",
    "More than 300 guests, among them Dr. Jean O’Neill, president of the friendship association, came.",
    "Trade reached US$4.7 million in the first half of 2015; it had been €1.2bn in the 1990s.",
    "Friendship agreements were signed with Muncie (1994), Bonn and Lyon respectively.",
    "In late June a group of 23 students from Gunsan stayed for five days.",
]
CHINESE = [
    "5月2日，拉赫蒂市市长安娜·维尔塔率代表团一行7人访问德阳。",
    "2000年9月7日，我市与芬兰拉赫蒂市结为友好城市。",
    "副市长吴兰、市政府秘书长何平等13人于去年10月12日至21日出访波兰科宁市。",
    "双方签订意向书，总额300万日元（约合人民币14万元）。",
    "市委常委、副市长李强会见来访的日本客人，三百余人出席。",
    "昨日，赵市长一行回访，为期五天。",
    "截至2016年底，德阳先后与美国曼西市、德国波恩市、法国里昂市缔结友好关系。",
    "上世纪八十年代以来互访67批，共2300人次。",
]
TRADITIONAL = [
    "高雄市市長陳明率團一行十二人訪問八王子市，雙方簽署姊妹市協議。",
    "民國一〇八年五月，本市與日本結盟三十週年，補助新臺幣二十萬元。",
    "昨日接待來訪的漢堡市代表團，團長穆勒先生致詞。",
]
PAGE = [
    "首页 > 新闻动态 > 正文",
    "发布时间：2019-05-03 来源：德阳市外事办 浏览次数：12",
    "Source: Deyang Foreign Affairs Office   Date: 2019-05-03   Font: [A+] [A-]",
    "（记者 王小明 摄）",
    "Copyright © all rights reserved",
    "<p>Mayor &amp; guests&nbsp;met</p>",
    "市長は使節団と会談しました。",
    "시장은 대표단을 만났다.",
]
DEBRIS = [
    *("\u00ad", "\u200b", "\ufeff", "\u3000", "\u00a0", "\t", "\r\n", "\n", "  ", "\ufffd", "\0", "\x1b[1m"),
    *("(hao)", "（you）", "(shi)", "fi ", "ﬁ", "Å", "e\u0301", "\u202e", "&nbsp;", "&#20140;", "&lt;", "?；"),
    *(
        "１２",
        "Ａ",
        "“",
        "）",
        "/",
        ".",
        "，",
        "、",
        "-",
        "~",
        "$",
        "￥",
        "元",
        "年",
        "市",
        "of ",
        "and ",
        "𠮷",
        "の",
    ),
]
CUTS = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(DEBRIS), st.integers(0, 3)), max_size=12)


@st.composite
def bulletins(draw: st.DrawFn) -> str:
    """Sentences in any order and mixture, some spoilt: debris put in, characters lost, pinyin added."""
    pools = draw(st.lists(st.sampled_from([ENGLISH, CHINESE, TRADITIONAL, PAGE]), min_size=1, max_size=3))
    sentences = draw(st.lists(st.sampled_from([line for pool in pools for line in pool]), max_size=8))
    text = draw(st.sampled_from(["", " ", "\n", "\r\n", "\n\n", "\u3000"])).join(sentences)
    for place, debris, lost in draw(CUTS):
        at = int(place * len(text))
        text = text[:at] + debris + text[at + lost :]
    return with_pinyin(text) if draw(st.booleans()) else text


def with_pinyin(text: str) -> str:
    """Put a reading in brackets after some characters, as pages printed for learners have it."""
    return text.replace("市", "市(shi)").replace("友好", "友(you)好(hao)").replace("团", "团（tuan）")


def assert_spans_hold(text: str, records: BulletinRecords) -> None:
    spans = [span for _, fact in records.facts() for span in fact.evidence]
    for span in spans:
        assert text[span.start : span.end] == span.text != ""


@pytest.fixture(scope="module")
def reader() -> pipeline.Reader:
    return pipeline.load()


@given(
    text=bulletins(),
    published=st.sampled_from([None, "2019-05-03"]),
    home=st.sampled_from([None, "Deyang", "德阳"]),
)
@example(text="", published=None, home=None)
@example(text="\ufeff友(you)好(hao)城(cheng)市(shi)\r\n", published=None, home="德阳")
def test_spans_hold_on_any_bulletin(
    reader: pipeline.Reader, text: str, published: str | None, home: str | None
) -> None:
    records = reader.read(text, published=published, home=home)
    note(records.to_json())
    assert_spans_hold(text, records)
    assert pipeline.load().read(text, published=published, home=home) == records, (
        "read twice, told twice the same"
    )


@given(text=st.text(max_size=300))
def test_spans_hold_on_any_text(reader: pipeline.Reader, text: str) -> None:
    assert_spans_hold(text, reader.read(text))


@given(
    text=bulletins(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    html=st.booleans(),
)
def test_spans_hold_on_any_bytes(reader: pipeline.Reader, text: str, encoding: str, html: bool) -> None:
    page = f"<html><body><p>{text}</p></body></html>" if html else text
    try:
        bulletin = read_bytes(page.encode(encoding), id="bytes", kind="html" if html else "text")
    except UnreadableError:
        return
    assert_spans_hold(bulletin.text, reader.read_bulletin(bulletin))


@given(pool=st.sampled_from([ENGLISH, CHINESE]), seed=st.integers(0, 10**6))
def test_a_bulletin_does_not_depend_on_those_read_before(
    reader: pipeline.Reader, pool: list[str], seed: int
) -> None:
    chance = random.Random(seed)
    text = "\n".join(chance.sample(pool, 4))
    first = reader.read(text, published="2019-05-03")
    reader.read("\n".join(chance.sample(ENGLISH + CHINESE, 5)), published="1999-01-01", home="Lyon")
    assert reader.read(text, published="2019-05-03") == first


def test_the_snippets_are_worth_reading(reader: pipeline.Reader) -> None:
    for lines in (ENGLISH, CHINESE, TRADITIONAL):
        records = reader.read("\n".join(lines), published="2019-05-03", home="Deyang")
        assert (
            sum(bool(getattr(records, kind)) for kind in BulletinRecords.model_fields if kind != "document")
            >= 4
        )


@pytest.mark.parametrize(
    ("text", "home"), [("A\ud800市与奈良市结好。", None), ("我市与奈良市结好。", "A\udfff市")]
)
def test_half_a_character_is_refused(reader: pipeline.Reader, text: str, home: str | None) -> None:
    with pytest.raises(UnreadableError, match="holds half a character"):
        reader.read(text, home=home)


def test_a_refused_record_does_not_cost_the_bulletin(
    reader: pipeline.Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "2000年9月7日，我市与芬兰拉赫蒂市结为友好城市。"
    whole = reader.read(text, home="德阳")

    def with_one_astray(*given: Any) -> list[Draft]:
        (pair,) = pair_records(*given)
        return [{**pair, "evidence": [{"start": 0, "end": 2, "text": "拉赫"}]}, pair]

    monkeypatch.setattr("pipeline.assembly.pair_records", with_one_astray)
    records = reader.read(text, home="德阳")
    assert (records.city_pairs, records.dates) == (whole.city_pairs, whole.dates)
    assert len(records.document.warnings) == 1
    assert records.document.warnings[0].startswith("one of its city_pairs was left out: ")


def test_a_refused_place_costs_the_facts_that_name_it_alone(
    reader: pipeline.Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "2000年9月7日，我市与芬兰拉赫蒂市结为友好城市。"
    whole = reader.read(text, home="德阳")

    def with_half_a_point(*given: Any) -> dict[NamedPlace, Any]:
        half = {"name": "拉赫蒂市", "latitude": 61.0}
        return {place: found if place.name == "德阳" else half for place, found in linked(*given).items()}

    monkeypatch.setattr("pipeline.assembly.linked", with_half_a_point)
    records = reader.read(text, home="德阳")
    assert (records.city_pairs, records.dates) == ((), whole.dates)
    assert "a point needs both latitude and longitude" in records.document.warnings[0]

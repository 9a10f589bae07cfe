"""Debris goes, and what only looks like debris stays."""

import pytest

from corpus.clean import clean


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        # Pronunciations, and brackets that are none.
        ("國(guó)家", "國家"),
        ("重慶(chóng qìng)市", "重慶市"),
        ("重慶（chóngqìng）市", "重慶市"),
        ("友(you)好(hao)", "友好"),
        ("開(kāi）幕", "開幕"),
        ("發(fā展", "發展"),
        ("當?shù)企業", "當企業"),
        ("協定(RCEP)", "協定(RCEP)"),
        ("市长吴弭（Michelle Wu）", "市长吴弭（Michelle Wu）"),
        ("马累(Malé)与巴士(bus)", "马累(Malé)与巴士(bus)"),
        ("何塞(José)与阿娜(Ana)", "何塞(José)与阿娜(Ana)"),
        ("备忘录(MOU)(mou)", "备忘录(MOU)(mou)"),
        # Split ligatures, and pairs of words.
        ("other fi elds and the fi rst offi ce", "other fields and the first office"),
        ("traffi c, signifi cantly infl uenced", "traffic, significantly influenced"),
        ("a di ff erent o ffi cial e ff ort", "a different official effort"),
        ("Sheffi eld refl ected con fi dence", "Sheffield reflected confidence"),
        ("ﬁeld of eﬀort", "field of effort"),
        ("of fields, a sci fi event, staff offered", "of fields, a sci fi event, staff offered"),
        (
            "Kilifi is far; off it went; the fields and farms",
            "Kilifi is far; off it went; the fields and farms",
        ),
        ("a cliff in Cardiff is if it fits", "a cliff in Cardiff is if it fits"),
        # Widths, spaces, unseen characters.
        ("２０２１年ＡＢＣ，５％", "2021年ABC，5%"),
        ("a\u00a0b\u2009c\u200bd\u00adef\ufeff", "a b cdef"),
        ("于 2021 年 5 月 12 日有 300 人", "于2021年5月12日有300人"),
        ("关 于 我 市 的 报告", "关于我市的 报告"),
        ("日本  长野市   1981年4月19日", "日本  长野市   1981年4月19日"),
        ("日本　长野市　1981年", "日本  长野市  1981年"),
        ("加拿大 1985年", "加拿大 1985年"),
        ("teachers of  Sichuan met in the hall of the old town and the guests sang.",) * 2,
        # Wrong encodings, entities, tags, a forum's letters.
        ("Quzhou¡¯s ¡°friends¡±, 9 ¨C10 May", "Quzhou’s “friends”, 9 –10 May"),
        ("Quzhouâ€™s PÃ©cs", "Quzhou’s Pécs"),
        ("£5 and £1.2 million in ¡Viva!", "£5 and £1.2 million in ¡Viva!"),
        ("A&nbsp;&amp;&nbsp;B&#39;s &lt;3 AT&T", "A & B's <3 AT&T"),
        ("one<br />two <b>three</b> 4 < 5", "one\ntwo three 4 < 5"),
        ("长野市1981年缔结# m9 a/ R6 e2 u", "长野市1981年缔结"),
        ("& x2 C! m7 Q", ""),
        ("grades A B C D and 1 2 3 4 5", "grades A B C D and 1 2 3 4 5"),
        ("????青岛市市长", "青岛市市长"),
        ("?The mayor spoke in?the hall", "The mayor spoke in the hall"),
        ("Is it so? Yes?", "Is it so? Yes?"),
        ("Chongqing’ s and Lyon ’s", "Chongqing’s and Lyon’s"),
        # Line ends inside a sentence, and those of lists and headings.
        ("the mayor of\nLyon", "the mayor of Lyon"),
        ("a delegation that came from afar\nvisited us", "a delegation that came from afar visited us"),
        ("an agree-\nment of sister-\ncities", "an agreement of sister-cities"),
        ("The talks were long.\nthe end", "The talks were long.\nthe end"),
        ("Nagano, Japan\nLyon, France\nBonn, Germany", "Nagano, Japan\nLyon, France\nBonn, Germany"),
        ("home\nabout us\nlinks", "home\nabout us\nlinks"),
        ("双方签署\n，并致辞", "双方签署，并致辞"),
        ("1994年10月，\n里昂市", "1994年10月，里昂市"),
        ("日本长野市\n法国里昂市", "日本长野市\n法国里昂市"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
    ],
)
def test_cleans(given_text: str, cleaned: str) -> None:
    if given_text.startswith("teachers"):
        cleaned = given_text.replace("  ", " ")
    aligned = clean(given_text)
    assert aligned.text == cleaned
    assert len(aligned.offsets) == len(cleaned) + 1


def test_joins_the_lines_of_a_page_that_wraps_them() -> None:
    wrapped = (
        "　　四月十日上午，我市与日本长野市在国宾馆签署友好城市\n"
        "协议书。市长张明、副市长李红出席签字仪式并先后致辞，\n"
        "双方交换了礼品。代表团一行十二人还参观了我市的博物馆\n"
        "和两所中学。\n　　会谈后，双方合影。"
    )
    assert clean(wrapped).text.count("\n") == 1
    english = (
        "The council of the town has decided at its meeting in March to send\n"
        "Mayor Ann Poe and four of its members to the partner city in China,\n"
        "Guilin, where they will stay with families and visit the schools of\n"
        "Yanshan District, the university and a factory that makes bicycles.\n"
        "The trip is paid for by the guests themselves.\n"
    )
    assert clean(english).text.count("\n") == 2

"""The page around a bulletin: metadata, bylines, menus, footers."""

import datetime as dt

import pytest
from way_back import body_of, line_of

from corpus import read_text
from corpus.bylines import byline_cuts, is_byline
from corpus.clean import clean
from corpus.metadata import examine
from corpus.printed_dates import dateline


@pytest.mark.parametrize(
    ("text", "day", "publisher"),
    [
        ("Source:绵阳政府网 Date:2021-11-07 08:40:54 【Fonts:Small Big", "2021-11-07", "绵阳政府网"),
        (
            "Release time: 2017-11-07 source:中国·绵阳 Browse times: font size:A+ A- Printing",
            "2017-11-07",
            "中国·绵阳",
        ),
        (
            "2018-05-30 22:08:31 , Source : The Government Website of Gansu Province",
            "2018-05-30",
            "The Government Website of Gansu Province",
        ),
        (
            "发布时间：2020-04-12 09:30 来源：市外办 浏览次数：12 次 【字体：大 中 小】",
            "2020-04-12",
            "市外办",
        ),
        ("發佈時間：2020-04-12 來源：市政府新聞局", "2020-04-12", "市政府新聞局"),
        ("作者：　来源：宜昌市外侨办　发布时间：2015年04月12日　点击数：12", "2015-04-12", "宜昌市外侨办"),
        ("Updated: December 16, 2021", "2021-12-16", None),
        ("chinadaily.com.cn| Updated : Dec 2, 2019 L M S", "2019-12-02", "chinadaily.com.cn"),
        ("Wednesday, 29 May 2019, 2:11 pm", "2019-05-29", None),
        ("By The Harbour Post on October 19, 2023, Thursday at 9:40 AM", "2023-10-19", "The Harbour Post"),
        ("2018-December-7       Source: Newsgd.com", "2018-12-07", "Newsgd.com"),
        ("江城日报2019-02-02 09:17:08", "2019-02-02", "江城日报"),
        ("二○二二年八月十一日", "2022-08-11", None),
        ("2025年04月23日 20:33:54　中国新闻网　张金明", "2025-04-23", "中国新闻网"),
        ("时间：2024-10-2814:30 来源：外事办", "2024-10-28", "外事办"),
        ("Source: hubei.gov.cn 10/19/2016 04:10:15", "2016-10-19", "hubei.gov.cn"),
        (
            "Time:2017-03-05Editor:Wang LeiResource:Department of CultureSize:LargeMediumSmall",
            "2017-03-05",
            "Department of Culture",
        ),
        ("Published on July 18th, 2011 | by", "2011-07-18", None),
        ("Posted May 3, 2019 by admin", "2019-05-03", None),
        ("Published: Thu 27 Mar 2003 05:17 PM", "2003-03-27", None),
        ("发表于 2009-12-3 14:20:46　|　只看该作者", "2009-12-03", None),
        ("新闻日期:107-03-26", "2018-03-26", None),
        ("中華民國114年5月2日", "2025-05-02", None),
        ("29.06.2015 12:34", "2015-06-29", None),
        ("(Harbour News Agency November 7, 2003)", "2003-11-07", "Harbour News Agency"),
        ("来源：市外事办　字体：大 中 小", None, "市外事办"),
        ("Press Release: Palmerston North City Council", None, "Palmerston North City Council"),
        ("来源： sp20241025 发布时间：2024-10-25", "2024-10-25", None),
        (
            "HILL MIRROR — Your Own Weekly        Sunday 10 September 2017        Rs. 30.00",
            "2017-09-10",
            None,
        ),
        (
            "2016年5月4日  星期三  农历丙申年三月廿八  第A02版：要闻         上一版  下一版",
            "2016-05-04",
            None,
        ),
        ("乡里消息｜湖滨　　2019-05-23 Thu　　上载 9:20 a.m.　　赞 8　　留言 2", "2019-05-23", None),
        ("Head of desk: Ann Hill    Last changed 2016/4/21     Back to TOP", "2016-04-21", None),
    ],
)
def test_reads_metadata_lines(text: str, day: str | None, publisher: str | None) -> None:
    entry = examine(line_of(clean(text).text))
    assert entry is not None
    assert (entry.day.isoformat() if entry.day else None, entry.publisher) == (day, publisher)


@pytest.mark.parametrize(
    "text",
    [
        "日本  长野市     1981年4月19日缔结",
        "2015年10月10日 10:00，代表团抵达我市，市长会见了代表团一行。",
        "2016年7月20日，代表团离开。",
        "Mayor Li visited Lyon on May 3, 2019",
        "Sister City since May 3, 1999",
        "On the morning of May 29, 2018",
        "签约时间：2019年5月3日",
        "时间：2019年5月3日 地点：市政府会议室",
        "Date: May 3, 2012 Time: 10:00 Venue: City Hall",
        "Lyon, France (May 3, 2019)",
        "Updated plans were discussed in 2016.",
        "The source of the river: 1998 and after",
        # No tenth of September 2017 is a Monday.
        "HILL MIRROR — Your Own Weekly        Monday 10 September 2017        Rs. 30.00",
        "Sunday 10 September 2017        Visit to the port        Hall 3",
    ],
)
def test_leaves_dates_of_the_body(text: str) -> None:
    assert examine(line_of(text)) is None


def test_metadata_at_the_start_or_end_of_a_line_of_the_body_is_cut_out() -> None:
    start = read_text(
        "发布时间：2021-05-03 来源：市外办 5月2日，市长张明率团访问日本长野市，双方举行了会谈。"
    )
    assert body_of(start) == "5月2日，市长张明率团访问日本长野市，双方举行了会谈。"
    assert (start.published, start.publisher) == (dt.date(2021, 5, 3), "市外办")
    end = read_text("我市与里昂市结好，双方签署了协议书。（来源：江城日报）")
    assert (body_of(end), end.publisher) == ("我市与里昂市结好，双方签署了协议书。", "江城日报")
    reviewed = read_text("A friend\n\nThe hall is run by the City of Lakeside. Page reviewed 2015-04-2709:12")
    assert reviewed.published == dt.date(2015, 4, 27)
    assert body_of(reviewed) == "A friend\nThe hall is run by the City of Lakeside."
    crawled = read_text("date 2016-11-18 ACCRA -- A delegation from Lyon visited Accra on Tuesday.")
    assert crawled.published == dt.date(2016, 11, 18)
    assert body_of(crawled).startswith("ACCRA -- A delegation")


def test_a_date_alone_is_the_page_s_only_beside_its_head_or_foot() -> None:
    head = read_text(
        "Mayor visits Lyon\n\nMay 3, 2019\n\nThe mayor of Deyang visited Lyon yesterday and met the guests."
    )
    assert head.published == dt.date(2019, 5, 3)
    assert "2019" not in body_of(head)
    foot = read_text(
        "市长访问里昂市，双方签署了友好城市关系协议书，并共同参观了学校。\n代表团一行六人。\n2019年5月3日"
    )
    assert foot.published == dt.date(2019, 5, 3)
    chronicle = read_text("Our friends\nOctober 6, 1994\nA group came.\nMay 1, 1995\nAnother group came.")
    assert chronicle.published is None
    assert "October 6, 1994" in body_of(chronicle)
    single = read_text("October 6, 1994")
    assert (single.published, body_of(single)) == (None, "October 6, 1994")


def test_a_sentence_about_cookies_is_no_body() -> None:
    page = read_text(
        "By going on you agree to our use of cookies and to the Privacy Policy. Change this any time.\n"
        "18-Jun-2024\nA new friend\n\nThe council of Lakeside signed an agreement with Guilin."
    )
    assert page.published == dt.date(2024, 6, 18)
    assert body_of(page).startswith("A new friend")
    told = read_text(
        "The schools of Lakeside sent home-made cookies to the children of Guilin for the feast."
    )
    assert "cookies" in body_of(told)


def test_a_label_of_publication_wins_over_an_update_and_a_bare_date() -> None:
    text = "A friend\nUpdated: May 9, 2019\nPublished: May 3, 2019\nDeyang has a friend in Lyon."
    assert read_text(text).published == dt.date(2019, 5, 3)


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("CHONGQING, May 21 (Xinhua) -- More", "CHONGQING", (None, 5, 21)),
        ("KUCHING (Oct 19): The mayor", "KUCHING", (None, 10, 19)),
        ("ST. LOUIS (April 18, 2024) — A group", "ST. LOUIS", (2024, 4, 18)),
        ("Dunedin (Monday, 20 October 2014) – The", "Dunedin", (2014, 10, 20)),
        ("中新网成都10月25日电 三年前", "成都", (None, 10, 25)),
        ("新华社巴黎3月5日电", "巴黎", (None, 3, 5)),
        ("ACCRA -- A delegation", "ACCRA", (None, None, None)),
    ],
)
def test_reads_datelines(text: str, place: str, day: tuple[int | None, ...]) -> None:
    found = dateline(text)
    assert found is not None
    assert (found.place, (found.year, found.month, found.day)) == (place, day)
    # The dateline stays in the body.
    assert body_of(read_text(text)) == text


def test_a_dateline_with_its_year_dates_an_undated_page() -> None:
    text = (
        "A group from Nanchang\nST. LOUIS (April 18, 2024) — Mayor Poe welcomed a delegation from Nanchang."
    )
    assert read_text(text).published == dt.date(2024, 4, 18)
    assert dateline("Mayor Li visited Paris, May 3-5") is None


def test_what_the_caller_says_wins() -> None:
    text = "发布时间：2021-05-03 来源：德阳市外办\n我市与里昂市结好。"
    bulletin = read_text(text, id="x", published=dt.date(2020, 1, 1), home="绵阳")
    assert (bulletin.id, bulletin.published, bulletin.home) == ("x", dt.date(2020, 1, 1), "绵阳")


@pytest.mark.parametrize(
    "text",
    [
        "责任编辑：张明",
        "编辑：李红 校对：王刚",
        "Translator: Wu Yan",
        "Photo by Luo Ming",
        "Edited by: shandong channel",
        "By CHEN YI and LIU KE in Wuhan",
        "（本报记者 戴明）",
        "（何明　王红）",
        "（某某日报网 Helen 编辑）",
        "(市人民对外友好协会供稿)",
        "圖：高雄市行國處／提供",
        "文/张明 图/李红",
        "记者 王明 通讯员 李红",
        "(Provided by the Foreign Affairs Office)",
        "ENDS",
        "（完）",
        "— Harbour Daily, HP",
    ],
)
def test_bylines_are_no_body(text: str) -> None:
    assert is_byline(line_of(clean(text).text))


@pytest.mark.parametrize(
    "text",
    [
        "编辑部设在我市",
        "记者了解到，代表团一行12人访问我市。",
        "Editor in chief of the paper, Ann Poe, met the mayor.",
        "By sea, we arrived",
        "Source of pride is the city.",
        "（一）基本情况",
        "Mayor Zhao Hui",
        "市长张明",
        "By 2016, Deyang had five friends.",
    ],
)
def test_lines_that_only_begin_like_bylines_stay(text: str) -> None:
    assert not is_byline(line_of(text))
    assert not byline_cuts(line_of(text))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("本报讯（记者 王明）第三届大会开幕。", "第三届大会开幕。"),
        ("中新网成都10月25日电 (记者 岳明)三年前见过。", "中新网成都10月25日电 三年前见过。"),
        ("两市友谊长存。 （本报记者 戴明）", "两市友谊长存。"),
        ("两市走近一些。(完) 【编辑:刘明】", "两市走近一些。"),
        ("双方签署备忘录。攝影:Noh,si-hoon", "双方签署备忘录。"),
        ("双方签署备忘录。责编：王明　校对：李红", "双方签署备忘录。"),
        ("The opening ceremony in spring. Photograph by Luo Ming.", "The opening ceremony in spring."),
        ("The mayors meet in Beijing. (Xinhua/Liu Ming)", "The mayors meet in Beijing."),
        ("The guests in the park. (Photo: Song Ming)", "The guests in the park."),
        ("市长吴弭（Michelle Wu）与图们市（图们江畔）代表会面。",) * 2,
        ("今天是（记者节）。",) * 2,
    ],
)
def test_cuts_bylines_out_of_a_line(text: str, kept: str) -> None:
    assert body_of(read_text(text)) == kept


def test_what_frames_a_page_is_no_body() -> None:
    page = (
        "Home > News > Local\nAbout\n  Office\n  Recent Activities\n  Guide\n\n"
        "Lakeside has a new friend\nThe Lakeside Gazette\nUpdated: July 3, 2018\n【Print】【Close】\n"
        "LAKESIDE — The council of Lakeside signed an agreement with Guilin and the two are sisters.\n"
        "Follow us: Facebook\nRelated Articles\nParis and Rome sign on May 3, 2011\n"
        "Copyright © Lakeside Gazette. All rights reserved. 鄂ICP备05000000号\nSponsored by: City of Lakeside"
    )
    bulletin = read_text(page)
    assert body_of(bulletin) == (
        "Lakeside has a new friend\nThe Lakeside Gazette\n"
        "LAKESIDE — The council of Lakeside signed an agreement with Guilin and the two are sisters."
    )
    assert (bulletin.title, bulletin.home) == ("Lakeside has a new friend", "Lakeside")
    chinese = (
        "您现在的位置：首页>>外事动态>>正文\n我市与长野市结好\n来源：市外侨办　发布时间：2015年04月12日\n"
        "四月十日，我市与长野市签署友好城市协议书，市长出席。\n上一篇：市领导会见法国客人  下一篇：没有了\n"
        "版权所有：宜昌市人民政府外事侨务办公室"
    )
    bulletin = read_text(chinese)
    assert body_of(bulletin) == "我市与长野市结好\n四月十日，我市与长野市签署友好城市协议书，市长出席。"
    assert (bulletin.title, bulletin.home) == ("我市与长野市结好", "宜昌")

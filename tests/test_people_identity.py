"""One person across scripts, orders and bulletins: invented officials, alike and apart."""

import itertools
import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.register.people import PersonMention, blocks, persons, same, shown
from pipeline.register.people.titles import classes

MADE = Path(__file__).with_name("made_people.toml")


def mention(line: str) -> PersonMention:
    """Read `names | titles | places | countries`, each a list with `;`."""
    names, titles, places, countries = (
        [v for v in map(str.strip, f.split(";")) if v] for f in line.split("|")
    )
    return PersonMention(tuple(sorted(names)), tuple(titles), (), tuple(places), tuple(countries))


def with_bodies(line: str) -> PersonMention:
    names, titles, bodies, places, countries = line.split("|")
    return mention("|".join((names, titles, places, countries)))._replace(bodies=(bodies.strip(),))


def pairs(text: str) -> list[tuple[PersonMention, PersonMention]]:
    lines = [line for line in map(str.strip, text.strip().splitlines()) if line and not line.startswith("#")]
    return [(mention(one), mention(other)) for one, other in (line.split(" = ") for line in lines)]


# A name alone is that of a mayor of one place in the country that heads the list.
def of_one_post(country: str, text: str, title: str = "Mayor") -> list[tuple[PersonMention, PersonMention]]:
    rows = [line.split(" = ") for line in text.strip().splitlines()]
    return [
        (mention(f"{a.strip()}|{title}|g:1|{country}"), mention(f"{b.strip()}|{title}|g:1|{country}"))
        for a, b in rows
    ]


ONE = [
    *of_one_post(
        "CN",
        """赵辉 = Zhao Hui
        赵辉 = Hui Zhao
        赵辉 = ZHAO Hui
        趙輝 = 赵辉
        赵辉 = Mr. Zhao Hui
        赵辉 = 赵辉先生
        王小明 = Wang Xiao Ming
        王小明 = Wang Xiao-ming
        Wang Xiaoming = Xiaoming Wang
        Wang Xiao Ming = WANG Xiaoming
        吕梁 = Lü Liang
        吕梁 = Lyu Liang
        吕梁 = Lv Liang
        吕梁 = Lu Liang
        Lv Liang = Lu Liang
        聂荣 = Nie Rong
        徐女 = Xu Nü
        李建安 = Li Jian'an
        李建安 = Li Jian’an
        Li Jian'an = Li Jianan
        欧阳文 = Ouyang Wen
        欧阳文 = Ou Yang Wen
        司马青 = Qing Sima
        曾可 = Zeng Ke
        单雄 = Shan Xiong
        仇英 = Qiu Ying
        解放 = Xie Fang
        赵 = 赵辉
        赵 = Zhao Hui
        Zhao = 赵辉
        Zhao = Zhao Hui
        欧阳 = 欧阳文
        Mayor Zhao = Zhao Hui
        赵市长 = 赵辉
        张晓明 = Chang Hsiao-ming
        Zhang Xiaoming = Chang Hsiao-ming
        朱其昌 = Chu Chi-chang""",
    ),
    *of_one_post(
        "TW", "蔡志光 = Tsai Chih-kuang\n Chih-kuang Tsai = Tsai Chih-kuang\n 许建文 = Hsu Chien-wen"
    ),
    *of_one_post("HK", "黄国强 = Wong Kwok-keung\n 陈志明 = Chan Chi-ming\n 林美华 = Lam Mei-wah"),
    *of_one_post(
        "JP",
        """山田太郎 = Yamada Taro
        山田太郎 = Taro Yamada
        山田太郎 = YAMADA Tarō
        渡边惠子 = 渡邊惠子
        广泽健一 = 広沢健一
        大野一郎 = Ichiro Ohno
        Ōno Ichirō = Ichiro Ono
        山田 = Taro Yamada
        山田 = 山田太郎
        Yamada = 山田太郎
        佐々木健一 = 佐佐木健一""",
    ),
    *of_one_post(
        "KR",
        """金相宇 = Kim Sang-woo
        金相宇 = Sangwoo Kim
        朴贤俊 = Pak Hyon-jun
        李民浩 = Rhee Min Ho
        崔英善 = Choi Young-sun
        Choi Young-sun = Choi Young Sun
        金 = Kim Sang-woo
        Kim = 金相宇""",
    ),
    *of_one_post(
        "GB",
        """J. Smith = John Smith
        J Smith = John Smith
        J.F. Smith = John F. Smith
        John F. Smith = John Smith
        John F. Smith = John Francis Smith
        John Smith Jr. = John Smith
        Cr John Smith = John Smith
        Smith = John Smith
        José García = Jose Garcia
        Jörg Müller = Joerg Mueller
        Mette Sørensen = Mette Sorensen
        Ann O'Brien = Ann O’Brien
        Jean-Luc Petit = Jean Luc Petit
        Pieter van der Laan = Pieter Van der Laan
        van der Laan = Pieter van der Laan
        约翰·米勒;John Miller = 约翰·米勒
        约翰·米勒 = 约翰・米勒
        米勒 = 约翰·米勒
        维克多·蓬塔 = Victor Ponta
        蓬塔 = Ponta
        安娜·科瓦尔斯卡 = Anna Kowalska
        吴米雪(Michelle Woo) = Michelle Woo""",
    ),
    *pairs(
        """
        赵辉明|市长|g:1|CN = 赵辉明|副省长|g:2|CN
        赵辉|市长|g:1|CN = 赵辉|书记|g:1|CN
        赵辉|市长|g:1|CN = 赵辉|市长|g:2|CN
        赵辉明|副市长|g:1|CN = Zhao Huiming|Executive Vice Mayor|g:2|CN
        赵辉|副市长|g:1|CN = Zhao Hui|Party Secretary|g:1|CN
        Wang Wei|Mayor|g:1|CN = Wang Wei|Party Secretary|g:1|CN
        John Smith|Mayor|g:1|GB = John Smith|Mayor|g:2|GB
        山田太郎|知事|g:1|JP = Taro Yamada|Governor|g:2|JP
        赵辉明|市长|| = 赵辉明|市长|g:1|CN
        唐纳|总统|g:1|US = 唐纳;Ron Donner|州长|g:1|US
        唐纳;Ron Donner|总统|g:1|US = 东纳;Ron Donner|总统|g:1|US
        """
    ),
]

TWO = [
    *of_one_post(
        "CN",
        """赵辉 = 赵慧
        赵辉 = 肇辉
        赵辉 = Zhao Hua
        赵辉明 = 赵辉民
        赵辉 = 赵辉明
        Zhao Hui = Zhao Huiming
        Zhang Min = Zhang Ming
        Wang Na = Wang Li Na
        Fang An = Fan Gan
        Li Na = Li Nan
        卢梁 = Lü Liang
        卢梁 = Lv Liang
        路梁 = Lyu Liang
        王小明 = Wang Xiaoning
        欧阳文 = 欧文
        Ouyang Wen = Ou Wen
        张晓明 = Chang Hsiao-mei
        章子 = 张子
        赵 = 肇辉
        Zhao = Zhou Hui
        赵 = 周辉
        Zhao = Hui Min
        曾可 = Zheng Ke
        李建安 = Li Jiangan
        陈洁;Chen Jie = 陈杰;Chen Jie
        陈洁 = 陈杰;Chen Jie
        Chen Jie = Cheng Jie""",
    ),
    *of_one_post("HK", "黄国华 = Wong Kwok-keung\n Wong Kwok-wah = Wong Kwok-keung\n 陈志明 = Lam Chi-ming"),
    *of_one_post(
        "JP",
        """山田太郎 = Hanako Yamada
        山田太郎 = Taro Yamamoto
        山田太郎 = 山田次郎
        山田太郎 = 山本太郎
        山田 = Taro Yamamoto
        Yamada = 山本太郎
        Taro Ono = Jiro Ono
        上野和子 = Kazuo Ueno""",
    ),
    *of_one_post(
        "KR",
        """金相宇 = Kim Hyun-min
        金相宇 = Lee Sang-woo
        金相宇 = Kim Min-ho
        朴贤俊 = 朴贤宇
        Kim Sang-woo = Kim Sang-hoon
        金 = Lee Sang-woo
        Kim = 朴贤俊""",
    ),
    *of_one_post(
        "GB",
        """John Smith = Jane Smith
        J. Smith = Peter Smith
        J.F. Smith = J.G. Smith
        John F. Smith = John G. Smith
        Smith = John Smithson
        Robert Brown = Robert Browning
        José García = José Garza
        Anna Kowalska = Hanna Kowalska
        Jörg Müller = Jörg Möller
        Jean-Luc Petit = Jean-Marc Petit
        Pieter van der Laan = Pieter van der Berg
        约翰·米勒 = 保罗·米勒
        约翰·米勒 = Anne McCarthy
        德克·扬森 = Victor Ponta
        德克·扬森 = Victor Jansen
        蓬塔 = Kowalska""",
    ),
    *pairs(
        """
        Wang Wei|Mayor|g:1|CN = Wang Wei|Professor|g:2|CN
        赵辉|副市长|g:1|CN = Zhao Hui|Executive Vice Mayor|g:2|CN
        Zhao Hui|Mayor|g:1|CN = Zhao Hui|Mayor|g:2|CN
        赵辉明|副市长|g:1|CN = Zhao Huiming|Professor|g:2|CN
        王伟|市长|g:1|CN = 王伟|教授|g:2|CN
        王伟|市长|g:1|CN = 王伟|市长|g:2|MY
        赵辉明|市长|g:1|CN = 赵辉明|市长|g:2|MY
        John Smith|Mayor|g:1|GB = John Smith|Mayor|g:2|AU
        John Smith|Mayor|g:1|GB = John Smith|Professor|g:2|GB
        J. Smith|Mayor|g:1|GB = John Smith|Professor|g:1|GB
        J. Smith|Mayor|g:1|GB = John Smith|Mayor|g:2|GB
        Zhao|Mayor|g:1|CN = Zhao Hui|Mayor|g:2|CN
        Zhao|Mayor|g:1|CN = Zhao Hui|Vice Mayor|g:1|CN
        赵|书记|g:1|CN = 赵辉|市长|g:1|CN
        赵|书记|| = 赵辉|书记|g:1|CN
        金相宇|市长|g:1|KR = Kim Sang-woo|Mayor|g:2|KR
        蓬塔|总理|g:1|RO = Victor Ponta|Speaker|g:1|RO
        山田|市长|g:1|JP = Taro Yamada|Mayor|g:2|JP
        """
    ),
]


def told(pair: tuple[PersonMention, PersonMention]) -> str:
    return " = ".join("|".join((*one.names, *one.titles, *one.places)) for one in pair)


@pytest.mark.parametrize("pair", ONE, ids=told)
def test_one_person(pair: tuple[PersonMention, PersonMention]) -> None:
    assert same(*pair)
    assert same(*pair[::-1])
    assert persons(pair) == [[0, 1]]


@pytest.mark.parametrize("pair", TWO, ids=told)
def test_two_persons(pair: tuple[PersonMention, PersonMention]) -> None:
    assert not same(*pair)
    assert not same(*pair[::-1])
    assert persons(pair) == [[0], [1]]


def test_there_are_enough_of_each() -> None:
    assert min(len(ONE), len(TWO)) >= 60


MADE_UP = tomllib.loads(MADE.read_text(encoding="utf-8"))
PEOPLE = [[with_bodies(line) for line in person] for person in MADE_UP["people"]]
LOOKALIKES = [(with_bodies(one), with_bodies(other)) for one, other in MADE_UP["lookalikes"]]
EVERYONE = sorted(
    {m for person in PEOPLE for m in person} | {m for pair in (*LOOKALIKES, *ONE, *TWO) for m in pair}
)


def test_invented_officials_are_told_apart() -> None:
    everyone = [mention for person in PEOPLE for mention in person]
    owner = [number for number, person in enumerate(PEOPLE) for _ in person]
    found = persons(everyone)
    assert sorted(itertools.chain.from_iterable(found)) == list(range(len(everyone)))
    assert all(len({owner[i] for i in group}) == 1 for group in found)
    together = sum(len(group) * (len(group) - 1) // 2 for group in found)
    wanted = sum(len(person) * (len(person) - 1) // 2 for person in PEOPLE)
    assert together >= 0.93 * wanted
    assert [pair for pair in LOOKALIKES if same(*pair) or len(persons(pair)) < 2] == []


def test_a_name_that_fits_two_stays_undecided() -> None:
    hui = mention("赵辉|市长|g:1|CN")
    other = mention("赵慧|市长|g:1|CN")
    latin = mention("Zhao Hui|Mayor|g:1|CN")
    assert persons([hui, other, latin]) == [[0], [1], [2]]
    assert persons([hui, latin]) == [[0, 1]]
    assert persons([hui, other._replace(titles=("副市长",)), latin]) == [[0, 2], [1]]
    surname = mention("Zhao|Mayor|g:1|CN")
    assert persons([hui, surname]) == [[0, 1]]
    assert persons([hui, other, surname]) == [[0], [1], [2]]


def test_a_name_goes_to_the_person_of_its_place() -> None:
    here, there = mention("王伟|副市长|g:1|CN"), mention("王玮|副市长|g:2|CN")
    assert persons([here, there, mention("Wang Wei|Vice Mayor|g:2|CN")]) == [[0], [1, 2]]


def test_middle_names_and_initials_wait_for_the_full_name() -> None:
    told = ["John F. Smith", "John G. Smith", "John Smith", "J. Smith", "Smith"]
    mayors = [mention(f"{name}|Mayor|g:1|GB") for name in told]
    found = persons(mayors)
    assert all(not {0, 1} <= set(group) for group in found)
    assert persons([mayors[0], *mayors[2:]]) == [[0, 1, 2, 3]]


def test_a_person_keeps_the_name_through_offices() -> None:
    life = [
        "陈振东|市长|g:1|CN",
        "Chen Zhendong|Mayor|g:1|CN",
        "Chen Zhendong|Party Secretary|g:1|CN",
        "陈振东|副省长|g:2|CN",
        "Chen Zhendong|Vice Governor|g:2|CN",
        "陈|省长|g:2|CN",
    ]
    assert persons([mention(line) for line in life]) == [[0, 1, 2, 3, 4], [5]]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["赵辉明|||", "Zhao Huiming|||"], ("Zhao Huiming", "Zhao Huiming", "赵辉明")),
        (["赵辉明;Huiming ZHAO|||"], ("Zhao Huiming", "Zhao Huiming", "赵辉明")),
        (["欧阳文|||", "Wen Ouyang|||"], ("Ouyang Wen", "Ouyang Wen", "欧阳文")),
        (
            ["Mayor Smith|||", "John Smith|||", "J. Smith|||", "John Smith|||"],
            ("John Smith", "John Smith", None),
        ),
        (["趙輝|||", "赵|||"], ("赵辉", None, "赵辉")),
        (["吴弭(Michelle Wu)|||"], ("Michelle Wu", "Michelle Wu", "吴弭")),
        (["Taro Yamada;山田太郎|||"], ("Taro Yamada", "Taro Yamada", "山田太郎")),
    ],
)
def test_the_name_shown(lines: list[str], names: tuple[str, str | None, str | None]) -> None:
    assert shown([mention(line) for line in lines]) == names


@pytest.mark.parametrize(
    ("english", "chinese", "alike"),
    [
        ("Executive Vice Mayor", "常务副市长", True),
        ("Secretary of the CPC Municipal Committee", "市委书记", True),
        ("Deputy Secretary-General", "副秘书长", True),
        ("Vice Governor", "副省长", True),
        ("Acting Mayor", "代市长", True),
        ("Consul General", "总领事", True),
        ("Director of the Foreign Affairs Office", "外事办主任", True),
        ("Mayor", "副市长", False),
        ("Vice Mayor", "市长", False),
        ("Governor", "市长", False),
        ("Consul General", "领事", False),
        ("Head of the delegation", "主任", False),
        ("Secretary", "秘书长", False),
    ],
)
def test_titles_of_both_languages(english: str, chinese: str, alike: bool) -> None:
    assert bool(classes([english]) & classes([chinese])) is alike


@given(st.sampled_from(EVERYONE), st.sampled_from(EVERYONE))
def test_same_is_symmetric_and_shares_a_block(one: PersonMention, other: PersonMention) -> None:
    assert same(one, other) == same(other, one)
    if same(one, other):
        assert blocks(one) & blocks(other)


@given(st.lists(st.sampled_from(EVERYONE), max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(mentions: list[PersonMention], chance: random.Random) -> None:
    order = list(range(len(mentions)))
    chance.shuffle(order)
    found = persons([mentions[i] for i in order])
    assert sorted(sorted(order[i] for i in group) for group in found) == persons(mentions)


_HAN = st.sampled_from(
    ["赵辉", "赵慧", "赵辉明", "王伟", "王玮", "Zhao Hui", "Hui Zhao", "Wang Wei", "赵", "Zhao", "Wang"]
)
_MENTIONS = st.builds(
    lambda name, title, place: PersonMention((name,), (title,), (), (place,), ("CN",)),
    _HAN,
    st.sampled_from(["Mayor", "市长", "副市长", "Vice Mayor", "书记"]),
    st.sampled_from(["g:1", "g:2"]),
)


@given(st.lists(_MENTIONS, max_size=12))
def test_each_name_in_chinese_is_one_person_and_each_person_has_one(mentions: list[PersonMention]) -> None:
    found = persons(mentions)
    assert sorted(itertools.chain.from_iterable(found)) == list(range(len(mentions)))
    for group in found:
        full = {name for i in group for name in mentions[i].names if len(name) > 1 and not name.isascii()}
        assert len(full) <= 1
    for one, other in itertools.combinations(found, 2):
        linked = any(same(mentions[i], mentions[j]) for i in one for j in other)
        names = [
            {mentions[i].names for i in group if not mentions[i].names[0].isascii()} for group in (one, other)
        ]
        assert not (linked and {n for n in names[0] & names[1] if len(n[0]) > 1})


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_name_is_too_odd(name: str, title: str) -> None:
    odd = PersonMention((name,), (title,), (), ("g:1",), ("JP", "KR", "HK"))
    assert persons([odd, odd]) == [[0, 1]]
    assert len(shown([odd])) == 3

"""Near-duplicates by their text: reposts found, other bulletins of an office kept, the first one named."""

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import nearness
from pipeline.nearness import CROWD, Nearness, alike, bands, signature

STORY = """A delegation of seven people from the city of Vaasa came to Heyuan on the third of June and
stayed for four days. Deputy mayor Liisa Koski, who led it, saw the new reading rooms of the public library,
a school of carpentry and the plant that cleans the water of the eastern districts. On the last evening both
sides signed a plan for two years: each summer ten apprentices of carpentry change places, the libraries lend
each other their picture books, and engineers of the water works meet online every second month. The first
group of apprentices leaves in July of next year. It costs each city about 40,000 euros a year, of which the
guilds of carpenters bear a third. Afterwards the guests planted a ginkgo beside the river and went home."""
OTHER = """The mayor of Heyuan opened an exhibition of children's drawings from Oulu, Tartu and Umeå in the
hall of the museum. More than two hundred families came. Each drawing shows a winter day; the youngest artist
is four years old. A jury of teachers chose twelve of them for a calendar that the post office prints in
November and sells for the good of the hospital. In his speech the mayor thanked the teachers of art who had
carried the drawings over the border in three suitcases, and hoped for an answer before the spring."""
HAN = """六月三日,瓦薩市代表團一行七人抵達河源,進行為期四天的訪問。率團的副市長麗莎·科斯基
參觀了公共圖書館新開放的閱覽室、一所木工學校和負責淨化東部城區用水的水廠。最後一晚,
雙方簽署了為期兩年的計劃:每年夏天互派十名木工學徒,兩地圖書館互借圖畫書,水廠工程師
每隔一個月舉行一次網上會議。首批學徒將於明年七月啟程,兩市每年各出資約四萬歐元,
其中三分之一由木工行會承擔。隨後客人們在河邊種下一棵銀杏,並乘夜車離開。"""
FRAME = """Office of Foreign Affairs of Heyuan. Home, News, Sister cities, Services, About us, Contact. You
are here: Home, News. Font size: large, medium, small. Print this page. Share. Address: 1 Garden Road."""
OTHER_FRAME = "Heyuan Evening Mirror, the paper of the river towns. Subscribe, Archive, Weather, Letters."


def sign(text: str) -> bytes:
    found = signature(text)
    assert found is not None
    return found


def simplified(text: str) -> str:
    from opencc import OpenCC

    return str(OpenCC("t2s").convert(text))


CUT = STORY[len(STORY) // 6 :]
POINTS = "".join(char for char in STORY.upper() if char not in ".,:\n")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(STORY, f"{OTHER_FRAME}\n{STORY}\n", id="other-frame"),
        pytest.param(f"{OTHER_FRAME}\n{STORY}", f"{STORY}\nPrint this page.", id="two-frames"),
        pytest.param(STORY, CUT, id="sixth-cut-off"),
        pytest.param(STORY, f"{OTHER_FRAME}\n{STORY[: len(STORY) * 5 // 6]}", id="cut-and-framed"),
        pytest.param(STORY, POINTS, id="case-points-and-lines"),
        pytest.param(HAN, simplified(HAN), id="simplified"),
        pytest.param(HAN, "　".join(simplified(HAN).split("\n")), id="simplified-and-spaced"),
        pytest.param("Mayor Wu Lan went to Oulu.", "mayor wu lan went to Oulu", id="short"),
        pytest.param("市長會見代表團", "市长会见代表团。", id="short-simplified"),
        pytest.param("ha " * 5000, "HA, " * 5000, id="long-of-few-shingles"),
    ],
)
def test_reposts_are_alike(one: str, other: str) -> None:
    assert alike(sign(one), sign(other))
    with Nearness() as near:
        assert near.first_alike("one", sign(one)) is None
        assert near.first_alike("other", sign(other)) == "one"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(STORY, OTHER, id="same-office"),
        pytest.param(f"{FRAME}\n{STORY}", f"{FRAME}\n{OTHER}", id="same-frame"),
        pytest.param(HAN, STORY, id="two-languages"),
        pytest.param(STORY, STORY[:200], id="a-quarter"),
        pytest.param("Mayor Wu Lan went to Oulu.", "Mayor Wu Lan went to Umeå.", id="short"),
        pytest.param("ha " * 5000, "ha " * 5001, id="long-of-few-shingles"),
        pytest.param("2019", "2020", id="digits"),
    ],
)
def test_others_are_not(one: str, other: str) -> None:
    assert not alike(sign(one), sign(other))
    with Nearness() as near:
        assert near.first_alike("one", sign(one)) is None
        assert near.first_alike("other", sign(other)) is None


@pytest.mark.parametrize("text", ["", " \n", "。，—— * * *", "\ud800\udfff"])
def test_a_text_without_letters_has_no_signature(text: str) -> None:
    assert signature(text) is None


def test_halves_of_surrogate_pairs_are_no_hindrance() -> None:
    assert alike(sign(f"\ud800{STORY}"), sign(STORY))
    with Nearness() as near:
        assert near.first_alike("a\udcffb", sign(STORY)) is None
        assert near.first_alike("c", sign(STORY)) == "a\udcffb"


def test_the_earliest_that_stayed_is_named() -> None:
    with Nearness() as near:
        assert near.first_alike("other", sign(OTHER)) is None
        assert near.first_alike("first", sign(STORY)) is None
        assert near.first_alike("second", sign(CUT)) == "first"
        assert near.first_alike("third", sign(CUT)) == "first"
        assert near.first_alike("other", sign(OTHER)) == "other"


def test_each_index_is_its_own() -> None:
    with Nearness() as one, Nearness() as other:
        assert one.first_alike("a", sign(STORY)) is None
        assert other.first_alike("b", sign(STORY)) is None
        assert one.first_alike("c", sign(STORY)) == "a"


@given(st.text(max_size=300), st.sampled_from(["", " ", "\n\n", "，", "_", "…"]))
def test_blanks_points_and_case_change_nothing(text: str, between: str) -> None:
    lowered = text.casefold()
    assert signature(between.join(lowered)) == signature(lowered) == signature(lowered.casefold())


@given(st.integers(0, 2**32), st.sampled_from([1, 7, 64, 511]))
def test_a_text_in_pieces_has_the_signature_of_the_whole(seed: int, piece: int) -> None:
    text = "".join(random.Random(seed).choices("abcdef ", k=600))
    whole = sign(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearness, "_PIECE", piece)
        assert sign(text) == whole


def made(seed: int, base: bytes | None = None, share: float = 0.0) -> bytes:
    """Return a signature of chance, which agrees with `base` in a share of its values."""
    chance = random.Random(seed)
    values = [chance.randbytes(4) for _ in range(nearness.PERMUTATIONS)]
    if base is not None:
        kept = (base[at : at + 4] for at in range(0, len(base), 4))
        values = [old if chance.random() < share else new for old, new in zip(kept, values, strict=True)]
    return b"".join(values)


def family(seed: int) -> list[bytes]:
    """Return signatures of a few texts and of what is more or less near to them, in an order of chance."""
    chance = random.Random(seed)
    roots = [made(seed + number) for number in range(3)]
    found = [
        made(seed + 10 + number, chance.choice(roots), chance.choice([1, 0.8, 0.5, 0.2]))
        for number in range(9)
    ]
    chance.shuffle(found)
    return found


def named(signatures: Sequence[bytes]) -> list[str | None]:
    with Nearness() as near:
        return [near.first_alike(str(number), one) for number, one in enumerate(signatures)]


@given(st.integers(0, 2**32))
def test_the_index_finds_what_comparing_all_that_share_a_band_finds(seed: int) -> None:
    signatures = family(seed)
    stayed: list[tuple[str, bytes]] = []
    expected = []
    for number, one in enumerate(signatures):
        near = (name for name, other in stayed if alike(one, other) and {*bands(one)} & {*bands(other)})
        expected.append(next(near, None))
        if expected[-1] is None:
            stayed.append((str(number), one))
    assert named(signatures) == expected


@given(st.integers(0, 2**32))
def test_the_order_of_bands_is_irrelevant(seed: int) -> None:
    signatures = family(seed)
    expected = named(signatures)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearness, "bands", lambda one: tuple(reversed(bands(one))))
        assert named(signatures) == expected


@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_alike_goes_both_ways(one: int, other: int) -> None:
    first = made(one)
    second = made(other, first, 0.5)
    assert alike(first, second) == alike(second, first)
    assert alike(first, first)


def crowded(count: int) -> list[bytes]:
    """Return signatures that share their first band, and nothing else."""
    start = random.Random(0).randbytes(4 * nearness.TEXT_BANDS[1])
    return [start + made(1 + number)[len(start) :] for number in range(count)]


def counting(counted: list[int]) -> Callable[[bytes, bytes], bool]:
    def count(one: bytes, other: bytes) -> bool:
        counted.append(1)
        return alike(one, other)

    return count


def test_a_crowded_band_does_not_make_every_text_be_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    monkeypatch.setattr(nearness, "alike", counting(counted))
    signatures = crowded(10 * CROWD)
    with Nearness() as near:
        for number, one in enumerate(signatures):
            assert near.first_alike(str(number), one) is None
        assert len(counted) <= CROWD * len(signatures)
        # Copies share more than the crowded band, so that late ones are found as early ones are.
        for number in (0, CROWD, 10 * CROWD - 1):
            assert near.first_alike("copy", signatures[number]) == str(number)


def test_a_repost_is_found_in_a_crowd_by_its_other_bands() -> None:
    signatures = crowded(5 * CROWD)
    with Nearness() as near:
        for number, one in enumerate(signatures):
            assert near.first_alike(str(number), one) is None
        last = signatures[-1]
        assert near.first_alike("repost", made(9999, last, 0.85)) == str(len(signatures) - 1)

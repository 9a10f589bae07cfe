"""Places are looked for only where they may stand; the plain patterns, tried everywhere, find the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer import load
from pipeline.home import signs
from pipeline.lexicon import alternatives, words
from pipeline.places import chinese, chinese_unknown, english, english_context, english_unknown
from pipeline.places.reading import Hit, longest

_EN, _HOME = words("en", "places"), words("en", "home")
_KINDS = alternatives(_EN["kinds"])
_WORD = r"(?:(?:St|Ste|Mt|Ft)\.(?= [A-Z])|[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+(?:[-’'](?!s\b)[^\W\d_]+){0,3})"
_PARTICLE = r"(?:de|la|las|los|del|di|do|da|dos|das|am|an der|upon|on|le|les|sur|el|al|e|y|’s-)"
_NAME = rf"{_WORD}(?:(?: {_PARTICLE}){{0,2}} {_WORD}){{0,3}}"
_ENGLISH = [
    *(
        "Konin",
        "St. Gallen",
        "Ste. Foy",
        "Aa-Bb-cc-dd-ee",
        "O’Brien",
        "McAa",
        "eBay",
        "de la",
        "an der",
        "’s-",
    ),
    *(
        "City",
        "Metropolitan City",
        "New\n Area",
        "county",
        "ſtate",
        "Gu",
        "Gun",
        "Wanju-gun",
        "x-si",
        "Wanju-Gu",
    ),
    *(
        " of ",
        " of ",
        "of the",
        "the",
        "Japanese",
        "South\nKorean",
        "U.S.",
        "US",
        "sister",
        ",",
        ".",
        "(",
        "\n",
    ),
    *("'s", "’", "-", "_", "2015", "ā", "É", "²"),
]
_en_texts = st.lists(st.sampled_from([*_ENGLISH, " ", " ", " "]), max_size=14).map("".join) | st.lists(
    st.sampled_from(_ENGLISH), max_size=10
).map(" ".join)


def _spans(pattern: str, text: str, group: str | int = 0) -> list[tuple[int, int]]:
    return [match.span(group) for match in re.finditer(pattern, text)]


@given(_en_texts)
def test_names_are_those_of_the_plain_pattern(text: str) -> None:
    assert _spans(english_unknown.NAME, text) == _spans(_NAME, text)


@given(_en_texts)
def test_names_beside_kinds_are_found_wherever_they_stand(text: str) -> None:
    before = rf"(?<![\w’'])(?P<name>{_NAME})\s(?:{_KINDS})\b"
    behind = rf"\b(?i:{_KINDS}) of (?P<name>{_NAME})"
    assert list(english_unknown._before_kinds(text)) == _spans(before, text, "name")
    assert list(english_unknown._behind_kinds(text)) == _spans(behind, text, "name")


@given(_en_texts)
def test_names_with_demonyms_and_suffixes_are_found_wherever_they_stand(text: str) -> None:
    demonym = (
        rf"\b(?P<demonym>{alternatives(_EN['demonyms'])})\s"
        rf"(?:[a-z-]+\s){{0,2}}(?i:{_KINDS})(?:,| of)?\s(?P<name>{_NAME})"
    )
    suffixed = rf"(?<![\w’'-])(?P<name>[A-Z][a-z]{{2,}}-(?:{alternatives(_EN['suffixes'])}))\b"
    assert [m.span() for m in english_unknown._behind_demonyms(text)] == _spans(demonym, text)
    assert [m.span() for m in english_unknown._suffixed(text)] == _spans(suffixed, text)


@given(_en_texts, st.sampled_from(["Konin", "Aa-Bb", "Konin City", "aa"]))
def test_a_name_is_met_again_as_a_word_of_its_own(text: str, name: str) -> None:
    plain = rf"(?<![\w’'-]){re.escape(name)}(?![\w-])"
    assert list(english._alone(text, name)) == _spans(plain, text)


_CITY_OF = rf"(?:the )?(?:(?i:{alternatives(_HOME['kinds'])}) of )?$"
_PHRASES = {
    key: alternatives(_HOME[key]) for key in ("bodies_of", "going", "guests", "with", "here", "kinds")
}
_BEFORE = {
    "own": rf"(?:{_PHRASES['bodies_of']}) {_CITY_OF}",
    "mayor": rf"(?i)(?:mayor) of {_CITY_OF}",
    "going": rf"(?i)(?:\b(?:{_PHRASES['going']})|(?:{_PHRASES['guests']}) from) {_CITY_OF}",
    "with": rf"(?i)\b(?:{_PHRASES['with']}) {_CITY_OF}",
    "here": rf"(?i)\b(?:{_PHRASES['here']}) $",
    "subject": rf"(?:^|[.!?] |\n){_CITY_OF}",
    "city_of": rf"(?i)\b(?:{_PHRASES['kinds']}) of $",
}
_LEADS = [*_HOME["bodies_of"], *_HOME["going"], *_HOME["guests"], *_HOME["with"], *_HOME["here"], "Mayor of"]
_pieces = st.sampled_from(
    [*_LEADS, *_HOME["kinds"], "the", "of", "from", "The", ".", "!", "\n", "x", " ", "  "]
)


@pytest.mark.parametrize("name", list(_BEFORE))
@given(pieces=st.lists(_pieces, max_size=5), end=st.sampled_from([" ", "", "\n", " \n"]))
def test_wordings_before_a_place_are_the_same_read_backwards(name: str, pieces: list[str], end: str) -> None:
    before = " ".join(pieces) + end
    stands = signs.stands_before(name, before[::-1])
    assert stands == bool(re.search(_BEFORE[name], before))
    assert signs.any_stands_before(before[::-1]) or not stands


_zh_texts = st.lists(
    st.sampled_from(
        [*"与，、 \t|｜\n  萨尔阿格拉茨市县州郡省长德阳在的2", "大区", "  ", "| ", "萨尔市", "德阳市"]
    ),
    max_size=20,
).map("".join)


@given(_zh_texts)
def test_chinese_names_of_cells_and_sounds_are_found_wherever_they_stand(text: str) -> None:
    for name, found in (("column", chinese_unknown._in_columns), ("alone", chinese_unknown._alone)):
        plain = chinese_unknown._pattern(name).finditer(text)
        assert [match.span() for match in found(text)] == [match.span() for match in plain]


@given(_zh_texts)
def test_the_longest_of_chinese_names_is_met_again(text: str) -> None:
    shown = ["德阳", "德阳市", "萨尔", "尔阿格", "格拉茨市"]
    found, last = [], 0
    for start, size, _ in chinese._named(text, shown):
        if start >= last:
            last = start - size
            found.append((start, last))
    assert found == _spans(alternatives(shown), text)


@given(_en_texts)
def test_names_beside_countries_are_those_of_a_pass_over_the_whole_text(text: str) -> None:
    wide = [at for at in range(len(text)) if text.startswith(("Konin", "O’Brien", "Japanese"), at)]
    plain = [
        (*match.span(), match.end(1))
        for match in english_unknown._NAME_BESIDE.finditer(text)
        if match.end(1) in wide
    ]
    assert list(english_unknown._beside(text, wide)) == plain


_AROUND = st.lists(
    st.sampled_from(
        [
            *(
                "Bank",
                "Tea Co.",
                "co.",
                "University",
                "of",
                "the",
                "of the",
                "Mayor",
                "’s",
                "'s",
                "City Hall",
            ),
            *(
                "City Hall",
                "Hotel",
                "Grand",
                "grand",
                "in",
                "École",
                "Āa",
                ",",
                ".",
                "(",
                "\n",
                "2015",
                "Zoo",
            ),
        ]
    ),
    max_size=5,
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts), " ".join((*parts, ""))]))


@given(_AROUND, _AROUND)
def test_organisations_are_those_of_the_plain_patterns(before: str, after: str) -> None:
    plain = english_context._pattern("organisation_of").search(before) is not None
    assert english_context._of_organisation(before) == (plain and before.rstrip().endswith((" of", " the")))
    for text in (after, f" {after}"):
        named = english_context._pattern("organisation").match(text) is not None
        assert english_context._begins_organisation(text, 0) == named


@given(_AROUND, _AROUND)
def test_signs_of_home_are_looked_for_wherever_they_may_stand(before: str, after: str) -> None:
    words_before = ["City of", "visited", "twinned with", "here in", "the", "Council of the", "from guests"]
    for text in (before, *(f"{before} {word} " for word in words_before)):
        assert signs.any_stands_before(text[::-1]) == (signs._any_turned().match(text[::-1]) is not None)
    names = ("own_after", "mayor_after", "owner_after")
    for text in (after, f" {after}", " District Council", " mayor", "’s twin", " has a sister", "' city"):
        assert signs.may_be_followed(text) or not any(signs.sign(name).match(text) for name in names)


def test_known_names_are_the_longest_hits() -> None:
    text = "韩国忠清北道忠州市、吉林省吉林市和中华人民共和国成都市长"
    gazetteer = load("zh")
    hits = [Hit(start, end, gazetteer.senses(number)) for start, end, number in gazetteer.find(text)]
    plain = longest(hits)
    assert chinese._known(text, gazetteer) == plain
    assert len(hits) > len(plain) > 3


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from("abc")), max_size=9))
def test_the_first_of_the_longest_hits_stays(given_hits: list[tuple[int, int, str]]) -> None:
    hits = [Hit(start, start + size, rule=rule) for start, size, rule in given_hits]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    assert longest(hits) == kept

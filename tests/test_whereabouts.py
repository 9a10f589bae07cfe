"""Web addresses are found wherever the plain pattern finds them."""

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.whereabouts import _SITE, sites

pieces = st.sampled_from(
    [
        "www.",
        "http://",
        "HTTPS://",
        ".com.",
        ".Gov.",
        "co.",
        ".",
        "-",
        "a",
        "B9",
        "cn",
        "NZ",
        " ",
        "@",
        "市",
        "ſ",
        "İ",
    ]
)


@given(st.lists(pieces, max_size=14).map("".join))
@example("www." + "a" * 60 + "." + "b" * 60 + "." + "c" * 60 + ".com.cn")
@example("a" * 60 + "." + "b" * 60 + "." + "c" * 60 + ".com.cn")
@example("a" * 61 + "." + "b" * 60 + "." + "c" * 60 + ".com.cn")
@example("x.a.b.c.com.cn x.com.cn.com.uk")
def test_sites_are_those_of_the_plain_pattern(text: str) -> None:
    assert list(sites(text)) == [match["country"].upper() for match in _SITE.finditer(text)]

"""What the tests of bulletins share: every character of a passage leads back to the text as given."""

from corpus import Bulletin
from corpus.clean import clean
from corpus.lines import Line
from corpus.simplify import simplified


def line_of(text: str) -> Line:
    """Return a line of a page that prints `text`."""
    return Line(0, len(text), text, simplified(text))


def body_of(bulletin: Bulletin) -> str:
    """Return the text of all passages, one under the other."""
    return "\n".join(passage.text for passage in bulletin.passages)


# What a character of a passage may stand for, where it is not the given character itself: a space or line end
# in another form, the first character of an entity, of a wrong encoding, of a tag, of a ligature.
_STANDS_FOR = (
    set("&<¡¨£ﬀﬁﬂﬃﬄﬅﬆ") | {chr(code) for code in range(0x80, 0x250)} | set("\r\n\t\v\f\u2028\u2029 　")
)


def assert_way_back(bulletin: Bulletin) -> None:
    last = 0
    for passage in bulletin.passages:
        offsets = list(passage.offsets)
        assert len(passage.text) == len(passage.simplified) == len(offsets) - 1 > 0
        assert offsets == sorted(offsets)
        assert last <= offsets[0]
        last = offsets[-1]
        assert last <= len(bulletin.text)
        for index, char in enumerate(passage.text):
            start, end = passage.given(index, index + 1)
            original = bulletin.text[start:end]
            assert len(original) == 1
            assert original == char or original in _STANDS_FOR or simple_form(original) == char, (
                original,
                char,
            )


def simple_form(char: str) -> str:
    return clean(f"a{char}a").text[1:-1]

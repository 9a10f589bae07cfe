"""Files, bytes and HTML to text: encodings found, what cannot be read refused by name."""

import datetime as dt
from pathlib import Path

import pytest
from way_back import assert_way_back, body_of

from corpus import UnreadableError, read_bytes, read_file, read_text

CHINESE = "德阳市市长会见来访的德国代表团，双方签署友好城市协议。\n代表团一行12人在德阳访问。"
TRADITIONAL = "高雄市市長會見來訪的日本代表團，雙方簽署姊妹市協議。\n代表團一行12人。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (CHINESE, "utf-32"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        ("The mayor’s guests came from Pécs.", "cp1252"),
        ("The mayor said “welcome” to the guests from Lyon.", "gbk"),
        ("Only plain letters in this one.", "utf-16-le"),
    ],
)
def test_finds_the_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "some bulletin.txt"
    path.write_bytes(text.encode(encoding))
    bulletin = read_file(path)
    assert bulletin.text == text
    assert bulletin.id == "some bulletin"
    assert not bulletin.warnings


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 and so on", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"PK\x03\x04rest", "a zip archive"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x80", "unknown encoding"),
        (b"\x00\x01\x02\x03", "binary"),
    ],
)
def test_refuses_what_is_no_text(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=reason) as caught:
        read_file(path)
    assert str(path) in str(caught.value)


def test_refuses_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        read_file(tmp_path / "gone.txt")
    with pytest.raises(UnreadableError, match="is a folder"):
        read_file(tmp_path)
    closed = tmp_path / "closed.txt"
    closed.write_text("x", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableError, match="permission denied"):
        read_file(closed)


def test_refuses_a_file_that_is_too_large_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(UnreadableError, match=r"huge\.txt: holds 50\.0 MB; one bulletin may hold 10 MB"):
        read_file(path)


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff", "12345"])
def test_nothing_to_read_is_an_empty_bulletin_with_a_warning(text: str) -> None:
    bulletin = read_text(text)
    assert (bulletin.passages, bulletin.language) == ((), "und")
    assert bulletin.warnings


def test_a_file_cut_inside_a_character_is_read_with_a_warning() -> None:
    bulletin = read_bytes((CHINESE * 3).encode()[:-1], id="cut")
    assert bulletin.home == "德阳"
    assert "damaged" in bulletin.warnings[0]


PARAGRAPHS = "".join(
    f"<p>第{number}段：我市与德国波恩市签署友好城市协议书，市长张明&nbsp;出席仪式并致辞，双方交换了礼品。</p>"
    for number in range(1, 7)
)
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="gb2312"><title>我市与波恩市结好 - 德阳市外事办</title>'
    '<meta name="PubDate" content="2020-05-03 10:00"><meta name="SiteName" content="德阳市外事办公室"></head>'
    '<body><div class="nav"><a href="/">首页</a> <a href="/n">新闻</a></div><h1>我市与波恩市结好</h1>'
    '<div class="info">发布时间：2020-05-02 来源：市外办</div>'
    f'<div class="content">{PARAGRAPHS}<table><tr><td>日本</td><td>长野市</td></tr>'
    "<tr><td>法国</td><td>里昂市</td></tr></table></div>"
    '<div class="footer">版权所有 蜀ICP备05000000号</div></body></html>'
)


@pytest.mark.parametrize("suffix", [".html", ".htm", ".txt"])
def test_reads_the_main_text_of_a_page(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"page{suffix}"
    path.write_bytes(PAGE.encode("gb18030"))
    bulletin = read_file(path)
    assert (bulletin.title, bulletin.home) == ("我市与波恩市结好", "德阳")
    assert bulletin.published == dt.date(2020, 5, 2)
    body = body_of(bulletin)
    assert "第1段：我市与德国波恩市" in body
    assert "第6段" in body
    assert "张明 出席" in body
    assert "ICP" not in body
    assert "发布时间" not in body
    assert "日本\t长野市" in body
    assert body.count("我市与波恩市结好") == 1
    assert_way_back(bulletin)


def test_takes_the_date_from_the_tags_where_the_page_shows_none() -> None:
    page = PAGE.replace("发布时间：2020-05-02 来源：市外办", "")
    bulletin = read_bytes(page.encode("gb18030"), id="page")
    assert bulletin.published == dt.date(2020, 5, 3)
    assert bulletin.publisher == "德阳市外事办公室"


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<html><head><title>x</title></head></html>",
        "<html><body></body></html>",
        "<body><script>x</script></body>",
    ],
)
def test_refuses_a_page_without_a_body(markup: str) -> None:
    with pytest.raises(UnreadableError, match=r"p\.html: is HTML with"):
        read_bytes(markup.encode(), id="p", kind="html", name="p.html")


def test_entities_and_short_pages() -> None:
    bulletin = read_bytes(b"<html><body><p>Short &amp; plain: our city met Lyon.</p></body></html>", id="p")
    assert body_of(bulletin) == "Short & plain: our city met Lyon."

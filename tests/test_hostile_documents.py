"""Files made to do harm end in a clean reading or in one line that says why, and nothing is fetched.

The sizes are such that time that grows with their square would not end.
"""

import io
import itertools
import re
import socket
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from made_documents import CORE, XML, W, docx_of, paragraph, pdf_of, pdf_pages, stream, zip_of

from corpus import Kind, UnreadableError, read_bytes, read_file
from corpus.limits import DOCUMENT_LIMIT, PAGES, UNPACKED

pytestmark = pytest.mark.slow
MET = "Our city met the guests from Lyon."
HEAD = "<html><head><title>Visits</title></head><body>"
N = 100_000


class Refusing(socket.socket):
    """A socket that nobody may open."""

    def __init__(self, *_: object, **__: object) -> None:
        raise AssertionError("a file of a stranger asked for the network")


@pytest.fixture(autouse=True)
def _nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", Refusing)
    monkeypatch.setattr(socket, "getaddrinfo", Refusing)


def refused(data: bytes, reason: str, kind: Kind | None = None) -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        read_bytes(data, id="x", name="x", kind=kind)
    assert re.fullmatch("x: .{1,200}", str(caught.value))


def text_of(markup: str, kind: Kind = "html") -> str:
    return read_bytes(markup.encode(), id="x", kind=kind).text


@pytest.mark.parametrize(
    "markup",
    [
        HEAD + "<div>" * N + MET + "</div>" * N,
        HEAD + "<b><i>" * N + MET,
        HEAD + "<!--" * N + MET,
        HEAD + "<form><input><select><option>x" * N,
    ],
    ids=["deep", "deep and open", "comments", "forms"],
)
def test_a_page_that_shows_nothing_is_refused(markup: str) -> None:
    refused(markup.encode(), "is HTML with an empty body", "html")


@pytest.mark.parametrize(
    "markup",
    [
        HEAD + f"<p>{MET}</p>" + "<table><tr><td>a</td><td>" * N,
        HEAD + f"<p>{MET}" + "<b></b>" * N,
        HEAD + f"<p>{MET}" + "<font><p>" * N,
        HEAD + "<script>x</script>" * N + MET,
        HEAD + f"<p>{MET}</p><table><tr>" + "<td></td>" * N + "</tr></table>",
        HEAD + f"<p title='{'x' * 5_000_000}'>{MET}</p>",
        HEAD + f"<p>{MET}{' ' * 1_000_000}</p>" + "\t " * 1_000_000,
        HEAD + f"<p>{MET}</p>" + "<![CDATA[" * N,
        HEAD + f"<p>{MET}\0</p>" + "<p>More of it, much more.</p>" * 20,
        HEAD + f"<p>{MET}</p><img src='http://example.org/a.png'><iframe src='file:///etc/passwd'></iframe>",
        f"<html><head><base href='http://example.org/'><link rel=stylesheet href=a.css></head><body>{MET}",
    ],
    ids=[
        *(
            "rows in rows",
            "empty tags",
            "fonts",
            "scripts",
            "cells",
            "a huge attribute",
            "blanks",
            "sections",
        ),
        *("null bytes", "pictures", "a base"),
    ],
)
def test_a_page_is_read_whatever_is_around_its_text(markup: str) -> None:
    assert MET in text_of(markup)


def test_entities_of_a_page_are_no_text() -> None:
    entities = "<!ENTITY b '&a;&a;'>" * 1000
    with suppress(UnreadableError):
        kind = f"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/hostname'>{entities}]>"
        assert len(text_of(f"{kind}{HEAD}{MET} &a;&b;</body></html>")) < 200


@pytest.mark.parametrize(
    "cells", ["<tr><td>Bonn</td><td>Germany</td></tr>" * 20_000, "<tr>" + "<td>Bonn</td>" * 60_000 + "</tr>"]
)
def test_a_page_of_many_tags_is_read_whole_with_a_warning(cells: str) -> None:
    bulletin = read_bytes(f"{HEAD}<table>{cells}</table>".encode(), id="x", kind="html")
    assert bulletin.text.count("Bonn") == cells.count("Bonn")
    assert "too many tags" in bulletin.warnings[0]


@pytest.mark.parametrize(
    "tag",
    [
        "<p " + " ".join(f"a{number}=1" for number in range(N)) + ">",
        "<p " + " ".join(f"a{number}='>'" for number in range(N)) + ">",
        "<p " + "/".join(f"a{number}" for number in range(N)),
    ],
)
def test_a_tag_of_many_attributes_is_refused(tag: str) -> None:
    refused(f"{HEAD}{tag}{MET}</p>".encode(), "thousands of attributes", "html")


def test_a_page_of_millions_of_tags_is_refused() -> None:
    refused((HEAD + "<b>" * 2_000_000).encode(), r"more than 1,000,000 tags", "html")


def test_a_huge_head_is_no_title_and_no_text() -> None:
    days, words = "2019-05-03 " * N, "Visit " * N
    meta = f"<meta name=pubdate content='{days}'><meta name='og:title' content='{words}'>"
    bulletin = read_bytes(f"<html><head>{meta}</head><body><p>{MET}</p></body></html>".encode(), id="x")
    assert bulletin.published is not None
    assert len(bulletin.title or "") < 500
    assert len(bulletin.text) < 1000
    page = f"<html><head><title>{words}</title></head><body><p>{MET}</p></body></html>"
    assert text_of(page) == MET


@pytest.mark.parametrize("quotes", ['<a "' * N, "<a '" * N, "<a \"'" * N, '<a b="' * N, "<" * N, "<a " * N])
def test_open_quotes_and_tags_end(quotes: str) -> None:
    with suppress(UnreadableError):
        assert set(text_of(f"{HEAD}{quotes}").removeprefix("Visits\n")) <= set(quotes)


MARKDOWN = [
    "[",
    "![",
    "[a](",
    "*a **b ",
    "`",
    "<",
    "&a",
    "> ",
    "_a_b",
    "<!--",
    "[a](<b",
    "- > ",
    "|a",
    "<a@",
    "\\",
]


@pytest.mark.parametrize("piece", MARKDOWN)
def test_markdown_that_begins_and_never_ends_is_read(piece: str) -> None:
    count = 30_000 // len(piece)
    with_rule = f"{piece * count}\n{'|-' * count}\n" if piece == "|a" else piece * count
    assert MET in text_of(f"{MET}\n\n{with_rule}\n\n{MET}", "markdown")


def test_markdown_beyond_its_limit_is_refused() -> None:
    refused(b"a b\n" * 600_000, "is Markdown of more than 2 million characters", "markdown")


def test_markdown_fetches_and_runs_nothing() -> None:
    text = f"---\ndate: !!python/object/apply:os.system ['x']\n---\n![a](http://example.org)\n<script>x</script>\n\n{MET}"
    assert text_of(text, "markdown") == MET


def billion_laughs() -> str:
    names = "abcdefghij"
    nested = "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in itertools.pairwise(names))
    return f"<!DOCTYPE w [<!ENTITY a 'ha'>{nested}]>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "head",
    [
        billion_laughs(),
        "<!DOCTYPE w [<!ENTITY j SYSTEM 'file://{path}'>]>",
        "<!DOCTYPE w [<!ENTITY % p SYSTEM 'http://example.org/a.dtd'> %p; <!ENTITY j 'x'>]>",
        "<!DOCTYPE w SYSTEM 'http://example.org/a.dtd'>",
    ],
    ids=["laughs", "file", "parameter", "external"],
)
def test_entities_of_a_docx_are_never_read(tmp_path: Path, head: str, encoding: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("The mayor of Bonn came.", encoding="utf-8")
    xml = XML.format(head=head.replace("{path}", str(secret)), body=paragraph(f"{MET} &j;"))
    xml = xml.replace("?>", f" encoding='{encoding}'?>", 1)
    refused(zip_of({"word/document.xml": xml.encode(encoding)}), "its XML declares a document type")
    for attribute in ("<w:p w:a='&j;'/>", "<w:p>&j;</w:p>"):
        refused(docx_of(attribute), "is a damaged DOCX file")


def test_an_entity_in_the_properties_costs_the_title_only(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("A title to steal", encoding="utf-8")
    properties = (
        f"<!DOCTYPE c [<!ENTITY j SYSTEM 'file://{secret}'>]>"
        f"<c:coreProperties xmlns:c='{CORE}' "
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>&j;</dc:title></c:coreProperties>'
    )
    bulletin = read_bytes(docx_of(paragraph(MET), properties), id="x")
    assert bulletin.text == MET
    assert "steal" not in (bulletin.title or "")


def test_no_relationship_of_a_docx_is_followed() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ties = "".join(
        f"<Relationship Id='r{number}' Type='{kind}/{what}' Target='{target}' TargetMode='External'/>"
        for number, (what, target) in enumerate(
            [
                ("attachedTemplate", "http://example.org/a.dotm"),
                ("image", "file:///etc/passwd"),
                ("header", "../../x"),
            ]
        )
    )
    tied = f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{ties}</Relationships>"
    more = {"word/_rels/document.xml.rels": tied.encode(), "_rels/.rels": tied.encode(), "../../evil": b"x"}
    body = f"<w:p><w:hyperlink r:id='r0' xmlns:r='{kind}'><w:r><w:t>{MET}</w:t></w:r></w:hyperlink></w:p>"
    assert read_bytes(docx_of(body, more=more), id="x").text == MET


def test_what_a_docx_holds_beside_its_text_is_never_unpacked() -> None:
    data = docx_of(paragraph(MET), more={f"word/media/{number}.png": bytes(UNPACKED) for number in range(3)})
    assert read_bytes(data, id="x").text == MET


DOCX = {
    "huge": (lambda: " " * (UNPACKED + 1), "unpacks to more than 32 MB"),
    "ratio": (lambda: " " * (UNPACKED // 2), "unpacks to more than 200 times its size"),
    "tags": (
        lambda: "".join(f"<w:p>{number:x}</w:p>" for number in range(1_200_000)),
        "more than 1,000,000 tags",
    ),
    "paragraphs": (lambda: "".join(f"<w:p a{number:x}=''/>" for number in range(N)), "without text"),
    "attributes": (lambda: f"<w:p {attributes(2_100_000)}/>", "2,000,000 attributes"),
    "open": (lambda: "<w:tbl><w:tr><w:tc>" * (N // 4), "is a damaged DOCX file"),
    "deep": (lambda: "<w:tbl>" * (N // 4) + "</w:tbl>" * (N // 4), "is a damaged DOCX file"),
    "null": (lambda: paragraph("\0"), "is a damaged DOCX file"),
}


def paragraphs(count: int) -> str:
    return "".join(f"<w:p a{number:x}=''/>" for number in range(count))


def attributes(count: int) -> str:
    return " ".join(f"a{number:x}=''" for number in range(count))


@pytest.mark.parametrize("case", DOCX)
def test_a_docx_is_held_to_limits(case: str) -> None:
    body, reason = DOCX[case]
    refused(docx_of(body()), reason)


def test_a_tag_of_a_docx_may_have_many_attributes() -> None:
    assert read_bytes(docx_of(f"<w:p {attributes(N)}/>{paragraph(MET)}"), id="x").text == MET


def test_a_paragraph_of_many_runs_and_breaks_is_read() -> None:
    runs = "".join(f"<w:r><w:t>{number:x} </w:t><w:br/></w:r>" for number in range(20_000))
    assert read_bytes(docx_of(f"<w:p>{runs}</w:p>"), id="x").text.count("\n") == 19_999


def test_a_docx_that_claims_to_be_small_is_not_believed() -> None:
    honest = docx_of(f"{' ' * (UNPACKED * 4)}{paragraph(MET)}")
    claim = (1000).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    refused(honest.replace(size, claim), "is no DOCX file, or a damaged one|damaged DOCX")
    cut = zlib.crc32(XML.format(head="", body=" " * 2000)[:1000].encode()).to_bytes(4, "little")
    crc = zlib.crc32(XML.format(head="", body=f"{' ' * (UNPACKED * 4)}{paragraph(MET)}").encode())
    refused(honest.replace(size, claim).replace(crc.to_bytes(4, "little"), cut), "is a damaged DOCX file")


def test_a_zip_of_many_parts_or_of_odd_ones_is_refused() -> None:
    many = docx_of(paragraph(MET), more={f"a{number}": b"" for number in range(10_001)})
    refused(many, "zip archive")
    refused(many, "a zip of more than 10,000 parts", "docx")
    good = docx_of(paragraph(MET))
    refused(good[: len(good) // 2], "zip archive|no DOCX file", "docx")
    locked = bytearray(good)
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    refused(bytes(locked), "is locked with a password")
    refused(b"PK\x03\x04" + b"word/document.xml" * N, "is no DOCX file, or a damaged one", "docx")
    strict = XML.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    refused(zip_of({"word/document.xml": strict.format(head="", body="").encode()}), "in the strict form")
    refused(zip_of({"word/document.xml": b"no XML"}), "is a damaged DOCX file")
    refused(
        zip_of({"word/document.xml": b"<?xml version='1.0' encoding='utf-7'?><a/>"}), "is a damaged DOCX file"
    )
    assert W in XML


def shown(text: bytes) -> bytes:
    return stream(b"BT /F1 12 Tf 1 0 0 1 70 700 Tm " + text + b" ET")


def deflated(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[" + b"/FlateDecode " * times + b"]")


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF", "is a PDF file"),
        (b"%PDF-1.7\n" + b"\xff\x00obj<<" * N, "damaged"),
        (pdf_pages([shown(b"<4f60> Tj")])[:300], "damaged|without text"),
        (pdf_of([CATALOG, b"<</Type/Pages/Count 1000000000/Kids[]>>"]), "damaged|pages"),
        (pdf_of([CATALOG, b"<</Type/Pages/Count 5/Kids[2 0 R 2 0 R]>>"]), "without text|damaged"),
        (
            pdf_of([CATALOG[:-2] + b"/A " + b"[" * N + b"]" * N + b">>", b"<</Type/Pages/Kids[]>>"]),
            "damaged|without",
        ),
        (pdf_pages([stream(b"")] * (PAGES + 1)), "is a PDF file of 2,001 pages; 2,000 are read at most"),
        (pdf_pages([stream(b"[" * 1_000_000)]), "without text"),
        (pdf_pages([shown(b"1e38 0 0 1e38 1e38 1e38 Tm <4f60> Tj")]), "without text"),
        (pdf_pages([shown(b"<" + b"0000" * 1000 + b"> Tj")]), "fonts do not tell|without text"),
        (pdf_pages([stream(b"", b"/F(http://example.org/a)")]), "without text"),
        (
            pdf_of([CATALOG[:-2] + b"/OpenAction<</S/URI/URI(http://example.org)>>>>", b"<</Kids[]>>"]),
            "without|damaged",
        ),
    ],
    ids=[
        *("short", "garbage", "cut", "count", "cycle", "deep", "pages", "deep content", "far away", "nulls"),
        *("another file", "action"),
    ],
)
def test_a_pdf_is_refused(data: bytes, reason: str) -> None:
    refused(data, reason, "pdf")


@pytest.mark.parametrize(
    "content",
    [
        deflated(b"BT /F1 12 Tf <4f60> Tj ET" + b" " * 20_000_000, 1),
        deflated(b"BT /F1 12 Tf <4f60> Tj ET" + b" " * 20_000_000, 3),
        stream(b"q " * 500_000 + b"BT /F1 12 Tf <4f60> Tj ET"),
        shown(b"<4f60> Tj " * 10_000),
        shown(b"".join(b"1 0 0 1 70 %d Tm <4f60> Tj " % (number % 800) for number in range(20_000))),
        shown(b"".join(b"1 0 0 1 %d 700 Tm <4f60> Tj " % (number * 13) for number in range(20_000))),
        shown(b"0 1 -1 0 70 70 Tm <" + b"4f60" * 100 + b"> Tj"),
    ],
    ids=["packed", "packed thrice", "saved states", "one place", "lines", "one line", "upright"],
)
def test_a_pdf_is_read_whatever_is_around_its_text(content: bytes) -> None:
    assert "你" in read_bytes(pdf_pages([content]), id="x").text


def test_a_pdf_of_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.pdf.CHARACTERS", 1000)
    refused(pdf_pages([shown(b"<" + b"4f60" * 600 + b"> Tj")] * 2), "million characters")


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"PK\x03\x04"])
def test_documents_may_be_larger_than_texts_but_not_by_much(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "a.bin"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(DOCUMENT_LIMIT + 1)
    with pytest.raises(UnreadableError, match=r"holds 50\.0 MB; one bulletin may hold 50 MB at most"):
        read_file(path)
    if head.startswith(b"%"):
        refused(head + bytes(DOCUMENT_LIMIT), "holds 50.0 MB")

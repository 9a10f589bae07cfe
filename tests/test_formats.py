"""PDF, DOCX and Markdown to text: what a reader sees, in its order, and spans that hold in it."""

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission
from made_documents import CORE, W, chinese_pdf, docx_of, paragraph, pdf_pages, set_in_lines, stream, zip_of
from PIL import Image
from way_back import assert_way_back, body_of

import pipeline
from corpus import UnreadableError, given_text, read_bytes, read_file
from models import Span

VISIT = (
    "The mayor of Lyon led a delegation of twelve people to Deyang in the first week of May 2019, and both "
    "sides signed an agreement on cooperation in culture, education and trade. On behalf of the city, Vice "
    "Mayor Wu Lan thanked the guests for their visit."
)
TOUR = (
    "The guests, among them Jean Neill, president of the friendship association, toured the old town and "
    "planted a tree. In the evening they heard students of the music school, who had been to Lyon in 2015."
)
ZH_VISIT = (
    "２０１９年五月六日，里昂市市长率代表团一行十二人访问我市，双方签署了友好合作协议。副市长吴兰"
    "代表市政府对客人的到来表示欢迎，她说，两市结好已有二十年，互访不断。"
)
ZH_TOUR = (
    "客人们参观了老城和市立学校，并在河边种下一棵树。晚上，他们听了音乐学校学生的演出，这些学生曾到过里昂。"
)


class Letter(FPDF):
    """Pages under a head with the name of the issue, over a foot with the number of the page."""

    def header(self) -> None:
        self.set_font("Helvetica", size=9)
        self.cell(0, 6, "Deyang Abroad, Issue 12", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=9)
        self.cell(0, 10, f"Page {self.page_no()} of {{nb}}", align="C")

    def below(self, text: str, align: str = "L") -> None:
        self.multi_cell(0, 6, text, align=align, new_x="LMARGIN", new_y="NEXT")

    def row(self, *cells: str) -> None:
        for cell in cells:
            self.cell(45, 6, cell)
        self.ln()


def letter(pages: int = 1, align: str = "L", **properties: str) -> bytes:
    pdf = Letter()
    for name, value in properties.items():
        getattr(pdf, f"set_{name}")(value)
    for number in range(1, pages + 1):
        pdf.add_page()
        pdf.set_font("Helvetica", size=18)
        pdf.below(f"Letter {'abcdefghij'[number - 1]}: a new friend")
        pdf.set_font("Times", size=11)
        pdf.below(VISIT, align)
        pdf.ln(4)
        pdf.below(TOUR, align)
        pdf.row("Bonn", "Germany", "1994")
        pdf.row("Lyon", "France", "1998")
    return bytes(pdf.output())


@pytest.mark.parametrize("align", ["L", "J"])
def test_a_pdf_gives_paragraphs_rows_and_what_runs_once(align: str) -> None:
    text = read_bytes(letter(3, align), id="letter").text
    page = [VISIT, "", TOUR, "Bonn\tGermany\t1994", "Lyon\tFrance\t1998"]
    lines = text.split("\n")
    assert lines[0] == "Deyang Abroad, Issue 12"
    expected = [line for part in "abc" for line in (f"Letter {part}: a new friend", "", *page)]
    assert lines[1:] == expected


def test_a_chinese_pdf_is_joined_without_spaces_over_lines_and_pages() -> None:
    head = (250, 800, "德阳外事")
    cut = len(ZH_TOUR) // 30 * 30 - 2
    one = [*set_in_lines(ZH_VISIT, 30, top=760), *set_in_lines(ZH_TOUR[:cut], 30, top=660)]
    two = set_in_lines(ZH_TOUR[cut:] + ZH_VISIT, 30, top=760, indent=0)
    rows = [(70, 500, "日本"), (250, 500, "长野市"), (70, 480, "法国"), (250, 480, "里昂市")]
    pages = [[head, *one, (290, 30, "- 1 -")], [head, *two, *rows, (290, 30, "- 2 -")]]
    text = read_bytes(chinese_pdf(pages), id="letter").text
    assert text.replace("\n\n", "\n").split("\n") == [
        "德阳外事",
        ZH_VISIT,
        ZH_TOUR + ZH_VISIT,
        "日本\t长野市",
        "法国\t里昂市",
    ]


def test_rows_that_end_where_they_like_stay_rows() -> None:
    pdf = Letter()
    pdf.add_page()
    pdf.set_font("Times", size=11)
    rows = ["Bonn in Germany", "Lyon in France", "Konin in Poland", "Lahti in Finland", "Muncie in the USA"]
    for row in rows:
        pdf.row(row)
    assert read_bytes(bytes(pdf.output()), id="rows").text.split("\n")[-5 - 1 : -1] == rows
    names = ["日本长野市", "法国里昂市", "德国波恩市", "芬兰拉赫蒂", "波兰科宁市"]
    placed = [(70, 700 - 20 * number, name) for number, name in enumerate(names)]
    assert read_bytes(chinese_pdf([placed]), id="rows").text.split("\n") == names


def test_words_parted_at_the_end_of_a_line_are_whole() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=11)
    for line in (
        "The agreement of the cities of Deyang and Gothen-",
        "burg, a well-",
        "known port, of 2010-",
        "2015.",
    ):
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    assert "Gothenburg, a well-known port" in read_bytes(bytes(pdf.output()), id="x").text


def test_columns_are_read_one_after_the_other() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=10)
    for left, text in ((10, VISIT), (110, TOUR)):
        pdf.set_xy(left, 30)
        pdf.multi_cell(80, 5, text, align="L")
    assert read_bytes(bytes(pdf.output()), id="x").text == f"{VISIT}\n{TOUR}"


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("A new friend", "A new friend"),
        ("Microsoft Word - letter.doc", None),
        ("letter_12", None),
        ("", None),
    ],
)
def test_properties_tell_the_title_and_no_day(told: str, title: str | None) -> None:
    bulletin = read_bytes(letter(title=told, align="L"), id="letter")
    assert bulletin.title == (title or read_bytes(letter(), id="letter").title)
    assert bulletin.published is None
    properties = (
        f"<cp:coreProperties xmlns:cp='{CORE}' "
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{told}</dc:title><dcterms:created>2019-05-03T10:00:00Z</dcterms:created>"
        "</cp:coreProperties>"
    )
    written = read_bytes(docx_of(paragraph(VISIT) + paragraph(TOUR), properties), id="letter")
    assert (written.title, written.published) == (title, None)


def test_a_scan_is_refused_and_a_scanned_page_is_told() -> None:
    picture = io.BytesIO()
    Image.new("L", (200, 200), 128).save(picture, "PNG")

    def scanned(text: str) -> bytes:
        pdf = FPDF()
        pdf.add_page()
        pdf.image(picture, 10, 10, 100)
        pdf.add_page()
        pdf.set_font("Times", size=11)
        pdf.multi_cell(0, 6, text)
        return bytes(pdf.output())

    with pytest.raises(UnreadableError, match=r"scan\.pdf: is a PDF file without text.*no OCR"):
        read_bytes(scanned(""), id="scan", name="scan.pdf")
    bulletin = read_bytes(scanned(VISIT), id="scan")
    assert bulletin.text == VISIT
    assert bulletin.warnings[0].startswith("1 of 2 pages are pictures without text")


def test_fonts_that_do_not_tell_their_characters_are_named() -> None:
    content = stream(b"BT /F1 12 Tf 1 0 0 1 70 700 Tm <" + b"e123" * 40 + b"> Tj ET")
    with pytest.raises(UnreadableError, match="fonts do not tell"):
        read_bytes(pdf_pages([content]), id="x")


def test_a_locked_pdf_says_so() -> None:
    pdf = FPDF()
    pdf.set_encryption(owner_password="mine", user_password="yours", permissions=AccessPermission.none())
    pdf.add_page()
    pdf.set_font("Times", size=11)
    pdf.cell(0, 6, VISIT)
    with pytest.raises(UnreadableError, match="is a PDF file locked with a password"):
        read_bytes(bytes(pdf.output()), id="x")


def test_a_docx_gives_paragraphs_and_tables_in_their_order() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Head of the page"
    document.sections[0].footer.paragraphs[0].text = "Foot of the page"
    document.core_properties.title = "A new friend in Lyon"
    document.add_heading("A new friend", 1)
    document.add_paragraph("Mayor\tJean Neill")
    table = document.add_table(rows=2, cols=3)
    for row, cells in zip(table.rows, (("Bonn", "Germany", "1994"), ("Lyon", "France", "1998")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph(VISIT).add_run().add_break()
    document.paragraphs[-1].add_run("The end.")
    out = io.BytesIO()
    document.save(out)
    bulletin = read_bytes(out.getvalue(), id="letter")
    assert bulletin.text.split("\n") == [
        "A new friend",
        "Mayor\tJean Neill",
        "Bonn\tGermany\t1994",
        "Lyon\tFrance\t1998",
        VISIT,
        "The end.",
    ]
    assert bulletin.title == "A new friend in Lyon"


def run(text: str, tag: str = "t", properties: str = "") -> str:
    return f"<w:r>{properties}<w:{tag} xml:space='preserve'>{text}</w:{tag}></w:r>"


MET = run("We met")
MET_LYON = [
    run("We met ") + f"<w:del>{run('Bonn', 'delText')}</w:del><w:ins>{run('Lyon')}</w:ins>",
    run("We met ") + f"<w:moveFrom>{run('Bonn')}</w:moveFrom><w:moveTo>{run('Lyon')}</w:moveTo>",
    run("We met ") + f"<w:hyperlink><w:ins>{run('Lyon')}</w:ins></w:hyperlink>",
    run("We met ") + run("not ", properties="<w:rPr><w:vanish/></w:rPr>") + run("Lyon"),
    run("PAGE", "instrText") + run("We met Lyon"),
    f"<w:sdt><w:sdtPr/><w:sdtContent>{run('We met Lyon')}</w:sdtContent></w:sdt>",
]
DELETED_ROW = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('x')}</w:tc></w:tr></w:tbl>"
DELETED_END = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
RUBY = f"<w:r><w:ruby><w:rt>{run('li')}</w:rt><w:rubyBase>{run('里')}</w:rubyBase></w:ruby></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        *((f"<w:p>{runs}</w:p>", "We met Lyon") for runs in MET_LYON),
        (f"<w:p>{DELETED_END}{run('We met ')}</w:p>{paragraph('Lyon')}", "We met Lyon"),
        (f"<w:p>{MET}</w:p>{DELETED_ROW}", "We met"),
        (f"<w:p>{RUBY}{run('昂')}</w:p>", "里昂"),
    ],
)
def test_tracked_changes_are_taken_as_made(body: str, text: str) -> None:
    assert read_bytes(docx_of(body), id="x").text == text


def test_a_text_box_is_read_once_and_cuts_no_sentence() -> None:
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    data = docx_of(f"<w:p>{run('We met ')}<w:r>{both}</w:r>{run('Lyon')}</w:p>{paragraph('The end')}")
    assert read_bytes(data, id="x").text == "We met Lyon\nIn the box\nThe end"


def test_markdown_is_read_as_it_is_seen() -> None:
    text = (
        "---\ntitle: 'Visits in May'\ndate: 2019-05-03T10:00:00+08:00\n---\n# A new [friend](/Bonn)\n\n"
        "![Konin](a.png) We met **Lyon** on\nMay 2, 2019.\n\n我市与德国\n波恩市结好。\n\n"
        "```\nx = Paris\n```\n\n"
        "| city | since |\n|---|---|\n| Bonn | 1994 |\n\n- one\n- two\n\n"
        "<script>Rome</script>\n\n    Indented."
    )
    bulletin = read_bytes(text.encode(), id="notes", kind="markdown")
    assert bulletin.text.split("\n") == [
        "A new friend",
        "We met Lyon on May 2, 2019.",
        "我市与德国波恩市结好。",
        "city\tsince",
        "Bonn\t1994",
        "one",
        "two",
        "Indented.",
    ]
    assert (bulletin.title, bulletin.published) == ("Visits in May", dt.date(2019, 5, 3))


PAGE = f"<html><body><p>{VISIT}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", VISIT.encode()),
        ("a.md", VISIT.encode()),
        ("a.MARKDOWN", f"**{VISIT}**".encode()),
        ("a.html", PAGE),
        ("a.pdf", PAGE),
        ("a.txt", PAGE),
        ("a.docx", docx_of(paragraph(VISIT))),
        ("a.pdf", docx_of(paragraph(VISIT))),
        ("a", docx_of(paragraph(VISIT))),
        ("a.pdf", chinese_pdf([[(70, 700, VISIT)]])),
        ("a.html", chinese_pdf([[(70, 700, VISIT)]])),
        (
            "a.txt",
            zip_of({"word/document2.xml": f"<w:document {W}>{paragraph(VISIT)}</w:document>".encode()}),
        ),
    ],
)
def test_bytes_that_are_sure_outweigh_the_suffix(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_file(tmp_path / name).text == VISIT == given_text(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"Only text.", "is no DOCX file, or a damaged one"),
        ("a.docx", zip_of({"xl/workbook.xml": b"<x/>"}), "holds no word/document.xml"),
        ("a.xlsx", zip_of({"xl/workbook.xml": b"<x/>"}), "is a zip archive or an Office document"),
        ("a.docx", b"\xd0\xcf\x11\xe0 and so on", "is no DOCX file"),
        ("a.docx", docx_of(""), "is a DOCX file without text"),
        ("a.docx", docx_of(paragraph("x")).replace(b"PK", b"PX"), "is no DOCX file"),
        ("a.pdf", b"Only text.", "is a PDF file that is damaged, or none"),
        ("a.md", b"\n\n", "is Markdown without text"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableError, match=reason) as caught:
        read_file(tmp_path / name)
    assert str(caught.value).startswith(f"{tmp_path / name}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("letter.pdf", letter(2)),
        ("letter.pdf", chinese_pdf([set_in_lines(ZH_VISIT + ZH_TOUR, 30, top=700)])),
        ("letter.docx", docx_of(paragraph(VISIT) + paragraph(TOUR) + paragraph(ZH_VISIT))),
        ("letter.md", f"# A new friend\n\n{VISIT}\n\n* {TOUR}\n* {ZH_VISIT}".encode()),
    ],
)
def test_spans_hold_in_the_given_text(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    records, text = pipeline.load().read_file(path), given_text(path)
    spans: list[Span] = [span for _, fact in records.facts() for span in fact.evidence]
    assert {text[span.start : span.end] for span in spans} == {span.text for span in spans}
    assert records.delegations
    assert records.dates
    assert_way_back(read_file(path))
    assert "吴兰" in body_of(read_file(path)) or "Wu Lan" in body_of(read_file(path))


def test_reading_a_text_loads_none_of_the_libraries(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(VISIT, encoding="utf-8")
    code = (
        "import sys, corpus; corpus.read_file(sys.argv[1]); "
        "print(*({'docx', 'lxml', 'markdown_it', 'pypdfium2', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "a.txt"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []

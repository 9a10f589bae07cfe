"""PDF to text: the characters of each page and where they stand, read by PDFium."""

import ctypes
from collections.abc import Iterator
from typing import Any

from corpus.decode import UnreadableError
from corpus.limits import CHARACTERS, MEGABYTE, PAGES
from corpus.page import Page
from corpus.page_lines import UNKNOWN, Glyph, PageLine, character, lines_of_page
from corpus.pages import text_of_pages
from corpus.titles import told_title


def read_pdf(data: bytes, name: str) -> Page:
    """Return the text of a PDF, page after page, with the lines of a paragraph joined where that is clear.

    What stands at the head or foot of most pages is there once, page numbers not at all.

    Raises:
        UnreadableError: it is locked, damaged or beyond the limits, or its pages are pictures.

    """
    import pypdfium2 as pdfium  # type: ignore[import-untyped]
    import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableError(name, "is a PDF file locked with a password") from None
        raise UnreadableError(name, "is a PDF file that is damaged, or none") from None
    try:
        if len(document) > PAGES:
            raise UnreadableError(
                name, f"is a PDF file of {len(document):,} pages; {PAGES:,} are read at most"
            )
        pages, warnings = _pages(document, name)
        title = told_title(document.get_metadata_value("Title"))
    finally:
        document.close()
    text = text_of_pages(pages)
    if not text:
        raise UnreadableError(name, "is a PDF file without text, such as a scan; there is no OCR")
    if text.count(UNKNOWN) * 3 > len(text):
        raise UnreadableError(name, "is a PDF file whose fonts do not tell which characters they draw")
    return Page(text=text, title=title, warnings=warnings)


def _pages(document: Any, name: str) -> tuple[list[list[PageLine]], tuple[str, ...]]:
    """Return the lines of each page, and what was left unread."""
    import pypdfium2 as pdfium

    pages: list[list[PageLine]] = []
    count = damaged = pictures = 0
    for index in range(len(document)):
        pages.append([])
        try:
            page = document[index]
            count += _read_page(page, pages[-1], name, CHARACTERS - count)
        except pdfium.PdfiumError:
            damaged += 1
            continue
        pictures += not pages[-1] and _holds_picture(page)
        page.close()
    told = [(damaged, "are damaged"), (pictures, "are pictures without text; there is no OCR")]
    return pages, tuple(f"{number} of {len(document)} pages {what}" for number, what in told if number)


def _read_page(page: Any, lines: list[PageLine], name: str, left: int) -> int:
    """Add the lines of a page to `lines` and return how many characters it holds; `left` may be read."""
    text_page = page.get_textpage()
    count: int = text_page.count_chars()
    if count > left:
        raise UnreadableError(name, f"holds more than {CHARACTERS // MEGABYTE} million characters of text")
    lines += lines_of_page(_glyphs(text_page, count))
    text_page.close()
    return count


def _glyphs(text_page: Any, count: int) -> Iterator[Glyph]:
    import pypdfium2.raw as pdfium_c

    box = pdfium_c.FS_RECTF()
    where = ctypes.byref(box)
    for index in range(count):
        code = pdfium_c.FPDFText_GetUnicode(text_page, index)
        pdfium_c.FPDFText_GetLooseCharBox(text_page, index, where)
        hyphen = code == 2 or code == 0xFFFE
        char = "-" if hyphen else character(code)
        yield Glyph(char, box.left, box.right, box.bottom, box.top, hyphen)


def _holds_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium_c

    return next(page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None

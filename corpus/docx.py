"""DOCX to text: its paragraphs and tables, through the line builder of HTML."""

import io
import re
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from corpus.decode import UnreadableError
from corpus.limits import (
    CHARACTERS,
    DOCUMENT_ATTRIBUTES,
    MEGABYTE,
    MEMBERS,
    RATIO,
    RATIO_FROM,
    TAGS,
    UNPACKED,
)
from corpus.page import Page
from corpus.titles import told_title
from corpus.visible import visible_lines

# Office on the web calls its main part `word/document2.xml`.
_MAIN = re.compile(r"word/document\d{0,3}\.xml")
_PROPERTIES = "docProps/core.xml"
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_AS_HTML = {_W + "p": "p", _W + "tbl": "table", _W + "tr": "tr", _W + "tc": "td"}
# What was deleted or moved away, what is told of the text, the readings over characters, and the second
# form in which a text box is held for old programs.
_PASSED_OVER = frozenset(
    [_MC + "Fallback"]
    + [
        _W + tag
        for tag in ("del", "moveFrom", "rt", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr")
    ]
)
_DELETED_ROW, _DELETED_MARK = f"{_W}trPr/{_W}del", f"{_W}pPr/{_W}rPr/{_W}del"
_HIDDEN = f"{_W}rPr/{_W}vanish"


def is_docx(data: bytes) -> bool:
    r"""Tell whether `data` is a zip that holds the text of a Word document.

    >>> is_docx(b"PK\x03\x04 ... word/document.xml")
    False
    """
    if not data.startswith(b"PK\x03\x04") or b"word/document" not in data:
        return False
    try:
        with _opened(data, "") as archive:
            return _main_part(archive) is not None
    except _BAD_ZIP:
        return False


def read_docx(data: bytes, name: str) -> Page:
    """Return the text of a Word document as its reader sees it, with tracked changes taken as made.

    Cells of a row stand apart by tabs. Headers, footers, notes and comments are left out. No other part
    of the file is unpacked, and no relationship is followed.

    Raises:
        UnreadableError: it is locked, damaged or beyond the limits, or holds no text.

    """
    try:
        with _opened(data, name) as archive:
            main = _main_part(archive)
            if main is None:
                raise UnreadableError(name, "is no DOCX file: it holds no word/document.xml")
            document = _part(archive, main, name)
            properties = _part(archive, _PROPERTIES, name) if _PROPERTIES in archive.NameToInfo else None
    except UnreadableError:
        raise
    except _BAD_ZIP as error:
        raise UnreadableError(name, f"is no DOCX file, or a damaged one: {error}") from None
    if _STRICT in document:
        raise UnreadableError(name, "is a DOCX file in the strict form; save it as a plain Word document")
    text = "\n".join(visible_lines(_as_html(_parsed(document, name)), tabs=True))
    if len(text) > CHARACTERS:
        raise UnreadableError(name, f"holds more than {CHARACTERS // MEGABYTE} million characters of text")
    if not text:
        raise UnreadableError(name, "is a DOCX file without text")
    return Page(text=text, title=_title(properties, name))


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    if data.count(b"PK\x01\x02") > MEMBERS:
        raise UnreadableError(name, f"is a zip of more than {MEMBERS:,} parts")
    return zipfile.ZipFile(io.BytesIO(data))


def _main_part(archive: zipfile.ZipFile) -> str | None:
    return min((part for part in archive.namelist() if _MAIN.fullmatch(part)), default=None)


def _part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """Unpack one part, as far as the limits allow, whatever size the file claims for it."""
    info = archive.getinfo(part)
    if info.flag_bits & 1:
        raise UnreadableError(name, "is locked with a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableError(name, "is no DOCX file: it is packed in another way than these are")
    with archive.open(info) as stream:
        xml = stream.read(UNPACKED + 1)
    if len(xml) > UNPACKED:
        raise UnreadableError(name, f"unpacks to more than {UNPACKED // MEGABYTE} MB of text and markup")
    if len(xml) > RATIO_FROM and len(xml) > RATIO * info.compress_size:
        raise UnreadableError(name, f"unpacks to more than {RATIO} times its size")
    if xml.count(b"<") > 2 * TAGS or xml.count(b"=") > DOCUMENT_ATTRIBUTES:
        raise UnreadableError(name, f"holds more than {TAGS:,} tags, or {DOCUMENT_ATTRIBUTES:,} attributes")
    return xml


class _Stop(Exception):  # noqa: N818 - it ends a parse and is no error
    """The first element: a document type can come no more."""


def _parsed(xml: bytes, name: str) -> Any:
    """Parse a part; one that declares a document type, and so might define entities, is refused unparsed."""
    from docx.oxml import parse_xml  # type: ignore[import-untyped, unused-ignore]
    from lxml import etree  # type: ignore[import-untyped]

    def refuse(*_: object) -> None:
        raise UnreadableError(name, "is no DOCX file: its XML declares a document type")

    def stop(*_: object) -> None:
        raise _Stop

    head = expat.ParserCreate()
    head.StartDoctypeDeclHandler, head.StartElementHandler = refuse, stop
    try:
        head.Parse(xml, True)
    except _Stop:
        pass
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(name, f"is a damaged DOCX file: {error}") from None
    try:
        return parse_xml(xml)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(name, f"is a damaged DOCX file: {_first_line(error.msg)}") from None


def _first_line(said: str | None) -> str:
    return (said or "").partition("\n")[0]


def _as_html(document: Any) -> Any:
    """Return the body of a page with the paragraphs, tables and text boxes of a document, in its order."""
    from lxml import etree

    body = etree.Element("body")
    stack = [(document, body)]
    while stack:
        element, parent = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _PASSED_OVER:
            continue
        if tag in _AS_HTML:
            if element.find(_DELETED_ROW) is not None:
                continue
            parent = _block(element, parent)
        elif tag == _W + "r":
            _add_run(element, parent)
        elif tag == _W + "txbxContent":
            # A box stands beside its paragraph, and does not cut it in two.
            beside = parent.getparent() if parent.tag == "p" else parent
            parent = etree.SubElement(beside, "div")
        stack += [(child, parent) for child in reversed(element)]
    return body


def _block(element: Any, parent: Any) -> Any:
    from lxml import etree

    # Not by len(), which counts the children one by one.
    before = next(parent.iterchildren(reversed=True), None)
    if element.tag == _W + "p" and before is not None and before.attrib.pop("open", None):
        block = before
    else:
        block = etree.SubElement(parent, _AS_HTML[element.tag])
    if element.find(_DELETED_MARK) is not None:
        # Its end was deleted, so the next paragraph goes on in this one.
        block.set("open", "open")
    return block


def _add_run(run: Any, parent: Any) -> None:
    from lxml import etree

    hidden = run.find(_HIDDEN)
    if hidden is not None and hidden.get(_W + "val") not in ("0", "false", "off"):
        return
    # A child for each piece: text added to text is copied each time.
    for number, piece in enumerate(run.text.split("\n")):
        if number:
            etree.SubElement(parent, "br")
        if piece:
            etree.SubElement(parent, "span").text = piece


def _title(properties: bytes | None, name: str) -> str | None:
    from docx.opc.coreprops import CoreProperties  # type: ignore[import-untyped, unused-ignore]

    if properties is None:
        return None
    try:
        return told_title(CoreProperties(_parsed(properties, name)).title)
    except (UnreadableError, AttributeError):
        # The text can be read all the same.
        return None

"""Documents made for tests: PDFs of any objects, also with Chinese in them, and DOCX of any XML."""

import io
import zipfile
from collections.abc import Iterable, Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
XML = f"<?xml version='1.0'?>{{head}}<w:document {W}><w:body>{{body}}</w:body></w:document>"
Placed = tuple[float, float, str]

_SONG = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def pdf_of(objects: Sequence[bytes], root: int = 1) -> bytes:
    """Return a PDF of these objects, numbered from 1; `root` is the number of the catalog."""
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(offsets) + 1, table)
    out += b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(offsets) + 1, root, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def pdf_pages(contents: Iterable[bytes], resources: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """Return a PDF of pages with these streams of content; `more` objects begin at 4."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _SONG, *more]
    kids = []
    for content in contents:
        objects.append(content)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>%b>>"
            b"/Contents %d 0 R>>" % (resources, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    return pdf_of(objects)


def chinese_pdf(pages: Iterable[Iterable[Placed]]) -> bytes:
    """Return a PDF of pages with texts at places in points; letters are 12 points wide and high."""
    return pdf_pages(stream(b"BT /F1 12 Tf\n%b\nET" % b"\n".join(map(_shown, page))) for page in pages)


def _shown(placed: Placed) -> bytes:
    x, y, text = placed
    return b"1 0 0 1 %d %d Tm <%b> Tj" % (x, y, text.encode("utf-16-be").hex().encode())


def set_in_lines(text: str, width: int, *, top: float, left: float = 70, indent: int = 2) -> list[Placed]:
    """Return a paragraph of Chinese in lines of `width` characters below `top`, the first one indented."""
    cut = [text[: width - indent]]
    cut += [text[start : start + width] for start in range(width - indent, len(text), width)]
    return [
        (left + (12 * indent if number == 0 else 0), top - 20 * number, line)
        for number, line in enumerate(cut)
    ]


def docx_of(
    body: str, properties: str | None = None, *, head: str = "", more: dict[str, bytes] | None = None
) -> bytes:
    """Return a DOCX with this XML as its body; `head` stands before the root, `more` are other parts."""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": XML.format(head=head, body=body).encode(),
    }
    if properties is not None:
        parts["docProps/core.xml"] = properties.encode()
    return zip_of(parts | (more or {}))


def zip_of(parts: dict[str, bytes]) -> bytes:
    """Return a zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def paragraph(text: str) -> str:
    """Return the XML of a paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

"""From a file, bytes or text to a `Bulletin`."""

import datetime as dt
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.bulletin import Bulletin
from corpus.clean import clean
from corpus.decode import UnreadableError, decode, too_large
from corpus.frame import read_frame
from corpus.home import find_home
from corpus.kinds import Kind, kind_named, kind_of
from corpus.limits import DOCUMENT_LIMIT, LIMIT
from corpus.lines import lines_of
from corpus.page import Page
from corpus.passages import language_of, passages_of
from corpus.simplify import simplified

Wanted = Literal["auto", "en", "zh"]
_DOCUMENTS = (b"%PDF", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known before the text is read: from the tags of a page, or the properties of a document.

    `stated`: the day is the author's own word, and outweighs what lines of the text look like.
    """

    title: str | None = None
    site: str | None = None
    published: dt.date | None = None
    stated: bool = False
    warnings: tuple[str, ...] = ()


def read_text(
    text: str,
    *,
    id: str = "bulletin",  # noqa: A002 - the name of the field in the contract
    language: Wanted = "auto",
    published: dt.date | None = None,
    home: str | None = None,
) -> Bulletin:
    r"""Return the bulletin that `text` holds; what is given here wins over what the text says.

    >>> bulletin = read_text("德阳的朋友\n发布时间：2021-05-03 来源：德阳市外办\n我市与波恩市结好。")
    >>> bulletin.published.isoformat(), bulletin.home, bulletin.passages[0].text
    ('2021-05-03', '德阳', '德阳的朋友\n我市与波恩市结好。')
    """
    return _read(text, id, language, published, home, _Known())


def read_bytes(
    data: bytes,
    *,
    id: str,  # noqa: A002 - the name of the field in the contract
    kind: Kind | None = None,
    language: Wanted = "auto",
    published: dt.date | None = None,
    home: str | None = None,
    name: str | None = None,
) -> Bulletin:
    """Return the bulletin in `data`, of that `kind`; where that is None, or cannot be, the bytes tell it.

    Raises:
        UnreadableError: the data cannot be read; it is called `name` in the message, or `id`.

    """
    text, known = _given(data, name or id, kind)
    return _read(text, id, language, published, home, known)


def read_file(
    path: str | Path,
    *,
    language: Wanted = "auto",
    published: dt.date | None = None,
    home: str | None = None,
) -> Bulletin:
    """Return the bulletin in a file, whose kind its bytes tell, or else its suffix; its `id` is its stem.

    Raises:
        UnreadableError: there is no such file, or it cannot be read; the message names it and says why.

    """
    path = Path(path)
    text, known = _given(_bytes_of(path), str(path), kind_named(path))
    return _read(text, path.stem, language, published, home, known)


def given_text(path: Path) -> str:
    """Return the text of a file as offsets count it: decoded, or that of the page or document; no more is.

    Raises:
        UnreadableError: there is no such file, or it cannot be read; the message names it and says why.

    """
    return _given(_bytes_of(path), str(path), kind_named(path))[0]


def _given(data: bytes, name: str, said: Kind | None) -> tuple[str, _Known]:
    """Return the text that data hold, and what a page or document tells of it beside."""
    kind = kind_of(data, said)
    if kind in ("pdf", "docx"):
        if len(data) > DOCUMENT_LIMIT:
            raise too_large(name, len(data), DOCUMENT_LIMIT)
        page = _document(data, name, kind)
        return page.text, _Known(page.title, warnings=page.warnings)
    decoded = decode(data, name, html=kind == "html")
    if kind == "text":
        return decoded.text, _Known(warnings=decoded.warnings)
    page = _page(decoded.text, name, kind)
    warnings = (*decoded.warnings, *page.warnings)
    return page.text, _Known(page.title, page.site, page.published, kind == "markdown", warnings)


def _document(data: bytes, name: str, kind: Kind) -> Page:
    if kind == "pdf":
        from corpus.pdf import read_pdf

        return read_pdf(data, name)
    from corpus.docx import read_docx

    return read_docx(data, name)


def _page(text: str, name: str, kind: Kind) -> Page:
    if kind == "html":
        from corpus.html import read_html

        return read_html(text, name)
    from corpus.markdown import read_markdown

    return read_markdown(text, name)


def _bytes_of(path: Path) -> bytes:
    name = str(path)
    try:
        told = path.stat()
        if stat.S_ISDIR(told.st_mode):
            raise UnreadableError(name, "is a folder, not a file")
        if not stat.S_ISREG(told.st_mode):
            raise UnreadableError(name, "is no regular file; to read a stream, pipe it in and name -")
        if told.st_size > LIMIT and (limit := _limit(path)) < told.st_size:
            raise too_large(name, told.st_size, limit)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(name, "there is no such file") from None
    except PermissionError:
        raise UnreadableError(name, "may not be read: permission denied") from None
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(name, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _limit(path: Path) -> int:
    with path.open("rb") as file:
        return DOCUMENT_LIMIT if file.read(4).startswith(_DOCUMENTS) else LIMIT


def _read(
    text: str, name: str, wanted: Wanted, published: dt.date | None, home: str | None, known: _Known
) -> Bulletin:
    aligned = clean(text)
    simple = simplified(aligned.text)
    frame = read_frame(lines_of(aligned.text, simple), aligned.text)
    passages, unread = passages_of(aligned, simple, frame.body, wanted)
    frame.title = known.title or frame.title
    warnings = [*known.warnings]
    warnings += [f"{count} characters of {name} were not read" for name, count in sorted(unread.items())]
    if not passages:
        warnings.append("no text" if not text.strip() else "no English or Chinese text to read")
    return Bulletin(
        text=text,
        passages=passages,
        language=language_of(passages),
        id=name,
        title=frame.title,
        publisher=frame.publisher or known.site or frame.sponsor,
        published=published
        or (known.published if known.stated else None)
        or frame.published
        or known.published,
        home=home or find_home(frame, passages, known.site),
        home_told=home is not None,
        warnings=tuple(warnings),
    )

"""Files in which bulletins come, made for the tests, and what is found in them."""

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import zstandard

from pipeline.batch.items import Columns, End, Item, Problem, Source
from pipeline.batch.sources import items_of, list_sources

TEXT = "Mayor Anna Virta of Lahti came to Deyang with six guests.\n"
CHINESE = "德阳市市长会见了来访的拉赫蒂市代表团一行七人，双方签署了友好交流备忘录。\n"
PAGE = f"<!doctype html><html><head><title>Visit</title></head><body><p>{TEXT}</p></body></html>"
WORDS = Columns(text="text")


def listed(*named: object, tables: bool = False) -> list[Source | Problem]:
    found = list(list_sources([str(name) for name in named], tables=tables))
    assert [one.number if isinstance(one, Source) else one.source for one in found] == list(range(len(found)))
    return found


def names(*named: object, tables: bool = False) -> list[str]:
    return [Path(one.url).name for one in listed(*named, tables=tables) if isinstance(one, Source)]


def reason(*named: object) -> str:
    [problem] = listed(*named)
    assert isinstance(problem, Problem)
    assert problem.stage == "find"
    return problem.reason


def opened(path: object, columns: Columns = WORDS) -> list[Item | Problem]:
    """Open what was named, and hold what every source has to keep to."""
    [source] = list_sources([str(path)], tables=True)
    assert isinstance(source, Source), source
    *found, end = items_of(source, columns)
    assert end == End(0, len(found))
    assert [(one.source, one.number) for one in found] == [(0, number) for number in range(len(found))]
    ids = [one.id for one in found if isinstance(one, Item)]
    assert len(ids) == len(set(ids))
    counts = [one.read_to for one in found]
    assert counts == sorted(counts)
    if source.size is not None:
        assert not counts or counts[-1] <= source.size
    assert list(items_of(source, columns)) == [*found, end] or source.url == "-"
    return [one for one in found if not isinstance(one, End)]


def texts(found: Iterable[Item | Problem]) -> dict[str, str]:
    return {one.id: one.data.decode() for one in found if isinstance(one, Item)}


def problems(found: Iterable[Item | Problem]) -> list[tuple[str, str, str]]:
    return [(one.name.rpartition("/")[2], one.stage, one.reason) for one in found if isinstance(one, Problem)]


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def table(form: str, path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write the same rows in one of the forms."""
    if form == "parquet":
        import pyarrow as pa
        from pyarrow.parquet import write_table

        write_table(pa.Table.from_pylist(rows), path)
        return path
    if "json" in form:
        content = "".join(
            json.dumps(row, default=str, ensure_ascii="nd" in form) + "\n" for row in rows
        ).encode()
    else:
        lines = io.StringIO(newline="")
        writer = csv.DictWriter(lines, list(rows[0]), delimiter="\t" if "tsv" in form else ",")
        writer.writeheader()
        writer.writerows(rows)
        content = lines.getvalue().encode("gb18030" if form == "csv" else "utf-8-sig")
    if form.endswith("gz"):
        content = gzip.compress(content)
    if form.endswith("zst"):
        content = zstandard.ZstdCompressor().compress(content)
    return write(path, content)


def record(
    uri: str, body: bytes, *, http: str = "", kind: str = "response", media: str = "", status: str = "200 OK"
) -> bytes:
    """Return a record of a crawl as bytes."""
    if kind == "response":
        body = f"HTTP/1.1 {status}\r\n{http}\r\n".encode() + body
        media = "application/http; msgtype=response"
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {media}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


HTML = "Content-Type: text/html\r\n"


def crawl() -> list[bytes]:
    chunked = b"".join(
        b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:50].encode(), PAGE[50:].encode())
    )
    return [
        record("", b"software: none\r\n", kind="warcinfo", media="application/warc-fields"),
        record("http://a.example/1", PAGE.encode(), http=HTML),
        record("http://a.example/no", PAGE.encode(), http=HTML, status="404 Not Found"),
        record("http://a.example/2", gzip.compress(PAGE.encode()), http=HTML + "Content-Encoding: gzip\r\n"),
        record("http://a.example/p.png", b"\x89PNG", http="Content-Type: image/png\r\n"),
        record("http://a.example/3", chunked + b"0\r\n\r\n", http=HTML + "Transfer-Encoding: chunked\r\n"),
        record(
            "http://a.example/4",
            CHINESE.encode("gb18030"),
            http="Content-Type: text/plain; charset=GB2312\r\n",
        ),
        record("http://a.example/5", CHINESE.encode(), http='content-type: text/plain; charset="gbk"\r\n'),
        record(
            "http://a.example/6", "é".encode("latin-1"), http="Content-Type: text/plain; charset=latin-1\r\n"
        ),
        record("http://a.example/7\x1b", TEXT.encode(), kind="conversion", media="text/plain"),
        record("http://a.example/8", b"%PDF-1.4", kind="resource", media="application/pdf"),
        record("http://a.example/q", b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http"),
        record(
            "http://a.example/9",
            gzip.compress(TEXT.encode()),
            http=HTML.replace("html", "plain") + "Content-Encoding: x-gzip\r\n",
        ),
        record(
            "http://a.example/10",
            TEXT.encode(),
            http="Content-Type: text/plain\r\nContent-Encoding: gzip\r\n",
        ),
    ]


CRAWLED = [PAGE, PAGE, PAGE, CHINESE, CHINESE, "é", TEXT, "%PDF-1.4", TEXT, TEXT]


def zipped(members: dict[str, bytes], **options: Any) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def zst(data: bytes) -> bytes:
    return bytes(zstandard.ZstdCompressor().compress(data))


ARCHIVES: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "zip": zipped,
    "tar": tarred,
    "tar.gz": lambda members: gzip.compress(tarred(members)),
    "tgz": lambda members: gzip.compress(tarred(members)),
    "tar.bz2": lambda members: bz2.compress(tarred(members)),
    "tar.xz": lambda members: lzma.compress(tarred(members)),
    "tar.zst": lambda members: zst(tarred(members)),
}

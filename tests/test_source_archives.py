"""Bulletins in crawls and in archives."""

import gzip
import json
import os
import tracemalloc
import zlib
from pathlib import Path

import brotli
import pytest
from made_sources import (
    ARCHIVES,
    CHINESE,
    CRAWLED,
    HTML,
    PAGE,
    TEXT,
    crawl,
    opened,
    problems,
    record,
    table,
    tarred,
    texts,
    write,
    zipped,
    zst,
)

from pipeline.batch.items import Columns, Item, Source
from pipeline.batch.sources import items_of

# Crawls


@pytest.mark.parametrize("packing", ["none", "each", "once"])
def test_reads_the_pages_of_a_crawl(tmp_path: Path, packing: str) -> None:
    content = b"".join(map(gzip.compress, crawl())) if packing == "each" else b"".join(crawl())
    if packing == "once":
        content = gzip.compress(content)
    path = write(tmp_path / f"crawl.warc{'' if packing == 'none' else '.gz'}", content)
    found = opened(path)
    assert problems(found) == []
    items = [one for one in found if isinstance(one, Item)]
    assert [one.id for one in items] == [f"crawl-{number}" for number in range(1, 11)]
    latin = items.pop(5)
    assert latin.data == b"\xe9", "what is told of all pages is not believed"
    assert [one.data.decode() for one in items] == CRAWLED[:5] + CRAWLED[6:]
    assert [one.kind for one in items] == ["html"] * 3 + ["text"] * 3 + ["pdf"] + ["text"] * 2
    assert items[0].name == f"{path}!http://a.example/1"
    assert items[5].name == f"{path}!http://a.example/7\ufffd"


def test_unpacks_what_servers_pack(tmp_path: Path) -> None:
    bare = zlib.compressobj(wbits=-15)
    bodies = {
        "deflate": zlib.compress(PAGE.encode()),
        "Deflate ": bare.compress(PAGE.encode()) + bare.flush(),
        "zstd": zst(PAGE.encode()),
        "identity": PAGE.encode(),
    }
    records = [
        record("http://a.example/", body, http=f"{HTML}Content-Encoding: {how}\r\n")
        for how, body in bodies.items()
    ]
    found = opened(write(tmp_path / "a.warc", b"".join(records)))
    assert list(texts(found).values()) == [PAGE] * 4


def test_unpacks_brotli(tmp_path: Path) -> None:
    http = f"{HTML}Content-Encoding: br\r\n"
    bodies = [brotli.compress(text) for text in (PAGE.encode(), b" " * 30_000_000)]
    records = [record("http://a.example/", body, http=http) for body in bodies]
    found = opened(write(tmp_path / "a.warc", b"".join(records)))
    assert list(texts(found).values()) == [PAGE]
    assert problems(found)[0][2].startswith("unpacks to more than 200 times its size")


def test_goes_on_after_a_damaged_record(tmp_path: Path) -> None:
    good = [record(f"http://a.example/{number}", TEXT.encode() * 900, http=HTML) for number in range(4)]
    packed = [gzip.compress(one) for one in good]
    torn = packed[1][: len(packed[1]) // 2] + b"\xff" * 200
    found = opened(write(tmp_path / "a.warc.gz", packed[0] + torn + packed[2] + packed[3]))
    assert [one.name[-2:] for one in found if isinstance(one, Item)] == ["/0", "/2", "/3"]
    [(_, stage, said)] = problems(found)
    assert stage == "unpack"
    assert said.startswith("is damaged: Error -3")
    short = good[1].replace(b"Content-Length: ", b"Content-Length: 1")[:-20]
    found = opened(
        write(tmp_path / "b.warc", good[0] + b"rubbish\r\n\r\n" + good[2] + b"no record\r\n" * 3 + good[3])
    )
    assert [one.name[-2:] for one in found if isinstance(one, Item)] == ["/0", "/2", "/3"]
    assert all("longer than its header says" in said or "damaged" in said for _, _, said in problems(found))
    assert problems(found)
    found = opened(write(tmp_path / "c.warc", good[0] + short))
    assert [one.name[-2:] for one in found if isinstance(one, Item)] == ["/0"]
    assert [said for _, _, said in problems(found)] == ["ends too early: the file was cut"]
    assert "Unknown archive format" in problems(opened(write(tmp_path / "d.warc", "no crawl\n")))[0][2]


def test_a_page_of_a_crawl_may_be_no_larger_than_others(tmp_path: Path) -> None:
    large = b"x" * 10_000_001
    packed = gzip.compress(b" " * 30_000_000)
    chunk = b"%x\r\n" % len(packed)
    records = [
        record("http://a.example/1", large, http=HTML),
        record("http://a.example/2", packed, http=HTML + "Content-Encoding: gzip\r\n"),
        record(
            "http://a.example/3",
            chunk + packed + b"\r\n0\r\n\r\n",
            http=HTML + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
        ),
        record("http://a.example/4", TEXT.encode(), http=HTML),
    ]
    found = opened(write(tmp_path / "a.warc", b"".join(records)))
    assert texts(found) == {"a-4": TEXT}
    assert [said.partition(";")[0] for _, _, said in problems(found)] == [
        "holds 10 MB",
        *["holds more than 10 MB"] * 2,
    ]


# Archives


@pytest.mark.parametrize("suffix", ARCHIVES)
def test_reads_what_an_archive_holds(tmp_path: Path, suffix: str) -> None:
    members = {
        "b/a.txt": TEXT.encode(),
        "b/x.png": b"\x89PNG",
        "b/.hidden.txt": TEXT.encode(),
        "__MACOSX/b/a.txt": TEXT.encode(),
        "./c/友.html": PAGE.encode(),
        "t.jsonl.gz": gzip.compress(json.dumps({"text": CHINESE}).encode() + b"\n" + b"{"),
        "t.csv": b"text\none\n",
        "deep.zip": zipped(
            {"d.md": TEXT.encode(), "e.tar.gz": gzip.compress(tarred({"f.txt": CHINESE.encode()}))}
        ),
    }
    path = write(tmp_path / f"in.{suffix}", ARCHIVES[suffix](members))
    found = opened(path)
    assert texts(found) == {
        "in/b/a.txt": TEXT,
        "in/c/友.html": PAGE,
        "in/t.jsonl.gz-1": CHINESE,
        "in/t.csv-1": "one",
        "in/deep.zip/d.md": TEXT,
        "in/deep.zip/e.tar.gz/f.txt": CHINESE,
    }
    assert [(one.name, one.kind) for one in found if isinstance(one, Item)][:2] == [
        (f"{path}!/b/a.txt", None),
        (f"{path}!/c/友.html", "html"),
    ]
    assert [(place, stage) for place, stage, _ in problems(found)] == [("t.jsonl.gz, line 2", "unpack")]
    assert [one.id for one in opened(path, Columns()) if isinstance(one, Item)] == [
        *["in/b/a.txt", "in/c/友.html", "in/deep.zip/d.md", "in/deep.zip/e.tar.gz/f.txt"]
    ], "tables are passed over where no column was told"


def test_reads_crawls_and_parquet_in_archives(tmp_path: Path) -> None:
    rows = table("parquet", tmp_path / "t.parquet", [{"text": TEXT}] * 3)
    members = {"c.warc.gz": b"".join(map(gzip.compress, crawl())), "t.parquet": rows.read_bytes()}
    for suffix in ("zip", "tar.gz"):
        found = opened(write(tmp_path / f"in.{suffix}", ARCHIVES[suffix](members)))
        assert [one.id for one in found if isinstance(one, Item)] == [
            *(f"in/c.warc.gz-{number}" for number in range(1, 11)),
            *(f"in/t.parquet-{number}" for number in range(1, 4)),
        ]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["tar.gz", "zip"])
def test_memory_does_not_grow_with_the_members(tmp_path: Path, suffix: str) -> None:
    def peak(count: int) -> int:
        members = {f"{number}.txt": os.urandom(200).hex().encode() for number in range(count)}
        path = write(tmp_path / f"{count}.{suffix}", ARCHIVES[suffix](members))
        del members
        source = Source(0, "t", str(path), path.stat().st_size)
        tracemalloc.start()
        assert sum(1 for _ in items_of(source, Columns())) == count + 1
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)
    # A zip file's list of members is held at once: about 1 kB for each.
    allowed = 2_500 * 1_500 if suffix == "zip" else 50_000
    # Python's table of words that are kept once grows at some of them, by megabytes: not at each try.
    assert min(peak(3_000) for _ in range(3)) < peak(500) + allowed

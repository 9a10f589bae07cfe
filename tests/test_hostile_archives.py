"""Files that were made to do harm: each limit holds and is told, and nothing leaves the archive."""

import bz2
import gzip
import io
import json
import lzma
import os
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_sources import TEXT, opened, problems, record, tarred, texts, write, zipped, zst

from pipeline.batch.items import Columns, End, Item, Problem, Source
from pipeline.batch.sources import LIMITS, Limits, items_of

pytestmark = pytest.mark.slow
WORDS = Columns(text="text")
MEGABYTE = 1_000_000
WAYS_OUT = {
    "../../out.txt": "in/out.txt",
    "/etc/out.txt": "in/etc/out.txt",
    "C:\\Windows\\out.txt": "in/Windows/out.txt",
    "c:out.txt": "in/out.txt-2",
    "a/../../b/./out.txt": "in/a/b/out.txt",
    "\\\\host\\share\\out.txt": "in/host/share/out.txt",
    "ne\nw\x1b[31m.txt": "in/ne\ufffdw\ufffd[31m.txt",
}


def limited(path: Path, limits: Limits, columns: Columns = WORDS) -> list[Item | Problem]:
    """Open a file, and keep no more than the beginnings of what is in it."""
    events = items_of(Source(0, "in", str(path), path.stat().st_size), columns, limits)
    return [
        replace(one, data=one.data[:1000]) if isinstance(one, Item) else one
        for one in events
        if not isinstance(one, End)
    ]


def reasons(found: list[Item | Problem]) -> list[str]:
    return [said for _, _, said in problems(found)]


@pytest.fixture(autouse=True)
def nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold that opening writes nothing beside the file, nor in the folder that it runs in."""
    here = tmp_path / "deep" / "here"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    yield
    assert not any(here.iterdir())
    assert all(path.name.startswith("in") for path in tmp_path.iterdir() if path.name != "deep")
    assert not (tmp_path.parent / "out.txt").exists()


# Names


@pytest.mark.parametrize("suffix", ["zip", "tar"])
def test_a_name_leads_out_of_no_archive(tmp_path: Path, suffix: str) -> None:
    members = dict.fromkeys(WAYS_OUT, TEXT.encode())
    path = write(tmp_path / f"in.{suffix}", zipped(members) if suffix == "zip" else tarred(members))
    found = opened(path)
    assert texts(found) == dict.fromkeys(WAYS_OUT.values(), TEXT)
    assert all(one.name.startswith(f"{path}!/") and one.name.isprintable() for one in found)


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "in-secret.txt", "a secret")
    packed = io.BytesIO()
    kinds = (
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.CHRTYPE,
        tarfile.BLKTYPE,
        tarfile.FIFOTYPE,
        tarfile.DIRTYPE,
    )
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for number, kind in enumerate(kinds):
            info = tarfile.TarInfo(f"{number}.txt")
            info.type, info.linkname = kind, str(secret)
            archive.addfile(info)
        inside = tarfile.TarInfo("last.txt")
        inside.size = 3
        archive.addfile(inside, io.BytesIO(b"end"))
    assert texts(opened(write(tmp_path / "in.tar", packed.getvalue()))) == {"in/last.txt": "end"}

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(secret))
        archive.writestr("last.txt", "end")
    assert texts(opened(write(tmp_path / "in.zip", packed.getvalue()))) == {"in/last.txt": "end"}


def test_one_name_given_twice_is_two_members(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for content in (b"one", b"two"):
            info = tarfile.TarInfo("a.txt")
            info.size = 3
            archive.addfile(info, io.BytesIO(content))
    found = opened(write(tmp_path / "in.tar", packed.getvalue()))
    assert texts(found) == {"in/a.txt": "one", "in/a.txt-2": "two"}


# Bombs


def pour(size: int) -> Iterator[bytes]:
    """Yield that many spaces without holding them."""
    for _ in range(size // MEGABYTE):
        yield b" " * MEGABYTE


def bomb(size: int) -> bytes:
    """Return a gzip file of that many spaces."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*map(packer.compress, pour(size)), packer.flush()])


def peak_of(path: Path, limits: Limits = LIMITS) -> tuple[list[Item | Problem], int]:
    tracemalloc.start()
    found = limited(path, limits)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found, peak


def test_a_member_of_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.txt", "w", force_zip64=True) as member:
            for part in pour(200 * MEGABYTE):
                member.write(part)
        archive.writestr("b.txt", TEXT)
    found, peak = peak_of(path)
    assert texts(found) == {"in/b.txt": TEXT}
    assert reasons(found) == ["holds 200 MB; one bulletin may hold 10 MB at most"]
    assert peak < 5 * MEGABYTE


@pytest.mark.parametrize("claimed", [3, 4_000_000_000])
def test_what_a_header_says_of_a_size_is_not_believed(tmp_path: Path, claimed: int) -> None:
    content = bytearray(zipped({"a.txt": b" " * 11 * MEGABYTE, "b.txt": TEXT.encode()}))
    true = struct.pack("<I", 11 * MEGABYTE)
    for at in [at for at in range(len(content)) if content[at : at + 4] == true]:
        content[at : at + 4] = struct.pack("<I", claimed)
    found = opened(write(tmp_path / "in.zip", bytes(content)))
    assert texts(found) == {"in/b.txt": TEXT}
    assert len(reasons(found)) == 1
    # Once the little that the header tells is unpacked, its checksum is not that of the whole.
    assert ("Bad CRC-32" if claimed == 3 else "holds 4,000 MB") in reasons(found)[0]


BOMBS = {
    "in.tar.gz": bomb,
    "in.jsonl.gz": bomb,
    "in.csv.gz": bomb,
    "in.warc.gz": lambda size: gzip.compress(record("x", b"", media="x/x", kind="x")) + bomb(size),
    "in.tar.bz2": lambda size: bz2.compress(b" " * size),
    "in.tar.xz": lambda size: lzma.compress(b" " * size, preset=0),
    "in.tar.zst": lambda size: zst(b" " * size),
    "in.jsonl.zst": lambda size: zst(b" " * size),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_stream_that_swells_is_given_up(tmp_path: Path, name: str) -> None:
    # A tar file begins with a member, and goes on with spaces.
    path = write(tmp_path / name, BOMBS[name](60 * MEGABYTE))
    found, peak = peak_of(path)
    assert any("more than 200 times its size; the rest is not read" in said for said in reasons(found)) or (
        ".tar" in name and len(reasons(found)) == 1
    )
    assert texts(found) == {}
    assert peak < 40 * MEGABYTE


def test_a_tar_file_that_swells_is_given_up(tmp_path: Path) -> None:
    members = {"a.txt": TEXT.encode(), "b.png": b" " * 60 * MEGABYTE, "c.txt": TEXT.encode()}
    found, peak = peak_of(write(tmp_path / "in.tar.gz", gzip.compress(tarred(members))))
    assert texts(found) == {"in/a.txt": TEXT}
    assert reasons(found) == ["unpacks to more than 200 times its size; the rest is not read"]
    assert peak < 20 * MEGABYTE


def test_bombs_side_by_side_are_added_up(tmp_path: Path) -> None:
    members = {f"{number}.txt": b" " * 9 * MEGABYTE for number in range(5)}
    found = opened(write(tmp_path / "in.zip", zipped(members)))
    assert 1 <= len(texts(found)) < 5
    assert reasons(found)[-1] == "unpacks to more than 200 times its size; the rest is not read"


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode(), "c.txt": TEXT.encode()}))
    entries = [at for at in range(len(content)) if content[at : at + 4] == b"PK\x01\x02"]
    # The second entry of the list leads to the bytes of the first.
    content[entries[1] + 42 : entries[1] + 46] = content[entries[0] + 42 : entries[0] + 46]
    found = opened(write(tmp_path / "in.zip", bytes(content)))
    assert "in/c.txt" in texts(found)
    assert any("shares its bytes" in said for said in reasons(found))


def test_archives_in_archives_end(tmp_path: Path) -> None:
    packed = zipped({"a.txt": TEXT.encode()})
    for depth in range(6):
        packed = zipped({f"{depth}.zip": packed, f"{depth}.txt": TEXT.encode()})
    found = opened(write(tmp_path / "in.zip", packed))
    assert sorted(texts(found)) == ["in/5.txt", "in/5.zip/4.txt", "in/5.zip/4.zip/3.txt"]
    assert reasons(found) == ["is an archive within 3 others, the most that are opened"]


def test_an_archive_that_holds_itself_ends(tmp_path: Path) -> None:
    """A stored zip whose member is the archive up to that member, to any depth."""
    inner = zipped({"a.txt": TEXT.encode()})
    for _ in range(50):
        inner = tarred({"r.tar": inner, "r.zip": inner[:200]})
        if len(inner) > 5 * MEGABYTE:
            break
    found = opened(write(tmp_path / "in.tar", inner))
    assert texts(found) == {}
    assert any("within 3 others" in said for said in reasons(found))


@pytest.mark.parametrize("suffix", ["zip", "tar"])
def test_members_are_counted(tmp_path: Path, suffix: str) -> None:
    members = {f"{number}.txt": TEXT.encode() for number in range(20)}
    path = write(tmp_path / f"in.{suffix}", zipped(members) if suffix == "zip" else tarred(members))
    found = limited(path, replace(LIMITS, members=7))
    assert len(texts(found)) == 7
    assert reasons(found) == ["has more than 7 members; the rest is not read"]


def test_the_list_of_a_zip_file_is_bounded(tmp_path: Path) -> None:
    path = write(tmp_path / "in.zip", zipped({f"{number}.txt": b"" for number in range(2000)}))
    found = limited(path, replace(LIMITS, directory=50_000))
    assert reasons(found) == ["has a list of members of more than 50,000 bytes; pack them as tar"]


def test_all_that_is_unpacked_is_bounded(tmp_path: Path) -> None:
    members = {f"{number}.txt": os.urandom(50_000).hex().encode() for number in range(5)}
    for suffix, content in (("zip", zipped(members)), ("tar.gz", gzip.compress(tarred(members)))):
        found = limited(write(tmp_path / f"in.{suffix}", content), replace(LIMITS, total=250_000))
        assert 1 <= len(texts(found)) <= 2
        assert reasons(found) == [
            "unpacks to more than 250,000 bytes, the most for one file; the rest is not read"
        ]


def test_what_goes_to_the_disk_is_bounded(tmp_path: Path) -> None:
    inner = zipped({"a.txt": os.urandom(40_000).hex().encode()})
    path = write(tmp_path / "in.tar", tarred({"b.zip": inner, "c.txt": TEXT.encode()}))
    found = limited(path, replace(LIMITS, spool=20_000))
    assert texts(found) == {"in/c.txt": TEXT}
    assert reasons(found) == ["holds more than 20,000 bytes, the most for a file of its kind in an archive"]


# Headers and rows


def test_a_header_of_a_tar_file_is_bounded(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a.txt")
        info.pax_headers = {"comment": "x" * 3 * MEGABYTE}
        archive.addfile(info)
    found, peak = peak_of(write(tmp_path / "in.tar", packed.getvalue()))
    assert reasons(found) == ["has a header of more than is read; the rest of it is not read"]
    assert peak < MEGABYTE


def test_a_sparse_file_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a.csv")
        info.pax_headers = {"GNU.sparse.map": "0,1", "GNU.sparse.size": str(10**13)}
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
    found = opened(write(tmp_path / "in.tar", packed.getvalue()))
    assert reasons(found) == ["is a sparse file, which is not read"]


@pytest.mark.parametrize("kind", ["head", "http", "line"])
def test_a_header_of_a_crawl_is_bounded(tmp_path: Path, kind: str) -> None:
    long = "X-Long: " + "x" * 3 * MEGABYTE if kind == "line" else "X-Many: x\r\n" * 100_000
    good = record("http://a.example/", TEXT.encode(), http="Content-Type: text/plain\r\n")
    bad = record("http://a.example/", b"", http=long if kind == "http" else "")
    if kind != "http":
        bad = bad.replace(b"WARC/1.0\r\n", b"WARC/1.0\r\n" + long.encode().rstrip() + b"\r\n")
    found, peak = peak_of(write(tmp_path / "in.warc", good + bad + good))
    assert texts(found) == {"in-1": TEXT, "in-2": TEXT}
    assert reasons(found) == ["has a header of more than is read; the rest of it is not read"]
    assert peak < 20 * MEGABYTE


def test_a_crawl_of_damage_is_given_up(tmp_path: Path) -> None:
    limits = replace(LIMITS, damages=5)
    plain = write(tmp_path / "in.warc", b"WARC/1.0\r\nno header\r\n\r\nrest\r\nmore\r\n" * 50)
    packed = write(tmp_path / "in.warc.gz", b"\x1f\x8b\x08\x00" * 50_000)
    for path in (plain, packed):
        assert reasons(limited(path, limits))[-1] == "is damaged in more than 5 places; the rest is not read"


def test_a_crawl_in_a_crawl_is_not_unpacked_twice(tmp_path: Path) -> None:
    good = record("http://a.example/", TEXT.encode(), http="Content-Type: text/plain\r\n")
    found = opened(write(tmp_path / "in.warc.gz", gzip.compress(gzip.compress(good))))
    assert texts(found) == {}
    assert len(reasons(found)) == 1


@pytest.mark.parametrize("form", ["jsonl", "csv", "csv quoted", "csv fields"])
def test_a_row_without_end_is_passed_over(tmp_path: Path, form: str) -> None:
    size = 60 * MEGABYTE
    limits = replace(LIMITS, row=2 * MEGABYTE)
    path = tmp_path / f"in.{form.split()[0]}"
    with path.open("wb") as file:
        file.write(b"text\n" if "csv" in form else b'{"text": "one"}\n')
        file.write(b"one\n" if "csv" in form else b"")
        file.write(b'"' if form == "csv quoted" else b"")
        if form == "csv fields":
            file.writelines(b'"' + b"x" * 999_990 + b'\n",' for _ in range(60))
        else:
            for part in pour(size):
                file.write(part[:-1] + b"\n" if form == "csv quoted" else part)
        file.write(b'"\n' if form == "csv quoted" else b"\n")
        file.write(b"two\n" if "csv" in form else b'{"text": "two"}\n')
    found, peak = peak_of(path, limits)
    assert list(texts(found).values())[:1] == ["one"]
    # After a mark that is never closed, what is a row can only be guessed by its line.
    assert " " in form or list(texts(found).values())[-1:] == ["two"]
    assert "is longer than 2 MB, the most for one row" in reasons(found)
    assert peak < 25 * MEGABYTE


def test_a_long_word_in_parquet_is_held_once(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    long = os.urandom(50_000).hex()
    made = pa.table({"text": pa.array([long] * 2_000).dictionary_encode(), "home": ["x"] * 2_000})
    write_table(made, tmp_path / "in.parquet")
    before = pa.total_allocated_bytes()
    peaks = []
    for item in items_of(Source(0, "in", str(tmp_path / "in.parquet"), 1), Columns("text", home="home")):
        if isinstance(item, Item):
            peaks.append(pa.total_allocated_bytes() - before)
            assert len(item.data) == 100_000
    assert len(peaks) == 2_000
    assert max(peaks) < 20 * MEGABYTE


def test_parquet_that_swells_is_refused(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    words = [f"{number}{' ' * MEGABYTE}" for number in range(30)]
    write_table(pa.table({"text": words}), tmp_path / "in.parquet", compression="zstd", use_dictionary=False)
    assert reasons(opened(tmp_path / "in.parquet")) == ["unpacks to more than 200 times its size"]
    write_table(pa.table({"text": [" " * 21 * MEGABYTE]}), tmp_path / "in.parquet", compression=None)
    assert reasons(opened(tmp_path / "in.parquet")) == ["is longer than 20 MB, the most for one row"]


# Broken files


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark)
        content[at + flags] |= 1
    found = opened(write(tmp_path / "in.zip", bytes(content)))
    assert texts(found) == {"in/b.txt": TEXT}
    assert reasons(found) == ["is encrypted"]


def test_a_way_of_packing_that_is_not_bounded_is_told(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", TEXT, zipfile.ZIP_LZMA)
        archive.writestr("b.txt", TEXT, zipfile.ZIP_BZIP2)
        archive.writestr("c.txt", TEXT, zipfile.ZIP_STORED)
    found = opened(write(tmp_path / "in.zip", packed.getvalue()))
    assert texts(found) == {"in/c.txt": TEXT}
    assert len(reasons(found)) == 2
    assert all("packed in a way that is not read" in said for said in reasons(found))


def test_xz_may_not_ask_for_all_memory(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 30}]
    packed = lzma.compress(tarred({"a.txt": TEXT.encode()}), filters=filters)
    assert reasons(opened(write(tmp_path / "in.tar.xz", packed))) == [
        "is damaged: Memory usage limit exceeded"
    ]


def whole() -> dict[str, bytes]:
    rows = b"".join(json.dumps({"text": f"{number} {TEXT}"}).encode() + b"\n" for number in range(3000))
    members = {f"{number}.txt": os.urandom(500).hex().encode() for number in range(100)}
    return {
        "in.jsonl.gz": gzip.compress(rows),
        "in.jsonl.zst": zst(rows),
        "in.tar": tarred(members),
        "in.tar.gz": gzip.compress(tarred(members)),
        "in.tar.bz2": bz2.compress(tarred(members)),
        "in.tar.xz": lzma.compress(tarred(members)),
        "in.tar.zst": zst(tarred(members)),
        "in.zip": zipped(members),
        "in.warc.gz": gzip.compress(
            record("http://a.example/", os.urandom(9000).hex().encode(), http="Content-Type: text/plain\r\n")
        ),
    }


@pytest.mark.parametrize("name", whole())
def test_a_file_that_was_cut_is_told_once(tmp_path: Path, name: str) -> None:
    content = whole()[name]
    complete = opened(write(tmp_path / name, content))
    assert reasons(complete) == []
    found = opened(write(tmp_path / name, content[: len(content) * 2 // 3]))
    assert len(reasons(found)) == 1
    assert reasons(found)[0].startswith(("ends ", "is damaged"))
    read = [one.id for one in found if isinstance(one, Item)]
    assert read == [one.id for one in complete if isinstance(one, Item)][: len(read)]
    assert name in ("in.zip", "in.warc.gz", "in.tar.bz2", "in.tar.zst") or len(read) > 20, (
        "what stands before is read"
    )


@pytest.mark.parametrize("name", [name for name in whole() if not name.endswith((".tar", ".zip"))])
def test_what_follows_packed_data_is_told(tmp_path: Path, name: str) -> None:
    content = whole()[name]
    complete = [one.id for one in opened(write(tmp_path / name, content)) if isinstance(one, Item)]
    for after, told in ((b"rubbish, and more of it", 1), (b"\0" * 4096, 0)):
        found = opened(write(tmp_path / name, content + after))
        assert [one.id for one in found if isinstance(one, Item)] == complete
        # What follows the end of a tar file is never read.
        assert len(reasons(found)) == (0 if ".tar" in name else told)


@pytest.mark.parametrize(
    "name", ["in.zip", "in.tar", "in.tgz", "in.tar.xz", "in.jsonl.gz", "in.csv.zst", "in.warc"]
)
@pytest.mark.parametrize(
    "content", [b"", b"no archive at all", bytes(range(256)) * 40, b"\x1f\x8b\x08\x00", b"PK"]
)
def test_what_is_no_archive_is_a_problem(tmp_path: Path, name: str, content: bytes) -> None:
    found = opened(write(tmp_path / name, content))
    assert texts(found) == {}
    assert len(found) <= 1
    assert all("fault of youcheng" not in said for said in reasons(found))
    assert found or not content


def test_any_byte_may_be_wrong(tmp_path: Path) -> None:
    """Damage anywhere gives items and problems, and no fault."""
    for name, content in whole().items():
        for at in range(0, len(content), len(content) // 12):
            torn = content[:at] + bytes([content[at] ^ 0xA5]) + content[at + 1 :]
            found = opened(write(tmp_path / name, torn))
            assert all("fault of youcheng" not in said for said in reasons(found)), (name, at)

"""What is named on the command line to the bytes of each bulletin."""

import gzip
import inspect
import io
import json
import os
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.registry import known_implementations
from made_sources import CHINESE, TEXT, WORDS, listed, names, opened, problems, reason, texts, write

import corpus
from corpus import Kind
from pipeline.batch.items import Columns, End, Item, Problem, Source, Told
from pipeline.batch.sources import items_of, list_sources, named_in

# Files and folders


def test_lists_folders_in_order_without_what_is_hidden_or_unknown(tmp_path: Path) -> None:
    for name in (
        "b/a.TXT",
        "b/deep/x.htm",
        "b/a.csv",
        "b/.h.txt",
        "b/.folder/y.txt",
        "b/p.png",
        "b/c.warc.gz",
    ):
        write(tmp_path / name)
    write(tmp_path / "z.odd")
    assert names(tmp_path / "z.odd", tmp_path / "b", tmp_path / "b/a.TXT") == [
        "z.odd",
        "a.TXT",
        "c.warc.gz",
        "x.htm",
    ]
    assert names(tmp_path / "b", tables=True) == ["a.TXT", "a.csv", "c.warc.gz", "x.htm"]
    sources = listed(tmp_path / "b")
    assert all(isinstance(one, Source) and one.size == len(TEXT) for one in sources)


def test_reads_each_file_once_whatever_leads_to_it(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt")
    (tmp_path / "in/b.txt").symlink_to("a.txt")
    (tmp_path / "other").symlink_to("in")
    assert names(tmp_path / "in", tmp_path / "other", tmp_path / "in/../in/b.txt") == ["a.txt"]


def test_a_folder_that_leads_into_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt")
    (tmp_path / "in/again").symlink_to(tmp_path / "in")
    assert names(tmp_path / "in") == ["a.txt"]


def test_walks_folders_deeper_than_python_calls(tmp_path: Path) -> None:
    deepest = tmp_path.joinpath(*["d"] * 300)
    deepest.mkdir(parents=True)
    write(deepest / "e.txt")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        assert names(tmp_path) == ["e.txt"]
    finally:
        sys.setrecursionlimit(limit)


def test_tells_what_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hollow").mkdir()
    assert reason(tmp_path / "gone.txt") == "there is no such file"
    assert reason(tmp_path / "hollow").startswith("a folder with no file of a kind that is read: .txt .html")
    assert reason("") == "an empty name"
    assert "null" in reason("a\0b")
    assert "--text-column" in reason(write(tmp_path / "t.csv"))
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if Path(path) == tmp_path / "hollow":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert listed(tmp_path)[0] == Problem(
        0, 0, str(tmp_path / "hollow"), "find", "the folder cannot be read: Permission denied"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_does_not_wait_at_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(tmp_path / "pipe.txt").startswith("is no regular file")
    [source] = list_sources([str(tmp_path)])
    assert isinstance(source, Source)
    assert [getattr(one, "stage", None) for one in items_of(source, Columns())] == ["find", None]


def test_gives_ids_by_stem_and_no_id_twice(tmp_path: Path) -> None:
    for name in ("a.txt", "1/a.txt", "1/a-2.txt", "2/a.html", "crawl.tar.gz", "2/crawl.warc.gz", "v.2019.md"):
        write(tmp_path / name)
    ids = [one.id for one in listed(tmp_path) if isinstance(one, Source)]
    assert ids == ["a-2", "a", "a-3", "crawl", "a-4", "crawl-2", "v.2019"]


def test_no_row_of_a_table_has_the_id_of_a_file(tmp_path: Path) -> None:
    for name in ("1/t-1.txt", "2/t.csv", "3/t-2-1.txt", "4/t-2.txt"):
        write(tmp_path / name, "text\none\ntwo\n" if name.endswith("csv") else TEXT)
    sources = [one for one in listed(tmp_path, tables=True) if isinstance(one, Source)]
    items = [one for source in sources for one in items_of(source, WORDS) if isinstance(one, Item)]
    assert len(items) == 5
    assert len({one.id for one in items}) == 5


def test_keeps_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("file names are Unicode there")
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd3\xd1.txt"))
    path.write_text(TEXT)
    [source] = list_sources([str(tmp_path)])
    assert isinstance(source, Source)
    assert source.id == "\ufffd\ufffd"
    assert [type(one) for one in items_of(source, Columns())] == [Item, End]


@pytest.mark.slow
def test_lists_many_files_in_little_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        lines = (f"{tmp_path}/{number}.txt" for number in range(count))
        tracemalloc.start()
        assert sum(1 for _ in list_sources(lines)) == count
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    # Python's table of words that are kept once grows at some of them, by megabytes.
    assert min(peak(10_000) for _ in range(4)) < peak(1_000) + 100_000


# Patterns and lists


def test_a_pattern_stands_for_what_fits_it(tmp_path: Path) -> None:
    for name in ("2019/a.txt", "2019/b.log", "2019/.c.txt", "2020/deep/d.txt", "2020/p.png"):
        write(tmp_path / name)
    assert names(tmp_path / "*/*.txt") == ["a.txt"]
    assert names(tmp_path / "**/*.txt") == ["a.txt", "d.txt"]
    assert names(tmp_path / "2019/*.log") == ["b.log"], "the suffix was asked for"
    assert names(tmp_path / "2019/*") == ["a.txt"]
    assert names(tmp_path / "20*") == ["a.txt", "d.txt"]
    assert names(tmp_path / "**") == ["a.txt", "d.txt"]
    assert "fits the pattern" in reason(tmp_path / "*.odt")


def test_a_path_that_exists_wins_over_its_reading_as_a_pattern(tmp_path: Path) -> None:
    write(tmp_path / "a[1].txt")
    write(tmp_path / "a1.txt")
    assert names(tmp_path / "a[1].txt") == ["a[1].txt"]


def test_reads_a_list_line_by_line(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt")
    write(tmp_path / "b.txt")
    content = (
        f"\ufeff# what to read\r\n{tmp_path}/in\r\n\n  {tmp_path}/b.txt \n{tmp_path}/gone\n{tmp_path}/*.txt\n"
    )
    path = write(tmp_path / "list", content)
    found = listed(f"@{path}")
    assert [getattr(one, "id", "lost") for one in found] == ["a", "b", "lost"]
    assert next(named_in(str(path))) == f"{tmp_path}/in"
    assert reason(f"@{tmp_path}/none") == "there is no such file"
    with pytest.raises(corpus.UnreadableError, match="there is no such file"):
        list(named_in(str(tmp_path / "none")))


# Other file systems


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_reads_other_file_systems(memory: Any) -> None:
    for name in ("d/b.txt", "d/a/x.html", "d/.h.txt", "d/p.png", "d/t.jsonl"):
        memory.pipe(f"/{name}", TEXT.encode())
    assert names("memory://d") == ["x.html", "b.txt"]
    assert names("memory://d/*.txt", "memory://d/b.txt") == ["b.txt"]
    assert names("memory://d/**/*.html", "memory://d/p.png") == ["x.html", "p.png"]
    assert reason("memory://d/none.txt") == "there is no such file"
    assert "fits the pattern" in reason("memory://d/*.odt")
    assert "--text-column" in reason("memory://d/t.jsonl")
    [source] = list_sources(["memory://d/b.txt"])
    assert isinstance(source, Source)
    assert source.size == len(TEXT)
    [item, _] = items_of(source, Columns())
    assert isinstance(item, Item)
    assert (item.id, item.data, item.kind, item.read_to) == ("b", TEXT.encode(), None, len(TEXT))
    memory.rm("/d/b.txt")
    assert [getattr(one, "reason", "") for one in items_of(source, Columns())] == [
        "there is no such file",
        "",
    ]


def test_opens_containers_on_other_file_systems(memory: Any) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", TEXT)
    memory.pipe("/in.zip", packed.getvalue())
    memory.pipe("/in.jsonl.gz", gzip.compress(json.dumps({"text": CHINESE}).encode()))
    assert texts(opened("memory://in.zip")) == {"in/a.txt": TEXT}
    assert texts(opened("memory://in.jsonl.gz")) == {"in-1": CHINESE}


def test_a_url_of_this_machine_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    write(tmp_path / "a.txt")
    [source] = list_sources([f"file://{tmp_path}"])
    assert isinstance(source, Source)
    assert source.url == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://example.org/a.txt", "download it first"),
        ("simplecache::https://example.org/a.txt", "chain of URLs"),
        ("nosuch://a/b.txt", "Protocol not known: nosuch"),
    ],
)
def test_refuses_what_cannot_be_reached(url: str, said: str) -> None:
    assert said in reason(url)


def test_tells_which_package_a_file_system_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        known_implementations,
        "lacking",
        {"class": "no_such.System", "err": "Install nosuchfs"},
    )
    assert reason("lacking://a") == "needs a package that is not installed: Install nosuchfs"
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    assert "pip install" in reason("s3://a/b.txt")


# Single bulletins


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", None),
        ("a.HTM", "html"),
        ("a.md", "markdown"),
        ("a.pdf", "pdf"),
        ("a.docx", "docx"),
        ("a", None),
    ],
)
def test_the_suffix_tells_the_kind(tmp_path: Path, name: str, kind: Kind | None) -> None:
    path = write(tmp_path / name, CHINESE)
    data = CHINESE.encode()
    [item] = opened(path)
    assert item == Item(0, 0, "a", str(path), kind, data, Told(), len(data))


@pytest.mark.parametrize(
    ("name", "head", "megabytes", "most"),
    [("a.txt", b"", 10, 10), ("a.pdf", b"", 50, 50), ("a", b"", 10, 10), ("a", b"%PDF", 50, 50)],
)
def test_more_than_a_bulletin_may_hold_is_a_problem(
    tmp_path: Path, name: str, head: bytes, megabytes: int, most: int
) -> None:
    path = tmp_path / name
    for more in (0, 1):
        with path.open("wb") as file:
            file.write(head)
            file.truncate(megabytes * 1_000_000 + more)
        [found] = opened(path)
        assert isinstance(found, Problem) == bool(more)
    assert isinstance(found, Problem)
    assert found.reason.endswith(f"one bulletin may hold {most} MB at most")


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(10**12)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it was read"))
    [found] = opened(path)
    assert problems([found]) == [
        ("a.txt", "decode", "holds 1,000,000 MB; one bulletin may hold 50 MB at most"),
    ]


# The standard input


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return give


def test_reads_the_standard_input(stdin: Callable[[bytes], None]) -> None:
    assert [one.id for one in listed("-", "-") if isinstance(one, Source)] == ["stdin"]
    source = Source(0, "stdin", "-")
    stdin(CHINESE.encode("gb18030"))
    [item, _] = items_of(source, Columns())
    assert isinstance(item, Item)
    assert (item.id, item.name, item.kind, item.data) == (
        "stdin",
        "standard input",
        None,
        CHINESE.encode("gb18030"),
    )
    stdin(b"x" * 10_000_001)
    [problem, _] = items_of(source, Columns())
    assert isinstance(problem, Problem)
    assert problem.reason == "holds more than 10 MB; one bulletin may hold 10 MB at most"


def test_reads_a_table_from_the_standard_input(stdin: Callable[[bytes], None]) -> None:
    stdin(b' \n{"text": "one"}\n')
    [item, _] = items_of(Source(0, "stdin", "-"), WORDS)
    assert isinstance(item, Item)
    assert (item.id, item.data) == ("stdin-2", b"one")
    stdin(b"id,text\n1,one\n")
    [item, _] = items_of(Source(0, "stdin", "-"), WORDS)
    assert isinstance(item, Item)
    assert (item.id, item.name, item.data) == ("stdin-1", "standard input, row 1", b"one")


def test_a_fault_of_ours_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.batch.sources import rows

    def stumble(*args: object) -> None:
        raise KeyError("a\nkey")

    monkeypatch.setattr(rows, "_objects", stumble)
    [(_, _, said)] = problems(opened(write(tmp_path / "t.jsonl", '{"text": "one"}')))
    assert said.startswith("a fault of youcheng: KeyError")
    assert "\n" not in said

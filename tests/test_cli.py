"""The command `youcheng`, as its users and other programs meet it."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

from models import json_schema
from pipeline import cli
from pipeline.reader import Reader
from pipeline.shell import rooms

VISIT = (
    "Deyang welcomes guests from Lahti\nPublished: 2019-05-03\n"
    "Mayor Anna Virta of Lahti led a delegation of 7 people to Deyang on May 2, 2019. "
    "Lahti has been a sister city of Deyang since 2000. The guests brought a gift of 5,000 euros.\n"
)
PAGE = f"<!doctype html><html><head><title>Visit</title></head><body><p>{VISIT}</p></body></html>"
NOTHING = "The weather was mild, and the river rose a little.\n"


class Ended(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def ids(self) -> list[str]:
        return [record["document"]["id"] for record in self.records]


Command = Callable[..., Ended]


@pytest.fixture
def youcheng(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process."""

    def run(*args: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["youcheng", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as end:
            cli.main()
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ended(int(end.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def visit(tmp_path: Path) -> Path:
    return write(tmp_path / "visit.txt", VISIT)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# What is written


def test_writes_a_line_of_json_a_bulletin(youcheng: Command, visit: Path) -> None:
    ended = youcheng("extract", visit)
    assert (ended.status, ended.err) == (0, "")
    [record] = ended.records
    jsonschema.validate(record, json_schema(), cls=jsonschema.Draft202012Validator)
    assert record["document"]["id"] == "visit"
    assert record["document"]["published"] == "2019-05-03"
    assert record["delegations"][0]["size"] == 7
    assert record["amounts"][0]["amount"] == 5000
    for kind in ("city_pairs", "delegations", "leaders", "amounts", "dates"):
        assert all(VISIT[s["start"] : s["end"]] == s["text"] for r in record[kind] for s in r["evidence"]), (
            kind
        )


def test_takes_day_home_and_language_from_the_caller(youcheng: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "A delegation from Lahti visited our city yesterday.\n我市去年3月接待了拉赫蒂代表团。\n", "utf-8"
    )
    ended = youcheng("extract", path, "--published", "2019-05-03", "--home", "Deyang", "--language", "en")
    [record] = ended.records
    assert record["document"]["published"] == "2019-05-03"
    assert record["document"]["home"]["name"] == "Deyang"
    assert [date["start"] for date in record["dates"]] == ["2019-05-02"]
    assert record["document"]["language"] == "en"


def test_reads_folders_files_and_the_standard_input(youcheng: Command, tmp_path: Path) -> None:
    for name in ("b/deep/x.htm", "b/a.TXT", "b/skipped.rtf", "b/.hidden.txt", "b/.folder/y.txt", "z.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / name, PAGE if name.endswith("htm") else VISIT)
    ended = youcheng("extract", tmp_path / "z.md", "-", tmp_path / "b", "-", stdin=VISIT.encode())
    assert ended.status == 0
    assert ended.ids == ["z", "stdin", "a", "x"]


def test_gives_each_bulletin_an_id_of_its_own(youcheng: Command, tmp_path: Path) -> None:
    for name in ("a.txt", "one/a.txt", "one/a-2.txt", "two/a.html", "two/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, PAGE if name.endswith("html") else VISIT)
    ended = youcheng("extract", tmp_path, tmp_path / "two/b.txt")
    assert len(ended.ids) == len(set(ended.ids)) == 5, "each file once, each under another id"
    assert {"a", "a-2", "b"} <= set(ended.ids)


def test_reads_html_from_the_standard_input(youcheng: Command) -> None:
    assert youcheng("extract", "-", stdin=PAGE.encode()).records[0]["delegations"]


def test_draws_a_table(youcheng: Command, visit: Path) -> None:
    ended = youcheng("extract", visit, "--format", "table")
    assert ended.status == 0
    assert "Deyang – Lahti (FI): sister, since 2000" in ended.out
    assert "7 people, Lahti (FI) → Deyang, led by Anna Virta, 2 May 2019" in ended.out
    assert "5,000 EUR" in ended.out
    assert ended.out.splitlines()[-1].startswith("1 bulletin: ")


def test_shows_the_table_of_records_read_before(youcheng: Command, visit: Path, tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    assert youcheng("extract", visit, "-o", out).status == 0
    assert youcheng("show", out).out == youcheng("extract", visit, "--format", "table").out
    out.write_text(out.read_text("utf-8") + '{"document": 3}\n', encoding="utf-8")
    ended = youcheng("show", out)
    assert ended.status == 1
    assert f"{out}, line 2: " in ended.err
    assert ended.err.count("\n") == 1


# Bad input: one line a failure, the others are read


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("binary.txt", bytes(range(256)) * 20, "is a binary file, not text"),
        ("unknown.txt", b"\x80", "unknown encoding"),
        ("nobody.html", b"<html><head><title>x</title></head></html>", "without a body"),
        ("scan.pdf", b"%PDF-1.4 and so on", "is a PDF file"),
        ("big.txt", b"A delegation of 7 people came. " * 700_000, "at most"),
    ],
)
def test_names_what_cannot_be_read_and_reads_the_rest(
    youcheng: Command, tmp_path: Path, visit: Path, name: str, content: bytes, reason: str
) -> None:
    bad = write(tmp_path / name, content)
    ended = youcheng("extract", bad, visit)
    assert ended.status == 1
    assert ended.ids == ["visit"]
    assert ended.err.startswith(f"{bad}: ")
    assert reason in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "content", "warning"),
    [
        ("empty.txt", b"", "no text"),
        ("blank.txt", b" \n\t\n", "no text"),
        ("nothing.txt", NOTHING.encode(), "nothing"),
        ("mojibake.txt", "å¾·é˜³å¸‚å¸‚é•¿ä¼šè§ä»£è¡¨å›¢".encode(), ""),
        (
            "korean.txt",
            "시장은 대표단을 만나 우호 협력을 논의하였다. 대표단은 다음 날 떠났다.".encode(),
            "Korean",
        ),
        ("japanese.txt", "市長は使節団と会談し、友好交流についてはなしあいました。".encode(), "Japanese"),
        ("controls.txt", b"\x1b[31mred\x1b[0m and plain text that goes on for a while\n", "nothing"),
    ],
)
def test_gives_an_empty_record_with_a_warning(
    youcheng: Command, tmp_path: Path, name: str, content: bytes, warning: str
) -> None:
    path = write(tmp_path / name, content)
    ended = youcheng("extract", path)
    assert ended.status == 0
    [record] = ended.records
    assert not any(record[kind] for kind in ("city_pairs", "delegations", "leaders", "amounts", "dates"))
    assert ended.err.startswith(f"{path}: warning: ")
    assert warning in ended.err
    assert record["document"]["warnings"]
    assert "\x1b" not in ended.err


def test_reads_one_endless_line(youcheng: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "line.txt", VISIT.replace("\n", " ") * 100 + "word" * 5000 + "," * 5000)
    ended = youcheng("extract", path)
    assert ended.status == 0
    assert ended.records[0]["delegations"]


def test_tells_of_folders_and_files_that_are_not_there(
    youcheng: Command, tmp_path: Path, visit: Path
) -> None:
    (tmp_path / "hollow").mkdir()
    ended = youcheng("extract", tmp_path / "gone", tmp_path / "gone.txt", tmp_path / "hollow", visit)
    assert ended.status == 1
    assert ended.ids == ["visit"]
    assert [line.split(": ")[0] for line in ended.err.splitlines()] == [
        str(tmp_path / name) for name in ("gone", "gone.txt", "hollow")
    ]


def test_tells_of_what_may_not_be_read(
    youcheng: Command, tmp_path: Path, visit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, folder = write(tmp_path / "closed.txt", VISIT), tmp_path / "folder"
    folder.mkdir()
    read_bytes, scandir = Path.read_bytes, os.scandir

    # Refused here rather than by chmod, which does not hold for root.
    def refuse_file(path: Path) -> bytes:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    def refuse_folder(path: Any) -> Any:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(Path, "read_bytes", refuse_file)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    ended = youcheng("extract", closed, folder, visit)
    assert (ended.status, ended.ids) == (1, ["visit"])
    first, second = ended.err.splitlines()
    assert first == f"{closed}: may not be read: permission denied"
    assert second.startswith(f"{folder}: the folder cannot be read")


def test_tells_a_fault_of_ours_in_one_line(
    youcheng: Command, tmp_path: Path, visit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write(tmp_path / "other.txt", VISIT)
    read = Reader.read_bulletin

    def stumble(self: Reader, bulletin: Any) -> Any:
        if bulletin.id == "other":
            raise KeyError("a\nkey")
        return read(self, bulletin)

    monkeypatch.setattr(Reader, "read_bulletin", stumble)
    ended = youcheng("extract", other, visit)
    assert (ended.status, ended.ids) == (1, ["visit"])
    assert ended.err.startswith(f"{other}: not read, a fault of youcheng: KeyError")
    assert ended.err.count("\n") == 1
    assert youcheng("show", other).status == 1


def test_a_name_cannot_steer_the_terminal(youcheng: Command, tmp_path: Path) -> None:
    bad = write(tmp_path / "a\x1b[31m\nb.txt", b"%PDF")
    ended = youcheng("extract", bad)
    assert ended.err.count("\n") == 1
    assert "\x1b" not in ended.err


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_reads_a_file_whose_name_is_no_unicode(youcheng: Command, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd3\xd1.txt"))
    path.write_text(VISIT, encoding="utf-8")
    ended = youcheng("extract", path)
    assert ended.status == 0
    assert ended.ids == ["\ufffd\ufffd"]


# Where it is written


def test_a_file_is_written_whole_or_not_at_all(
    youcheng: Command, tmp_path: Path, visit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = write(tmp_path / "records.jsonl", "as it was")
    seen: list[str] = []
    read = Reader.read_bulletin

    def watch(self: Reader, bulletin: Any) -> Any:
        seen.append(out.read_text("utf-8"))
        return read(self, bulletin)

    def interrupt(self: Reader, bulletin: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(Reader, "read_bulletin", interrupt)
    ended = youcheng("extract", visit, "-o", out)
    assert (ended.status, ended.out, ended.err) == (130, "", "")
    assert out.read_text("utf-8") == "as it was"

    monkeypatch.setattr(Reader, "read_bulletin", watch)
    assert youcheng("extract", visit, "-o", out).status == 0
    assert seen == ["as it was"]
    assert json.loads(out.read_text("utf-8"))["document"]["id"] == "visit"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["records.jsonl", "visit.txt"]


def test_replaces_the_file_behind_a_link(youcheng: Command, tmp_path: Path, visit: Path) -> None:
    real, link = write(tmp_path / "real.jsonl", ""), tmp_path / "link.jsonl"
    link.symlink_to(real)
    assert youcheng("extract", visit, "-o", link).status == 0
    assert link.is_symlink()
    assert real.read_text("utf-8")
    assert youcheng("extract", visit, "-o", os.devnull).status == 0


# Wrong usage


@pytest.mark.parametrize(
    "args",
    [
        ["extract"],
        ["extract", "VISIT", "--published", "last May"],
        ["extract", "VISIT", "--language", "fr"],
        ["extract", "VISIT", "--format", "xml"],
        ["extract", "VISIT", "-o", "FOLDER"],
        ["extract", "VISIT", "-o", "FOLDER/none/out.jsonl"],
        ["extract", "VISIT", "-o", "VISIT"],
        ["show"],
        ["show", "VISIT", "--html", "FOLDER/none/out.html"],
        ["show", "FOLDER/records.jsonl", "--home", "Lahti"],
        ["dance"],
        ["--loud"],
    ],
)
def test_wrong_usage_ends_with_2(youcheng: Command, tmp_path: Path, visit: Path, args: list[str]) -> None:
    ended = youcheng(*(arg.replace("VISIT", str(visit)).replace("FOLDER", str(tmp_path)) for arg in args))
    assert ended.status == 2
    assert ended.out == ""
    assert ended.err
    assert visit.read_text("utf-8") == VISIT


@pytest.mark.parametrize("args", [[], ["extract"], ["show"], ["schema"]])
def test_every_command_has_help_with_examples(youcheng: Command, args: list[str]) -> None:
    ended = youcheng(*args, "--help")
    assert ended.status == 0
    assert "Examples:\n    youcheng " in ended.out


def test_tells_its_version_and_schema(youcheng: Command) -> None:
    assert youcheng("--version").out.startswith("youcheng 0.")
    assert json.loads(youcheng("schema").out) == json_schema()


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli; sys.argv = ['youcheng', '--help']\n"
        "try: pipeline.cli.main()\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'jieba', 'pydantic', 'rich', 'trafilatura', 'opencc', 'sqlalchemy', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"


def test_another_room_can_add_a_command(youcheng: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    import typer

    added = typer.Typer()

    @added.command()
    def weigh(what: str) -> None:
        """Weigh something."""
        typer.echo(f"{what} weighs nothing")

    class Point:
        name = "weigh"

        def load(self) -> typer.Typer:
            return added

    monkeypatch.setattr(
        rooms, "entry_points", lambda group: [Point()] if group == "youcheng.commands" else []
    )
    assert "Weigh something." in youcheng("--help").out
    assert youcheng("weigh", "air").out == "air weighs nothing\n"


# As a program among others


@pytest.mark.slow
def test_runs_as_a_module_and_ends_quietly_when_the_reader_goes(visit: Path, tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path / f"v{number}.txt", VISIT)
    writer = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "extract", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    assert json.loads(writer.stdout.readline())
    writer.stdout.close()
    assert writer.stderr.read() == b""
    assert writer.wait(timeout=60) == 141
    writer.stderr.close()


@pytest.mark.slow
def test_reads_where_nothing_may_be_cached(visit: Path, tmp_path: Path) -> None:
    no_folder = write(tmp_path / "no-folder", "")
    environment = {**os.environ, "XDG_CACHE_HOME": str(no_folder / "cache"), "HOME": str(no_folder)}
    command = [sys.executable, "-m", "pipeline", "extract", str(visit)]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["delegations"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals there")
def test_on_a_terminal_a_bar_then_the_table(visit: Path, tmp_path: Path) -> None:
    import pty

    write(tmp_path / "w.txt", VISIT)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "extract", str(tmp_path)]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    running = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # The other end is closed.
        pass
    os.close(ours)
    assert running.wait(timeout=60) == 0
    text = shown.decode()
    assert "bulletins" in text.split("Deyang – Lahti")[0]
    assert "Deyang – Lahti (FI): sister, since 2000" in text


# A bulletin drawn


class Outline(HTMLParser):
    """The elements of a page, open ones on a stack; void ones never wait to be closed."""

    VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        given = dict(attrs)
        assert not any(name.startswith("on") for name in given), f"{tag} runs a script"
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given[name] or "" for name in ("href", "src") if name in given]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open:
            self.text += data


def test_draws_a_page_that_stands_alone(youcheng: Command, visit: Path, tmp_path: Path) -> None:
    out = tmp_path / "visit.html"
    assert youcheng("show", visit, "--html", out).status == 0
    page = Outline(out.read_text("utf-8"))
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert page.text == VISIT, "the whole bulletin is there, and nothing else"
    assert page.links
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links), (
        "every link leads somewhere"
    )
    assert page.elements.count("script") == 1
    assert "//" not in out.read_text("utf-8").replace("// A record lights up", ""), (
        "nothing comes from elsewhere"
    )


HOSTILE = (
    '"><script>alert(1)</script> & <img src=x onerror=alert(2)>\x1b[31m\u202e\n'
    "Mayor Anna <b>Virta</b> of Lahti led a delegation of 7 people to Deyang on May 2 </span></article>.\n"
    "Mayor Juho Salo of Lahti paid $5,000 </script><style>*{display:none}</style>\n"
)


def test_no_text_becomes_markup(youcheng: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "hostile.txt", HOSTILE)
    page = youcheng("show", path, "--html", "-", "--home", "<i>Deyang</i>")
    outline = Outline(page.out)
    assert not outline.open
    assert outline.elements.count("script") == outline.elements.count("style") == 1
    assert not {"img", "b"} & set(outline.elements)
    assert outline.text == HOSTILE.replace("\x1b", "\ufffd").replace("\u202e", "\u200b")


def test_draws_in_the_terminal(youcheng: Command, visit: Path, tmp_path: Path) -> None:
    ended = youcheng("show", visit)
    assert ended.status == 0
    assert "The guests brought a gift" in ended.out
    assert "7 people, Lahti (FI) → Deyang" in ended.out
    assert "pairs." in ended.out, "the rule that fired is named"
    assert "\x1b" not in youcheng("show", write(tmp_path / "hostile.txt", HOSTILE)).out
    assert "No fact was found" in youcheng("show", write(tmp_path / "n.txt", NOTHING)).out
    assert youcheng("show", tmp_path).status == youcheng("show", tmp_path / "gone.txt").status == 1

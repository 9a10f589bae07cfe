"""How a batch run is told: a bar on a terminal, failures and warnings elsewhere, JSON for machines."""

import contextlib
import datetime as dt
import io
import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.batch.telling import Format, Summary, own_peak, voice
from pipeline.batch.telling.json_lines import JsonLines, json_lines
from pipeline.batch.telling.pace import WINDOW, Pace

RUN = Summary(
    bulletins=1200,
    seconds=125.0,
    held=1,
    failed={"decode": 1, "read": 2},
    duplicates=1,
    characters=2_500_000,
    warnings=2,
    found={"city_pairs": 1, "dates": 3000},
    outputs=("out.jsonl", "errors.jsonl"),
    driver_megabytes=411.6,
    worker_megabytes=1830.2,
)
LINES = [
    "1,200 bulletins read, 2,500,000 characters, in 0:02:05: 9.6 bulletins and 20,000 characters a second",
    "1 bulletin held from an earlier run",
    "3 inputs failed: 1 decode, 2 read",
    "1 near-duplicate left out",
    "2 warnings",
    "found 1 pair, 3,000 dates",
    "peak memory 412 MB, of the largest worker 1,830 MB",
    "written to out.jsonl, errors.jsonl",
]
HOSTILE = "a\x1b[31m\x1b]0;x\x07\nb\r\u2028c\x85\u202ed\udcff:city: [red]e[/red]\x9b1A.txt"
names = st.text(st.characters(), max_size=40)


class Clock:
    """Shows the time that it was set to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


class Terminal(io.StringIO):
    """A terminal that keeps all that is sent to it."""

    def isatty(self) -> bool:
        return True

    def screen(self) -> list[str]:
        """Return what can be seen, of lines that hold something."""
        lines, row, column = [""], 0, 0
        for part in re.findall(r"\x1b\[[?\d;]*[A-Za-z]|[^\x1b]", self.getvalue()):
            if part == "\n":
                row, column = row + 1, 0
                lines += [""] * (row + 1 - len(lines))
            elif part == "\r":
                column = 0
            elif part == "\x1b[1A":
                row -= 1
            elif part == "\x1b[2K":
                lines[row] = ""
            elif len(part) == 1:
                lines[row] = lines[row][:column].ljust(column) + part + lines[row][column + 1 :]
                column += 1
        return [line.rstrip() for line in lines if line.strip()]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    return Terminal()


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert eventually(lambda: set(threading.enumerate()) <= before)


def eventually(true: Callable[[], bool]) -> bool:
    """Wait until something holds that a thread brings about, or a time in which it should have."""
    deadline = time.monotonic() + 30
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return true()


def objects(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


# The pace


def test_rate_and_time_left_are_those_of_what_was_read() -> None:
    clock = Clock()
    pace = Pace(1000, clock)
    assert (pace.now().rate, pace.now().seconds_left) == (0.0, None)
    for number in range(10):
        clock.seconds += 1
        pace.count(ok=number != 3, held=False, characters=50, read_bytes=20)
    now = pace.now()
    assert (now.bulletins, now.errors, now.characters, now.bytes, now.seconds) == (10, 1, 500, 200, 10)
    assert (now.share, now.rate, now.seconds_left) == (0.2, 1.0, 40.0)


def test_the_rate_follows_the_last_minute() -> None:
    clock = Clock()
    pace = Pace(None, clock)
    for step in (0.1, 10.0):
        for _ in range(1000):
            clock.seconds += step
            pace.count(ok=True, held=False, characters=1, read_bytes=1)
    assert pace.now().rate == pytest.approx(0.1)
    clock.seconds += 10 * WINDOW
    assert pace.now().rate < 0.02


def test_bulletins_held_from_an_earlier_run_say_nothing_of_the_rate() -> None:
    clock = Clock()
    pace = Pace(2000, clock)
    for _ in range(100):
        clock.seconds += 0.001
        pace.count(ok=True, held=True, characters=0, read_bytes=10)
    clock.seconds += 9.9
    assert pace.now().seconds_left is None
    for _ in range(5):
        pace.count(ok=True, held=False, characters=100, read_bytes=10)
    now = pace.now()
    assert (now.bulletins, now.held, now.share) == (105, 100, 0.525)
    assert now.rate == pytest.approx(0.5)
    assert now.seconds_left == pytest.approx(190)


def test_nothing_is_left_where_more_was_read_than_was_said() -> None:
    clock = Clock()
    pace = Pace(10, clock)
    clock.seconds += 1
    pace.count(ok=True, held=False, characters=1, read_bytes=15)
    assert (pace.now().share, pace.now().seconds_left) == (1.0, 0.0)


def test_without_sizes_there_is_no_share_and_no_time_left() -> None:
    clock = Clock()
    pace = Pace(None, clock)
    clock.seconds += 2
    pace.count(ok=True, held=False, characters=1, read_bytes=5)
    assert (pace.now().share, pace.now().seconds_left, pace.now().rate) == (None, None, 0.5)


# Not on a terminal


def test_elsewhere_only_failures_and_warnings_are_said_and_the_summary() -> None:
    stream = io.StringIO()
    with voice("text", 10_000_000, 3, stream=stream) as speaker:
        speaker.say("info", "found", "a.zip: 3 bulletins")
        speaker.count(ok=True, held=False, characters=10, read_bytes=10)
        speaker.say("warning", "warning", "b.txt: warning: no text", name="b.txt")
        speaker.say("error", "failed", "c.txt: there is no such file", name="c.txt", stage="find")
        assert stream.getvalue() == "b.txt: warning: no text\nc.txt: there is no such file\n"
        speaker.close(RUN)
    assert stream.getvalue().splitlines()[2:] == LINES


def test_a_single_bulletin_has_no_summary() -> None:
    stream = io.StringIO()
    with voice("text", 10, 2, stream=stream) as speaker:
        speaker.close(Summary(1, 1.0, failed={"find": 3}, warnings=1))
    assert stream.getvalue() == ""


def test_one_bulletin_and_one_held_are_many() -> None:
    assert Summary(1, 1.0, held=1).of_many
    assert not Summary(0, 1.0, held=1).of_many


def test_it_speaks_on_the_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    with voice("text", None, 2) as speaker:
        speaker.say("error", "failed", "a: b")
    assert capsys.readouterr() == ("", "a: b\n")


@given(names)
def test_no_name_breaks_a_line(name: str) -> None:
    stream = io.StringIO()
    with voice("text", None, 2, stream=stream) as speaker:
        speaker.say("error", "failed", f"{name}: is a binary file")
        speaker.close(replace(RUN, outputs=[name]))
    said = stream.getvalue()
    assert len(said.splitlines()) == 1 + len(LINES)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    said.encode("utf-8")


# On a terminal


def test_a_bar_tells_how_far_the_run_is(terminal: Terminal) -> None:
    clock = Clock()
    with voice("text", 4000, 2, stream=terminal, clock=clock) as speaker:
        for number in range(1500):
            clock.seconds += 0.05
            speaker.count(ok=number != 7, held=False, characters=10, read_bytes=1)
        speaker.say("warning", "warning", "b.txt: warning: no text")
        wanted = re.compile(
            "b.txt: warning: no text\n1,500 bulletins 1 error [━╸╺]{20} 37% 20.0/s 0:01:15 0:02:05 left"
        )
        assert eventually(lambda: bool(wanted.fullmatch("\n".join(terminal.screen())))), terminal.screen()


def test_the_bar_goes_and_what_was_said_stays(terminal: Terminal) -> None:
    with voice("text", None, 2, stream=terminal) as speaker:
        speaker.say("info", "found", "a.zip: 3 bulletins")
        speaker.count(ok=False, held=False, characters=10, read_bytes=1)
        speaker.say("error", "failed", "b.txt: there is no such file")
        assert eventually(lambda: terminal.screen()[-1].startswith("1 bulletin 1 error "))
        speaker.close(RUN)
        assert terminal.screen() == ["a.zip: 3 bulletins", "b.txt: there is no such file", *LINES]
    assert terminal.screen()[2:] == LINES
    assert terminal.getvalue().rindex("\x1b[?25h") > terminal.getvalue().rindex("\x1b[?25l")


def test_the_bar_goes_where_the_run_is_stopped(terminal: Terminal) -> None:
    def run() -> None:
        with voice("text", None, 2, stream=terminal) as speaker:
            speaker.say("error", "failed", "b.txt: there is no such file")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    assert terminal.screen() == ["b.txt: there is no such file"]
    assert terminal.getvalue().rindex("\x1b[?25h") > terminal.getvalue().rindex("\x1b[?25l")


def test_counting_does_not_redraw(terminal: Terminal) -> None:
    with voice("text", None, 2, stream=terminal) as speaker:
        for _ in range(20_000):
            speaker.count(ok=True, held=False, characters=10, read_bytes=1)
        speaker.say("error", "failed", "x")
        assert eventually(lambda: "20,000 bulletins" in terminal.getvalue())
    assert terminal.getvalue().count(" bulletins") < 1000


@pytest.mark.parametrize(
    ("total", "sources", "barred"),
    [(None, 1, False), (900, 1, False), (5_000_000, 1, True), (900, 2, True), (None, 2, True)],
)
def test_there_is_no_bar_for_one_small_input(
    terminal: Terminal, total: int | None, sources: int, barred: bool
) -> None:
    with voice("text", total, sources, stream=terminal) as speaker:
        speaker.count(ok=True, held=False, characters=10, read_bytes=1)
        speaker.say("error", "failed", "x: y")
        assert eventually(lambda: len(terminal.screen()) == 1 + barred)
    assert terminal.screen() == ["x: y"]


def test_records_on_the_standard_output_stay_there(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    with voice("text", None, 2, stream=terminal):
        sys.stdout.write('{"document": 1}\n')
    assert capsys.readouterr().out == '{"document": 1}\n'
    assert "document" not in terminal.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals there")
def test_a_true_terminal_gets_a_bar(terminal: Terminal) -> None:
    import os
    import pty

    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream, voice("text", None, 2, stream=stream) as speaker:
        speaker.say("error", "failed", HOSTILE)
        speaker.close(Summary(1, 1.0))
    written = b""
    with contextlib.suppress(OSError):  # all is read, and nobody writes any more
        while part := os.read(ours, 65536):
            written += part
    os.close(ours)
    shown = written.decode()
    assert "0 bulletins" in shown
    assert not re.search("\x1b\\[31m|\x1b]|\x07|\x9b", shown)
    assert ":city: [red]e[/red]" in shown


@settings(max_examples=20)
@given(names)
def test_no_name_steers_the_terminal(name: str) -> None:
    stream = Terminal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERM", "xterm-256color")
        with voice("text", None, 2, stream=stream) as speaker:
            speaker.say("error", "failed", f"<{name}>")
    plain = io.StringIO()
    with voice("text", None, 2, stream=plain) as speaker:
        speaker.say("error", "failed", f"<{name}>")
    assert plain.getvalue().strip("\n") in stream.getvalue()
    stream.getvalue().encode("utf-8")


# For machines


def test_each_event_is_an_object_a_line() -> None:
    clock, stream = Clock(), io.StringIO()
    with voice("json", 1000, 2, stream=stream, clock=clock) as speaker:
        clock.seconds += 10
        speaker.count(ok=True, held=False, characters=10, read_bytes=100)
        speaker.say("error", "failed", "c.txt: is empty", name="c.txt", stage="read", reason="is empty")
        assert isinstance(speaker, JsonLines)
        speaker.progress()
        speaker.close(RUN)
    started, failed, progress, summary = objects(stream)
    for one in (started, failed, progress, summary):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one["time"])
        assert dt.datetime.fromisoformat(one["time"]).utcoffset() == dt.timedelta()
    heads = [(one.pop("event"), one.pop("level"), one.pop("time"))[:2] for one in objects(stream)]
    assert heads == [("started", "info"), ("failed", "error"), ("progress", "info"), ("summary", "info")]
    assert (started["sources"], started["total_bytes"]) == (2, 1000)
    assert (failed["name"], failed["stage"], failed["reason"]) == ("c.txt", "read", "is empty")
    del progress["time"], progress["level"], progress["event"]
    assert progress == {
        "bulletins": 1,
        "errors": 0,
        "held": 0,
        "characters": 10,
        "bytes": 100,
        "total_bytes": 1000,
        "rate": 0.1,
        "seconds": 10,
        "seconds_left": 90,
    }
    assert (summary["errors"], summary["failed"]) == (3, {"decode": 1, "read": 2})
    assert (summary["found"], summary["outputs"]) == (RUN.found, ["out.jsonl", "errors.jsonl"])
    assert (summary["rate"], summary["worker_megabytes"]) == (9.6, 1830.2)


def test_the_summary_of_a_single_bulletin_is_told_to_machines() -> None:
    stream = io.StringIO()
    with voice("json", None, 1, stream=stream) as speaker:
        speaker.close(Summary(1, 0.0))
    assert objects(stream)[-1]["bulletins"] == 1


def test_progress_is_told_while_nothing_comes_of_it() -> None:
    stream = io.StringIO()
    with json_lines(stream, Pace(None), 1, period=0.01):
        assert eventually(lambda: stream.getvalue().count('"progress"') >= 3)
    assert [one["event"] for one in objects(stream)][:4] == ["started", *["progress"] * 3]


def test_progress_ends_where_nobody_reads() -> None:
    class Broken(io.StringIO):
        def flush(self) -> None:
            if "progress" in self.getvalue():
                raise BrokenPipeError

    stream = Broken()
    with json_lines(stream, Pace(None), 1, period=0.01):
        assert eventually(lambda: all(thread.name != "progress" for thread in threading.enumerate()))
    assert [one["event"] for one in objects(stream)] == ["started", "progress"]


@given(names)
def test_no_name_breaks_an_object(name: str) -> None:
    stream = io.StringIO()
    with voice("json", None, 2, stream=stream) as speaker:
        speaker.say("error", "failed", f"{name}: x", name=name, others=[name, {name: name}], time=2)
        speaker.close(replace(RUN, outputs=[name]))
    assert stream.getvalue().count("\n") == 3
    assert re.fullmatch(r"[ -~\n]*", stream.getvalue())
    _, failed, summary = objects(stream)
    assert (failed["level"], failed["event"]) == ("error", "failed")
    assert failed["time"] != 2
    failed["name"].encode("utf-8")
    if name.isprintable():
        assert failed["name"] == name
        assert failed["others"] == [name, {name: name}]
        assert summary["outputs"] == [name]


def test_a_number_that_json_lacks_is_null() -> None:
    stream = io.StringIO()
    with voice("json", None, 2, stream=stream) as speaker:
        speaker.say("info", "made", "x", rate=float("inf"), share=float("nan"), at=dt.date(2020, 1, 2))
    made = objects(stream)[1]
    assert (made["rate"], made["share"], made["at"]) == (None, None, "2020-01-02")


# The summary


def test_the_summary_leaves_out_what_did_not_happen() -> None:
    assert Summary(2, 0.0).lines() == [
        "2 bulletins read, 0 characters, in 0.0 s: 0.0 bulletins and 0 characters a second"
    ]
    assert Summary(1, 2.0, found={"dates": 0}, characters=1, driver_megabytes=3.4).lines() == [
        "1 bulletin read, 1 character, in 2.0 s: 0.5 bulletins and 0 characters a second",
        "peak memory 3 MB",
    ]


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_name_is_told_whatever_it_holds(log_format: Format) -> None:
    stream = io.StringIO()
    with voice(log_format, None, 2, stream=stream) as speaker:
        speaker.say("error", "failed", f"{HOSTILE}: is empty", name=HOSTILE)
    (line,) = (line for line in stream.getvalue().split("\n") if "empty" in line)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", line)
    assert "[red]e[/red]" in line


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell")
def test_peak_memory_is_that_of_this_process() -> None:
    before = own_peak()
    held = bytearray(before + 50_000_000)
    assert own_peak() >= len(held)

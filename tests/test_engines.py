import datetime as dt
import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread, Timer

import pytest

from pipeline.batch.engines import Settings, finding, pool, process
from pipeline.batch.engines.local import LocalEngine, usable_cores
from pipeline.batch.engines.pool import Pool
from pipeline.batch.engines.process import ReadingProcess, StartError, died
from pipeline.batch.engines.warm import warm_reader
from pipeline.batch.items import Columns, End, Event, Held, Item, Outcome, Source, Told
from pipeline.batch.reading import NO_MEMORY, read_item
from pipeline.reader import Reader

pytestmark = pytest.mark.slow
SETTINGS = Settings("1", timeout=60)
TEXT = "Zhao Hui, Mayor of Deyang, gave Konin {} euros on 3 May 2015.\n"
LONG = "The mayor of Konin met Wu Lan in Lahti on 5 May 2012. "
posix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed by signals")


def item(number: int, data: bytes | None = None, *, name: str = "b.txt") -> Item:
    given = TEXT.format(number + 1).encode() if data is None else data
    return Item(0, number, f"b{number}", name, "text", given, read_to=number)


def outcomes(settings: Settings, items: list[Item], workers: int = 1) -> dict[int, Outcome]:
    """Return the outcomes by number, each of which there is once."""
    with Pool(settings, workers) as readers:
        found = [event for event in readers.outcomes(items) if isinstance(event, Outcome)]
    assert sorted(outcome.number for outcome in found) == [one.number for one in items]
    return {outcome.number: outcome for outcome in found}


def wait_for(condition: Callable[[], object]) -> None:
    limit = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_a_pool_reads_as_one_reader_does() -> None:
    items, reader = [item(number) for number in range(40)], warm_reader()
    found = outcomes(SETTINGS, items, workers=2)
    for one in items:
        expected = read_item(reader, one, SETTINGS)
        assert expected.records
        assert found[one.number].records == expected.records
        assert found[one.number].digest == one.digest(SETTINGS.fingerprint)
        assert (found[one.number].read_to, found[one.number].characters) == (one.number, len(one.data))


def test_events_pass_through_and_a_pool_reads_again() -> None:
    events: list[Item | Event] = [Held(0, 0, b"x", "a.txt"), item(1), End(0, 2)]
    with Pool(SETTINGS, 1) as readers:
        for _ in range(2):
            found = list(readers.outcomes(events))
            assert [type(event) for event in found].count(Outcome) == 1
            assert {Held(0, 0, b"x", "a.txt"), End(0, 2)} < set(found)


def test_a_bulletin_that_cannot_be_read_has_an_outcome() -> None:
    found = outcomes(SETTINGS, [item(0, b"\x89PNG"), item(1)])
    assert (found[0].stage, found[0].reason, found[0].records) == (
        "decode",
        "is a PNG image, not a text file",
        None,
    )
    assert found[1].records


def test_items_are_taken_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    for most, limit in ((64_000_000, 16 + 1), (100, 3)):
        monkeypatch.setattr(pool, "_MOST_BYTES", most)
        taken = count()
        items = (item(next(taken)) for _ in range(100))
        with Pool(SETTINGS, 1) as readers:
            found = readers.outcomes(items)
            next(found)
            assert next(taken) <= limit


def test_an_iterable_that_fails_ends_the_run() -> None:
    def items() -> Iterator[Item]:
        yield item(0)
        raise OSError("gone")

    with Pool(SETTINGS, 1) as readers, pytest.raises(OSError, match="gone"):
        list(readers.outcomes(items()))
    assert readers.pids == []


def test_a_pool_in_a_thread() -> None:
    found: list[dict[int, Outcome]] = []
    thread = Thread(target=lambda: found.append(outcomes(SETTINGS, [item(0), item(1)])))
    thread.start()
    thread.join(60)
    assert [len(one) for one in found] == [2]


class Doomed(ReadingProcess):
    """Kills its process while it holds the items of these numbers, so often."""

    deaths: dict[int, int]
    number = -1

    def read(self, item: Item) -> Outcome:
        self.number = item.number
        return super().read(item)

    def _doomed(self) -> bool:
        return self.deaths.get(self.number, 0) > 0

    def _ready(self) -> Connection:
        connection = super()._ready()
        if self._doomed():
            # Stopped, it cannot answer before it is killed.
            os.kill(self.pid or 0, signal.SIGSTOP)
        return connection

    def _answer(self, connection: Connection) -> Outcome | None:
        if self._doomed():
            self.deaths[self.number] -= 1
            os.kill(self.pid or 0, signal.SIGKILL)
        return super()._answer(connection)


@posix
def test_a_process_that_dies_loses_its_bulletin_after_another_try(monkeypatch: pytest.MonkeyPatch) -> None:
    Doomed.deaths = {3: 1, 5: 9, 11: 2}
    monkeypatch.setattr(pool, "ReadingProcess", Doomed)
    found = outcomes(SETTINGS, [item(number) for number in range(20)], workers=2)
    assert {number for number, outcome in found.items() if not outcome.records} == {5, 11}
    assert Doomed.deaths == {3: 0, 5: 7, 11: 0}
    assert found[5].stage == "read"
    assert found[5].reason.startswith("its process died twice (signal 9, SIGKILL")
    assert "memory" in found[5].reason


@posix
def test_processes_killed_while_they_wait() -> None:
    with Pool(SETTINGS, 2) as readers:
        assert len(list(readers.outcomes([item(0), item(1)]))) == 2
        before = readers.pids
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        found = list(readers.outcomes([item(number) for number in range(8)]))
        assert all(isinstance(event, Outcome) and event.records for event in found)
        assert len(found) == 8
        assert not set(before) & set(readers.pids)


@posix
def test_a_process_killed_in_the_middle_of_an_item() -> None:
    class KilledReceiving(ReadingProcess):
        deaths = 1

        def _ready(self) -> Connection:
            connection = super()._ready()
            if self.deaths:
                self.deaths -= 1
                pid = self.pid or 0
                os.kill(pid, signal.SIGSTOP)
                # 5 MB do not fit what lies between: the sender waits when this comes.
                Timer(0.2, os.kill, (pid, signal.SIGKILL)).start()
            return connection

    reader = KilledReceiving(SETTINGS)
    assert reader.read(item(0, b"\0" * 5_000_000)).reason == "is a binary file, not text"
    assert reader.deaths == 0
    reader.close()


@posix
def test_a_process_killed_in_the_middle_of_its_answer() -> None:
    class KilledSending(ReadingProcess):
        deaths = 1

        def _answer(self, connection: Connection) -> Outcome | None:
            if self.deaths:
                self.deaths -= 1
                assert connection.poll(60)
                os.kill(self.pid or 0, signal.SIGKILL)
            return super()._answer(connection)

    reader = KilledSending(SETTINGS)
    # The name comes back in the answer, which does not fit what lies between.
    outcome = reader.read(item(0, name="n" * 5_000_000))
    assert outcome.records
    assert reader.deaths == 0
    reader.close()


class KilledStarting(ReadingProcess):
    """Kills its process before it is ready, so often."""

    deaths = 2

    def _start(self) -> Connection:
        connection = super()._start()
        if self.deaths:
            self.deaths -= 1
            os.kill(self.pid or 0, signal.SIGKILL)
        return connection


@posix
def test_processes_killed_as_they_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ReadingProcess", KilledStarting)
    found = outcomes(SETTINGS, [item(number) for number in range(4)], workers=2)
    assert all(outcome.records for outcome in found.values())


@posix
def test_where_no_process_starts_the_run_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ReadingProcess", KilledStarting)
    monkeypatch.setattr(KilledStarting, "deaths", 100)
    monkeypatch.setattr(process, "_PAUSE", 0.001)
    with pytest.raises(StartError, match=r"no process .* could be started: its process died \(signal 9"):
        outcomes(SETTINGS, [item(number) for number in range(4)], workers=2)


@posix
def test_a_bulletin_that_takes_too_long_is_not_tried_again() -> None:
    slow = item(1, (LONG * 50_000).encode())
    found = outcomes(Settings("1", timeout=2), [item(0), slow, item(2), item(3)])
    assert found[1].stage == "read"
    assert found[1].reason == "took longer than 2 seconds"
    assert found[1].seconds >= 2
    assert all(found[number].records for number in (0, 2, 3))


@pytest.mark.skipif(sys.platform != "linux", reason="address space is not limited everywhere")
def test_a_bulletin_that_takes_too_much_memory() -> None:
    reader = ReadingProcess(SETTINGS)
    assert reader.read(item(0)).records
    status = Path(f"/proc/{reader.pid}/status").read_text(encoding="ascii")
    reader.close()
    [size] = [int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmSize")]
    big = item(1, (LONG * 20_000).encode())
    found = outcomes(Settings("1", memory=size + 24_000_000), [item(0), big, item(2)])
    assert found[1].reason == NO_MEMORY
    assert found[0].records
    assert found[2].records


def test_a_worn_process_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_LIFE", 100)
    pids, reader = set(), ReadingProcess(SETTINGS)
    for number in range(4):
        assert reader.read(item(number)).records
        pids.add(reader.pid)
    # After each second item there is none, until the next is read.
    assert len(pids - {None}) == 2
    assert None in pids
    reader.close()


def test_how_a_process_died() -> None:
    assert died(3) == "its process died (exit status 3)"
    assert died(errno.ENOMEM, "twice") == "its process died twice (out of memory)"
    assert died(None) == "its process died"
    assert died(-99) == "its process died (signal 99)"


DRIVER = """
import itertools, signal, sys
from pipeline.batch.engines import Settings
from pipeline.batch.engines.pool import Pool
from pipeline.batch.items import Item
data = b"The mayor of Konin met Wu Lan in Lahti on 5 May 2012. " * 50_000
# Where the tests run in the background, Ctrl-C is ignored, and so it is in what they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

def items():
    print("begun", flush=True)
    for number in itertools.count():
        yield Item(0, number, "b", "b", "text", data if number > 1 else b"5 euros")

try:
    with Pool(Settings("1"), 2) as pool:
        for outcome in pool.outcomes(items()):
            print("read", flush=True)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.fixture
def driver() -> Iterator["subprocess.Popen[str]"]:
    root = Path(__file__).resolve().parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", DRIVER],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        yield running
        running.kill()


@posix
def test_a_killed_driver_leaves_nothing_behind(driver: "subprocess.Popen[str]") -> None:
    assert driver.stdout
    assert [driver.stdout.readline() for _ in range(2)] == ["begun\n", "read\n"]
    driver.kill()
    # Both ends only when the last process that inherited them has ended.
    assert driver.communicate(timeout=60)[1] == ""


@posix
@pytest.mark.parametrize("reading", [False, True])
def test_ctrl_c_ends_all_at_once_without_a_word(driver: "subprocess.Popen[str]", reading: bool) -> None:
    assert driver.stdout
    assert driver.stdout.readline() == "begun\n"
    if reading:
        assert driver.stdout.readline() == "read\n"
    else:
        # While the fork server is on its way.
        time.sleep(0.3)
    os.killpg(driver.pid, signal.SIGINT)
    assert driver.communicate(timeout=60)[1] == ""
    assert driver.returncode == 130


def test_a_process_says_nothing_on_the_standard_streams() -> None:
    code = "import os\nfrom pipeline.batch.engines.serving import _keep_quiet\n_keep_quiet()\n"
    code += "print('x', flush=True)\nos.write(1, b'y')\nos.write(2, b'z')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


class TestLocalEngine:
    @pytest.fixture(autouse=True)
    def _items(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def items_of(source: Source, columns: Columns) -> Iterator[Item | End]:
            for number in range(int(source.url)):
                yield Item(source.number, number, f"{source.id}-{number}", source.id, "text", b"5,000 euros")
            yield End(source.number, int(source.url))

        monkeypatch.setattr(finding, "items_of", items_of)

    def run(self, counts: list[int], settings: Settings = SETTINGS) -> list[Event]:
        sources = [Source(number, f"s{number}", str(many)) for number, many in enumerate(counts)]
        return list(LocalEngine().run(iter(sources), settings, lambda digest: False))

    def test_all_items_and_an_end_for_each_source(self) -> None:
        found = self.run([3, 0, 2])
        assert sorted(event.place for event in found if isinstance(event, Outcome) and event.records) == [
            (0, 0),
            (0, 1),
            (0, 2),
            (2, 0),
            (2, 1),
        ]
        assert [event for event in found if isinstance(event, End)] == [End(0, 3), End(1, 0), End(2, 2)]

    def test_one_small_bulletin_starts_no_process(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def start(*_: object) -> None:
            raise AssertionError

        pooled = self.run([1], Settings("1", workers=1))
        monkeypatch.setattr(process.ReadingProcess, "_start", start)
        assert self.run([1]) != []
        with pytest.raises(AssertionError):
            self.run([1], Settings("1", workers=1))
        for here, there in zip(self.run([1]), pooled, strict=True):
            if isinstance(here, Outcome) and isinstance(there, Outcome):
                assert here.records == there.records

    def test_what_is_held_is_not_read(self) -> None:
        found = list(LocalEngine().run([Source(0, "s", "2")], SETTINGS, lambda digest: True))
        assert [type(event) for event in found] == [Held, Held, End]

    def test_cores(self) -> None:
        assert 1 <= usable_cores() <= (os.cpu_count() or 1)


class TestReadItem:
    def test_what_the_run_is_told_outweighs_the_item(self) -> None:
        told = Told(home="Lahti", published=dt.date(2015, 10, 13))
        one = Item(0, 0, "a", "a.txt", "text", b"Our city gave 5,000 euros yesterday.", told)
        own = json.loads(read_item(warm_reader(), one, SETTINGS).records or b"")
        assert (own["document"]["home"]["name"], own["dates"][0]["start"]) == ("Lahti", "2015-10-12")
        run = Settings("1", told=Told(home="Konin", title="A gift"))
        outer = json.loads(read_item(warm_reader(), one, run).records or b"")["document"]
        assert (outer["home"]["name"], outer["published"], outer["title"]) == (
            "Konin",
            "2015-10-13",
            "A gift",
        )

    @pytest.mark.parametrize(
        ("error", "reason"),
        [(MemoryError(), NO_MEMORY), (KeyError("x"), "not read, a fault of youcheng: KeyError: 'x'")],
    )
    def test_faults(self, error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
        def read_bulletin(*_: object) -> None:
            raise error

        monkeypatch.setattr(Reader, "read_bulletin", read_bulletin)
        outcome = read_item(Reader(), item(4), SETTINGS)
        assert (outcome.number, outcome.stage, outcome.records) == (4, "read", None)
        assert outcome.reason.startswith(reason)

    def test_an_id_that_no_record_can_hold(self) -> None:
        one = Item(0, 0, "\ud800", "a.txt", "text", b"5,000 euros")
        outcome = read_item(warm_reader(), one, SETTINGS)
        assert (outcome.stage, outcome.records) == ("read", None)

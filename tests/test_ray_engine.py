"""The engine of many machines: what it yields is what reading here yields, whatever happens to its nodes."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.engines import Settings, on_ray
from pipeline.batch.engines.finding import to_read
from pipeline.batch.engines.on_ray import ClusterError, RayEngine, _Run
from pipeline.batch.engines.on_ray.cluster import ASKED_OF_RAY
from pipeline.batch.engines.on_ray.flow import chunks
from pipeline.batch.engines.on_ray.places import Places, packed, parcels, unpacked
from pipeline.batch.items import Columns, End, Event, Held, Item, Outcome, Source
from pipeline.batch.journal import HeldDigests

# Ray's own: settings that it sets itself, files that it leaves to be closed.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.*"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray.*"),
]

ROOT = str(Path(__file__).parent.parent)
NONE_HELD = HeldDigests(b"")
SETTINGS = Settings("1", columns=Columns(text="text"), workers=2)


def outcome(source: int, number: int) -> Outcome:
    return Outcome(source, number, "", "", records=b"{}")


# What the driver remembers.


def test_a_place_is_taken_once() -> None:
    places = Places()
    events: list[Event] = [outcome(3, 1), outcome(3, 0), Held(3, 2, b"", ""), End(3, 3)]
    assert [places.take(event) for event in events * 2] == [True] * 4 + [False] * 4
    assert places.has_all(3)
    assert not places.has_all(2)


@pytest.mark.parametrize("end_first", [True, False])
def test_a_source_is_whole_when_its_end_and_all_its_items_have_come(end_first: bool) -> None:
    places = Places()
    events: list[Event] = [outcome(0, number) for number in range(20)]
    events.insert(0 if end_first else 20, End(0, 20))
    for event in events:
        assert not places.has_all(0)
        assert places.take(event)
    assert places.has_all(0)


def test_what_is_missing_is_known_with_and_without_an_end() -> None:
    places = Places()
    for number in (0, 1, 9):
        places.take(outcome(7, number))
    assert list(places.missing(7)) == [2, 3, 4, 5, 6, 7, 8, 10]
    places.take(End(7, 12))
    assert list(places.missing(7)) == [2, 3, 4, 5, 6, 7, 8, 10, 11]
    assert list(places.missing(8)) == [0]


def test_parcels_hold_every_source_once_and_large_ones_alone() -> None:
    sources = [Source(n, str(n), f"{n}.txt", None if n % 50 == 7 else 9_000 * n) for n in range(500)]
    sent = list(parcels(sources))
    assert sorted(source.number for parcel in sent for source in parcel) == list(range(500))
    assert all(len(parcel) == 1 for parcel in sent if any(source.size is None for source in parcel))
    assert max(len(parcel) for parcel in sent) <= 64


def test_a_parcel_leaves_out_what_has_come() -> None:
    places, sources = Places(), [Source(n, str(n), f"{n}.txt", 1) for n in range(3)]
    for event in (outcome(0, 0), End(0, 1), outcome(1, 3)):
        places.take(event)
    [(first, taken), (second, none)] = unpacked(packed(sources, places))
    assert (first, taken, second, none) == (sources[1], b"\x08", sources[2], b"")
    assert packed(sources[:1], places) == b""


def test_chunks_are_of_few_items_or_many_events() -> None:
    found: list[Item | Event] = [Item(0, n, "", "", None, b"x" * 100) for n in range(100)]
    found += [Held(0, n, b"", "") for n in range(100, 5000)]
    cut = list(chunks(found))
    assert [one for chunk in cut for one in chunk] == found
    assert max(sum(isinstance(one, Item) for one in chunk) for chunk in cut) <= 32
    assert len(cut) < 20
    assert [len(chunk) for chunk in chunks([Item(0, n, "", "", None, b"x" * 300_000) for n in range(3)])] == [
        1,
        1,
        1,
    ]


# Rounds, without a cluster.


class Rounds:
    """Answers each round with the events of the next list."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *rounds: list[Event]) -> None:
        self.asked: list[list[int]] = []
        self._rounds = iter(rounds)
        monkeypatch.setattr(_Run, "_round", self._round)

    def _round(self, parcels: list[bytes]) -> Iterator[Event]:
        self.asked.append([source.number for parcel in parcels for source, _ in unpacked(parcel)])
        yield from next(self._rounds, [])


TWO = [Source(0, "0", "0.txt", 1), Source(1, "1", "1.jsonl", 1)]


def test_what_a_round_loses_comes_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[Event] = [outcome(0, 0), End(0, 1), outcome(1, 0), outcome(1, 1), End(1, 2)]
    rounds = Rounds(monkeypatch, [*whole[:3], whole[0]], [], whole)
    assert list(RayEngine().run(TWO, SETTINGS, NONE_HELD)) == whole
    assert rounds.asked == [[0, 1], [1], [1]]


def test_what_never_comes_fails_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    Rounds(monkeypatch, [outcome(0, 0), End(0, 1), outcome(1, 0), outcome(1, 2)])
    *first, gap, last, end = RayEngine().run(TWO, SETTINGS, NONE_HELD)
    assert len(first) == 4
    assert isinstance(gap, Outcome)
    assert isinstance(last, Outcome)
    assert (gap.place, gap.stage, last.place, last.stage) == ((1, 1), "unpack", (1, 3), "unpack")
    assert end == End(1, 4)


def test_a_cluster_that_reads_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    Rounds(monkeypatch)
    with pytest.raises(ClusterError, match="reads nothing"):
        list(RayEngine().run(TWO, SETTINGS, NONE_HELD))


class Silent:
    """A stream from which nothing comes after the first events, until all else has been tried."""

    def __init__(self) -> None:
        self.asked = 0

    def next(self, seconds: float) -> list[Event] | None:
        self.asked += 1
        if self.asked == 1:
            return [outcome(0, 0)]
        if self.asked < 50:
            raise TimeoutError
        return None


@pytest.mark.parametrize(("lost", "asked"), [([3, 4], 2), ([3, 3], 50)])
def test_only_a_cluster_that_has_lost_a_node_is_given_up(
    monkeypatch: pytest.MonkeyPatch, lost: list[int], asked: int
) -> None:
    counts = iter(lost)
    monkeypatch.setattr(on_ray, "_PATIENCE", -1.0)
    monkeypatch.setattr(on_ray, "lost_nodes", lambda: next(counts, lost[-1]))
    stream: Any = Silent()
    assert list(on_ray._events(stream)) == [outcome(0, 0)]
    assert stream.asked == asked


# Ray itself.


def bulletin(number: int) -> str:
    return (
        f"Zhao Hui, Mayor of Deyang, led a {number % 40 + 2}-member delegation to Konin, Poland on "
        f"{number % 27 + 1} May {1990 + number % 30}. The hosts gave {number + 1},000 euros.\n"
        "2000年9月7日，德阳市与芬兰拉赫蒂市缔结友好城市关系。\n"
    )


def made_sources(folder: Path, *, files: int, lines: int) -> list[Source]:
    """Return single files, a table of lines, and a file that is not there."""
    paths = [folder / f"{number}.txt" for number in range(files)]
    for number, path in enumerate(paths):
        path.write_text(bulletin(number), encoding="utf-8")
    table = folder / "many.jsonl"
    texts = (json.dumps({"text": bulletin(number)}) for number in range(files, files + lines))
    table.write_text("\n".join(texts), encoding="utf-8")
    sources = [
        Source(number, path.stem, str(path), path.stat().st_size)
        for number, path in enumerate([*paths, table])
    ]
    return [*sources, Source(files + 1, "gone", str(folder / "gone.txt"), 10)]


def read_here(sources: list[Source], settings: Settings) -> list[Event]:
    from pipeline.batch.reading import read_item
    from pipeline.reader import load

    reader = load()
    found = to_read(sources, settings, NONE_HELD)
    return [read_item(reader, one, settings) if isinstance(one, Item) else one for one in found]


def unmeasured(events: list[Event]) -> list[Event]:
    """Return the events in order, without what reading them took."""
    bare = [
        replace(event, seconds=0.0, memory=0) if isinstance(event, Outcome) else event for event in events
    ]
    return sorted(bare, key=lambda event: (event.source, isinstance(event, End), repr(event)))


@pytest.fixture(scope="module")
def ray() -> Any:
    """Ray, quiet, on nodes that find what is tested here."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ASKED_OF_RAY.items():
            patch.setenv(name, value)
        patch.setenv(
            "PYTHONPATH", os.pathsep.join([ROOT, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        )
        yield pytest.importorskip("ray", reason="Ray is not installed (the extra `ray`)")


@pytest.mark.slow
def test_ray_on_this_machine_reads_what_is_read_here(ray: Any, tmp_path: Path) -> None:
    sources = made_sources(tmp_path, files=10, lines=40)
    here = read_here(sources, SETTINGS)
    digests = sorted(event.digest for event in here[:8] if isinstance(event, Outcome))
    expected: list[Event] = [
        Held(event.source, event.number, event.digest, event.name, event.read_to)
        if isinstance(event, Outcome) and event.digest in digests
        else event
        for event in here
    ]
    sources.append(Source(len(sources), "-", "-"))
    came = list(RayEngine().run(iter(sources), SETTINGS, HeldDigests(b"".join(digests))))
    [refusal] = [event for event in came if isinstance(event, Outcome) and event.source == len(sources) - 1]
    assert "standard input" in refusal.reason
    assert unmeasured([event for event in came if event.source < len(sources) - 1]) == unmeasured(expected)
    assert not ray.is_initialized()


@pytest.fixture(scope="module")
def cluster(ray: Any) -> Iterator[Any]:
    """A cluster on this machine: a head that reads nothing, and two nodes of one CPU."""
    from ray.cluster_utils import Cluster

    store: dict[str, Any] = {"object_store_memory": 100_000_000}
    made: Any = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False, **store}
    )
    try:
        made.add_node(num_cpus=1, **store)
        made.add_node(num_cpus=1, **store)
        yield made
    finally:
        ray.shutdown()
        made.shutdown()


@pytest.mark.slow
def test_bulletins_that_take_too_long_cost_a_line_each(cluster: Any, tmp_path: Path) -> None:
    settings = replace(SETTINGS, timeout=0.0001)
    came = list(
        RayEngine(cluster.address).run(made_sources(tmp_path, files=3, lines=0)[:3], settings, NONE_HELD)
    )
    reasons = [event.reason for event in came if isinstance(event, Outcome)]
    assert len(reasons) == 3
    assert all("longer than" in reason for reason in reasons)


@pytest.mark.slow
def test_a_node_that_dies_costs_nothing(cluster: Any, tmp_path: Path) -> None:
    sources = made_sources(tmp_path, files=40, lines=400)
    came: list[Event] = []
    for event in RayEngine(cluster.address).run(sources, SETTINGS, NONE_HELD):
        came.append(event)
        if len(came) == 120:
            cluster.remove_node(sorted(cluster.worker_nodes, key=id)[0], allow_graceful=False)
    assert unmeasured(came) == unmeasured(read_here(sources, SETTINGS))


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told_in_one_line(ray: Any, tmp_path: Path) -> None:
    with pytest.raises(ClusterError) as raised:
        list(RayEngine("ray://127.0.0.1:1").run(TWO, SETTINGS, NONE_HELD))
    assert "\n" not in str(raised.value)

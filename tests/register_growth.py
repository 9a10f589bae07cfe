"""How registers grow: `make growth`, or `python tests/register_growth.py [BULLETINS ...]`.

Made bulletins, each with a tie, a visit, a leader, a sum and a date, are merged in a process of its own into
an empty register; then a hundred of them are read again with a change, to show what an update costs.
"""

import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)
# One bulletin in so many is a near-duplicate of the one before.
REPOSTS = 20
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
GIVEN = "辉兰伟芳敏静强磊军洋勇艳杰娟涛明超霞平刚桂英华文玉建国志红梅林海波"


def bulletins(count: int, *, changed: bool = False) -> Iterator[dict[str, Any]]:
    """Yield made bulletins as `youcheng extract` writes them; `changed` gives groups another size."""
    last: dict[str, Any] = {}
    for number in range(count):
        chance = random.Random(number)
        if number % REPOSTS == 1:
            again = json.loads(json.dumps(last))
            again["document"] |= {"id": f"b{number:06}", "sha256": f"{number:064x}"}
            yield again
            continue
        last = _bulletin(number, chance, changed)
        yield last


def _bulletin(number: int, chance: random.Random, changed: bool) -> dict[str, Any]:
    home, partner = _place(chance.randrange(400), "CN"), _place(1000 + chance.randrange(3000), "US")
    day = dt.date(1980, 1, 1) + dt.timedelta(days=chance.randrange(15_000))
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
    when = {"start": day.isoformat(), "end": day.isoformat(), "granularity": "day"}
    size = chance.randint(3, 40) + changed
    words = ["".join(chance.choices("天地人和山水风云日月星辰金木土石花鸟鱼虫", k=40)) for _ in range(5)]
    spans = [{"start": 50 * at, "end": 50 * at + 40, "text": word} for at, word in enumerate(words)]
    return {
        "document": {
            "id": f"b{number:06}",
            "language": "zh",
            "published": (day + dt.timedelta(days=3)).isoformat(),
            "home": home,
            "sha256": f"{number:064x}",
        },
        "city_pairs": [{"places": [home, partner], "since": when, "evidence": spans[:1]}],
        "delegations": [
            {
                "from": [partner],
                "to": [home],
                "size": size,
                "leader": name,
                "dates": when,
                "evidence": spans[1:2],
            }
        ],
        "leaders": [{"names": [name], "titles": ["市长"], "of": [home["name"]], "evidence": spans[2:3]}],
        "amounts": [
            {"text": "1", "amount": chance.randint(1, 10**6), "currency": "CNY", "evidence": spans[3:4]}
        ],
        "dates": [{"text": "x", **when, "evidence": spans[4:5]}],
    }


def _place(number: int, country: str) -> dict[str, Any]:
    return {"name": f"City {number}", "country": country, "geonames_id": number + 1}


def measured(records: Path, register: Path) -> tuple[float, float]:
    """Return the seconds that merging takes in a process of its own, and the most memory in MB."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "register", str(records), "-o", str(register)]
    process = subprocess.Popen(command, cwd=Path(__file__).parent.parent, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"youcheng register ended with {process.returncode}")
    return time.perf_counter() - begin, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    # Linux counts kilobytes, macOS bytes.
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Print a line for each size."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    heads = ("bulletins", "facts", "seconds", "MB", "file MB", "100 again: s", "MB")
    print("".join(f"{head:>14}" for head in heads))  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            records, again = Path(folder) / "records.jsonl", Path(folder) / "again.jsonl"
            register = Path(folder) / f"{size}.sqlite"
            with records.open("w", encoding="utf-8") as file:
                file.writelines(f"{json.dumps(one)}\n" for one in bulletins(size))
            with again.open("w", encoding="utf-8") as file:
                file.writelines(f"{json.dumps(one)}\n" for one in bulletins(100, changed=True))
            took, memory = measured(records, register)
            held = register.stat().st_size / 2**20
            took_again, memory_again = measured(again, register)
            row = (f"{took:.1f}", f"{memory:.0f}", f"{held:.0f}", f"{took_again:.1f}", f"{memory_again:.0f}")
            cells = (f"{size:,}", f"{5 * size:,}", *row)
            print("".join(f"{cell:>14}" for cell in cells), flush=True)  # noqa: T201
            register.unlink()


if __name__ == "__main__":
    main()

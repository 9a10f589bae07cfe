"""Measures time and memory of runs over 1,000 to 100,000 short bulletins (`make growth`)."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from made_bulletins import rows

SIZES = (1_000, 10_000, 100_000)


def measure(count: int, folder: Path, *options: str) -> dict[str, float]:
    """Run over a table of `count` bulletins; return the summary."""
    table = folder / f"{count}.jsonl"
    with table.open("w", encoding="utf-8") as file:
        file.writelines(rows(count))
    out = folder / f"{count}.out.jsonl"
    run = [sys.executable, "-m", "pipeline", "extract", str(table), "--text-column", "body"]
    run += ["--id-column", "id", "-o", str(out), "--log-format", "json", *options]
    ended = subprocess.run(run, check=True, capture_output=True, text=True)
    return json.loads(ended.stderr.splitlines()[-1])


def main() -> None:
    """Print a table of Markdown; options behind the command go to `youcheng extract`."""
    sizes = [int(one) for one in sys.argv[1:] if one.isdigit()] or SIZES
    options = [one for one in sys.argv[1:] if not one.isdigit()]
    sys.stdout.write("| bulletins | seconds | driver MB | largest worker MB |\n|---|---|---|---|\n")
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            found = measure(count, Path(folder), *options)
            sys.stdout.write(
                f"| {count:,} | {found['seconds']:.0f} | {found['driver_megabytes']:.0f} | "
                f"{found['worker_megabytes']:.0f} |\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()

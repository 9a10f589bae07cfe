"""How tests of exports write and read them."""

import csv
from pathlib import Path
from types import SimpleNamespace

from typer.testing import CliRunner

from pipeline.cli import app

RUN = CliRunner()


def run(*arguments: object) -> SimpleNamespace:
    result = RUN.invoke(app, ["export", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return SimpleNamespace(status=result.exit_code, said=result.stderr)


def export(register: Path, form: str, out: Path, *options: object) -> Path:
    done = run(register, "--to", form, "-o", out, *options)
    assert done.status == 0, done.said
    return out


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def bytes_of(out: Path) -> dict[str, bytes]:
    found = [out, *out.parent.glob(f"{out.name}.*")] if out.is_file() else sorted(out.iterdir())
    return {path.name: path.read_bytes() for path in found}

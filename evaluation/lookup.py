"""Places looked up by their bare name, without the bulletin: what linking has to be better than."""

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evaluation.inputs import InputError


def by_name_alone(names: Iterable[str], command: Sequence[str]) -> dict[str, int | None]:
    """Return the identifier of each name, or None where the command knows none.

    `command` reads names from the standard input, one a line, and writes a line of JSON for each, in that
    order: `{"name": "Konin", "geonames_id": 3095321}`.

    Raises:
        InputError: the command fails, or its answer is not one line for each name.

    """
    asked = sorted(set(names))
    done = subprocess.run(
        command,
        input="".join(f"{' '.join(name.split())}\n" for name in asked),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    told = " ".join(command[1:])
    if done.returncode:
        raise InputError(f"{told}: exit status {done.returncode}; places were not looked up by name")
    lines = done.stdout.split("\n")[:-1]
    if len(lines) != len(asked):
        raise InputError(f"{told}: {len(lines)} lines for {len(asked)} names")
    return {name: _identifier(line, told) for name, line in zip(asked, lines, strict=True)}


def _identifier(line: str, told: str) -> int | None:
    try:
        answer: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{told}: no JSON: {error.msg}") from None
    found = answer.get("geonames_id", "") if isinstance(answer, Mapping) else ""
    if isinstance(found, int) and not isinstance(found, bool):
        return found
    if found is not None:
        raise InputError(f"{told}: geonames_id is {found!r}, not a number or null")
    return None

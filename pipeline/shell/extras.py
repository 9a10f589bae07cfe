"""What to install where a command needs a library that only an extra brings."""

import re
from importlib.metadata import requires

_OF_EXTRA = re.compile(r"([A-Za-z0-9._-]+).*;.*extra == ['\"]([a-z]+)['\"]")


def lacking(error: Exception) -> str | None:
    """Return what to install against `error`, None where it is not that a library of an extra is missing.

    >>> lacking(ModuleNotFoundError("No module named 'sqlalchemy'", name="sqlalchemy"))
    "sqlalchemy is not installed; pip install 'youcheng[register]'"
    """
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return None
    module = error.name.partition(".")[0].replace("_", "-").lower()
    for line in requires("youcheng") or ():
        found = _OF_EXTRA.match(line)
        if found and found[2] != "dev" and (found[1].lower() + "-").startswith(module + "-"):
            return f"{error.name} is not installed; pip install 'youcheng[{found[2]}]'"
    return None

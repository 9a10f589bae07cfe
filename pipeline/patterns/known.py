"""What was found in patterns, kept in the user's cache: to find it takes as long as to compile them."""

import atexit
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from corpus import kept

Asked = ParamSpec("Asked")
Found = TypeVar("Found")
# When more is known than this, most of it is of patterns that are no more.
_MOST = 3000


class _Findings:
    """What each function found for what it was asked."""

    def __init__(self, path: Path) -> None:
        self._path, self._new = path, False
        self._known: dict[str, Any] = {}
        with suppress(OSError, ValueError):
            self._known = json.loads(bytes(kept.opened(path)[0]))

    def get(self, asked: str, find: Callable[[], Any]) -> Any:
        """Return what is known, or else found now."""
        if asked not in self._known:
            if not self._new:
                self._new = True
                atexit.register(self._store)
            self._known[asked] = find()
        return self._known[asked]

    def _store(self) -> None:
        newest = dict(list(self._known.items())[-_MOST:])
        with suppress(OSError):
            kept.store(self._path, kept.packed([json.dumps(newest).encode()]))


def known(find: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """Let a function of this package keep what it finds: its arguments and what it returns are JSON."""

    @wraps(find)
    def ask(*args: Asked.args, **named: Asked.kwargs) -> Found:
        asked = blake2b(json.dumps([find.__name__, args, named]).encode(), digest_size=12).hexdigest()
        found: Found = _findings().get(asked, lambda: find(*args, **named))
        return found

    return ask


@cache
def _findings() -> _Findings:
    """Open the file, which is named after the source of all that reads parse trees."""
    told = blake2b(sys.version.encode(), digest_size=8)
    for name in ("trees", "needed", "heads", "tails"):
        told.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return _Findings(kept.folder("patterns") / told.hexdigest())

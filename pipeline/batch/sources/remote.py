"""Files of other file systems, found and opened through fsspec."""

import re
from collections.abc import Iterator
from typing import IO, Any, Literal, cast

from pipeline.batch.sources.found import BrokenError, reason_of

# How a file came to be listed: named itself, fitting a pattern, or met in a folder.
Way = Literal["named", "fitting", "met"]
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)(::|://)")
_FETCHED = ("http", "https", "github", "ftp")


def is_url(name: str) -> bool:
    r"""Tell whether a name is a URL and no path.

    >>> is_url("s3://bucket/a.txt"), is_url("C:\\a.txt"), is_url("a/b.txt")
    (True, False, False)
    """
    return _URL.match(name) is not None


def local_path(url: str) -> str | None:
    """Return the path behind a URL of this machine, None for another one.

    >>> local_path("file:///data/a.txt"), local_path("s3://data/a.txt")
    ('/data/a.txt', None)
    """
    for scheme in ("file://", "local://"):
        if url.startswith(scheme):
            return url.removeprefix(scheme)
    return None


def file_system(url: str) -> tuple[Any, str]:
    """Return the file system of a URL, and the path there.

    Raises:
        BrokenError: the scheme is not known, lacks its package, or would have the file fetched from the web.

    """
    scheme = url.partition(":")[0].lower()
    if "::" in url:
        raise BrokenError("is a chain of URLs, which is not read; name the file itself", "find")
    if scheme in _FETCHED:
        raise BrokenError(
            "is on the web, and nothing is fetched; download it first and name the file", "find"
        )
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ImportError:
        raise BrokenError("needs fsspec, which is not installed; pip install fsspec", "find") from None
    try:
        system, path = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        raise BrokenError(f"needs a package that is not installed: {_first_line(error)}", "find") from None
    except Exception as error:
        raise BrokenError(f"cannot be reached: {_first_line(error)}", "find") from None
    return system, str(path)


def find_remote(url: str) -> Iterator[tuple[str, int | None, Way]]:
    """Yield the URLs and sizes of what a URL names: a file, a folder's files, or what fits its pattern.

    What a folder holds is sorted folder by folder, without hidden files.

    Raises:
        BrokenError: there is nothing, or it cannot be reached.

    """
    system, path = file_system(url)
    try:
        entry = _entry(system, path)
        way: Way = "fitting" if entry is None else "named"
        entries = _fitting(system, path) if entry is None else [entry]
        for entry in entries:
            yield from _under(system, entry, way)
    except Exception as error:
        raise BrokenError(f"cannot be reached: {_first_line(error)}", "find") from None
    if not entries:
        raise BrokenError(
            "no file fits the pattern" if _is_pattern(path) else "there is no such file", "find"
        )


def open_remote(url: str) -> IO[bytes]:
    """Open a file.

    Raises:
        BrokenError: it cannot be opened.

    """
    system, path = file_system(url)
    try:
        return cast("IO[bytes]", system.open(path, "rb"))
    except Exception as error:
        raise BrokenError(reason_of(error), "find") from None


def _entry(system: Any, path: str) -> Any:
    try:
        return system.info(path)
    except FileNotFoundError:
        return None


def _fitting(system: Any, path: str) -> list[Any]:
    if not _is_pattern(path):
        return []
    # As on this machine, a star does not stand for what is hidden.
    found = system.glob(path, detail=True).items()
    return [entry for name, entry in sorted(found) if not str(name).rpartition("/")[2].startswith(".")]


def _is_pattern(path: str) -> bool:
    return any(sign in path for sign in "*?[")


def _under(system: Any, entry: Any, way: Way) -> Iterator[tuple[str, int | None, Way]]:
    """Yield a file, or the files of a folder at any depth."""
    waiting = [(entry, way)]
    while waiting:
        entry, way = waiting.pop()
        name = str(entry["name"]).rstrip("/")
        if entry["type"] != "directory":
            yield str(system.unstrip_protocol(name)), entry.get("size"), way
            continue
        inside = sorted(system.ls(name, detail=True), key=lambda found: str(found["name"]), reverse=True)
        for found in inside:
            below = str(found["name"]).rstrip("/")
            # Some stores keep a folder as a file of its own name.
            if below != name and not below.rpartition("/")[2].startswith("."):
                waiting.append((found, "met"))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

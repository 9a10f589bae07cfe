"""Titles of both languages sorted into classes of office: `常务副市长` and `Deputy Mayor` are one."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from corpus.simplify import simplified
from pipeline.lexicon import words

_HAN = re.compile(r"[\u3400-\u9fff]")


def classes(titles: Iterable[str]) -> frozenset[str]:
    """Return the classes of office that titles belong to; roles for the occasion belong to none.

    >>> sorted(classes(["Acting Lt. Governor", "Vice Governor"])), sorted(classes(["市委书记", "代表团团长"]))
    (['deputy governor', 'governor'], ['secretary'])
    """
    return frozenset(office for title in titles for office in _classes(title))


@lru_cache(maxsize=8192)
def _classes(title: str) -> frozenset[str]:
    if _HAN.search(title):
        return _chinese(simplified(title).replace(" ", ""))
    return _english(re.sub(r"[\s‐‑-]+", " ", title.casefold()).strip())


def _chinese(title: str) -> frozenset[str]:
    told = words("zh", "identity")
    if title.endswith(tuple(told["occasions"])):
        return frozenset()
    deputy = next((mark for mark in told["deputies"] if mark in title), None)
    plain = title.replace(deputy, "") if deputy else title
    head = next((plain[cut:] for cut in range(len(plain)) if plain[cut:] in _offices("zh")), None)
    known = _offices("zh")[head] if head else frozenset({plain})
    return _ranked(known, bool(deputy))


def _english(title: str) -> frozenset[str]:
    told = words("en", "identity")
    if set(told["occasions"]) & set(re.findall(r"\w+", title)):
        return frozenset()
    cut = re.split(rf",|\s(?:{'|'.join(told['cuts'])})\s", title)[0]
    parts = cut.split()
    deputy = any(part in told["deputies"] for part in parts)
    parts = [part for part in parts if part not in told["deputies"]]
    rows = _offices("en")
    head = next((" ".join(parts[at:]) for at in range(len(parts)) if " ".join(parts[at:]) in rows), None)
    known = rows[head] if head else frozenset({" ".join(parts)} if parts else ())
    return _ranked(known, deputy)


def _ranked(known: frozenset[str], deputy: bool) -> frozenset[str]:
    return frozenset(f"deputy {office}" for office in known) if deputy else known


@cache
def _offices(language: str) -> dict[str, frozenset[str]]:
    """Return the classes of each title without its words for a deputy."""
    told = words(language, "identity")
    rows: dict[str, set[str]] = {}
    for table in (words(language, "offices"), told["offices"]):
        for office, titles in table.items():
            if office.startswith("deputy "):
                continue
            for title in titles:
                rows.setdefault(title.replace("-", " "), set()).add(office)
    return {title: frozenset(found) for title, found in rows.items()}

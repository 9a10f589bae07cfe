"""Drafts: gold whose evidence is told in words, as an annotator writes it, turned into gold with offsets.

In a draft, an item of `evidence` is the printed text itself, which stands for every place where it is printed
on its own, or `{"text": …, "nth": 2}` for one of them (counted from 1).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from models.gold import KINDS, GoldBulletin


class DraftError(ValueError):
    """A draft that cannot become gold; the message names the place in the draft."""


def settled(draft: Mapping[str, Any], text: str) -> GoldBulletin:
    """Return the gold that `draft` tells of the bulletin `text`, every evidence with its offsets.

    Raises:
        DraftError: a text is not printed, or not as often as `nth` says.
        pydantic.ValidationError: a field is not what it can be.

    >>> draft = {"document": {"id": "a", "language": "en"}, "dates": [
    ...     {"text": "2015", "start": "2015-01-01", "end": "2015-12-31", "evidence": ["2015"]},
    ...     {"text": "May 2015", "start": "2015-05-01", "end": "2015-05-31", "evidence": ["May 2015"]}]}
    >>> gold = settled(draft, "Signed in May 2015. In 2015 all was well.")
    >>> [(span.start, span.end) for date in gold.dates for span in date.evidence]
    [(23, 27), (10, 18)]

    """
    data = dict(draft)
    data["document"] = {**draft["document"], "sha256": hashlib.sha256(text.encode()).hexdigest()}
    for kind in KINDS:
        data[kind] = _with_offsets(kind, list(draft.get(kind, ())), text)
    return GoldBulletin.check(data, text)


def as_file(gold: GoldBulletin) -> str:
    """Return gold as the text of its file: JSON, a fact a line, so that a change shows as one line."""
    data = gold.model_dump(mode="json", by_alias=True, exclude={"document"})
    parts = [f' "document": {_line(gold.document.model_dump(mode="json"))}']
    for kind in reversed(KINDS):
        lines = ",\n".join(f"  {_line(fact)}" for fact in data[kind])
        parts.append(f' "{kind}": [\n{lines}\n ]' if lines else f' "{kind}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _line(fact: Any) -> str:
    return json.dumps(_pruned(fact), ensure_ascii=False)


# What says nothing where it has this value: no alias, no rule, not optional, unknown to GeoNames. What
# follows from an identifier is not kept in the gold.
_SILENT: dict[str, Any] = {
    "aliases": [],
    "also_geonames": [],
    "unsure": False,
    "places_identified": False,
    "rule": None,
    "optional": False,
    "history": [],
    **dict.fromkeys(("geonames_id", "level", "subdivision", "latitude", "longitude", "name_en", "name_zh")),
}


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _pruned(item) for key, item in value.items() if _SILENT.get(key, ...) != item}
        evidence = {key: kept.pop(key) for key in ("evidence",) if key in kept}
        return kept | evidence
    return [_pruned(item) for item in value] if isinstance(value, list) else value


def _with_offsets(kind: str, facts: Sequence[Mapping[str, Any]], text: str) -> list[dict[str, Any]]:
    wordings = [_wordings(kind, index, fact) for index, fact in enumerate(facts)]
    printed = {
        wording: _occurrences(wording, text) for items in wordings for item in items for wording in [item[0]]
    }
    taken = [stretch for stretches in printed.values() for stretch in stretches]
    result = []
    for index, (fact, items) in enumerate(zip(facts, wordings, strict=True)):
        where = f"{kind}[{index}]"
        spans = [
            span for wording, nth in items for span in _chosen(where, wording, nth, printed[wording], taken)
        ]
        evidence = [
            {"start": start, "end": end, "text": text[start:end]} for start, end in dict.fromkeys(spans)
        ]
        result.append({**fact, "evidence": evidence})
    return result


def _wordings(kind: str, index: int, fact: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    items = fact.get("evidence") or []
    if not items:
        raise DraftError(f"{kind}[{index}].evidence: empty; name the words that tell the fact")
    return [(item, None) if isinstance(item, str) else (item["text"], item.get("nth")) for item in items]


def _occurrences(wording: str, text: str) -> list[tuple[int, int]]:
    """Return where `wording` is printed, not as a part of a longer word or number in Latin script."""
    found, start = [], text.find(wording)
    while start >= 0:
        end = start + len(wording)
        if not (_joined(text[start - 1 : start], wording[0]) or _joined(wording[-1], text[end : end + 1])):
            found.append((start, end))
        start = text.find(wording, start + 1)
    return found


def _joined(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one Latin word or one number."""
    if not left or not right or not (left + right).isascii():
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def _chosen(
    where: str,
    wording: str,
    nth: int | None,
    stretches: Sequence[tuple[int, int]],
    taken: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    if not stretches:
        raise DraftError(f"{where}.evidence: {wording!r} is not printed in the bulletin")
    if nth is not None:
        if not 1 <= nth <= len(stretches):
            raise DraftError(f"{where}.evidence: {wording!r} is printed {len(stretches)} times, not {nth}")
        return [stretches[nth - 1]]
    alone = [one for one in stretches if not any(_within(one, other) for other in taken)]
    return alone or list(stretches[:1])


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer

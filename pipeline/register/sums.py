"""Sums of money: one each, however often its source names it, in figures or words of either language."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from pipeline.register.blocks import FactRow, Rows


def derive(source: str, told: Sequence[FactRow]) -> Rows:
    """Return the rows of the sums that one source, and all its near-duplicates, name.

    Equal sums of different sources are different sums: nothing says that they are one.
    """
    rows = Rows()
    same: dict[tuple[float, float | None, str], list[FactRow]] = defaultdict(list)
    for fact in told:
        same[fact.data["amount"], fact.data["upper"], fact.data["currency"]].append(fact)
    for (amount, upper, currency), facts in sorted(same.items(), key=lambda item: str(item[0])):
        digest = hashlib.sha256(f"{source} {amount} {upper} {currency}".encode()).hexdigest()[:16]
        first = min(facts, key=lambda fact: fact.id)
        rows.add(
            "sums",
            id=f"sum:{digest}",
            source=source,
            amount=amount,
            upper=upper,
            currency=currency,
            modifier=first.data["modifier"],
            text=first.data["text"],
        )
        rows.prove(f"sum:{digest}", facts)
    return rows

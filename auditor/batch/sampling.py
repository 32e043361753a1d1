"""Draws reports for review: the same seed over the same reports gives the same draw, whatever order they are listed in."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from auditor.store.lists import Listed

By = Literal["unit", "department", "project", "year", "verdict", "kind"]

_WHOLE = float(1 << 64)


def draw(rows: Sequence[Listed], *, count: int, seed: int, by: By | None = None, risk: bool = False) -> list[Listed]:
    """So many reports, without putting back; `by` shares them out among the values of a field by their numbers (largest remainders).

    `risk`: a report is the more likely drawn the more was found in it and the less could be compared; none is out of reach.
    """
    groups: defaultdict[str, list[Listed]] = defaultdict(list)
    for row in rows:
        groups[str(getattr(row, by) or "") if by is not None else ""].append(row)
    shares = _shares({name: len(some) for name, some in groups.items()}, min(count, len(rows)))
    drawn = [row for name in sorted(groups) for row in _some(groups[name], shares[name], seed, risk=risk)]
    return sorted(drawn, key=lambda row: row.id)


def weight(row: Listed) -> float:
    """How much a report is worth a look: 1, and more for what was found, for what was not compared, and for a failure."""
    if row.state != "done":
        return 4.0
    found = 3.0 * min(row.errors, 5) + 1.0 * min(row.warnings, 5)
    moved = 5.0 if row.score_recomputed is not None and row.score_recomputed != row.score_stated else 0.0
    return 1.0 + found + moved + (3.0 if row.verdict == "insufficient" else 0.0)


def _some(rows: Sequence[Listed], count: int, seed: int, *, risk: bool) -> list[Listed]:
    """Those with the highest lots: u^(1/w), each by the seed and the report alone (Efraimidis and Spirakis 2006)."""
    return sorted(rows, key=lambda row: (-(_lot(row, seed) ** (1 / (weight(row) if risk else 1.0))), row.id))[:count]


def _lot(row: Listed, seed: int) -> float:
    made = hashlib.sha256(f"{seed}\x1f{row.content}\x1f{row.folder}".encode()).digest()
    return (int.from_bytes(made[:8], "big") + 0.5) / _WHOLE


def _shares(sizes: dict[str, int], count: int) -> dict[str, int]:
    """So many shared out by size: whole parts first, then the largest remainders."""
    whole = sum(sizes.values()) or 1
    exact = {name: count * size / whole for name, size in sizes.items()}
    shares = {name: int(value) for name, value in exact.items()}
    left = count - sum(shares.values())
    for name in sorted(exact, key=lambda one: (shares[one] - exact[one], one))[:left]:
        shares[name] += 1
    return shares

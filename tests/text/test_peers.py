"""What another reader's own tests expect of Chinese numbers; skipped where those files are not at hand.

Where we differ on purpose: 以上 and 以下 include the number, 百分点 is no percentage, 近 余 多 are open.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.model.quantity import Quantity
from auditor.text import quantities

_PEERS = Path(__file__).resolve().parents[3] / "shared" / "peers"

pytestmark = pytest.mark.skipif(not _PEERS.is_dir(), reason="the peers' cases are not at hand")


def cases(*names: str) -> Iterator[dict]:
    for name in names:
        with (_PEERS / f"recognizers_{name}.jsonl").open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def overlapping(text: str, expected: dict) -> list[Quantity]:
    return [
        found
        for found in quantities.find(text)
        if found.span.start < expected["end"] and found.span.end > expected["start"]
    ]


@pytest.mark.parametrize("name", ["number", "percent", "currency", "dimension"])
def test_numbers_are_read_with_the_value_peers_expect(name):
    wanted = [(case["input"], one) for case in cases(name) for one in case["expected"] if one["value"] is not None]

    right = [
        one for text, one in wanted if any(found.value == Decimal(one["value"]) for found in overlapping(text, one))
    ]

    assert len(right) >= 0.97 * len(wanted)


def test_range_bounds_are_read_with_the_value_peers_expect():
    wanted = [
        (case["input"], one, Decimal(one["bounds"][end]))
        for case in cases("numberrange")
        for one in case["expected"]
        for end in ("lo", "hi")
        if one["bounds"][end] is not None
    ]

    right = [
        bound
        for text, one, bound in wanted
        if any(bound in {found.value, found.upper} for found in overlapping(text, one))
    ]

    assert len(right) >= 0.95 * len(wanted)


def test_no_number_is_read_where_peers_expect_none():
    empty = [case["input"] for case in cases("number", "percent", "numberrange") if not case["expected"]]

    clean = [text for text in empty if not any(found.claimed for found in quantities.find(text))]

    assert len(clean) >= 0.9 * len(empty)

"""Looks at all submissions of a batch at once, and records what cannot be right between them."""

from collections.abc import Iterator
from typing import Any, cast

from auditor.checks import registry, selection
from auditor.checks.registry import BetweenFunction, Check
from auditor.model.portfolio import Between, Facts, Member
from auditor.settings import Settings
from auditor.store import Store, lists, packing, recording
from auditor.store.lists import Filter

ON_PAGES_ONLY = frozenset({"PF01"})
"""Checks that describe a department and accuse no report: they are shown, and recorded nowhere."""


def look(store: Store, scope: str, run: int, settings: Settings) -> None:
    """Run the checks over many submissions; what they find takes the place of what they found in this set before."""
    some = members(store, Filter(run=run))
    chosen = selection.choose(registry.over_many(), settings.select, settings.ignore)
    checks = [check for check in chosen if check.code not in ON_PAGES_ONLY]
    found = [_row(check, one, settings) for check in checks for one in run_one(check, some)]
    recording.cross(store, scope, found)


def run_one(check: Check, some: list[Member]) -> Iterator[Between]:
    """What one check over many submissions finds."""
    yield from cast("BetweenFunction", check.function)(some)


def members(store: Store, which: Filter) -> list[Member]:
    """The submissions that are done, with the facts of their forms."""
    return [
        Member(
            id=one.row.id, name=one.row.name, content=one.row.content, unit=one.row.unit, department=one.row.department,
            project=one.row.project, year=one.row.year, listed=one.listed,
            forms=Facts.model_validate_json(packing.expand(one.facts)).forms,
        )
        for one in lists.described(store, which)
    ]  # fmt: skip


def _row(check: Check, told: Between, settings: Settings) -> tuple[dict[str, Any], tuple[int, ...]]:
    fingerprint, value_hash = registry.fingerprint_of(check.code, told)
    row = {
        "fingerprint": fingerprint,
        "value_hash": value_hash,
        "code": check.code,
        "name": check.name,
        "severity": settings.severity_of(check.code) or told.severity or check.severity,
        "confidence": told.confidence,
        "message": told.message,
        "working": told.working,
        "action": told.action,
        "quotes": "\n".join(quote for _number, quote in told.quotes),
    }
    return row, tuple(dict.fromkeys(told.members))

"""A batch in figures: how many of what, by check and by unit, gathered in one pass over the lists."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from auditor.model.record import Record
from auditor.store import Store, lists
from auditor.store.lists import ByCode, Filter, Listed


class ByUnit(Record):
    """What was found about the submissions of one unit."""

    unit: str
    department: str
    submissions: int = 0
    contradicted: int = 0
    insufficient: int = 0
    clear: int = 0
    failed: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0


class Figures(Record):
    """All of them. `duplicates` are submissions whose files another one of the batch has too."""

    planned: int
    done: int
    failed: int
    pending: int
    duplicates: int
    superseded: int
    unread_files: int
    verdicts: dict[str, int]
    errors: int
    warnings: int
    notes: int
    by_code: tuple[ByCode, ...]
    by_unit: tuple[ByUnit, ...]


def gather(store: Store, run: int) -> Figures:
    """The figures of a batch."""
    units: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    seen: set[int] = set()
    for row in lists.every(store, Filter(run=run)):
        counted = units[row.unit or "", row.department or ""]
        for name, count in _told(row):
            counted[name] += count
        if row.outcome_id is not None:
            counted["duplicates"] += row.outcome_id in seen
            seen.add(row.outcome_id)
    totals: Counter[str] = Counter()
    for counted in units.values():
        totals.update(counted)
    return Figures(
        planned=totals["submissions"],
        done=totals["done"],
        failed=totals["failed"],
        pending=totals["pending"],
        duplicates=totals["duplicates"],
        superseded=totals["superseded"],
        unread_files=sum(1 for _one in failures(store, run)),
        verdicts={name: totals[name] for name in ("contradicted", "insufficient", "clear")},
        errors=totals["errors"],
        warnings=totals["warnings"],
        notes=totals["notes"],
        by_code=lists.by_code(store, run),
        by_unit=tuple(
            ByUnit.model_validate({"unit": unit, "department": department, **{name: counts[name] for name in _COUNTED}})
            for (unit, department), counts in sorted(units.items())
        ),
    )


_COUNTED = ("submissions", "contradicted", "insufficient", "clear", "failed", "errors", "warnings", "notes")


def _told(row: Listed) -> tuple[tuple[str, int], ...]:
    """What a submission adds to the figures."""
    return (
        ("submissions", 1),
        (row.state, 1),
        (row.verdict or "without", 1),
        ("superseded", row.superseded),
        ("errors", row.errors),
        ("warnings", row.warnings),
        ("notes", row.notes),
    )


def failures(store: Store, run: int) -> Iterator[lists.Failed]:
    """Every file that could not be read."""
    after = -1
    while some := lists.failures(store, Filter(run=run), after=after):
        yield from some
        after = some[-1].submission_id

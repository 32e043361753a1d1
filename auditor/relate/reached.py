"""How many indicators reached their targets: what a report counts, against the rows of the form."""

from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.model.report import Claim, Indicator, Report
from auditor.relate.numbers import Numbers
from auditor.sense import direction, lexicon
from auditor.text.normalize import fold

MET, MISSED = "across.met", "across.missed"
"""The rules: how many were counted as reached, and as missed."""


def propose(form: Report, told: Report, numbers: Numbers, text: str) -> Iterator[Relation]:
    """How many indicators the claims of `told` say reached their targets, and how many did not, against the rows of the form."""
    rows = _judged_rows(form, told)
    verdicts = [_met(row) for row in rows]
    if not rows or form.partly_read or None in verdicts:
        return
    for at, claim in enumerate(told.claims):
        number = numbers.get("claim", at)
        rule = _speaks_of_targets(claim, text)
        if number is None or not rule:
            continue
        items = tuple(row.span for row, met in zip(rows, verdicts, strict=True) if met is (rule == MET))
        yield Relation(kind="count", result=number.id, items=items, by=rule, confidence="medium", place=claim.clause)


def _judged_rows(form: Report, told: Report) -> list[Indicator]:
    """The indicators that a report counts: rows with a weight, where the form has weights, and the budget's own where it counts it."""
    weighted = any(row.weight is not None for row in form.indicators)
    rows = [row for row in form.indicators if row.weight is not None or not weighted]
    counted = told.conclusion.counts if told.conclusion is not None else ()
    stated = {one.value for one in counted if one.of == "indicators" or one.label.startswith("三级")}
    return rows if len(rows) in stated else [row for row in rows if "预算执行" not in (row.level1 or "")]


def _met(row: Indicator) -> bool | None:
    """Whether a row reached its target: by its figures, its dates, else by full marks; None where nothing says."""
    met = direction.met(row)
    if met is not None:
        return met
    due, done = (value.period if value is not None else None for value in (row.target, row.actual))
    if due is not None and done is not None:
        return done.last <= due.last
    return None if row.score is None or row.weight is None else row.score >= row.weight


def _speaks_of_targets(claim: Claim, text: str) -> str:
    """MET or MISSED where a claim counts the indicators that reached their targets, or did not; else nothing."""
    if claim.quantity.kind != "count" or claim.quantity.unit not in _COUNTERS or claim.quantity.bound != "=":
        return ""
    clause = fold(text[claim.clause.start : claim.clause.end])
    before = fold(text[max(0, claim.clause.start - _NEAR) : claim.clause.start]).rpartition("。")[2]
    if not lexicon.has("attainment", "counted", before + clause):
        return ""
    near = clause.replace(fold(claim.quantity.text), "")
    if lexicon.has("attainment", "missed", near):
        return MISSED
    return MET if lexicon.has("attainment", "met", near) else ""


_COUNTERS = frozenset({"项", "个", "条"})
_NEAR = 40
"""Characters of the same sentence before a clause in which the indicators it counts may be named."""

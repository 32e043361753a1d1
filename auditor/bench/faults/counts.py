"""Faults in counts: of indicators, categories, goals, levels, items and shares."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from auditor.bench import edits, grid
from auditor.bench.base import Base, stated
from auditor.bench.edits import Edit
from auditor.bench.kinds import Plant, fault, plant, together
from auditor.model.report import StatedCount
from auditor.model.source import Span

_INITIAL = re.compile(r"共[^，。；]{0,8}$")
_ANNOUNCED = re.compile(r"(?P<number>[三四五六])个?(?:方面|大类|点|项措施|项任务|项工作)")
_SHARE = re.compile(r"占[^，。；]{0,6}$")
_WHOLE = Decimal(100)
_MORE = {"三": "四", "四": "五", "五": "六", "六": "七"}


def _counts(base: Base, of: str) -> list[StatedCount]:
    conclusion = base.report.conclusion
    return [count for count in conclusion.counts if count.of == of] if conclusion else []


def _counted(base: Base, count: StatedCount, value: int) -> Edit | None:
    return edits.written(base.text, count.quantity.number_span, Decimal(value))


@fault("indicator-total-off", "CT01", "CT03", "CT06", "ST04")
def indicator_total_off(base: Base) -> Iterator[Plant]:
    """The conclusion counts one indicator more or fewer than there are."""
    for count in _counts(base, "indicators") if base.rows else []:
        yield from plant(_counted(base, count, count.value + 1))
        yield from plant(_counted(base, count, count.value - 1))


@fault("category-total-off", "CT02", "CT03")
def category_total_off(base: Base) -> Iterator[Plant]:
    """The conclusion counts one indicator of a category more than there is."""
    for count in _counts(base, "category"):
        yield from plant(_counted(base, count, count.value + 1))


@fault("row-in-another-category", "CT02", "IN14", "TM04", "CL12")
def row_in_another_category(base: Base) -> Iterator[Plant]:
    """A row stands among the rows of another category than the one it is counted in."""
    if not _counts(base, "category"):
        return
    for index, row in enumerate(base.rows):
        for other, last in enumerate(base.rows):
            fits = last.goal == row.goal and last.level1 == row.level1 and last.category != row.category
            closes = other + 1 == len(base.rows) or base.rows[other + 1].category != last.category
            if fits and closes:
                yield from together(grid.moved(base, index, other))


@fault("category-totals-do-not-sum", "CT03", "CT01", "ST04")
def category_totals_do_not_sum(base: Base) -> Iterator[Plant]:
    """The total in the conclusion is the sum of its categories no more."""
    for count in _counts(base, "indicators") if _counts(base, "category") else []:
        yield from plant(_counted(base, count, count.value + 3))


@fault("goal-total-off", "CT04")
def goal_total_off(base: Base) -> Iterator[Plant]:
    """The conclusion counts one goal more or fewer than there are."""
    for count in _counts(base, "goals"):
        yield from plant(_counted(base, count, count.value + 1))
        if count.value > 1:
            yield from plant(_counted(base, count, count.value - 1))


@fault("items-miscounted", "CT05", "CL13")
def items_miscounted(base: Base) -> Iterator[Plant]:
    """A sentence gives another number of items than it lists."""
    for paragraph in base.report.prose:
        for one in stated(base.text, paragraph.span):
            before = base.text[max(paragraph.span.start, one.number_span.start - 12) : one.number_span.start]
            rest = base.text[one.span.end : one.span.end + 40]
            if one.kind == "count" and _INITIAL.search(f"{before}") and "年初" in rest:
                yield from plant(edits.slipped(base.text, one.number_span))
        yield from _announced(base, paragraph.span)


def _announced(base: Base, span: Span) -> Iterator[Plant]:
    text = base.quote(span)
    for found in _ANNOUNCED.finditer(text):
        if "一是" in text[found.end() :]:
            start = span.start + found.start("number")
            yield from plant(Edit(start, start + 1, _MORE[found["number"]]))


@fault("level-count-off", "CT06", "CT01", "CT03")
def level_count_off(base: Base) -> Iterator[Plant]:
    """The number of first-, second- or third-level indicators is stated one too high."""
    for count in _counts(base, "level") if base.rows else []:
        yield from plant(_counted(base, count, count.value + 1))


@fault("share-slips", "CT07")
def share_slips(base: Base) -> Iterator[Plant]:
    """One share of a whole that is listed completely slips."""
    for paragraph in base.report.prose:
        found = stated(base.text, paragraph.span)
        shares = [
            one
            for one in found
            if one.kind == "percent" and _SHARE.search(base.text[paragraph.span.start : one.number_span.start])
        ]
        for one in shares if len(shares) > 1 else []:
            beyond = len(shares) * Decimal(1).scaleb(-one.places)
            yield from plant(edits.slipped(base.text, one.number_span, _apart(one.value, beyond)))


def _apart(value: Decimal, least: Decimal) -> Callable[[Decimal], bool]:
    """Another share, further away than the rounding of all shares together explains."""
    return lambda share: share <= _WHOLE and abs(share - value) > least

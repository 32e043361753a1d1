"""What one row of the indicator table says, and how a finding about it is put together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from auditor.checks import quoting
from auditor.locale import gettext as _
from auditor.model.finding import Confidence, Discrepancy, Evidence, Severity
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Report
from auditor.profiles import Profile
from auditor.relate import money
from auditor.sense import categories, wording
from auditor.text.normalize import fold


def place(row: Indicator) -> str:
    """Where the row stands, as a reviewer would say it: 绩效目标3 数量指标「现场核查数量」."""
    goal = "" if row.goal is None else _("绩效目标{number} ").format(number=row.goal)
    category = quoting.category(row.category_printed or row.category)
    return _("{goal}{category}「{name}」").format(goal=goal, category=category, name=row.name)


def discrepancy(
    row: Indicator,
    index: int,
    message: str,
    evidence: Iterable[Evidence],
    *,
    working: str = "",
    action: str = "",
    values: Iterable[str] = (),
    severity: Severity | None = None,
    confidence: Confidence = "high",
    score_change: Decimal | None = None,
    relations: tuple[str, ...] = (),
) -> Discrepancy:
    """A finding about one row; a row whose cells were placed by guess lends it low confidence."""
    return Discrepancy(
        message=message,
        working=working,
        action=action,
        evidence=tuple(evidence),
        goals=() if row.goal is None else (row.goal,),
        indicators=(index,),
        severity=severity,
        confidence="low" if row.ambiguous else confidence,
        about=(str(row.goal or ""), row.category or "", fold(row.name)),
        values=tuple(values),
        score_change=score_change,
        relations=relations,
    )


def goals_of(rows: Iterable[Indicator]) -> tuple[int, ...]:
    """The goals that the rows stand under, in order."""
    return tuple(sorted({row.goal for row in rows if row.goal is not None}))


def quantities(row: Indicator) -> tuple[Quantity, Quantity] | None:
    """Target and actual as quantities, or None when either is none."""
    target = row.target.quantity if row.target else None
    actual = row.actual.quantity if row.actual else None
    return None if target is None or actual is None else (target, actual)


def explained(row: Indicator) -> bool:
    """Whether its reason says anything but that all is well."""
    return wording.gives_reason(row.reason)


def asks_for_reasons(report: Report) -> bool:
    """Whether the form has a column for reasons."""
    return any("reason" in row.columns for row in report.indicators)


def explained_below(report: Report) -> bool:
    """Whether the form gives its reasons in one field for all rows, or in its notes."""
    said = (report.budget_reason, *report.notes)
    return any(note is not None and wording.says_something(note.text) for note in said)


def unasked(found: Sequence[tuple[int, Indicator]], message: str, about: str) -> Discrepancy:
    """A hint on all rows that would owe a reason, on a form that asks for none. `message` names {count} and {names}."""
    names = quoting.listed([f"「{row.name}」" for _index, row in found])
    return Discrepancy(
        message=message.format(count=len(found), names=names),
        action=_("表中没有偏差原因栏，请填报单位另附说明。"),
        evidence=tuple(one for _index, row in found for one in quoting.both(row)),
        goals=goals_of(row for _index, row in found),
        indicators=tuple(index for index, _row in found),
        severity="note",
        about=(about,),
        values=tuple(row.name for _index, row in found),
    )


def deducted(row: Indicator) -> bool:
    """Whether it got fewer points than it could."""
    return row.weight is not None and row.score is not None and row.score < row.weight


def spent_enough(row: Indicator, report: Report, profile: Profile) -> bool:
    """Whether the row is the execution of the budget, as high as needs no explanation; a row without a rate has that of the money table."""
    if not categories.is_execution(row.name):
        return False
    if row.actual is None:
        told = money.execution(report)
        return told is not None and told >= profile.low_execution
    actual = row.actual.quantity
    return actual is not None and actual.kind == "percent" and actual.value >= profile.low_execution


def full(row: Indicator) -> bool:
    """Whether it got all its points."""
    return row.weight is not None and row.score is not None and row.score == row.weight and row.weight > 0


def has_groups(report: Report) -> bool:
    """Whether the table is grouped by numbered goals."""
    return len({row.goal for row in report.indicators if row.goal is not None}) > 1


def by_goal(report: Report) -> Callable[[int | None], Sequence[tuple[int, Indicator]]]:
    """The rows that may measure a goal: its own, or all where the table has no groups of goals."""
    rows = tuple(enumerate(report.indicators))
    groups: dict[int | None, list[tuple[int, Indicator]]] = defaultdict(list)
    for index, row in rows:
        groups[row.goal].append((index, row))
    if set(groups) <= {None}:
        return lambda _goal: rows
    return lambda goal: groups.get(goal, ())


def claims_by_goal(report: Report) -> Mapping[int | None, Sequence[int]]:
    """The claims of goal and result texts, as indices, by the number of their goal."""
    texts: dict[int | None, list[int]] = defaultdict(list)
    for index, claim in enumerate(report.claims):
        if claim.role in {"target", "result"}:
            texts[claim.goal].append(index)
    return texts


def per_cent(share: Decimal) -> str:
    """A share for a reader: whole per cents."""
    return f"{round(share)}%"

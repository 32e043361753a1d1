"""What one row of the indicator table says, and how a finding about it is put together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from auditor.checks import quoting
from auditor.locale import gettext as _
from auditor.model.finding import Confidence, Discrepancy, Evidence, Severity
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Report
from auditor.sense import lexicon
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
    """Whether its reason says anything."""
    return lexicon.says_something(row.reason)


def deducted(row: Indicator) -> bool:
    """Whether it got fewer points than it could."""
    return row.weight is not None and row.score is not None and row.score < row.weight


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
    return f"{share.quantize(Decimal(1))}%"

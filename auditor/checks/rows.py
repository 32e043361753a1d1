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
from auditor.text import rounding, units
from auditor.text.normalize import fold

FLOORS = frozenset({"≥", ">"})
CEILINGS = frozenset({"≤", "<"})


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


def is_cost(row: Indicator) -> bool:
    """Whether the row is filed under costs."""
    return "成本" in (row.category or "") or "成本" in (row.level1 or "")


def is_adverse(row: Indicator) -> bool:
    """Whether less is better here: costs, accidents, time that passes; not the inspections and trainings against them."""
    if is_cost(row):
        return True
    if lexicon.has("measures", "countered", row.name):
        return False
    return lexicon.has("measures", "adverse", row.name) or lexicon.has("measures", "elapsed", row.name)


def met(row: Indicator) -> bool | None:
    """Whether the actual meets the target; None when that stays open.

    A target without an operator, or with =, is met by more where more is better, and by less where costs are lower. Where
    the name leaves open which way is better (隐患排查数, 办理时长), only equality decides, or a target of nought.
    """
    pair = quantities(row)
    if pair is None:
        return None
    target, actual = pair
    verdict = rounding.satisfies(actual, target)
    if verdict is not False or target.bound != "=" or target.upper is not None:
        return verdict
    measured = units.converted(actual, target)
    if measured is None:
        return None
    share = target.kind == "percent" and lexicon.has("measures", "share", row.name)
    if is_cost(row) and not share:
        return measured.value < target.value
    if target.value == 0:
        return False
    return None if _either_way(row, target) else measured.value > target.value


def _either_way(row: Indicator, target: Quantity) -> bool:
    """Whether the name or the unit leaves open if more or less is better."""
    if lexicon.has("measures", "adverse", row.name) or target.kind == "duration":
        return True
    if target.kind == "percent":
        return False
    return lexicon.has("measures", "elapsed", row.name) or row.category == "时效指标"


def reversed_cost(row: Indicator) -> bool:
    """Whether a sum of money that is a cost is bound from below (IN05)."""
    target = row.target.quantity if row.target else None
    if target is None or target.kind != "money" or not is_cost(row) or target.bound not in FLOORS:
        return False
    return not lexicon.has("measures", "cost_floor", row.name)


def reversed_output(row: Indicator) -> bool:
    """Whether an output that is to be many is bound from above (IN06)."""
    target = row.target.quantity if row.target else None
    if row.category != "数量指标" or target is None or target.kind not in {"count", "measure", "number"}:
        return False
    if target.bound not in CEILINGS:
        return False
    return not (is_adverse(row) or lexicon.has("measures", "capped", row.name))


def attainment(row: Indicator) -> Decimal | None:
    """The actual in per cent of a target that counts things and is to be reached; None for rates, time, costs and ceilings."""
    pair = quantities(row)
    if pair is None or is_adverse(row):
        return None
    target, actual = pair
    if target.bound not in {"≥", ">", "="} or target.kind not in {"count", "number", "measure"} or actual.bound != "=":
        return None
    measured = units.converted(actual, target)
    if measured is None or target.value <= 0 or target.upper is not None:
        return None
    return measured.value / target.value * 100


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

"""YR02 target-below-last-actual."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import documents, rows
from auditor.checks.registry import Across, across
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Severity, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator
from auditor.profiles import Profile
from auditor.relate import money
from auditor.relate.across import Crossing
from auditor.relate.likeness import Pair
from auditor.sense import direction, lexicon, shares
from auditor.text import units
from auditor.text.amounts import YUAN

_NEAR_CEILING = Decimal(90)
"""Per cent from which a rate can hardly rise: 满意度 ≥90% after 96% is no lowered target."""
_HUNDRED = Decimal(100)


@across("YR02", "target-below-last-actual", severity="note", needs="last-year")
def target_below_last_actual(_dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """本年目标低于上年已经达到的水平。

    缘由：目标低于上年的完成数，不费力就能完成，起不到约束作用。
    算法：本年与上年的指标按名称（其次按最相近的名称，限同类、同单位）一一对应，比较本年目标与上年完成数；越少越好的指标反过来比较。低于上年完成数的 80%（见地方规则）为警告，否则为提示。
    不报：一次性任务（新建、购置、改造等）；预算同比例减少；比率已接近上限；成本和时限；上年目标本来也没有数。
    依据：绩效目标应当参考历史水平设定（绩效目标管理通行要求）。
    示例：上年“走访群众 560人次”，本年目标 ≥400人次。
    """
    for crossing in context.of("last"):
        for pair in crossing.pairing.pairs:
            yield from _held(crossing, pair, context.profile)


def _held(crossing: Crossing, pair: Pair, profile: Profile) -> Iterator[Verdict]:
    before, now = crossing.other.report.indicators[pair.left], crossing.table.report.indicators[pair.right]
    reached, asked = _reached(before), direction.asked(now)
    if reached is None or asked is None or not _tells(now, asked):
        return
    former = units.converted(reached, asked)
    if former is None or former.value <= 0:
        return
    less = direction.of_row(now) == "less"
    share = former.value / asked.value if less and asked.value else asked.value / former.value
    lowered = asked.value > former.value if less else asked.value < former.value
    if not lowered:
        yield Agreement(example=f"{_text(now)} / {_text(before, actual=True)}")
    elif not _fell_with_budget(crossing, share):
        yield _lowered(crossing, pair, share * _HUNDRED, profile)


def _reached(row: Indicator) -> Quantity | None:
    quantity = row.actual.quantity if row.actual is not None else None
    return quantity if quantity is not None and quantity.bound == "=" else None


def _tells(row: Indicator, asked: Quantity) -> bool:
    """Whether a lower target of this row says anything: no cost, no time, no work done once, no rate near its ceiling."""
    if direction.is_cost(row) or asked.kind not in ("count", "number", "measure", "percent"):
        return False
    way = direction.of_row(row)
    if way == "either" or lexicon.has("adjusted", "once", row.name):
        return False
    rate = asked.kind == "percent" or shares.is_rate(row.name)
    return not (rate and way == "more" and asked.value >= _NEAR_CEILING)


def _fell_with_budget(crossing: Crossing, share: Decimal) -> bool:
    """Whether this year's budget fell by as much as the target did."""
    budgets = []
    for report in (crossing.table.report, crossing.other.report):
        tables = money.groups(report)
        line = money.leading(tables[0]) if tables else None
        budgets.append((line.initial or line.budget, YUAN[line.unit]) if line is not None else (None, Decimal(1)))
    (now, unit), (before, former_unit) = budgets
    return now is not None and before is not None and before > 0 and now * unit <= before * former_unit * share


def _text(row: Indicator, *, actual: bool = False) -> str:
    value = row.actual if actual else row.target
    return value.text if value is not None else ""


def _lowered(crossing: Crossing, pair: Pair, percent: Decimal, profile: Profile) -> Discrepancy:
    before, now = crossing.other.report.indicators[pair.left], crossing.table.report.indicators[pair.right]
    severity: Severity = "warning" if percent < profile.lowered_target else "note"
    return Discrepancy(
        message=_("{place}：本年目标为“{target}”，上年已完成“{actual}”，目标低于上年水平，请说明依据。").format(
            place=rows.place(now), target=_text(now), actual=_text(before, actual=True)
        ),
        working=f"{_text(now)} / {_text(before, actual=True)}",
        action=_("说明目标设定的依据；没有依据的，下年按历史水平设定。"),
        evidence=(
            documents.at(
                crossing.table, _("本年指标值"), f"{now.name} {_text(now)}", now.target.span if now.target else now.span
            ),
            documents.at(
                crossing.other,
                _("上年完成值"),
                f"{before.name} {_text(before, actual=True)}",
                before.actual.span if before.actual else before.span,
            ),
        ),
        indicators=(pair.right,),
        goals=() if now.goal is None else (now.goal,),
        severity=severity,
        confidence=pair.confidence,
        about=("last year", str(now.goal), now.name),
        values=(_text(now), _text(before, actual=True)),
    )

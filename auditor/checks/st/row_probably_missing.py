"""ST04 row-probably-missing."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed, Verdict
from auditor.model.report import Indicator, Report
from auditor.relate import adding
from auditor.text.amounts import short


class _Gap(NamedTuple):
    """How many rows the conclusion counts beyond the table, and in which category (None: only the total is stated)."""

    rows: int
    category: str | None


@check("ST04", "row-probably-missing", severity="error", needs=("indicators", "weights", "total"), arithmetic=True)
def row_probably_missing(report: Report, context: Context) -> Iterator[Verdict]:
    """分值的缺口恰是缺少的行所占：表中很可能少了行。

    缘由：结论的指标数、某一类指标数、总分值、总得分分别对不上，往往出于同一个原因：漏了一行或导出时丢了一行。
    算法：结论所述指标数减表中行数得缺行数 k，且只有一个类别缺 k 行；总分值减各行分值与预算分值之和，正好等于 k 行该类常用分值；得分缺口不大于分值缺口。
    没有写指标数的，分值缺口恰为至少三行所用的同一分值时，作提示。
    不报：缺口不吻合的（CT01、CT02、SC01、SC02 分别报）；多个类别同时对不上的；表中没有分值的。缺的是哪一行、由谁漏掉，本工具不能判断。
    依据：算术：行数、分值、得分的缺口相互印证。
    示例：结论 165 项、表中 164 行，数量指标少 1 行，分值少 0.55，该类每行正是 0.55。
    """
    gap = _row_gap(report)
    if gap is None and not _counted(report) and (weight := _one_row_short(report, context)) is not None:
        yield _perhaps(report, weight)
        return
    if gap is None:
        yield Agreement() if _counted(report) else NotAssessed(reason=_("结论没有说明指标数量"))
        return
    rows = [row for row in report.indicators if gap.category is None or row.category == gap.category]
    weight_gap = _gap(report, "weight")
    score_gap = _gap(report, "score")
    usual = _usual_weight(rows)
    if weight_gap is None or usual is None or weight_gap <= 0 or not _is_rows(weight_gap, gap.rows, rows, usual):
        yield NotAssessed(reason=_("行数的缺口与分值的缺口不吻合，不能归为漏行"))
        return
    if score_gap is not None and not 0 <= score_gap <= weight_gap:
        yield NotAssessed(reason=_("得分的缺口与分值的缺口不吻合，不能归为漏行"))
        return
    yield _missing(report, gap, weight_gap, score_gap)


FEWEST = 3
"""Rows that must weigh the same before a gap of that weight says anything."""


def _one_row_short(report: Report, context: Context) -> Decimal | None:
    """The gap of the weights, where nothing counts the rows and it is just what several rows weigh each."""
    if not adding.table_is_whole(report):
        return None
    gap = _gap(report, "weight")
    gap = None if gap is None else gap - adding.left_out(report, context.profile)
    same = sum(row.weight == gap for row in report.indicators)
    return gap if gap is not None and gap > 0 and same >= FEWEST else None


def _perhaps(report: Report, weight: Decimal) -> Discrepancy:
    stated = report.total.weight if report.total is not None and report.total.weight is not None else Decimal(0)
    return Discrepancy(
        message=_(
            "分值合计差 {weight}，恰为一行指标的分值，表中可能少了一行；文件没有写指标数，无法进一步印证。"
        ).format(weight=short(weight)),
        working=_("分值：{total} − {sum} = {gap}").format(total=stated, sum=short(stated - weight), gap=short(weight)),
        action=_("对照原表的指标行数；不缺行的，逐行核对分值。"),
        evidence=(Evidence(role=_("总分"), quote=str(stated), span=report.total.weight_span or report.total.span),)
        if report.total is not None
        else (),
        severity="note",
        confidence="low",
        about=("row-missing", "指标"),
        values=(short(weight),),
    )


def _counted(report: Report) -> bool:
    return report.conclusion is not None and (
        report.conclusion.indicators is not None or bool(report.conclusion.by_category)
    )


def _row_gap(report: Report) -> _Gap | None:
    conclusion = report.conclusion
    if conclusion is None:
        return None
    rows = Counter(row.category for row in report.indicators)
    short_of = {name: count - rows[name] for name, count in conclusion.by_category.items() if count != rows[name]}
    total = conclusion.indicators - len(report.indicators) if conclusion.indicators is not None else None
    if len(short_of) == 1:
        ((category, missing),) = short_of.items()
        return _Gap(missing, category) if missing > 0 and total in (missing, None) else None
    return (
        _Gap(total, None) if not short_of and not conclusion.by_category and total is not None and total > 0 else None
    )


def _gap(report: Report, field: str) -> Decimal | None:
    """The total row's figure less what the rows and the budget add up to."""
    stated = getattr(report.total, field) if report.total is not None else None
    if stated is None:
        return None
    parts = [getattr(row, field) for row in report.indicators] + [
        getattr(line, field) for line in report.budget if line.part == "total"
    ]
    return Decimal(stated) - sum((part for part in parts if part is not None), Decimal(0))


def _usual_weight(rows: list[Indicator]) -> Decimal | None:
    weights = Counter(row.weight for row in rows if row.weight is not None)
    return weights.most_common(1)[0][0] if weights else None


def _is_rows(weight_gap: Decimal, missing: int, rows: list[Indicator], usual: Decimal) -> bool:
    """Whether the gap is what so many rows weigh: the usual weight each, or for one row any weight its category uses."""
    return weight_gap == missing * usual or (missing == 1 and weight_gap in {row.weight for row in rows})


def _how(weight_gap: Decimal, score_gap: Decimal | None) -> str:
    """Which gaps fit: all of them only where the scores are short by just as much as the weights."""
    if score_gap is None:
        return _("行数、分值的缺口吻合")
    if score_gap == weight_gap:
        return _("行数、分值、得分的缺口同时吻合")
    return _("行数、分值的缺口吻合，得分的缺口 {score} 不大于分值").format(score=short(score_gap))


def _missing(report: Report, gap: _Gap, weight_gap: Decimal, score_gap: Decimal | None) -> Discrepancy:
    conclusion, total = report.conclusion, report.total
    category = quoting.category(gap.category) or _("指标")
    working = [
        _("分值：{total} − {sum} = {gap}").format(
            total=total.weight if total else "",
            sum=short((total.weight or Decimal(0)) - weight_gap) if total else "",
            gap=short(weight_gap),
        )
    ]
    if score_gap is not None and total is not None and total.score is not None:
        working.append(
            _("得分：{total} − {sum} = {gap}").format(
                total=total.score, sum=short(total.score - score_gap), gap=short(score_gap)
            )
        )
    evidence = [Evidence(role=_("自评结论"), quote=count.quantity.text if gap.category is None else f"{count.label}{count.quantity.text}", span=count.quantity.span)
                for count in (conclusion.counts if conclusion else ()) if count.of == "indicators" or count.label == gap.category]  # fmt: skip
    if total is not None:
        evidence.append(Evidence(role=_("总分"), quote=f"{total.weight} {total.score}", span=total.span))
    return Discrepancy(
        message=_(
            "表中很可能少了 {k} 行{category}，分值 {weight}：{how}。缺的是哪一行、是填报遗漏还是导出丢失，无法由本表判断。"
        ).format(k=gap.rows, category=category, weight=short(weight_gap), how=_how(weight_gap, score_gap)),
        working=_("；").join(working),
        action=_("调取系统中的原表，补上缺失的行后重新核对行数、分值与得分。"),
        evidence=tuple(evidence),
        about=("row-missing", gap.category or "指标"),
        values=(str(gap.rows), short(weight_gap)),
    )

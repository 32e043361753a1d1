"""ST04 row-probably-missing."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed, Verdict
from auditor.model.report import Indicator, Report, Total
from auditor.relate import adding
from auditor.text.amounts import short


class _Gap(NamedTuple):
    """How many rows the conclusion counts beyond the table, and in which category (None: only the total is stated)."""

    rows: int
    category: str | None


class _Short(NamedTuple):
    """What the total row prints of the weights or the scores, and how much less the rows and the budget come to."""

    stated: Decimal
    gap: Decimal

    def working(self, words: str) -> str:
        """The sum in the margin: 分值：100 − 70 = 30."""
        return words.format(total=self.stated, sum=short(self.stated - self.gap), gap=short(self.gap))


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
    total = report.total
    if total is None:
        return
    gap, weights, scores = _row_gap(report), _weights(report, total), _scores(report, total)
    if gap is None:
        yield _perhaps(report, context, total, weights)
        return
    rows = [row for row in report.indicators if gap.category is None or row.category == gap.category]
    if weights is None or weights.gap <= 0 or not _is_rows(weights.gap, gap.rows, rows):
        yield NotAssessed(reason=_("行数的缺口与分值的缺口不吻合，不能归为漏行"))
    elif scores is not None and not 0 <= scores.gap <= weights.gap:
        yield NotAssessed(reason=_("得分的缺口与分值的缺口不吻合，不能归为漏行"))
    else:
        yield _missing(report, gap, weights, scores)


FEWEST = 3
"""Rows that must weigh the same before a gap of that weight says anything."""


def _perhaps(report: Report, context: Context, total: Total, weights: _Short | None) -> Verdict:
    """A row may be missing where nothing counts the rows, and the weights lack just what several rows weigh each."""
    if report.conclusion is not None and (report.conclusion.indicators is not None or report.conclusion.by_category):
        return Agreement()
    lacking = weights.gap - adding.left_out(report, context.profile) if weights is not None else Decimal(0)
    same = sum(row.weight == lacking for row in report.indicators)
    if weights is None or lacking <= 0 or same < FEWEST or not adding.table_is_whole(report):
        return NotAssessed(reason=_("结论没有说明指标数量"))
    return Discrepancy(
        message=_(
            "分值合计差 {weight}，恰为一行指标的分值，表中可能少了一行；文件没有写指标数，无法进一步印证。"
        ).format(weight=short(lacking)),
        working=weights._replace(gap=lacking).working(_("分值：{total} − {sum} = {gap}")),
        action=_("对照原表的指标行数；不缺行的，逐行核对分值。"),
        evidence=(Evidence(role=_("总分"), quote=str(weights.stated), span=total.weight_span or total.span),),
        severity="note",
        confidence="low",
        about=("row-missing", "指标"),
        values=(short(lacking),),
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
    return _Gap(total, None) if not conclusion.by_category and total is not None and total > 0 else None


def _weights(report: Report, total: Total) -> _Short | None:
    if total.weight is None:
        return None
    added = adding.weights(report.indicators) + sum(adding.budget_weights(report), Decimal(0))
    return _Short(total.weight, total.weight - added)


def _scores(report: Report, total: Total) -> _Short | None:
    if total.score is None:
        return None
    added = adding.scores(report.indicators) + sum(adding.budget_scores(report), Decimal(0))
    return _Short(total.score, total.score - added)


def _is_rows(weight_gap: Decimal, missing: int, rows: list[Indicator]) -> bool:
    """Whether the gap is what so many rows weigh: the usual weight each, or for one row any weight its category uses."""
    used = Counter(row.weight for row in rows if row.weight is not None)
    usual = {weight for weight, _rows in (used if missing == 1 else dict(used.most_common(1))).items()}
    return weight_gap in {missing * weight for weight in usual}


def _how(weights: _Short, scores: _Short | None) -> str:
    """Which gaps fit: all of them only where the scores are short by just as much as the weights."""
    if scores is None:
        return _("行数、分值的缺口吻合")
    if scores.gap == weights.gap:
        return _("行数、分值、得分的缺口同时吻合")
    return _("行数、分值的缺口吻合，得分的缺口 {score} 不大于分值").format(score=short(scores.gap))


def _missing(report: Report, gap: _Gap, weights: _Short, scores: _Short | None) -> Discrepancy:
    category = quoting.category(gap.category) or _("指标")
    working = [weights.working(_("分值：{total} − {sum} = {gap}"))]
    if scores is not None:
        working.append(scores.working(_("得分：{total} − {sum} = {gap}")))
    return Discrepancy(
        message=_(
            "表中很可能少了 {k} 行{category}，分值 {weight}：{how}。缺的是哪一行、是填报遗漏还是导出丢失，无法由本表判断。"
        ).format(k=gap.rows, category=category, weight=short(weights.gap), how=_how(weights, scores)),
        working=_("；").join(working),
        action=_("调取系统中的原表，补上缺失的行后重新核对行数、分值与得分。"),
        evidence=tuple(_evidence(report, gap)),
        about=("row-missing", gap.category or "指标"),
        values=(str(gap.rows), short(weights.gap)),
    )


def _evidence(report: Report, gap: _Gap) -> Iterator[Evidence]:
    """What the conclusion counts, and the total row."""
    for count in report.conclusion.counts if report.conclusion is not None else ():
        if count.of == "indicators" or count.label == gap.category:
            label = count.label if gap.category is not None else ""
            yield Evidence(role=_("自评结论"), quote=f"{label}{count.quantity.text}", span=count.quantity.span)
    if report.total is not None:
        figures = f"{report.total.weight} {report.total.score}"
        yield Evidence(role=_("总分"), quote=figures, span=report.total.span)

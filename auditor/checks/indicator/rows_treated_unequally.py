"""IN19 rows-treated-unequally."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import direction

Over = tuple[int, Indicator, Decimal]


@check("IN19", "rows-treated-unequally", severity="note", needs="indicators")
def rows_treated_unequally(report: Report, context: Context) -> Iterator[Verdict]:
    """情形相同的行，处理不同。

    缘由：超额380%的说明了原因，437%的没有；同样的目标、实际和分值，得分却不同，说明填报没有统一的尺度。
    算法：一、超额达到地方规则比例的行中，有的有原因、有的没有，而没有原因的超额幅度不小于有原因的最小幅度；二、没有偏差原因栏的表，目标、实际、分值完全相同的行得分不同。
    不报：都有或都没有原因；没有原因的超额较小；各行单独的缺失由 IN02、SC08 报告。
    依据：报告自身：同一份表用同一尺度。
    示例：检查企业380%说明了原因，参加人次437%没有说明。
    """
    yield from _reasons(report, context.profile.overfulfilment)
    if not any("reason" in row.columns for row in report.indicators):
        yield from _scores(report)


def _reasons(report: Report, threshold: Decimal) -> Iterator[Verdict]:
    shares = [
        (index, row, direction.attainment(row))
        for index, row in enumerate(report.indicators)
        if "reason" in row.columns
    ]
    over: list[Over] = [(index, row, share) for index, row, share in shares if share is not None and share >= threshold]
    told = [one for one in over if rows.explained(one[1])]
    if not told:
        return
    least = min(share for _index, _row, share in told)
    silent = [one for one in over if not rows.explained(one[1]) and one[2] >= least]
    if not silent:
        yield Agreement(example=_("{count} 行超额均已说明原因").format(count=len(told)))
        return
    yield Discrepancy(
        message=_("同为大幅超额，{told}说明了原因，{silent}没有说明").format(told=_names(told), silent=_names(silent)),
        action=_("请填报单位按同一尺度补充说明。"),
        evidence=tuple(
            quoting.text(row.name, f"{row.actual.text if row.actual else ''}（{rows.per_cent(share)}）", row.span)
            for _index, row, share in (*told, *silent)
        ),
        goals=rows.goals_of(row for _index, row, _share in (*told, *silent)),
        indicators=tuple(index for index, _row, _share in (*told, *silent)),
        about=("unequal reasons",),
        values=tuple(f"{row.name}{rows.per_cent(share)}" for _index, row, share in (*told, *silent)),
    )


def _names(places: list[Over]) -> str:
    return quoting.listed([f"「{row.name}」{rows.per_cent(share)}" for _index, row, share in places], most=3)


def _scores(report: Report) -> Iterator[Verdict]:
    alike: dict[tuple[str, str, Decimal], list[tuple[int, Indicator]]] = defaultdict(list)
    for index, row in enumerate(report.indicators):
        if (
            row.target is not None
            and row.actual is not None
            and row.weight is not None
            and row.score is not None
            and row.target.quantity is not None
        ):
            alike[row.target.text, row.actual.text, row.weight].append((index, row))
    for places in alike.values():
        scores = sorted({row.score for _index, row in places if row.score is not None})
        if len(scores) > 1:
            yield _unequal(places, scores)


def _unequal(places: list[tuple[int, Indicator]], scores: list[Decimal]) -> Discrepancy:
    names = quoting.listed([f"「{row.name}」{row.score}" for _index, row in places], most=3)
    return Discrepancy(
        message=_("目标、实际、分值都相同，得分却不同：{names}").format(names=names),
        action=_("请填报单位说明扣分依据，或按同一尺度重新评分。"),
        evidence=tuple(
            quoting.number(row.name, row.score, row.score_span) for _index, row in places if row.score is not None
        ),
        goals=rows.goals_of(row for _index, row in places),
        indicators=tuple(index for index, _row in places),
        about=("unequal scores", *(row.name for _index, row in places)),
        values=tuple(str(score) for score in scores),
    )

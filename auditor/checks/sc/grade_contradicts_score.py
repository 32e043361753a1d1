"""SC09 grade-contradicts-score."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.text import amounts

FULL_MARKS = Decimal(100)


@check("SC09", "grade-contradicts-score", severity="error", arithmetic=True)
def grade_contradicts_score(report: Report, context: Context) -> Iterator[Verdict]:
    """自评等级与得分所对应的等级不符。

    缘由：等级由分数段决定；不符时，等级或分数必有一处填错。
    算法：结论、总分行中的等级，与同处所印分数按地方规则的分数段比较。
    不报：没有等级或没有分数；总分值不是100分。
    依据：90（含）分以上为优、80（含）—90分为良、60（含）—80分为中、60分以下为差（财预〔2020〕10号）；本次所用界限见评分规则。
    示例：自评得分88.5分，等级写“优”。
    """
    total, conclusion = report.total, report.conclusion
    if total is not None and total.weight not in {None, FULL_MARKS}:
        yield NotAssessed(reason=_("总分值不是100分，不能直接套用分数段"))
        return
    stated: list[tuple[str, Decimal | None, str | None, Span | None]] = []
    if conclusion is not None:
        score = conclusion.score if conclusion.score is not None else (total.score if total else None)
        stated.append(("自评结论", score, conclusion.grade, conclusion.grade_span or conclusion.span))
    if total is not None and (conclusion is None or total.grade_span != conclusion.grade_span):
        stated.append(("总分行", total.score, total.grade, total.grade_span or total.span))
    for place, score, grade, span in stated:
        if score is None or grade is None or not context.profile.grades:
            continue
        right = _grade(score, context.profile.grades)
        if right == grade:
            spans = (conclusion.score_span,) if conclusion is not None and conclusion.score_span is not None else ()
            yield Agreement(
                _("{score}分 → {grade}").format(score=amounts.show(score), grade=quoting.grade(grade)), spans
            )
        else:
            yield _differ(place, score, grade, right, span)


def _grade(score: Decimal, grades: dict[str, Decimal]) -> str:
    return next((grade for grade, lowest in grades.items() if score >= lowest), list(grades)[-1])


def _differ(place: str, score: Decimal, grade: str, right: str, span: Span | None) -> Discrepancy:
    return Discrepancy(
        message=_("{place}等级为“{grade}”，{score}分对应“{right}”，不一致，待核实").format(
            place=_(place), grade=quoting.grade(grade), score=amounts.show(score), right=quoting.grade(right)
        ),
        working=f"{amounts.show(score)} → {quoting.grade(right)} ≠ {quoting.grade(grade)}",
        action=_("核对得分后更正等级。"),
        evidence=(quoting.text(_("等级"), grade, span), quoting.text(_("得分"), amounts.show(score), span)),
        about=("grade", place),
        values=(str(score), grade),
    )

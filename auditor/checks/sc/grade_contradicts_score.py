"""SC09 grade-contradicts-score."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

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
    total = report.total
    if total is not None and total.weight not in {None, FULL_MARKS}:
        yield NotAssessed(reason=_("总分值不是100分，不能直接套用分数段"))
        return
    for one in _stated(report):
        if one.score is None or one.grade is None or not context.profile.grades:
            continue
        right = _grade(one.score, context.profile.grades)
        if right == one.grade:
            spans = (one.score_span,) if one.score_span is not None else ()
            words = _("{score}分 → {grade}").format(score=amounts.show(one.score), grade=quoting.grade(one.grade))
            yield Agreement(words, spans)
        else:
            yield _differ(one, one.score, one.grade, right)


class _Stated(NamedTuple):
    """A place that prints a grade, with the score it stands for."""

    place: str
    score: Decimal | None
    score_span: Span | None
    grade: str | None
    grade_span: Span


def _stated(report: Report) -> Iterator[_Stated]:
    total, conclusion = report.total, report.conclusion
    if conclusion is not None:
        scored = conclusion if conclusion.score is not None or total is None else total
        grade_span = conclusion.grade_span or conclusion.span
        yield _Stated("自评结论", scored.score, scored.score_span, conclusion.grade, grade_span)
    if total is not None and (conclusion is None or total.grade_span != conclusion.grade_span):
        yield _Stated("总分行", total.score, total.score_span, total.grade, total.grade_span or total.span)


def _grade(score: Decimal, grades: dict[str, Decimal]) -> str:
    return next((grade for grade, lowest in grades.items() if score >= lowest), list(grades)[-1])


def _differ(one: _Stated, score: Decimal, grade: str, right: str) -> Discrepancy:
    return Discrepancy(
        message=_("{place}等级为“{grade}”，{score}分对应“{right}”，不一致，待核实").format(
            place=_(one.place), grade=quoting.grade(grade), score=amounts.show(score), right=quoting.grade(right)
        ),
        working=f"{amounts.show(score)} → {quoting.grade(right)} ≠ {quoting.grade(grade)}",
        action=_("核对得分后更正等级。"),
        evidence=(
            quoting.text(_("等级"), grade, one.grade_span),
            quoting.text(_("得分"), amounts.show(score), one.score_span or one.grade_span),
        ),
        about=("grade", one.place),
        values=(str(score), grade),
    )

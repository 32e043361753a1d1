"""SB03 documents-state-different-scores."""

from collections.abc import Iterator

from auditor.checks import documents, quoting
from auditor.checks.registry import Across, across
from auditor.checks.sb import attached
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.source import Span
from auditor.relate import Judged
from auditor.relate.across import Crossing
from auditor.relate.scores import STATED


@across("SB03", "documents-state-different-scores", severity="error", needs=("report", "annex"), arithmetic=True)
def documents_state_different_scores(dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """自评报告与自评表的得分或等级不同。

    缘由：报告的自评得分引自自评表的总分，两处应当相同；等级也只有一个。
    算法：两数各按所印位数取区间，没有交集即为不符；等级按字面比较。项目清单所列的自评得分与各项目自评表的总分比较。
    不报：其中一份没有得分或等级；自评表的总分与各行之和不符由 SC01 报告；等级与得分不相称由 SC09 报告。
    依据：自评报告与自评表数据应当一致（自评复核通行要求）。
    示例：报告称自评得分93.5分，自评表总分95.3。
    """
    for crossing in context.of("told"):
        for judged in crossing.network.of("same", of=STATED):
            if judged.held:
                yield Agreement(example=judged.judgement.working)
            elif judged.broken:
                yield _score(crossing, judged)
        yield from _grades(crossing)
    yield from attached.scores_of_projects(dossier)


def _score(crossing: Crossing, judged: Judged) -> Discrepancy:
    told, printed = (crossing.number(name).quantity.text for name in (judged.relation.result, judged.relation.of[0]))
    return Discrepancy(
        message=_("自评报告称得分{told}，自评表总分为{printed}，两份材料不一致，待核实。").format(
            told=_points(told), printed=_points(printed)
        ),
        working=f"{told} ≠ {printed}" + ("分" if told.endswith("分") and not printed.endswith("分") else ""),
        action=_("以评分表重算的总分为准，更正其中一份材料。"),
        evidence=tuple(documents.numbers(crossing, judged)),
        about=("score between",),
        values=(told, printed),
        relations=(judged.id,),
    )


def _points(printed: str) -> str:
    return printed if printed.endswith("分") else _("{score}分").format(score=printed)


def _grades(crossing: Crossing) -> Iterator[Verdict]:
    told, printed = (
        _grade(crossing.other.report.conclusion),
        _grade(crossing.table.report.total) or _grade(crossing.table.report.conclusion),
    )
    if told is None or printed is None:
        return
    if told[0] == printed[0]:
        yield Agreement(example=f"{told[0]} = {printed[0]}")
        return
    sides = ((crossing.other, told), (crossing.table, printed))
    yield Discrepancy(
        message=_("自评报告的等级为“{told}”，自评表为“{printed}”，两份材料不一致，待核实。").format(
            told=quoting.grade(told[0]), printed=quoting.grade(printed[0])
        ),
        action=_("以评分表重算的总分和等级为准，更正其中一份材料。"),
        evidence=tuple(documents.at(side, _("等级"), grade, span) for side, (grade, span) in sides),
        about=("grade between",),
        values=(told[0], printed[0]),
    )


def _grade(stated: object) -> tuple[str, Span] | None:
    grade, span = getattr(stated, "grade", None), getattr(stated, "grade_span", None) or getattr(stated, "span", None)
    return None if grade is None or span is None else (str(grade), span)

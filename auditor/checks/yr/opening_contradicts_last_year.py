"""YR03 opening-contradicts-last-year."""

from collections.abc import Iterator

from auditor.checks import documents
from auditor.checks.registry import Across, across
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.relate import Judged
from auditor.relate.across import CARRIED, LAST, Crossing


@across("YR03", "opening-contradicts-last-year", severity="error", needs="last-year", arithmetic=True)
def opening_contradicts_last_year(_dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """所述上年数或上年结转与上年自评表不符。

    缘由：上年的数已经定稿；本年引用的上年数、结转的金额应当与上年自评表一致。
    算法：文字中注明上年的数，按名称与上年自评表的完成值比较；上年结转与“上年全年预算数 − 上年全年执行数”比较，结转多于结余的提醒（可能含其他项目的结转）。
    不报：结转少于结余（余款已收回）；文字没有写明年度；上年自评表没有这一项。
    依据：本年年初数应当与上年年末数衔接（会计与预算管理通行要求）。
    示例：文字称“比上年的38场增加6场”，上年自评表完成值为 42场。
    """
    for crossing in context.of("last"):
        for judged in crossing.network.relations:
            if judged.by == LAST:
                yield from _told(crossing, judged)
            elif judged.by == CARRIED:
                yield from _carried(crossing, judged)


def _told(crossing: Crossing, judged: Judged) -> Iterator[Verdict]:
    if judged.held:
        yield Agreement(example=judged.judgement.working)
        return
    if not judged.broken:
        return
    ours, theirs = judged.relation.result, judged.relation.of[0]
    sure = judged.relation.confidence == "high"
    yield Discrepancy(
        message=_("本年材料称上年“{told}”，上年自评表“{subject}”为“{printed}”，不一致，待核实。").format(
            told=documents.number(crossing, ours).quote,
            subject=crossing.number(theirs).subject,
            printed=documents.shown(crossing, theirs),
        ),
        working=judged.judgement.working,
        action=_("以上年自评表和台账为准，更正所引用的上年数。"),
        evidence=tuple(documents.numbers(crossing, judged)),
        severity=None if sure else "warning",
        confidence="high" if sure else "medium",
        about=("told of last year", crossing.number(theirs).subject),
        values=(documents.shown(crossing, ours), documents.shown(crossing, theirs)),
        relations=(judged.id,),
    )


def _carried(crossing: Crossing, judged: Judged) -> Iterator[Verdict]:
    carried, left = crossing.number(judged.relation.result), judged.judgement.expected
    if judged.held or left is None or carried.value < left:
        yield Agreement(example=judged.judgement.working)
        return
    yield Discrepancy(
        message=_("自评表的上年结转为{carried}，多于上年自评表的结余（预算数减执行数），待核实。").format(
            carried=documents.shown(crossing, carried.id)
        ),
        working=judged.judgement.working,
        action=_("提供结转资金的批复或明细；含其他项目结转的，请说明。"),
        evidence=tuple(documents.numbers(crossing, judged)),
        severity="warning",
        confidence="medium",
        about=("carried over",),
        values=(documents.shown(crossing, carried.id), str(left)),
        relations=(judged.id,),
    )

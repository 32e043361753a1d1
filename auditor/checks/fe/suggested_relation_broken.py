"""FE04 suggested-relation-broken."""

from collections.abc import Iterator, Mapping

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed, Verdict
from auditor.model.number import Number
from auditor.model.relation import RelationKind
from auditor.model.report import Report
from auditor.relate import Judged
from auditor.relate.suggested import MODEL, Named


@check("FE04", "suggested-relation-broken", severity="warning", arithmetic=True)
def suggested_relation_broken(report: Report, context: Context) -> Iterator[Verdict]:
    """模型提出应当吻合的一组数算不拢。

    缘由：隔着几段、换了说法的数，规则不一定认得出是一回事；模型只指出哪些数应当吻合，由程序按所印位数计算。
    算法：模型看不到数值，只说种类和编号；程序先排除单位、种类不可能成立的，再计算。单位、用词和句式都支持这组关系的为警告（把握中），其余为提示（把握低）。
    不报：规则自己也提出的关系（由各自的核对项报告）；换成同段另一个数就吻合的、规则已用别的数算拢的，只作提示；单位或种类不可能成立的不采用，并计数。
    依据：报告自身：同一组数之间的算术关系；关系由模型提出，须对照原文确认。
    示例：前文“建成管网52,600米”，隔两页写“新增管网56.2公里”，模型指出说的是同一件事：52.6公里 ≠ 56.2公里。
    """
    found = False
    for one in context.stated(of=MODEL):
        found = True
        if one.held:
            yield Agreement(one.judgement.working)
        elif one.broken:
            yield _discrepancy(context, one)
    if not found:
        yield NotAssessed(_("没有用模型提出勾稽关系（--extractor both），或模型没有提出规则之外的关系"))


def _discrepancy(context: Context, one: Judged) -> Verdict:
    told = one.relation.confidence == "medium"
    shown = "、".join(number.quantity.text for _name, number in stated.each(context, one))
    message = _("模型提出这几个数应当吻合（{kind}）：{shown}；计算为{working}，待核实").format(
        kind=_kinds()[one.relation.kind], shown=shown, working=one.judgement.working
    )
    return stated.discrepancy(
        context,
        one,
        message,
        action=_(
            "这组关系由模型提出：先对照原文，确认这几个数说的确是同一件事、同一范围和期间；确认后再更正有误的一处。"
        ),
        severity="warning" if told else "note",
    )


def between(named: Named, numbers: Mapping[str, Number]) -> Discrepancy:
    """A broken relation that a model names between figures of several documents, quoted from each."""
    judged = named.judged
    told = [numbers[name] for name in (judged.relation.result, *judged.relation.of) if name]
    shown = "、".join(one.quantity.text for one in told)
    return Discrepancy(
        message=_("模型提出几份材料中的这几个数应当吻合（{kind}）：{shown}；计算为{working}，待核实").format(
            kind=_kinds()[judged.relation.kind], shown=shown, working=judged.judgement.working
        ),
        working=judged.judgement.working,
        action=_(
            "这组关系由模型提出：先对照各份材料，确认这几个数说的确是同一件事、同一范围和期间；确认后再更正有误的一处。"
        ),
        evidence=tuple(Evidence(role=_("表述"), quote=one.quantity.text, span=one.quantity.span) for one in told),
        severity="warning" if named.told and not judged.judgement.slight else "note",
        confidence=judged.relation.confidence,
        about=(judged.relation.kind, *(f"{one.id.partition('.')[0]} {one.subject}" for one in told)),
        values=tuple(one.quantity.text for one in told),
        relations=(judged.id,),
    )


def _kinds() -> dict[RelationKind, str]:
    return {
        "sum": _("合计与各项"),
        "difference": _("差额"),
        "ratio": _("比率或平均"),
        "growth": _("增减幅度"),
        "product": _("乘积"),
        "share": _("各项占比"),
        "promise": _("目标与完成"),
        "same": _("同一事项"),
        "bound": _("部分与整体"),
        "count": _("个数与所列名称"),
        "deadline": _("期限与实际日期"),
    }

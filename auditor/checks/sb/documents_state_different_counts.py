"""SB04 documents-state-different-counts."""

from collections.abc import Iterator

from auditor.checks import documents
from auditor.checks.registry import Across, across
from auditor.checks.sb import attached
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Evidence, Verdict
from auditor.model.source import Span
from auditor.relate import Judged, counts
from auditor.relate.across import LISTED, MET, MISSED, Crossing

_SHOWN = 3
"""Rows that a finding quotes of those it counted."""


@across("SB04", "documents-state-different-counts", severity="error", needs=("report", "annex"), arithmetic=True)
def documents_state_different_counts(dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """自评报告所称的项数、份数或清单所列的项目、材料与所附材料不同。

    缘由：报告说有多少项指标、完成了多少项，应当能在自评表中逐行数出来；说附了几份表，就应当有几份。
    算法：逐行清点自评表（目标、三级指标、各类指标；达到与未达到目标的行），与报告所称的项数比较；所附项目自评表按份数清点。项目清单、附件清单按名称与所附的自评表、申报表一一对应，缺少的和没有列出的一并列出；文字所称的材料份数、与指标同名的名单（新建书房名单）按行清点。
    不报：自评表没有读全；报告没有写项数；清单所列的多数项目没有自评表（另附的）；注明“部分”“重点”的名单；证明材料（名册、合同）是否在卷；同一份材料内部的项数由 CT01、CT02、CT04 报告。
    依据：自评报告与自评表数据应当一致（自评复核通行要求）。
    示例：报告称“三级指标16个，完成15个”，自评表有16行，其中3行未达到目标。
    """
    for crossing in context.of("told"):
        reached: list[Judged] = []
        for judged in crossing.network.of("count"):
            if judged.held:
                yield Agreement(example=judged.judgement.working)
            elif judged.broken and judged.by in (MET, MISSED):
                reached.append(judged)
            elif judged.broken:
                yield _counted(crossing, judged)
        if reached:
            yield _reached(crossing, reached)
    yield from attached.named(dossier)
    yield from attached.counted(dossier)


def _counted(crossing: Crossing, judged: Judged) -> Discrepancy:
    stated = crossing.number(judged.relation.result)
    found = len(judged.relation.items)
    words = (
        _("自评报告称“{stated}”，所附的有{count}份，不一致，待核实。")
        if judged.by == LISTED
        else _("自评报告称{what}“{stated}”，自评表中数得{count}项，两份材料不一致，待核实。")
    )
    return Discrepancy(
        message=words.format(what=stated.subject, stated=stated.quantity.text, count=found),
        working=judged.judgement.working,
        action=_("以自评表逐行清点的项数为准，更正报告；自评表缺行的，请补齐。"),
        evidence=(documents.number(crossing, stated.id), *_first(crossing, judged)),
        about=("count between", judged.by, stated.subject),
        values=(stated.quantity.text, str(found)),
        relations=(judged.id,),
    )


def _reached(crossing: Crossing, judged: list[Judged]) -> Discrepancy:
    """How many reached their targets and how many did not are two sides of one thing."""
    stated = [crossing.number(one.relation.result) for one in judged]
    told = _("、").join(documents.number(crossing, one.id).quote for one in stated)
    met = next((len(one.relation.items) for one in judged if one.by == MET), None)
    missed = next((len(one.relation.items) for one in judged if one.by == MISSED), None)
    counted = [_("达到目标{count}项").format(count=met)] if met is not None else []
    counted += [_("未达到{count}项").format(count=missed)] if missed is not None else []
    by = next((one for one in judged if one.by == MISSED), judged[0])
    return Discrepancy(
        message=_("自评报告称“{told}”，自评表中数得{counted}，两份材料不一致，待核实。").format(
            told=told, counted=_("、").join(counted)
        ),
        working=_("；").join(one.judgement.working for one in judged),
        action=_("逐行核对自评表的完成值与目标值，更正报告所称的项数。"),
        evidence=(*(documents.number(crossing, one.id) for one in stated), *_first(crossing, by)),
        severity="warning",
        confidence="medium",
        about=("reached between",),
        values=(*(one.quantity.text for one in stated), str(met), str(missed)),
        relations=tuple(one.id for one in judged),
    )


def _first(crossing: Crossing, judged: Judged) -> Iterator[Evidence]:
    """The first of the things that were counted; all of them where they are few."""
    names: dict[int, str] = {row.span.start: row.name for row in crossing.table.report.indicators}
    if judged.by not in (counts.ROWS, counts.CATEGORY, MET, MISSED):
        return
    for span in _few(judged.relation.items):
        yield documents.at(crossing.table, _("指标"), names.get(span.start, ""), span)


def _few(items: tuple[Span, ...]) -> tuple[Span, ...]:
    return items[:_SHOWN]

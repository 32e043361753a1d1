"""SB05 documents-name-different-things."""

from collections.abc import Iterator
from typing import NamedTuple

from auditor.checks import documents
from auditor.checks.registry import Across, across
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.relate import roles
from auditor.relate.across import BASE, ROLES, Crossing, Side


@across("SB05", "documents-name-different-things", severity="warning", needs=("report", "plan", "last-year"))
def documents_name_different_things(_dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """一套材料中的单位、项目、年度或项目金额不同。

    缘由：同一套材料说的是同一单位、同一项目、同一年度；名称不同，说明材料拿错了，或者有一份没有改过来。
    算法：单位名称按简称、曾用名认定；项目名称按相同、包含或缩写认定；年度取标题所印；项目金额取申报表的资金总额，与自评表的年初（或全年）预算数比较。
    不报：简称、曾用名、联合填报；其中一份没有写；上年自评表的年度本应不同。
    依据：自评材料应当齐全一致（自评复核通行要求）。
    示例：报告写“某镇供水管网改造”，自评表写“某镇污水管网改造”。
    """
    for crossing in context.crossings:
        yield from _names(crossing)
        yield from _amounts(crossing)


class _Named(NamedTuple):
    """What a document is called in one respect, and where."""

    name: str
    span: Span


def _names(crossing: Crossing) -> Iterator[Verdict]:
    other, table = crossing.other, crossing.table
    pairs = (
        (_("单位"), _organisation(other.report), _organisation(table.report), roles.same_body),
        (_("项目"), _project(other.report), _project(table.report), roles.same_project),
    )
    for what, theirs, ours, same in pairs:
        if theirs is None or ours is None:
            continue
        if same(theirs.name, ours.name):
            yield Agreement(example=f"{theirs.name} = {ours.name}")
        else:
            yield _differ(crossing, what, theirs, ours)
    yield from _years(crossing)


def _years(crossing: Crossing) -> Iterator[Verdict]:
    if crossing.kind == "last":
        return
    theirs, ours = _year(crossing.other), _year(crossing.table)
    if theirs is None or ours is None:
        return
    if theirs.name == ours.name:
        yield Agreement(example=f"{theirs.name} = {ours.name}")
    else:
        yield _differ(crossing, _("年度"), theirs, ours)


def _differ(crossing: Crossing, what: str, theirs: _Named, ours: _Named) -> Discrepancy:
    other = roles.role_word(ROLES[crossing.kind])
    return Discrepancy(
        message=_("{other}的{what}为“{theirs}”，自评表为“{ours}”，不是同一{what}，请核对材料是否拿错。").format(
            other=other, what=what, theirs=theirs.name, ours=ours.name
        ),
        action=_("确认各份材料属于同一单位、同一项目和同一年度，更正写错的一份。"),
        evidence=tuple(
            documents.at(side, what, named.name, named.span)
            for side, named in ((crossing.other, theirs), (crossing.table, ours))
        ),
        about=("named", crossing.kind, what),
        values=(theirs.name, ours.name),
    )


def _organisation(report: Report) -> _Named | None:
    """The body that a title or a field names; what prose alone mentions may be another."""
    name, span = report.organisation, report.organisation_span
    titled = name is not None and (report.kind != "narrative" or name in (report.title or ""))
    return _Named(name, span) if titled and name is not None and span is not None else None


def _project(report: Report) -> _Named | None:
    name, span = report.project, report.project_span
    return _Named(name, span) if name is not None and span is not None else None


def _year(side: Side) -> _Named | None:
    year, span = roles.titled_year(side.report), side.report.title_span
    return _Named(str(year), span) if year is not None and span is not None else None


def _amounts(crossing: Crossing) -> Iterator[Verdict]:
    for judged in crossing.network.of("same", of=BASE):
        if judged.held:
            yield Agreement(example=judged.judgement.working)
        elif judged.broken:
            ours, theirs = judged.relation.result, judged.relation.of[0]
            yield Discrepancy(
                message=_("绩效目标申报表的项目资金为{theirs}，自评表{column}为{ours}，项目金额不同，待核实。").format(
                    theirs=documents.shown(crossing, theirs),
                    column=documents.column(crossing, ours),
                    ours=documents.shown(crossing, ours),
                ),
                working=f"{documents.shown(crossing, ours)} ≠ {documents.shown(crossing, theirs)}",
                action=_("以预算批复为准；预算有调整的，请附调整批复。"),
                evidence=tuple(documents.numbers(crossing, judged)),
                about=("amount of the project",),
                values=(documents.shown(crossing, ours), documents.shown(crossing, theirs)),
                relations=(judged.id,),
            )

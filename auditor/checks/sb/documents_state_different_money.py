"""SB02 documents-state-different-money."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from auditor.checks import documents
from auditor.checks.registry import Across, across
from auditor.checks.sb import attached
from auditor.locale import gettext as _
from auditor.locale import side_by_side
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.relate import Judged
from auditor.relate.across import TABLES, Crossing
from auditor.relate.stated_money import LEFT, MONEY, POOLED

_RULES = frozenset({MONEY, LEFT, POOLED, TABLES})


@across("SB02", "documents-state-different-money", severity="error", needs=("report", "annex"), arithmetic=True)
def documents_state_different_money(dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """自评报告与自评表写了不同的预算、到位、支出金额或执行率。

    缘由：报告与自评表说的是同一笔钱；不符说明其中一份没有随决算数据更新。
    算法：按名称先定资金表的行（总额、财政拨款、上年结转……）和栏（预算、到位、执行、执行率），再比较两数按所印位数和单位取的区间；结余与“预算数 − 执行数”比较。报告自带资金表时，合计行另有一栏与自评表相同的，其余各栏也比较。项目清单所列的预算数、执行数与各项目自评表的同名栏比较。
    不报：写明截止日期不在年末、分批、分期的金额；增减额、标准、成本、收入；万元与元、四舍五入后相符；名称对不上资金表任何一行的。
    依据：自评报告与自评表数据应当一致（自评复核通行要求）。
    示例：报告“实际支出86.4万元”，自评表全年执行数84.6万元。
    """
    for crossing in context.of("told"):
        for _name, facts in groupby(sorted(_facts(crossing), key=_cells), key=_cells):
            yield from _told(crossing, list(facts))
    yield from attached.money_of_projects(dossier)


def _facts(crossing: Crossing) -> Iterator[Judged]:
    return (one for one in crossing.network.relations if (one.first or one.relation).by in _RULES)


def _cells(judged: Judged) -> tuple[str, ...]:
    return (judged.first or judged.relation).of


def _told(crossing: Crossing, facts: list[Judged]) -> Iterator[Verdict]:
    """What the report says of one cell: agreements, and one finding however often it says something else."""
    yield from (Agreement(example=one.judgement.working) for one in facts if one.held)
    broken = [one for one in facts if one.broken]
    if broken:
        agrees = any(one.held and one.by == MONEY for one in facts)
        yield _finding(crossing, broken, doubtful=agrees)


def _finding(crossing: Crossing, facts: list[Judged], *, doubtful: bool) -> Discrepancy:
    """What does not agree. It is doubtful where another sentence states the same figure rightly: this one may mean a part."""
    lead = facts[0]
    first = lead.first or lead.relation
    told = documents.number(crossing, first.result).quote
    printed = _printed(crossing, lead)
    evidence = [item for one in facts for item in documents.numbers(crossing, one)]
    sure = first.confidence == "high" and not doubtful
    return Discrepancy(
        message=_("自评报告写“{told}”，自评表{printed}，两份材料不一致，待核实。").format(told=told, printed=printed),
        working=_working(crossing, lead),
        action=_("以决算报表和国库支付明细为准，更正其中一份材料；口径不同的，请在报告中说明。"),
        evidence=tuple(dict.fromkeys(evidence)),
        severity=None if sure else "warning",
        confidence="high" if sure else "medium",
        about=("money between", "".join(documents.of_column(crossing, first.of[0])), first.by),
        values=(told, _stated(crossing, first.of)),
        relations=tuple(one.id for one in facts),
    )


def _printed(crossing: Crossing, judged: Judged) -> str:
    first = judged.first or judged.relation
    cells = [side_by_side(documents.column(crossing, name), documents.shown(crossing, name)) for name in first.of]
    return _(" − ").join(cells)


def _stated(crossing: Crossing, names: Sequence[str]) -> str:
    """The cells in the words of the form: what a finding is known by does not hang on the language of the memo."""
    return " − ".join("".join(documents.of_column(crossing, name)) + documents.shown(crossing, name) for name in names)


def _working(crossing: Crossing, judged: Judged) -> str:
    first = judged.first or judged.relation
    if first.kind != "same":
        return judged.judgement.working
    return f"{documents.shown(crossing, first.result)} ≠ {documents.shown(crossing, first.of[0])}"

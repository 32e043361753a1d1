"""IN04 reason-says-nothing."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import direction, lexicon
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

SHORTEST = 6
"""Characters below which a reason names no cause."""


@check("IN04", "reason-says-nothing", severity="note", needs=("indicators", "reasons"))
def reason_says_nothing(report: Report, context: Context) -> Iterator[Verdict]:
    """应说明原因的行，原因不具体，或没有写改进措施。

    缘由：几个字说不清原因；扣分的还应写改进措施。
    算法：扣了分、未达目标或超额达到地方规则比例的行，原因少于六个字；扣了分的，原因中没有任何改进措施的用语。
    不报：原因写在别处并指明（详见……说明）；原因空白、为“无”，或只说“正常”“已完成”（由 IN01、IN02、SC08 报告）；不需要说明原因的行。
    依据：表中“偏差原因分析及改进措施”一栏的填报要求；词表见 lexicons/reasons.toml。
    示例：得分8/10，原因栏填“资金紧张”。
    """
    for index, row in enumerate(report.indicators):
        if not rows.explained(row) or not _owed(row, context.profile.overfulfilment) or row.reason is None:
            continue
        fault = _fault(row, row.reason, report.year)
        if not fault:
            yield Agreement(example=row.name)
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}的原因“{reason}”{fault}").format(
                place=rows.place(row), reason=quoting.cut(row.reason), fault=fault
            ),
            (*quoting.both(row), quoting.text(_("偏差原因"), row.reason, row.reason_span)),
            action=_("请填报单位写明具体原因，扣分的写明改进措施。"),
            values=(fold(row.reason),),
        )


def _owed(row: Indicator, threshold: Decimal) -> bool:
    share = direction.attainment(row)
    return rows.deducted(row) or direction.met(row) is False or (share is not None and share >= threshold)


def _fault(row: Indicator, reason: str, year: int | None) -> str:
    if lexicon.has("reasons", "elsewhere", reason):
        return ""
    if len(fold(reason)) < SHORTEST:
        return _("没有说明具体原因")
    if rows.deducted(row) and not (lexicon.has("reasons", "measure", reason) or _intends(reason, year)):
        return _("没有写改进措施")
    return ""


def _intends(reason: str, year: int | None) -> bool:
    """Whether a clause says what is done in a later year (2025年与物业签订延时协议), other than to pay or settle what is owed."""
    later = (found for found in _LATER.finditer(fold(reason)) if year is not None and int(found["year"]) > year)
    return any(not lexicon.has("reasons", "deferred", found["done"]) for found in later)


_LATER = lazily(r"(?:\A|[;。,、:])(?:于|在|拟|将)?(?P<year>20\d\d)年度?(?P<done>[^;。,]{4,})")

"""What becomes of a report: it contradicts itself, too little of it could be compared, or neither."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.link.ground import UNREAD_COLUMN
from auditor.locale import gettext as _
from auditor.model.finding import Finding, Outcome, OutcomeVerdict
from auditor.model.ledger import Coverage, LedgerEntry
from auditor.model.report import Report

_SHOWN = 3
"""Unread columns named in what is needed; the list of unread places names all."""


class Judged(NamedTuple):
    """The verdict, and in words what would have to be there or be read before a report can be judged."""

    verdict: OutcomeVerdict
    needed: tuple[str, ...] = ()


class Audited(NamedTuple):
    """All that a verdict rests on."""

    report: Report
    findings: Sequence[Finding]
    ledger: Sequence[LedgerEntry]
    coverage: Coverage


def judge(audited: Audited, fail_under: Decimal, *, model: bool) -> Judged:
    """The first that holds: contradicted, insufficient, clear. `model` says whether a language model read along.

    Contradicted: an error stands that nobody accepted, or a warning that rests on numbers which cannot hold together, of
    high or medium confidence. Insufficient: less than `fail_under` per cent of the asserting numbers was compared, none
    asserts anything (in a plan that is no fault), or a column of the indicators or the money was not read.
    """
    still_open = [finding for finding in audited.findings if finding.accepted is None]
    if any(map(contradicts, still_open)):
        return Judged("contradicted")
    unread = unread_columns(audited.ledger)
    enough = audited.coverage.reaches(fail_under) or _is_clear_plan(audited, still_open)
    if enough and not unread:
        return Judged("clear")
    needed = [*_columns(unread)]
    if not enough:
        needed += _more(audited, fail_under, model=model)
    return Judged("insufficient", tuple(needed))


def again(outcome: Outcome, fail_under: Decimal) -> Outcome:
    """The outcome with the verdict that its findings give now, after some were accepted."""
    audited = Audited(outcome.report, outcome.findings, outcome.ledger, outcome.coverage)
    judged = judge(audited, fail_under, model=outcome.usage is not None)
    return outcome.model_copy(update={"verdict": judged.verdict, "needed": judged.needed})


def contradicts(finding: Finding) -> bool:
    """Whether a finding says by itself that the report cannot be right, read surely enough."""
    return finding.confidence != "low" and (
        finding.severity == "error" or (finding.severity == "warning" and finding.broken)
    )


def unread_columns(ledger: Iterable[LedgerEntry]) -> dict[str, list[LedgerEntry]]:
    """The numbers that stand in unread columns of the indicators or the money, by the column's own words."""
    columns: dict[str, list[LedgerEntry]] = {}
    for entry in ledger:
        if entry.status == "unread" and entry.role == UNREAD_COLUMN:
            columns.setdefault(entry.subject, []).append(entry)
    return columns


def _is_clear_plan(audited: Audited, still_open: Sequence[Finding]) -> bool:
    return audited.report.kind == "plan" and not audited.coverage.asserting and not still_open


def _columns(unread: dict[str, list[LedgerEntry]]) -> Iterator[str]:
    for heading, entries in list(unread.items())[:_SHOWN]:
        told = _("“{heading}”栏（{count} 个数字）没有读懂：请写明它是什么，或改用表中通行的栏目名称")
        yield told.format(heading=heading or _("没有名称的"), count=len(entries))
    if len(unread) > _SHOWN:
        yield _("另有 {count} 栏没有读懂，见“未能读取之处”").format(count=len(unread) - _SHOWN)


def _more(audited: Audited, fail_under: Decimal, *, model: bool) -> Iterator[str]:
    """What would bring more numbers to a comparison: a document, a reading by a model."""
    report, coverage = audited.report, audited.coverage
    if not coverage.asserting:
        yield _("没有读到可以核对的数字：请确认文件是填好的自评表或自评报告")
    else:
        told = _("应核对的数字中有 {percent}% 得到核对，低于所要求的 {least}%")
        yield told.format(percent=coverage.percent, least=f"{fail_under.normalize():f}")
    if coverage.unread:
        told = _("{count} 个数字所在之处没有读懂：请提供可编辑的原件（Word、Excel），或逐处核对原文")
        yield told.format(count=coverage.unread)
    if not report.indicators:
        yield _("没有读到指标表：请提供绩效自评表，与文字中的数字相互核对")
    elif not (report.prose or report.conclusion or any(goal.actual for goal in report.goals)):
        yield _("只读到指标表：请提供自评报告，与表中的数字相互核对")
    if not report.budget:
        yield _("没有读到预算执行情况：请提供资金表或决算报表")
    if not model:
        yield _("可用模型再读一遍（--extractor both），由它指出文字与表中的同一事项")

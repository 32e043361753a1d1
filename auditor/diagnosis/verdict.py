"""What becomes of a report: it contradicts itself, too little of it could be compared, or neither."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.finding import Finding, Outcome, OutcomeVerdict
from auditor.model.ledger import Coverage, LedgerEntry
from auditor.model.report import Report
from auditor.relate.ground import UNREAD_COLUMN

_SHOWN = 3
"""Unread columns named in what is needed; the list of unread places names all."""


class Judged(NamedTuple):
    """The verdict, and in words what would have to be there or be read before a report can be judged."""

    verdict: OutcomeVerdict
    needed: tuple[str, ...] = ()


class Lack(NamedTuple):
    """What keeps a report from being judged and its department can mend: in words, and the material that would do."""

    said: str
    material: str = ""


class Audited(NamedTuple):
    """All that a verdict rests on."""

    report: Report
    findings: Sequence[Finding]
    ledger: Sequence[LedgerEntry]
    coverage: Coverage
    beside: Sequence[Report] = ()
    """The other reports of one submission: what they bring is not asked for."""


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


def again(outcome: Outcome, fail_under: Decimal, beside: Sequence[Report] = ()) -> Outcome:
    """The outcome with the verdict that its findings give now, after some were accepted or others put `beside` it."""
    audited = Audited(outcome.report, outcome.findings, outcome.ledger, outcome.coverage, beside)
    judged = judge(audited, fail_under, model=outcome.usage is not None)
    return outcome.model_copy(update={"verdict": judged.verdict, "needed": judged.needed})


def again_together(outcomes: Sequence[Outcome], fail_under: Decimal) -> list[Outcome]:
    """The outcomes of one submission judged again, each beside the others."""
    return [again(one, fail_under, beside(one, outcomes)) for one in outcomes]


def beside(outcome: Outcome, outcomes: Iterable[Outcome]) -> tuple[Report, ...]:
    """The other reports that say what was done; a plan only says what is meant."""
    return tuple(one.report for one in outcomes if one is not outcome and one.report.kind != "plan")


def lacks(outcome: Outcome, beside: Sequence[Report] = ()) -> list[Lack]:
    """Of what is needed, what the department can send or say; none of the auditor's own bounds and means."""
    if outcome.verdict != "insufficient":
        return []
    unread = [Lack(words) for words in _columns(unread_columns(outcome.ledger), shown=None)]
    return [*unread, *_lacks(outcome.report, outcome.coverage, beside)]


def by_the_department(needed: Iterable[str]) -> tuple[str, ...]:
    """What is needed but for another reading by a model, which is for whoever runs the tool."""
    return tuple(line for line in needed if line != _(_READ_AGAIN))


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


def _columns(unread: dict[str, list[LedgerEntry]], shown: int | None = _SHOWN) -> Iterator[str]:
    for heading, entries in list(unread.items())[:shown]:
        told = _("“{heading}”栏（{count} 个数字）没有读懂：请写明它是什么，或改用表中通行的栏目名称")
        yield told.format(heading=heading or _("没有名称的"), count=len(entries))
    if shown is not None and len(unread) > shown:
        yield _("另有 {count} 栏没有读懂，见“未能读取之处”").format(count=len(unread) - shown)


def _more(audited: Audited, fail_under: Decimal, *, model: bool) -> Iterator[str]:
    """What would bring more numbers to a comparison: a document, a reading by a model."""
    if audited.coverage.asserting:
        told = _("应核对的数字中有 {percent}% 得到核对，低于所要求的 {least}%")
        yield told.format(percent=audited.coverage.percent, least=f"{fail_under.normalize():f}")
    yield from (one.said for one in _lacks(audited.report, audited.coverage, audited.beside))
    if not model:
        yield _(_READ_AGAIN)


_READ_AGAIN = "可用模型再读一遍（--extractor both），由它指出文字与表中的同一事项"


def _lacks(report: Report, coverage: Coverage, beside: Sequence[Report]) -> Iterator[Lack]:
    """What of a report was not there or not read, so that its numbers had nothing to be compared with."""
    every = (report, *beside)
    if not coverage.asserting:
        told = _("没有读到可以核对的数字：请确认文件是填好的自评表或自评报告")
        yield Lack(told, _("填好的绩效自评表或自评报告"))
    if coverage.unread:
        told = _("{count} 个数字所在之处没有读懂：请提供可编辑的原件（Word、Excel），或逐处核对原文")
        yield Lack(told.format(count=coverage.unread), _("可编辑的原件（Word、Excel）"))
    if not any(one.indicators for one in every):
        yield Lack(_("没有读到指标表：请提供绩效自评表，与文字中的数字相互核对"), _("绩效自评表"))
    elif not any(map(_tells, every)):
        yield Lack(_("只读到指标表：请提供自评报告，与表中的数字相互核对"), _("自评报告"))
    if not any(one.budget for one in every):
        yield Lack(_("没有读到预算执行情况：请提供资金表或决算报表"), _("资金表或决算报表"))


def _tells(report: Report) -> bool:
    """Whether it says anything in sentences."""
    return bool(report.prose or report.conclusion or any(goal.actual for goal in report.goals))

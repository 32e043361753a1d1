"""CL10 completion-claim-contradicted."""

from collections.abc import Iterator
from typing import NamedTuple

from auditor.checks import evidence, facts
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, Verdict
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.sense import direction

SHOWN = 6
"""Broken places quoted; the message counts all of them."""


@check("CL10", "completion-claim-contradicted", severity="error", needs="conclusion")
def completion_claim_contradicted(report: Report, context: Context) -> Iterator[Verdict]:
    """结论称全部完成，而表中或文字中有未达到的。

    缘由：“均已完成”是对每一项的断言，有一项未达到即不成立。
    算法：结论中有“均已完成”“全部完成”一类的话，同时存在：实际值未达到指标值的行、未达到承诺的完成数、恰好突破严格界限的、没有交代的定量承诺。
    不报：结论没有这样的话；运算符方向存疑的行（IN05、IN06）；文字没有交代而指标表中填有实际完成值的承诺（CL06）；投入的资金；没有任何一处未达到。只有“没有交代”一种情形时按警告报。
    依据：报告自身：结论与表格、文字的对照。
    示例：结论“目标均已完成”，而目标 56部、完成 52部。
    """
    conclusion = report.conclusion
    if conclusion is None or conclusion.complete is None:
        return
    broken = [*_missed_rows(report), *_missed_promises(report, context), *_strict(report, context)]
    unreported = [evidence.of_claim(report.claims[index]) for index in facts.untold_anywhere(report, context.network)]
    if not broken and not unreported:
        yield Agreement(example=_("各项均达到目标"))
        return
    start, end = conclusion.complete.start - conclusion.span.start, conclusion.complete.end - conclusion.span.start
    quote = conclusion.text[start:end] if 0 <= start < end <= len(conclusion.text) else conclusion.text[:40]
    parts = [_("未达到的 {n} 处").format(n=len(broken))] if broken else []
    parts += [_("没有交代完成数的承诺 {n} 处").format(n=len(unreported))] if unreported else []
    goals = [one.goal for one in broken]
    yield Discrepancy(
        message=_("自评结论写“{quote}”，但报告中有{parts}，结论不能成立，待核实。").format(
            quote=quote, parts=_("、").join(parts)
        ),
        working=_("；").join(dict.fromkeys(one.working for one in broken[:SHOWN])),
        action=_("逐项核实后更正结论；确未完成的，说明原因并相应扣分。"),
        evidence=(
            Evidence(role=_("自评结论"), quote=quote, span=conclusion.complete),
            *(one.evidence for one in broken[:SHOWN]),
            *unreported[: max(0, SHOWN - len(broken))],
        ),
        goals=evidence.goals_of(*goals),
        severity=None if broken else "warning",
        rests_on=tuple(item.span for item in (*(one.evidence for one in broken), *unreported) if item.span is not None),
        about=("conclusion",),
        values=(quote, *(one.value for one in broken)),
    )


class _Broken(NamedTuple):
    """What was not reached: the goal, where the result stands, both values, and what a change of them is known by."""

    goal: int | None
    evidence: Evidence
    working: str
    value: str


def _missed(goal: int | None, name: str, sides: tuple[str, str], span: Span, value: str) -> _Broken:
    target, result = sides
    role = _("{name}（目标{target}）").format(name=name, target=target)
    working = _("目标{target}，完成{result}").format(target=target, result=result)
    return _Broken(goal, Evidence(role=role, quote=result, span=span), working, value)


def _missed_rows(report: Report) -> Iterator[_Broken]:
    for row in report.indicators:
        if row.ambiguous or row.target is None or row.actual is None:
            continue
        if direction.met(row) is False:
            target, actual = row.target.text, row.actual.text
            yield _missed(row.goal, row.name, (target, actual), row.actual.span, f"{row.name} {target} → {actual}")


def _missed_promises(report: Report, context: Context) -> Iterator[_Broken]:
    for kept in facts.promises(report, context.network):
        if kept.judged.broken:
            promise, result = kept.promise, kept.results[0]
            target = promise.quantity.text
            reached = _("、").join(one.quantity.text for one in kept.results)
            sides = (target, result.quantity.text)
            made = _missed(promise.goal, _("实际完成情况"), sides, result.quantity.span, f"{target} → {reached}")
            yield made._replace(working=_("目标{target}，完成{result}").format(target=target, result=reached))


def _strict(report: Report, context: Context) -> Iterator[_Broken]:
    for fact in facts.of_rows(report, context.network, facts.TARGET):
        claim, row = fact.claim, fact.row
        if fact.proposed:
            continue
        actual = row.actual.quantity if row.actual is not None else None
        if actual is None or row.actual is None or actual.bound != "=" or claim.quantity.bound not in ("<", ">"):
            continue
        if actual.value == claim.quantity.value and actual.unit == claim.quantity.unit:
            target, result = claim.quantity.text, row.actual.text
            yield _missed(row.goal, row.name, (target, result), row.actual.span, f"{target} → {result}")

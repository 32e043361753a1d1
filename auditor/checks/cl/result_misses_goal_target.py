"""CL04 result-misses-goal-target."""

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from auditor.checks import evidence, facts, prose, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Severity, Verdict
from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Report
from auditor.relate import Judged
from auditor.sense import wording
from auditor.text import units
from auditor.text.normalize import fold
from auditor.text.patterns import lazily


@check(
    "CL04",
    "result-misses-goal-target",
    severity="warning",
    needs="claims",
    arithmetic=True,
    at_worst="error",
)
def result_misses_goal_target(report: Report, context: Context) -> Iterator[Verdict]:
    """实际完成情况没有达到目标文字自己承诺的数。

    缘由：目标承诺的数与完成情况所报的数说的是同一事项，完成数低于承诺即未完成。
    算法：在同一目标内按事项与单位配对，判断完成数是否满足承诺的界限；没有写界限的计数按“不少于”看，内涝点位、返修、信访一类越少越好的按“不超过”看。结论称全部完成时按错误报；同一句自己说明没有完成（完成率90%、尚差20人）的，只作提示；叙述里的数比承诺的少三成以上的，可能说的是其中一部分，也只作提示。
    不报：并列各项都属于所承诺的事项且相加满足承诺的；严格界限恰好取等的，由 CL05 报；未写完成数的，由 CL06 报。
    依据：报告自身：年度绩效目标与实际完成情况的对照。
    示例：目标“拍摄短视频56部”，完成情况“短视频52部”：52 < 56。
    """
    complete = report.conclusion is not None and report.conclusion.complete is not None
    worded: set[str] = set()
    told: set[_Told] = set()
    for kept in facts.promises(report, context.network):
        worded.add(kept.judged.id)
        promise, judged = kept.promise, kept.judged
        reached = _("、").join(result.quantity.text for result in kept.results)
        if judged.held:
            yield Agreement(example=judged.judgement.working)
        if not judged.broken or _strictly(promise.quantity, [result.quantity for result in kept.results]):
            continue
        told.add(_told(promise.quantity, [result.quantity for result in kept.results]))
        place = evidence.goal_label(promise.goal, report)
        sure = judged.relation.confidence == "high"
        yield Discrepancy(
            message=_("{place}目标写“{promise}”，完成情况写“{result}”，没有达到所承诺的数，待核实。").format(
                place=place + _("：") if place else "", promise=promise.quantity.text, result=reached
            ),
            working=judged.judgement.working,
            action=_("核实完成数；确未完成的，应说明原因并相应扣分。"),
            evidence=(evidence.of_claim(promise), *(evidence.of_claim(result) for result in kept.results)),
            goals=evidence.goals_of(promise.goal),
            severity=_gravity(report, judged, promise, kept.results, complete=complete and sure),
            confidence="high" if sure else "medium",
            about=(str(promise.goal), promise.subject),
            values=(promise.quantity.text, *(result.quantity.text for result in kept.results)),
            relations=(judged.id,),
        )
    yield from _stated(report, context, worded, told, complete=complete)


def _gravity(
    report: Report, judged: Judged, promise: Claim | Number, results: Sequence[Claim | Number], *, complete: bool
) -> Severity | None:
    """An error where all is said to be done; a note where what is missing is admitted, or so much that others may be meant."""
    if _missed_by_much(judged, promise, results):
        return "note"
    if complete:
        return "error"
    admitted = any(
        wording.admits_shortfall(_own(prose.behind(report, one.quantity.span)))
        or _ADMITTED_BEFORE.search(fold(prose.before(report, one.quantity.span)))
        or wording.gives_cause(prose.before(report, one.quantity.span))
        for one in results
    )
    return "note" if admitted else None


_ADMITTED_BEFORE = lazily(
    r"(?:(?:[尚还仍相]差|缺口|差额|未完成|剩余)(?![^,;]{0,4}期限)|[尚还仍]有[^,;。]{1,14}(?:未|没))[^;。]{0,16}[,;][^,;。]{0,14}$|"
    r"(?:仅|只)(?:有|完成|培训|实现|达到?|建成|办理|开展|举办)[^,;。\d]{0,6}$"
)
"""目前还差20人次，实际培训480人次; 仅完成480人次: what is missing, told before the result."""

_ITEM = lazily(r"[^；;]*(?:[；;](?:另|其余|余下|剩余|尚|还|仍|未)[^；;]*)?")
"""Up to the end of an item of the sentence, and on where the next one speaks of what is left."""


def _own(behind: str) -> str:
    found = _ITEM.match(behind)
    return found.group() if found is not None else ""


def _strictly(promise: Quantity, results: Sequence[Quantity]) -> bool:
    """Whether a strict bound is met exactly: CL05 says so."""
    return promise.bound in "<>" and len(results) == 1 and results[0].value == promise.value


_Told = tuple[str, Decimal, tuple[Decimal, ...]]
"""A promise and its results by unit and values."""


def _told(promise: Quantity, results: Sequence[Quantity]) -> _Told:
    return promise.unit, promise.value, tuple(result.value for result in results)


def _stated(
    report: Report, context: Context, worded: Container[str], told: Container[_Told], *, complete: bool
) -> Iterator[Verdict]:
    """Promises of the texts and what answers them, wherever each stands and in whatever words; once where a form tells them too."""
    for one in context.stated("promise", of="statements"):
        if one.id in worded:
            continue
        promise = stated.result(context, one)
        if one.held:
            yield stated.agreement(context, one)
        if not one.broken or _strictly(promise.quantity, [other.quantity for other in stated.others(context, one)]):
            continue
        if _told(promise.quantity, [other.quantity for other in stated.others(context, one)]) in told:
            continue
        sure = one.relation.confidence == "high"
        yield stated.discrepancy(
            context,
            one,
            _("目标写“{promise}”，完成情况为{working}，没有达到所承诺的数，待核实。").format(
                promise=promise.quantity.text, working=one.judgement.working
            ),
            action=_("核实完成数；确未完成的，应说明原因并相应扣分。"),
            severity=_gravity(report, one, promise, stated.others(context, one), complete=complete and sure),
        )


_MOST_MISSED = Decimal("0.7")
"""The share of a promise below which what answers it may be of something else: a part, a quarter, those who were asked."""


def _missed_by_much(judged: Judged, promise: Claim | Number, results: Sequence[Claim | Number]) -> bool:
    """Whether the texts alone, in other words, tie a promise to so much less that others may be meant."""
    asked = promise.quantity
    if not judged.by.startswith("statements") or any(one.subject == promise.subject for one in results):
        return False
    reached = [units.converted(one.quantity, asked) for one in results]
    told = sum((answer.value for answer in reached if answer is not None), Decimal(0))
    return asked.bound in ("=", "≥", ">") and told < asked.value * _MOST_MISSED

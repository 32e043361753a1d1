"""CL08 bound-given-as-result."""

from collections.abc import Iterator

from auditor.checks import evidence, facts, prose, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Discrepancy, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Report
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_ACHIEVED = lazily(r"超|突破|逾|余|多")
"""Words that report an achievement loosely (超过、突破); they count as a bound only where the goal says the same."""


@check("CL08", "bound-given-as-result", severity="warning")
def bound_given_as_result(report: Report, context: Context) -> Iterator[Verdict]:
    """把目标的界限当作完成数：结果写“不少于……”“≥……”。

    缘由：完成情况要写实际数；写界限等于没有报告做了多少，也无法计分。
    算法：完成情况或实际完成值中的数带有不少于、不低于、大于、小于、≥、≤ 等界限；“超过”“突破”只在与目标写法相同时才算。
    不报：没有承诺而顺带写到的期限（三日内办结）；整段照抄目标的（CL07 已报）；实际完成值与年度指标值连同界限完全相同的（IN11 已报）；同一句先写指标值、后写实际数的（“指标值为不低于105人，实际完成116人”）；“=100%”；地方规则以界限印实测值的。
    依据：表中“实际完成值”一栏与完成情况应填实际数，界限不是实际数。
    示例：目标“推动整改不少于72次”，完成情况“推动整改不少于72次”。
    """
    copied = {
        goal.number for goal in report.goals
        if goal.target is not None and goal.actual is not None and fold(goal.target.text) == fold(goal.actual.text)
    }  # fmt: skip
    promises = {
        answer: kept.promise.quantity for kept in facts.promises(report, context.network) for answer in kept.answers
    }
    planned = {number.span.start for number in context.network.said.values() if number.planned}
    for index, claim in enumerate(report.claims):
        if (
            not (claim.role == "result" or (_is_signed(claim, report) and claim.quantity.span.start not in planned))
            or claim.goal in copied
            or claim.quoted
            or not _is_bound(claim.quantity, promises.get(index))
            or _is_asked(claim, report)
        ):
            continue
        place = evidence.goal_label(claim.goal, report)
        yield Discrepancy(
            message=_("{place}完成情况写“{claim}”，这是目标的界限，不是实际完成数，待补充。").format(
                place=place + _("：") if place else "", claim=claim.quantity.text
            ),
            action=_("改写为实际完成数，并附台账。"),
            evidence=(evidence.of_claim(claim),),
            goals=evidence.goals_of(claim.goal),
            about=(str(claim.goal), claim.subject),
            values=(claim.quantity.text,),
        )
    if context.profile.bound_as_measured:
        return
    for index, row in enumerate(report.indicators):
        quantity = row.actual.quantity if row.actual is not None else None
        if quantity is None or row.actual is None or quantity.bound not in ("≥", "≤", ">", "<"):
            continue
        if row.target is not None and fold(row.target.text) == fold(row.actual.text):
            continue
        yield Discrepancy(
            message=_("{place}：实际完成值写“{actual}”，是界限而不是实测数，待补充。").format(
                place=rows.place(row), actual=row.actual.text
            ),
            action=_("填写实测值，并附计算依据。"),
            evidence=(*evidence.of_target(row), *evidence.of_actual(row)),
            goals=evidence.goals_of(row.goal),
            indicators=(index,),
            confidence="low" if row.ambiguous else "high",
            about=(str(row.goal), row.name, "actual"),
            values=(row.actual.text,),
        )


def _is_signed(claim: Claim, report: Report) -> bool:
    """Whether a report that states no goals tells what was done with the sign of a form: 及时完成率≥90%."""
    told = claim.role == "prose" and not report.goals and not claim.planned and claim.year is None
    signed = told and claim.quantity.text.startswith(_SIGNS)
    return signed and _ASKED.search(prose.before(report, claim.quantity.span)) is None


def _is_asked(claim: Claim, report: Report) -> bool:
    """Whether a sentence tells what was asked and what was done: 年初指标值为不低于105人，实际116人; 飞机≥6架，实际布防6架."""
    before = prose.before(report, claim.quantity.span)
    if (
        _SET.search(before) is not None
        or _NONE_OF_CLASS.search(before) is not None
        or _ALL_OF.search(before) is not None
    ):
        return True
    return _THEN_DONE.match(prose.behind(report, claim.quantity.span)) is not None


_NONE_OF_CLASS = lazily(
    r"(?:未|没有|无|零|杜绝|避免|防止)[^，,。；;\d]{0,8}(?:[一1]次)?[^，,。；;\d]{0,6}(?:死亡|伤亡|受伤|损失|直接经济损失)\Z"
)
"""未发生一次死亡3人以上的事故: a class of what did not happen."""
_ALL_OF = lazily(
    r"(?:全部|均|都|全员|每[一-鿿]{1,3}(?:均|都|有)?|人人|户户|村村)(?:已|能够?|可)?(?:实现|达到|做到|具备|配有|配备|拥有|有|掌握|完成|享受|参加|落实)(?:了)?\Z"
)
"""36户全部实现至少一人就业: the bound says what was reached by each of those that are counted."""
_SET = lazily(
    r"(?:目标|指标|任务|计划|标准)(?:值|数)?(?:设定|设置|确定|要求)?(?:为|是|[：:])?\s*\Z|(?:需要?|应当?|须)\Z"
)
_THEN_DONE = lazily(r"[^，,。；;]{0,12}[，,；;]\s*(?:全年|年末|年度)?实际[^，,。；;]{0,16}\d")


# "目标值：游客满意度≥92%": what was asked, told before what was done
_ASKED = lazily(r"(?:目标|指标|任务|要求|标准)(?:值|数)?(?:为|是)?[：:]")


_SIGNS = ("≥", "≤", "＞", "＜", ">", "<", "≧", "≦")


def _is_bound(quantity: Quantity, promise: Quantity | None) -> bool:
    if quantity.bound not in ("≥", "≤", ">", "<") or (quantity.kind == "duration" and promise is None):
        return False
    if not _ACHIEVED.search(quantity.text):
        return True
    return promise is not None and promise.bound == quantity.bound and promise.value == quantity.value

"""CL17 problems-denied."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.checks import prose, quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Discrepancy, Evidence, Verdict
from auditor.model.report import Report, Statement
from auditor.relate import Judged
from auditor.relate.statements.spending import SPENT
from auditor.sense import direction
from auditor.text.patterns import lazily

# "存在问题：无", "暂无问题", "未发现存在的问题"
_DENIED = lazily(
    r"(?:存在(?:的)?(?:主要)?问题|问题及原因|主要问题)(?:及[^：:，。]{0,8})?[：:]?\s*(?:暂?无|没有|不存在)(?!法|障碍)|(?:暂无|没有|未发现|不存在)(?:明显|突出|重大|存在)?的?问题"
)
LOW = Decimal(80)
"""A rate of execution under which payment alone is a problem: half-way to the 90 % of BU06, so that nobody need argue."""
SHOWN = 3


@check("CL17", "problems-denied", severity="warning")
def problems_denied(report: Report, context: Context) -> Iterator[Verdict]:
    """自评称没有问题，而同一报告中有未达到的目标、逾期或偏低的执行率。

    缘由：自评应当如实反映问题；有目标未完成却写“无”，说明没有做问题分析。
    算法：“存在问题：无”“暂无问题”等表述，与同一报告中未满足的指标、没有达到的承诺、晚于期限的日期、低于80%的执行率对照，有一项即报。
    不报：没有写“无”的；只有文字描述、没有可以比较的数的。
    依据：参照财政部绩效自评的要求：自评报告应反映存在的问题及原因。
    示例：“存在问题：无”，而目标“不少于20期”，实际18期。
    """
    denial = next(_denials(report), None)
    if denial is None:
        return
    facts = list(_facts(report, context))
    if facts:
        yield _finding(denial, facts)


class _Denial(NamedTuple):
    """That there are no problems: in words, and where it stands."""

    words: str
    evidence: tuple[Evidence, ...]


# "二、存在的问题" and below it "无。"
_HEADED = lazily(
    r"(?:存在的?(?:主要|突出)?问题|主要问题|问题(?:及|和|与)原因(?:分析)?)(?:[及和与][^：:，。]{0,8})?[：:]?\s*\Z"
)
_NONE = lazily(r"\s*(?:暂?无|没有|不存在)(?:问题)?[。；;]?\s*\Z")


def _denials(report: Report) -> Iterator[_Denial]:
    before: Statement | None = None
    for said in prose.passages(report):
        found = _DENIED.search(said.text)
        if found is not None:
            words, at = found.group(), found.start()
            yield _Denial(words, (quoting.text(_("表述"), words, said.place(at, at + len(words))),))
        elif before is not None and _HEADED.search(before.text) and _NONE.match(said.text):
            words = f"{before.text.strip().rstrip('：:')}：{said.text.strip().rstrip('。；;')}"
            yield _Denial(words, tuple(quoting.text(_("表述"), one.text.strip(), one.span) for one in (before, said)))
        before = said


class _Fact(NamedTuple):
    """Something that was missed, late or unspent: in words, what it says in any language, and where it stands."""

    words: str
    value: str
    evidence: tuple[Evidence, ...]


def _facts(report: Report, context: Context) -> Iterator[_Fact]:
    for row in report.indicators:
        if direction.met(row) is False and row.actual is not None:
            target = row.target.text if row.target is not None else ""
            words = f"{row.name} {target} → {row.actual.text}"
            yield _Fact(words, words, quoting.both(row))
    for kind in ("promise", "deadline"):
        for one in context.stated(kind, of="statements"):
            if one.broken:
                yield _told(context, one)
    for one in context.stated("bound", of=SPENT):
        spent, whole = (number.quantity for _name, number in stated.each(context, one))
        if spent.value * 100 < LOW * whole.value:
            yield _told(context, one)
    for line in report.budget:
        if line.part == "total" and line.rate is not None and line.rate < LOW and line.rate_span is not None:
            rate = quoting.number(_("执行率"), line.rate, line.rate_span, "%")
            yield _Fact(f"{line.name} {rate.role}{rate.quote}", f"{line.name} 执行率{rate.quote}", (rate,))


def _told(context: Context, one: Judged) -> _Fact:
    """A broken relation of sentences, each number in its own words."""
    numbers = tuple(stated.evidence(context, name, number) for name, number in stated.each(context, one))
    words = " / ".join(number.quote for number in reversed(numbers))
    return _Fact(words, words, numbers)


def _finding(denial: _Denial, facts: list[_Fact]) -> Discrepancy:
    words = denial.words
    return Discrepancy(
        message=_("报告称“{words}”，而有{count}处未达到目标、逾期或执行率偏低，待核实").format(
            words=words, count=len(facts)
        ),
        working="；".join(fact.words for fact in facts[:SHOWN]),
        action=_("请填报单位逐项说明未完成的原因和改进措施。"),
        evidence=(
            *denial.evidence,
            *(one for fact in facts[:SHOWN] for one in fact.evidence),
        ),
        about=("problems",),
        values=tuple(fact.value for fact in facts),
    )

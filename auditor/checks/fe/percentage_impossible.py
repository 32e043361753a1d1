"""FE01 percentage-impossible."""

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from auditor.checks import prose, quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Interval, Quantity
from auditor.model.report import Report, Statement
from auditor.text import amounts, quantities, rounding

WHOLE = Decimal(100)

# "收回有效问卷40份", "随机抽查40户", "调查40人": the number the percentage is a share of
_SAMPLE = re.compile(r"(?:问卷|调查表|抽样|抽查|抽取|调查|样本|回访|走访|访谈|受访)[^，,。；;]{0,10}$")
_VALID = re.compile(r"(?:有效|收回|回收)[^，,。；;]{0,8}$")
_SHARE = re.compile(r"(?:满意度|满意率|知晓率|合格率|支持率|认可度|达标率|占比?)[^，,。；;\d]{0,10}$")
_SPEAKS_OF_SAMPLE = re.compile(r"问卷|调查|抽[样查取]|样本|回访|走访|访谈|受访|有效|回收|收回")
_PER_CENT = re.compile(r"[%％]")
_AVERAGE = re.compile(r"平均|均分|得分|综合")


@check("FE01", "percentage-impossible", severity="warning")
def percentage_impossible(report: Report, context: Context) -> Iterator[Verdict]:
    """所述百分数不可能由所述人数（份数）得出。

    缘由：40份问卷的满意率只能是2.5%的倍数；96.3%不是任何份数除以40的结果。
    算法：同一句（同一行）中有样本数和占比，检验是否存在整数k，使k÷样本数按所印位数四舍五入（或截尾）得到该百分数（GRIM检验）；有效、收回份数优先于发放份数。
    不报：样本数足够大，任何百分数都可能；写明是平均分、综合得分的；约数、带上下限的百分数；没有样本数由 ST06 报告。
    依据：Brown 与 Heathers（2017）的 GRIM 检验。
    示例：收回有效问卷40份，满意率96.3%。
    """
    for sentence in (*prose.sentences(report, _SPEAKS_OF_SAMPLE), *_cells(report)):
        if _PER_CENT.search(sentence.text):
            yield from _judge(sentence)


def _cells(report: Report) -> Iterator[Statement]:
    for row in report.indicators:
        if row.actual is not None and _SPEAKS_OF_SAMPLE.search(row.actual.text):
            yield Statement(text=row.actual.text, span=row.actual.span)
        if row.reason and row.reason_span is not None:
            yield Statement(text=row.reason, span=row.reason_span)


def _judge(sentence: Statement) -> Iterator[Verdict]:
    if _AVERAGE.search(sentence.text):
        return
    found = quantities.find(sentence.text, sentence.span.part)
    sample = _sample(sentence, found)
    if sample is None:
        return
    for one in found:
        if one.kind != "percent" or one.bound != "=" or not _SHARE.search(_before(sentence, one)):
            continue
        if _possible(one, sample.value):
            yield Agreement(example=_("{share} 可由 {sample} 得出").format(share=one.text, sample=sample.text))
            continue
        near = (one.value * sample.value / WHOLE).to_integral_value(ROUND_FLOOR)
        shown = [
            f"{amounts.show(k)}/{amounts.show(sample.value)} = {k / sample.value * WHOLE:.2f}%"
            for k in (near, near + 1)
        ]
        yield Discrepancy(
            message=_("{share}不可能由{sample}得出：{near}，待核实").format(
                share=one.text, sample=sample.text, near="，".join(shown)
            ),
            working="；".join(shown),
            action=_("请填报单位提供调查统计表；若为评分的平均值应写明。"),
            evidence=(quoting.quantity("样本", sample), quoting.quantity("百分数", one)),
            confidence="medium",
            about=("impossible", sentence.text[:10]),
            values=(sample.text, one.text),
        )


def _sample(sentence: Statement, found: list[Quantity]) -> Quantity | None:
    counted = [one for one in found if one.kind == "count" and one.bound == "=" and one.value > 0]
    for pattern in (_VALID, _SAMPLE):
        matching = [one for one in counted if pattern.search(_before(sentence, one))]
        if matching:
            return matching[-1]
    return None


def _before(sentence: Statement, one: Quantity) -> str:
    return sentence.text[: one.number_span.start - sentence.span.start]


def _possible(share: Quantity, sample: Decimal) -> bool:
    rounded = rounding.interval(share)
    step = Decimal(1).scaleb(-share.places)
    cut_off = Interval(low=share.value, high=share.value + step, high_closed=False)
    return any(_holds_a_count(reading, sample) for reading in (rounded, cut_off))


def _holds_a_count(reading: Interval, sample: Decimal) -> bool:
    if reading.low is None:
        return True
    first = (reading.low * sample / WHOLE).to_integral_value(ROUND_CEILING)
    return any(rounding.contains(reading, k * WHOLE / sample) for k in (first, first + 1))

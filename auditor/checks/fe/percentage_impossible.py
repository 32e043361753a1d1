"""FE01 percentage-impossible."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from auditor.checks import prose, quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Interval, Quantity
from auditor.model.report import Indicator, Report, Statement, make_statement
from auditor.text import amounts, quantities, rounding, units
from auditor.text.patterns import lazily

WHOLE = Decimal(100)

# "收回有效问卷40份", "随机抽查40户", "调查40人": the number the percentage is a share of
_SAMPLE = lazily(r"(?:问卷|调查表|抽样|抽查|抽取|调查|样本|回访|走访|访谈|受访)[^，,。；;]{0,10}$")
_VALID = lazily(r"(?:有效|收回|回收|接通|接听|应答|作答)[^，,。；;]{0,8}$")
# "其中满意282份", "认可的39人": the part of the sample the percentage counts; 支持建设海洋牧场2个 speaks of no opinion
_AGREED = r"(?:满意|认可|支持|知晓|了解|合格|达标)(?:的|者|数|为|有|共|占|即|到|评价|答卷|问卷|调查表|群众|居民|对象|用户|人员|学生|家长|职工|企业|产品|样品|批次|[人户份件项]数?|[:：])*$"
_PART = lazily(_AGREED)
_NOT_THE_WHOLE_PART = lazily(
    r"(?:不|非常|较|比较|很|基本|一般)[^，,。；;、\d]{0,2}(?:满意|认可|支持|知晓|了解|合格|达标)[^，,。；;、\d]{0,6}$"
)
_SHARE = lazily(r"(?:满意度|满意率|知晓率|合格率|支持率|认可[度率]|达标率|占比?)[^，,。；;\d]{0,10}$")
_SHARE_NAME = lazily(r"满意|知晓率|支持率|认可|好评率")
_SPEAKS_OF_SAMPLE = lazily(r"问卷|调查|抽[样查取]|样本|回访|走访|访谈|受访|有效|回收|收回")
_OF_PEOPLE = lazily(r"问卷|满意度?调查|调查表|回访|访谈|受访")
"""What was asked of people; only such a sample carries over to another sentence."""
_PLACES = frozenset({"个", "处", "项", "次", "县", "市", "区", "乡", "镇", "村", "站", "点"})
_SAMPLED = lazily(r"(?:有效)?(?:样本|样品|对象|家庭|受访)")
_PER_CENT = lazily(r"[%％]")
_AVERAGE = lazily(r"平均|均分|得分|综合|加权|[分均]值")


class _Survey(NamedTuple):
    """How many were asked, and how many of them said yes, where that is told."""

    sample: Quantity
    part: Quantity | None


@check("FE01", "percentage-impossible", severity="warning", arithmetic=True)
def percentage_impossible(report: Report, context: Context) -> Iterator[Verdict]:
    """所述百分数不可能由所述人数（份数）得出。

    缘由：40份问卷的满意率只能是2.5%的倍数；96.3%不是任何份数除以40的结果。
    算法：同一句、前后两句或同一行指标中有样本数和占比（全表只有一项满意度、一处样本数的，也相对照），检验是否存在整数k，使k÷样本数按所印位数四舍五入（或截尾）得到该百分数（GRIM检验）；写明了满意份数的，或比率紧跟在总数与完成数之后的（发现1285处，整改1271处，整改率98.9%），直接相除比较；有效、收回份数（接通人数）优先于发放份数（拨打人数）。
    不报：样本数足够大，任何百分数都可能；写明是平均分、综合得分的；约数、带上下限的百分数；一处有几个样本数而分不清所指的；没有样本数由 ST06 报告；分子、分母都写明的由 FE02 报告。
    依据：Brown 与 Heathers（2017）的 GRIM 检验。
    示例：收回有效问卷40份，满意率96.3%。
    """
    judged = stated.starts(context, "ratio", of="statements")
    for share, survey in (*_of_sentences(report), *_of_rows(report)):
        if share.span.start not in judged:
            judged.add(share.span.start)
            yield _judge(share, survey)


def _of_sentences(report: Report) -> Iterator[tuple[Quantity, _Survey]]:
    """The shares that sentences state, with the sample that the sentence or the one before it states."""
    for said in (*prose.passages(report), *_cells(report)):
        before: _Survey | None = None
        for sentence in prose.split(said):
            speaks = _SPEAKS_OF_SAMPLE.search(sentence.text) is not None
            if not speaks and before is None:
                continue  # most sentences: their numbers need no reading
            found = quantities.find(sentence.text, sentence.place)
            own = _survey(sentence, found) if speaks else None
            survey = own or before
            if survey is not None and _PER_CENT.search(sentence.text) and not _AVERAGE.search(sentence.text):
                for one in found:
                    if _is_share(one) and _SHARE.search(_before(sentence, one)):
                        yield one, survey
            before = own if _OF_PEOPLE.search(sentence.text) else None


def _counted(one: Quantity) -> bool:
    return one.kind == "count" and one.bound == "=" and one.upper is None and one.scale == 1 and one.value > 0


def _cells(report: Report) -> Iterator[Statement]:
    for row in report.indicators:
        if row.actual is not None and _SPEAKS_OF_SAMPLE.search(row.actual.text):
            yield make_statement(text=row.actual.text, span=row.actual.span)
        if row.reason and row.reason_span is not None:
            yield make_statement(text=row.reason, span=row.reason_span)


def _of_rows(report: Report) -> Iterator[tuple[Quantity, _Survey]]:
    """The actual values of rows that are a share of people asked, with the sample the row or the whole report states."""
    rows = [row for row in report.indicators if _share_of(row) is not None]
    for row in rows:
        share, survey = _share_of(row), _survey_of(row)
        if survey is None and len(rows) == 1 and not _average_anywhere(report):
            survey = _only_survey(report)
        if share is not None and survey is not None:
            yield share, survey


def _share_of(row: Indicator) -> Quantity | None:
    actual = row.actual.quantity if row.actual else None
    if actual is None or not _is_share(actual) or not _SHARE_NAME.search(row.name):
        return None
    return None if _AVERAGE.search(row.name + (row.reason or "")) else actual


def _survey_of(row: Indicator) -> _Survey | None:
    cells = [make_statement(text=row.name, span=row.name_span)]
    cells += [make_statement(text=cell.text, span=cell.span) for cell in (row.target, row.actual) if cell is not None]
    if row.reason and row.reason_span is not None:
        cells.append(make_statement(text=row.reason, span=row.reason_span))
    found = [survey for cell in cells if (survey := _read(cell)) is not None]
    return found[0] if len(found) == 1 else None


def _only_survey(report: Report) -> _Survey | None:
    """The survey that notes and texts tell of, when they tell of one alone."""
    found = [
        survey
        for said in prose.passages(report)
        for sentence in prose.split(said)
        if _OF_PEOPLE.search(sentence.text) and (survey := _read(sentence)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _average_anywhere(report: Report) -> bool:
    return any(_AVERAGE.search(said.text) and _SHARE_NAME.search(said.text) for said in prose.passages(report))


def _read(said: Statement) -> _Survey | None:
    if not _SPEAKS_OF_SAMPLE.search(said.text):
        return None
    return _survey(said, quantities.find(said.text, said.place))


def _survey(said: Statement, found: list[Quantity]) -> _Survey | None:
    counted = [one for one in found if _counted(one) and _is_sample(said, one)]
    parts = [one for one in counted if _PART.search(_before(said, one))]
    for pattern in (_VALID, _SAMPLE):
        matching = [one for one in counted if pattern.search(_before(said, one)) and one not in parts]
        if matching:
            return _Survey(matching[-1], _part(said, parts, matching[-1]))
    return None


def _is_sample(said: Statement, one: Quantity) -> bool:
    """Whether the number may be of those asked or examined; 3个 counties drawn for a visit are no sample."""
    return one.unit not in _PLACES or _SAMPLED.match(said.text[said.end(one.number_span) :]) is not None


def _part(said: Statement, parts: list[Quantity], sample: Quantity) -> Quantity | None:
    """The one number of those who agreed; none where degrees of it are told apart (非常满意、基本满意)."""
    if len(parts) != 1 or _NOT_THE_WHOLE_PART.search(_before(said, parts[0])):
        return None
    fits = units.same_thing(parts[0].unit, sample.unit) and parts[0].value <= sample.value
    return parts[0] if fits else None


def _is_share(one: Quantity) -> bool:
    return one.kind == "percent" and one.bound == "=" and one.upper is None and one.value <= WHOLE


def _before(said: Statement, one: Quantity) -> str:
    return said.text[: max(0, said.offset(one.number_span))]


def _judge(share: Quantity, survey: _Survey) -> Verdict:
    if survey.part is not None:
        return _divided(share, survey.sample, survey.part)
    sample = survey.sample
    if _possible(share, sample.value):
        return Agreement(example=_("{share} 可由 {sample} 得出").format(share=share.text, sample=sample.text))
    near = (share.value * sample.value / WHOLE).to_integral_value(ROUND_FLOOR)
    shown = [_quotient(k, sample.value) for k in (near, near + 1) if k <= sample.value]
    return Discrepancy(
        message=_("{share}不可能由{sample}得出：{near}，待核实").format(
            share=share.text, sample=sample.text, near=_("，").join(shown)
        ),
        working=_("；").join(shown),
        action=_("请填报单位提供调查统计表；若为评分的平均值应写明。"),
        evidence=(quoting.quantity(_("样本"), sample), quoting.quantity(_("百分数"), share)),
        confidence="medium",
        about=("impossible", sample.unit),
        values=(sample.text, share.text),
    )


def _divided(share: Quantity, sample: Quantity, part: Quantity) -> Verdict:
    working = _quotient(part.value, sample.value)
    if any(rounding.contains(reading, part.value * WHOLE / sample.value) for reading in _readings(share)):
        return Agreement(example=working)
    return Discrepancy(
        message=_("{part}占{sample}的比例是{working}，所述为{share}，不一致，待核实").format(
            part=part.text, sample=sample.text, working=working, share=share.text
        ),
        working=f"{working} ≠ {share.text}",
        action=_("请填报单位提供调查统计表，更正份数或比例。"),
        evidence=tuple(
            quoting.quantity(role, one)
            for role, one in ((_("样本"), sample), (_("满意数"), part), (_("百分数"), share))
        ),
        about=("divided", sample.unit),
        values=(sample.text, part.text, share.text),
    )


def _quotient(k: Decimal, sample: Decimal) -> str:
    return f"{amounts.show(k)}/{amounts.show(sample)} = {k / sample * WHOLE:.2f}%"


def _readings(share: Quantity) -> tuple[Interval, Interval]:
    """What a printed percentage stands for: rounded, and cut off."""
    step = Decimal(1).scaleb(-share.places)
    return rounding.interval(share), Interval(low=share.value, high=share.value + step, high_closed=False)


def _possible(share: Quantity, sample: Decimal) -> bool:
    return any(_holds_a_count(reading, sample) for reading in _readings(share))


def _holds_a_count(reading: Interval, sample: Decimal) -> bool:
    if reading.low is None:
        return True
    first = (reading.low * sample / WHOLE).to_integral_value(ROUND_CEILING)
    return any(rounding.contains(reading, k * WHOLE / sample) for k in (first, first + 1) if k <= sample)

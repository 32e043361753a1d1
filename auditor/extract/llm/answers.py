"""What the model may answer: quotes, never values; numbers of lines, never offsets.

Each answer is small and belongs to one task. An empty string means that the lines do not say. `line` is the number in
square brackets in front of the line a quote was taken from.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from auditor.model.suggestion import SUGGESTED

Task = Literal["head", "goals", "indicators", "budget", "conclusion", "relations", "links", "columns"]

Part = Literal["total", "fiscal", "carried", "other", "basic", "project"]
Counted = Literal["goals", "indicators", "category", "level"]

LONGEST_QUOTE = 600

Line = Annotated[int, Field(ge=0, le=10**7, description="引文所在行方括号里的行号；没有则填 0")]
Quote = Annotated[
    str,
    Field(
        max_length=LONGEST_QUOTE,
        description="原文引文，一字不改；没有则为空字符串；长文可写成“开头十余字……末尾十余字”",
    ),
]
Items = Field(max_length=400)


def _all_required(schema: dict[str, Any]) -> None:
    """Ask for every field, as strict endpoints demand, though an answer without one is read as silent; say in Chinese what each is."""
    schema["required"] = list(schema.get("properties", {}))
    name = str(schema.get("title", ""))
    if name in _ABOUT:
        schema["description"] = _ABOUT[name]
    for field, described in schema["properties"].items():
        described.pop("default", None)
        described.pop("title", None)
        if (told := _FIELDS.get(field)) is not None and "$ref" not in described:
            described["description"] = told if field not in _QUOTED else f"{told}；{_VERBATIM}"


_VERBATIM = "逐字抄自材料，没有则为空字符串；长文可只抄开头十余字和末尾十余字，中间写……"

_ABOUT: Mapping[str, str] = {
    "HeadAnswer": "报告的标题、单位、项目各在哪一行",
    "Located": "一处引文和它的行号",
    "GoalAnswer": "一项年度绩效目标：承诺什么，完成得怎样",
    "GoalsAnswer": "所示各行中的绩效目标，没有则为空列表",
    "IndicatorAnswer": "一行三级指标：每一栏的内容",
    "IndicatorsAnswer": "所示各行中的三级指标，没有则为空列表",
    "BudgetRowAnswer": "一行资金，或文字里写明的一组预算、支出",
    "BudgetAnswer": "所示各行中的资金，没有则为空列表",
    "CountAnswer": "写明的一个数量和它旁边的名称",
    "AmountAnswer": "写明的一笔金额和它旁边的名称",
    "ConclusionAnswer": "自评结论和总分行",
    "RelationAnswer": "应当相互吻合的一组数：种类和编号",
    "RelationsAnswer": "所示各行的数之间的勾稽关系，没有则为空列表",
    "LinkAnswer": "说同一件事的一条表述和一条指标",
    "LinksAnswer": "找到的配对，没有则为空列表",
    "ColumnAnswer": "一栏的位置和它是什么",
    "ColumnsAnswer": "没有认出的各栏是什么，拿不准的不写",
}

_FIELDS: Mapping[str, str] = {
    "goals": "绩效目标的列表", "rows": "各行的列表", "relations": "勾稽关系的列表", "links": "配对的列表",
    "counts": "写明的数量", "amounts": "写明的金额", "number": "序号或数量，连同单位", "target": "预期目标或年度指标值", "actual": "实际完成情况或完成值",
    "goal": "所属目标的编号", "level1": "一级指标", "category": "二级指标", "name": "名称", "operator": "指标性质", "unit": "度量单位",
    "weight": "分值（权重）", "score": "得分", "reason": "偏差原因", "initial": "年初预算数", "budget": "全年预算数", "spent": "全年执行数",
    "rate": "执行率", "arrived": "到位数，只用于文字", "surplus": "结余（结转）数，只用于文字", "label": "数字旁边的名称", "amount": "金额连同单位",
    "grade": "等级", "complete": "写明全部完成的话", "total_weight": "总分行的分值合计", "total_score": "总分行的得分合计",
    "claim": "表述的编号，C 开头", "indicator": "指标的编号，R 开头",
}  # fmt: skip
"""What each field is, in the words of the prompts."""

_QUOTED = frozenset(
    [
        "target",
        "actual",
        "goal",
        "level1",
        "category",
        "name",
        "operator",
        "unit",
        "weight",
        "score",
        "reason",
        "initial",
        "budget",
        "spent",
        "rate",
        "arrived",
        "surplus",
        "label",
        "amount",
        "grade",
        "complete",
        "total_weight",
        "total_score",
    ]
)


class Answer(BaseModel):
    """The base of every answer: set once, nothing unknown, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, json_schema_extra=_all_required)


class Located(Answer):
    """A quote and its line."""

    line: Line = 0
    quote: Quote = ""


class HeadAnswer(Answer):
    """Whose report it is."""

    title: Located = Located()
    organisation: Located = Located()
    project: Located = Located()


class GoalAnswer(Answer):
    """One annual goal: what was promised, and what was reported."""

    number: Quote = ""
    target_line: Line = 0
    target: Quote = ""
    actual_line: Line = 0
    actual: Quote = ""


class GoalsAnswer(Answer):
    """The goals of the lines shown."""

    goals: Annotated[tuple[GoalAnswer, ...], Items]


class IndicatorAnswer(Answer):
    """One third-level row: the cell of each column, and the labels it stands under."""

    line: Line
    goal: Quote = ""
    level1: Quote = ""
    category: Quote = ""
    name: Quote
    operator: Quote = ""
    target: Quote = ""
    unit: Quote = ""
    actual: Quote = ""
    weight: Quote = ""
    score: Quote = ""
    reason: Quote = ""


class IndicatorsAnswer(Answer):
    """The rows of the lines shown."""

    rows: Annotated[tuple[IndicatorAnswer, ...], Items]


class BudgetRowAnswer(Answer):
    """One row of the money table."""

    line: Line
    name: Quote = ""
    initial: Quote = ""
    budget: Quote = ""
    spent: Quote = ""
    weight: Quote = ""
    rate: Quote = ""
    score: Quote = ""
    arrived: Quote = ""
    surplus: Quote = ""


class BudgetAnswer(Answer):
    """The rows of the money table among the lines shown."""

    rows: Annotated[tuple[BudgetRowAnswer, ...], Items]


class CountAnswer(Answer):
    """A stated count with the label beside it."""

    of: Counted
    label: Quote
    number: Quote


class AmountAnswer(Answer):
    """A stated amount of money with its label, and the rate stated for it."""

    part: Part
    label: Quote
    amount: Quote
    rate: Quote = ""


class ConclusionAnswer(Answer):
    """The closing statement and the total row."""

    line: Line = 0
    score: Quote = ""
    grade: Quote = ""
    complete: Quote = ""
    counts: Annotated[tuple[CountAnswer, ...], Items] = ()
    amounts: Annotated[tuple[AmountAnswer, ...], Items] = ()
    total_line: Line = 0
    total_weight: Quote = ""
    total_score: Quote = ""


FigureId = Annotated[str, Field(max_length=16, description="材料中 «#17 人» 的编号，写作 #17；表格的行写作 R12")]


class RelationAnswer(Answer):
    """Figures that belong together, by their numbers: no value, no sum, no verdict.

    Kind and ids are read leniently: one that does not exist is refused alone, and counted.
    """

    kind: Annotated[
        str,
        Field(
            max_length=16,
            json_schema_extra={"enum": list(SUGGESTED)},
            description="sum 合计＝各项之和；mean 平均数＝各项平均；difference 差＝第一项减其余各项；flow 期末＝期初＋增加－减少；"
            "ratio 比率或人均＝分子÷分母；growth 增减幅度：本期、上期；product 积＝各项相乘；share 各占比合为一个整体；"
            "promise 目标与完成数；same 同一事项说了两次；part 部分与整体；count 个数与所列名称；deadline 期限与实际日期",
        ),
    ]
    result: Annotated[
        str, Field(max_length=16, description="合计、差、比率、目标、部分、个数、期限的编号；share 留空")
    ] = ""
    of: Annotated[
        tuple[FigureId, ...],
        Field(max_length=60, description="其余数的编号，按种类规定的先后；count 留空"),
    ] = ()
    names: Annotated[tuple[Quote, ...], Field(max_length=60, description="只用于 count：所列的每个名称，逐字抄录")] = ()
    subject: Annotated[str, Field(max_length=60, description="说的是什么事，四到十二个字")] = ""


class RelationsAnswer(Answer):
    """The relations between the figures of the lines shown."""

    relations: Annotated[tuple[RelationAnswer, ...], Items]


class LinkAnswer(Answer):
    """A statement and the row that speaks of the same fact: ids only."""

    claim: Annotated[str, Field(pattern=r"^C\d{1,6}$")]
    indicator: Annotated[str, Field(pattern=r"^R\d{1,6}$")]


class LinksAnswer(Answer):
    """The pairs found."""

    links: Annotated[tuple[LinkAnswer, ...], Items]


COLUMNS = (
    "level1", "category", "name", "target", "actual", "operator", "unit", "weight", "score", "reason", "initial", "budget", "spent", "funded", "rate",
)  # fmt: skip
"""What a column may be."""


class ColumnAnswer(Answer):
    """A column that the rules could not name. The kind is read leniently: one that does not exist is left aside."""

    heading: Annotated[Quote, Field(description="这一栏的栏目名称，逐字抄录")]
    kind: Annotated[str, Field(max_length=16, json_schema_extra={"enum": list(COLUMNS)}, description="这一栏是什么")]


class ColumnsAnswer(Answer):
    """The columns told."""

    columns: Annotated[tuple[ColumnAnswer, ...], Items]


ANSWERS: Mapping[Task, type[Answer]] = {
    "head": HeadAnswer,
    "goals": GoalsAnswer,
    "indicators": IndicatorsAnswer,
    "budget": BudgetAnswer,
    "conclusion": ConclusionAnswer,
    "relations": RelationsAnswer,
    "links": LinksAnswer,
    "columns": ColumnsAnswer,
}
"""The answer that each task asks for."""

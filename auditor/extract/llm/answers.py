"""What the model may answer: quotes, never values; numbers of lines, never offsets.

Each answer is small and belongs to one task. An empty string means that the lines do not say. `line` is the number in
square brackets in front of the line a quote was taken from.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from auditor.model.suggestion import SUGGESTED

Task = Literal["head", "goals", "indicators", "budget", "conclusion", "relations", "links"]

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
    """Ask for every field, as strict endpoints demand, though an answer without one is read as silent."""
    schema["required"] = list(schema.get("properties", {}))
    for described in schema["properties"].values():
        described.pop("default", None)
        described.pop("title", None)


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


ANSWERS: Mapping[Task, type[Answer]] = {
    "head": HeadAnswer,
    "goals": GoalsAnswer,
    "indicators": IndicatorsAnswer,
    "budget": BudgetAnswer,
    "conclusion": ConclusionAnswer,
    "relations": RelationsAnswer,
    "links": LinksAnswer,
}
"""The answer that each task asks for."""

"""What the columns of a form's tables hold, read from their headings; never assumed from their order."""

import re
from functools import lru_cache
from typing import NamedTuple

from auditor.extract.rules.rows import Entry, Row

_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_LONGEST_HEADING = 30


class Column(NamedTuple):
    """A column of a table: what it holds, where it begins in the grid (1-based) and how many grid columns it covers."""

    kind: str
    place: int
    width: int
    entry: Entry | None = None


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(f"(?:{words})")


_INDICATOR = tuple(
    (kind, _pattern(words))
    for kind, words in (
        ("level1", "一级(?:绩效)?指标|一级|指标类型|评价维度"),
        ("category", "二级(?:绩效)?指标|二级|指标类别|指标分类"),
        (
            "name",
            "三级(?:绩效)?指标|三级|四级指标|指标名称|指标内容|具体指标|绩效指标名称|三级指标名称|指标项|明细指标|评价指标",
        ),
        (
            "adjusted",
            "(?:全年|年中)?调整后?(?:的)?(?:年度)?(?:绩效)?(?:指标值|目标值|指标)",
        ),
        (
            "target",
            (
                "(?:年度|年初|全年|当年|本年|预期|计划|设定|预计|绩效|申报|批复|项目)*(?:指标值|目标值|预期值|计划值|目标数|计划数)"
                "(?:内容)?|年度指标|目标值及单位|预期指标|年初目标|绩效标准|预期目标"
            ),
        ),
        (
            "actual",
            (
                "(?:年度|全年|当年|本年|实际|指标|年末|自评|截至年底)*(?:完成|实现|达成|执行)(?:指标)?(?:值|情况|数|结果)(?:及分析)?"
                "|(?:年度|全年|当年)?实际(?:值|完成|数)|实际完成指标值|完成指标值|自评值|业绩值"
            ),
        ),
        ("operator", "指标性质|(?:计算|运算|关系|比较)?符(?:号|)|运算符|指标方向|目标性质"),
        ("unit", "(?:度量|计量|指标|指标值)?单位|量纲"),
        (
            "weight",
            "(?:指标|标准|设定|设置|满分|三级指标|年度)*(?:分值|权重)(?:分值|分)?|标准分|满分|分值权重|权重分值|权重得分",
        ),
        ("score", "(?:指标|自评|实际|评价|单位|部门|最终|本次)*(?:得分|评分)(?:情况|值)?|自评分值?|自评得分值"),
        ("rate", "(?:指标|目标)?(?:完成|实现)(?:率|比例|程度|进度)|执行率|达标率"),
        (
            "other",
            (
                "序号|编号|(?:复核|财政|核定|抽查|评审|审核|第三方).{0,8}|(?:评分|评价|计分|赋分).{0,8}|扣分标准|偏差率|指标解释"
                "|指标说明|计算公式|数据来源|佐证.{0,6}|责任.{0,6}|权重说明|是否.{0,8}|上年.{0,8}|历史.{0,8}"
            ),
        ),
        (
            "reason",
            "(?:未|偏差|扣分|自评|存在|差异|得分|失分|绩效|超额|目标)?.{0,12}(?:原因|说明|措施|备注|偏差).{0,20}|备注|说明|改进措施",
        ),
    )
)

_BUDGET = tuple(
    (kind, _pattern(words))
    for kind, words in (
        (
            "initial",
            "年初(?:批复|部门)?预算(?:数|金额|安排)?|年初(?:数|安排)|预算批复数|批复预算(?:数)?|年初批复(?:数)?",
        ),
        (
            "budget",
            (
                "(?:全年|本年|当年|年度)?(?:调整后?)?(?:的)?预算(?:数|金额|总额|安排(?:数|额|金额|资金)?|资金|下达数?|批复数?)?"
                "|调整后?(?:全年|年度)?预算(?:数)?|全年预算调整数|(?:资金|预算)?安排(?:数|额|金额|资金)|(?:计划|批复|下达|核定)(?:资金|金额|数|投资额?)"
            ),
        ),
        (
            "spent",
            (
                "(?:全年|本年|当年|年度)?(?:实际|累计)?(?:预算)?(?:资金)?(?:执行|支出)(?:数|金额|额)?"
                "|(?:实际|累计|已)(?:支出|支付|使用|列支)(?:数|金额|额|资金)?|资金使用(?:数|额)?|决算数"
            ),
        ),
        ("funded", "(?:全年|实际|资金)*到位(?:数|资金|金额)?|实际拨付(?:数)?|资金到位数"),
        ("rate", "(?:预算|资金|全年)*(?:执行|使用|支出|支付)(?:率|进度|比例)"),
        ("fundrate", "(?:资金)?到位率"),
        ("weight", "(?:执行率)?(?:分值|权重)|标准分|满分"),
        ("score", "(?:执行率|自评|预算)*(?:得分|评分)|自评分"),
        ("reason", ".{0,14}(?:原因|说明|备注|措施).{0,14}"),
    )
)

_TARGET = _pattern(
    "(?:年初|年度|全年|当年|本年|本年度|预期|预计|设定|总体|绩效|计划|项目|申报|批复|部门|整体|的)*(?:目标)(?:内容|描述|任务)?|(?:主要|目标|任务|工作)内容"
)
_ADJUSTED = _pattern(".{0,6}调整后?.{0,8}目标.{0,4}")
_ACTUAL = _pattern(".{0,14}(?:完成|实现|达成|执行)(?:情况|结果)?(?:综述|说明|描述|分析|总结)?.{0,2}")
_NUMBER = _pattern("(?:绩效)?(?:目标)?(?:序号|编号)")
_NAME = _pattern("(?:绩效|年度|主要|重点)*(?:目标|任务|工作)名称|(?:主要|重点|年度)(?:任务|工作)")


@lru_cache(maxsize=2048)
def bare(words: str) -> str:
    """The heading without what stands in brackets: 年初目标值(A) → 年初目标值."""
    return _BRACKETS.sub("", words).strip(":*★")


@lru_cache(maxsize=4096)
def _kind(words: str, table: str) -> str | None:
    if len(words) > _LONGEST_HEADING:
        return None
    plain = bare(words)
    for kind, pattern in _INDICATOR if table == "indicators" else _BUDGET:
        if pattern.fullmatch(plain):
            return "budget" if kind == "initial" and "调整" in words else kind
    return None


def indicator_columns(row: Row) -> tuple[Column, ...] | None:
    """The columns of an indicator table when the row is its heading: a name and a value, or weight and score."""
    if len(row.entries) < 3:
        return None
    kinds = [_kind(entry.words, "indicators") for entry in row.entries]
    if not {"target", "actual", "adjusted"} & set(kinds) and not {"weight", "score"} <= set(kinds):
        return None
    if kinds[0] not in {None, "level1", "category", "name", "other"}:
        kinds[0] = None  # 年度指标完成情况 is the label of the section, no column of actual values
    _name_without_level(row, kinds)
    if "name" not in kinds or sum(kind is not None for kind in kinds) < 3:
        return None
    _keep_one(kinds)
    return _with_goal_column(row, kinds)


def with_lower(columns: tuple[Column, ...], row: Row, table: str) -> tuple[Column, ...] | None:
    """The columns when the row is the lower line of their heading: 指标值 above, 年度指标值 and 实际完成值 below it.

    None for any other row. What the lower line names, it names better than the heading above.
    """
    kinds = [_kind(entry.words, table) for entry in row.entries]
    if None in kinds or not _VALUES_OF[table].issuperset(kinds):
        return None
    lower = [Column(str(kind), e.column, e.width, e) for e, kind in zip(row.entries, kinds, strict=True)]
    covered = [column for column in columns if any(_reaches(column, part) for part in lower)]
    if not all(column.kind == "other" or column.kind in _VALUES_OF[table] for column in covered):
        return columns
    kept = [column for column in columns if column not in covered]
    return tuple(sorted((*kept, *lower), key=lambda column: column.place))


def _reaches(upper: Column, lower: Column) -> bool:
    return upper.place < lower.place + lower.width and lower.place < upper.place + upper.width


_VALUES_OF = {
    "indicators": frozenset({"target", "adjusted", "actual", "weight", "score", "rate", "operator", "unit"}),
    "budget": frozenset({"initial", "budget", "spent", "funded", "rate", "fundrate", "weight", "score"}),
}
"""What the lower line of a heading may name."""


def _name_without_level(row: Row, kinds: list[str | None]) -> None:
    """绩效指标 names the rows where nothing else does (绩效指标 | 指标值 | 完成值); elsewhere it is the label of the section."""
    if "name" in kinds:
        return
    for index, entry in enumerate(row.entries):
        if kinds[index] is None and bare(entry.words) in {"绩效指标", "指标", "考核指标", "年度绩效指标"}:
            kinds[index] = "name"


def _keep_one(kinds: list[str | None]) -> None:
    """Of several name columns the first (三级指标) holds the name, of several weights the last is the row's own.

    The other names (四级指标, 指标内容) only add to the first; the other weights are those of the levels.
    """
    names = [index for index, kind in enumerate(kinds) if kind == "name"]
    weights = [index for index, kind in enumerate(kinds) if kind == "weight"]
    for index in (*names[1:], *weights[:-1]):
        kinds[index] = "other"


def _with_goal_column(row: Row, kinds: list[str | None]) -> tuple[Column, ...]:
    """The headed columns; what stands before the first of them holds goal and section labels."""
    columns = [
        Column(kind or ("goal" if index == 0 else "other"), entry.column, entry.width, entry)
        for index, (entry, kind) in enumerate(zip(row.entries, kinds, strict=True))
    ]
    if columns[0].kind != "goal":
        columns.insert(0, Column("goal", columns[0].place - 1, 1))
    return tuple(columns)


def budget_columns(row: Row) -> tuple[Column, ...] | None:
    """The columns of a money table when the row is its heading: a label column, and at least budget and spending."""
    if len(row.entries) < 2:
        return None
    kinds = [_kind(entry.words, "budget") for entry in row.entries]
    if "spent" not in kinds or not {"initial", "budget", "funded"} & set(kinds):
        return None
    first = next(index for index, kind in enumerate(kinds) if kind in {"initial", "budget", "spent", "funded"})
    named = next((entry for entry in row.entries[:first] if bare(entry.words).endswith("名称")), None)
    label = named or (row.entries[first - 1] if first else None)
    place = named.column if named else row.entries[first].column - 1
    columns = [Column("label", place, 1, label)]
    columns += [
        Column("other", entry.column, entry.width, entry) for entry in row.entries[:first] if entry.column > place
    ]
    columns += [
        Column(kind or "other", entry.column, entry.width, entry)
        for entry, kind in zip(row.entries[first:], kinds[first:], strict=True)
    ]
    return tuple(columns)


def goal_columns(row: Row) -> tuple[Column, ...] | None:
    """The columns of a goal table when the row is its heading: target and actual, or number and target."""
    if not 2 <= len(row.entries) <= 6:
        return None
    kinds = [_goal_kind(entry.words) for entry in row.entries]
    if None in kinds[1:]:
        return None
    start = 1 if _is_section_label(kinds) else 0
    inner = kinds[start:]
    if "target" not in inner or not {"actual", "number"} & set(inner):
        return None
    columns = [Column(str(kind), e.column, e.width, e) for e, kind in zip(row.entries[start:], inner, strict=True)]
    columns.insert(0, Column("goal", columns[0].place - 1, 1))
    return tuple(columns)


def _is_section_label(kinds: list[str | None]) -> bool:
    rest = kinds[1:]
    if kinds[0] is None:
        return True
    return kinds[0] in {"target", "actual", "adjusted"} and "target" in rest and bool({"actual", "number"} & set(rest))


@lru_cache(maxsize=2048)
def _goal_kind(words: str) -> str | None:
    if len(words) > 20:
        return None
    plain = bare(words)
    if _NUMBER.fullmatch(plain):
        return "number"
    if _NAME.fullmatch(plain):
        return "name"
    if _ADJUSTED.fullmatch(words):
        return "adjusted"
    if _TARGET.fullmatch(plain):
        return "target"
    if _ACTUAL.fullmatch(plain):
        return "actual"
    return None


def goal_label(words: str) -> str | None:
    """What a lone label says of the text beside it: target (年度总体目标) or actual (…完成情况); None for other words."""
    kind = _goal_kind(words)
    return kind if kind in {"target", "actual"} else None

"""A heading over all levels that prints a weight of its own (年度绩效目标（80分）): what stands under it adds up to."""

from collections.abc import Iterator
from typing import NamedTuple

from auditor.model.relation import Relation, make_relation
from auditor.model.report import LevelWeight, Report
from auditor.relate import adding
from auditor.relate.numbers import Key, Numbers
from auditor.text.patterns import lazily

HEADED = "scores.headed"
"""The rule: the weight of a heading, and the weights under it."""

_FIRST = ("产出", "效益", "满意度", "成本", "决策", "过程", "管理", "投入")
_GOALS = lazily(r"(?:年度|全年|部门|整体|总体|绩效)*目标(?:\d{1,3}|[一二三四五六七八九十]{1,3})?")


class Heading(NamedTuple):
    """What heads the levels, which number of the report its weight is, and which numbers it is made of, each with its name and place."""

    level: LevelWeight
    key: Key
    under: tuple[Key, ...]


def headings(report: Report) -> Iterator[Heading]:
    """The headings over several weights: a printed level of its own, or the label column of the table.

    Under it stand the levels that print a weight, else the rows, where the table was read to its end.
    """
    tiers = {name for row in report.indicators for name in (row.category, row.category_printed)}
    own = [
        (level, Key("level-weight", at))
        for at, level in enumerate(report.levels)
        if _GOALS.fullmatch(level.label) and level.label not in tiers  # 绩效目标 below 决策 is a category
    ]
    of_columns = [(level, Key("heading-weight", at)) for at, level in enumerate(adding.headed(report))]
    for level, key in (*own, *of_columns):
        under = tuple(
            Key("level-weight", place)
            for place, one in enumerate(report.levels)
            if one.goal == level.goal and one.label.startswith(_FIRST)
        )
        if not under and key.part == "heading-weight" and adding.table_is_whole(report):
            under = tuple(Key("weight", at) for at, row in enumerate(report.indicators) if row.weight is not None)
        if len(under) > 1:
            yield Heading(level, key, under)


def propose(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """Each heading's weight as the sum of those under it."""
    for heading in headings(report):
        result = numbers.get(*heading.key)
        of = tuple(one.id for key in heading.under if (one := numbers.get(*key)) is not None)
        if result is not None and len(of) == len(heading.under):
            yield make_relation(kind="sum", result=result.id, of=of, by=HEADED, place=heading.level.span)

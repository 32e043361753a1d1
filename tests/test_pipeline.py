"""How sure findings are, and what is told, when columns were named by what stands in them."""

import pytest

from auditor import pipeline
from auditor.settings import Settings

HEAD = "2023年度村道养护项目支出绩效自评表\n项目名称 | 村道养护 | 实施单位 | 云州市交通运输局\n"
ROWS = """产出指标 | 数量指标 | 养护村道里程 | ≥120公里 | 126公里 | {0}40 | 40
产出指标 | 质量指标 | 路面合格率 | ≥95% | 93% | {1}30 | 30
效益指标 | 社会效益指标 | 投诉下降率 | ≥5% | 8% | {2}30 | 30
总分 | | | | | {3}100 | 100
"""


def audit(heading, *more):
    cells = [f"{cell} | " for cell in more] or ["", "", "", ""]
    (outcome,) = pipeline.audit(f"{HEAD}{heading}\n{ROWS.format(*cells)}".encode(), "表.txt", Settings())
    return outcome


def sure(outcome, code):
    return next((found.severity, found.confidence) for found in outcome.findings if found.code == code)


def test_a_finding_on_a_column_named_by_content_alone_is_of_medium_confidence_and_keeps_its_severity():
    known = audit("一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分")
    strange = audit("一级指标 | 二级指标 | 三级指标 | 年度指标值 | 云记 | 分值 | 得分")

    assert {column.by for column in known.report.columns} == {"heading"}
    assert next(column.by for column in strange.report.columns if column.heading == "云记") == "content"
    assert sure(known, "SC07") == ("error", "high")
    assert sure(strange, "SC07") == ("error", "medium")


@pytest.mark.parametrize("heading", ["云记", ""])
def test_an_unread_column_is_told_once_and_all_its_numbers_are_unread(heading):
    outcome = audit(
        f"一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | {heading} | 分值 | 得分", "77公里", "51%", "3%", ""
    )

    (told,) = outcome.report.unreadable
    unread = [entry for entry in outcome.ledger if entry.status == "unread"]
    assert told.part == "indicators"
    assert (heading in told.reason) if heading else ("没有栏目名称" in told.reason)
    assert [entry.quote for entry in unread] == ["77公里", "51%", "3%"]
    assert {entry.role for entry in unread} == {"unread-column"}
    assert sure(outcome, "SC07") == ("error", "high")

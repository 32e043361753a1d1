"""Lists that a document attaches: what they name, what their figures are, and which columns their last row adds up."""

import pytest
from readings import report

from auditor.pipeline import audit
from auditor.settings import Settings

TITLE = "临川县水务局2023年农村供水项目绩效自评报告\n一、项目安排\n"


def read(*lines):
    (found,) = report(TITLE + "\n".join(lines) + "\n").lists
    return found


def test_a_list_of_projects_has_names_sums_and_scores():
    found = read(
        "表1 项目清单",
        "序号\t项目名称\t预算数（万元）\t执行数（万元）\t自评得分",
        "1\t东片供水\t98.50\t97\t96.5",
        "2\t西片供水\t74\t70\t95",
    )
    assert (found.of, found.title) == ("projects", "表1 项目清单")
    assert [item.name for item in found.items] == ["东片供水", "西片供水"]
    assert [(one.kind, one.quantity.text) for one in found.items[0].figures] == [
        ("budget", "98.50"),
        ("spent", "97"),
        ("score", "96.5"),
    ]


def test_what_stands_behind_the_report_is_a_list_of_documents():
    found = read("二、完成情况", "铺设管网30公里。", "附件：1.项目支出绩效自评表", "2.管网验收单", "临川县水务局")
    assert (found.of, [item.name for item in found.items]) == ("documents", ["项目支出绩效自评表", "管网验收单"])


ROWS = ["1\t东片供水\t东镇\t320\t98.5", "2\t西片供水\t西镇\t245\t74.2", "3\t南片供水\t南镇\t186\t56.6"]
HEADING = "序号\t项目名称\t地点\t管网（米）\t投资（万元）"


def told(*lines):
    text = TITLE + "\n".join(lines) + "\n二、完成情况\n铺设管网。\n"
    return [
        one.message
        for outcome in audit(text.encode(), "a.txt", Settings())
        for one in outcome.findings
        if one.code == "CL13"
    ]


def test_its_last_row_adds_its_columns_up():
    assert told(HEADING, *ROWS, "合计\t\t\t751\t229.3") == []
    (message,) = told(HEADING, *ROWS, "合计\t\t\t751\t239.3")
    assert "投资（万元）" in message
    (message,) = told(HEADING, *ROWS, "合计\t\t\t761\t229.3")
    assert "管网（米）" in message


@pytest.mark.parametrize(
    "rows",
    [
        [
            "一\t东片\t\t565\t172.7",
            "1\t东片供水\t东镇\t320\t98.5",
            "2\t西片供水\t西镇\t245\t74.2",
            "合计\t\t\t565\t172.7",
        ],
        [*ROWS, "小计\t\t\t751\t229.3", "4\t管护\t全县\t10\t5", "合计\t\t\t761\t234.3"],
        [*ROWS[:2], "3\t其中：东片\t东镇\t186\t56.6", "合计\t\t\t565\t172.7"],
    ],
)
def test_rows_that_hold_the_sums_of_others_are_not_added(rows):
    assert told(HEADING, *rows) == []


def test_rates_prices_and_scores_are_not_added():
    heading = "序号\t项目名称\t完成率\t单价（元）\t自评得分"
    assert told(heading, "1\t东片\t98\t12\t95", "2\t西片\t96\t14\t97", "合计\t\t97\t13\t96") == []


def test_the_figures_of_a_list_assert_nothing_and_its_totals_do():
    text = TITLE + "\n".join([HEADING, *ROWS, "合计\t\t\t751\t229.3"]) + "\n"
    (outcome,) = audit(text.encode(), "a.txt", Settings())
    statuses = {entry.quote: entry.status for entry in outcome.ledger}
    assert (statuses["320"], statuses["98.5"], statuses["751"], statuses["229.3"]) == (
        "not-a-claim",
        "not-a-claim",
        "agreed",
        "agreed",
    )

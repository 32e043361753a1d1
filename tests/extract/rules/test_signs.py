"""Rows that are no indicators are what they are."""

import pytest
from readings import report, rows

HEAD = "2023年度绿道管护项目支出绩效自评表\n项目名称\t绿道管护\t实施单位\t青禾县林业局\n"
TABLE = (
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "产出指标\t数量指标\t补植乔木\t≥320株\t325株\t50\t50\n"
    "效益指标\t社会效益指标\t开放天数\t≥300天\t310天\t50\t49\n"
)
TOTAL = "总分\t\t\t\t\t100\t99\n"


@pytest.mark.parametrize(
    ("below", "kind"),
    [
        ("填表人：陈小满\t联系电话：0000-1234567\n", "signature"),
        ("单位负责人（签字）：\t填报日期：2024年2月3日\n", "signature"),
    ],
)
def test_a_row_of_signatures_is_an_aside(below, kind):
    found = report(HEAD + TABLE + TOTAL + below)

    assert [row[3] for row in rows(found)] == ["补植乔木", "开放天数"]
    assert kind in {aside.kind for aside in found.asides}


def test_a_row_that_numbers_the_columns_is_an_aside():
    heading, *body = TABLE.splitlines(keepends=True)
    found = report(HEAD + heading + "列次\t1\t2\t3\t4\t5\t6\n" + "".join(body) + TOTAL)

    assert len(found.indicators) == 2
    assert "index" in {aside.kind for aside in found.asides}


@pytest.mark.parametrize("label", ["总分", "合计", "自评总分", "总得分"])
def test_a_total_is_no_row(label):
    found = report(HEAD + TABLE + TOTAL.replace("总分", label))

    assert len(found.indicators) == 2
    assert (str(found.total.weight), str(found.total.score)) == ("100", "99")


def test_what_goes_on_below_a_part_is_a_part():
    found = report(
        HEAD
        + TABLE.replace("效益指标\t社会", "\t\t其中：银杏\t\t200株\t\t\n\t\t香樟\t\t125株\t\t\n效益指标\t社会")
        + TOTAL
    )

    assert [part.name for part in found.indicators[0].parts] == ["其中：银杏", "香樟"]
    assert len(found.indicators) == 2

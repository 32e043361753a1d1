"""What a form prints as its result, in a row of its own or in one cell of its head."""

from decimal import Decimal

import pytest
from readings import report

ROWS = "一级指标\t二级指标\t三级指标\t分值\t年度指标值\t实际完成值\t得分\n产出指标\t数量指标\t新增学位\t60\t1350个\t1410个\t60\n"


@pytest.mark.parametrize(
    ("head", "score", "grade"),
    [
        ("部门名称：松岭区教育局\t自评得分：93.6分\t自评等级：优\n", Decimal("93.6"), "优"),
        ("部门名称：松岭区教育局          自评得分：93.6\n", Decimal("93.6"), None),
        ("自评总分：93.6\n", Decimal("93.6"), None),
        ("部门名称：松岭区教育局\t联系电话：0371-6020093\n", None, None),
    ],
)
def test_a_result_in_the_head(head, score, grade):
    total = report("2022年度部门整体支出绩效自评表\n" + head + ROWS).total

    assert (total.score, total.grade) == (score, grade) if total else score is None


def test_the_sum_of_the_rows_is_not_the_whole_score():
    total = report(
        "2022年度部门整体支出绩效自评表\n" + ROWS + "合计\t\t\t90\t\t\t90\n自评总分\t99.6\t自评等次\t优\n"
    ).total

    assert (total.label, total.weight, total.score, total.grade) == ("自评总分", None, Decimal("99.6"), "优")

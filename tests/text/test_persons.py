"""Where persons stand in tables."""

import pytest
import strange

from auditor.text.persons import in_tables

OPENING = "某局2024年度补助项目绩效自评报告\n全年补助若干人。\n"


def found(text, lists=None):
    document = strange.read(OPENING + text)
    people = in_tables(document, lists)
    return [[document.text[start:end] for start, end in places] for places in people]


@pytest.mark.parametrize(
    ("table", "names", "numbers"),
    [
        ("序号\t姓名\t电话\n1\t张三丰\t13800001234\n", ["张三丰"], ["13800001234"]),
        ("序号\t户主\t家庭人口\t一卡通号\n1\t李明\t3\t621700123456\n合计\t\t3\t\n", ["李明"], ["621700123456"]),
        (
            "姓名\t身份证号\t补助金额\n合计\t\t2500\n欧阳娜娜\t11010119900101123X\t2500\n",
            ["欧阳娜娜"],
            ["11010119900101123X"],
        ),
        ("姓名\t类别\n王秀兰\t低保户\n赵四\t学生\n", ["王秀兰", "赵四"], []),
        ("序号\t单位\t联系电话\n1\t某某有限公司\t0571-87654321\n", [], ["0571-87654321"]),
        ("序号\t项目\t金额\n1\t道路\t13800001234\n", [], []),
        ("序号\t培训人员\t人数\n1\t教师\t120\n2\t村医\t80\n", [], []),
    ],
)
def test_names_and_numbers_stand_below_their_headings(table, names, numbers):
    assert found(table) == [names, numbers]


def test_a_table_of_names_alone_counts_where_it_is_a_list_only():
    table = "序号\t姓名\t职务\n1\t张三丰\t主任\n"
    assert found(table, [])[0] == []
    assert found(table)[0] == ["张三丰"]

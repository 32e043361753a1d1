"""What is too far off to be a slip is read otherwise and accuses nobody; a slip of a digit is told."""

import pytest

from auditor.pipeline import audit

FRAME = """西河县2024年度饮水安全项目绩效自评报告
一、项目实施情况
{words}
"""


def codes(words):
    outcomes = audit(FRAME.format(words=words).encode(), "report.txt")
    return {one.code for outcome in outcomes for one in outcome.findings if one.severity != "note"} - {"ST01"}


@pytest.mark.parametrize(
    ("far", "near", "code"),
    [
        (
            "项目总预算1260万元。全年支出772.8万元，年末还有17.6万元未付。",
            "项目总预算1260万元。全年支出1232.8万元，年末还有17.2万元未付。",
            "BU14",
        ),
        (
            "全年印发手册2.4万册，每册成本6元。\n宣传费用共29.2万元。",
            "举办培训班24期，每期35人，共培训960人次。",
            "FE03",
        ),
        (
            "户籍人口6.8万人，其中老年人1.56万人，高龄老人0.23万人，儿童0.8万人。",
            "户籍人口6.8万人，其中老年人1.56万人、成年人4.2万人、儿童0.8万人。",
            "CL13",
        ),
        (
            "整治溢洪道39处，改造放水设施44处，配套管护房12处，合计187处。",
            "整治溢洪道39处，改造放水设施44处，配套管护房12处，合计97处。",
            "CL13",
        ),
        (
            "（一）宣讲。全年培训管水员46人。\n二、效益\n上门的128名管水员天天巡线。",
            "（一）宣讲。全镇聘用管水员46人。\n二、效益\n全镇64名管水员天天巡线。",
            "CL14",
        ),
        (
            "厨余垃圾212.4吨（占18%），其他垃圾826吨（占70%），可回收物141.3吨（占12.0%）。",
            "全年清运垃圾1180吨，其中厨余垃圾212.4吨，占20%。",
            "FE02",
        ),
    ],
)
def test_a_slip_is_told_and_what_is_far_off_is_not(far, near, code):
    assert codes(far) == set()
    assert code in codes(near)


def test_digits_in_another_order_are_a_slip_however_far_off():
    assert "FE03" in codes("开发公益岗位60个，每个岗位每月补贴1000元，按12个月计发27万元。")


def test_a_promise_missed_by_half_is_a_note():
    words = "年初确定培训管水员{}人次。全年培训管水员380人次。"
    found = audit(FRAME.format(words=words.format(400)).encode(), "report.txt")
    assert [one.severity for outcome in found for one in outcome.findings if one.code == "CL04"] == ["warning"]
    found = audit(FRAME.format(words=words.format(900)).encode(), "report.txt")
    assert [one.severity for outcome in found for one in outcome.findings if one.code == "CL04"] == ["note"]

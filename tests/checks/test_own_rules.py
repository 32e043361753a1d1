"""Whole forms that print their own rules: what they print wins over the national ones."""

import pytest

from auditor.pipeline import audit

FORM = """项目支出绩效自评表
（2024年度）
项目名称	村道维修	预算年度	2024
主管部门	某县交通运输局	实施单位	某县交通运输局
项目资金（万元）		年初预算数	全年预算数	全年执行数	分值	执行率	得分
	年度资金总额	100	100	100	10	100%	10
年度总体目标	预期目标	实际完成情况
	维修村道12公里。	维修村道12.4公里。
绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因分析及改进措施
	产出指标	数量指标	维修村道长度	≥12公里	12.4公里	20	20
		质量指标	验收合格率	100%	100%	20	20
		时效指标	完成时间	2024年12月底前	2024年11月	10	10
	效益指标	社会效益指标	出行条件	改善	改善	30	22	冬季施工影响路面平整，效果未充分显现
	满意度指标	服务对象满意度指标	村民满意度	≥90%	93%	10	10
总分	100	92
自评等级：{grade}
满意度通过问卷调查，共发放问卷200份，收回200份。
{note}
"""

NOTES = [
    "注：评分等级：优（95分及以上）、良（85—95分，含85分）、中（70—85分，含70分）、差（70分以下）。",
    "等级标准：优秀：95-100分；良好：85-94分；合格：70-84分；不合格：70分以下。",
    "填表说明：95分（含）以上为优秀，85分（含）—95分为良好，70分（含）—85分为合格，70分以下为不合格。",
    "备注：评价等次分为优（≥95分）、良（≥85分，＜95分）、中（≥70分，＜85分）、差（＜70分）四等。",
    "评价结果分四档：S≥95为优，95＞S≥85为良，85＞S≥70为中，S＜70为差。",
    "注：100-95（含）分为优、95-85（含）分为良、85-70（含）分为中、70分以下为差。",
]


def findings(grade, note):
    return [
        finding
        for finding in audit(FORM.format(grade=grade, note=note).encode(), "form.txt")[0].findings
        if finding.severity != "note"
    ]


@pytest.mark.parametrize("note", NOTES)
def test_the_grade_goes_by_the_limits_that_the_form_prints(note):
    """92 is 良 where 优 begins at 95; the limits themselves are neither promises nor lists."""
    assert [one.message for one in findings("良", note)] == []
    assert [one.code for one in findings("优", note)] == ["SC09"]


def test_without_limits_of_its_own_the_national_ones_hold():
    assert [one.code for one in findings("优", "")] == []
    assert [one.code for one in findings("良", "")] == ["SC09"]


REPORT = """某县水务局2024年度农村供水项目绩效自评报告
一、基本情况
项目预算100万元，支出98万元，执行率98%。
二、评价等级标准
{scale}
三、自评结论
经自评，项目得分92分，评价等级为{grade}。
"""


@pytest.mark.parametrize(
    "scale",
    [
        "评价等级分为优（95分及以上）、良（85—95分）、中（70—85分）、差（70分以下）四档。",
        "综合评分95分（含）以上为优，85分（含）至95分为良，70分（含）至85分为中，70分以下为差。",
        "按照95分（含）以上为优、85分（含）至95分为良的标准评定。",
    ],
)
def test_a_report_that_prints_its_limits_is_held_to_them(scale):
    """The limits are neither the score of the conclusion nor a promise that 92分 does not keep."""

    def told(grade):
        found = audit(REPORT.format(grade=grade, scale=scale).encode(), "report.txt")[0].findings
        return [one.code for one in found if one.severity != "note"]

    assert told("良") == []
    assert told("优") == ["SC09"]


@pytest.mark.parametrize(
    ("note", "severities"),
    [
        ("", ["note"]),
        ("注：产出、效益、满意度指标的权重分别为40分、40分和10分，预算执行率10分。", []),
        ("填表说明：预算执行率10%，产出指标40%，效益指标40%，满意度指标10%。", []),
        ("注：权重按产出（30）、效益（50）、满意度（10）、预算执行（10）设置。", ["warning"]),
        ("注：原则上产出指标权重30%、效益指标50%、满意度指标10%。", ["note"]),
    ],
)
def test_the_levels_weigh_what_the_note_of_the_form_says(note, severities):
    form = (
        FORM.format(grade="优", note=note)
        .replace("改善	30	22", "改善	40	32")
        .replace("12.4公里	20	20", "12.4公里	10	10")
    )
    found = [one for one in audit(form.encode(), "form.txt")[0].findings if one.code in ("SC03", "SC04")]
    assert [one.severity for one in found] == severities

"""A change or a satisfaction that names nothing is tied to no row by its own words alone."""

import pytest

from auditor.pipeline import audit

FORM = """项目支出绩效自评表
（2024年度）
项目名称	科学施肥	预算年度	2024
主管部门	某县农业农村局	实施单位	某县农业农村局
年度总体目标	预期目标	实际完成情况
	推广测土配方施肥。	推广测土配方施肥。{told}
绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因分析及改进措施
	产出指标	数量指标	推广面积	≥12万亩	12.4万亩	50	50
	效益指标	生态效益指标	化肥施用量下降比例	≥5%	6.2%	30	30
	满意度指标	服务对象满意度指标	{first}	≥85%	{one}	10	10
			{second}	≥85%	{other}	10	10
总分					100	100
满意度通过问卷调查，发放问卷200份，收回200份。
"""
HOLDERS, DEALERS = ("种植户满意度", "87.2%"), ("经销商满意度", "92.6%")


def claims_broken(told, rows=(HOLDERS, DEALERS)):
    (first, one), (second, other) = rows
    form = FORM.format(told=told, first=first, one=one, second=second, other=other)
    return [one.message for one in audit(form.encode(), "form.txt")[0].findings if one.code == "CL01"]


def test_a_fall_of_something_else_is_not_the_row_s():
    assert claims_broken("办公用纸由上年的500包降至400包，下降20%。") == []
    assert claims_broken("同比下降20%。") == []


def test_a_fall_of_what_the_row_measures_is():
    assert claims_broken("化肥施用量由上年500吨降至469吨，下降6.2%。") == []
    assert claims_broken("化肥施用量由上年500吨降至459吨，下降8.2%。") != []


@pytest.mark.parametrize("rows", [(HOLDERS, DEALERS), (DEALERS, HOLDERS)])
def test_whose_satisfaction_it_is_does_not_hang_on_the_order_of_the_rows(rows):
    said = "种植户问卷150份，满意度{}，经销商问卷50份，满意度92.6%。"
    assert claims_broken(said.format("87.2%"), rows) == []
    assert len(claims_broken(said.format("88.2%"), rows)) == 1


def test_a_sum_is_not_what_each_was_given():
    """健康讲座共计412场 beside a row that counts those of each centre."""
    told = "健康讲座共计412场。"
    form = FORM.format(told=told, first="满意度", one="95%", second="家长满意度", other="95%")
    for name, actual, broken in (("每中心健康讲座场次", "12.5场", 0), ("健康讲座场次", "421场", 1)):
        changed = form.replace("推广面积", name).replace("≥12万亩", "≥12场").replace("12.4万亩", actual)
        found = [one for one in audit(changed.encode(), "form.txt")[0].findings if one.code == "CL01"]
        assert len(found) == broken


@pytest.mark.parametrize(("daily", "broken"), [("374吨", 0), ("384吨", 1)])
def test_a_day_s_mean_is_not_the_year_s_sum(daily, broken):
    told = f"生活垃圾全年清运13.65万吨、日均{daily}。"
    form = FORM.format(told=told, first="满意度", one="95%", second="家长满意度", other="95%")
    changed = form.replace("推广面积", "生活垃圾日均清运量").replace("≥12万亩", "≤380吨").replace("12.4万亩", "374吨")
    changed = changed.replace("推广测土配方施肥。	", "生活垃圾日均清运量380吨以内。	")
    found = {
        one.code for one in audit(changed.encode(), "form.txt")[0].findings if one.code in ("CL01", "CL04", "CL06")
    }
    assert found == ({"CL01", "CL04"} if broken else set())

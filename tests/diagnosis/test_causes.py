"""What one slip explains is said once, and the smallest change that mends all is proposed when there is only one."""

from decimal import Decimal

import pytest

from auditor import diagnosis, profiles
from auditor.pipeline import audit

HEAD = """2024年度项目支出绩效自评表
项目名称\t农村饮水安全工程
主管部门\t某县水利局\t实施单位\t某县供水中心
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t{money}
\t其中：财政拨款\t{fiscal}
\t其他资金\t{other}
年度总体目标\t预期目标\t实际完成情况
\t{target}\t{result}
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
"""
SOUND = {
    "money": "240.00\t240.00\t240.00\t10\t100%\t10",
    "fiscal": "200.00\t200.00\t200.00\t-\t100%\t-",
    "other": "40.00\t40.00\t40.00\t-\t100%\t-",
    "target": "铺设管网126公里，解决饮水困难人口20350人。",
    "result": "铺设管网128公里，解决饮水困难人口20360人。",
    "pipes": "128公里\t20\t20\t",
    "people": "20360人\t40\t40\t",
    "share": "97%\t30\t30\t回收问卷200份",
    "total": "100",
    "graded": "",
}


def outcome(**changed):
    cells = SOUND | changed
    rows = (
        f"\t产出指标\t数量指标\t铺设管网长度\t≥126公里\t{cells['pipes']}\n"
        f"\t效益指标\t社会效益指标\t解决饮水困难人口\t≥20350人\t{cells['people']}\n"
        f"\t满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t{cells['share']}\n"
        f"总分\t\t\t\t\t\t100\t{cells['total']}\n{cells['graded']}"
    )
    (found,) = audit((HEAD.format(**cells) + rows).encode(), "form.txt")
    return found


def causes(found):
    of = {finding.fingerprint: finding.code for finding in found.findings}
    return [(cause.kind, sorted(of[one] for one in cause.findings)) for cause in found.causes]


def test_a_right_report_has_no_causes():
    assert causes(outcome()) == []


def test_a_dropped_digit_in_the_text_is_the_one_change_that_mends_both():
    found = outcome(result="铺设管网128公里，解决饮水困难人口2036人。")
    assert causes(found) == [("digit-slip", ["CL01", "CL04"])]
    assert "建议" in found.causes[0].proposal
    assert "实际完成情况" in found.causes[0].proposal
    assert "“20360人”" in found.causes[0].proposal


def test_two_changes_that_mend_alike_are_not_proposed():
    found = outcome(result="铺设管网182公里，解决饮水困难人口20360人。", pipes="128公里\t20\t20\t")
    assert causes(found) == [("digit-slip", ["CL01"])]
    assert found.causes[0].proposal == ""


def test_what_follows_from_the_wrong_cell_stands_under_it():
    found = outcome(result="铺设管网182公里，解决饮水困难人口20360人。", pipes="118公里\t20\t20\t")
    assert ("digit-slip", ["CL01"]) not in causes(found)
    found = outcome(result="铺设管网171公里，解决饮水困难人口20360人。", pipes="117公里\t20\t20\t")
    assert causes(found) == [("digit-slip", ["CL01", "SC07"])]
    assert "「铺设管网长度」实际完成值的“117公里”改为“171公里”" in found.causes[0].proposal


def test_digits_that_only_look_swapped_are_no_slip():
    """20350 promised, 20305 in text and table alike: the promise was missed, nobody mistyped."""
    found = outcome(result="铺设管网128公里，解决饮水困难人口20305人。", people="20305人\t40\t40\t")
    assert {finding.code for finding in found.findings} >= {"CL04", "SC07"}
    assert causes(found) == []


def test_a_promise_mistyped_in_the_goal_alone():
    found = outcome(target="铺设管网216公里，解决饮水困难人口20350人。")
    assert causes(found) == [("digit-slip", ["CL03", "CL04"])]
    assert "年度绩效目标的“216公里”改为“126公里”" in found.causes[0].proposal


def test_parts_that_add_up_speak_for_their_total():
    """402 = 145 + 257 in the text, 420 against a target of 420 in the table: the table copied its target."""
    found = outcome(
        target="铺设管网126公里，解决饮水困难人口20350人。",
        result="铺设管网128公里，解决饮水困难人口20305人，其中东乡12100人、西乡8205人。",
        people="20350人\t40\t40\t",
    )
    assert causes(found) == [("copied-from-target", ["CL01"])]


def test_a_part_with_two_digits_swapped():
    found = outcome(result="铺设管网128公里，解决饮水困难人口20360人，其中东乡12100人、西乡8620人。")
    assert causes(found) == [("digit-slip", ["CL13"])]
    assert "“8620人”改为“8260人”" in found.causes[0].proposal


def test_a_unit_left_out():
    found = outcome(result="铺设管网128公里，解决饮水困难人口2.036人。")
    assert [kind for kind, _codes in causes(found)] == ["unit-slip"]


@pytest.mark.parametrize(
    ("changed", "codes", "said"),
    [
        (
            {"result": "铺设管网1280米，解决饮水困难人口20360人。"},
            ["CL01", "CL04"],
            "若把实际完成情况的“1280米”改为“128000米”，所涉 2 处即全部一致",
        ),
        (
            {"result": "铺设管网128公里，解决饮水困难人口20360人，其中东乡12100人、西乡0.862万人。"},
            ["CL13"],
            "若把实际完成情况的“0.862万人”改为“0.826万人”，所涉 1 处",
        ),
        (
            {"target": "铺设管网126公里，解决饮水困难人口20530人。", "people": "20360人\t40\t40\t"},
            ["CL03", "CL04"],
            "若把年度绩效目标的“20530人”改为“20350人”，所涉 2 处",
        ),
        ({"result": "铺设管网128公里，解决饮水困难人口2.306万人。"}, ["CL01"], ""),
    ],
)
def test_the_change_is_proposed_in_the_unit_that_is_printed(changed, codes, said):
    found = outcome(**changed)
    assert causes(found) == [("digit-slip", codes)]
    proposal = found.causes[0].proposal
    assert said in proposal
    assert bool(said) == bool(proposal)


def test_a_promise_is_mistyped_from_what_its_results_add_up_to():
    (found,) = audit(
        "某县教育局2024年部门整体支出绩效自评报告\n\n一、绩效目标完成情况\n\n"
        "绩效目标为：特岗计划招聘教师462人。特岗计划春季招聘教师118人，秋季招聘教师146人。\n".encode(),
        "report.txt",
    )
    assert causes(found) == [("digit-slip", ["CL04"])]
    assert "若把报告正文的“462人”改为“264人”" in found.causes[0].proposal


def test_a_difference_that_no_slip_makes_has_no_cause():
    assert causes(outcome(result="铺设管网133公里，解决饮水困难人口20360人。")) == []


def test_a_total_that_was_not_added_up_again():
    found = outcome(share="88%\t30\t28\t回收问卷200份，将加强入户走访", total="100")
    assert [kind for kind, _codes in causes(found)] == ["stale-total"]
    assert "「群众满意度」" in found.causes[0].message
    assert "98" in found.causes[0].proposal


def test_a_sum_of_money_that_kept_an_old_part():
    found = outcome(other="40.00\t30.00\t40.00\t-\t100%\t-")
    assert causes(found)[0] == ("stale-total", ["BU04"])
    assert "「其他资金」" in found.causes[0].message


def test_rows_that_repeat_their_targets_are_one_habit():
    found = outcome(pipes="≥126公里\t20\t20\t", people="≥20350人\t40\t40\t", share="≥90%\t30\t30\t")
    assert ("copied-from-target", ["IN11", "IN11", "IN11"]) in causes(found)


def test_an_actual_equal_to_its_target_where_the_text_tells_another_number():
    found = outcome(people="20350人\t40\t40\t", result="铺设管网128公里，解决饮水困难人口21400人。")
    assert causes(found) == [("copied-from-target", ["CL01"])]


@pytest.mark.parametrize(
    ("changed", "score", "grade"),
    [
        ({"total": "90.4", "graded": "自评等级\t优\n", "pipes": "118公里\t20\t20\t", "people": "20360人\t40\t30.4\t配套滞后，已列入计划加快推进"}, "89.13", "良"),
        ({"total": "99.5"}, "100", "优"),
        ({}, "100", "优"),
    ],
)  # fmt: skip
def test_the_score_is_recomputed_with_what_is_provable(changed, score, grade):
    impact = outcome(**changed).impact
    assert (impact.score_recomputed, impact.grade_recomputed) == (Decimal(score), grade)
    assert sum(one.change for one in impact.corrections) == impact.score_recomputed - impact.score_stated


def test_a_row_that_a_slip_may_have_made_corrects_no_score():
    impact = outcome(result="铺设管网171公里，解决饮水困难人口20360人。", pipes="117公里\t20\t20\t").impact
    assert impact.score_recomputed is None or impact.score_recomputed == impact.score_stated


def test_a_total_that_two_rows_explain_alike_is_explained_by_neither():
    short = {
        "people": "20360人\t40\t38\t个别水表未装，列入下年计划",
        "share": "88%\t30\t28\t回收问卷200份，将加强入户走访",
    }
    found = outcome(**short, total="98")
    assert "SC01" in {finding.code for finding in found.findings}
    assert "stale-total" not in [kind for kind, _codes in causes(found)]


@pytest.mark.parametrize(("confidence", "score"), [("high", "97"), ("medium", "98"), ("low", "98")])
def test_only_what_is_sure_corrects_the_score(confidence, score):
    found = outcome(total="98")
    finding = next(one for one in found.findings if one.code == "SC01")
    doubtful = finding.model_copy(update={"confidence": confidence, "score_change": Decimal(-1)})
    impact = diagnosis.impact(found.report, profiles.load("national"), [doubtful], [], added=True)
    assert impact.score_recomputed == Decimal(score)

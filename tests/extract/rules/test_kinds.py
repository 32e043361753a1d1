import pytest

from auditor.extract.rules import kinds

RESULTS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
TARGETS = ("一级指标", "二级指标", "三级指标", "年度指标值", "权重")


@pytest.mark.parametrize(
    ("title", "labels", "headings", "kind"),
    [
        ("部门整体支出绩效自评表", ["部门名称"], RESULTS, "overall"),
        ("沙溪县水利局2023年度单位整体绩效自评表", [], RESULTS, "overall"),
        ("2023年度项目支出绩效自评表", ["项目名称"], RESULTS, "project"),
        ("2023年度绩效自评表", ["部门名称"], RESULTS, "overall"),
        ("中央对地方转移支付区域绩效自评表", [], RESULTS, "transfer"),
        ("就业补助资金绩效自评表", ["转移支付(项目)名称"], RESULTS, "transfer"),
        ("2023年度水库加固项目绩效自评报告", [], [], "narrative"),
        ("2023年度水库加固项目绩效评价报告", [], [], "narrative"),
        ("河道清淤项目重点绩效评价结果通报", [], [], "narrative"),
        ("沙溪县图书馆阅读推广经费绩效自评（2024年）", [], [], "narrative"),
        ("沙溪县林业局2023年度林业资金绩效评价表", [], [], "project"),
        ("2024年度项目支出绩效目标申报表", ["项目名称"], TARGETS, "plan"),
        ("项目支出绩效目标批复表", [], TARGETS, "plan"),
        ("项目绩效目标表", [], [], "plan"),
        ("2023年度助学金项目绩效评价指标表", [], ["指标名称", "目标值", "分值", "备注"], "plan"),
        ("2023年度项目支出绩效目标自评表", ["项目名称"], RESULTS, "project"),
        ("2023年度项目支出绩效自评表", ["项目名称"], TARGETS, "project"),
        ("财政支出项目绩效自评复核表", ["项目名称"], RESULTS, "review"),
    ],
)
def test_the_title_decides(title, labels, headings, kind):
    found = kinds.of([title], labels, headings, "")

    assert (found.kind, found.evidence, found.remedy) == (kind, title, "")


@pytest.mark.parametrize(
    ("labels", "headings", "kind"),
    [
        (["项目名称"], RESULTS, "project"),
        (["部门名称"], RESULTS, "overall"),
        (["项目名称"], TARGETS, "plan"),
        (["项目名称"], (*TARGETS, "上年完成值"), "plan"),
        (["项目名称"], (*TARGETS, "完成时限", "评分标准"), "plan"),
        (["项目名称"], (*RESULTS, "复核完成值", "复核得分"), "review"),
    ],
)
def test_tables_decide_without_a_title(labels, headings, kind):
    assert kinds.of([], labels, headings, "").kind == kind


@pytest.mark.parametrize(
    ("titles", "sample", "said"),
    [
        (["沙溪县水利局2024年度部门决算"], "一、收入支出决算总体情况说明", "决算"),
        (["沙溪县水利局2024年部门预算公开"], "一、部门职责", "预算"),
        ([], "收入支出决算总表\n项目 行次 决算数", "决算"),
        (["2023年工作总结及2024年工作打算"], "一年来，我局认真履职。", "工作总结"),
        (["关于开展2023年度绩效自评工作的通知"], "各预算单位：\n请组织开展绩效自评并提交自评报告。", "通知"),
        (["政府采购合同"], "甲方：沙溪县水利局", "合同"),
        (["沙溪县水库加固工程中标公告"], "", "招标"),
        (["沙溪县水利局党组会会议纪要"], "", "会议"),
        (["沙溪县项目支出绩效评价管理办法"], "第一章 总则", "办法"),
        (["2023年度项目支出绩效运行监控表"], "", "监控"),
        (["关于水库加固项目的审计报告"], "", "审计"),
        ([], "个人简历\n姓名：张三\n教育背景：某大学", "简历"),
        ([], "Annual report of the company, all rights reserved.", "不是中文"),
        ([], " \n ", "没有文字"),
        ([], "今天天气很好，公园里的花都开了。", "没有自评结论"),
    ],
)
def test_what_holds_no_evaluation_is_told(titles, sample, said):
    found = kinds.of(titles, [], [], sample)

    assert found.kind is None
    assert said in found.said
    message = kinds.refusal("材料.pdf", found)
    assert message.startswith("材料.pdf：")
    assert found.said in message
    assert message.endswith(found.remedy)
    assert found.remedy.startswith(("请提供", "如"))


def test_an_annexed_form_counts_in_final_accounts():
    accounts = "沙溪县水利局2024年度部门决算"

    assert kinds.of([accounts, "项目支出绩效自评表"], [], RESULTS, "").kind == "project"
    assert (
        kinds.of([accounts, "项目支出绩效目标表", "2024年度部门整体支出绩效自评报告"], [], [], "").kind == "narrative"
    )


def test_a_chapter_that_tells_the_outcome_counts_and_one_that_mentions_does_not():
    accounts = ["沙溪县水利局2024年度部门决算"]

    told = kinds.of(accounts, [], [], "预算绩效情况说明\n水库加固项目绩效自评综述：自评得分98分，完成率100%。")
    mentioned = kinds.of(accounts, [], [], "预算绩效情况说明\n我局组织开展绩效自评，涉及项目3个，资金100万元。")

    assert (told.kind, mentioned.kind) == ("narrative", None)
    assert "请单独提供该部分" in mentioned.remedy


@pytest.mark.parametrize(
    "sample",
    [
        "经自评，该项目得分95分，等级为优。",
        "根据《沙溪县项目支出绩效评价管理办法》要求，现将项目绩效自评情况报告如下。",
        "年初绩效目标完成情况：修渠3公里。",
    ],
)
def test_a_text_without_a_title_that_evaluates(sample):
    assert kinds.of([], [], [], sample).kind == "narrative"


def test_a_column_of_results_makes_a_plan_a_report():
    assert kinds.of(["项目支出绩效目标表"], ["项目名称"], RESULTS, "").kind == "project"

"""Where tables begin and end, and what stands between them."""

from readings import report

HEAD = "2023年度项目支出绩效自评表\n项目名称\t绿道管护\n实施单位\t青禾县林业局\n"
HEADING = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
ROW = "产出指标\t数量指标\t补植乔木\t≥320株\t325株\t100\t100\n"
TOTAL = "总分\t\t\t\t\t100\t100\n"


def test_a_list_before_or_after_a_form_is_none_of_it():
    annex = "序号\t项目名称\t金额\n1\t绿道补植\t12.5\n2\t绿道修枝\t8.3\n"
    for text in (HEAD + HEADING + ROW + TOTAL + annex, HEAD + annex + HEADING + ROW + TOTAL):
        found = report(text)

        assert [row.name for row in found.indicators] == ["补植乔木"]
        assert {aside.kind for aside in found.asides} >= {"list"}


def test_a_small_table_in_prose_holds_no_total_score():
    found = report(
        "青禾县林业局2023年度绿道管护项目绩效自评报告\n一、资金情况\n项目\t预算数\t支出数\n补植\t1200.5\t1180\n修枝\t2086\t2010\n"
        "合计\t3286.5\t3190\n二、自评结论\n项目自评得分99.41分，等级为优。\n"
    )

    assert found.total is None or str(found.total.score) != "3286.5"
    assert str(found.conclusion.score) == "99.41"


def test_who_signs_is_no_indicator():
    found = report(HEAD + HEADING + ROW + TOTAL + "单位主要负责人签批意见\t同意上报。　签名：\n")

    assert len(found.indicators) == 1
    assert [aside.kind for aside in found.asides if aside.kind == "signature"] == ["signature"]


def test_how_a_project_went_is_no_goal():
    found = report(HEAD + "项目实施内容及过程概述\t按计划完成招标、施工和验收三个阶段的工作\n" + HEADING + ROW)

    assert found.goals == ()


def test_numbers_of_columns_are_no_money():
    found = report(
        HEAD
        + "资金来源\t行次\t全年预算数\t全年执行数\t执行率\n栏次\t\t1\t2\t3\n年度资金总额\t1\t120\t114\t95%\n"
        + HEADING
        + ROW
    )

    assert [(str(line.budget), str(line.spent)) for line in found.budget] == [("120", "114")]


def test_a_block_of_no_known_kind_is_told():
    found = report(HEAD + HEADING + ROW + TOTAL + "甬栏\t丁栏\t戊栏\n某事\t17\t某样\n")

    assert [spot.part for spot in found.unreadable] == ["block"]


def test_parts_go_on_below_the_first():
    (row,) = report(
        HEAD
        + HEADING
        + "产出指标\t数量指标\t补植乔木\t≥320株\t325株\t100\t100\n\t\t其中：杨树\t\t200株\n\t\t柳树\t\t125株\n"
    ).indicators

    assert [part.name for part in row.parts] == ["其中：杨树", "柳树"]


def test_a_form_may_end_with_its_total_in_the_head():
    found = report(
        "2023年度项目支出绩效自评表\n项目名称\t绿道管护\t自评总分\t96.5\n实施单位\t青禾县林业局\n" + HEADING + ROW
    )

    assert "96.5" in {str(total.score) for total in found.totals}

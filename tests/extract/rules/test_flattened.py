"""A form that an export ran together into one line is told as unread, and ties nothing."""

import pytest
from readings import report

WORDS = (
    "某区项目支出绩效自评表 (2023年度) 项目名称 管网清淤 项目资金 (万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分 "
    "年度资金总额 0 62.5 61.4 10 98% 9.8 绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 "
    "产出指标 数量指标 清淤管道 ≥40公里 42公里 15 15 检查井清掏 ≥300座 280座 15 14 满意度指标 居民满意度 ≥90% 93% 10 10"
)


@pytest.mark.parametrize("line", [WORDS, WORDS.replace(" ", "")])
def test_the_figures_of_such_a_line_are_unread(line):
    found = report(line + "\n")

    assert found.prose == ()
    assert [place.reason.startswith("这一行是被压成一行的表格") for place in found.unreadable] == [True]


@pytest.mark.parametrize(
    "line",
    [
        "本次自评共设三级指标24个，其中产出指标12个、效益指标8个、满意度指标4个，对照年度指标值逐项填报实际完成值，综合得分95分。",
        "按照项目支出绩效自评表的要求，逐项填写一级指标、二级指标、三级指标、年度指标值和实际完成值，全年清淤管道42公里，支出61.4万元。",
    ],
)
def test_a_sentence_that_speaks_of_columns_is_read(line):
    found = report(f"某局2023年度绩效自评报告\n{line}\n")

    assert line in [one.text for one in found.prose] or line in (found.conclusion.text if found.conclusion else "")
    assert found.unreadable == ()

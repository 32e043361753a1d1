"""Which way is better, and whether what was done meets what was asked: rows and promises as forms word them."""

from decimal import Decimal

import builders
import pytest

from auditor.sense import direction
from auditor.text import quantities


def way(words):
    name, measure = (cell.strip() for cell in words.split("|"))
    return direction.way(name, quantities.read(measure))


@pytest.mark.parametrize(
    "words",
    [
        "城区内涝点位 | 12处", "路面返修处数 | 5处", "信访件数 | 20件", "投诉数量 | 10件", "群众有效投诉率 | 2%", "安全生产事故起数 | 2起", "管网漏损率 | 10%",
        "重大事故发生率 | 1%", "业务处理差错率 | 1%", "抽检不合格率 | 3%", "成本增长率 | 5%", "系统故障时间 | 2小时", "漏损率下降到 | 8%", "违规率 | 1%",
        "三公经费变动率 | 0%", "公用经费控制率 | 100%", "财政供养人员控制率 | 100%", "预算调整率 | 3%", "结转结余率 | 2%", "资产负债率 | 60%", "项目支出控制率 | 100%",
        "平均办理时长 | 10天", "故障响应时间 | 2小时", "培训完成时间 | 30天", "化肥使用量 | 20吨", "黑臭水体数量 | 3条", "发放不及时率 | 2%",
    ],
)  # fmt: skip
def test_less_is_better(words):
    assert way(words) == "less"


@pytest.mark.parametrize(
    "words",
    [
        "不合格食品核查处置率 | 100%", "投诉处理率 | 100%", "事故整改率 | 95%", "信访办结率 | 98%", "突发事件及时处置率 | 100%", "风险防控覆盖率 | 90%", "污染物达标排放率 | 95%",
        "排放达标率 | 95%", "污水处理率 | 95%", "供热投诉量下降 | 20%", "单位能耗下降率 | 3%", "减少污染物排放量 | 100吨", "挽回损失 | 200万吨", "安全事故演练次数 | 3次",
        "药品不良反应报告数 | 30份", "未发生安全事故率 | 100%", "无事故天数 | 365天", "成本节约率 | 5%", "培训人数 | 100人", "开放天数 | 300天", "志愿服务时长 | 200小时",
        "疫情控制率 | 100%", "血压控制率 | 60%", "政府采购执行率 | 100%", "作物结构调整面积 | 300亩", "垃圾处理量 | 90吨", "控辍保学率 | 100%", "设备完好率 | 95%",
    ],
)  # fmt: skip
def test_more_is_better(words):
    assert way(words) == "more"


@pytest.mark.parametrize(
    "words",
    [
        "隐患排查数 | 100处",
        "法律援助案件数 | 100件",
        "处置突发事件数 | 3起",
        "降低失业率 | 5%",
        "帮扶年限 | 3年",
        "电价降低率 | 5%",
    ],
)
def test_some_names_leave_it_open(words):
    assert way(words) == "either"


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("数量指标 | 核查企业数 | ≥100家 | 104家", True),
        ("数量指标 | 核查企业数 | ≥100家 | 99家", False),
        ("数量指标 | 志愿活动 | =35次 | 40次", True),
        ("成本指标 | 项目成本 | =576万元 | 570万元", True),
        ("成本指标 | 项目成本 | =576万元 | 580万元", False),
        ("成本指标 | 资助标准 | 700元/人 | 600元/人", None),
        ("成本指标 | 补助标准达标率 | 100% | 93%", False),
        ("成本指标 | 预算执行率 | 100% | 93%", False),
        ("成本指标 | 公务接待费占比 | 5% | 3%", True),
        ("质量指标 | 事故发生数 | 0起 | 1起", False),
        ("质量指标 | 违规问题 | 0个 | 1个", False),
        ("数量指标 | 宣传活动次数 | 0次 | 43次", True),
        ("数量指标 | 宣传活动次数 | =0次 | 43次", None),
        ("数量指标 | 处置事故数 | 0起 | 2起", None),
        ("数量指标 | 隐患排查数 | 100处 | 92处", None),
        ("数量指标 | 隐患排查数 | 100处 | 100处", True),
        ("数量指标 | 结转结余率 | 2% | 0", True),
        ("数量指标 | 公用经费控制率 | 100% | 108%", False),
        ("数量指标 | 投诉数量 | 10件 | 12件", False),
        ("时效指标 | 平均办理时长 | 10天 | 12天", False),
        ("时效指标 | 办理 | 10天 | 8天", None),
        ("质量指标 | 不合格食品核查处置率 | =100% | 98.4%", False),
        ("数量指标 | 组织培训 | 3-5期 | 6期", True),
        ("数量指标 | 组织培训 | 3-5期 | 2期", False),
        ("质量指标 | 漏损率 | 8-10% | 7%", True),
        ("数量指标 | 组织培训 | 约100人 | 150人", True),
        ("数量指标 | 服务数 | ≥2000个 | 2017人", None),
        ("质量指标 | 产品质量 | 优良 | 优良", None),
        ("成本指标 | 管理工作成本 | ≥440万元 | 432.8万元", None),
        ("数量指标 | 培训人数 | ≤390人 | 401人", None),
    ],
)
def test_a_target_is_met_missed_or_left_open(words, met):
    assert direction.met(builders.row(words)) is met


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("数量指标 | 任务完成率 | 1 | 100%", True),
        ("数量指标 | 任务完成率 | 1 | 100", True),
        ("数量指标 | 任务完成率 | 1 | 85%", False),
        ("数量指标 | 任务完成率 | 1 | 0.98", False),
        ("质量指标 | 合格率 | ≥95% | 0.98", True),
        ("质量指标 | 合格率 | ≥95% | 0.93", False),
        ("质量指标 | 合格率 | ≥0.95 | 97.1%", True),
        ("质量指标 | 合格率 | ≥95 | 0.971", True),
        ("质量指标 | 差错率 | ≤5% | 0.5", True),
        ("质量指标 | 差错率 | ≤5% | 0.03", True),
        ("数量指标 | 制定方案 | 1 | 100%", True),
        ("数量指标 | 巡检频率 | 1 | 4", True),
    ],
)
def test_one_is_a_hundred_per_cent_where_the_row_shows_it(words, met):
    assert direction.met(builders.row(words)) is met


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("数量指标 | 检查企业数 | ≥500家次 | 1901家次", Decimal("380.2")),
        ("数量指标 | 修建道路 | ≥3公里 | 3300米", Decimal(110)),
        ("数量指标 | 隐患整改数 | ≥100处 | 300处", Decimal(300)),
        ("数量指标 | 隐患整改数 | 100处 | 300处", None),
        ("质量指标 | 合格率 | ≥50% | 100%", None),
        ("数量指标 | 任务完成率 | 1 | 100%", None),
        ("数量指标 | 任务完成率 | 1 | 100", None),
        ("数量指标 | 败诉 | ≤3件 | 0件", None),
        ("数量指标 | 投诉数量 | 10件 | 30件", None),
        ("数量指标 | 推动次数 | ≥72次 | ≥72次", None),
    ],
)
def test_attainment_is_of_counts_that_are_to_be_reached(words, share):
    assert direction.attainment(builders.row(words)) == share


@pytest.mark.parametrize(
    ("subject", "promise", "result", "kept"),
    [
        ("短视频", "56部", "52部", False),
        ("城区内涝点位", "12处", "8处", True),
        ("城区内涝点位", "12处", "15处", False),
        ("供热投诉量下降", "20%", "23%", True),
        ("投入资金", "500万元", "480万元", True),
        ("系统故障率", "<10%", "10%", False),
    ],
)
def test_a_promise_of_a_text_binds_the_way_its_subject_wants(subject, promise, result, kept):
    assert direction.keeps(quantities.read(result), quantities.read(promise), subject) is kept


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("数量指标 | 培训人数 | 100人 | 80人", ("≥", 100)),
        ("数量指标 | 投诉数量 | 10件 | 5件", ("≤", 10)),
        ("数量指标 | 隐患排查数 | 100处 | 92处", ("=", 100)),
        ("数量指标 | 任务完成率 | 1 | 85%", ("≥", 100)),
        ("数量指标 | 组织培训 | 3-5期 | 6期", ("≥", 3)),
        ("质量指标 | 漏损率 | 8-10% | 7%", ("≤", 10)),
    ],
)
def test_a_target_without_a_sign_is_a_floor_or_a_ceiling(words, asked):
    found = direction.asked(builders.row(words))
    assert (found.bound, found.value) == asked

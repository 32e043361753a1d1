"""Which way is better, and whether what was done meets what was asked: rows and promises as forms word them."""

from decimal import Decimal

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        "平均办理时长 | 10天", "故障响应时间 | 2小时", "培训完成时间 | 30天", "化肥使用量 | 20吨", "黑臭水体数量 | 3条", "发放不及时率 | 2%", "农药量 | 20吨", "急救反应时间 | 12分钟", "案件发生率 | 3%", "故障停机率 | 1%",
        "用水总量控制率 | 100%",
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
        "疫情控制率 | 100%", "血压控制率 | 60%", "政府采购执行率 | 100%", "作物结构调整面积 | 300亩", "垃圾处理量 | 90吨", "控辍保学率 | 100%", "线上访问量 | 25万人次", "水土流失治理面积 | 50平方公里", "拆除违章建筑面积 | 1000平方米", "黑臭水体治理数量 | 25条", "行政处罚案件公示率 | 100%", "盘活闲置资产 | 20处",
        "农药减量率 | 3%",
        "化肥减量 | 10吨", "研发案例 | 3个", "设备完好率 | 95%",
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
        "案件质量率 | 90%",
        "处置安全隐患 | 12处",
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
        ("成本指标 | 每户改造成本 | 5000元 | 4860元", True),
        ("经济效益指标 | 运营成本降低率 | 5% | 4%", False),
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
        ("数量指标 | 组织培训 | 约100人 | 40人", False),
        ("质量指标 | 投诉举报 | 约10件 | 5件", True),
        ("数量指标 | 组织培训 | 100人 | 超过120人", True),
        ("质量指标 | 违规率 | 2 | 1", True),
        ("质量指标 | 违规率 | 2 | 3", False),
        ("数量指标 | 组织培训 | 100人 | -", None),
        ("数量指标 | 组织培训 | - | 100人", None),
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
        ("质量指标 | 差错率 | 12 | 1", True),
        ("经济效益指标 | 亩产提高比例 | ≥2% | 1", False),
        ("质量指标 | 合格率 | 95 | 1", True),
        ("质量指标 | 合格率 | 95% | 0.90", False),
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
        ("数量指标 | 培训人数 | 0人 | 120人", None),
        ("数量指标 | 组织培训 | 3-5期 | 12期", None),
        ("数量指标 | 组织培训 | ≥3期 | -", None),
        ("数量指标 | 培训人数 | ≥1人 | 3人", Decimal(300)),
        ("成本指标 | 培训场次 | ≥5场 | 15场", None),
        ("数量指标 | 服务数 | ≥2000个 | 2017人", None),
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
        ("组织培训", "3-5期", "6期", True),
        ("组织培训", "3-5期", "2期", False),
        ("投诉举报", "8-10件", "11件", False),
        ("投诉举报", "8-10件", "5件", True),
        ("受理投诉", "50件", "30件", True),
        ("完成工期", "8-10天", "12天", True),
        ("培训人员", "100人", "88公里", None),
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
        ("数量指标 | 投诉数量 | 10件 | -", ("≤", 10)),
        ("数量指标 | 培训人数 | 100人 | 12场", ("≥", 100)),
        ("数量指标 | 培训人数 | >100人 | 80人", (">", 100)),
    ],
)
def test_a_target_without_a_sign_is_a_floor_or_a_ceiling(words, asked):
    """Also where nothing was reported yet, or in another unit."""
    found = direction.asked(builders.row(words))
    assert (found.bound, found.value) == asked


BAD = [
    "安全事故",
    "群众投诉",
    "信访",
    "路面返修",
    "设备故障",
    "管网漏损",
    "数据差错",
    "案卷逾期",
    "农户返贫",
    "城区内涝",
]
HANDLING = ["处理", "整改", "办结", "处置", "化解", "受理", "核查处置", "及时处置"]
WORKS = ["治理", "整治", "修复", "改造"]
PLACES = ["", "全县", "辖区内", "重点行业", "老旧小区"]
GOOD = ["培训人数", "巡查次数", "修建道路长度", "验收合格率", "政策知晓率", "设备完好率", "资助学生人数", "种植面积"]
SIGNS = ["", "=", "≥", "≤", ">", "<"]

bad = st.builds(str.__add__, st.sampled_from(PLACES), st.sampled_from(BAD))
whole = st.integers(1, 5000)


@given(bad, st.sampled_from(["数量", "次数", "件数", "发生率", "率"]), whole)
def test_less_of_what_is_bad_is_better_however_it_is_measured(thing, measure, value):
    unit = "%" if measure.endswith("率") else "件"
    assert way(f"{thing}{measure} | {value}{unit}") == "less"


@given(bad, st.sampled_from(HANDLING))
def test_a_rate_of_handling_what_is_bad_is_to_be_high(thing, handling):
    assert way(f"{thing}{handling}率 | 95%") == "more"


@given(bad, st.sampled_from(WORKS), whole)
def test_works_against_what_is_bad_are_to_be_done(thing, works, value):
    assert way(f"{thing}{works}数量 | {value}处") == "more"


@given(bad, st.sampled_from(["下降率", "降低率", "减少幅度"]))
def test_the_fall_of_what_is_bad_is_good(thing, fall):
    assert way(f"{thing}{fall} | 5%") == "more"


@given(st.sampled_from(GOOD), whole, whole)
def test_a_target_without_a_sign_is_met_by_as_much_or_more(name, target, actual):
    unit = "%" if name.endswith("率") else ""
    met = direction.met(builders.row(f"数量指标 | {name} | {target}{unit} | {actual}{unit}"))
    assert met is (actual >= target)


@given(bad, whole, whole)
def test_and_by_as_little_or_less_where_less_is_better(thing, target, actual):
    met = direction.met(builders.row(f"质量指标 | {thing}件数 | {target}件 | {actual}件"))
    assert met is (actual <= target)


@given(st.sampled_from(GOOD[:3]), st.sampled_from(SIGNS), whole, whole)
def test_another_writing_of_the_numbers_changes_nothing(name, sign, target, actual):
    plain = builders.row(f"质量指标 | {name} | {sign}{target}个 | {actual}个")
    wide = builders.row(f"质量指标 | {name} | {sign}{target:,}.0个 | {str(actual).translate(WIDE)}个")
    assert direction.met(plain) is direction.met(wide)


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(st.sampled_from(["合格率", "任务达标率", "群众满意度", "贫困户占比"]), st.integers(1, 100), st.integers(1, 100))
def test_a_share_of_one_and_its_percentage_are_one_number(name, target, actual):
    shares = builders.row(f"质量指标 | {name} | {target / 100} | {actual}%")
    assert direction.met(shares) is (actual >= target) or actual == 1
    assert direction.attainment(shares) is None


def test_a_row_without_a_number_asks_for_none():
    words = builders.row("质量指标 | 产品质量 | 优良 | 3")
    assert (direction.asked(words), direction.compared(words), direction.of_row(words)) == (None, None, "either")


def test_a_row_is_read_in_per_cent_with_both_its_numbers():
    row = builders.row("质量指标 | 合格率 | ≥0.95 | 97.1%")
    target, actual = direction.alike(row, row.target.quantity, row.actual.quantity)
    assert (target.value, target.unit, actual.value) == (95, "%", Decimal("97.1"))


def test_a_cost_is_told_by_its_first_level_too():
    row = builders.row("数量指标 | 设备购置 | 100万元 | 90万元")
    assert not direction.is_cost(row)
    assert direction.is_cost(row.model_copy(update={"level1": "成本指标", "category": None}))


@pytest.mark.parametrize(
    ("words", "doubtful"),
    [
        ("成本指标 | 管理工作成本 | ≥440万元 | 432.8万元", True),
        ("成本指标 | 管理工作成本 | ≤440万元 | 432.8万元", False),
        ("成本指标 | 补助标准 | ≥440元 | 440元", False),
        ("数量指标 | 培训人数 | ≤390人 | 380人", True),
        ("数量指标 | 培训人数 | ≥390人 | 401人", False),
        ("数量指标 | 在职人员数 | ≤390人 | 380人", False),
        ("数量指标 | 投诉数量 | ≤39件 | 38件", False),
        ("质量指标 | 培训人数 | ≤390人 | 380人", False),
        ("数量指标 | 采购金额 | ≤390万元 | 380万元", False),
    ],
)
def test_a_sign_against_the_name_is_doubtful(words, doubtful):
    assert direction.sign_doubtful(builders.row(words)) is doubtful


def test_the_printed_equality_is_told_apart_from_being_met():
    over = builders.row("数量指标 | 志愿活动 | =35次 | 40次")
    assert (direction.exactly(over), direction.met(over)) == (False, True)
    assert direction.exactly(builders.row("数量指标 | 志愿活动 | =35次 | 35场")) is True
    assert direction.exactly(builders.row("数量指标 | 志愿活动 | =35次 | 完成")) is None


@pytest.mark.parametrize(
    ("words", "direction_told"),
    [
        ("系统降至 | 10件", "less"),
        ("化解重大历史信访 | 10件", "either"),
        ("化解重大历史性信访 | 10件", "less"),
        ("治理城乡若干处黑臭水体 | 10条", "less"),
        ("治理城乡内涝 | 10处", "more"),
        ("未发生各类有影响的安全责任事故 | 300件", "more"),
        ("未发生各类有较大影响的安全责任事故 | 300件", "less"),
        ("化解重大长期信访积案数 | 10件", "either"),
        ("化解全县历年形成的重大信访 | 10件", "less"),
        ("重大安全事故控制情况 | 2件", "either"),
        ("节能改造费用 | 10件", "either"),
        ("投诉增长 | 3%", "less"),
        ("环保投诉下降率 | 3%", "more"),
        ("未发生重大安全生产责任事故 | 300件", "more"),
        ("事故中断时间 | 3小时", "less"),
        ("无故障运行时间 | 300小时", "more"),
    ],
)
def test_the_last_telling_word_decides(words, direction_told):
    assert way(words) == direction_told


@pytest.mark.parametrize(("name", "measure", "told"), [
    ("资金支付", "3次", "either"), ("资金支付", "100%", "more"), ("办理", "3次", "either"), ("办理", "100%", "more"),
])  # fmt: skip
def test_what_is_filed_under_timeliness_is_open_but_for_rates(name, measure, told):
    assert direction.way(name, quantities.read(measure), timely=True) == told
    assert direction.way(name, quantities.read(measure)) == "more"


@pytest.mark.parametrize(
    ("words", "adverse"),
    [
        ("质量指标 | 投诉举报 | 10件 | 5件", True),
        ("数量指标 | 培训人数 | 100人 | 120人", False),
        ("数量指标 | 隐患排查数 | 100处 | 92处", False),
        ("质量指标 | 培训 | 优 | 优", False),
    ],
)
def test_less_is_better_of_what_is_bad_alone(words, adverse):
    assert direction.is_adverse(builders.row(words)) is adverse


@pytest.mark.parametrize(
    ("subject", "promise", "binds"),
    [
        ("投入资金", "500万元", ("≥", 0)),
        ("排查隐患", "100处", ("≥", 0)),
        ("培训人员", "100人", ("≥", 100)),
        ("城区内涝点位", "12处", ("≤", 12)),
        ("培训人员", "≥100人", ("≥", 100)),
    ],
)
def test_what_the_words_of_a_promise_leave_open_asks_for_nothing(subject, promise, binds):
    found = direction.promised(quantities.read(promise), subject)
    assert (found.bound, found.value) == binds


@pytest.mark.parametrize(("target", "share"), [("≥0.5万人", 200), ("≥1人", 1000000), ("≥0人", None)])
def test_attainment_of_small_targets(target, share):
    assert direction.attainment(builders.row(f"数量指标 | 培训人数 | {target} | 1万人")) == share

"""Every number of a text: value, unit, bound, and what it is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.source import Span
from auditor.text import arithmetic, quantities, rounding


def claims(text: str) -> list[tuple[str, str, str]]:
    """The claimed quantities of a text: bound, value, unit."""
    return [(found.bound, format(found.value, "f"), found.unit) for found in quantities.find(text) if found.claimed]


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("215.92万个", "2159200", "个", "count"),
        ("1.25万件", "12500", "件", "count"),
        ("24人每人补助", "24", "人", "count"),
        ("12台每台单价", "12", "台", "count"),
        ("二十一项", "21", "项", "count"),
        ("两项", "2", "项", "count"),
        ("三个方面", "3", "个", "count"),
        ("4台（套）", "4", "台（套）", "count"),
        ("1901家次", "1901", "家次", "count"),
        ("4372人次", "4372", "人次", "count"),
        ("150人（次）", "150", "人（次）", "count"),
        ("29方面", "29", "方面", "count"),
        ("9.2万户次", "92000", "户次", "count"),
        ("98.40%", "98.40", "%", "percent"),
        ("９０％", "90", "%", "percent"),
        ("100百分比", "100", "%", "percent"),
        ("百分之二点四", "2.4", "%", "percent"),
        ("千分之三", "0.3", "%", "percent"),
        ("5‰", "0.5", "%", "percent"),
        ("八成以上", "80", "%", "percent"),
        ("3.2个百分点", "3.2", "百分点", "point"),
        ("67.5万元", "675000", "元", "money"),
        ("36.57亿元", "3657000000", "元", "money"),
        ("835.3 万元", "8353000", "元", "money"),
        ("¥3,000.50", "3000.50", "元", "money"),
        ("8亿元人民币", "800000000", "元", "money"),
        ("1200亿美元", "120000000000", "美元", "money"),
        ("38.1微克/立方米", "38.1", "微克/立方米", "measure"),
        ("4.11万吨", "41100", "吨", "measure"),
        ("12mg/L", "12", "mg/L", "measure"),
        ("500元/亩", "500", "元/亩", "measure"),
        ("12千米", "12", "千米", "measure"),
        ("一吨半", "1.5", "吨", "measure"),
        ("25.29㎡", "25.29", "㎡", "measure"),
        ("98.6分", "98.6", "分", "measure"),
        ("300天", "300", "天", "duration"),
        ("两个半小时", "2.5", "小时", "duration"),
        ("20个工作日", "20", "个工作日", "duration"),
        ("12个月", "12", "个月", "duration"),
        ("2.5倍", "2.5", "倍", "multiple"),
        ("387664.62", "387664.62", "", "number"),
        ("5万4千6百", "54600", "", "number"),
        ("-22.2%", "-22.2", "%", "percent"),
        ("四分之三", "0.75", "", "number"),
    ],
)
def test_a_printed_quantity_has_its_value_unit_and_kind(text, value, unit, kind):
    [found] = quantities.find(text)

    assert (format(found.value, "f"), found.unit, found.kind) == (value, unit, kind)


def test_a_scaled_number_keeps_the_places_and_the_scale_it_was_printed_with():
    [found] = quantities.find("215.92万个")

    assert (found.places, found.scale) == (2, Decimal(10000))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        *(
            (f"{word}72次", "≥")
            for word in ("≥", "≧", ">=", "＞＝", "≥ ", "不少于", "不低于", "不小于", "至少", "大于等于", "不得少于")
        ),
        *(
            (f"{word}72次", "≤")
            for word in ("≤", "≦", "<=", "不超过", "不高于", "不大于", "最多", "控制在", "不得超过")
        ),
        *((f"{word}72次", ">") for word in (">", "＞", "超过", "大于", "高于", "突破", "逾", "超")),
        *((f"{word}72次", "<") for word in ("<", "＜", "小于", "低于", "少于", "不足", "不到")),
        *((f"{word}72次", "=") for word in ("=", "＝", "═", "﹦", "等于", "", "完成", "达到")),
        *((f"72次{word}", "≥") for word in ("以上", "及以上", "（含）以上")),
        *((f"72次{word}", "≤") for word in ("以下", "以内", "及以下", "之内")),
        *((f"{word}72次", "~") for word in ("约", "大约", "近", "接近")),
        *((f"72次{word}", "~") for word in ("左右", "上下")),
        ("控制在72次以内", "≤"),
        ("达到72次以上", "≥"),
        ("2小时内", "≤"),
        ("超过1000万元（含）", "≥"),
        ("满意度占比高于90%", ">"),
    ],
)
def test_a_number_binds_as_the_words_around_it_say(text, bound):
    [found] = quantities.find(text)

    assert found.bound == bound
    assert text.startswith(found.text) or text.endswith(found.text)


@pytest.mark.parametrize(
    "text",
    [
        "较上年增长31.39%",
        "比上年高于3个百分点",
        "节约30万元",
        "附近30米",
        "近3年",
        "省内3家",
        "公约12条",
        "赶超3家",
        "由2%提高到5%",
    ],
)
def test_a_word_that_only_looks_like_a_bound_binds_nothing(text):
    assert {found.bound for found in quantities.find(text)} == {"="}


@pytest.mark.parametrize(
    ("text", "lean", "value"),
    [
        ("近30篇", "below", 30),
        ("30余篇", "above", 30),
        ("30多篇", "above", 30),
        ("52万余条", "above", 520000),
        ("2.5万余人次", "above", 25000),
        ("十几万", "above", 100000),
        ("百余家", "above", 100),
        ("近百人", "below", 100),
        ("约30篇", "around", 30),
        ("30篇左右", "around", 30),
    ],
)
def test_about_says_to_which_side(text, lean, value):
    [found] = quantities.find(text)

    assert (found.bound, found.lean, found.value) == ("~", lean, value)


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit"),
    [
        ("3-5个", 3, 5, "个"),
        ("10至20", 10, 20, ""),
        ("3～5人", 3, 5, "人"),
        ("5%~10%", 5, 10, "%"),
        ("3-5万元", 30000, 50000, "元"),
        ("120万-150万元", 1200000, 1500000, "元"),
        ("20万元至30万元", 200000, 300000, "元"),
        ("100%-80%", 80, 100, "%"),
        ("20和30之间", 20, 30, ""),
    ],
)
def test_a_range_has_two_ends(text, value, upper, unit):
    [found] = quantities.find(text)

    assert (found.value, found.upper, found.unit) == (value, upper, unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2024年", "year"),
        ("2024年度", "year"),
        ("2024-2027年", "year"),
        ("较23年", "year"),
        ("2024年12月底前", "date"),
        ("6月30日", "date"),
        ("2022.3-2022.11", "date"),
        ("1—6月", "date"),
        ("津环固〔2024〕8号", "document-number"),
        ("冀财预[2023]15号", "document-number"),
        ("第12号", "document-number"),
        ("第八批", "ordinal"),
        ("第三次", "ordinal"),
        ("第1季度", "ordinal"),
        ("附件3", "ordinal"),
        ("年度绩效目标12", "ordinal"),
        ("PM2.5", "name"),
        ("PM10", "name"),
        ("“十四五”", "name"),
        ("十四五时期", "name"),
        ("双随机", "name"),
        ("两微", "name"),
        ("十大执法行动", "name"),
        ("7×24小时", "name"),
        ("“四项制度”", "name"),
        ("一岗双责", "name"),
        ("一地一策", "name"),
        ("二级指标", "name"),
        ("5G基站", "name"),
        ("P1.5LED显示屏", "name"),
        ("比例1:3", "name"),
        ("1. 完成", "list-number"),
        ("1、部门预算", "list-number"),
        ("（二）产出", "list-number"),
        ("③", "list-number"),
        ("一是采购", "list-number"),
        ("二、自评", "list-number"),
        ("13812345678", "phone"),
        ("022-23051234", "phone"),
        ("12345热线", "phone"),
        ("219-某区人民政府", "code"),
        ("219001-某镇", "code"),
        ("-1-", "page"),
        ("第3页", "page"),
        ("20点30分", "time"),
        ("08:30", "time"),
    ],
)
def test_a_number_that_claims_nothing_is_said_to_be_what_it_is(text, kind):
    found = quantities.find(text)

    assert [quantity.kind for quantity in found if not quantity.claimed][:1] == [kind]
    assert not [quantity for quantity in found if quantity.claimed and quantity.unit != "小时"]


@pytest.mark.parametrize(
    "text",
    [
        "一切", "统一", "一定程度", "进一步", "同一个", "某一项", "之一", "万", "四川", "陆地", "收拾", "十分重要", "千方百计", "三地联合印发",
        "一批项目", "一起举办", "数十家", "几十个", "第三方机构", "一次性补助", "百分之二三十", "八里台镇", "六一儿童节",
        "人人、事事、时时、处处", "一般公共预算", "一方面", "逐一", "两岸", "唯一", "其中之一",
    ],
)  # fmt: skip
def test_a_word_with_a_numeral_inside_claims_nothing(text):
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "专题片4部、短视频52部；培训6场，活动34场",
            [("=", "4", "部"), ("=", "52", "部"), ("=", "6", "场"), ("=", "34", "场")],
        ),
        ("401个，其中126、152、123", [("=", "401", "个"), ("=", "126", ""), ("=", "152", ""), ("=", "123", "")]),
        ("33个行政村26113户97401人", [("=", "33", "个"), ("=", "26113", "户"), ("=", "97401", "人")]),
        ("指标165项，其中数量指标43项", [("=", "165", "项"), ("=", "43", "项")]),
        ("11月底完成100%", [("=", "100", "%")]),
        ("检查企业不少于500个，参加不少于1000人次", [("≥", "500", "个"), ("≥", "1000", "人次")]),
        ("86.1%\t0.55\t0.5\n10", [("=", "86.1", "%"), ("=", "0.55", ""), ("=", "0.5", ""), ("=", "10", "")]),
        ("指标1种薯采购价格", []),
        ("8000万元以上（含8000万元）", [("≥", "80000000", "元")]),
    ],
)
def test_a_sentence_gives_its_claims_in_order(text, expected):
    assert claims(text) == expected


def test_the_quote_holds_bound_and_unit_and_the_number_span_neither_bound():
    text = "完成视频不少于56部。"

    [found] = quantities.find(text)

    assert found.text == "不少于56部"
    assert text[found.span.start : found.span.end] == "不少于56部"
    assert text[found.number_span.start : found.number_span.end] == "56部"


@pytest.mark.parametrize("text", ["不⼩于72次", "72⼈", "﹥72次", "２０２４年12⽉"])
def test_letters_that_only_look_the_same_are_read_the_same(text):
    [found] = quantities.find(text)

    assert found.text == text
    assert found.value in {72, 2024}


def test_numbers_that_are_remembered_stand_where_each_caller_says():
    text = "≥95%，共3-5个（第2批）"

    def later(start: int, end: int) -> Span:
        return Span(start=start + 40, end=end + 40, page=2)

    apart = [quantities.find(text), quantities.find(text, later)]
    with quantities.remembering():
        together = [quantities.find(text), quantities.find(text, later), quantities.find(text)]
    assert together == [*apart, apart[0]]


def test_what_a_cell_states_is_remembered_and_stands_where_each_caller_says():
    def placed_from(start):
        return lambda begin, end: Span(start=start + begin, end=start + end)

    with quantities.remembering():
        first, second = (quantities.read("不少于36场", placed_from(start)) for start in (100, 700))

    assert (first.span.start, second.span.start) == (100, 700)
    assert (first.number_span.start, second.number_span.start) == (103, 703)
    assert first.value == second.value == 36


def test_a_fraction_of_an_audit_is_not_remembered_for_those_who_reckon_otherwise():
    with arithmetic.ours(), quantities.remembering():
        within = quantities.read("完成三分之一")
    outside = quantities.read("完成三分之一")

    assert len(within.value.as_tuple().digits) == 100
    assert len(outside.value.as_tuple().digits) == 28


def test_spans_are_made_by_the_callers_own_hand():
    [found] = quantities.find("近30篇", lambda start, end: Span(start=100 + start, end=100 + end, page=2))

    assert found.span == Span(start=100, end=104, page=2)
    assert found.number_span == Span(start=101, end=104, page=2)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("≥100家", "100"),
        ("=35次", "35"),
        ("<1天", "1"),
        ("100%获取参考资格", "100"),
        ("11月底完成100%", "100"),
        ("32.63公里。", "32.63"),
    ],
)
def test_a_cell_states_its_one_quantity(cell, value):
    found = quantities.read(cell)

    assert found is not None
    assert format(found.value, "f") == value


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "完成",
        "2024年12月底",
        "第八批",
        "较23年持续改善",
        "目标40.4微克/立方米，实际38.1微克/立方米",
        "举办培训，共3场",
        "3家4人",
    ],
)
def test_a_cell_of_words_or_several_numbers_states_none(cell):
    assert quantities.read(cell) is None


@pytest.mark.parametrize(
    ("operator", "value", "unit", "expected"),
    [
        ("≧", "735", "人次", ("≥", "735", "人次")),
        ("═", "100", "%", ("=", "100", "%")),
        ("≥", "28", "万亩", ("≥", "280000", "亩")),
        ("≤", "0.9", "%", ("≤", "0.9", "%")),
        ("≥", "95%", "%", ("≥", "95", "%")),
        ("", "35", "次", ("=", "35", "次")),
    ],
)
def test_three_cells_state_one_quantity(operator, value, unit, expected):
    span = Span(start=7, end=20)

    found = quantities.assemble(operator, value, unit, span)

    assert found is not None
    assert (found.bound, format(found.value, "f"), found.unit) == expected
    assert found.span == span


def test_three_cells_of_words_state_none():
    assert quantities.assemble("定性", "有效", "", Span(start=0, end=2)) is None


_GLYPHS = st.text(
    alphabet="0123456789.,，、%％万亿千百十一二三两半年月日号个家次人元第批至-~～≥<=约近余多以上不少于（）()〔〕\t\n PM/:：之内指标目含",
    max_size=40,
)


@given(_GLYPHS)
def test_spans_reproduce_the_quote_in_order_and_never_leave_their_cell(text):
    end = 0
    for found in quantities.find(text):
        assert text[found.span.start : found.span.end] == found.text
        assert found.span.start <= found.number_span.start < found.number_span.end <= found.span.end
        assert found.span.start >= end
        assert not {"\t", "\n"} & set(found.text)
        end = found.span.end


@given(_GLYPHS)
def test_every_quantity_has_an_interval(text):
    for found in quantities.find(text):
        interval = rounding.interval(found)
        assert interval.low is None or interval.high is None or interval.low <= interval.high


@pytest.mark.parametrize(
    "piece",
    ["5万", "一", "一百", "1,", "1.", "a", "(", "第", "2024年", "3-", "1、", "十点", "百分之", "7×", "约", "(含", "0"],
)
def test_a_page_of_nonsense_takes_no_longer_than_a_page(piece):
    text = piece * (30_000 // len(piece))

    for found in quantities.find(text):
        assert text[found.span.start : found.span.end] == found.text


_VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**7)
_BOUNDS = st.sampled_from(["", "≥", "≤", ">", "<", "="])
_UNITS = st.sampled_from(["个", "家次", "%", "元", "公里", "天", "台（套）", "微克/立方米", "mg/L"])


@given(_BOUNDS, _VALUES, _UNITS)
def test_a_printed_quantity_reads_back(bound, value, unit):
    found = quantities.read(f"{bound}{value}{unit}")

    assert found is not None
    assert (found.value, found.unit, found.bound, found.places) == (value, unit, bound or "=", 2)


@pytest.mark.parametrize("text", ["1997.01公里", "2010.12平方米", "2001.07亩", "2011.09%", "2001.01天"])
def test_a_measure_that_looks_like_year_and_month_is_no_date(text):
    assert [(found.text, found.kind != "date") for found in quantities.find(text)] == [(text, True)]


@given(_VALUES, st.sampled_from([("万", 10**4), ("亿", 10**8), ("千", 10**3)]))
def test_a_scaled_amount_reads_back(value, scale):
    found = quantities.read(f"{value}{scale[0]}元")

    assert found is not None
    assert found.value == value * scale[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("985万元(含1个结转项目50万元)", ["985万元", "1个", "50万元"]),
        ("购置设备985万元（含税）", ["985万元"]),
        ("共15个(含5个新增项目)", ["15个", "5个"]),
        ("单笔5万元以上（含5万元）的", ["5万元以上（含5万元）"]),
        ("超过1000万元（含）", ["超过1000万元（含）"]),
    ],
)
def test_a_bracket_with_what_is_counted_within_is_no_part_of_the_number(text, expected):
    assert [found.text for found in quantities.find(text)] == expected


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        ("91.5%（发放问卷400份）", "91.5%"),
        ("≥95%（随机抽查40户）。", "≥95%"),
        ("1.26万平方米（含附属用房0.2万平方米）", "1.26万平方米"),
        ("862台（套）", "862台（套）"),
        ("（发放问卷400份）", "400份"),
        ("新建3座、改建2座（含1座渡槽）", None),
    ],
)
def test_a_remark_in_brackets_behind_a_value_is_not_the_value(cell, stated):
    found = quantities.read(cell)
    assert (found.text if found else None) == stated


def test_digits_of_which_a_scan_made_letters_are_no_number():
    assert claims("满意度≥ 9O%，更换水表36OO块，改造12座") == [("=", "12", "座")]


def test_an_amount_in_thousands_that_looks_like_a_month_is_an_amount():
    assert claims("支出1996.01千元") == claims("支出1996.01 千元") != []


@pytest.mark.parametrize(
    ("text", "value", "unit", "places"),
    [
        ("一点五亿元", "150000000", "元", 1),
        ("二点三余万亩", "23000", "亩", 1),
        ("三点零八万人次", "30800", "人次", 2),
        ("1点5亿元", "150000000", "元", 1),
        ("增长二点四倍", "2.4", "倍", 1),
        ("一点一个百分点", "1.1", "百分点", 1),
        ("十五点六公里", "15.6", "公里", 1),
        ("百分之百", "100", "%", 0),
        ("百分百", "100", "%", 0),
        ("百分之一百一十", "110", "%", 0),
        ("负的百分之三", "-3", "%", 0),
        ("负3.5%", "-3.5", "%", 1),
        ("零下十二摄氏度", "-12", "摄氏度", 0),
        ("零下8℃", "-8", "℃", 0),
        ("- 2,300,000", "-2300000", "", 0),
        ("三成半", "35", "%", 1),
        ("七成五", "75", "%", 1),
        ("六成农户", "60", "%", 0),
        ("廿四家", "24", "家", 0),
        ("卅六项", "36", "项", 0),
        ("一百廿三人", "123", "人", 0),
        ("36万8千元", "368000", "元", 0),
        ("200万五千人", "2005000", "人", 0),
        ("3万五千元", "35000", "元", 0),
        ("45元3角2分", "45.32", "元", 2),
        ("肆拾伍元叁角贰分", "45.32", "元", 2),
        ("叁佰元零陆分", "300.06", "元", 2),
        ("12元5角", "12.5", "元", 1),
        ("18，500万元", "185000000", "元", 0),
        ("受益72 350人", "72350", "人", 0),
        ("2，345，678.90元", "2345678.90", "元", 2),
        ("4‰", "0.4", "%", 0),
        ("RMB1,250元", "1250", "元", 0),
    ],
)
def test_a_number_is_the_same_however_it_is_written(text, value, unit, places):
    [found] = [quantity for quantity in quantities.find(text) if quantity.claimed]

    assert (format(found.value, "f"), found.unit, found.places) == (value, unit, places)


@pytest.mark.parametrize(
    ("text", "bound", "lean"),
    [
        ("一半以上", "≥", None),
        ("超过半数", ">", None),
        ("不到一半", "<", None),
        ("10万元（不含）以下", "<", None),
        ("50人以上（不含）", ">", None),
        ("两百来人", "~", "around"),
        ("十来个", "~", "around"),
    ],
)
def test_shares_ends_left_out_and_rough_numbers_bind(text, bound, lean):
    [found] = quantities.find(text)

    assert (found.text, found.bound, found.lean) == (text, bound, lean)


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit"),
    [
        ("两到三千人", 2000, 3000, "人"),
        ("三至五百万元", 3_000_000, 5_000_000, "元"),
        ("五到十人", 5, 10, "人"),
        ("2万(含)-6万", 20_000, 60_000, ""),
        ("80分（含）至90分", 80, 90, "分"),
        ("3000与8000间", 3000, 8000, ""),
        ("百分之五至百分之十", 5, 10, "%"),
    ],
)
def test_the_ends_of_a_range_share_scale_unit_and_brackets(text, value, upper, unit):
    [found] = quantities.find(text)

    assert (found.value, found.upper, found.unit) == (value, upper, unit)


@pytest.mark.parametrize(
    ("unit", "following"),
    [
        (unit, following)
        for unit, followings in {
            "家": "乡镇中学 长途客运站 园林企业",
            "元": "年底前付清 月底前拨付 首付款 件杂货 器材费 素质提升",
            "万元": "年度预算 器械采购 首批拨付",
            "项": "目标任务 目录清单",
            "起": "诉讼案件 重大事故 来信来访",
            "种": "植物 子女教育",
            "台": "风机 阶梯水泵",
            "场": "面向群众的宣讲 地震演练",
            "次": "日常巡查 年度考核 数据核查",
            "人": "口 均到场 员 社区工作者",
            "天": "水质监测 气象观测",
            "年": "检测 报废",
            "户": "均已完成 外出务工",
            "支": "队伍 援藏小组",
            "只": "能繁母羊",
            "片": "区域",
            "分": "管理规范 为优秀",
            "件": "次品",
        }.items()
        for following in followings.split()
    ],
)
def test_a_unit_is_not_lost_before_a_noun(unit, following):
    [found] = quantities.find(f"共计15{unit}{following}")

    assert found.text == f"15{unit}"


@pytest.mark.parametrize(
    "text",
    [
        "拾起信心", "退伍人员安置", "大陆人口", "放肆", "小（2）型水库", "小（一）型水库", "大(1)型", "P1.5LED", "另一半", "一点一滴", "二类疫苗",
        "二期工程", "三轮车", "五个一工程", "K12+300", "330102-2024-AB-0012", "1A2B3C", "项目编号：20240015", "编号2024-001", "第二院", "上一年度",
        "两委换届", "双减", "上午九点", "九点三十分", "两级财政",
    ],
)  # fmt: skip
def test_a_name_a_code_or_a_word_claims_nothing(text):
    assert claims(text) == []


def test_a_list_number_before_a_number_is_no_claim():
    assert claims("（二）30个工作日内办结") == [("≤", "30", "个工作日")]
    assert claims("(3)20家企业") == [("=", "20", "家")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("126，152", ["126", "152"]),
        ("分别为126，152人", ["126", "152"]),
        ("培训人数\t100 200人次", ["100200"]),
        ("培训人数 100 200人", ["100", "200"]),
        ("100 200 300", ["100", "200", "300"]),
        ("126、152，123人", ["126", "152", "123"]),
    ],
)
def test_numbers_of_a_list_are_no_thousands(text, values):
    assert [value for _bound, value, _unit in claims(text)] == values


@pytest.mark.parametrize(
    ("text", "kind"),
    [("98年", "year"), ("建校98年", "duration"), ("98年历史", "duration"), ("2018年以前", "year"), ("20240307", "date"),
     ("20240307元", "money"), ("2022年前十一个月", "date"), ("提前三个月", "duration")],
)  # fmt: skip
def test_years_and_days_are_told_from_amounts(text, kind):
    [found] = quantities.find(text)

    assert (found.text.endswith(text[-1]) or text == "98年历史", found.kind) == (True, kind)


_WHOLE = st.integers(min_value=1, max_value=99)
_FRACTION = st.integers(min_value=1, max_value=999)
_GLYPHS_OF = str.maketrans("0123456789", "零一二三四五六七八九")


def spelled(number: int) -> str:
    """1 to 99 as a clerk spells them."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else str(tens)) + "十"
    return (head + (str(ones) if ones else "")).translate(_GLYPHS_OF)


@given(_WHOLE, _FRACTION, st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("千万", 10**7)]), _UNITS)
def test_a_spelled_decimal_reads_back(whole, fraction, scale, unit):
    digits = f"{fraction}".translate(_GLYPHS_OF)
    text = f"共{spelled(whole)}点{digits}{scale[0]}{unit}" if unit != "%" else f"百分之{spelled(whole)}点{digits}"

    [found] = quantities.find(text)

    assert found.value == Decimal(f"{whole}.{fraction}") * (scale[1] if unit != "%" else 1)
    assert found.unit == unit


@given(
    st.integers(min_value=1, max_value=9999),
    st.integers(min_value=0, max_value=9),
    st.integers(min_value=1, max_value=9),
)
def test_yuan_with_cents_reads_back(yuan, tens, ones):
    text = f"{yuan}元{tens}角{ones}分" if tens else f"{yuan}元零{ones}分"

    [found] = quantities.find(text)

    assert (found.value, found.unit, found.places) == (Decimal(f"{yuan}.{tens}{ones}"), "元", 2)


@given(
    st.integers(min_value=1000, max_value=10**9), st.sampled_from("， "), st.sampled_from(["人", "万元", "亩", "户"])
)
def test_thousands_read_back_however_they_are_parted(number, mark, unit):
    printed = f"{number:,}".replace(",", mark)

    [found] = quantities.find(f"受益群众{printed}{unit}。")

    assert found.value == number * (10**4 if unit == "万元" else 1)


@pytest.mark.parametrize(
    "text", ["（一）", "（三）：", "概况\n（二）\nPPP项目", "(四)\t", "（五） \n", "说明（六）:略"]
)
def test_a_bracketed_numeral_on_its_own_is_the_number_of_a_section(text):
    assert [quantity.kind for quantity in quantities.find(text)] == ["list-number"]


@pytest.mark.parametrize("text", ["石桥县水利局 [302001]", "区教育局［105001］", "项目单位[20230145]"])
def test_digits_in_square_brackets_are_a_code(text):
    assert [quantity.kind for quantity in quantities.find(text)] == ["code"]


@pytest.mark.parametrize("text", ["发现一户、改造一户", "“一湖、一岛、一城”布局", "受理一件，办结一件"])
def test_one_by_one_and_the_names_of_plans_count_nothing(text):
    assert claims(text) == []


@pytest.mark.parametrize("text", ["新建一座、改建一座", "整改三项、一项未完成", "改造一户，另有2户待建"])
def test_what_counts_one_beside_other_figures_counts(text):
    assert len(claims(text)) == 2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extract.rules import titles
from auditor.text.normalize import fold

PLACES = (
    "沙溪县",
    "青崖市",
    "东泽区",
    "青湾市白石区",
    "云山自治县",
    "乌拉旗",
    "江岭省",
    "江岭省青崖市东泽区",
    "石堰镇",
    "某县",
    "XX市",
)
UNITS = (
    "水利局",
    "卫生健康委员会",
    "发改委",
    "住房和城乡建设局",
    "总工会",
    "残疾人联合会",
    "人大常委会办公室",
    "政协办公室",
    "委宣传部",
    "人民法院",
    "人民检察院",
    "公安局交通警察大队",
    "消防救援大队",
    "第四中学",
    "实验幼儿园",
    "特殊教育学校",
    "第二人民医院",
    "疾病预防控制中心",
    "中心血站",
    "图书馆",
    "经济技术开发区管理委员会",
    "城东街道办事处",
    "城东派出所",
    "城市建设投资集团有限公司",
    "农业技术推广站",
    "园林绿化养护中心",
    "环境卫生管理处",
    "老干部局",
    "供销合作社",
    "机构编制委员会办公室",
)
ALONE = (
    "望澜大学",
    "望澜医科大学第一附属医院",
    "国家海洋观测总局",
    "省交通运输厅",
    "县水利局",
    "中共青崖市委党校",
    "共青团沙溪县委",
)
FUNDS = (
    "水利发展资金",
    "托育服务体系建设补助资金",
    "农村供水建设与管护项目",
    "农村公路养护经费",
    "“专精特新”企业培育资金",
    "老旧小区改造项目",
    "公共图书馆免费开放补助",
    "困难群众救助补助资金",
    "乡镇卫生院能力提升项目",
    "智慧城市运行中心建设项目",
    "小型水库除险加固工程",
    "城区路灯维护项目",
    "县级公立医院综合改革补助资金",
    "中央彩票公益金支持乡村文体活动资金",
    "社区卫生服务中心建设项目",
    "中小学幼儿园安保经费",
    "人大代表活动经费",
    "财政衔接推进乡村振兴补助资金",
    "自治区水利专项",
    "市政设施维护项目",
    "省级就业补助资金（脱贫县）转移支付",
)
YEARS = (("2023年度", 2023), ("2024年", 2024), ("二〇二三年度", 2023), ("２０２２年度", 2022))
ACTS = (
    "绩效自评报告",
    "绩效自评表",
    "支出绩效自评报告",
    "绩效自评情况的报告",
    "绩效自评工作总结",
    "绩效评价报告",
    "绩效自我评价报告",
    "绩效自评情况说明",
    "自评表",
    "绩效目标自评表",
    "绩效自评材料",
    "绩效单位自评报告",
)
PATTERNS = (
    "{body}{year}{fund}{act}",
    "{year}{body}{fund}{act}",
    "{body}{fund}{year}{act}",
    "{body}{fund}{act}（{year}）",
    "{body}{fund}{act}",
    "关于{body}{year}{fund}{act}",
    "{body}关于{year}{fund}{act}",
    "附件2：{body}{year}{fund}{act}",
    "附件1-2 {year}{body}{fund}{act}",
    "# {body}{year}{fund}{act}",
    "**{body}{year}{fund}{act}**",
    "《{body}{year}{fund}{act}》",
    "{body} {year} {fund} {act}",
    "{year}{fund}（{body}）{act}",
    "{fund}{act}（{body}）",
    "{year}{fund}{act}",
    "{fund}{year}{act}",
    "{fund}{act}",
    "{body}{year}部门整体支出{act}",
    "{year}{body}部门整体{act}",
    "{body}（本级）{year}整体支出{act}",
    "{body}{year}项目支出{act}",
    "{body}{year}专项资金{act}",
    "{body}{act}",
    "{year}项目支出{act}",
    "{year}省级财政专项资金{act}",
)
BODIES = st.one_of(st.builds(str.__add__, st.sampled_from(PLACES), st.sampled_from(UNITS)), st.sampled_from(ALONE))


def said(text):
    found = titles.read(text)
    parts = (found.organisation, found.project, found.place)
    return (*(None if part is None else text[part.start : part.end] for part in parts), found.year)


@settings(deadline=None)
@given(BODIES, st.sampled_from(FUNDS), st.sampled_from(YEARS), st.sampled_from(ACTS), st.sampled_from(PATTERNS))
def test_body_fund_and_year_in_every_order(body, fund, year, act, pattern):
    text = pattern.format(body=body, fund=fund, year=year[0], act=act)

    organisation, project, _place, printed = said(text)

    assert titles.is_title(fold(text))
    assert organisation == (body if "{body}" in pattern else None)
    assert project == (fund if "{fund}" in pattern else None)
    assert printed == (year[1] if "{year}" in pattern else None)


@settings(deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(FUNDS), st.sampled_from(ACTS))
def test_a_place_alone_is_no_body_but_may_stand_for_one(place, fund, act):
    assert said(f"{place}2021年度{fund}{act}") == (None, fund, place, 2021)
    assert said(f"2021年度{place}{fund}{act}") == (None, fund, place, 2021)


@settings(deadline=None)
@given(st.text(alphabet="某县市区局中心学院项目资金绩效自评表报告关于的2023年度（）《》#- \n一、。", max_size=60))
def test_any_line_is_read_and_its_parts_stand_in_it(text):
    found = titles.read(text)

    for part in (found.organisation, found.place, found.project, found.year_part):
        assert part is None or 0 <= part.start < part.end <= len(text)
    titles.is_title(fold(text))


@pytest.mark.parametrize(
    ("text", "organisation", "project", "place", "year"),
    [
        ("青崖市档案馆馆藏图纸修复专项绩效自评表", "青崖市档案馆", "馆藏图纸修复专项", None, None),
        ("云山县留守儿童服务中心项目绩效自评报告", None, "留守儿童服务中心项目", "云山县", None),
        ("留守儿童服务中心项目绩效自评报告", None, "留守儿童服务中心项目", None, None),
        ("沙溪县民政局养老服务中心2023年度部门整体支出绩效自评表", "沙溪县民政局养老服务中心", None, None, 2023),
        ("沙溪县民政局养老服务中心建设项目2023年度绩效自评表", "沙溪县民政局", "养老服务中心建设项目", None, 2023),
        ("2023年度老旧小区改造项目青崖市住建局绩效自评报告", "青崖市住建局", "老旧小区改造项目", None, 2023),
        ("2020-2022年河道清淤项目重点绩效评价结果通报", None, "河道清淤项目", None, 2022),
        ("沙溪县水利局（2023年度）水库加固项目绩效自评报告", "沙溪县水利局", "水库加固项目", None, 2023),
        ("青崖市人社局本级单位2022年度项目支出绩效自评表", "青崖市人社局", None, None, 2022),
        ("中央对地方转移支付区域绩效自评表", None, None, None, None),
        ("青崖市市级财政支出项目绩效自评表", None, None, "青崖市", None),
        ("项目支出绩效自评表（自评单位：沙溪县水利局）", "沙溪县水利局", None, None, None),
        ("2023年度项目支出绩效自评表（水库加固项目）", None, "水库加固项目", None, 2023),
        ("2023年度项目支出绩效自评表（一般项目）", None, None, None, 2023),
        ("救灾资金2023年度绩效自评报告（国有林场巩固提升任务）", None, "救灾资金", None, 2023),
        ("沙溪县红旗镇2022年度一事一议项目绩效自评报告", None, "一事一议项目", "沙溪县红旗镇", 2022),
        ("沙溪县委巡察办2022年度巡察经费绩效自评报告", "沙溪县委巡察办", "巡察经费", None, 2022),
        ("沙溪县政府办2022年度部门整体支出绩效自评报告", "沙溪县政府办", None, None, 2022),
        ("沙溪县2023年一般公共预算绩效自评报告", None, None, "沙溪县", 2023),
        ("2023年绩效自评报告——学生资助专项", None, "学生资助专项", None, 2023),
        ("23年度部门整体支出绩效自评表", None, None, None, 2023),
        ("2023年度沙溪县水利局部门整体支出绩效自评报告", "沙溪县水利局", None, None, 2023),
        ("江岭省青崖市中心小学教学楼维修项目绩效自评表", "江岭省青崖市中心小学", "教学楼维修项目", None, None),
        ("江岭省青崖市文旅局2022年部门预算项目支出绩效自评复核表", "江岭省青崖市文旅局", None, None, 2022),
    ],
)
def test_titles_that_look_like_others(text, organisation, project, place, year):
    assert said(text)[:2] == (organisation, project)
    assert said(text)[3] == year
    assert organisation is not None or said(text)[2] == place


@pytest.mark.parametrize(
    "text",
    [
        "自评表",
        "绩效自评报告",
        "附件1-2 项目支出绩效自评表(2022年度)",
        "附件3：部门整体支出绩效自评表",
        "关于2023年城乡低保资金绩效自评情况的报告",
        "XX市城市路灯养护项目绩效自评情况说明",
        "沙溪县图书馆阅读推广经费绩效自评（2024年）",
        "沙溪学院2021年度奖助学金项目自评结果",
        "沙溪县气象局2022年度部门预算执行情况绩效自评整改报告",
        "2023年度项目绩效评价指标表",
        "2024年度项目支出绩效目标申报表",
        "项目支出绩效目标批复表",
        "财政支出项目绩效自评复核表",
        "2023年度重点项目绩效评价结果通报",
        "项目支出绩效自评评分表",
        "部门（单位）整体支出绩效自评表",
        "《2023年度项目支出绩效自评表》",
        "关于报送2023年度绩效自评情况的报告",
        "2023年度部门整体支出绩效  自  评  报  告",
        "省级就业资金绩效自评汇总报告",
    ],
)
def test_what_is_a_title(text):
    assert titles.is_title(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "一、项目绩效自评情况",
        "（二）绩效自评结果",
        "1.项目支出绩效自评表",
        "附件：1.项目支出绩效自评表",
        "2、部门整体支出绩效自评报告",
        "绩效自评表填写说明",
        "项目支出绩效自评表填报说明",
        "项目绩效自评情况",
        "绩效自评工作开展情况",
        "绩效自评结果应用",
        "项目绩效自评表清单",
        "项目支出绩效自评情况汇总表",
        "我单位按要求形成了绩效自评报告",
        "现将2023年度项目支出绩效自评情况报告如下",
        "详见项目支出绩效自评表",
        "关于开展2023年度项目支出绩效自评工作的通知",
        "沙溪县项目支出绩效评价管理办法",
        "年度绩效目标完成情况",
        "绩效评价指标体系",
        "整体支出绩效自评结论",
        "预算绩效情况说明",
        "偏离绩效目标的原因和改进措施",
        "环境影响评价报告表",
        "经自评，项目得分95分",
        "2023年度部门决算公开说明",
        "—绩效自评材料—",
        "自评",
    ],
)
def test_what_is_no_title(text):
    assert not titles.is_title(fold(text))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["沙溪县水利局", "2023年度水库加固项目绩效自评报告", "一、概况"], slice(0, 2)),
        (["2023年度城乡学校食堂改造与", "体育器材更新项目绩效自评报告", "一、概况"], slice(0, 2)),
        (["关于2023年度水库加固", "项目绩效自评情况", "的报告", "县财政局："], slice(0, 3)),
        (["附件2", "项目支出绩效自评表", "（2023年度）", "项目名称"], slice(1, 3)),
        (["沙溪县水利局", "食品抽检项目绩效自评报告", "（2023年度）", "一、概况"], slice(0, 3)),
        (["2023年度部门整体支出绩效自评报告", "（沙溪县水利局）", "一、概况"], slice(0, 2)),
        (["一、概况", "（一）绩效自评结果"], None),
        (["某县财政局：", "我局组织开展了绩效自评。"], None),
        ([], None),
    ],
)
def test_which_lines_make_the_title(lines, expected):
    assert titles.block([fold(line) for line in lines]) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023", 2023),
        ("2023年", 2023),
        ("（二〇二四年度）", 2024),
        ("23年度", 2023),
        ("2019-2021年", 2021),
        ("2024年3月5日", None),
        ("沙财绩〔2023〕27号", None),
        ("120235", None),
        ("", None),
    ],
)
def test_the_year_of_a_line(text, year):
    assert titles.year(text) == year


@pytest.mark.parametrize(
    "text",
    [
        "绩效自评表" + "2023" * 26 + "吗",
        "绩效自评表" + "-" * 100 + "吗",
        "#" * 100 + "吗绩效",
        "绩效自评年度" * 17 + "吗",
        "年度预算执行情况" * 13 + "绩效",
        "绩效" * 54,
        "附件1-1" * 20 + "绩效",
        "某县水利局项目资金绩效" * 20_000,
    ],
)
def test_lines_that_repeat_themselves_are_read_in_no_time(text):
    assert not titles.is_title(text)
    titles.read(text)

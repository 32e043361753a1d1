"""How long reading every number of a long report takes (`make bench`)."""

from auditor.text import dates, quantities

# 160 rows such as an indicator table prints, between paragraphs: about 17,000 characters.
_PARAGRAPH = (
    "根据有关规定，全年获取监测数据215.92万个，开展现场检查350次，出具报告745份（不少于663份），完成率100%，"
    "支出248.056万元，按照2024年工作计划，于2024年12月底前完成第八批创建申报，PM2.5年均浓度38.1微克/立方米。"
)
_PROSE = (
    "进一步加强生态保护监管，落实督查整改，及时报告相关情况，积极开展保护工作，完善战略与行动计划，提升监督管理水平。"
    * 4
)
_ROW = "绩效目标1\t产出指标\t数量指标\t文物讲解培训和志愿讲解活动次数\t≥{0}次\t{1}次\t0.55\t0.55\t\n"
REPORT = "\n".join([_PARAGRAPH + _PROSE] * 27) + "\n" + "".join(_ROW.format(row, row + 3) for row in range(160))


def test_every_number_of_a_report(benchmark):
    found = benchmark(quantities.find, REPORT)

    assert len(found) == 27 * 11 + 160 * 5


def test_every_date_of_a_report(benchmark):
    found = benchmark(dates.find, REPORT)

    assert len(found) == 27 * 2

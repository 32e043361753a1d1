"""A closing statement gives score, grade, counts, amounts and rates as it states them."""

from decimal import Decimal

import pytest
from readings import document, report

TABLE = "2023年度部门整体支出绩效自评表\n部门名称\t某市水利局\n一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\n产出指标\t数量指标\t泵站\t3座\t3座\t100\t97.5\n"


def conclude(text):
    return report(TABLE + f"整体支出绩效自评结论\t\t{text}\t\t\n").conclusion


def test_everything_a_conclusion_can_say():
    text = (
        "<p>我局自评分值97.5分，自评等级为优。2023年全年预算总额1122.9万元，其中基本支出154.6万元，项目支出725.6万元，其他资金242.7万元，"
        "支出执行率分别为86.1%、98.9%、97.3%和44.1%。涉及年度绩效目标6项，均完成年度目标。涉及年度绩效指标65项，其中数量指标30项，"
        "社会效益指标20项，服务对象满意度指标15项，均已完成。</p>"
    )
    found = conclude(text)

    assert (found.score, found.grade, found.goals, found.indicators) == (Decimal("97.5"), "优", 6, 65)
    assert found.by_category == {"数量指标": 30, "社会效益指标": 20, "满意度指标": 15}
    assert (found.total.amount.value, found.total.rate.value) == (11229000, Decimal("86.1"))
    assert [(part.part, part.amount.text, part.rate.text) for part in found.parts] == [
        ("basic", "154.6万元", "98.9%"),
        ("project", "725.6万元", "97.3%"),
        ("other", "242.7万元", "44.1%"),
    ]
    page = document(TABLE + f"整体支出绩效自评结论\t\t{text}\t\t\n")
    assert page.quote(found.score_span) == "97.5"
    assert page.quote(found.grade_span) == "优"
    assert page.quote(found.complete).startswith("均完成")
    assert all(page.quote(count.quantity.number_span).startswith(str(count.value)) for count in found.counts)


@pytest.mark.parametrize(
    ("text", "score", "grade"),
    [
        ("综合得分为92.35分，评价等次为“良好”。", "92.35", "良"),
        ("经自评，本项目得分88分，等级：良。", "88", "良"),
        ("自评得95分，绩效等级为优秀。", "95", "优"),
        ("自评总分：79.5分，自评结果为中。", "79.5", "中"),
        ("项目实施情况优良，群众满意。", None, None),
        ("决策14分，过程18.5分，产出36分，效益24.1分，累加得92.6分，等次为优。", "92.6", "优"),
        ("合计　满分100分　得93.15分，自评等级为优。", "93.15", "优"),
        ("投入9.5分、过程18分、产出37.2分、效益28.4分，共计93.1分。满分分别为10分、20分、40分、30分。", "93.1", None),
        ("对照评分表（满分100分），产出得37.5分（满分40分），自评总分93.7分。", "93.7", None),
        ("三个片区分别清运9.6吨、8.4吨，每次扣2分，共计6分。", None, None),
    ],
)
def test_score_and_grade(text, score, grade):
    found = conclude(text)

    assert (None if found.score is None else str(found.score), found.grade) == (score, grade)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("各项指标均已完成。", "均已完成"),
        ("年初设定的目标任务全部完成。", "全部完成"),
        ("指标完成率均达到100%。", "完成率均达到100%"),
        ("目标任务未全部完成。", None),
        ("大部分指标已完成。", None),
    ],
)
def test_completion_claims(text, said):
    found = conclude(text)
    quote = document(TABLE + f"整体支出绩效自评结论\t\t{text}\t\t\n").quote(found.complete) if found.complete else None

    assert quote == said


def test_levels_are_counted_as_levels():
    found = conclude("共编制12个绩效目标指标：一级指标3个，二级指标9个，三级指标12个。")

    assert found.indicators == 12
    assert [(count.label, count.value) for count in found.counts if count.of == "level"] == [
        ("一级指标", 3),
        ("二级指标", 9),
        ("三级指标", 12),
    ]


def test_counts_before_their_word():
    found = conclude("设置5项绩效目标、38个绩效指标，包括12个数量指标。")

    assert (found.goals, found.indicators, found.by_category) == (5, 38, {"数量指标": 12})


def test_rates_are_paired_only_when_their_number_fits():
    found = conclude("预算总额100万元，其中基本支出60万元，项目支出40万元，执行率分别为90%、80%。")

    assert found.total.rate is None
    assert [part.rate.value for part in found.parts] == [90, 80]


def test_a_narrative_concludes_in_its_paragraphs():
    found = report(
        "某县教育局2023年度部门整体支出绩效自评报告\n\n一、基本情况\n全年预算数1200万元，其中基本支出800万元，项目支出400万元。\n"
        "二、目标完成情况\n共设置绩效目标5项、绩效指标38个，其中数量指标12个。\n三、自评结论\n综合评价得分为94.5分，评价等级为“优秀”。\n"
    )

    assert found.kind == "narrative"
    assert (found.conclusion.score, found.conclusion.grade, found.conclusion.goals) == (Decimal("94.5"), "优", 5)
    assert found.conclusion.by_category == {"数量指标": 12}
    assert [part.part for part in found.conclusion.parts] == ["basic", "project"]


def test_a_year_of_comparison_is_no_budget():
    found = conclude("得分90分。上年预算总额900万元，全年预算总额1000万元，其中基本支出600万元。")

    assert found.total.amount.value == 10000000


def test_counts_by_first_level():
    found = conclude("共设置三级指标18个，其中产出指标10个、效益指标6个、满意度指标1个，社会效益指标2个。")

    assert found.by_category == {"产出指标": 10, "效益指标": 6, "满意度指标": 1, "社会效益指标": 2}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("自评结论：各项绩效目标均已完成。", "均已完成"),
        ("五、评价结论：年度任务全部完成。", "全部完成"),
        ("养护任务均已完成。", None),
    ],
)
def test_a_line_that_calls_itself_the_conclusion_is_one(line, said):
    page = document(TABLE + line + "\n")
    found = report(TABLE + line + "\n").conclusion
    place = found.complete if found is not None else None
    assert (page.quote(place) if place is not None else None) == said


def test_the_points_of_one_indicator_are_no_score_of_the_whole():
    text = (
        "某县2023年防疫补助项目绩效自评报告\n一、自评结论\n综合评定分98分，自评等级为优秀。\n二、目标完成情况\n"
        "1.免疫密度，年初目标值≥90%，实际完成值92%，自评得分20分；\n2.抽检合格率，年初目标值≥70%，实际完成值75%，自评得分18分。\n"
    )

    assert report(text).conclusion.score != Decimal(20)

"""A report that is right raises nothing above a note, however it is written."""

import builders
import pytest

from auditor.checks import registry

GOALS = (
    "新建管网42公里，改造水厂3座，受益人口1.8万人。 -> 新建管网43.6公里，改造水厂3座，受益人口18652人，发放问卷200份。",
)
BUDGET = (
    "年度资金总额 | 320.00 | 356.40 | 341.27 | 10 | 95.75% | 9.58",
    "其中：当年财政拨款 | 320.00 | 320.00 | 304.87 | - | 95.27% | -",
    "上年结转资金 | 0.00 | 36.40 | 36.40 | - | 100.00% | -",
    "其他资金 | 0.00 | 0.00 | 0.00",
)
ROWS = (
    "数量指标 | 新建供水管网长度 | ≥42公里 | 43.6公里 | 15 | 15",
    "数量指标 | 改造老旧水厂数量 | =3座 | 3座 | 15 | 15",
    "质量指标 | 工程验收合格率 | 100% | 100% | 10 | 10",
    "时效指标 | 工程完工时间 | 2024年11月30日前 | 2024年11月18日 | 5 | 5",
    "成本指标 | 项目总成本 | ≤356.40万元 | 341.27万元 | 5 | 5",
    "社会效益指标 | 受益人口 | ≥1.8万人 | 18652人 | 15 | 15",
    "生态效益指标 | 水质达标率 | ≥95% | 96.4% | 15 | 15",
    "服务对象满意度指标 | 受益群众满意度 | ≥90% | 93.5% | 10 | 9.5 | 部分末端水压不足，下一步加装增压设备",
)
CONCLUSION = {
    "score": "99.08", "grade": "优", "goals": 1, "indicators": 8, "whole": "全年预算总额 | 356.4万元",
    "categories": {"数量指标": 2, "质量指标": 1, "时效指标": 1, "成本指标": 1, "社会效益指标": 1, "生态效益指标": 1, "满意度指标": 1},
}  # fmt: skip

WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
VARIANTS = {
    "as it stands": ROWS,
    "other operators": tuple(row.replace("≥", "不低于").replace("≤", "不超过") for row in ROWS),
    "signs of other keyboards": tuple(
        row.replace("≥", ">=").replace("≤", "＜＝").replace("| =", "| ═") for row in ROWS
    ),
    "other classifiers": tuple(row.replace("| 3座", "| 3个") for row in ROWS),
    "other units": tuple(row.replace("43.6公里", "43600米").replace("341.27万元", "3412700元") for row in ROWS),
    "full-width digits": tuple(
        row.replace("96.4%", "96.4%".translate(WIDE)).replace("18652", "18652".translate(WIDE)) for row in ROWS
    ),
    "thousands separators": tuple(row.replace("18652人", "18,652人") for row in ROWS),
    "rows in another order": tuple(reversed(ROWS)),
}


def findings(rows, **changed):
    stated = {
        "title": "2024年度项目支出绩效自评表", "years": ("2024年度",), "goals": GOALS, "budget": BUDGET, "conclusion": CONCLUSION,
        "budget_reason": "年中追加上级专项36.4万元。", "total": "100 | 99.08 | 优",
    }  # fmt: skip
    report = builders.report(rows=rows, **(stated | changed))
    context = builders.context(report)
    return registry.run(report, context, registry.catalogue()).findings


@pytest.mark.parametrize("rows", VARIANTS.values(), ids=VARIANTS)
def test_a_right_report_raises_nothing_above_a_note(rows):
    assert [f"{one.code} {one.message}" for one in findings(rows) if one.severity != "note"] == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("15 | 15", "15 | 16", "SC05"),
        ("43.6公里", "41.6公里", "SC07"),
        ("11月18日", "12月18日", "TM01"),
        ("10 | 9.5 | 部分末端水压不足，下一步加装增压设备", "10 | 9.5", "SC08"),
        ("| 96.4%", "| ≥95%", "IN11"),
        ("18652人", "28652人", "IN02"),
        ("15 | 15", "14 | 14", "SC02"),
    ],
)
def test_one_slip_is_found_under_its_code(old, new, code):
    slipped = tuple(row.replace(old, new, 1) for row in ROWS)
    assert code in {one.code for one in findings(slipped)}


def test_a_dropped_row_is_counted_three_ways():
    assert {"CT01", "CT02", "SC01", "SC02"} <= {one.code for one in findings(ROWS[1:])}

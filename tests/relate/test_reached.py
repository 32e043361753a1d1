"""Which indicators reached their targets, and what sentences count them."""

import builders
import pytest
from forms import form as page

from auditor.relate import numbers, reached

FORM = (
    "数量指标 | 培训人数 | ≥100人 | 120人 | 10 | 10",
    "数量指标 | 检查次数 | ≥12次 | 9次 | 10 | 8",
    "时效指标 | 完成时间 | 2024年6月30日 | 2024年7月2日 | 10 | 10",
    "时效指标 | 拨付时间 | 2024年6月30日 | 2024年6月30日 | 10 | 8",
    "质量指标 | 服务质量 | 优良 | 优良 | 10 | 10",
    "质量指标 | 管理水平 | 规范 | 较规范 | 10 | 9",
)


def missed(*rows, **conclusion):
    form = builders.report(rows=rows)
    told = builders.report(conclusion=conclusion or None)
    return [row.name for row in reached.missed(form, told)]


def test_a_row_is_missed_by_its_figures_its_dates_else_by_its_points():
    assert missed(*FORM) == ["检查次数", "完成时间", "管理水平"]


def test_a_row_that_nothing_decides_is_not_missed():
    assert missed("质量指标 | 服务质量 | 优良 | 优良", "质量指标 | 服务质量 | 优良 | 优良 | 10") == []


def test_rows_without_a_weight_are_not_counted_where_others_have_one():
    assert missed(*FORM[:1], "数量指标 | 走访户数 | ≥12户 | 9户") == []
    assert missed("数量指标 | 培训人数 | ≥100人 | 120人", "数量指标 | 走访户数 | ≥12户 | 9户") == ["走访户数"]


def budget(count, of):
    form = builders.report(rows=(*FORM[:2], "预算执行率 | 支出进度 | ≥95% | 90% | 10 | 9"))
    rows = [
        row.model_copy(update={"level1": "预算执行率"}) if row.name == "支出进度" else row for row in form.indicators
    ]
    told = builders.report(conclusion={of: {"三级指标": count}} if of == "levels" else {of: count})
    return [row.name for row in reached.missed(form.model_copy(update={"indicators": tuple(rows)}), told)]


def test_the_budgets_own_row_counts_where_the_report_counts_it():
    assert budget(3, "indicators") == ["检查次数", "支出进度"]
    assert budget(3, "levels") == ["检查次数", "支出进度"]
    assert budget(2, "indicators") == ["检查次数"]
    assert budget(3, "goals") == ["检查次数"]


def counted(text, *rows):
    """How many rows each sentence counts, and as what."""
    document, told = page(prose=[text])
    known = numbers.of(told)
    found = reached.propose(builders.report(rows=rows or FORM), told, known, document.text)
    return [(known.by_id[one.result].quantity.text, one.by.removeprefix("across."), len(one.items)) for one in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("三级指标中4项达到目标值。", [("4项", "met", 3)]),
        ("三级指标中2项未达到目标值。", [("2项", "missed", 3)]),
        ("设三级指标9个，8个完成。", [("8个", "met", 3)]),
        ("6项指标中，4项达标。", [("4项", "met", 3)]),
        ("三级指标中约4项达到目标值。", []),
        ("三级指标中4人达到目标值。", []),
        ("修建水渠4项达到目标值。", []),
        ("三级指标很多。修建水渠4项达到目标值。", []),
    ],
)
def test_a_sentence_counts_the_indicators_that_reached_their_targets_or_did_not(text, told):
    assert counted(text) == told


def test_nothing_is_counted_where_some_row_stays_open():
    assert counted("三级指标中4项达到目标值。", *FORM, "质量指标 | 效果 | 良好 | 良好 | 10") == []

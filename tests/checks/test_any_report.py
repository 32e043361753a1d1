"""Whatever a report says, a check answers; it never breaks."""

import builders
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import profiles
from auditor.checks import registry

CATEGORIES = st.sampled_from(["数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度", "-"])
NAMES = st.sampled_from(
    ["培训人数", "合格率", "完成时间", "项目总成本", "事故数", "群众满意度", "阅读量", "指标1", "**"]
)
CELLS = st.sampled_from(
    [
        "≥100人",
        "0",
        "0起",
        "≤90万元",
        "=35次",
        "100%",
        "98.40%",
        "≥44.4%",
        "2023年12月底前",
        "2025年3月",
        "优良",
        "持续改善",
        "-",
        "3-5个",
        "近30篇",
        "1.25万件",
        "<1天",
        "-5%",
        "……",
        "**人",
        "1",
        "无",
    ]
)
POINTS = st.sampled_from(["0", "0.55", "10", "9.5", "100", "-"])
REASONS = st.sampled_from(["-", "无", "正常", "疫情影响，下年加强"])
ROWS = st.builds(" | ".join, st.tuples(CATEGORIES, NAMES, CELLS, CELLS, POINTS, POINTS, REASONS))
AMOUNTS = st.sampled_from(["0", "0.00", "100", "99.974", "112,213.87", "-", "-3"])
LINES = st.builds(
    " | ".join,
    st.tuples(
        st.sampled_from(["年度资金总额", "其中：财政拨款", "其他资金", "基本支出"]),
        AMOUNTS,
        AMOUNTS,
        AMOUNTS,
        POINTS,
        st.sampled_from(["0", "1", "86.1%", "100%", "-"]),
        POINTS,
    ),
)
SENTENCES = st.sampled_from(
    [
        "共15个项目，年初8个，年中增加8个。",
        "收回问卷0份，满意度96.3%。",
        "比上年0万元增长3%。",
        "占50%，占50%。",
        "从三个方面：一是；二是。",
        "预算0万元，支出0万元，执行率0%。",
        "",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ROWS, max_size=6), st.lists(LINES, max_size=4), st.lists(SENTENCES, max_size=3),
    st.sampled_from(["overall", "project", "narrative"]), st.sampled_from([None, 2023]), st.sampled_from([None, "100 | 98.6 | 优", "- | 0 | 差", "0 | 3"]),
)  # fmt: skip
def test_every_check_answers(rows, budget, prose, kind, year, total):  # noqa: PLR0917
    conclusion = {
        "score": "98.6",
        "grade": "良",
        "goals": 2,
        "indicators": 3,
        "categories": {"数量指标": 2},
        "whole": "预算总额 | 0万元 | 0%",
        "parts": ["基本支出 | 0万元 | 1%", "项目支出 | 0万元 | 2%"],
    }
    report = builders.report(
        rows=rows, budget=budget, prose=prose, kind=kind, year=year, total=total, conclusion=conclusion
    )
    for name in profiles.shipped():
        results = registry.run(report, builders.context(report, name), registry.catalogue())
        assert len({one.fingerprint for one in results.findings}) == len(results.findings)
        assert all(one.message and one.evidence is not None for one in results.findings)

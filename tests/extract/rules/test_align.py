"""Rows that lost or moved cells are read like whole ones."""

from hypothesis import assume, given
from hypothesis import strategies as st
from readings import report, rows

NAMES = st.sampled_from(
    ["新建泵站", "验收合格率", "完成投资额度情况", "受益群众人数", "档案整理归档数量", "开展业务培训与技术服务活动"]
)
LABELS = st.sampled_from(
    [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("效益指标", "社会效益指标"),
        ("效益指标", "可持续影响指标"),
    ]
)
VALUES = st.sampled_from(
    [
        ("≥3座", "3座"),
        ("100%", "98.5%"),
        ("≤70万元", "67.5万元"),
        ("2023年12月底", "2023年12月31日"),
        ("有效提升", "有效提升"),
        ("达到规定的标准要求", "已经达到规定的标准要求，并通过了专家组织的现场验收"),
    ]
)
POINTS = st.sampled_from([("10", "10"), ("0.55", "0.5"), ("5", "0")])
REASONS = st.sampled_from(["", "受汛期影响，工期推迟"])
ROW = st.tuples(LABELS, NAMES, VALUES, POINTS, REASONS)
HEAD = [
    "年度指标完成情况",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
]


def form(*lines: list[str]) -> str:
    return "2023年度部门整体支出绩效自评表\n" + "\n".join("\t".join(line) for line in (HEAD, *lines)) + "\n"


def whole(row) -> list[str]:
    labels, name, values, points, reason = row
    return ["绩效目标1", *labels, name, *values, *points, reason]


@given(st.lists(ROW, min_size=1, max_size=4), st.data())
def test_dropped_and_shifted_leading_cells_change_nothing(drawn, data):
    straight = [whole(row) for row in drawn]
    damaged = []
    before = None
    for cells in straight:
        droppable = 0 if before is None or cells[1:3] != before[1:3] else 3
        dropped = data.draw(st.integers(0, droppable))
        shift = data.draw(st.integers(0, 3))
        kept = cells[dropped:]
        damaged.append([""] * shift + kept)
        before = cells
    assert rows(report(form(*damaged))) == rows(report(form(*straight)))


@given(ROW, st.integers(1, 4))
def test_a_straight_row_is_certain(drawn, repeats):
    found = report(form(*[whole(drawn)] * repeats))

    assert not any(row.ambiguous for row in found.indicators)
    assert len(found.indicators) == repeats
    labels, name, values, points, _ = drawn
    assert rows(found)[0] == (1, *labels, name, *values, *points)


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "产出指标", "新建泵站", "≥3座", "10", "……", "100%", "其中：一座", "及时"]), max_size=9
        ),
        max_size=6,
    )
)
def test_rows_in_are_rows_out(lines):
    """Every row that holds anything is an indicator, a part, a blank of the template, a heading, or reported."""
    assume(any(any(line) for line in lines))
    filled = [line for line in lines if any(line)]
    text = form(*lines)
    found = report(text)
    parts = [part for row in found.indicators for part in row.parts]
    told = [spot.span for spot in found.unreadable]

    accounted = len(found.indicators) + len(parts) + sum(spot.part == "row" for spot in found.unreadable)
    assert accounted <= found.rows_seen <= len(filled) + 1
    spans = [*(row.span for row in found.indicators), *(part.span for part in parts), *told]
    for start, line in numbered(text, lines):
        if "新建泵站" in line and "10" in line:
            assert any(span.start <= start + len("\t".join(line)) and start < span.end for span in spans)


def numbered(text, lines):
    """Each line with where it begins in the text."""
    start = text.index("\n", text.index("\n") + 1) + 1
    for line in lines:
        yield start, line
        start += len("\t".join(line)) + 1


def test_two_readings_of_nearly_equal_cost_are_said():
    head = "指标名称  指标值  完成值  分值  得分"
    (row,) = report(f"2023年度项目支出绩效自评表\n{head}\n新建泵站  按计划推进  10  10\n").indicators

    assert row.ambiguous
    assert (row.name, str(row.weight), str(row.score)) == ("新建泵站", "10", "10")


def test_an_entry_that_fits_nowhere_marks_the_row():
    head = ["三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    (row,) = report(
        "2023年度项目支出绩效自评表\n" + "\t".join(head) + "\n新建泵站\t3座\t3座\t10\t10\t10\t10\n"
    ).indicators

    assert row.ambiguous

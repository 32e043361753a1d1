"""Rows leave and move with the labels of merged cells staying where they belong."""

from auditor.bench import base, edits, grid
from auditor.settings import Settings

FORM = (
    "项目支出绩效自评表\n（2024年度）\n项目名称\t某项目\n"
    "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "\t产出指标\t数量指标\t新建泵站数量\t≥3座\t4座\t30\t30\n"
    "\t\t\t培训人次\t≥200人次\t210人次\t30\t30\n"
    "\t\t质量指标\t验收合格率\t100%\t100%\t40\t40\n"
    "总分\t\t\t\t\t\t100\t100\n"
)


def form():
    (one,) = base.of_text("form.txt", FORM, Settings())
    return one


def rows(text):
    (one,) = base.of_text("form.txt", text, Settings())
    return [(row.level1, row.category, row.name) for row in one.rows]


def test_the_labels_of_a_dropped_row_move_down():
    one = form()
    assert rows(edits.apply(one.text, grid.dropped(one, 0))) == [
        ("产出指标", "数量指标", "培训人次"),
        ("产出指标", "质量指标", "验收合格率"),
    ]


def test_a_row_below_its_labels_is_dropped_alone():
    one = form()
    assert rows(edits.apply(one.text, grid.dropped(one, 1)))[0] == ("产出指标", "数量指标", "新建泵站数量")


def test_a_moved_row_stands_under_the_labels_of_its_new_place():
    one = form()
    assert rows(edits.apply(one.text, grid.moved(one, 0, 2))) == [
        ("产出指标", "数量指标", "培训人次"),
        ("产出指标", "质量指标", "验收合格率"),
        ("产出指标", "质量指标", "新建泵站数量"),
    ]

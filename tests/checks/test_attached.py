"""Lists of projects, of documents and of things, held against what is handed in (SB04, and their figures SB02, SB03)."""

import pytest
import submissions
import told as written
from submissions import BODY, form, one_file, report

from auditor.model.dossier import Submission

ROWS = ["数量指标 | 举办讲座 | ≥20场 | 24场 | 90 | 90"]
MONEY = {"公益讲座经费": "98", "乡村图书室经费": "60", "送戏下乡补助": "45.5"}


def money(spent):
    rate = f"{float(spent):g}"
    return (f"年度资金总额 | 100 | 100 | {spent} | 10 | {rate}% | {float(spent) / 10:g}",)


def department(listed, forms=MONEY, more=(), unit="万元", without=None):
    """A department's report with a list of projects, and the forms of projects in the same file, `without` a line of theirs."""
    said = [
        "部门全年按计划组织各项文化活动，下列项目均已自评。",
        *more,
        "项目清单",
        f"序号\t项目名称\t全年执行数（{unit}）\t自评得分",
    ]
    said += [f"{at}\t{name}\t{spent}\t{score}" for at, (name, spent, score) in enumerate(listed, 1)]
    texts = [_without(without, form(ROWS, project=name, money=money(spent))) for name, spent in forms.items()]
    whole = report(said, project="部门整体支出")
    found = [one for one in one_file(whole, *texts) if isinstance(one, Submission)]
    assert len(found) == 1
    return found[0]


def _without(label, text):
    return "\n".join(line for line in text.split("\n") if label is None or not line.strip().startswith(label))


RIGHT = [("公益讲座经费", "98", "99.8"), ("乡村图书室经费", "60", "96"), ("送戏下乡补助", "45.5", "94.55")]


def told(found):
    return [(one.code, one.message) for one in found.findings if one.code in ("SB02", "SB03", "SB04")]


class TestProjects:
    def test_a_list_that_names_the_forms_that_are_there_is_right(self):
        found = department(RIGHT)
        assert [one.role for one in found.documents].count("annex") == 3
        assert told(found) == []
        assert {one.code for one in found.passed} >= {"SB02", "SB03", "SB04"}

    def test_a_listed_project_without_a_form_is_named(self):
        ((code, message),) = told(department([*RIGHT, ("非遗保护补助", "12", "95")]))
        assert code == "SB04"
        assert "4个" in message
        assert "非遗保护补助" in message

    def test_a_form_that_is_not_listed_is_named(self):
        ((code, message),) = told(department(RIGHT[:2]))
        assert code == "SB04"
        assert "送戏下乡补助" in message

    def test_names_may_be_short(self):
        listed = [
            ("公益讲座经费项目", "98", "99.8"),
            ("乡村图书室经费", "60", "96"),
            ("送戏下乡补助资金", "45.5", "94.55"),
        ]
        assert told(department(listed)) == []

    @pytest.mark.parametrize(
        ("at", "wrong", "code"),
        [(1, ("乡村图书室经费", "66", "96"), "SB02"), (2, ("送戏下乡补助", "45.5", "95.45"), "SB03")],
    )
    def test_its_figures_are_those_of_the_forms(self, at, wrong, code):
        listed = [*RIGHT[:at], wrong, *RIGHT[at + 1 :]]
        ((found, message),) = told(department(listed))
        assert found == code
        assert wrong[0] in message

    def test_how_many_forms_are_attached(self):
        found = told(department(RIGHT, more=["自评情况见所附项目自评表4份。"]))
        assert [code for code, _message in found] == ["SB04"]

    def test_a_list_of_the_projects_parts_is_held_against_no_form(self):
        said = ["序号\t项目名称\t地点", "1\t城关讲座\t城关镇", "2\t河西讲座\t河西镇"]
        assert told(submissions.submission({"report": said, "table": ROWS})) == []


class TestDocuments:
    @pytest.mark.parametrize(
        ("items", "gone"),
        [
            (["1.项目支出绩效自评表", "2.公益讲座签到表"], []),
            (["1.项目支出绩效自评表", "2.绩效目标申报表"], ["绩效目标申报表"]),
            (["1.2024年度项目支出绩效自评表", "2.2023年度项目支出绩效自评表"], ["2023年度项目支出绩效自评表"]),
        ],
    )
    def test_a_form_named_behind_the_report_must_be_there(self, items, gone):
        first, *rest = items
        found = submissions.submission({"report": ["举办讲座24场。", f"附件：{first}", *rest], "table": ROWS})
        assert [one.evidence[0].quote for one in found.findings if one.code == "SB04"] == gone

    def test_a_plan_that_is_listed_and_given_is_no_matter(self):
        case = {
            "report": ["举办讲座24场。", "附件：1.项目支出绩效自评表", "2.绩效目标申报表"],
            "table": ROWS,
            "plan": ["数量指标 | 举办讲座 | ≥20场 | 90"],
        }
        assert told(submissions.submission(case)) == []

    @pytest.mark.parametrize(
        ("stated", "found"), [("3项", []), ("8项", ["SB04"]), ("17份", []), ("3份", []), ("71份", ["SB04"])]
    )
    def test_how_many_are_listed(self, stated, found):
        listed = ["材料清单", "序号\t材料名称\t份数", "1\t签到表\t12", "2\t合同\t3", "3\t问卷汇总\t2", "合计\t\t17"]
        case = {"report": [f"对照自评表逐项打分，收集佐证材料{stated}。", *listed], "table": ROWS}
        assert [code for code, _message in told(submissions.submission(case))] == found


class TestThings:
    ROWS = ["数量指标 | 新建文化驿站 | ≥3个 | 4个 | 90 | 90"]

    @pytest.mark.parametrize(
        ("title", "found"),
        [
            ("2024年新建文化驿站名单", ["SB04"]),
            ("部分新建文化驿站名单", []),
            ("参加活动单位名单", []),
        ],
    )
    def test_a_list_of_what_a_row_counts(self, title, found):
        names = [title, "序号\t驿站名称\t地点", "1\t城关驿站\t城关镇", "2\t河西驿站\t河西镇", "3\t柳林驿站\t柳林镇"]
        assert [code for code, _m in told(submissions.submission({"report": names, "table": self.ROWS}))] == found


def test_the_body_of_a_department_is_its_own():
    assert department(RIGHT).documents[0].organisation == BODY


MANY = [(f"第{number}项普及补助", "12", "95") for number in "一二三四五六七"]
MATERIALS = ["材料清单", "序号\t材料名称\t份数", "1\t签到表\t12", "2\t合同\t3", "3\t问卷汇总\t2", "合计\t\t17"]
STATIONS = [
    "2024年新建文化驿站名单",
    "序号\t驿站名称\t地点",
    "1\t城关驿站\t城关镇",
    "2\t河西驿站\t河西镇",
    "3\t柳林驿站\t柳林镇",
]


def materials(stated):
    said = [f"对照自评表逐项打分，收集佐证材料{stated}。", *MATERIALS]
    return submissions.submission({"report": said, "table": ROWS})


def stations(actual):
    row = f"数量指标 | 新建文化驿站 | ≥3个 | {actual} | 90 | 90"
    return submissions.submission({"report": STATIONS, "table": [row]})


def documents(*items, **more):
    first, *rest = items
    said = ["举办讲座24场。", f"附件：1.{first}", *(f"{number}.{item}" for number, item in enumerate(rest, 2))]
    return submissions.submission({"report": said, "table": ROWS, **more})


LISTS = {
    "right": lambda: department(RIGHT),
    "gone": lambda: department([*RIGHT, ("非遗保护补助", "12", "95")]),
    "added": lambda: department(RIGHT[:2]),
    "exchanged": lambda: department([*RIGHT[:2], ("非遗保护补助", "12", "95")]),
    "many-gone": lambda: department([*RIGHT, *MANY]),
    "many-added": lambda: department(RIGHT, {**MONEY, **{name: spent for name, spent, _score in MANY}}),
    "spent": lambda: department([RIGHT[0], ("乡村图书室经费", "66", "96"), RIGHT[2]]),
    "thousands": lambda: department(
        [RIGHT[0], ("乡村图书室经费", "660", "96"), ("送戏下乡补助", "455", "94.55")], unit="千元"
    ),
    "hundreds-of-millions": lambda: department([RIGHT[0], ("乡村图书室经费", "0.0066", "96"), RIGHT[2]], unit="亿元"),
    "yuan": lambda: department([RIGHT[0], ("乡村图书室经费", "660000", "96"), RIGHT[2]], unit="元"),
    "no-total": lambda: department(RIGHT, without="总分"),
    "no-money": lambda: department(RIGHT, without="年度资金总额"),
    "score": lambda: department([*RIGHT[:2], ("送戏下乡补助", "45.5", "95.45")]),
    "four-forms": lambda: department(RIGHT, more=["自评情况见所附项目自评表4份。"]),
    "three-forms": lambda: department(RIGHT, more=["自评情况见所附项目自评表3份。"]),
    "other-things": lambda: department(RIGHT, more=["全年举办培训4期。"]),
    "eight-materials": lambda: materials("8项"),
    "three-materials": lambda: materials("3项"),
    "copies": lambda: materials("71份"),
    "all-copies": lambda: materials("17份"),
    "about": lambda: materials("8项以上"),
    "other-unit": lambda: materials("8页"),
    "stations": lambda: stations("4个"),
    "three-stations": lambda: stations("3个"),
    "stations-at-least": lambda: stations("≥4个"),
    "stations-long": lambda: stations("4公里"),
    "stations-unsaid": lambda: stations("-"),
    "no-plan": lambda: documents("项目支出绩效自评表", "绩效目标申报表"),
    "no-last-year": lambda: documents("2024年度项目支出绩效自评表", "2023年度项目支出绩效自评表"),
    "all-there": lambda: documents("项目支出绩效自评表", "绩效目标申报表", plan=["数量指标 | 举办讲座 | ≥20场 | 90"]),
}
"""Submissions with lists, right and wrong: what is said of each is written down (told/lists.txt)."""


@pytest.mark.parametrize("name", LISTS)
def test_what_is_said_of_lists(name):
    written.unmoved("lists", f"# {name}", written.of_lists(LISTS[name]))

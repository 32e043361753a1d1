"""Which forms are one submission, and what each is in it."""

import pytest
import submissions
from submissions import form, one_file, plan, report

from auditor.model.dossier import Submission
from auditor.relate import grouping
from auditor.relate.roles import roles as part_of_each
from auditor.relate.roles import same_body, same_project

SCORED = "经自评，项目得分99.9分，评价等级为优。"
ROWS = ["数量指标 | 举办讲座 | ≥20场 | 24场 | 90 | 90"]


def roles(result):
    return [one.role for one in result.documents]


class TestOneFile:
    @pytest.mark.parametrize("order", [1, -1])
    def test_report_and_form_of_one_project_are_one_submission_in_either_order(self, order):
        (result,) = one_file(*[report([SCORED, "举办讲座24场。"]), "附件：\n" + form(ROWS)][::order])
        assert sorted(roles(result)) == ["report", "table"]
        assert "同一项目" in result.grouping

    def test_forms_of_two_projects_are_two(self):
        results = one_file(form(ROWS, project="公益讲座经费"), form(ROWS, project="乡村图书室经费"))
        assert [isinstance(one, Submission) for one in results] == [False, False]

    def test_reports_of_two_bodies_with_their_forms_are_two_submissions(self):
        results = one_file(
            report([SCORED, "举办讲座24场。"], body="柳溪县文化馆", project="公益讲座经费"),
            form(ROWS, body="柳溪县文化馆", project="公益讲座经费"),
            report([SCORED, "举办讲座31场。"], body="白石市图书馆", project="阅读推广经费"),
            form(ROWS, body="白石市图书馆", project="阅读推广经费"),
        )
        assert [sorted(roles(one)) for one in results] == [["report", "table"]] * 2
        assert [[finding.code for finding in one.findings] for one in results] == [[], ["SB01"]]

    @pytest.mark.parametrize(
        "title",
        [
            "柳溪县2024年度全民艺术普及经费\n绩效自评报告",
            "2024年度全民艺术普及经费\n绩效自评报告",
            "柳溪县文化馆\n2024年度全民艺术普及经费绩效自评报告",
            "柳溪县文化馆\n2024年度全民艺术普及经费\n绩效自评报告",
        ],
    )
    def test_a_title_of_several_lines_below_a_form_is_all_the_reports(self, title):
        said = report([SCORED, "举办讲座24场。"]).partition("\n")[2]
        (result,) = one_file(form(ROWS), title + "\n" + said)
        assert [(one.role, one.project, one.year) for one in result.documents] == [
            ("table", "全民艺术普及经费", 2024),
            ("report", "全民艺术普及经费", 2024),
        ]

    def test_a_signature_above_the_next_title_stays_with_its_report(self):
        signed = report([SCORED, "举办讲座24场。"]) + "柳溪县文化馆\n2025年3月18日\n附件\n"
        (result,) = one_file(signed, form(ROWS))
        assert roles(result) == ["report", "table"]

    def test_a_plan_in_the_file_is_a_plan(self):
        (result,) = one_file(plan(["数量指标 | 举办讲座 | ≥30场 | 90"]), form(ROWS))
        assert roles(result) == ["plan", "table"]
        assert [finding.code for finding in result.findings] == ["PL01"]


class TestOnce:
    def test_what_report_and_form_contradict_alike_is_one_finding_quoted_from_both(self):
        texts = {"target": "举办讲座不少于60场。", "result": "举办讲座52场。"}
        told = "（一）年度目标\n举办讲座不少于60场。\n（二）完成情况\n举办讲座52场。"
        case = {"report": [told], "table": {"rows": ["数量指标 | 举办展览 | ≥20场 | 24场 | 90 | 90"], **texts}}
        found = submissions.submission(case)
        assert [one.code for outcome in found.outcomes for one in outcome.findings if one.code == "CL04"] == []
        (once,) = [one for one in found.findings if one.code == "CL04"]
        assert {item.span.document for item in once.evidence} == {0, 1}

    def test_last_years_form_is_held_to_no_rule_of_its_own_year(self):
        rows = ["数量指标 | 举办讲座 | ≥20场 | 24场 | 40 | 40", "满意度指标 | 群众满意度 | ≥90% | 95% | 50 | 50"]
        asked = ["采取问卷调查，发放问卷200份。"]
        (_report, _form, last) = submissions.submission({"report": asked, "table": rows, "last": rows}).outcomes
        assert [one.code for one in last.findings if not one.broken] == []
        assert any(one.code == "ST06" and "比较" in one.reason for one in last.not_run)


class TestTogether:
    def test_the_form_of_the_earlier_year_is_last_years(self):
        case = {"table": ROWS, "last": ROWS}
        documents = [one._replace(role=None) for one in submissions.given(case)]
        (group,) = grouping.group(
            [
                grouping.Submitted(at, outcome.report)
                for at, outcome in enumerate(submissions.submission(case).outcomes)
            ],
            "together",
        )
        assert len(documents) == 2
        assert [key.role for key in group.dossier.keys] == ["table", "last-year"]
        assert "按指定" in group.why

    def test_a_flag_overrules_what_a_document_looks_like(self):
        case = {"table": ROWS, "plan": ["数量指标 | 举办讲座 | ≥20场 | 90"]}
        reports = [outcome.report for outcome in submissions.submission(case).outcomes]
        assert part_of_each(reports, [None, "annex"]) == ("table", "annex")

    def test_apart_never_is(self):
        case = {"report": ["举办讲座26场。"], "table": ROWS}
        given = [grouping.Submitted(0, outcome.report) for outcome in submissions.submission(case).outcomes]
        assert [one.members for one in grouping.group(given, "apart")] == [(0,), (1,)]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("县林业局会同县财政局", "岷山县林业局、岷山县国有林场", True),
        ("柳溪县文化馆", None, True),
        ("柳溪县文化馆", "白石市图书馆", False),
    ],
)
def test_bodies_that_report_jointly(a, b, same):
    assert same_body(a, b) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2024年度全民艺术普及经费", "全民艺术普及经费", True),
        ("高标准农田项目", "高标准农田建设与管护项目", True),
        ("供水管网改造", "污水管网改造", False),
        (None, "污水管网改造", True),
    ],
)
def test_projects_by_whole_or_short_name(a, b, same):
    assert same_project(a, b) is same


def test_goals_that_were_handed_on_and_are_told_elsewhere_are_counted_in_the_form():
    told = [
        "一、绩效目标分解下达情况",
        "绩效目标共2项，随资金分解下达到8个乡镇。",
        "二、绩效目标完成情况",
        "举办讲座24场。",
    ]
    texts = {
        "target": "目标1：举办讲座不少于20场。目标2：送戏下乡。",
        "result": "目标1：举办讲座24场。目标2：送戏下乡。",
    }
    found = submissions.submission({"report": told, "table": {"rows": ROWS, **texts}})
    every = [*found.findings, *(one for outcome in found.outcomes for one in outcome.findings)]
    assert [one.message for one in every if one.code in ("CT04", "CL06", "SB04")] == []

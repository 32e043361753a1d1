"""What each document is among the others, and which bodies and projects are the same."""

import builders
import pytest

from auditor.relate import roles

ROW = ("数量指标 | 举办讲座 | ≥20场 | 24场",)


def document(kind="project", **more):
    return builders.report(
        kind=kind, **{"rows": ROW, "project": "公益讲座经费", "organisation": "柳溪县文化馆", **more}
    )


def told(*reports, told_so=None):
    return list(roles.roles(reports, told_so or [None] * len(reports)))


@pytest.mark.parametrize(
    ("kind", "rows", "prose", "role"),
    [
        ("plan", ROW, (), "plan"),
        ("narrative", (), ("举办讲座24场。",), "report"),
        ("project", ROW, ("举办讲座24场。",), "table"),
        ("project", (), ("举办讲座24场。",), "report"),
        ("project", (), (), "table"),
        ("overall", ROW, (), "table"),
    ],
)
def test_a_document_alone_is_what_its_kind_says(kind, rows, prose, role):
    assert told(document(kind, rows=rows, prose=prose)) == [role]


def test_what_the_user_says_stands():
    assert told(document(), document("plan"), told_so=["last-year", "table"]) == ["last-year", "table"]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2024, 2023), ["table", "last-year"]),
        ((2023, 2024), ["last-year", "table"]),
        ((2024, 2024), ["table", "table"]),
        ((2024, None), ["table", "table"]),
        ((None, None), ["table", "table"]),
        ((2022, 2023, 2024), ["last-year", "last-year", "table"]),
    ],
)
def test_a_form_of_an_earlier_year_is_last_years(years, expected):
    assert told(*(document(year=year) for year in years)) == expected


def test_a_form_of_an_earlier_year_of_another_body_is_not():
    assert told(document(year=2024), document(year=2023, organisation="白石市图书馆")) == ["table", "table"]


def test_a_year_that_the_user_gave_a_part_is_no_rival():
    assert told(document(year=2024), document(year=2023), told_so=["plan", None]) == ["plan", "table"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("2024年自评报告", "2023年自评报告"), ["report", "last-year"]),
        (("2023年自评报告", "2024年自评报告"), ["last-year", "report"]),
        (("2024年自评报告", "自评报告"), ["report", "report"]),
        (("2024年自评报告", None), ["report", "report"]),
        (("2024年自评报告", "2024年自评报告"), ["report", "report"]),
    ],
)
def test_of_two_reports_the_one_whose_title_names_an_earlier_year_is_last_years(titles, expected):
    assert told(*(document("narrative", title=title) for title in titles)) == expected


def test_beside_an_overall_form_those_of_projects_are_annexes():
    assert told(document("overall", project=None), document(), document(project="乡村图书室经费")) == [
        "table",
        "annex",
        "annex",
    ]


def test_of_several_forms_those_that_the_report_is_not_about_are_annexes():
    report = document("narrative", rows=(), prose=("举办讲座24场。",))
    other = document(project="乡村图书室经费")
    assert told(report, document(), other) == ["report", "table", "annex"]
    assert told(report, document(), document()) == ["report", "table", "table"]
    assert told(document("narrative", project=None), document(), other) == ["report", "annex", "annex"]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("公益讲座经费", "公益讲座经费", True),
        ("2024年度公益讲座经费", "公益讲座经费", True),
        ("公益讲座", "公益讲座经费项目", True),
        ("全民艺术普及", "全民公共艺术普及活动", True),
        ("乡图室", "乡村公共图书阅览室", False),
        ("乡村图书室", "乡村公共图书阅览室", True),
        ("公益讲座经费", "乡村图书室经费", False),
        ("2024年", "公益讲座经费", False),
        (None, "公益讲座经费", True),
        ("公益讲座经费", "", True),
    ],
)
def test_projects_are_one_by_name_part_or_abbreviation(a, b, same):
    assert roles.same_project(a, b) is same
    assert roles.same_project(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("柳溪县文化馆", "柳溪县文化馆", True),
        ("柳溪县文化馆、白石市图书馆", "白石市图书馆", True),
        ("柳溪县文化馆", "白石市图书馆", False),
        (None, "白石市图书馆", True),
        ("白石市图书馆", "", True),
        ("、", "白石市图书馆", False),
    ],
)
def test_bodies_that_report_jointly_are_each_of_them(a, b, same):
    assert roles.same_body(a, b) is same
    assert roles.same_body(b, a) is same


@pytest.mark.parametrize(
    ("title", "year"), [("2023年自评报告", 2023), ("自评报告", None), (None, None), ("98年报告", None)]
)
def test_the_year_of_a_title_is_the_one_it_prints(title, year):
    assert roles.titled_year(document(title=title)) == year

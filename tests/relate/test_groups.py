"""Which documents are one submission, asked of the documents themselves."""

import builders
import pytest

from auditor.relate.grouping import Submitted, group

ROW = ("数量指标 | 举办讲座 | ≥20场 | 24场",)
LECTURES, LIBRARY = "公益讲座经费", "乡村图书室经费"


def document(kind="project", project=LECTURES, *, file=0, role=None, **more):
    named = {"rows": () if kind == "narrative" else ROW, "organisation": "柳溪县文化馆", **more}
    prose = ("举办讲座24场。",) if kind == "narrative" else ()
    return Submitted(file, builders.report(kind=kind, project=project, prose=prose, **named), role)


def members(*given, way="file"):
    return [list(one.members) for one in group(given, way)]


@pytest.mark.parametrize(("way", "expected"), [("apart", [[0], [1]]), ("together", [[0, 1]]), ("file", [[0], [1]])])
def test_documents_of_two_files_are_one_only_where_that_is_said(way, expected):
    assert members(document(), document("narrative", file=1), way=way) == expected


def test_of_no_documents_there_are_no_submissions():
    assert [group((), way) for way in ("apart", "together", "file")] == [[], [], []]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((document(), document("narrative")), [[0, 1]]),
        ((document("narrative"), document()), [[0, 1]]),
        ((document(), document()), [[0], [1]]),
        ((document(year=2024), document(year=2023)), [[0, 1]]),
        ((document(project=None, year=2024), document(year=2023)), [[0], [1]]),
        ((document(), document(project=LIBRARY)), [[0], [1]]),
        ((document(), document("narrative", project=LIBRARY)), [[0], [1]]),
        ((document(), document("narrative", organisation="白石市图书馆")), [[0], [1]]),
        ((document(), document("plan")), [[0, 1]]),
        ((document(), document("plan"), document("narrative")), [[0, 1, 2]]),
        ((document(), document(project=LIBRARY), document("narrative")), [[0, 2], [1]]),
    ],
)
def test_forms_of_one_file_are_one_by_body_and_project(given, expected):
    assert members(*given) == expected


def test_an_overall_report_and_form_take_the_forms_of_their_projects_along():
    whole, report = document("overall", project=None), document("narrative", project=None)
    parts = document(), document(project=LIBRARY)
    assert members(whole, *parts) == [[0, 1, 2]]
    assert members(whole, report, *parts) == [[0, 1, 2, 3]]
    assert members(parts[0], whole, parts[1]) == [[0, 1, 2]]
    assert members(whole, *parts, document(project="乡镇文化站经费", organisation="白石市图书馆")) == [[0, 1, 2], [3]]


def test_two_overall_forms_leave_it_open_whose_the_projects_are():
    whole = document("overall", project=None)
    assert members(
        whole, document(), document("overall", project=None, organisation="白石市图书馆"), document(project=LIBRARY)
    ) == [[0], [1], [2], [3]]


@pytest.mark.parametrize(
    ("given", "way", "why"),
    [
        ((document(),), "file", ""),
        ((document(), document("narrative")), "file", "同一文件中的 自评表、自评报告 属同一单位、同一项目（柳溪县文化馆、公益讲座经费），作为一套材料核对"),
        ((document(), document("narrative")), "together", "按指定作为一套材料：自评表、自评报告"),
        ((document(), document()), "together", "按指定作为一套材料：自评表2份"),
        (
            (document(organisation=None, project=None), document("narrative", organisation=None, project=None)),
            "together",
            "按指定作为一套材料：自评表、自评报告",
        ),
        (
            (document("overall", project=None), document(), document(project=LIBRARY)),
            "file",
            "同一文件中的 自评表、所附项目自评表2份 属同一单位（柳溪县文化馆），连同所附项目的自评表作为一套材料核对",
        ),
        (
            (document(organisation=None, project=None), document("plan", organisation=None, project=None)),
            "file",
            "同一文件中的 自评表、绩效目标申报表 没有写明不同的单位或项目，作为一套材料核对",
        ),
    ],
)  # fmt: skip
def test_why_documents_are_one_is_told(given, way, why):
    assert group(given, way)[0].why == why


def test_each_document_of_a_submission_has_its_role():
    (one,) = group((document(year=2023), document(year=2024), document("plan")), "file")
    assert [key.role for key in one.dossier.keys] == ["last-year", "table", "plan"]

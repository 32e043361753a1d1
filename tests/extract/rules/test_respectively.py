"""分别…: names and numbers in the same order."""

import pytest
from forms import form


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "老年人、高血压患者健康管理分别不少于3.6万人、4.2万人。",
            [("老年人", "不少于3.6万人"), ("高血压患者健康管理", "4.2万人")],
        ),
        ("水质优良率、达标率分别达到95%、98%。", [("水质优良率", "95%"), ("达标率", "98%")]),
        (
            "培训教师、医生、村干部分别为30人、20人和15人。",
            [("培训教师", "30人"), ("医生", "20人"), ("村干部", "15人")],
        ),
    ],
)
def test_each_number_has_its_name(said, told):
    _document, report = form([(said, "")])
    assert [(claim.subject, claim.quantity.text) for claim in report.claims] == told


@pytest.mark.parametrize(
    "said",
    ["教师、医生分别培训30人、20人和15人。", "2023年、2024年分别培训30人、40人。", "培训教师和医生30人、村干部40人。"],
)
def test_where_names_and_numbers_do_not_pair_none_is_made_up(said):
    _document, report = form([(said, "")])
    assert {claim.subject for claim in report.claims} & {"教师", "医生", "2023年", "2024年"} == set()


def test_a_shared_bound_and_order_hold_against_the_table():
    from submitted import findings

    rows = [("老年人健康管理人数", "≥36000人", "37000人"), ("高血压患者健康管理人数", "≥42000人", "43000人")]
    goals = [("老年人、高血压患者健康管理分别不少于3.6万人、4.2万人。", "管理老年人3.7万人、高血压患者4.3万人。")]
    assert {"CL01", "CL03", "CL04"} & set(findings(goals, rows)) == set()
    swapped = [("老年人、高血压患者健康管理分别不少于4.2万人、3.6万人。", goals[0][1])]
    assert "CL03" in findings(swapped, rows)

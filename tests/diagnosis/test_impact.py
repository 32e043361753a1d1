"""What becomes of score and grade with the corrections that arithmetic proves."""

from decimal import Decimal

import builders
import pytest
from outcomes import cause, finding

from auditor import profiles
from auditor.diagnosis.impact import grade, impact

NATIONAL = profiles.load("national")


def correcting(code, change, **more):
    more.setdefault("confidence", "high")
    return finding(code, fingerprint=code, score_change=None if change is None else Decimal(change), **more)


def after(*findings, causes=(), added=True, **made):
    return impact(builders.report(**made), NATIONAL, findings, causes, added=added)


def test_the_conclusion_states_and_the_total_is_corrected():
    found = after(correcting("SC01", "-2"), total="100 | 91 | 良", conclusion={"score": 95, "grade": "优"})
    assert (found.score_stated, found.grade_stated) == (95, "优")
    assert (found.score_recomputed, found.grade_recomputed) == (89, "良")
    (one,) = found.corrections
    assert (one.code, one.finding, one.change, one.score, one.grade) == ("SC01", "SC01", -2, 89, "良")


@pytest.mark.parametrize(
    ("made", "stated", "recomputed", "printed"),
    [
        ({"total": "100 | 91"}, 91, 91, None),
        ({"conclusion": {"score": 91}}, 91, 91, None),
        ({"conclusion": {"grade": "优"}, "total": "100 | 91 | 良"}, 91, 91, "优"),
        ({"conclusion": {"score": 95}, "total": "100 | - | 良"}, 95, 95, "良"),
        ({"conclusion": {"grade": "优"}}, None, None, "优"),
        ({"total": "100 | - | 良"}, None, None, "良"),
        ({}, None, None, None),
    ],
)
def test_what_is_stated_where(made, stated, recomputed, printed):
    found = after(**made)
    assert (found.score_stated, found.score_recomputed, found.grade_stated) == (stated, recomputed, printed)
    assert found.grade_recomputed == (None if recomputed is None else "优")
    assert found.corrections == ()


def test_a_total_that_could_not_be_added_up_is_recomputed_only_with_a_correction():
    assert after(added=False, total="100 | 91").score_recomputed is None
    assert after(added=False, total="100 | 91").grade_recomputed is None
    assert after(correcting("SC07", "-1"), added=False, total="100 | 91").score_recomputed == 90


def test_the_total_is_corrected_first_and_the_others_follow_in_their_order():
    found = after(correcting("SC07", "-1"), correcting("BU03", "0.5"), correcting("SC01", "-10"), total="100 | 91")
    assert [(one.code, one.score, one.grade) for one in found.corrections] == [
        ("SC01", 81, "良"),
        ("SC07", 80, "良"),
        ("BU03", Decimal("80.5"), "良"),
    ]


@pytest.mark.parametrize("kind", ["unit-slip", "digit-slip", "definition", "copied-from-target", "row-missing"])
def test_what_an_open_cause_explains_corrects_nothing(kind):
    wrong, other = correcting("SC07", "-1"), correcting("SC03", "-4")
    assert after(wrong, other, causes=[cause(wrong, kind=kind)], total="100 | 91").score_recomputed == 87


@pytest.mark.parametrize("kind", ["stale-total", "stale-count"])
def test_a_settled_cause_leaves_the_correction(kind):
    wrong = correcting("SC01", "-2")
    assert after(wrong, causes=[cause(wrong, kind=kind)], total="100 | 91").score_recomputed == 89


@pytest.mark.parametrize("found", [correcting("SC01", None), correcting("SC01", "-2", confidence="medium")])
def test_what_is_not_provable_corrects_nothing(found):
    assert after(found, total="100 | 91").corrections == ()


@pytest.mark.parametrize(
    ("score", "name"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.9", "中"), ("60", "中"), ("59.9", "差"), ("0", "差")],
)  # fmt: skip
def test_a_grade_begins_with_its_least_score(score, name):
    assert grade(Decimal(score), NATIONAL) == name


def test_where_grades_are_none_or_begin_above_the_score_there_is_none():
    assert grade(Decimal(50), NATIONAL.model_copy(update={"grades": {}})) is None
    assert grade(Decimal(50), NATIONAL.model_copy(update={"grades": {"合格": Decimal(60)}})) is None

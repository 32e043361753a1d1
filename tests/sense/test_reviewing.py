"""What a reviewer's remark takes off a row's score."""

import builders
import pytest

from auditor.model.report import Reviewed
from auditor.sense import reviewing


def remark(words):
    return builders.row(f"数量指标 | 甲 | 6 | 6 | 4 | 4 || - | 4 | - | {words}").reviewed


@pytest.mark.parametrize(
    ("words", "off"),
    [
        ("资料不全，扣2分", "2分"),
        ("扣30%", "30%"),
        ("完成8场，扣减1.5分。", "1.5分"),
        ("本项10分，扣2分", "2分"),
        ("扣不少于2分", None),
        ("扣1-2分", None),
        ("扣2分，再扣1分", None),
        ("得2分", None),
        ("少2场，扣2场", None),
        ("资料不全，扣分", None),
    ],
)
def test_one_deduction_of_points_or_per_cent_is_told(words, off):
    told = reviewing.deducted(remark(words))
    assert (told.text if told else None) == off


def test_nothing_is_taken_off_where_nothing_is_remarked():
    assert reviewing.deducted(Reviewed()) is None
    assert reviewing.deducted(Reviewed(remark="扣2分")) is None
    assert not reviewing.leaves_nothing(Reviewed())


@pytest.mark.parametrize(("words", "nothing"), [("未提供资料，不得分", True), ("全部扣完", True), ("扣2分", False)])
def test_a_remark_may_leave_no_points_at_all(words, nothing):
    assert reviewing.leaves_nothing(remark(words)) is nothing

"""How alike subjects are, and which pairs are sure enough to be one fact."""

import pytest

from auditor.relate import likeness
from auditor.relate.likeness import FAINT, LIKELY, MANY, SURE, Likeness, Others, Pair, best


@pytest.mark.parametrize(
    ("similarity", "runner_up", "confidence"),
    [(0.55, 0.4, "high"), (0.54, 0.0, "medium"), (0.9, 0.76, "medium"), (0.9, 0.75, "high"), (0.55, 0.0, "high")],
)
def test_a_pair_is_sure_that_is_alike_and_clearly_ahead(similarity, runner_up, confidence):
    assert Pair(0, 0, similarity, runner_up).confidence == confidence


def test_a_pair_has_no_rival_unless_one_is_told():
    assert Pair(0, 0, 0.6).runner_up == 0


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("折页", "折页手册发放数量", likeness.SHORT_INSIDE),
        ("手册发", "折页手册发放数量", likeness.INSIDE),
        ("道路", "挂图", 0),
        ("折页手册发放数量", "折页手册发放数量", 1),
    ],
)
def test_a_short_subject_inside_a_long_one_counts_less(a, b, alike):
    found = Likeness(["折页", "折页手册发放数量", "挂图", "挂图印制", "手册发放数", "道路"])
    assert found.of(a, b) == pytest.approx(alike)
    assert found.of(b, a) == pytest.approx(alike)


def paired(scores, *, telling=True, fits=lambda _a, _b: True):
    """The pairs of a and b by their letters, of scores told as {"ax": 0.6}."""
    left = dict(enumerate(dict.fromkeys(pair[0] for pair in scores)))
    right = dict(enumerate(dict.fromkeys(pair[1] for pair in scores)))
    found = best(left, right, lambda a, b: scores.get(a + b, 0.0), fits, lambda _a: telling)
    return {left[one.left] + right[one.right]: one.runner_up for one in found}


@pytest.mark.parametrize(
    ("scores", "pairs"),
    [
        ({"ax": 0.6, "ay": 0.5, "bx": 0.5, "by": 0.4}, {"ax": 0.5, "by": 0.0}),
        ({"ax": SURE, "ay": 0.5}, {"ax": 0.5}),
        ({"ax": 0.54, "ay": 0.5}, {}),
        ({"ax": 0.54, "by": 0.5}, {"ax": 0.0, "by": 0.0}),
        ({"ax": LIKELY, "bx": FAINT}, {"ax": 0.0}),
        ({"ax": FAINT}, {"ax": 0.0}),
        ({"ax": 0.07}, {}),
        ({"ax": FAINT, "ay": FAINT}, {}),
        ({"ax": 0.6, "bx": 0.6}, {"ax": 0.6}),
        ({"ax": 0.6, "bx": 0.4, "by": 0.4}, {"ax": 0.4, "by": 0.0}),
        ({"ax": 0.9, "bx": 0.5, "by": SURE}, {"ax": 0.5, "by": 0.5}),
    ],
)
def test_the_surest_pairs_come_first_and_each_side_is_used_once(scores, pairs):
    assert paired(scores) == pairs


def test_a_faint_pair_needs_a_unit_that_tells_subjects_apart():
    assert paired({"ax": FAINT}, telling=False) == {}
    assert paired({"ax": LIKELY}, telling=False) == {"ax": 0.0}


def test_what_cannot_be_compared_is_no_pair_and_no_rival():
    assert paired({"ax": 0.6, "ay": 0.6}, fits=lambda _a, b: b == 1) == {"ay": 0.0}
    assert list(best({}, {0: "x"}, max, max, max)) == []
    assert list(best({0: "a"}, {}, max, max, max)) == []


def test_of_very_many_only_those_are_near_that_share_something_telling():
    few = {at: f"第{chr(0x4E00 + at)}桥" for at in range(MANY)}
    assert list(Others(few).near("别的")) == list(few)
    many = few | {MANY: "水渠修建"}
    assert list(Others(many).near("水渠")) == [MANY]
    assert list(Others(many).near("水渠修建")) == [MANY]
    assert list(Others(many).near("别的")) == []


def test_what_more_than_so_many_share_tells_none_of_them_apart():
    shared = {at: f"{chr(0x5200 + at)}水渠" for at in range(MANY)} | {MANY: "道路"}
    assert len(list(Others(shared).near("水渠"))) == MANY
    assert list(Others(shared | {MANY + 1: "新水渠"}).near("水渠")) == []

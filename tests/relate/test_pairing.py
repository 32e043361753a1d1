"""Rows pair by name, by likeness within category and unit, and never by value."""

import random
from pathlib import Path

import builders
import pytest

from auditor.pipeline import extract, read
from auditor.relate import pairing
from auditor.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def rows(*lines):
    return builders.report(rows=list(lines)).indicators


def names(left, right):
    found = pairing.pair(left, right)
    return {left[one.left].name: right[one.right].name for one in found.pairs}


def test_equal_names_pair_wherever_they_stand():
    left = rows("数量指标 | 举办讲座 | ≥20场", "质量指标 | 满意率 | ≥95%")
    right = rows("质量指标 | 满意率 | ≥95%", "数量指标 | 举办讲座 | ≥20场")
    assert names(left, right) == {"举办讲座": "举办讲座", "满意率": "满意率"}


def test_a_renamed_row_pairs_by_likeness():
    left = rows("数量指标 | 开展乡村文艺骨干培训人次 | ≥600人次", "数量指标 | 送戏下乡场次 | ≥40场")
    right = rows("数量指标 | 乡村文艺骨干培训 | ≥500人次", "数量指标 | 送戏下乡 | ≥40场")
    assert names(left, right) == {"开展乡村文艺骨干培训人次": "乡村文艺骨干培训", "送戏下乡场次": "送戏下乡"}


def test_rows_of_other_categories_or_units_do_not_pair_by_likeness():
    left = rows("数量指标 | 培训文艺骨干 | ≥600人次")
    assert names(left, rows("质量指标 | 培训骨干文艺课 | ≥600人次")) == {}
    assert names(left, rows("数量指标 | 培训骨干文艺课 | ≥95%")) == {}


def test_equal_values_under_other_names_do_not_pair():
    assert names(rows("数量指标 | 举办讲座 | ≥20场"), rows("数量指标 | 露天放映 | ≥20场")) == {}


def test_what_finds_no_mate_is_listed():
    found = pairing.pair(rows("数量指标 | 举办讲座 | ≥20场"), rows("数量指标 | 露天放映 | ≥20场"))
    assert (found.left, found.right) == ((0,), (0,))


def test_rows_that_bear_one_name_pair_in_their_goals():
    left = rows("1: 数量指标 | 基本支出 | ≥20万元", "2: 数量指标 | 基本支出 | ≥30万元")
    right = rows("2: 数量指标 | 基本支出 | ≥30万元", "1: 数量指标 | 基本支出 | ≥20万元")
    assert [(one.left, one.right) for one in pairing.pair(left, right).pairs] == [(1, 0), (0, 1)]


VERBS = ("开展", "完成", "组织", "实施", "全年")
ENDS = ("数量", "情况", "工作", "总数", "次数")


def renamed(name, chance):
    """A name as another hand writes it: a verb before it or none, a filler behind it, an end cut off."""
    bare = name
    for word in (*VERBS, *ENDS):
        bare = bare.removeprefix(word).removesuffix(word) if len(bare) > len(word) + 3 else bare
    way = chance.randrange(3)
    return chance.choice(VERBS) + bare if way == 0 else bare + chance.choice(ENDS) if way == 1 else bare


def changed(indicators, chance):
    """The rows shuffled, a tenth of them dropped, a third renamed; with the place each comes from."""
    kept = [(at, row) for at, row in enumerate(indicators) if chance.random() > 0.1]
    chance.shuffle(kept)
    return [
        (at, row.model_copy(update={"name": renamed(row.name, chance)}) if chance.random() < 1 / 3 else row)
        for at, row in kept
    ]


@pytest.fixture(scope="module")
def tables():
    """The indicator tables of all samples."""
    return [
        report.indicators
        for path in sorted(SAMPLES.glob("*.txt"))
        for report in extract(read(path.read_bytes(), path.name, Settings()), Settings())
    ]


@pytest.mark.parametrize("seed", range(3))
def test_renamed_reordered_and_dropped_rows_pair_nearly_always(tables, seed):
    """Over all samples: of the pairs found 99 in a hundred are right, of the right ones 95 in a hundred are found."""
    chance = random.Random(seed)  # noqa: S311 - rows to shuffle
    right = found = wanted = 0
    for indicators in tables:
        mates = changed(indicators, chance)
        pairs = pairing.pair(indicators, [row for _at, row in mates]).pairs
        wanted += len(mates)
        found += len(pairs)
        right += sum(mates[one.right][0] == one.left for one in pairs)
    assert wanted > 200
    assert right / found >= 0.99
    assert right / wanted >= 0.95


def test_a_renamed_row_of_a_goal_leaves_its_namesakes_of_other_goals_to_theirs():
    left = rows("1: 时效指标 | 完成时限 | ≤30天", "2: 时效指标 | 工作完成时限 | ≤30天", "2: 数量指标 | 讲座 | ≥9场")
    right = rows("1: 时效指标 | 组织完成时限 | ≤30天", "2: 时效指标 | 完成时限 | ≤30天", "2: 数量指标 | 讲座 | ≥9场")
    assert [(one.left, one.right) for one in pairing.pair(left, right).pairs] == [(0, 0), (1, 1), (2, 2)]


def test_goals_that_are_numbered_in_another_order_are_the_same_goals():
    """Two goals have a row of one name: it is told by the rows around it, not by the number of its goal."""
    left = rows(
        "1: 数量指标 | 举办讲座 | ≥20场", "1: 满意度指标 | 群众满意度 | ≥90%",
        "2: 数量指标 | 送戏下乡 | ≥40场", "2: 满意度指标 | 群众满意度 | ≥80%",
    )  # fmt: skip
    right = rows(
        "1: 数量指标 | 送戏下乡 | ≥40场", "1: 满意度指标 | 群众满意度 | ≥80%",
        "2: 数量指标 | 举办讲座 | ≥20场", "2: 满意度指标 | 群众满意度 | ≥90%",
    )  # fmt: skip
    found = {(one.left, one.right) for one in pairing.pair(left, right).pairs}
    assert found == {(0, 2), (1, 3), (2, 0), (3, 1)}


def test_a_goal_that_only_the_plan_has_lends_its_number_to_no_other():
    left = rows(
        "1: 数量指标 | 修缮展厅 | ≥2处", "1: 满意度指标 | 群众满意度 | ≥70%",
        "2: 数量指标 | 举办讲座 | ≥20场", "2: 满意度指标 | 群众满意度 | ≥90%",
        "3: 数量指标 | 送戏下乡 | ≥40场", "3: 满意度指标 | 群众满意度 | ≥80%",
    )  # fmt: skip
    right = rows(
        "1: 数量指标 | 举办讲座 | ≥20场", "1: 满意度指标 | 群众满意度 | ≥90%",
        "2: 数量指标 | 送戏下乡 | ≥40场", "2: 满意度指标 | 群众满意度 | ≥80%",
    )  # fmt: skip
    made = pairing.pair(left, right)
    assert {(one.left, one.right) for one in made.pairs} == {(2, 0), (3, 1), (4, 2), (5, 3)}
    assert made.left == (0, 1)


def goals(left, right):
    found = pairing.pair(rows(*left), rows(*right))
    return [(one.left, one.right) for one in found.pairs], found.left, found.right


def test_goals_that_another_table_numbers_otherwise_are_known_by_their_rows():
    left = (
        "1: 数量指标 | 举办讲座 | ≥20场",
        "1: 数量指标 | 补助金额 | ≥2万元",
        "2: 数量指标 | 送戏下乡 | ≥40场",
        "2: 数量指标 | 补助金额 | ≥3万元",
    )
    right = (
        "1: 数量指标 | 送戏下乡 | ≥40场",
        "1: 数量指标 | 补助金额 | ≥3万元",
        "2: 数量指标 | 举办讲座 | ≥20场",
        "2: 数量指标 | 补助金额 | ≥2万元",
    )
    assert goals(left, right) == ([(2, 0), (3, 1), (0, 2), (1, 3)], (), ())


def test_as_many_rows_of_one_name_pair_in_their_order_and_others_not():
    twice = ("数量指标 | 补助金额 | ≥2万元", "数量指标 | 补助金额 | ≥3万元")
    assert goals(twice, twice) == ([(0, 0), (1, 1)], (), ())
    assert goals(twice, twice[:1]) == ([(0, 0)], (1,), ())


def test_the_category_is_looked_at_before_the_name_alone():
    left = ("数量指标 | 补助金额 | ≥2万元", "成本指标 | 补助金额 | ≥2万元")
    assert goals(left, left[::-1]) == ([(1, 0), (0, 1)], (), ())
    assert goals(left[:1], left[1:]) == ([(0, 0)], (), ())


def test_a_row_in_words_pairs_by_likeness_with_one_in_words_alone():
    left = ("质量指标 | 乡村文艺骨干培训效果 | 良好",)
    assert goals(left, ("质量指标 | 乡村文艺骨干培训成效 | 显著",))[0] == [(0, 0)]
    assert goals(left, ("质量指标 | 乡村文艺骨干培训成效 | ≥95%",))[0] == []


def test_a_row_without_a_target_is_known_by_its_actual():
    left = ("数量指标 | 乡村文艺骨干培训 | - | 600人次",)
    assert goals(left, ("数量指标 | 乡村文艺骨干培训班 | ≥500人次",))[0] == [(0, 0)]
    assert goals(left, ("数量指标 | 乡村文艺骨干培训班 | ≥95%",))[0] == []


def test_rows_without_a_category_pair_by_likeness_with_any():
    left = ("- | 乡村文艺骨干培训 | ≥600人次",)
    assert goals(left, ("数量指标 | 乡村文艺骨干培训班 | ≥500人次",))[0] == [(0, 0)]
    assert goals(("数量指标 | 乡村文艺骨干培训班 | ≥500人次",), left)[0] == [(0, 0)]

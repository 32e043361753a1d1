"""What the generator prints: facts that agree with each other, in layouts a person can read, the same for the same seed."""

from decimal import Decimal
from itertools import product

import pytest

from auditor import pipeline
from auditor.bench.layouts import facts, kinds, render, words
from auditor.bench.layouts.facts import Parts
from auditor.settings import Settings
from auditor.text.normalize import fold

KINDS = kinds.catalogue()
SEEDS = range(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_invented_facts_agree_with_each_other(seed):
    one = facts.invented(seed)
    money = one.money[0]
    assert sum(Decimal(row.weight) for row in one.rows) + Decimal(money.weight) == Decimal(one.total_weight) == 100
    assert sum(Decimal(row.score) for row in one.rows) + Decimal(money.score) == Decimal(one.total_score)
    assert sum(Decimal(line.spent) for line in one.money[1:]) == Decimal(money.spent)
    assert sum(Decimal(line.budget) for line in one.money[1:]) == Decimal(money.budget)
    assert (Decimal(money.spent) * 100 / Decimal(money.budget)).quantize(Decimal("0.01")) == Decimal(
        money.rate.rstrip("%")
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_row_short_of_its_target_loses_points_and_says_why(seed):
    rows = [row for row in facts.invented(seed).rows if row.least]
    short = [row for row in rows if Decimal(row.actual.value) < Decimal(row.target.value)]
    assert [row.name for row in rows if (row.reason is not None) != (row in short)] == []
    assert [row.name for row in short if Decimal(row.score) >= Decimal(row.weight)] == []
    assert [row.name for row in short if row.said] == []


def test_the_parts_of_a_value_make_the_whole():
    assert Parts(operator="≥", value="45", unit="家").whole == "≥45家"
    assert Parts(operator="=", value="100", unit="%").whole == "100%"


@pytest.mark.parametrize("field", words.keys("unusual"))
def test_a_field_has_a_dozen_headings_that_are_not_its_usual_ones(field):
    unusual = words.unusual(field)
    assert len(unusual) >= 12
    assert len(set(unusual)) == len(unusual)
    assert not set(unusual) & set(words.pool("usual", field) if field in words.keys("usual") else ())


def test_an_unusual_heading_names_one_field_of_a_table_only():
    indicators = ("level1", "category", "name", "target", "actual", "weight", "score", "reason")
    money = ("money_label", "initial", "budget", "spent", "rate", "money_weight", "money_score")
    for fields in (indicators, money):
        every = [word for field in fields for word in words.unusual(field)]
        assert [word for word in every if every.count(word) > 1] == []


def test_operator_and_unit_stay_beside_their_target():
    for seed in range(60):
        order = list(render.clean(kinds.named("several-at-once"), seed).forms[0].headings)
        parts = [order.index(field) for field in ("operator", "target", "unit") if field in order]
        assert max(parts) - min(parts) == len(parts) - 1


def test_headings_grow_by_their_parts():
    assert "期末盘点数" in words.unusual("actual")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_rendering_is_the_same_for_the_same_seed(kind):
    first, again, other = (render.clean(kind, seed) for seed in (7, 7, 8))
    assert first.forms == again.forms
    assert first.name == again.name
    assert first.forms != other.forms
    if first.name.endswith(("txt", "html")):
        assert first.data == again.data


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_cell_that_is_expected_is_printed(kind):
    for seed in range(3):
        clean = render.clean(kind, seed)
        text = fold(pipeline.read(clean.data, clean.name, Settings()).text)
        lacking = [cell for form in clean.forms for cell in _printed(form) if fold(cell) not in text]
        assert lacking == []


def _printed(form):
    yield from (form.organisation, form.project, str(form.year))
    for row in form.rows:
        cells = (row.name, row.target[0], row.actual[0], row.weight, row.score, row.reason)
        yield from (cell for cell in cells if cell is not None)
    for line in form.money:
        yield from (cell for cell in (line.initial, line.budget, line.spent, line.rate) if cell is not None)
    yield from (cell for goal in form.goals for cell in (goal.target, goal.actual))
    yield from (cell for cell in (form.total_weight, form.total_score) if cell is not None)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_planted_fault_changes_the_file_and_names_its_figure(kind):
    pairs = [render.pair(kind, seed) for seed in range(3)]
    planted = [pair for pair in pairs if pair.planted is not None]
    assert planted
    for clean, wrong in planted:
        text = fold(pipeline.read(wrong.data, wrong.name, Settings()).text)
        assert wrong.data != clean.data
        assert wrong.fault in wrong.name
        assert all(fold(sign) in text for sign in wrong.signs)


def test_kinds_say_what_they_do_and_have_names_of_their_own():
    assert [kind.name for kind in KINDS if not kind.says.endswith(".")] == []
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_every_unusual_heading_can_be_drawn():
    drawn = {word for seed in range(80) for word in _headings(kinds.named("one-heading-unknown"), seed)}
    usual = {words.usual(field) for field in words.keys("usual")}
    assert len(drawn - usual) > 45


def _headings(kind, seed):
    return render.clean(kind, seed).forms[0].headings.values()


def test_the_kinds_cover_every_way_to_write_a_file():
    names = {render.clean(kind, seed).name.rpartition(".")[2] for kind, seed in product(KINDS[:4], range(12))}
    assert names == {"txt", "docx", "xlsx", "html"}

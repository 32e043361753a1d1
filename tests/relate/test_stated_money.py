"""What sentences say of the money, and the cells of the money table that state the same."""

import builders
import pytest
from forms import form

from auditor.relate import numbers, stated_money

BUDGET = (
    "年度资金总额 | 500 | 480 | 456 | 10 | 95% | 9.5 | 470",
    "其中：中央财政资金 | 300 | 290 | 280 | - | 96.55% | - | 285",
    "地方资金 | 200 | 190 | 176 | - | 92.63% | - | 185",
)
APART = "沿" * 900
"""So that no place of the sentences is one of the table's."""


def told(text, budget=BUDGET, **more):
    """Each sum or rate with the cell it is held against, the other readings, and how sure that is."""
    document, said = form(prose=[APART, text])
    report = said.model_copy(update={"budget": builders.report(budget=budget).budget, **more})
    known = numbers.of(report)
    found = stated_money.propose(report, known, document.text)
    return [
        f"{known.by_id[one.result].quantity.text} = {_cells(known, one)}"
        + "".join(f" or {_cells(known, other)}" for other in one.otherwise)
        + ("" if one.confidence == "high" else f" ({one.confidence})")
        for one in found
    ]


def _cells(known, one):
    keys = [known.keys(name)[0] for name in one.of]
    return " − ".join(f"{key.part} {key.at}" for key in keys)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("年初预算500万元。", ["500万元 = budget-initial 0"]),
        ("全年预算480万元。", ["480万元 = budget 0 or budget-initial 0"]),
        ("到位资金470万元。", ["470万元 = funded 0"]),
        ("实际支出456万元。", ["456万元 = spent 0"]),
        ("预算执行率95%。", ["95% = rate 0"]),
        ("中央财政资金支出280万元。", ["280万元 = spent 1"]),
        ("地方资金执行率92.63%。", ["92.63% = rate 2"]),
        ("下达资金480万元。", ["480万元 = budget 0 or budget-initial 0 or funded 0 or spent 0 (medium)"]),
        ("中央财政资金290万元。", ["290万元 = budget 1 or budget-initial 1 or funded 1 or spent 1 (medium)"]),
        ("年末结余24万元。", ["24万元 = budget 0 − spent 0 or funded 0 − spent 0 (medium)"]),
        ("地方资金结余14万元。", ["14万元 = budget 2 − spent 2 or funded 2 − spent 2 (medium)"]),
        ("统筹整合20万元。", ["20万元 = budget-initial 0 − budget 0 (medium)"]),
        ("截至12月31日，实际支出456万元。", ["456万元 = spent 0"]),
        ("截至12月底，实际支出456万元。", ["456万元 = spent 0"]),
    ],
)
def test_a_sum_is_held_against_the_cell_that_its_words_name(text, cells):
    assert told(text) == cells


@pytest.mark.parametrize(
    "text",
    [
        "实际支出约456万元。",
        "实际支出400-456万元。",
        "截至9月底，实际支出456万元。",
        "截至2024年6月30日，实际支出456万元。",
        "上年支出456万元。",
        "省级资金支出280万元。",
        "支出增加20万元。",
        "合同支出456万元。",
        "资金480万元。",
        "合格率95%。",
        "培训456人。",
        "道路、水渠等项目支出456万元。",
    ],
)
def test_what_is_of_another_day_year_line_or_matter_is_held_against_none(text):
    assert told(text) == []


def test_the_names_of_project_and_body_are_no_line():
    assert told("水利局水渠项目支出456万元。") == []
    assert told("水利局水渠项目支出456万元。", organisation="水利局", project="水渠项目") == ["456万元 = spent 0"]


def test_of_two_lines_of_one_name_none_is_meant():
    twice = (BUDGET[0], "省级资金 | 300 | 290 | 280", "省级资金 | 200 | 190 | 176")
    assert told("省级资金支出280万元。", twice) == []
    assert told("省级资金支出280万元。", twice[:2]) == ["280万元 = spent 1"]


def test_without_a_table_nothing_is_held_against_it():
    assert told("实际支出456万元。", ()) == []


def test_a_cell_that_is_empty_states_nothing():
    line = ("年度资金总额 | 500 | - | 456 | 10 | 95% | 9.5",)
    assert told("到位资金470万元。", line) == []
    assert told("全年预算480万元。", line) == ["480万元 = budget-initial 0"]
    assert told("年末结余24万元。", line) == []

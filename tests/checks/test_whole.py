"""The checks that reviewers' lists and peers' test sets added: each has everything that a check needs to be trusted."""

import re
from pathlib import Path

import pytest
import yaml

from auditor.bench import kinds, variants
from auditor.checks import registry
from auditor.locale import gettext, language

HERE = Path(__file__).parent
ADDED = (
    "CL16",
    "CL17",
    "CL18",
    "CL19",
    "CT08",
    "CT09",
    "BU14",
    "BU15",
    "BU16",
    "BU17",
    "SC14",
    "SC15",
    "SC16",
    "IN20",
    "IN21",
    "IN22",
    "FE02",
    "FE03",
)
"""All that rest on one submission's own form or report; those that compare documents or portfolios are tried beside theirs."""
_NEAR_MISSES = 2

CHECKS = {check.code: check for check in registry.catalogue()}
TRIED = {kind.check for kind in kinds.catalogue()}
BESIDE = {code for way in variants.catalogue() for code in way.beside}


def cases_of(code):
    found = (HERE / folder / f"{code}.yaml" for folder in ("cases", "narrative"))
    return yaml.safe_load(next(path for path in found if path.is_file()).read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", ADDED)
class TestEveryAddedCheck:
    def test_has_an_example_with_figures_on_its_page(self, code):
        example = CHECKS[code].page.partition("示例：")[2]
        assert re.search(r"[\d零一二三四五六七八九十百]|明显|无", example)

    def test_has_cases_both_ways_and_near_misses(self, code):
        cases = cases_of(code)
        assert cases["finds"]
        assert len(cases["silent"]) >= _NEAR_MISSES

    def test_is_tried_by_a_fault_of_the_bench(self, code):
        assert code in TRIED

    def test_stands_beside_a_right_report_that_looks_like_its_fault(self, code):
        assert code in BESIDE

    def test_is_told_in_english(self, code):
        with language("en"):
            told = [gettext(line.strip()) for line in CHECKS[code].page.splitlines() if line.strip()]
        assert [line for line in told if re.search(r"^[一-鿿]{2}：", line)] == []

"""Every check has a fault kind that can be planted in the shipped samples, or a stated reason why not."""

import re

import pytest

from auditor.assets import checkout
from auditor.bench import base, edits, kinds, variants
from auditor.checks import registry
from auditor.cli.bench import PAGE
from auditor.settings import Settings

KINDS = kinds.catalogue()
CODES = {check.code for check in registry.catalogue()}


@pytest.fixture(scope="module")
def bases():
    return base.load(base.samples(), Settings())


def test_every_check_has_a_fault_kind_or_a_reason():
    tried = {kind.check for kind in KINDS}
    assert CODES - tried - set(kinds.WITHOUT) == set()
    assert tried & set(kinds.WITHOUT) == set()


def test_kinds_name_only_checks_that_exist():
    assert {code for kind in KINDS for code in kind.right} <= CODES
    assert set(kinds.WITHOUT) <= CODES


@pytest.mark.parametrize("kind", [*KINDS, *variants.catalogue()], ids=lambda kind: kind.name)
def test_a_kind_says_what_it_does(kind):
    assert kind.says.endswith(".")


def test_a_kind_counts_under_the_check_it_tries():
    assert [kind.name for kind in KINDS if kind.check not in kind.right] == []
    assert [kind.name for kind in KINDS if not re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.name)] == []


def test_every_kind_can_be_planted_and_changes_the_text(bases):
    planted = {
        kind.name: [edits.apply(one.text, plant.edits) != one.text for one in bases for plant in kind.plant(one)]
        for kind in KINDS
    }
    assert [name for name, changed in planted.items() if not changed or not all(changed)] == []


def test_every_report_that_is_right_can_be_written_another_way(bases):
    assert [way.name for way in variants.catalogue() if not any(list(way.write(one)) for one in bases)] == []


def test_a_name_is_used_once():
    with pytest.raises(ValueError, match="taken"):
        kinds.fault(KINDS[0].name, "BU01")(KINDS[0].plant)


def test_the_page_of_results_speaks_of_every_check_and_kind():
    page = (checkout() / PAGE).read_text(encoding="utf-8")
    lacking = [name for name in (*CODES, *(kind.name for kind in KINDS)) if name not in page]
    assert lacking == [], "renew with: auditor bench --write"

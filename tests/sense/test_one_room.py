"""What a word means is decided in sense, and nowhere else: no second opinion on whether a target is met or which way is better."""

import ast
from functools import cache
from pathlib import Path

import auditor

ROOT = Path(auditor.__file__).parent
ROOMS = ("sense/", "relate/judge.py", "text/rounding.py", "locale/")
"""Who may decide: the sense of words, and the one judge of relations."""
DECIDING = frozenset({"satisfies"})
"""Functions that say whether a bound holds."""
ADVERSE = ("投诉", "事故", "故障", "返修", "信访", "漏损")
"""Words of which a few in one pattern make a list of what is bad."""


@cache
def nodes():
    """Every node of the code that may not decide, with its module."""
    return [
        (name, node)
        for path in sorted(ROOT.rglob("*.py"))
        if not (name := path.relative_to(ROOT).as_posix()).startswith(ROOMS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Attribute, ast.Name, ast.Constant, ast.Call, ast.Compare))
    ]


def test_only_sense_and_the_judge_ask_whether_a_bound_holds():
    asking = [
        (name, node.lineno)
        for name, node in nodes()
        if (isinstance(node, ast.Attribute) and node.attr in DECIDING)
        or (isinstance(node, ast.Name) and node.id in DECIDING)
    ]
    assert asking == []


def test_no_other_room_keeps_a_list_of_what_is_bad():
    lists = [
        (name, node.lineno)
        for name, node in nodes()
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "|" in node.value
        and sum(word in node.value for word in ADVERSE) >= 3
    ]
    assert lists == []


def test_no_other_room_reads_the_lists_on_direction():
    reading = [
        (name, node.lineno)
        for name, node in nodes()
        if not name.startswith("bench/") and isinstance(node, ast.Constant) and node.value == "direction"
    ]
    assert reading == []


DECIDED = frozenset({"direction", "categories", "identity", "beneficiaries"})
"""Word lists that decide which way is better, which category a row belongs to, who benefits, and what is the same."""


def test_no_other_room_reads_the_lists_that_decide():
    reading = [
        (name, node.lineno)
        for name, node in nodes()
        if not name.startswith("bench/")
        and isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "lexicon"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value in DECIDED
    ]
    assert reading == []


CATEGORIES = frozenset({"数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "经济效益指标", "生态效益指标"})


def test_no_other_room_asks_for_a_category_by_its_name():
    asking = [
        (name, node.lineno)
        for name, node in nodes()
        if not name.startswith(("bench/", "extract/", "forms/", "model/"))
        and isinstance(node, ast.Compare)
        and any(
            isinstance(one, ast.Constant) and one.value in CATEGORIES
            for side in (node.left, *node.comparators)
            for one in ast.walk(side)
        )
    ]
    assert asking == []

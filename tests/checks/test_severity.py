"""The severity that the catalogue shows is the one that is printed."""

import pytest

from auditor.checks import registry
from auditor.checks.registry import Check, Context
from auditor.cli.readme import table
from auditor.model.finding import Discrepancy
from auditor.model.report import Report
from auditor.profiles import choice


def said(report, context):
    yield Discrepancy(message="不一致，待核实。", severity="error", evidence=(), about=("a",), values=("b",))


@pytest.mark.parametrize(("severity", "at_worst"), [("warning", None), ("note", "warning")])
def test_a_finding_graver_than_the_catalogue_shows_is_a_fault_of_ours(severity, at_worst):
    entry = Check("XX01", "strange", severity, (), said, at_worst=at_worst)
    with pytest.raises(ValueError, match="XX01"):
        registry.run(Report(kind="overall"), Context(None, choice), [entry])


@pytest.mark.parametrize(("severity", "at_worst"), [("error", None), ("warning", "error")])
def test_a_finding_as_grave_as_the_catalogue_shows_is_taken(severity, at_worst):
    entry = Check("XX01", "strange", severity, (), said, at_worst=at_worst)
    assert [one.severity for one in registry.run(Report(kind="overall"), Context(None, choice), [entry]).findings] == [
        "error"
    ]


def test_the_readme_shows_how_grave_a_case_may_become():
    row = next(line for line in table("zh").splitlines() if "CL04" in line)
    assert "| W–E |" in row

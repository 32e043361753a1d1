"""The CL checks against cases that an auditor can read and add to (narrative/*.yaml)."""

from pathlib import Path

import pytest
import yaml
from forms import form

from auditor import profiles
from auditor.checks import registry
from auditor.link import link

CASES = Path(__file__).parent / "narrative"


def cases(kind):
    return list(_cases(kind))


def _cases(kind):
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))[kind]:
            yield pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")


def findings(code, case):
    goals = [tuple(goal) for goal in case.get("goals", [])]
    rows = [tuple(row) for row in case.get("rows", [])]
    document, report = form(
        goals, rows, prose=case.get("prose", ()), conclusion=case.get("conclusion"), complete=case.get("complete")
    )
    context = registry.Context(link(document, report), profiles.load("national"))
    return registry.run(report, context, [check for check in registry.catalogue() if check.code == code]).findings


@pytest.mark.parametrize(("code", "case"), cases("finds"))
def test_finds(code, case):
    found = findings(code, case)
    assert found, "nothing found"
    said = " ".join(" ".join([one.message, one.working, *(item.quote for item in one.evidence)]) for one in found)
    assert [words for words in case.get("says", []) if words not in said] == []
    assert found[0].severity == case.get("severity", found[0].severity)


@pytest.mark.parametrize(("code", "case"), cases("silent"))
def test_stays_silent(code, case):
    assert [one.message for one in findings(code, case)] == []

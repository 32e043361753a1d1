"""The checks against cases that an auditor can read and add to (cases/*.yaml)."""

from pathlib import Path

import builders
import pytest
import readings
import told
import yaml
from severities import graver

from auditor.checks import registry

CASES = Path(__file__).parent / "cases"
TALK = frozenset({"name", "says", "severity", "count", "profile", "confidence", "not_run"})
"""What a case says about itself; everything else is the report: its parts, or the `text` of the form that it is read from."""


def cases(kind):
    return list(_cases(kind))


def told_of(code, case):
    return told.of_results(outcome(code, case))


def _cases(kind):
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")).get(kind, []):
            yield pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")


def looked_at(case):
    given = {key: value for key, value in case.items() if key not in TALK}
    report = readings.report(given["text"]) if "text" in given else builders.report(**given)
    return report, builders.context(report, case.get("profile", "national"))


def outcome(code, case):
    report, context = looked_at(case)
    return registry.run(report, context, [check for check in registry.catalogue() if check.code == code])


@pytest.mark.parametrize(("code", "case"), cases("finds"))
def test_finds(code, case):
    results = outcome(code, case)
    found = results.findings
    assert found, "nothing found"
    assert graver(found) == []
    said = " ".join(" ".join([one.message, one.working, *(item.quote for item in one.evidence)]) for one in found)
    assert [words for words in case.get("says", []) if words not in said] == [], said
    assert len(found) == case.get("count", 1), said
    assert found[0].severity == case.get("severity", found[0].severity)
    assert found[0].confidence == case.get("confidence", found[0].confidence)
    told.unmoved("findings", f"# {code} {case['name']}", told.of_results(results))


@pytest.mark.parametrize(("code", "case"), cases("silent"))
def test_stays_silent(code, case):
    results = outcome(code, case)
    assert [one.message for one in results.findings] == []
    assert not case.get("not_run") or results.not_run
    told.unmoved("findings", f"# {code} {case['name']}", told.of_results(results))

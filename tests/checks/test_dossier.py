"""The checks of several documents against cases that an auditor can read and add to (dossier/*.yaml)."""

from pathlib import Path

import pytest
import submissions
import told
import yaml

CASES = Path(__file__).parent / "dossier"


def cases(kind):
    return list(_cases(kind))


def _cases(kind):
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))[kind]:
            yield pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")


def told_of(code, case):
    return told.of_results(submissions.submission(case), code)


@pytest.mark.parametrize(("code", "case"), cases("finds"))
def test_finds(code, case):
    results = submissions.submission(case)
    found = [one for one in results.findings if one.code == code]
    assert found, "nothing found"
    said = " ".join(" ".join([one.message, one.working, *(item.quote for item in one.evidence)]) for one in found)
    assert [words for words in case.get("says", []) if words not in said] == [], said
    assert len(found) == case.get("count", 1), said
    assert found[0].severity == case.get("severity", found[0].severity)
    assert all(item.span.document is not None for one in found for item in one.evidence)
    told.unmoved("submissions", f"# {code} {case['name']}", told.of_results(results, code))


@pytest.mark.parametrize(("code", "case"), cases("silent"))
def test_stays_silent(code, case):
    results = submissions.submission(case)
    assert [one.message for one in results.findings if one.code == code] == []
    told.unmoved("submissions", f"# {code} {case['name']}", told.of_results(results, code))

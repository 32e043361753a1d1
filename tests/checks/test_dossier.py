"""The checks of several documents against cases that an auditor can read and add to (dossier/*.yaml)."""

from pathlib import Path

import pytest
import submissions
import yaml

CASES = Path(__file__).parent / "dossier"


def _cases(kind):
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))[kind]:
            yield pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")


def findings(code, case):
    return [one for one in submissions.submission(case).findings if one.code == code]


@pytest.mark.parametrize(("code", "case"), list(_cases("finds")))
def test_finds(code, case):
    found = findings(code, case)
    assert found, "nothing found"
    said = " ".join(" ".join([one.message, one.working, *(item.quote for item in one.evidence)]) for one in found)
    assert [words for words in case.get("says", []) if words not in said] == [], said
    assert len(found) == case.get("count", 1), said
    assert found[0].severity == case.get("severity", found[0].severity)
    assert all(item.span.document is not None for one in found for item in one.evidence)


@pytest.mark.parametrize(("code", "case"), list(_cases("silent")))
def test_stays_silent(code, case):
    assert [one.message for one in findings(code, case)] == []

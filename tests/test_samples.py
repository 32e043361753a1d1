"""The shipped samples: what an audit must find in them, what it must not say, and what it must have read."""

import json
from pathlib import Path

import pytest

from auditor.pipeline import audit
from auditor.text.normalize import fold

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SHEETS = sorted((SAMPLES / "expected").glob("*.json"))


@pytest.fixture(params=SHEETS, ids=lambda sheet: sheet.stem)
def audited(request):
    wanted = json.loads(request.param.read_text(encoding="utf-8"))
    (outcome,) = audit((SAMPLES / wanted["report"]).read_bytes(), wanted["report"])
    return wanted, outcome


def meets(finding, wanted):
    if not any(finding.code.startswith(code) for code in wanted.get("codes", [""])):
        return False
    if finding.severity not in wanted.get("severity", [finding.severity]):
        return False
    if "goals" in wanted and not set(wanted["goals"]) & set(finding.goals):
        return False
    said = fold(" ".join([finding.message, finding.working, *(item.quote for item in finding.evidence)]))
    return all(fold(part) in said for part in wanted.get("contains", []))


def test_what_is_planted_is_found(audited):
    wanted, outcome = audited
    assert [
        item["why"] for item in wanted["must"] if not any(meets(finding, item) for finding in outcome.findings)
    ] == []


def test_what_is_right_is_left_alone(audited):
    wanted, outcome = audited
    raised = [
        (item["why"], finding.code, finding.message)
        for item in wanted["must_not"]
        for finding in outcome.findings
        if meets(finding, item)
    ]
    assert raised == []


def test_what_it_says_is_read(audited):
    wanted, outcome = audited
    report, facts = outcome.report, wanted["facts"]
    read = {
        "indicators": len(report.indicators),
        "goals": len(report.goals),
        "kind": report.kind,
        "year": str(report.year),
    }
    assert {name: read[name] for name in facts} == facts


def test_every_quote_stands_where_it_is_said_to_stand(audited):
    """A quote put together from the cells of sign, value and unit stands where its value does."""
    wanted, outcome = audited
    text = (SAMPLES / wanted["report"]).read_text(encoding="utf-8")
    for entry in outcome.ledger:
        said, stands = fold(entry.quote), fold(text[entry.span.start : entry.span.end])
        assert said in stands or stands in said, entry


def test_the_same_input_gives_the_same_bytes(audited):
    wanted, outcome = audited
    (again,) = audit((SAMPLES / wanted["report"]).read_bytes(), wanted["report"])
    assert again.model_dump_json() == outcome.model_dump_json()


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html", "pdf", "ofd"])
def test_the_mission_sample_gives_the_same_findings_in_every_format(suffix):
    """Only the places differ; tests/readers/samples_in_formats.py writes the files."""

    def said(name):
        (outcome,) = audit((SAMPLES / name).read_bytes(), name)
        return [(one.code, one.severity, one.message, one.working, one.value_hash) for one in outcome.findings]

    assert said(f"mission.{suffix}") == said("mission.txt")

"""Findings as SARIF, held to the public schema (sarif-2.1.0-rtm.5.json, OASIS, as schemastore.org publishes it)."""

import json
from pathlib import Path

import jsonschema
import pytest
from outcomes import TEXT, acceptance, document, finding, outcome

from auditor.memo.sarif import render

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def log_of(*outcomes):
    return json.loads(render(outcomes, [document(one.source.name) for one in outcomes]))


@pytest.mark.parametrize(
    "made",
    [
        finding(),
        finding(accepted=acceptance()),
        finding(accepted_before=acceptance(message="旧")),
        finding(evidence=()),
    ],
)
def test_the_log_fits_the_public_schema(made):
    jsonschema.Draft4Validator(SCHEMA).validate(log_of(outcome(made)))


def test_nothing_found_fits_the_public_schema():
    jsonschema.Draft4Validator(SCHEMA).validate(log_of(outcome()))
    jsonschema.Draft4Validator(SCHEMA).validate(log_of())


def test_a_result_points_to_line_and_column():
    region = log_of(outcome(finding()))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = TEXT.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 :].startswith("短视频52部")
    assert region["snippet"]["text"] == "短视频52部"


def test_accepted_findings_are_suppressed_and_the_rest_say_that_they_are_not():
    results = log_of(outcome(finding(fingerprint="e" * 16), finding(accepted=acceptance())))["runs"][0]["results"]
    assert [result["baselineState"] for result in results] == ["new", "unchanged"]
    assert results[0]["suppressions"] == []
    assert results[1]["suppressions"][0]["status"] == "accepted"


def test_a_changed_value_is_an_updated_result():
    results = log_of(outcome(finding(accepted_before=acceptance(message="旧"))))["runs"][0]["results"]
    assert results[0]["baselineState"] == "updated"


def test_rules_are_the_catalogue():
    run = log_of(outcome(finding()))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert rules[run["results"][0]["ruleIndex"]]["id"] == "CL02"


def test_a_file_in_which_several_forms_lie_is_listed_once():
    both = [outcome(finding()), outcome(finding(fingerprint="e" * 16))]
    log = json.loads(render(both, [document()] * 2))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    (artifact,) = run["artifacts"]
    assert [one["verdict"] for one in artifact["properties"]["reports"]] == [one.verdict for one in both]
    placed = [result["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for result in run["results"]]
    assert placed == [0, 0]

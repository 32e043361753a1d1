"""Findings as JUnit XML."""

import xml.etree.ElementTree as ET

from outcomes import acceptance, document, finding, outcome

from auditor.memo.junit import render


def suite_of(*findings):
    return ET.fromstring(render([outcome(*findings)], [document()])).find("testsuite")  # noqa: S314 - our own bytes


def test_an_error_fails_and_a_warning_does_not():
    suite = suite_of(finding(), finding("CL01", severity="error", fingerprint="e" * 16))
    assert suite.get("failures") == "1"
    assert [case.find("failure").get("type") for case in suite if case.find("failure") is not None] == ["CL01"]


def test_accepted_findings_and_checks_that_could_not_look_are_skipped():
    suite = suite_of(finding(severity="error", accepted=acceptance()))
    assert suite.get("failures") == "0"
    assert suite.get("skipped") == "2"


def test_the_report_cannot_break_the_xml():
    suite = suite_of(finding(severity="error", message="<a>&\x00]]>"))
    assert suite.find("testcase/failure").get("message") == "<a>&�]]>。"

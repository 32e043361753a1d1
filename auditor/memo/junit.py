"""Findings as JUnit XML, for build servers: a suite per report, a failure per error that is open or for too little compared."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from auditor.locale import gettext as _
from auditor.memo.contents import Contents, Item, clean, contents
from auditor.model.finding import Outcome
from auditor.model.source import Document


def render(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> bytes:  # noqa: ARG001 - every writer's signature
    """Errors fail; warnings and notes are told in a passing case; accepted findings and checks not run are skipped."""
    root = ET.Element("testsuites", name="auditor")
    for outcome in outcomes:
        root.append(_suite(clean(outcome.source.name), contents(outcome)))
    for total in ("tests", "failures", "skipped"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _suite(name: str, memo: Contents) -> ET.Element:
    suite = ET.Element("testsuite", name=name)
    _verdict(suite, name, memo)
    for item in memo.open_items:
        _finding(suite, name, item)
    for item in memo.accepted:
        case = _case(suite, name, f"{item.code} {item.name} [{item.fingerprint}]")
        ET.SubElement(case, "skipped", message=item.accepted)
    for done in memo.passed:
        _case(suite, name, f"{done.code} {done.title}")
    for missed in memo.not_run:
        ET.SubElement(_case(suite, name, f"{missed.code} {missed.title}"), "skipped", message=missed.reason)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    return suite


def _verdict(suite: ET.Element, report: str, memo: Contents) -> None:
    """Whether enough could be compared: a report of which too little was is no passing one."""
    case = _case(suite, report, _("核对是否充分"))
    told = "\n".join((memo.verdict, *memo.needed, *memo.unread_first, *memo.by_hand))
    if memo.judged == "insufficient":
        ET.SubElement(case, "failure", message=memo.verdict, type=memo.judged).text = told
    else:
        ET.SubElement(case, "system-out").text = told


def _case(suite: ET.Element, report: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=report, name=name)


def _finding(suite: ET.Element, report: str, item: Item) -> None:
    case = _case(suite, report, f"{item.code} {item.name} [{item.fingerprint}]")
    quotes = item.quote_lines
    text = "\n".join(filter(None, (item.message, *quotes, item.working, item.action, item.accepted_before)))
    if item.severity == "error":
        ET.SubElement(case, "failure", message=item.message, type=item.code).text = text
    else:
        ET.SubElement(case, "system-out").text = item.severity_word + _("：") + text

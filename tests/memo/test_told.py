"""What was not read or not compared stands on page one of every paper, and is never told as a pass."""

import io
import json
import xml.etree.ElementTree as ET

import pytest
from docx import Document as Word
from lxml import html
from openpyxl import load_workbook
from outcomes import document, finding, outcome, span

from auditor.locale import language
from auditor.memo import render
from auditor.memo.contents import contents
from auditor.memo.inquiry import paper as inquiry
from auditor.memo.terminal import show
from auditor.memo.todo import paper as selfcheck
from auditor.model.finding import NotRun
from auditor.model.ledger import Coverage
from auditor.model.report import Report
from auditor.model.source import Unreadable

NEEDED = "“达成情况”栏（15 个数字）没有读懂：请写明它是什么"
UNREAD = "“达成情况”之下有 15 个数字没有读懂"
PASS = ("未发现数据相互矛盾", "没有发现疑点", "No contradiction", "nothing was found")


def blind(*findings, **more):
    """Fifteen numbers to check, none of them checked."""
    stated = {
        "verdict": "insufficient",
        "needed": (NEEDED,),
        "coverage": Coverage(numbers=16, asserting=15, unread=15, not_a_claim=1),
        "ledger": (),
        "passed": (),
        "unreadable": (Unreadable(span=span("56部", 3), reason=UNREAD, part="indicators"),),
    }
    return outcome(*findings, **(stated | more))


def said(writer, one):
    """All that a reader of the format sees."""
    if writer == "terminal":
        return show([one], width=10_000)
    made = render(writer, [one], [document()])
    match writer:
        case "docx":
            return "\n".join(text.text or "" for text in Word(io.BytesIO(made)).element.body.iter("{*}t"))
        case "xlsx":
            sheet = load_workbook(io.BytesIO(made)).worksheets[0]
            return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        case "html":
            return html.fromstring(made.decode()).text_content()
    return made.decode()


@pytest.mark.parametrize("writer", ["terminal", "markdown", "html", "docx", "xlsx", "junit", "sarif"])
@pytest.mark.parametrize("found", [(), (finding(),)], ids=["nothing found", "a warning"])
def test_too_little_compared_is_said_with_what_is_needed(writer, found):
    told = said(writer, blind(*found))
    assert "未能充分核对" in told
    assert NEEDED in told
    assert UNREAD in told
    assert not any(words in told for words in PASS)


@pytest.mark.parametrize("writer", ["terminal", "markdown", "html", "docx"])
def test_it_is_said_before_the_findings_are_told(writer):
    told = said(writer, blind(finding(message="文字写52部，与表不一致")))
    assert told.index(NEEDED) < told.rindex("CL02")
    assert told.index(UNREAD) < told.rindex("CL02")


def test_it_is_said_in_english():
    with language("en"):
        told = said("terminal", blind())
    assert not any(words in told for words in PASS)


@pytest.mark.parametrize("verdict", ["clear", "insufficient"])
@pytest.mark.parametrize("found", [(), (finding(severity="note"),)])
def test_nothing_compared_is_never_told_as_free_of_contradiction(verdict, found):
    told = contents(blind(*found, verdict=verdict, needed=(), report=Report(kind="plan"))).verdict
    assert not any(
        words in told for words in ("未发现数据相互矛盾", "（未能执行的核对项和未找到对应的数字另列，不等于通过）")
    )


def test_switched_off_checks_are_said_with_the_verdict():
    off = tuple(NotRun(code=code, reason="按设置没有执行", switched_off=True) for code in ("CL01", "CL02"))
    assert "按设置没有执行 2 项核对" in contents(outcome(not_run=off)).verdict


def test_a_suite_fails_when_too_little_was_compared_and_only_then():
    def failures(one):
        return [case.get("name") for case in ET.fromstring(render("junit", [one], [document()])).iter("testcase") if case.find("failure") is not None]  # fmt: skip  # noqa: S314 - our own

    assert failures(blind()) == ["核对是否充分"]
    assert failures(outcome()) == []


def test_sarif_tells_the_verdict_and_notifies_of_what_was_not_read():
    (run,) = json.loads(render("sarif", [blind()], [document()]))["runs"]
    assert run["artifacts"][0]["properties"]["verdict"] == "insufficient"
    told = [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    assert NEEDED in told[0]
    assert told[1].startswith(UNREAD)


def test_the_list_before_submission_and_the_letter_say_that_they_may_be_incomplete():
    for paper in (selfcheck, inquiry):
        words = "".join(getattr(part, "text", "") + getattr(part, "label", "") for part in paper(blind()).parts)
        assert "充分核对" in words
        assert "达成情况" in words
        assert "没有需要说明的事项" not in words


def test_the_unit_is_told_of_no_option_of_the_command_line():
    option = "可用模型再读一遍（--extractor both）"
    for paper in (selfcheck, inquiry):
        told = paper(blind(needed=(NEEDED, option))).parts
        words = "".join(getattr(part, "text", "") for part in told)
        assert NEEDED in words
        assert option not in words


def test_many_unread_places_are_counted_behind_the_first():
    many = tuple(Unreadable(span=span("56部", 3), reason=f"第{number}处不明") for number in range(9))
    first = contents(blind(unreadable=many)).unread_first
    assert len(first) == 6
    assert "4" in first[-1]

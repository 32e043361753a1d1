"""What was not read or not compared stands on page one of every paper, and is never told as a pass."""

import io
import json
import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from docx import Document as Word
from lxml import html
from openpyxl import load_workbook
from outcomes import document, finding, outcome, span

from auditor.diagnosis import verdict
from auditor.locale import language
from auditor.memo import render
from auditor.memo.contents import contents
from auditor.memo.inquiry import paper as inquiry
from auditor.memo.memorandum import paper as memorandum
from auditor.memo.paper import Grid, Heading, Words
from auditor.memo.terminal import show
from auditor.memo.todo import paper as selfcheck
from auditor.model.finding import NotRun
from auditor.model.ledger import Coverage, LedgerEntry
from auditor.model.report import Indicator, Report
from auditor.model.source import Unreadable

NEEDED = "“达成情况”栏（15 个数字）没有读懂：请写明它是什么"
UNREAD = "“达成情况”之下有 15 个数字没有读懂"
PASS = ("未发现数据相互矛盾", "没有发现疑点", "No contradiction", "nothing was found")


UNREAD_NUMBER = LedgerEntry(
    id="n1",
    quote="56部",
    span=span("56部", 3),
    value=Decimal(56),
    role="unread-column",
    subject="达成情况",
    status="unread",
)
ROW = Indicator(name="视频片和短视频数量", name_span=span("视频片和短视频数量", 3), span=span("视频片和短视频数量", 3))


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


def words_of(paper):
    """All that stands on a paper."""
    told = []
    for part in paper.parts:
        told += [getattr(part, "label", ""), getattr(part, "text", "")]
        told += [cell for row in getattr(part, "rows", ()) for cell in row]
    return "\n".join(told)


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
    judged = verdict.again(blind(ledger=(UNREAD_NUMBER,)), Decimal(50))
    for paper in (selfcheck, inquiry):
        words = words_of(paper(judged))
        assert "充分核对" in words
        assert "达成情况" in words
        assert "没有需要说明的事项" not in words
        assert "没有待办事项" not in words


def test_the_unit_is_told_of_no_option_and_of_no_bound_of_ours_but_what_to_send():
    judged = verdict.again(blind(needed=()), Decimal(50))
    assert any("低于所要求的" in line for line in judged.needed)
    assert any("--extractor" in line for line in judged.needed)
    for paper in (selfcheck, inquiry):
        words = words_of(paper(judged))
        assert "请提供绩效自评表" in words
        assert not re.search(r"--|低于所要求|50%", words)


def test_what_is_to_be_supplied_has_a_box_to_tick_before_all_else():
    judged = verdict.again(blind(needed=()), Decimal(50))
    first = next(part for part in selfcheck(judged).parts if isinstance(part, Grid) and part.heads)
    assert [row[0] for row in first.rows] == ["□"] * 3
    assert "请提供绩效自评表" in first.rows[1][1]


def test_a_memo_to_sign_names_no_option_of_the_command_line():
    judged = verdict.again(
        blind(needed=(), not_run=(NotRun(code="PL01", reason="没有提供绩效目标申报表（--plan）"),)), Decimal(50)
    )
    words = words_of(memorandum(judged))
    assert "低于所要求的 50%" in words
    assert "没有提供绩效目标申报表" in words
    assert "--" not in words


def test_the_letter_asks_for_the_materials_that_are_missing_and_brings_a_form_to_reply_on():
    judged = verdict.again(blind(needed=()), Decimal(50))
    parts = inquiry(judged).parts
    headings = [part.text for part in parts if isinstance(part, Heading)]
    (listed,) = (part for part in parts if isinstance(part, Grid) and "材料" in part.heads)
    assert "附：答复表" in headings
    assert {"绩效自评表", "资金表或决算报表", "可编辑的原件（Word、Excel）"} <= {row[1] for row in listed.rows}
    assert any("书面答复" in part.text for part in parts if isinstance(part, Words))


def test_what_another_document_of_the_submission_brings_is_not_asked_for():
    alone = verdict.again(blind(needed=()), Decimal(50))
    form = alone.report.model_copy(update={"indicators": (ROW,)})
    outcomes = [alone, alone.model_copy(update={"report": form})]
    first, _second = verdict.again_together(outcomes, Decimal(50))
    assert not any("绩效自评表，" in line for line in first.needed)
    assert any("资金表" in line for line in first.needed)


def test_many_unread_places_are_counted_behind_the_first():
    many = tuple(Unreadable(span=span("56部", 3), reason=f"第{number}处不明") for number in range(9))
    first = contents(blind(unreadable=many)).unread_first
    assert len(first) == 6
    assert "4" in first[-1]

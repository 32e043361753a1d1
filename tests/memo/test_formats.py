"""No two formats disagree: each is read back by something that did not write it, and tells the same findings."""

import io
import json
from functools import cache
from pathlib import Path

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from lxml import html
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from pypdf import PdfReader

from auditor.memo import WRITERS, render
from auditor.memo.contents import contents
from auditor.pipeline import examine, read
from auditor.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FORMATS = ("markdown", "html", "docx", "xlsx", "pdf", "json", "sarif")
CASES = [
    *((writer, "mission.txt") for writer in FORMATS if writer != "pdf"),
    *((writer, "project.txt") for writer in FORMATS),
]
PAPERS = {"markdown", "docx", "pdf"}
"""Formats that tell findings in matters; the others list each."""


def markdown(made):
    """Rendered as HTML and read from there: what is escaped is text."""
    return html.fromstring(MarkdownIt("commonmark").enable("table").render(made.decode())).text_content()


def page(made):
    for article in html.fromstring(made.decode()).iterfind(".//article"):
        yield int(article.get("data-f")), article.findtext(".//code"), article.text_content()


def word(made):
    body = Word(io.BytesIO(made)).element.body
    return "".join(run.text or "" for run in body.iter(qn("w:t"))).replace("\u2060", "")


def workbook(made):
    sheet = load_workbook(io.BytesIO(made))["问题清单"]
    head, *lines = sheet.iter_rows(values_only=True)
    for line in lines:
        row = dict(zip(head, line, strict=True))
        yield row["标识"], row["代码"], "".join(str(value) for value in line if value is not None)


def paper(made):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def data(made):
    for number, one in enumerate(json.loads(made)["findings"], 1):
        quotes = "".join(quote["quote"] for quote in one["evidence"])
        yield number, one["code"], one["message"] + one["working"] + one["action"] + quotes


def review(made):
    for number, one in enumerate(json.loads(made)["runs"][0]["results"], 1):
        yield number, one["ruleId"], one["message"]["text"]


READERS = {
    "markdown": markdown,
    "html": page,
    "docx": word,
    "xlsx": workbook,
    "pdf": paper,
    "json": data,
    "sarif": review,
}


@cache
def audited(sample):
    document = read((SAMPLES / sample).read_bytes(), sample, Settings())
    outcomes = examine(document, Settings())
    assert len(outcomes) == 1
    return outcomes, [document]


@cache
def made(writer, sample):
    return render(writer, *audited(sample))


def test_every_format_is_compared():
    assert {*FORMATS, "junit"} == set(WRITERS.values())


@pytest.mark.parametrize(("writer", "sample"), [case for case in CASES if case[0] not in PAPERS])
def test_every_list_tells_the_same_findings_in_the_same_order_with_the_same_words(writer, sample):
    (outcome,), _documents = audited(sample)
    memo = contents(outcome)
    told = list(READERS[writer](made(writer, sample)))
    expected = [*memo.open_items, *memo.accepted]
    assert expected
    assert [code for _number, code, _text in told] == [item.code for item in expected]
    said = {matter.message for matter in memo.matters}
    for item, (_number, _code, text) in zip(expected, told, strict=True):
        for words in _words(item, said, writer):
            assert _bare(words) in _bare(text), (writer, item.number, words)


@pytest.mark.parametrize(("writer", "sample"), [case for case in CASES if case[0] in PAPERS])
def test_every_paper_tells_the_same_matters_in_the_same_order(writer, sample, extra):
    if writer == "pdf":
        extra("weasyprint")
    (outcome,), _documents = audited(sample)
    text = _bare(READERS[writer](made(writer, sample)))
    annex = text[text.index("附件一") :]
    matters = contents(outcome).matters
    places = [annex.index(_bare(matter.heading)) for matter in matters]
    assert places == sorted(places)
    for matter in matters:
        assert all(item.short_fingerprint in annex for item in matter.items)
        assert matter.rows or all(_bare(item.message) in annex for item in matter.items)


def _words(item, said, writer):
    """Everything that a finding says; what its matter said just above is not said again, SARIF points to quotes."""
    yield item.working
    yield item.action.rstrip("。")
    if item.message not in said:
        yield item.message.rstrip("。")
    if writer != "sarif":
        yield from (quote.text for quote in item.quotes)


def _bare(text):
    return "".join(text.split())


@pytest.mark.parametrize("writer", [writer for writer in FORMATS if writer != "pdf"])
def test_every_format_gives_the_same_bytes_for_the_same_input(writer):
    """PDF takes seconds, so test_pdf asks it of a small memo."""
    assert made(writer, "project.txt") == render(writer, *audited("project.txt"))

"""No two formats disagree: each is read back by something that did not write it, and tells the same findings."""

import io
import json
import re
from functools import cache
from pathlib import Path

import pytest
from docx import Document as Word
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
HEADING = re.compile(r"(\d+)\s*(?:错误|警告|提示)\s*([A-Z]{2}\d{2})")
FOOTER = re.compile(r"^\d+ / \d+$", re.MULTILINE)


def markdown(made):
    """Rendered as HTML and read from there: what is escaped is text."""
    page = html.fromstring(MarkdownIt("commonmark").render(made.decode()))
    for heading in page.iter("h4"):
        number, code, _title = heading.text_content().split(maxsplit=2)
        following = heading.itersiblings()
        yield int(number.rstrip(".")), code, "".join(_until(following, ("h2", "h3", "h4")))


def _until(elements, tags):
    for element in elements:
        if element.tag in tags:
            return
        yield element.text_content()


def page(made):
    for article in html.fromstring(made.decode()).iterfind(".//article"):
        yield int(article.get("data-f")), article.findtext(".//code"), article.text_content()


def word(made):
    document = Word(io.BytesIO(made))
    items = iter(document.iter_inner_content())
    for item in items:
        found = re.match(r"(\d+)\. ([A-Z]{2}\d{2}) ", getattr(item, "text", ""))
        if found and item.style.name.startswith("Heading"):
            table = next(items)
            yield int(found[1]), found[2], "".join(cell.text for row in table.rows for cell in row.cells)


def workbook(made):
    sheet = load_workbook(io.BytesIO(made))["问题清单"]
    head, *lines = sheet.iter_rows(values_only=True)
    for line in lines:
        row = dict(zip(head, line, strict=True))
        yield row["序号"], row["代码"], "".join(str(value) for value in line if value is not None)


def paper(made):
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    _before, *parts = HEADING.split(FOOTER.sub("", text))
    for number, code, told in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        yield int(number), code, told


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


@pytest.mark.parametrize(("writer", "sample"), CASES)
def test_every_format_tells_the_same_findings_in_the_same_order_with_the_same_words(writer, sample, extra):
    if writer == "pdf":
        extra("weasyprint")
    (outcome,), _documents = audited(sample)
    memo = contents(outcome)
    told = list(READERS[writer](made(writer, sample)))
    expected = [*memo.open_items, *memo.accepted]
    assert expected
    assert [(number, code) for number, code, _text in told] == [(item.number, item.code) for item in expected]
    said = {headline.message for headline in memo.headlines}
    for item, (_number, _code, text) in zip(expected, told, strict=True):
        for words in _words(item, said, writer):
            assert _bare(words) in _bare(text), (writer, item.number, words)


def _words(item, said, writer):
    """Everything that a finding says; what its cause said just above is not said again, SARIF points to quotes."""
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

"""The memo as PDF, read back by another library."""

import io
import sys
from pathlib import Path

import pytest
from outcomes import document, finding, outcome
from pypdf import PdfReader

from auditor import cli
from auditor.errors import SettingsError
from auditor.memo import pdf, render, writers_of

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "clean.txt"
HOSTILE = "<script>alert(1)</script><img src='http://example.org/x.png'><link rel=attachment href='file:///etc/passwd'>"


@pytest.fixture
def printer(extra):
    """WeasyPrint, which is an extra."""
    return extra("weasyprint")


def test_what_the_report_says_is_printed_and_nothing_is_fetched(printer):
    reader = PdfReader(io.BytesIO(pdf.render([outcome(finding(message=HOSTILE))], [document()])))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert "".join(HOSTILE.split()) in text
    assert reader.attachments == {}
    assert b"/JavaScript" not in b"".join(page.get_contents().get_data() for page in reader.pages)


def test_the_pictures_and_the_page_numbers_are_printed(printer):
    reader = PdfReader(io.BytesIO(pdf.render([outcome(finding())], [document()])))
    first = reader.pages[0].extract_text()
    assert "绩效自评报告核查备忘录" in first
    assert "应核对的 5 个数字中，已核对 4 个" in first
    assert f"1 / {len(reader.pages)}" in first


def test_it_says_what_it_is_about_and_in_which_language(printer):
    reader = PdfReader(io.BytesIO(pdf.render([outcome(finding())], [document()])))
    assert reader.metadata.title == "绩效自评报告核查备忘录：部门整体支出绩效自评表"
    assert reader.metadata.creation_date is None
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_the_same_outcome_gives_the_same_bytes(printer):
    assert pdf.render([outcome(finding())], [document()]) == pdf.render([outcome(finding())], [document()])


def test_without_the_extra_the_remedy_is_named_before_any_work(monkeypatch, capsys, tmp_path):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(SettingsError, match=r"pip install .*\[pdf\]"):
        writers_of([tmp_path / "memo.pdf"])
    assert cli.run(["audit", str(SAMPLE), "-o", str(tmp_path / "memo.pdf")]) == 2
    assert "[pdf]" in capsys.readouterr().err
    assert not (tmp_path / "memo.pdf").exists()


def test_a_letter_is_printed_too(printer):
    made = render("pdf", [outcome(finding())], [document()], "inquiry")
    assert "问题" in PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert made == render("pdf", [outcome(finding())], [document()], "inquiry")

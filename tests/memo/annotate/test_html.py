"""Annotated pages, and which original becomes what."""

import re
from pathlib import Path

import packages
import pytest
from noted import annotated

from auditor.errors import SettingsError
from auditor.memo.annotate import require_annotatable

TEXT = "自评报告\n短视频52部\n指标\t短视频数量\t56部\n".encode()


def test_a_text_becomes_a_page_with_its_quotes_marked_and_numbered():
    page = annotated(TEXT, "a.txt", "短视频52部", "56部", output="a.html").decode()
    assert '<mark class="warning">短视频52部</mark><sup><a href="#r1-f1"' in page
    assert '<mark class="warning">56部</mark>' in page


def test_the_note_leads_to_both_places():
    page = annotated(TEXT, "a.txt", "短视频52部", "56部", output="a.html").decode()
    note = page[page.index('id="r1-f1"') :]
    anchors = re.findall(r'<a href="#([^"]+)">第\d行</a>', note)
    assert len(anchors) == 2
    assert all(f'id="{anchor}"' in page for anchor in anchors)
    assert "请核实" in note


def test_whatever_a_report_says_is_shown_and_never_run():
    hostile = '<script>alert(1)</script>"onmouseover="x'
    page = annotated(f"{hostile} 52部\n".encode(), "a.txt", "52部", output="a.html", message=hostile).decode()
    assert "<script" not in page
    assert '"onmouseover' not in page
    assert "default-src &#39;none&#39;" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", packages.docx(["短视频52部"])), ("a.xlsx", packages.xlsx([["短视频52部"]])), ("a.txt", TEXT)],
)
def test_every_original_becomes_a_page(name, data):
    assert b"<mark" in annotated(data, name, "短视频52部", output="a.html")


@pytest.mark.parametrize(
    ("name", "data", "output", "remedy"),
    [
        ("a.docx", packages.docx(["短视频52部"]), "a.xlsx", r"\.docx"),
        ("a.docm", packages.docx(["短视频52部"]), "a.docx", r"\.docm"),
        ("a.xlsx", packages.xlsx([["短视频52部"]]), "a.pdf", r"\.xlsx"),
        ("a.txt", TEXT, "a.docx", r"\.html"),
    ],
)
def test_another_suffix_is_refused_with_the_remedy(name, data, output, remedy):
    with pytest.raises(SettingsError, match=remedy):
        annotated(data, name, "短视频52部", output=output)


def test_a_suffix_that_nobody_writes_and_several_files_are_refused_before_any_work():
    with pytest.raises(SettingsError, match=r"a\.odt"):
        require_annotatable(Path("a.odt"), [Path("a.odt")])
    with pytest.raises(SettingsError, match="--annotate"):
        require_annotatable(Path("a.docx"), [Path("b.docx"), Path("c.docx")])

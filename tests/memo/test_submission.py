"""The memo on several documents: one in every format, each quote with its document, both places to be found."""

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile

import openpyxl
import pytest
import submissions

from auditor import dossier, memo, pipeline
from auditor.memo import comparison
from auditor.memo.annotate import Original, annotate_all
from auditor.memo.submission import show, told
from auditor.settings import Settings

CASE = {
    "report": ["全年预算100万元，实际支出96万元。", "举办讲座26场，经自评，项目得分99.9分。"],
    "table": ["数量指标 | 举办讲座 | ≥20场 | 24场 | 50 | 50", "质量指标 | 满意率 | ≥95% | 97% | 40 | 40"],
    "plan": ["数量指标 | 举办讲座 | ≥30场 | 50", "可持续影响指标 | 设备完好率 | ≥95% | 40"],
    "last": ["数量指标 | 举办讲座 | ≥18场 | 22场 | 90 | 90"],
}


@pytest.fixture(scope="module")
def done():
    return dossier.examine(submissions.given(CASE), Settings(), "together")


def written(done, writer, kind="memo"):
    return memo.render_all(writer, done.results, done.documents, kind)


def test_every_quote_says_which_document_it_is_of(done):
    (result,) = done.results
    between = told(result).sections[0]
    named = {quote.place.split()[0] for item in between.items for quote in item.quotes}
    assert named == {"自评报告", "自评表", "绩效目标申报表", "上年自评表"}


@pytest.mark.parametrize("writer", ["markdown", "html", "docx", "xlsx", "json", "sarif", "junit"])
def test_the_same_submission_gives_the_same_bytes(done, writer):
    assert written(done, writer) == written(done, writer)


def test_markdown_tells_what_lies_between_before_what_lies_within(done):
    text = written(done, "markdown").decode()
    places = [text.index(words) for words in ("各份材料之间：问题", "自评表：", "附件二　对照表", "附件四　通过项")]
    assert places == sorted(places)
    assert "举办讲座26场" in text.replace("\\", "")


def test_the_page_links_both_places_in_their_own_tabs(done):
    page = written(done, "html").decode()
    anchors = set(re.findall(r'id="([^"]+)"', page))
    links = re.findall(r'href="#([^"]+)" class="go"', page)
    assert links
    assert set(links) <= anchors
    assert len(re.findall(r'role="tabpanel"', page)) == 4
    (card,) = re.findall(
        r'<article class="f error"[^>]*data-tabs="([^"]+)"[^>]*>(?:(?!</article>).)*26场', page, re.DOTALL
    )
    assert len(card.split()) == 2


def test_the_workbook_compares_row_by_row(done):
    book = openpyxl.load_workbook(io.BytesIO(written(done, "xlsx")))
    assert book.sheetnames[:3] == ["材料", "材料之间", "对照表"]
    rows = list(book["对照表"].iter_rows(values_only=True))
    assert rows[0] == ("类别", "指标", "绩效目标申报表", "自评报告", "自评表", "上年自评表", "差异", "备注")
    lectures = next(row for row in rows if row[1] == "举办讲座")
    assert "≥30场" in lectures[2]
    assert "26场" in lectures[3]
    assert "24场" in lectures[4]
    assert "22场" in lectures[5]
    assert lectures[6] == comparison.MARK
    assert next(row for row in rows if row[1] == "设备完好率")[7] is not None


def test_sarif_points_into_several_artifacts(done):
    run = json.loads(written(done, "sarif"))["runs"][0]
    assert len(run["artifacts"]) == 4
    between = [one for one in run["results"] if one["ruleId"] == "SB01"]
    places = [
        one["physicalLocation"]["artifactLocation"]
        for one in (*between[0]["locations"], *between[0]["relatedLocations"])
    ]
    assert [place["index"] for place in places] == [0, 1]
    assert all(run["artifacts"][place["index"]]["location"]["uri"] == place["uri"] for place in places)


def test_junit_has_a_suite_for_what_lies_between(done):
    root = ET.fromstring(written(done, "junit"))  # noqa: S314 - ours
    suite = root.findall("testsuite")[-1]
    assert suite.get("name").startswith("材料之间")
    assert int(suite.get("failures")) >= 2


def test_json_is_one_record(done):
    record = json.loads(written(done, "json"))
    assert record["schema"] == "auditor/submission/1"
    assert [one["role"] for one in record["documents"]] == ["report", "table", "plan", "last-year"]
    spans = [item["span"] for finding in record["findings"] for item in finding["evidence"]]
    assert all("document" in span for span in spans)


def test_a_brief_summary_is_brief(done):
    whole, brief = (show(done.results, 100, brief=told_short).splitlines() for told_short in (False, True))
    assert len(brief) <= 25
    assert len(brief) < len(whole)
    assert "去掉 --brief 查看" in "".join(brief)


@pytest.mark.parametrize("writer", ["markdown", "html", "docx", "xlsx"])
def test_every_finding_has_its_fingerprint_in_every_format(done, writer):
    (result,) = done.results
    made = written(done, writer)
    if writer in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            made = b"".join(map(archive.read, archive.namelist()))
    prints = {item.short_fingerprint for item in told(result).items}
    assert {one for one in prints if one not in made.decode("utf-8", "ignore")} == set()
    assert {one for one in prints if one not in show(done.results, 100)} == set()


def test_what_stands_between_quotation_marks_are_the_documents_characters(done):
    (result,), (documents,) = done.results, done.documents
    for item in told(result).items:
        for quote in item.quotes:
            if quote.document is not None and quote.text:
                here = documents[quote.document].quote(quote.span)
                assert "".join(quote.text.split()) in "".join(here.split()), (item.code, quote)


def test_findings_are_numbered_on_and_accepted_by_the_numbers_that_are_shown(done):
    (result,) = done.results
    numbers = [matter.number for matter in told(result).matters]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("kind", ["inquiry", "selfcheck"])
def test_letter_and_list_are_over_the_whole_submission(done, kind):
    text = written(done, "markdown", kind).decode()
    assert "26场" in text
    assert "自评报告" in text


def test_the_terminal_tells_every_document_and_finding(done):
    text = show(done.results, 120)
    assert "各份材料之间" in text
    assert all(word in text for word in ("自评报告", "自评表", "绩效目标申报表", "上年自评表"))


def test_every_original_is_annotated_with_what_the_others_say(done, tmp_path):
    originals = [Original(b"", one.document) for one in submissions.given(CASE)]
    annotated = annotate_all(tmp_path, originals, done.results, done.documents, several=True)
    made = {one.path: one.data for one in annotated}
    assert sorted(path.name for path in made) == ["last.txt.html", "plan.txt.html", "report.txt.html", "table.txt.html"]
    assert "24场" in made[tmp_path / "report.txt.html"].decode()
    assert "26场" in made[tmp_path / "table.txt.html"].decode()


def test_numbers_take_what_the_other_documents_make_of_them(done):
    (result,) = done.results
    report = result.outcomes[0]
    status = {entry.quote: entry.status for entry in report.ledger}
    assert status["26场"] == "contradicted"
    assert status["99.9分"] == "agreed"
    assert result.verdict == "contradicted"


@pytest.mark.parametrize("order", [("report", "table"), ("table", "report")])
def test_documents_of_one_file_have_a_tab_each_with_their_own_part_of_it(order):
    whole = "\n".join(submissions.text(role, CASE[role]) for role in order)
    given = dossier.Given(pipeline.read(whole.encode(), "材料.txt", Settings()))
    done = dossier.examine([given], Settings(), "file")
    page = written(done, "html").decode()
    tabs = re.findall(
        r'<section class="doc"[^>]*data-tab="([^"]+)".*?</section>\s*(?=<section class="doc"|</aside>)', page, re.DOTALL
    )
    parts = dict(zip(told(done.results[0]).labels, re.split(r'(?=<section class="doc")', page)[1:], strict=True))
    assert len(set(tabs)) == len(tabs) == 2
    assert "26场" in parts["自评报告"]
    assert "24场" not in parts["自评报告"]
    assert "24场" in parts["自评表"].partition("</aside>")[0]
    assert "26场" not in parts["自评表"].partition("</aside>")[0]
    (card,) = re.findall(
        r'<article class="f error"[^>]*data-tabs="([^"]+)"[^>]*>(?:(?!</article>).)*26场', page, re.DOTALL
    )
    assert set(card.split()) == set(tabs)


def test_a_number_is_told_with_what_other_documents_say_of_it(done):
    page = written(done, "html").decode()
    (row,) = re.findall(r'<tr id="s1-d0-n\d+" class="contradicted">(?:(?!</tr>).)*<b>26场</b>.*?</tr>', page, re.DOTALL)
    (tie,) = re.findall(r'<div class="tie contradicted">.*?</div>', row)
    assert "同一事实，不一致：26场 ≠ 24场" in tie
    assert re.search(r'<a href="#s1-d1-s\d+">实际完成值 24场</a> <small>自评表 ', tie)
    assert re.search(r'class="ref" href="#s1-f\d+"', row)

"""What every memo of every sample keeps to: quotes, bases, titles, the clerk's words, and its length."""

import io
import re
from functools import cache
from pathlib import Path

import office
import pytest
from lxml import html
from pypdf import PdfReader

from auditor import dossier
from auditor.checks import registry
from auditor.locale import language
from auditor.memo import render, render_all
from auditor.memo.basis import basis
from auditor.memo.contents import contents
from auditor.memo.submission import show as of_submission
from auditor.memo.submission_todo import show as listed_between
from auditor.memo.terminal import show
from auditor.memo.todo import show as listed
from auditor.memo.todo import todo
from auditor.model.dossier import Submission
from auditor.pipeline import examine, read
from auditor.settings import Settings

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.txt"))
QUOTED = re.compile(r"「([^「」]*)」")
REVIEWERS = re.compile(r"填报单位|被核查单位|抽查|调取")
PLACES = ("安徽", "广西", "四川", "湖北", "天津", "银川", "山西", "海南", "湖南")


@cache
def audited(sample, lang):
    settings = Settings(lang=lang)
    with language(lang):
        document = read(sample.read_bytes(), sample.name, settings)
        return document, examine(document, settings)


def bare(text):
    return "".join(text.split())


def of_name(path):
    return path.stem


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("sample", SAMPLES, ids=of_name)
def test_what_stands_between_quotation_marks_are_the_documents_characters(sample, lang):
    document, outcomes = audited(sample, lang)
    printed = bare(document.text)
    with language(lang):
        told = [
            render("markdown", outcomes, [document] * len(outcomes)).decode().replace("\\", ""),
            html.fromstring(render("html", outcomes, [document] * len(outcomes)).decode()).find("body").text_content(),
            render("markdown", outcomes, [document] * len(outcomes), "inquiry").decode().replace("\\", ""),
            show(outcomes, 10_000),
            *(listed(todo(one), 10_000, coloured=False) for one in outcomes),
        ]
    foreign = {quote for text in told for quote in QUOTED.findall(text) if bare(quote) not in printed}
    assert not foreign


@pytest.mark.parametrize("sample", SAMPLES, ids=of_name)
def test_each_quote_is_what_stands_at_its_place(sample):
    document, outcomes = audited(sample, "zh")
    for finding in (one for outcome in outcomes for one in outcome.findings):
        for item in finding.evidence:
            where = document.text if item.span is None else document.quote(item.span)
            assert bare(item.quote) in bare(where), (finding.code, item)
            assert len(item.quote) <= 60


def test_no_basis_rests_on_memory_or_on_another_place():
    for check in registry.catalogue():
        stated, named = basis(check)
        assert stated, check.code
        assert "记忆" not in check.page, check.code
        assert not any(place in stated for place in PLACES), check.code
        assert named or not re.search(r"办法|〔2015〕|预算法", stated), (check.code, stated)


def test_no_title_of_a_check_has_the_figures_of_a_report():
    counted = re.compile(r"\d+(?:部|次|项|人|场|家|万)")
    assert not [check.code for check in registry.catalogue() if counted.search(check.title)]


@pytest.mark.parametrize("sample", SAMPLES, ids=of_name)
def test_titles_tell_matters_apart_and_every_finding_is_told_once(sample):
    _document, outcomes = audited(sample, "zh")
    for outcome in outcomes:
        memo = contents(outcome)
        titles = [matter.title for matter in memo.matters]
        assert len(set(titles)) == len(titles)
        told = [item.fingerprint for matter in memo.matters for item in matter.items]
        assert sorted(told) == sorted(one.fingerprint for one in outcome.findings if one.accepted is None)


@pytest.mark.parametrize("sample", SAMPLES, ids=of_name)
def test_the_clerk_reads_no_reviewers_words(sample):
    _document, outcomes = audited(sample, "zh")
    for task in (task for outcome in outcomes for task in todo(outcome).tasks):
        said = QUOTED.sub("", task.stands + task.change)
        assert not REVIEWERS.search(said), (task.item.code, said)
        assert task.change, task.item.code


@pytest.mark.parametrize("sample", SAMPLES, ids=of_name)
def test_a_finding_is_known_by_the_same_marks_in_every_language(sample):
    known = [
        {(one.fingerprint, one.value_hash) for outcome in audited(sample, lang)[1] for one in outcome.findings}
        for lang in ("zh", "en")
    ]
    assert known[0] == known[1]


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("sample", SAMPLES, ids=of_name)
def test_a_memo_is_short_on_a_terminal(sample, width):
    _document, outcomes = audited(sample, "zh")
    for outcome in outcomes:
        assert len(show([outcome], width).splitlines()) <= 80
        assert len(show([outcome], width, brief=True).splitlines()) <= 25


PAIRED = "submissions"


@pytest.mark.parametrize("name", ["heritage", "elevators"])
def test_a_finding_between_documents_is_known_by_the_same_marks_in_every_language(name):
    known = []
    for lang in ("zh", "en"):
        settings = Settings(lang=lang)
        with language(lang):
            done = dossier.examine(list(handed_in(name, settings)), settings, "together")
        found = [one for outcome in dossier.bearers(done.results[0]) for one in outcome.findings]
        known.append({(one.fingerprint, one.value_hash) for one in found})
    assert known[0] == known[1]


def handed_in(name, settings):
    for file in sorted((SAMPLES[0].parent / PAIRED).glob(f"{name}*.*")):
        role = {"plan": "plan", "last": "last-year"}.get(file.stem.rpartition(".")[2])
        yield dossier.Given(read(file.read_bytes(), file.name, settings), role)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["heritage", "elevators"])
def test_a_submission_quotes_its_documents_and_is_short_when_asked(name, lang):
    settings = Settings(lang=lang)
    with language(lang):
        given = list(handed_in(name, settings))
        done = dossier.examine(given, settings, "together")
        printed = "".join(bare(one.document.text) for one in given)
        page = html.fromstring(render_all("html", done.results, done.documents).decode()).find("body")
        told = [
            render_all("markdown", done.results, done.documents).decode().replace("\\", ""),
            page.text_content(),
            of_submission(done.results, 10_000),
            *(listed_between(one, 10_000, coloured=False).text for one in done.results if isinstance(one, Submission)),
        ]
        assert len(of_submission(done.results, 100, brief=True).splitlines()) <= 25
    foreign = {quote for text in told for quote in QUOTED.findall(text) if bare(quote) not in printed}
    assert not foreign


def large(rows):
    """A form of twenty goals with as many rows, in which enough is wrong to fill annexes."""
    lines = ["部门整体支出绩效自评表", "（2024年度）", "部门名称\t临江市文化服务中心"]
    lines.append("年度绩效目标完成情况\t目标序号\t年度绩效目标\t实际完成情况")
    lines += [
        f"\t{goal}\t开展第{goal}类活动{goal + 30}场。\t开展第{goal}类活动{goal + 28}场。" for goal in range(1, 21)
    ]
    lines.append("年度指标完成情况\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分")
    for row in range(rows):
        goal = row * 20 // rows + 1
        lines.append(
            f"绩效目标{goal}\t产出指标\t数量指标\t第{goal}类活动第{row}项场次\t≥{row + 20}场\t{row * 3 + 20}场\t0.5\t0.5"
        )
    return "\n".join(lines) + "\n"


@cache
def audited_large():
    document = read(large(160).encode(), "large.txt", Settings())
    return document, examine(document, Settings())


def keeps_to_its_pages(pages):
    """One or two pages to sign and twelve of annexes, on which no figure is parted from its unit."""
    texts = ["".join(page.extract_text().replace("\u2060", "")) for page in pages]
    annex = next(number for number, text in enumerate(texts) if "问题清单" in text)
    assert annex <= 2
    assert len(texts) - annex <= 12
    for text in texts:
        assert not PARTED.search(text), PARTED.search(text)


def test_a_large_form_keeps_to_its_pages_in_word_too(outside, tmp_path):
    document, outcomes = audited_large()
    file = tmp_path / "memo.docx"
    file.write_bytes(render("docx", outcomes[:1], [document]))
    keeps_to_its_pages(PdfReader(office.convert(outside("soffice"), file, "pdf", tmp_path)).pages)


def test_a_large_form_keeps_to_its_pages_as_pdf(extra):
    extra("weasyprint")
    document, outcomes = audited_large()
    keeps_to_its_pages(PdfReader(io.BytesIO(render("pdf", outcomes[:1], [document]))).pages)


def test_a_submission_keeps_to_its_pages_in_word(outside, tmp_path):
    """Report and form, as Word sets them."""
    files = [SAMPLES[0].parent / PAIRED / f"elevators.{name}" for name in ("report.docx", "form.xlsx")]
    given = [dossier.Given(read(file.read_bytes(), file.name, Settings())) for file in files]
    done = dossier.examine(given, Settings(), "together")
    file = tmp_path / "memo.docx"
    file.write_bytes(render_all("docx", done.results, done.documents))
    keeps_to_its_pages(PdfReader(office.convert(outside("soffice"), file, "pdf", tmp_path)).pages)


PARTED = re.compile(r"[0-9.,]\n[%部场万]|\d-\n\d|\d\n\.\d")
"""A figure at the end of a line, and its unit or its other half at the beginning of the next."""


@pytest.mark.parametrize("name", ["mission", "narrative"])
def test_a_memo_is_one_or_two_pages_to_sign_and_twelve_of_annexes(name, extra):
    extra("weasyprint")
    sample = next(one for one in SAMPLES if one.stem == name)
    document, outcomes = audited(sample, "zh")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render("pdf", outcomes[:1], [document]))).pages]
    annex = next(number for number, text in enumerate(pages) if "附件一" in text.split("问题清单")[0][-12:])
    assert annex <= 2
    assert len(pages) - annex <= 12

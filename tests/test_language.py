"""Everything that is said to people can be said in another language; only the report keeps its own."""

import gettext
import io
import re
from contextlib import contextmanager
from pathlib import Path

import builders
import pytest
import readings
import yaml
from docx import Document as Word
from lxml import html
from openpyxl import load_workbook

from auditor import locale
from auditor.checks import registry
from auditor.cli.translations import messages
from auditor.memo import KINDS, render
from auditor.memo.terminal import show
from auditor.pipeline import examine, read
from auditor.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
SAMPLES = sorted(file.name for file in (ROOT / "samples").glob("*.txt"))
UNIT = "万元"
"""The unit of a money table of which a case says nothing."""
COUNTED = "项"
"""The unit of the indicators that a case counts."""
TALK = frozenset({"name", "says", "severity", "count", "profile", "confidence", "not_run"})


class Everything(gettext.NullTranslations):
    """A language into which every message of the catalogue is translated: its fields stay, its Chinese goes."""

    def __init__(self):
        super().__init__()
        self._known = messages()

    def gettext(self, message):
        return re.sub(r"[^\x00-\x7f]+", "#", message) if message in self._known else message


@contextmanager
def speaking(language):
    token = locale._TRANSLATIONS.set(language)
    try:
        yield
    finally:
        locale._TRANSLATIONS.reset(token)


@pytest.fixture
def another_language():
    with speaking(Everything()):
        yield


def left(texts, own):
    """The Chinese of the texts that the report itself does not say."""
    said = "".join(own.split())
    return {run for text in texts for run in CHINESE.findall(text) if run not in said}


def of_results(results):
    """All words of findings but the quotes, of passes and of what was not run."""
    for one in results.findings:
        yield from (one.message, one.working, one.action, *(item.role for item in one.evidence))
    yield from (example for one in results.passed for example in one.examples)
    yield from (one.reason for one in results.not_run)


def results_of_cases():
    """What each check says of each of its cases, with what the case's report says."""
    for file in sorted((ROOT / "tests" / "checks" / "cases").glob("*.yaml")):
        checks = [check for check in registry.catalogue() if check.code == file.stem]
        for case in (case for kind in yaml.safe_load(file.read_text("utf-8")).values() for case in kind):
            given = {key: value for key, value in case.items() if key not in TALK}
            report = readings.report(given["text"]) if "text" in given else builders.report(**given)
            context = builders.context(report, case.get("profile", "national"))
            yield file.stem, registry.run(report, context, checks), f"{given} {UNIT} {COUNTED}"


def test_every_word_of_every_check_can_be_translated(another_language):
    untranslatable = {}
    for code, results, own in results_of_cases():
        if found := left(of_results(results), own):
            untranslatable.setdefault(code, set()).update(found)
    assert untranslatable == {}


def test_what_makes_a_finding_the_same_does_not_depend_on_the_language():
    def marks():
        return [
            (one.code, one.fingerprint, one.value_hash)
            for _code, made, _own in results_of_cases()
            for one in made.findings
        ]

    spoken = marks()
    with speaking(Everything()):
        assert marks() == spoken


def visible(writer, made):
    """The texts that a reader of this format sees."""
    match writer:
        case "xlsx":
            for sheet in load_workbook(io.BytesIO(made)):
                yield sheet.title
                yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "s")
        case "docx":
            parts = Word(io.BytesIO(made)).element.body.iter("{*}t")
            yield from (part.text or "" for part in parts)
        case "html":
            yield from html.fromstring(made.decode()).xpath("//text()[not(parent::style|parent::script)] | //@*")
        case _:
            yield made.decode()


def papers(sample, settings):
    """The memo in every format, the other papers and the terminal, as (what, texts), and the report's own words."""
    document = read((ROOT / "samples" / sample).read_bytes(), sample, settings)
    outcomes = examine(document, settings)
    documents = [document] * len(outcomes)

    def made():
        for writer in ("markdown", "html", "docx", "xlsx", "sarif", "junit"):
            yield writer, visible(writer, render(writer, outcomes, documents))
        for kind in KINDS:
            yield kind, visible("markdown", render("markdown", outcomes, documents, kind))
        yield "terminal", [show(outcomes, width=10_000)]

    return made(), f"{document.text} {outcomes[0].report.organisation} 等线"


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_word_of_a_memo_can_be_translated(sample, another_language):
    made, own = papers(sample, Settings())
    assert {what: found for what, texts in made if (found := left(texts, own))} == {}


@pytest.mark.parametrize("sample", SAMPLES)
def test_an_english_memo_holds_no_chinese_but_the_report_s(sample):
    settings = Settings(lang="en")
    with locale.language("en"):
        made, own = papers(sample, settings)
        assert {what: found for what, texts in made if (found := left(texts, own))} == {}

"""The shipped submissions: what an audit of all their files must find between them, and what it must leave alone."""

import json
from pathlib import Path

import office
import pytest
from test_samples import meets

from auditor import dossier, pipeline
from auditor.model.dossier import Submission
from auditor.settings import Settings

FOLDER = Path(__file__).resolve().parents[1] / "samples" / "submissions"
SHEETS = sorted((FOLDER / "expected").glob("*.json"))


@pytest.fixture(scope="module", params=SHEETS, ids=lambda sheet: sheet.stem)
def audited(request):
    wanted = json.loads(request.param.read_text(encoding="utf-8"))
    (result,) = dossier.audit([((FOLDER / name).read_bytes(), name) for name in wanted["report"]])
    return wanted, result


def findings(result):
    return [*result.findings, *(finding for outcome in result.outcomes for finding in outcome.findings)]


def test_every_document_is_taken_for_what_it_is(audited):
    wanted, result = audited
    assert [one.role for one in result.documents] == wanted["roles"]


def test_what_is_planted_is_found(audited):
    wanted, result = audited
    assert [one["why"] for one in wanted["must"] if not any(meets(found, one) for found in findings(result))] == []


def test_what_is_right_is_left_alone(audited):
    wanted, result = audited
    raised = [
        (one["why"], found.code, found.message)
        for one in wanted["must_not"]
        for found in findings(result)
        if meets(found, one)
    ]
    assert raised == []


def test_the_record_can_be_read_back(audited):
    _wanted, result = audited
    again = Submission.model_validate_json(result.model_dump_json(by_alias=True), by_alias=True)
    assert again == result


def test_ids_and_places_name_their_document(audited):
    _wanted, result = audited
    ledgers = [{entry.id for entry in outcome.ledger} for outcome in result.outcomes]
    for relation in result.relations:
        for name in (relation.result, *relation.of):
            prefix, _dot, number = name.partition(".")
            assert number in ledgers[int(prefix[1:])]
    for finding in result.findings:
        for item in finding.evidence:
            assert 0 <= item.span.document < len(result.documents)


def test_report_and_form_of_one_word_file_are_the_same_when_printed(outside, tmp_path):
    """The form stands across on pages of its own, with a running foot; PDF has no sections to tell that by."""
    printed = office.convert(outside("soffice"), FOLDER / "heritage.docx", "pdf", tmp_path)
    files = [printed, FOLDER / "heritage.plan.xlsx", FOLDER / "heritage.last.docx"]
    given = [
        dossier.Given(pipeline.read(file.read_bytes(), file.name, Settings()), role)
        for file, role in zip(files, (None, "plan", "last-year"), strict=True)
    ]
    (found,) = dossier.examine(given, Settings(), "together").results
    assert [one.role for one in found.documents] == ["report", "table", "plan", "last-year"]
    assert found.verdict == "clear"
    assert not [one for one in found.findings if one.severity != "note"]

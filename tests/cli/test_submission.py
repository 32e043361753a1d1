"""Several documents on the command line."""

import json
from pathlib import Path

import pytest

from auditor import cli

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "submissions"
REPORT, FORM = FOLDER / "elevators.report.docx", FOLDER / "elevators.form.xlsx"
PLAN, LAST = FOLDER / "elevators.plan.docx", FOLDER / "elevators.last.xlsx"
BOTH = FOLDER / "heritage.docx"


@pytest.fixture
def auditor(capsys, monkeypatch, tmp_path):
    """Runs the command in an empty folder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = cli.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_files_together_are_one_submission(auditor):
    code, out, _err = auditor("audit", "--together", REPORT, FORM, "--format", "json")
    record = json.loads(out)
    assert code == 1
    assert [one["role"] for one in record["documents"]] == ["report", "table"]
    assert {one["code"] for one in record["findings"]} == {"SB01", "SB02", "SB03"}


def test_files_are_not_one_submission_by_themselves(auditor):
    _code, out, _err = auditor("audit", REPORT, FORM, "--format", "json")
    assert [one["schema"] for one in json.loads(out)] == ["auditor/outcome/2"] * 2


def test_plan_and_last_year_are_held_against_the_form(auditor):
    _code, out, _err = auditor("audit", FORM, "--plan", PLAN, "--last-year", LAST, "--format", "json")
    record = json.loads(out)
    assert [one["role"] for one in record["documents"]] == ["table", "plan", "last-year"]
    assert {one["code"] for one in record["findings"]} == {"PL01", "PL02", "PL03", "YR02"}


@pytest.mark.parametrize(("flags", "schema"), [((), "auditor/submission/1"), (("--apart",), None)])
def test_report_and_form_of_one_file_belong_together_unless_told_otherwise(auditor, flags, schema):
    _code, out, _err = auditor("audit", BOTH, *flags, "--format", "json")
    record = json.loads(out)
    assert (record["schema"] if schema else len(record)) == (schema or 2)


def test_every_original_is_annotated_into_a_folder(auditor, tmp_path):
    auditor("audit", "--together", REPORT, FORM, "--annotate", "noted")
    assert sorted(one.name for one in (tmp_path / "noted").iterdir()) == [FORM.name, REPORT.name]


def test_the_to_do_list_is_over_the_submission(auditor):
    code, out, _err = auditor("selfcheck", "--together", REPORT, FORM)
    assert code == 1
    assert "必须改正" in out
    assert "365个" in out


def test_a_finding_between_documents_can_be_accepted(auditor):
    _code, out, _err = auditor("audit", "--together", REPORT, FORM, "--format", "json")
    (found,) = [one["fingerprint"] for one in json.loads(out)["findings"] if one["code"] == "SB01"]
    told = ("--by", "复核人", "--reason", "含在建车位", "--baseline", "auditor-baseline.toml")
    assert auditor("accept", "--together", REPORT, FORM, "--finding", found, *told)[0] == 0
    _code, out, _err = auditor(
        "audit", "--together", REPORT, FORM, "--baseline", "auditor-baseline.toml", "--format", "json"
    )
    assert [one["code"] for one in json.loads(out)["findings"] if one["accepted"]] == ["SB01"]


def test_brief_leaves_the_verdict_and_the_problems(auditor):
    together = ("audit", "--together", REPORT, FORM, "--plan", PLAN, "--fail-on", "never")
    _code, whole, _err = auditor(*together)
    _code, brief, _err = auditor(*together, "--brief")
    assert len(brief.splitlines()) < len(whole.splitlines()) / 2
    assert "SB01" in brief
    assert "PL01" in whole
    assert "PL01" not in brief
    assert "自评表!E15" not in brief

"""What `import auditor` offers."""

import pytest

import auditor
from auditor import assets


def test_a_report_is_audited_in_one_call():
    (outcome,) = auditor.audit((assets.folder("samples") / "mission.txt").read_bytes(), "mission.txt")
    assert isinstance(outcome, auditor.Outcome)
    assert isinstance(outcome.report, auditor.Report)
    assert all(isinstance(finding, auditor.Finding) for finding in outcome.findings)


def test_one_error_catches_whatever_the_user_can_do_something_about():
    with pytest.raises(auditor.AuditorError, match="empty"):
        auditor.audit(b"", "empty.txt")
    with pytest.raises(auditor.AuditorError, match="letter"):
        auditor.audit("今天天气很好。".encode(), "letter.txt")


def test_nothing_else_is_public():
    with pytest.raises(AttributeError, match="secrets"):
        auditor.secrets  # noqa: B018 - asking is the point

"""Findings accepted before."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outcomes import finding, outcome

from auditor import baseline
from auditor.errors import SettingsError
from auditor.model.report import Report

TODAY = date(2026, 6, 1)


def accept(made, found, **more):
    return baseline.entry(made, found, **({"by": "王某", "reason": "已核实", "until": None} | more))


def compared(now, *entries):
    return baseline.compare([now], entries, TODAY)


def only(result):
    return result.outcomes[0].findings[0]


def test_the_same_finding_is_accepted():
    made = outcome(finding())
    result = compared(made, accept(made, finding()))
    assert only(result).accepted.by == "王某"
    assert result.remarks == []


def test_a_changed_value_brings_the_finding_back_with_the_old_words():
    entry = accept(outcome(finding()), finding(message="文字写51部"))
    result = compared(outcome(finding(value_hash="2" * 16)), entry)
    assert only(result).accepted is None
    assert only(result).accepted_before.message == "文字写51部"


def test_an_expired_acceptance_no_longer_holds_and_is_reported():
    made = outcome(finding())
    result = compared(made, accept(made, finding(), until=date(2026, 5, 31)))
    assert only(result).accepted is None
    assert "2026-05-31" in result.remarks[0]


def test_an_acceptance_holds_on_its_last_day():
    made = outcome(finding())
    assert only(compared(made, accept(made, finding(), until=TODAY))).accepted is not None


def test_an_unused_acceptance_is_reported():
    made = outcome(finding())
    assert "CL02" in compared(outcome(), accept(made, finding())).remarks[0]


def test_another_reports_acceptance_does_not_count_and_is_not_called_unused():
    other = outcome(finding(), report=Report(kind="overall", organisation="另一单位", year=2024))
    result = compared(outcome(finding()), accept(other, finding()))
    assert only(result).accepted is None
    assert result.remarks == []


def test_what_is_written_is_read_back(tmp_path):
    made = outcome(finding())
    awkward = accept(made, finding(), reason='引号"、换行\n、反斜杠\\、DEL\x7f', until=TODAY)
    baseline.save(tmp_path / "b.toml", [awkward])
    assert baseline.load(tmp_path / "b.toml") == (awkward,)


def test_the_file_is_steady_and_plain_toml():
    made = outcome(finding())
    first, second = accept(made, finding()), accept(made, finding(fingerprint="a" * 16))
    assert baseline.dump([first, second]) == baseline.dump([second, first])
    assert len(tomllib.loads(baseline.dump([first, second]))["accepted"]) == 2


def test_accepting_again_replaces_the_older_entry():
    made = outcome(finding())
    older, newer = accept(made, finding()), accept(made, finding(), reason="再次核实")
    assert baseline.added([older], newer) == (newer,)


def test_a_finding_is_picked_by_the_beginning_of_its_fingerprint():
    made = outcome(finding(), finding(fingerprint="fe" + "0" * 14))
    assert baseline.pick([made], "ffff")[1].fingerprint == "f" * 16
    for wrong in ("f", "0000"):
        with pytest.raises(SettingsError):
            baseline.pick([made], wrong)


@pytest.mark.parametrize("text", ["[[accepted]]\ncode = 'CL02'", "= 1", "other = 1", "accepted = 3"])
def test_a_malformed_file_is_refused_by_name(tmp_path, text):
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"b\.toml"):
        baseline.load(tmp_path / "b.toml")


def test_a_missing_file_is_refused_with_the_remedy(tmp_path):
    with pytest.raises(SettingsError, match="auditor accept"):
        baseline.load(tmp_path / "none.toml")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_survive_the_file(who, why):
    entry = accept(outcome(finding()), finding(), by=who, reason=why)
    (stated,) = tomllib.loads(baseline.dump([entry]))["accepted"]
    assert (stated["by"], stated["reason"]) == (who, why)


def summed_up(*places):
    """A finding that all is not done, resting on what stands at these places."""
    return finding("CL10", severity="error", fingerprint="9" * 16, evidence=(), rests_on=places)


def test_what_sums_up_accepted_findings_is_accepted_with_them():
    below = finding("CL04")
    made = outcome(below, summed_up(below.evidence[0].span))
    result = compared(made, accept(made, below))
    assert [one.accepted is not None for one in result.outcomes[0].findings] == [True, True]


def test_what_sums_up_stays_open_while_one_of_its_findings_is():
    below, other = finding("CL04"), finding("SC07", fingerprint="8" * 16)
    made = outcome(below, other, summed_up(below.evidence[0].span, other.evidence[1].span))
    result = compared(made, accept(made, below))
    assert [one.accepted is not None for one in result.outcomes[0].findings] == [True, False, False]


def test_what_sums_up_quotes_no_longer_what_was_accepted():
    first, second = finding("CL04").evidence
    below, other = finding("CL04", evidence=(first,)), finding("SC07", evidence=(second,), fingerprint="8" * 16)
    whole = summed_up(first.span, second.span).model_copy(update={"evidence": (first, second)})
    made = outcome(below, other, whole)
    left = compared(made, accept(made, below)).outcomes[0].findings[2]
    assert left.evidence == (second,)
    assert left.rests_on == (second.span,)
    assert left.fingerprint == whole.fingerprint
    assert "1" in left.message.removeprefix(whole.message)


def test_what_rests_on_a_place_that_nobody_questioned_stays_open():
    below = finding("CL04")
    made = outcome(below, summed_up(below.evidence[0].span, below.evidence[0].span.part(-8, -6)))
    assert compared(made, accept(made, below)).outcomes[0].findings[1].accepted is None


OLD = """
[[accepted]]
fingerprint = "{fingerprint}"
value_hash = "{value_hash}"
report = "{report}"
code = "{code}"
message = "旧的说法"
by = "王某"
reason = "已核实"
"""


def old_file(tmp_path, made, found, **more):
    told = {"report": baseline.identity(made), "value_hash": found.value_hash, "code": found.code, **more}
    path = tmp_path / "base.toml"
    path.write_text(OLD.format(**{"fingerprint": "0" * 16, **told}), encoding="utf-8")
    return baseline.load(path)


def test_a_baseline_of_the_first_version_is_matched_by_check_and_values(tmp_path):
    made = outcome(finding())
    result = compared(made, *old_file(tmp_path, made, finding()))
    assert only(result).accepted.by == "王某"
    assert "旧版" in result.remarks[-1]
    assert len(result.remarks) == 1


@pytest.mark.parametrize("more", [{"value_hash": "9" * 16}, {"code": "BU02"}, {"report": "另一单位"}])
def test_what_says_something_else_is_not_matched(tmp_path, more):
    made = outcome(finding())
    assert only(compared(made, *old_file(tmp_path, made, finding(), **more))).accepted is None


def test_two_findings_of_the_same_values_are_not_guessed_between(tmp_path):
    made = outcome(finding(), finding(fingerprint="e" * 16))
    result = compared(made, *old_file(tmp_path, made, finding()))
    assert [one.accepted for one in result.outcomes[0].findings] == [None, None]


def test_an_entry_of_this_version_is_matched_by_its_fingerprint_alone():
    made = outcome(finding())
    assert only(compared(made, accept(made, finding(fingerprint="e" * 16)))).accepted is None


def test_an_old_entry_stays_one_when_the_file_is_written_anew(tmp_path):
    made = outcome(finding())
    entries = (*old_file(tmp_path, made, finding()), accept(made, finding(fingerprint="e" * 16)))
    baseline.save(tmp_path / "new.toml", entries)
    assert [one.older for one in baseline.load(tmp_path / "new.toml")].count(True) == 1


def test_a_baseline_says_its_version_and_a_newer_one_is_refused(tmp_path):
    made = outcome(finding())
    path = tmp_path / "base.toml"
    baseline.save(path, [accept(made, finding())])
    assert baseline.load(path) == (accept(made, finding()),)
    path.write_text(path.read_text(encoding="utf-8").replace(baseline.SCHEMA, "auditor/baseline/9"), encoding="utf-8")
    with pytest.raises(SettingsError, match="升级"):
        baseline.load(path)

"""What becomes of a report: contradicted, insufficient or clear, the first that holds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outcomes import acceptance, finding, span

from auditor.diagnosis.verdict import Audited, again, judge
from auditor.model.ledger import LedgerEntry
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.pipeline import examine
from auditor.readers import txt
from auditor.readers.limits import Limits
from auditor.relate.statuses import coverage
from auditor.settings import Settings


def entries(**counts):
    """So many entries of each status, dashes as underlines; unread_column are unread ones in a column of the indicators."""
    statuses = [status for status, count in counts.items() for _one in range(count)]
    return tuple(entry(number, status) for number, status in enumerate(statuses, 1))


def entry(number, status):
    in_column = status == "unread_column"
    return LedgerEntry(
        id=f"n{number}", quote=f"{number}项", span=span("52部"), value=Decimal(number), subject="达成情况" if in_column else "",
        role="unread-column" if in_column else "result", status="unread" if in_column else status.replace("_", "-"),
    )  # fmt: skip


def judged(*findings, kind="project", fail_under=50, **counts):
    ledger = entries(**counts)
    return judge(Audited(Report(kind=kind), findings, ledger, coverage(ledger)), Decimal(fail_under), model=False)


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (finding(severity="error"), "contradicted"),
        (finding(severity="error", confidence="medium"), "contradicted"),
        (finding(severity="error", confidence="low"), "clear"),
        (finding(severity="error", accepted=acceptance()), "clear"),
        (finding(severity="warning"), "clear"),
        (finding(severity="warning", broken=True), "contradicted"),
        (finding(severity="warning", broken=True, confidence="low"), "clear"),
        (finding(severity="warning", broken=True, accepted=acceptance()), "clear"),
        (finding(severity="note", broken=True), "clear"),
    ],
)
def test_what_contradicts(one, verdict):
    assert judged(one, agreed=2).verdict == verdict


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ({"agreed": 1, "unmatched": 1}, "clear"),
        ({"agreed": 1, "unmatched": 2}, "insufficient"),
        ({"reconciled": 1, "unread": 2}, "insufficient"),
        ({"contradicted": 1, "not_assessable": 1}, "clear"),
        ({"agreed": 1, "not_a_claim": 9}, "clear"),
        ({"not_a_claim": 9}, "insufficient"),
        ({}, "insufficient"),
        ({"agreed": 9, "unread": 1}, "clear"),
        ({"agreed": 9, "unread_column": 1}, "insufficient"),
    ],
)
def test_what_is_enough(counts, verdict):
    one = judged(**counts)
    assert one.verdict == verdict
    assert bool(one.needed) == (verdict == "insufficient")


def test_a_contradiction_is_told_before_blindness():
    assert judged(finding(severity="error"), unmatched=9, unread_column=3).verdict == "contradicted"


def test_the_least_coverage_is_exact():
    assert judged(fail_under="33.34", agreed=1, unmatched=2).verdict == "insufficient"
    assert judged(fail_under="33.33", agreed=1, unmatched=2).verdict == "clear"


def test_a_plan_that_asserts_nothing_is_clear_until_something_is_found():
    assert judged(kind="plan", not_a_claim=6).verdict == "clear"
    assert judged(finding(severity="note"), kind="plan", not_a_claim=6).verdict == "insufficient"
    assert judged(kind="plan", not_a_claim=6, unread_column=2).verdict == "insufficient"


def test_what_is_needed_names_the_column_and_the_document():
    needed = " ".join(judged(agreed=1, unread_column=2, unmatched=7).needed)
    assert "“达成情况”栏（2 个数字）" in needed
    assert "绩效自评表" in needed
    assert "--extractor" in needed
    assert "10%" in needed


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 100))
def test_a_higher_demand_never_clears(compared, alone, demand):
    at, above = (
        judged(fail_under=least, agreed=compared, unmatched=alone).verdict for least in (demand, min(100, demand + 1))
    )
    assert not (at == "insufficient" and above == "clear")
    assert judged(fail_under=demand, agreed=compared + 1, unmatched=alone).verdict == "clear" or at == "insufficient"


def document(text) -> Document:
    return txt.read(text.encode(), "报告.txt", Limits())


def test_acceptances_count_before_the_verdict():
    text = "某中心项目绩效自评报告\n全年开展巡诊24次，其中山区15次、平原7次。\n"
    (outcome,) = examine(document(text), Settings(fail_under=Decimal(0)))
    assert outcome.verdict == "contradicted"
    accepted = tuple(one.model_copy(update={"accepted": acceptance()}) for one in outcome.findings)
    assert again(outcome.model_copy(update={"findings": accepted}), Decimal(0)).verdict == "clear"


def test_a_report_of_which_nothing_was_compared_passes_nothing():
    (outcome,) = examine(document("某院绩效自评报告\n开展义诊31场，发放药箱260个，走访农户1800户。\n"), Settings())
    assert outcome.verdict == "insufficient"
    assert outcome.coverage.compared == 0
    assert all(one.count for one in outcome.passed)
    ran = {one.code for one in (*outcome.findings, *outcome.passed)}
    assert not ran & {one.code for one in outcome.not_run}
    assert all(one.reason for one in outcome.not_run)


def test_checks_that_were_switched_off_are_told():
    (outcome,) = examine(
        document("某院绩效自评报告\n开展义诊31场。\n"), Settings(select=("CL", "BU02"), ignore=("CL01",))
    )
    off = {one.code for one in outcome.not_run if one.switched_off}
    assert {"CL01", "SC01", "BU01"} <= off
    assert not off & {"CL02", "BU02"}
